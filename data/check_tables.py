#!/usr/bin/env python3
"""Validates every table under data/. Python's standard library only.

    check_tables.py        prints `file:line: message` for each finding; exit 1 if there is any, else 0

Checked everywhere: UTF-8 without BOM, NFC, LF at every line end and at the end of the file, the header, the number of columns, no
blanks around a cell, no empty or repeated item in a `|` list, rows sorted by code point and not repeated. Then,
table by table: keys, vocabularies, dates, and that every code and name which refers to another table is there.
"""

import functools
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ERAS = {"before-2025", "2025"}
LEVELS = {"country", "region", "province", "district", "commune", "village"}
PRECISIONS = {"", "day", "decision", "month", "year"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_COUNTRY = re.compile(r"[A-Z]{2}")

Row = dict[str, str]
Numbered = list[tuple[int, Row]]


class Table:
    """One table: its columns, how it is keyed, which of its columns are `|` lists."""

    def __init__(self, path: str, columns: str, key: str, lists: str = "", is_sorted: bool = True) -> None:
        self.path = path
        self.columns = columns.split()
        self.key = key.split()
        self.lists = lists.split()
        self.is_sorted = is_sorted
        self.rows: Numbered = []


TABLES = {table.path: table for table in (
    # The unit table has an order of its own (level, era, code), which rebuild_units.py makes.
    Table("units/gazetteer.tsv", "level code type name parent province snap from to successors decree",
          "level code type name parent province snap from", is_sorted=False),
    Table("units/gaz_patch.tsv", "op old_code new_code", "old_code new_code", is_sorted=False),
    Table("units/commune_successors.tsv", "old_code new_code extent", "old_code new_code"),
    Table("units/province_successors.tsv", "old_code new_code kind decree effective centre_in_former", "old_code"),
    Table("units/commune_days.tsv", "province after until day decree except evidence", "province after", "except"),
    Table("units/district_dates.tsv", "code type name from to successor decree evidence", "code type name"),
    Table("places/provinces_history.tsv", "name designator from from_precision to to_precision successors code decree"
          " evidence", "name designator to", "successors"),
    Table("places/province_since.tsv", "code era type from from_precision to to_precision decree evidence",
          "code era type"),
    Table("places/regions.tsv", "name aliases kind from to era members source needs", "name from to era",
          "aliases members"),
    Table("places/countries.tsv", "code name aliases name_en ambiguous from to note", "name", "aliases ambiguous"),
    Table("places/foreign.tsv", "name aliases level designator country parent ambiguous source",
          "name level country parent designator", "aliases ambiguous"),
    Table("places/aliases.tsv", "alias era targets kind note", "alias era", "targets"),
    Table("places/everyday.tsv", "name kind levels note", "name", "levels"),
    Table("places/persons.tsv", "name kind levels note", "name", "levels"),
)}


def rows(path: str) -> Numbered:
    return TABLES[path].rows


def items(cell: str) -> list[str]:
    """The items of a `|` list; an empty cell is an empty list."""
    return cell.split("|") if cell else []


def folded(name: str) -> str:
    """Names that differ only in case or in the apostrophe are one name here."""
    return name.replace("\u2019", "'").lower()


def load(table: Table) -> Iterator[tuple[int, str]]:
    """Reads the file into the table and yields what is wrong with its form."""
    raw = (HERE / table.path).read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        yield 1, "begins with a BOM"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield raw[:error.start].count(b"\n") + 1, f"not UTF-8 at byte {error.start}"
        return
    if not text.endswith("\n"):
        yield text.count("\n") + 1, "no line end at the end of the file"
    lines = text.removesuffix("\n").split("\n")
    if lines[0] != "\t".join(table.columns):
        yield 1, f"the header is {lines[0]!r}, expected {' '.join(table.columns)!r}"
        return
    keys: dict[tuple, int] = {}
    previous: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        yield from ((number, message) for message in line_form(line))
        cells = line.split("\t")
        if len(cells) != len(table.columns):
            yield number, f"{len(cells)} columns, expected {len(table.columns)}"
            continue
        row = dict(zip(table.columns, cells))
        table.rows.append((number, row))
        if table.is_sorted and cells < previous:
            yield number, "not in code point order"
        previous = cells
        key = tuple(row[column] for column in table.key)
        if key in keys:
            yield number, f"{' '.join(table.key)} as in line {keys[key]}: {key}"
        keys.setdefault(key, number)
        for column in table.lists:
            parts = items(row[column])
            if "" in parts or any(part != part.strip() for part in parts):
                yield number, f"{column}: an empty or padded item"
            if len({folded(part) for part in parts}) != len(parts):
                yield number, f"{column}: an item twice"


def line_form(line: str) -> Iterator[str]:
    """What is wrong with one line whatever the table."""
    if not unicodedata.is_normalized("NFC", line):
        yield "not NFC"
    if any(unicodedata.category(c) == "Cc" and c != "\t" for c in line) or "\u00a0" in line:
        yield "a control character or U+00A0"
    if any(cell != cell.strip() or "  " in cell for cell in line.split("\t")):
        yield "blanks around a cell or doubled inside"
    if not line:
        yield "an empty line"


def dates(path: str, *columns: str, also: frozenset = frozenset()) -> Iterator[tuple[int, str]]:
    """Each of the columns is empty, a day, or one of `also`; `from` is not after `to`."""
    for number, row in rows(path):
        for column in columns:
            if row[column] and row[column] not in also and not DAY.fullmatch(row[column]):
                yield number, f"{column} is no day: {row[column]!r}"
        if row.get("from") and row.get("to") and row["from"] not in also and row["from"] > row["to"]:
            yield number, f"from {row['from']} is after to {row['to']}"


def vocabulary(path: str, column: str, allowed: set[str]) -> Iterator[tuple[int, str]]:
    for number, row in rows(path):
        if row[column] not in allowed:
            yield number, f"{column} is {row[column]!r}, not one of {sorted(allowed)}"


@functools.cache
def unit_codes(level: str, after_reform: bool) -> set[str]:
    return {row["code"] for _, row in rows("units/gazetteer.tsv")
            if row["level"] == level and (row["snap"] == "----") == after_reform}


def check_gazetteer(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "level", {"1", "2", "3"})
    yield from dates(path, "from", "to", also=frozenset({"<2025-03"}))
    width = {"1": 2, "2": 3, "3": 5}
    provinces = unit_codes("1", False) | unit_codes("1", True)
    districts = unit_codes("2", False)
    new = {"1": unit_codes("1", True), "2": unit_codes("3", True), "3": unit_codes("3", True)}
    for number, row in rows(path):
        if not row["code"].isdigit() or len(row["code"]) != width[row["level"]]:
            yield number, f"a code of level {row['level']} has {width[row['level']]} digits: {row['code']!r}"
        if row["province"] not in provinces:
            yield number, f"unknown province {row['province']!r}"
        if row["level"] != "1" and row["parent"] not in provinces | districts:
            yield number, f"unknown parent {row['parent']!r}"
        for code in row["successors"].split(";") if row["successors"] else []:
            if code not in new[row["level"]]:
                yield number, f"unknown successor {code!r}"


def check_patch(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "op", {"+", "-"})
    for number, row in rows(path):
        if row["old_code"] not in unit_codes("3", False):
            yield number, f"unknown old code {row['old_code']!r}"
        if row["new_code"] not in unit_codes("3", True):
            yield number, f"unknown new code {row['new_code']!r}"


def check_commune_successors(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "extent", {"whole", "partial"})
    old = unit_codes("3", False) | unit_codes("2", False)
    new = unit_codes("3", True)
    for number, row in rows(path):
        if row["old_code"] not in old:
            yield number, f"unknown old code {row['old_code']!r}"
        if row["new_code"] not in new:
            yield number, f"unknown new code {row['new_code']!r}"


def check_province_successors(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "kind", {"merged", "unchanged"})
    yield from dates(path, "effective")
    old, new = unit_codes("1", False), unit_codes("1", True)
    names = {row["name"] for _, row in rows("units/gazetteer.tsv") if row["level"] == "1" and row["snap"] != "----"}
    for number, row in rows(path):
        if row["old_code"] not in old or row["new_code"] not in new:
            yield number, f"unknown code {row['old_code']!r} or {row['new_code']!r}"
        if row["centre_in_former"] and row["centre_in_former"] not in names:
            yield number, f"unknown province {row['centre_in_former']!r}"


def check_history(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "designator", {"tỉnh", "đặc khu", "thành phố"})
    yield from vocabulary(path, "from_precision", PRECISIONS)
    yield from vocabulary(path, "to_precision", PRECISIONS - {""})
    yield from dates(path, "from", "to")
    full = {f"{row['type']} {row['name']}".lower() for _, row in rows("units/gazetteer.tsv") if row["level"] == "1"}
    full |= {f"{row['designator']} {row['name']}".lower() for _, row in rows(path)}
    for number, row in rows(path):
        for successor in items(row["successors"]):
            if successor.lower() not in full:
                yield number, f"unknown successor {successor!r}"
        if not row["evidence"] or not row["successors"]:
            yield number, "no evidence or no successor"
        if bool(row["from"]) != bool(row["from_precision"]):
            yield number, "from and from_precision go together"


def check_since(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "era", ERAS)
    yield from vocabulary(path, "from_precision", PRECISIONS)
    yield from vocabulary(path, "to_precision", PRECISIONS)
    yield from dates(path, "from", "to")
    known = {(row["code"], row["type"], row["snap"] == "----") for _, row in rows("units/gazetteer.tsv")
             if row["level"] in "12"}
    for number, row in rows(path):
        if (row["code"], row["type"], row["era"] == "2025") not in known:
            yield number, f"no such unit: {row['code']} {row['type']} {row['era']}"
        if len(row["code"]) == 2 and not row["from_precision"]:
            yield number, "a province without its beginning"
        if not row["evidence"]:
            yield number, "no evidence"


def check_commune_days(path: str) -> Iterator[tuple[int, str]]:
    yield from dates(path, "after", "until", "day")
    yield from vocabulary(path, "after", {"2019-05-10", "2022-10-01"})
    units = [row for _, row in rows("units/gazetteer.tsv") if row["snap"] != "----"]
    provinces = {row["code"] for row in units if row["level"] == "1"}
    districts = {(row["province"], row["code"]) for row in units if row["level"] == "2"}
    for number, row in rows(path):
        if row["province"] not in provinces:
            yield number, f"no such province: {row['province']}"
        for code in items(row["except"]):
            if (row["province"], code) not in districts:
                yield number, f"no such district: {code}"
        if not row["after"] < row["until"] < row["day"] or not row["decree"] or not row["evidence"]:
            yield number, "no day behind the snapshot, no decree or no evidence"


def check_district_dates(path: str) -> Iterator[tuple[int, str]]:
    yield from dates(path, "from", "to")
    districts = [row for _, row in rows("units/gazetteer.tsv") if row["level"] == "2"]
    known = {(row["code"], row["type"], row["name"]) for row in districts}
    last = {row["code"] for row in districts if row["snap"].endswith("1")}
    for number, row in rows(path):
        if (row["code"], row["type"], row["name"]) not in known:
            yield number, f"no such district: {row['code']} {row['type']} {row['name']}"
        if not (row["from"] or row["to"]):
            yield number, "neither a beginning nor an end"
        if bool(row["to"]) != bool(row["successor"]):
            yield number, "an end and a successor go together"
        if row["successor"] and row["successor"] not in last:
            yield number, f"no such successor: {row['successor']}"
        if bool(row["from"]) != bool(row["decree"]):
            yield number, "a beginning and its decree go together"
        if not row["evidence"]:
            yield number, "no evidence"


def check_regions(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "kind", {"official", "usage"})
    yield from vocabulary(path, "era", ERAS | {""})
    yield from dates(path, "from", "to")
    names = {era: {row["name"] for _, row in rows("units/gazetteer.tsv")
                   if row["level"] == "1" and (row["snap"] == "----") == (era == "2025")} for era in ERAS}
    for number, row in rows(path):
        if bool(row["members"]) != bool(row["era"]):
            yield number, "members and era go together"
        for member in items(row["members"]):
            if row["era"] and member not in names[row["era"]]:
                yield number, f"unknown province {member!r} in era {row['era']}"
        if row["needs"] and row["needs"] != "not-before-country" and not re.fullmatch(r"prefix:[^|]+(\|[^|]+)*",
                                                                                     row["needs"]):
            yield number, f"needs: {row['needs']!r}"


def check_forms(row: Row, kinds: set[str], free: set[str]) -> Iterator[str]:
    """`ambiguous` is a list of kind:form; a form is the name or an alias, unless its kind is in `free`."""
    forms = {row["name"], *items(row["aliases"])}
    for entry in items(row["ambiguous"]):
        kind, _, form = entry.partition(":")
        if kind not in kinds or not form:
            yield f"ambiguous: {entry!r}"
        elif kind not in free and form not in forms:
            yield f"ambiguous: {form!r} is neither the name nor an alias"
    if folded(row["name"]) in map(folded, items(row["aliases"])):
        yield "the name stands among its aliases"


def check_countries(path: str) -> Iterator[tuple[int, str]]:
    yield from dates(path, "from", "to")
    owner: dict[str, tuple[int, str]] = {}
    for number, row in rows(path):
        if row["code"] and not ISO_COUNTRY.fullmatch(row["code"]):
            yield number, f"no ISO 3166-1 code: {row['code']!r}"
        if not row["code"] and not row["to"]:
            yield number, "a country without a code has come to its end"
        for message in check_forms(row, {"bare", "context", "pair", "homonym"}, {"pair"}):
            yield number, message
        for form in (row["name"], *items(row["aliases"])):
            if folded(form) in owner:
                yield number, f"{form!r} is also a name in line {owner[folded(form)][0]}"
            owner[folded(form)] = (number, row["code"])


def check_foreign(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "level", {"province", "district"})
    yield from vocabulary(path, "source", {"CLDR 48", "curated: press usage"})
    countries = {row["code"] for _, row in rows("places/countries.tsv")} - {""}
    first_level = {(row["country"], row["name"]) for _, row in rows(path) if row["level"] == "province"}
    for number, row in rows(path):
        if row["country"] not in countries:
            yield number, f"unknown country {row['country']!r}"
        if row["parent"] and (row["country"], row["parent"]) not in first_level:
            yield number, f"unknown parent {row['parent']!r}"
        for message in check_forms(row, {"word", "person", "brand", "nature", "homonym", "vn-unit"}, set()):
            yield number, message


def check_aliases(path: str) -> Iterator[tuple[int, str]]:
    yield from vocabulary(path, "era", ERAS | {"any"})
    yield from vocabulary(path, "kind", {"abbreviation", "spelling", "foreign-spelling", "former-name"})
    names = {folded(row["name"]) for _, row in rows("units/gazetteer.tsv")}
    for number, row in rows(path):
        eras = (False, True) if row["era"] == "any" else (row["era"] == "2025",)
        for target in items(row["targets"]):
            level, _, code = target.partition(":")
            if any(code not in unit_codes(level, after) for after in eras):
                yield number, f"unknown target {target!r} in era {row['era']}"
        if not row["targets"]:
            yield number, "no target"
        if not row["alias"]:
            yield number, "an empty alias"
        if folded(row["alias"]) in names and row["kind"] != "spelling" and not row["note"]:
            yield number, "this alias is the name of a unit too: say so in the note"


def check_judged(kinds: set[str]) -> Callable[[str], Iterator[tuple[int, str]]]:
    """For everyday.tsv and persons.tsv: every name is a unit's, at just the levels that are named."""
    def check(path: str) -> Iterator[tuple[int, str]]:
        yield from vocabulary(path, "kind", kinds)
        word = {"1": "province", "2": "district", "3": "commune"}
        levels: dict[str, set[str]] = {}
        for _, row in rows("units/gazetteer.tsv"):
            levels.setdefault(tone_key(row["name"]), set()).add(word[row["level"]])
        for number, row in rows(path):
            found = levels.get(tone_key(row["name"]))
            if found is None:
                yield number, f"no unit is called {row['name']!r}"
            elif found != set(items(row["levels"])):
                yield number, f"levels: {row['levels']!r}, but the units are {sorted(found)}"
    return check


def tone_key(name: str) -> str:
    sys.path.insert(0, str(HERE / "rebuild"))
    sys.dont_write_bytecode = True
    from snapshots import same_name_key
    return same_name_key(name)


CHECKS = {
    "units/gazetteer.tsv": check_gazetteer,
    "units/gaz_patch.tsv": check_patch,
    "units/commune_successors.tsv": check_commune_successors,
    "units/province_successors.tsv": check_province_successors,
    "places/provinces_history.tsv": check_history,
    "units/commune_days.tsv": check_commune_days,
    "units/district_dates.tsv": check_district_dates,
    "places/province_since.tsv": check_since,
    "places/regions.tsv": check_regions,
    "places/countries.tsv": check_countries,
    "places/foreign.tsv": check_foreign,
    "places/aliases.tsv": check_aliases,
    "places/everyday.tsv": check_judged({"word", "rare", "syllable", "number", "direction", "nature", "brand"}),
    "places/persons.tsv": check_judged({"historic", "given"}),
}


LEXICON_COLUMN = re.compile(r"[a-z_]+:[A-Za-z0-9]+\??")


def check_lexicon(file: Path) -> Iterator[tuple[int, str]]:
    """A table of words: `forms` first, then `field:type` columns (build/lexicon.rs reads them)."""
    header, *lines = file.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = header.split("\t")
    if columns[0] != "forms" or not all(LEXICON_COLUMN.fullmatch(column) for column in columns[1:]):
        yield 1, f"the header is {header!r}, expected forms and field:type columns"
    for number, line in enumerate(lines, start=2):
        yield from ((number, message) for message in line_form(line))
        cells = line.split("\t")
        if len(cells) != len(columns):
            yield number, f"{len(cells)} columns, expected {len(columns)}"
        forms = items(cells[0])
        if "" in forms or any(form != form.strip() for form in forms):
            yield number, "forms: an empty or padded form"
        for form in {form for form in forms if forms.count(form) > 1}:
            yield number, f"forms: {form!r} twice"


def main() -> int:
    findings = 0
    lexicon = sorted((HERE / "lexicon").glob("*.tsv"))
    for file in lexicon:
        for number, message in check_lexicon(file):
            print(f"{file.relative_to(HERE)}:{number}: {message}")
            findings += 1
    for path, table in TABLES.items():
        for number, message in load(table):
            print(f"{path}:{number}: {message}")
            findings += 1
    for path, check in CHECKS.items():
        for number, message in check(path):
            print(f"{path}:{number}: {message}")
            findings += 1
    unknown = {str(file.relative_to(HERE)) for file in set(HERE.rglob("*.tsv")) - set(lexicon)} - set(TABLES)
    for path in sorted(unknown):
        print(f"{path}:1: no check is written for this table")
        findings += 1
    if not findings:
        print(f"{len(lexicon)} word lists, {len(TABLES)} tables, {sum(len(table.rows) for table in TABLES.values())} rows: all well")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
