#!/bin/sh
# The main job in a real, headless Neovim 0.11.4: see the findings of an example, take the quick fix,
# find the annotation in the sidecar on disk. Without the plugin: a server has to do with any client. 3: skipped.
#
#   tests/neovim/run.sh [ARTICLE]
#
# BIN    the program (default: target/debug/gannhan, built before)
# CACHE  where Neovim is installed once, 77 MB (default: target/cache)
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
bin=${BIN:-$root/target/debug/gannhan}
cache=${CACHE:-$root/target/cache}
article=${1:-}
nvim=$cache/nvim/bin/nvim

[ -x "$bin" ] || { echo "no program at $bin: build it, or set BIN" >&2; exit 2; }
CACHE=$cache sh tests/neovim/fetch.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "$article" ]; then
    cp "$article" "$work/article.txt"
else
    printf 'Ngày 12/3/2019, tỉnh Hậu Giang mở hội chợ.\nKhách từ Hà Nội vào, rồi sang Cần Thơ; có người về lại Hà Nội.\n' > "$work/article.txt"
fi
export HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
mkdir -p "$HOME"
for mode in closed new open; do
    cp "$work/article.txt" "$work/$mode.txt"
    GANNHAN_BIN=$bin GANNHAN_ARTICLE=$work/$mode.txt GANNHAN_MODE=$mode "$nvim" --clean --headless -l tests/neovim/main_job.lua
done
