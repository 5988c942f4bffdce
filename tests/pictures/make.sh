#!/usr/bin/env bash
# Makes the pictures of both editors in docs/images. Look at them before they are committed.
#
# BIN    the program (default: target/release/gannhan)
# CACHE  where the editors are kept (default: .cache)
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(realpath "${BIN:-target/release/gannhan}")
export CACHE=$(realpath -m "${CACHE:-$PWD/.cache}")
fc-list | grep -q "JetBrains Mono" || { echo "install fonts-jetbrains-mono first: the pictures are set in it" >&2; exit 2; }
bash tests/vscode/fetch.sh
sh tests/neovim/fetch.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$bin" "$work/bin/gannhan"
PATH=$work/bin:$PATH bash tests/pictures/neovim.sh "$CACHE/nvim/bin/nvim" docs/images
BIN=$bin bash editors/vscode/package.sh linux-x64 "$work/gannhan.vsix" >/dev/null
node tests/pictures/vscode.mjs "$CACHE/vscode-4.100.3/package/lib/vscode" "$work/gannhan.vsix" docs/images
