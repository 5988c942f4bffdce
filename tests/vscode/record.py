#!/usr/bin/env python3
"""Writes down what VS Code says to the server, for tests/fixtures/transcripts.

record.py serve PROGRAM FOLDER ARGUMENT…   stands in the place of the program: passes all on, and keeps the messages in FOLDER
record.py neutral FOLDER TRANSCRIPT        the longest of them with `$ROOT` for the folder that was open

Packaged with BIN=a script that calls the first, the extension's own tests (host.mjs, keyboard.mjs) do the talking.
"""
import json
import os
import subprocess
import sys
import threading


def frames(stream):
    while True:
        length = None
        while (line := stream.readline().strip()) or length is None:
            if not line:
                return
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        body = stream.read(length)
        if len(body) < length:
            return
        yield body


def serve(program, folder, *arguments):
    server = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE)

    def listen():
        with open(os.path.join(folder, f"{os.getpid()}.jsonl"), "wb") as kept:
            for body in frames(sys.stdin.buffer):
                kept.write(body + b"\n")
                kept.flush()
                try:
                    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
                    server.stdin.flush()
                except OSError:
                    break
        server.stdin.close()

    threading.Thread(target=listen, daemon=True).start()
    os._exit(server.wait())


def neutral(folder, transcript):
    files = [os.path.join(folder, name) for name in os.listdir(folder)]
    with open(max(files, key=os.path.getsize), encoding="utf-8") as kept:
        lines = kept.read().splitlines()
    first = json.loads(lines[0])["params"]
    root = first["rootPath"]
    with open(transcript, "w", encoding="utf-8") as out:
        for line in lines:
            message = json.loads(line.replace(first["rootUri"], "file://$ROOT").replace(root, "$ROOT"))
            if message.get("method") == "initialize":
                message["params"]["processId"] = None
            # What the server asked has other ids each time.
            if "method" in message:
                out.write(json.dumps(message, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    {"serve": serve, "neutral": neutral}[sys.argv[1]](*sys.argv[2:])
