#!/usr/bin/env bash
# Builds the extension with the program inside and installs it in your VS Code.
#
# CODE  the command of your VS Code (default: code), such as codium or code-insiders
set -euo pipefail
cd "$(dirname "$0")"
# Checked first: building takes minutes.
command -v "${CODE:-code}" >/dev/null || { echo "there is no command ${CODE:-code} in PATH: install VS Code, or set CODE" >&2; exit 2; }
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) target=linux-x64 ;;
  Linux-aarch64) target=linux-arm64 ;;
  Darwin-arm64) target=darwin-arm64 ;;
  Darwin-x86_64) target=darwin-x64 ;;
  *) echo "package.sh TARGET builds for another machine; TARGET is one of VS Code's names" >&2; exit 2 ;;
esac
# Built here for here: no old library is needed.
if [ -z "${BIN:-}" ]; then
  cargo build --release --locked --manifest-path ../../Cargo.toml
  BIN=$(realpath "${CARGO_TARGET_DIR:-../../target}")/release/gannhan
fi
export BIN
bash package.sh "$target"
"${CODE:-code}" --install-extension "gannhan-$target.vsix"
