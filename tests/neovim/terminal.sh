#!/usr/bin/env bash
# As a hand on the keyboard: Neovim in a terminal (tmux), keys sent, the screen and the disk looked at.
#
#   terminal.sh NVIM FOLDER      FOLDER: a project with an example article in it; `gannhan` is in PATH
set -euo pipefail
nvim=$1 folder=$2
article=$folder/von-oda-hanh-lang-dong-tay.txt
plugin=$PWD/editors/neovim
socket=gannhan-$$
keys=0

mux() { tmux -L "$socket" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null || true' EXIT
screen() { mux capture-pane -p -t nv 2>/dev/null; }
press() { # KEY…
  for key in "$@"; do mux send-keys -t nv "$key"; keys=$((keys + 1)); done
}
await() { # WHAT COMMAND…: until the command holds
  local what=$1; shift
  for _ in $(seq 200); do "$@" && return 0; sleep 0.05; done
  echo "FAILED: waited for $what" >&2; screen >&2; cat "$article.anno.jsonl" 2>/dev/null | cut -c1-80 >&2
  exit 1
}
shows() { screen | grep -qF -- "$1"; }
annotated() { [ "$(grep -c '"type":"Annotation"' "$article.anno.jsonl" 2>/dev/null || true)" = "$1" ]; }
more_than() { [ "$(grep -c '"type":"Annotation"' "$article.anno.jsonl" 2>/dev/null || true)" -gt "$1" ]; }

cat >"$folder/init.lua" <<LUA
vim.opt.runtimepath:append('$plugin')
require('gannhan').enable()
vim.o.laststatus = 2
vim.o.statusline = "%t %=%{v:lua.require'gannhan'.statusline()} "
LUA
mux new-session -d -s nv -x 110 -y 36 "env TERM=tmux-256color LANG=C.UTF-8 '$nvim' --clean -u '$folder/init.lua' '$article'"
await "the hints" shows "₫"
await "the counts" shows "0/$(gannhan tag --format jsonl "$article" | wc -l)"

keys=0
press Enter
for n in $(seq 20); do press Enter; done
await "20 annotations" annotated 20
echo "     $keys keys for 20 mentions"
[ "$keys" -le 40 ]
keys=0
press M-Enter
await "all that is certain" more_than 40
echo "     $keys key for all that is certain"
press K
await "the hover" shows "Quảng Trị"
press Escape
mux send-keys -t nv ":wall" Enter ":quit" Enter
await "Neovim to end without a question" bash -c "! tmux -L $socket has-session -t nv 2>/dev/null"
gannhan lint "$folder"
