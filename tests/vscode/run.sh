#!/usr/bin/env bash
# The extension, packaged, in a real VS Code: inside the extension host, then as a hand on the keyboard. 3: skipped.
#
# BIN    the program to put inside (default: target/release/gannhan)
# CACHE  where VS Code is kept (default: .cache)
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(realpath "${BIN:-target/release/gannhan}")
cache=${CACHE:-$PWD/.cache}

CACHE=$cache bash tests/vscode/fetch.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node tests/vscode/texts.mjs
BIN=$bin bash editors/vscode/package.sh linux-x64 "$work/gannhan.vsix" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
size=$(stat -c %s "$work/gannhan.vsix")
echo "     the .vsix has $((size / 1000)) kB"
[ "$size" -lt 8000000 ]
vscode=$cache/vscode-4.100.3/package/lib/vscode
node tests/vscode/host.mjs "$vscode" "$work/gannhan.vsix"
node tests/vscode/keyboard.mjs "$vscode" "$work/gannhan.vsix" "$bin"
