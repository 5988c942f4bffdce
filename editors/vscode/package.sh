#!/usr/bin/env bash
# Packages the extension with the program inside.
#
#   package.sh [TARGET] [OUT]      TARGET as VS Code names it (default: linux-x64); OUT a .vsix
#
# BIN  the gannhan for that target (default: built here by build-server.sh)
set -euo pipefail
cd "$(dirname "$0")"
target=${1:-linux-x64}
out=$(realpath -m "${2:-gannhan-$target.vsix}")

[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npx --no-install tsc --noEmit
node esbuild.mjs
rm -rf server
mkdir server
name=gannhan
case $target in win32-*) name=gannhan.exe ;; esac
bin=${BIN:-$(bash build-server.sh "$target")}
install -m 755 "$bin" "server/$name"
cp ../../LICENSE-APACHE .
cp ../../LICENSE-MIT LICENSE.txt
node licences.mjs > THIRD-PARTY.txt
npx --no-install vsce package --no-dependencies --allow-missing-repository --target "$target" --out "$out" 2>&1 | grep -v '^\s*$'
