#!/usr/bin/env bash
# The plugin in a real Neovim: headless, and as a hand on the keyboard in a terminal. 3: skipped.
#
#   tests/neovim/plugin.sh [0.11|0.10]
#
# BIN    the program (default: target/release/gannhan)
# CACHE  where Neovim is kept (default: .cache)
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:-0.11}
bin=$(realpath "${BIN:-target/release/gannhan}")
cache=$(realpath -m "${CACHE:-$PWD/.cache}")

CACHE=$cache sh tests/neovim/fetch.sh "$version"
nvim=$cache/nvim/bin/nvim
[ "$version" = 0.11 ] || nvim=$cache/nvim-$version/nvim

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
mkdir -p "$HOME" "$work"/{bin,headless,terminal,stranger}
ln -s "$bin" "$work/bin/gannhan"
export PATH=$work/bin:$PATH
cp examples/can-tho-sau-sap-nhap.txt "$work/headless"
cp examples/von-oda-hanh-lang-dong-tay.txt "$work/terminal"
touch "$work"/{headless,terminal}/gannhan.toml
echo "pandas==2.2" >"$work/stranger/requirements.txt"
echo "Ông Lê Văn Tám, Chủ tịch UBND tỉnh Hậu Giang, đến muộn." >"$work/stranger/tin.txt"
cat >"$work/init.lua" <<'LUA'
vim.opt.runtimepath:append(vim.env.GANNHAN_PLUGIN)
require('gannhan').enable()
vim.cmd('filetype plugin on')
LUA
export GANNHAN_PLUGIN=$PWD/editors/neovim GANNHAN_DIR=$work/headless GANNHAN_STRANGER=$work/stranger/requirements.txt
timeout 120 "$nvim" --clean -u "$work/init.lua" --headless -c "lua dofile('tests/neovim/plugin.lua')" 2>"$work/log" ||
  { cat "$work/log"; exit 1; }
# The page of help has made its tags in the plugin's folder.
rm -f editors/neovim/doc/tags
# Run by a loader of its own, Neovim 0.10 can't start the second process that draws on a terminal.
[ "$version" = 0.11 ] || exit 0
if command -v tmux >/dev/null; then
  bash tests/neovim/terminal.sh "$nvim" "$work/terminal"
else
  echo "   no tmux here: the terminal is not tested" >&2
  exit 3
fi
