#!/usr/bin/env bash
# Builds the program for a VS Code target and prints where it is.
#
#   build-server.sh [TARGET]      linux-x64 (default), linux-arm64, alpine-x64, win32-x64, darwin-arm64 …
#
# For Linux it is linked against glibc 2.17 (2012), so that it runs on every distribution in use; for that, zig serves as
# the linker, fetched once from PyPI into CACHE (100 MB). macOS is built on macOS.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${CACHE:-$PWD/.cache}
target=${1:-linux-x64}
glibc=2.17

case $target in
  linux-x64) rust=x86_64-unknown-linux-gnu zig=yes ;;
  linux-arm64) rust=aarch64-unknown-linux-gnu zig=yes ;;
  alpine-x64) rust=x86_64-unknown-linux-musl zig=yes ;;
  alpine-arm64) rust=aarch64-unknown-linux-musl zig=yes ;;
  win32-x64) rust=x86_64-pc-windows-gnu zig=yes ;;
  darwin-x64) rust=x86_64-apple-darwin zig= ;;
  darwin-arm64) rust=aarch64-apple-darwin zig= ;;
  *) echo "no such target: $target" >&2; exit 2 ;;
esac

{
  rustup target list --installed | grep -qx "$rust" || rustup target add "$rust"
  if [ -n "$zig" ]; then
    if [ ! -x "$cache/zig/bin/cargo-zigbuild" ]; then
      python3 -m venv "$cache/zig"
      "$cache/zig/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.17.1
    fi
    with=$rust
    case $rust in *-linux-gnu) with=$rust.$glibc ;; esac
    PATH=$cache/zig/bin:$PATH cargo zigbuild --release --locked --target "$with"
  else
    cargo build --release --locked --target "$rust"
  fi
} >&2
name=gannhan
case $target in win32-*) name=gannhan.exe ;; esac
echo "$(realpath "${CARGO_TARGET_DIR:-target}")/$rust/release/$name"
