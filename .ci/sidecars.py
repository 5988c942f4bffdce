#!/usr/bin/env python3
"""Checks each line of sidecars against docs/sidecar.schema.json, and that an expansion as JSON-LD loses nothing of it.
sidecars.py CONTEXT|- SIDECAR.anno.jsonl …   CONTEXT: W3C's anno.jsonld; `-` leaves the expansion out.
Needs PyPI jsonschema and PyLD. Prints failures, and last what was checked; exit 1 on any."""
import json
import os
import sys

from jsonschema import Draft202012Validator

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
with open(os.path.join(root, "docs", "sidecar.schema.json"), encoding="utf-8") as f:
    schema = json.load(f)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)


def leaves(value, skip=("@context",)):
    """What a line or its expansion says: all that is neither an object nor a list, of a typed value what it holds."""
    if isinstance(value, dict):
        if "@value" in value:
            yield value["@value"]
            return
        for key, inner in value.items():
            if key not in skip:
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def expansion(context):
    from pyld import jsonld

    with open(context, encoding="utf-8") as f:
        document = json.load(f)

    def load(url, _options=None):
        if url != "http://www.w3.org/ns/anno.jsonld":
            raise ValueError(f"{url} would have to be fetched")
        return {"contextUrl": None, "documentUrl": url, "document": document}

    def lost(line):
        out = jsonld.expand(line, {"documentLoader": load, "base": "file:///"})
        before, after = list(leaves(line)), list(leaves(out))
        if len(before) != len(after):
            return f"{len(before)} values before the expansion, {len(after)} after it"
        texts = {str(v) for v in after}
        # Values of our own keys come through as they are; those of W3C's may become IRIs.
        missing = [v for v in leaves(line.get("body", {}), ("type", "purpose", "source")) if str(v) not in texts]
        return f"lost: {missing}" if missing else None

    return lost


def main(context, files):
    lost = None if context == "-" else expansion(context)
    lines = annotations = failed = 0
    for name in files:
        with open(name, encoding="utf-8") as f:
            for number, text in enumerate(f, 1):
                line = json.loads(text)
                lines += 1
                for error in validator.iter_errors(line):
                    failed += 1
                    print(f"{name}:{number}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
                if lost and line.get("type") == "Annotation":
                    annotations += 1
                    trouble = lost(line)
                    if trouble:
                        failed += 1
                        print(f"{name}:{number}: {trouble}")
    print(f"{len(files)} sidecars, {lines} lines against the schema, {annotations} expanded, {failed} failures")
    return failed > 0 or lines == 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
