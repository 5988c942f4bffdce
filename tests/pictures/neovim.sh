#!/usr/bin/env bash
# Pictures of Neovim at the main job, for the README and the tutorial: the terminal as it is, drawn by Chromium.
#
#   neovim.sh NVIM OUT      `gannhan` is in PATH
set -euo pipefail
cd "$(dirname "$0")/../.."
nvim=$1 out=$(realpath "$2")
socket=gannhan-picture-$$
work=$(mktemp -d)
export HOME=$work XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config
mux() { tmux -L "$socket" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/tin-tuc"
cp examples/can-tho-sau-sap-nhap.txt "$work/tin-tuc"
touch "$work/tin-tuc/gannhan.toml"
cat >"$work/init.lua" <<LUA
vim.opt.runtimepath:append('$PWD/editors/neovim')
require('gannhan').enable()
vim.o.termguicolors = true
vim.o.background = 'light'
vim.o.statusline = " %t %= %{v:lua.require'gannhan'.statusline()} "
vim.opt.fillchars = { lastline = ' ' }
vim.o.ruler = false
vim.o.showcmd = false
LUA
cd "$work/tin-tuc"
mux new-session -d -s nv -x 104 -y 25 "env TERM=tmux-256color COLORTERM=truecolor LANG=C.UTF-8 '$nvim' --clean -u '$work/init.lua' can-tho-sau-sap-nhap.txt"
mux set -g default-terminal tmux-256color
mux set -ga terminal-overrides ",*:Tc"
await() { for _ in $(seq 200); do mux capture-pane -p -t nv | grep -q -- "$1" && return; sleep 0.05; done; mux capture-pane -p -t nv >&2; exit 1; }
shoot() { # NAME
  # What the server colours comes a moment after what it finds.
  sleep 2
  {
    echo '<meta charset="utf-8"><style>body{margin:0;padding:14px 18px;background:#e0e2ea;color:#14161b}pre{margin:0;font:15px/21px "JetBrains Mono","DejaVu Sans Mono",monospace}</style>'
    mux capture-pane -e -p -t nv | python3 "$OLDPWD/tests/pictures/screen.py"
  } >"$work/page.html"
  "${CHROMIUM:-/usr/bin/chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.5 \
    --window-size=976,556 --screenshot="$out/$1.png" "file://$work/page.html" >/dev/null 2>&1
}
await '0/69'
shoot neovim-open
for _ in 1 2 3 4 5 6 7 8 9 10; do mux send-keys -t nv Enter; done
await '9/69'
mux send-keys -t nv K
await 'made of'
shoot neovim-hover
mux send-keys -t nv M-Enter
await '6[0-9]/69'
mux send-keys -t nv g g
shoot neovim-certain
