#!/usr/bin/env python3
"""Writes hot.ld: which functions a server runs in an everyday session, so that the linker puts them side by side.

    cargo build --release && python3 build/layout/record.py target/release/gannhan

The kernel maps 64 KB of a program around each page that is asked for; what runs is a fifth of the program, and strewn
over it nearly all of it would be in memory. Needs valgrind and nm. To be run anew when `latency` shows that memory
after the opening has grown: names that are gone do no harm, new ones only lie farther off.
"""

import bisect
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TYPED = "Bà Trần Thị Mẫu, Chủ tịch UBND huyện Phong Điền, nói huyện sẽ cấp thêm 3 tỷ đồng. "
# A function of which many copies are made (generic code) is named copy by copy, where all of them are so many bytes more.
STRAY = 2048
# So much of a module has to run that all of it is wanted.
DENSE = 0.8
# Where valgrind puts a program.
LOADED = 0x108000


class Client:
    """As small as it can be."""

    def __init__(self, program, record):
        command = ["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-pos=no", "--compress-strings=no",
                   f"--callgrind-out-file={record}", program, "lsp"]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL)
        self.last = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.server.stdout.readline()) not in (b"\r\n", b""):
            length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
        return json.loads(self.server.stdout.read(length) or b"{}")

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})
            elif message.get("id") == self.last:
                return message.get("result")

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.server.stdin.close()
        self.server.wait()


