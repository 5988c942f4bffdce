#!/usr/bin/env bash
# Fetches what the tests in VS Code need, once, into CACHE (800 MB): VS Code as code-server builds it, the extension's
# own tools, Chromium. Prints nothing but problems. 3: a registry does not answer.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${CACHE:-$PWD/.cache}
version=4.100.3 ripgrep=1.18.0
vscode=$cache/vscode-$version/package/lib/vscode

absent() { echo "   $1" >&2; exit 3; }
# A registry under load breaks a connection off now and then.
tenacious() { "$@" || { sleep 5; "$@"; } || { sleep 20; "$@"; }; }

command -v node >/dev/null || absent "there is no Node on this machine"
if [ ! -e "$vscode/.complete" ]; then
  rm -rf "$cache/vscode-$version"
  mkdir -p "$cache/vscode-$version"
  (
    cd "$cache/vscode-$version"
    quiet=(--silent --no-audit --no-fund)
    tenacious npm pack "${quiet[@]}" "code-server@$version" "@vscode/ripgrep-linux-x64@$ripgrep" >/dev/null
    tar xzf "code-server-$version.tgz"
    cd package/lib/vscode
    tenacious npm install --prefer-offline "${quiet[@]}" --omit=dev --ignore-scripts >/dev/null
    # Its own script would fetch the program that searches files from elsewhere.
    mkdir -p node_modules/@vscode/ripgrep/bin
    tar xzf "$cache/vscode-$version/vscode-ripgrep-linux-x64-$ripgrep.tgz" -C node_modules/@vscode/ripgrep/bin --strip-components=2 package/bin/rg
    rm "$cache/vscode-$version"/*.tgz
    touch .complete
  ) || absent "the npm registry does not answer: no VS Code to test in"
fi
if [ ! -d editors/vscode/node_modules ]; then
  (cd editors/vscode && tenacious npm ci --prefer-offline --silent --ignore-scripts --no-audit --no-fund) || absent "the npm registry does not answer: the extension can't be built"
fi
if ! [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
  { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core; } >/dev/null 2>&1 ||
    absent "there is no Chromium: apt-get install chromium, or set CHROMIUM"
fi
