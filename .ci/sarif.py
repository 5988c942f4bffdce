#!/usr/bin/env python3
"""Checks logs against the schema of SARIF 2.1.0: sarif.py SCHEMA LOG…  Needs PyPI jsonschema."""
import json
import sys

from jsonschema import validators

schema_path, *logs = sys.argv[1:]
with open(schema_path, encoding="utf-8") as f:
    schema = json.load(f)
validator = validators.validator_for(schema)(schema)
failed = results = 0
rules = set()
for path in logs:
    with open(path, encoding="utf-8") as f:
        log = json.load(f)
    for error in validator.iter_errors(log):
        failed += 1
        print(f"   {path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    for run in log["runs"]:
        results += len(run["results"])
        rules.update(r["ruleId"] for r in run["results"])
print(f"   {len(logs)} logs, {results} results of {len(rules)} rules, {failed} failures")
sys.exit(failed > 0 or results == 0)