def session(program, record, folder, pulls):
    """An article is opened, read and written in; with `pulls` as VS Code does it, in a project, else as Neovim."""
    article = folder / "bai.txt"
    text = (ROOT / "benches/articles/01-hop-ubnd-phu-tho.txt").read_text()
    article.write_text(text)
    if pulls:
        (folder / "gannhan.toml").touch()
        subprocess.run([program, "annotate", article], check=True, stdout=subprocess.DEVNULL)
    uri = article.as_uri()
    capabilities = {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "inlayHint": {}, "synchronization": {"didSave": True}, "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"versionSupport": True, "relatedInformation": True, "dataSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                           "dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
            "semanticTokens": {"requests": {"full": True, "range": True}, "tokenTypes": [], "tokenModifiers": [],
                               "formats": ["relative"]},
        } | ({"diagnostic": {"relatedDocumentSupport": False}} if pulls else {}),
        "workspace": {"workspaceFolders": True, "applyEdit": True, "configuration": pulls,
                      "didChangeWatchedFiles": {"dynamicRegistration": pulls},
                      "diagnostics": {"refreshSupport": pulls}, "inlayHint": {"refreshSupport": pulls}},
    }
    client = Client(program, record)
    root = {"uri": folder.as_uri(), "name": "folder"}
    client.request("initialize", {"processId": None, "rootUri": root["uri"] if pulls else None,
                                  "workspaceFolders": [root] if pulls else None, "capabilities": capabilities})
    client.notify("initialized", {})
    document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": document})
    this = {"textDocument": {"uri": uri}}
    line = text[:len(text) // 2].count("\n")
    seen = {"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}}

    def look():
        position = {"line": line, "character": 40}
        client.request("textDocument/hover", this | {"position": position})
        client.request("textDocument/inlayHint", this | {"range": seen})
        if pulls:
            here = {"start": position, "end": position}
            client.request("textDocument/diagnostic", this)
            client.request("textDocument/semanticTokens/full", this)
            client.request("textDocument/semanticTokens/range", this | {"range": seen})
            client.request("textDocument/codeAction", this | {"range": here, "context": {"diagnostics": []}})
            client.request("textDocument/documentHighlight", this | {"position": position})
            client.request("textDocument/documentSymbol", this)
            client.request("textDocument/codeLens", this)
            client.request("textDocument/documentLink", this)
            client.request("workspace/diagnostic", {"previousResultIds": []})

    look()
    for version, letter in enumerate(TYPED, 2):
        at = {"line": line, "character": version - 2}
        change = {"range": {"start": at, "end": at}, "text": letter}
        client.notify("textDocument/didChange",
                      {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
        look()
    client.notify("textDocument/didSave", this)
    look()
    client.notify("textDocument/didClose", this)
    client.end()


def run(program, pulls, functions):
    """The functions of the program, given as (start, size, name) in order, that such a session calls."""
    with tempfile.TemporaryDirectory() as folder:
        record = pathlib.Path(folder) / "record"
        (pathlib.Path(folder) / "work").mkdir()
        session(program, record, pathlib.Path(folder) / "work", pulls)
        starts = [start for start, _, _ in functions]
        names, base = set(), None
        for line in record.read_text().splitlines():
            if line.startswith("ob="):
                # Valgrind does not know its way about in a program with two sections of code: then it tells addresses
                # in memory, and nothing else is as unknown to it.
                ours = os.path.realpath(program) == os.path.realpath(line[3:])
                base = 0 if ours else LOADED if line == "ob=???" else None
            elif line.startswith("0x") and base is not None:
                address = int(line.split()[0], 16) - base
                start, size, name = functions[bisect.bisect_right(starts, address) - 1]
                if start <= address < start + size:
                    names.add(name)
        return names


def stem(name):
    """A name without what another compiler or another release of a crate would write in it."""
    name = re.sub(r"\.llvm\.\d+$", "*", re.sub(r"17h[0-9a-f]{16}E.*$", "17h*", name))
    return re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)


def copy(name):
    """One copy of a function."""
    name = name.split(".llvm.")[0]
    hash = re.search(r"17h[0-9a-f]{16}E", name)
    return f"{name[:min(48, hash.start())]}*{hash[0]}*" if hash else name


def modules(name):
    """The beginnings of a name of ours that mean a module, the widest first."""
    found, at = [], 3
    while name.startswith("_ZN7gannhan") and (length := re.match(r"\d+", name[at:])):
        at += len(length[0]) + int(length[0])
        found.append(name[:at] + "*")
    return found[1:-1]


def patterns(names, sizes):
    """Patterns for these functions; and wider ones for those of them that are named copy by copy."""
    total, hot = collections.Counter(), collections.Counter()
    for name, size in sizes.items():
        for pattern in {stem(name), *modules(name)}:
            total[pattern] += size
            hot[pattern] += size if name in names else 0
    exact, wide = set(), set()
    for name in names & sizes.keys():
        whole = stem(name)
        module = next((m for m in modules(name) if hot[m] >= DENSE * total[m]), None)
        if module or total[whole] - hot[whole] <= STRAY:
            exact.add(module or whole)
        else:
            exact.add(copy(name))
            wide.add(whole)
    return sorted(exact), sorted(wide)


def main():
    program = sys.argv[1]
    listed = subprocess.run(["nm", "-S", "--defined-only", program], check=True, capture_output=True, text=True).stdout
    fields = [f for f in map(str.split, listed.splitlines()) if len(f) == 4 and f[2] in "tTwW"]
    functions = sorted((int(start, 16), int(size, 16), name) for start, size, _, name in fields)
    sizes = {name: size for _, size, name in functions}
    plain = run(program, False, functions)
    project = run(program, True, functions)
    first, copies = patterns(plain, sizes)
    second, more = patterns(project - plain, sizes)
    lines = [f"    *(.text.{p})" for p in dict.fromkeys(first + second + copies + more)]
    text = "/* Written by record.py: what a server runs in an everyday session. */\nSECTIONS {\n  .text.hot : {\n"
    text += "\n".join(lines) + "\n  }\n} INSERT BEFORE .text;\n"
    (HERE / "hot.ld").write_text(text)
    size = sum(sizes.get(name, 0) for name in plain), sum(sizes.get(name, 0) for name in project - plain)
    print(f"{len(plain)} functions of {size[0]} bytes, in a project {size[1]} bytes more; {len(lines)} patterns")


main()
