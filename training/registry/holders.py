"""Convert dated lists of office-holders into the registry's ``holders.yaml``.

usage: python -m training.registry.holders CORPUS OUT.yaml

Sources: every-politician-scrapers (exports of Wikidata, CC0) and pocom, the Office of the Historian's list of principal
officers (CC0). Kept: the offices that speak abroad for a state, held on or after 1 January 2000.
"""

from __future__ import annotations

import argparse
import csv
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import yaml

SINCE = "2000-01-01"

#: Which country each table of ministers is about.
TABLES = {
    "australia-cabinet": "AUS",
    "bangladesh-ministers": "BGD",
    "canada-cabinet": "CAN",
    "china-ministers": "CHN",
    "france-cabinet": "FRA",
    "india-ministers": "IND",
    "iran-ministers": "IRN",
    "israel-ministers": "ISR",
    "japan-ministers": "JPN",
    "pakistan-ministers": "PAK",
    "russia-cabinet": "RUS",
    "south-korea-ministers": "KOR",
    "sri-lanka-cabinet": "LKA",
    "turkey-ministers": "TUR",
    "uae-ministers": "ARE",
    "ukraine-cabinet": "UKR",
    "united-kingdom-cabinet": "GBR",
    "us-cabinet": "USA",
}

#: A position in the tables, as a pattern over the whole of it, and the registry's office.
OFFICES: tuple[tuple[str, str], ...] = (
    (r"president", "president"),
    (r"vice[- ]president", "vice president"),
    (r"prime minister|premier of the state council", "prime minister"),
    (r"supreme leader", "supreme leader"),
    (r"(?:federal )?minister (?:of|for) (?:external|foreign) affairs.*", "foreign minister"),
    (r"minister for europe and foreign affairs", "foreign minister"),
    (
        r"secretary of state for foreign(?:, commonwealth and development|(?: and commonwealth))? affairs",
        "foreign secretary",
    ),
    (r"secretary of state", "secretary of state"),
    (r"deputy secretary of state", "deputy secretary of state"),
    (r"(?:federal )?minister (?:of|for) (?:national )?defen[cs]e.*(?<!production)", "defense minister"),
    (r"minister of the armed forces", "defense minister"),
    (r"secretary of defen[cs]e", "secretary of defense"),
    (r"secretary of state for defence", "defense secretary"),
    (r"(?:federal )?minister of (?:economic affairs and )?finance", "finance minister"),
    (r"minister of economic affairs and finance", "finance minister"),
    (r"secretary of the treasury", "treasury secretary"),
    (r"chancellor of the exchequer", "chancellor of the exchequer"),
    (r"(?:federal )?minister of (?:the )?interior", "interior minister"),
    (r"minister of home affairs", "home minister"),
    (r"secretary of state for the home department", "home secretary"),
    (r"minister of justice", "justice minister"),
    (r"national security advis[eo]r", "national security adviser"),
    (r"(?:foreign ministry|white house) spoke.*", "spokesperson"),
    (r"(?:white house )?press secretary", "press secretary"),
    (r"ambassador to the united nations", "ambassador to the United Nations"),
    (r"ambassador to the united states(?: of america)?", "ambassador to the United States"),
    (r"foreign secretary", "foreign secretary"),
)
_PATTERNS = [(re.compile(p, re.IGNORECASE), office) for p, office in OFFICES]

#: Principal officers of the US Department of State in pocom, by file.
PRINCIPALS = {
    "secretary": "secretary of state",
    "deputy-secretary": "deputy secretary of state",
    "under-secretary-for-political-affairs": "under secretary of state for political affairs",
    "assistant-secretary-for-south-asian-affairs": "assistant secretary of state for South and Central Asian affairs",
    "assistant-secretary-for-near-eastern-affairs": "assistant secretary of state for Near Eastern affairs",
    "assistant-secretary-for-east-asian-pacific-affairs": "assistant secretary of state for East Asian affairs",
    "assistant-secretary-for-european-affairs": "assistant secretary of state for European affairs",
    "assistant-secretary-for-african-affairs": "assistant secretary of state for African affairs",
    "assistant-secretary-for-western-hemisphere": "assistant secretary of state for Western Hemisphere affairs",
}


class Row(NamedTuple):
    """One term: country code, office, name, ISO start and end, empty where unknown."""

    country: str
    office: str
    name: str
    start: str
    end: str


def office_of(position: str) -> str | None:
    """The registry's office for a position of the tables, None when it is not kept."""
    for pattern, office in _PATTERNS:
        if pattern.fullmatch(position.strip()):
            return office
    return None


def ministers(corpus: Path) -> Iterator[Row]:
    """Terms from the tables of ministers."""
    for table, country in TABLES.items():
        with (corpus / f"everypol-{table}.holders21.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if office := office_of(row["position"]):
                    yield Row(country, office, row["person"].strip(), row["start"], row["end"])


def world(corpus: Path, codes: dict[str, str]) -> Iterator[Row]:
    """Leaders (years) and foreign ministers (a snapshot) of the countries without a table of their own."""
    with (corpus / "everypol-world-leaders-2022-10.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            country, name, label = codes.get(row["country"]), row["officeholderLabel"], row["positionLabel"].lower()
            office = next(
                (
                    o
                    for o in ("vice president", "president", "prime minister", "chancellor", "king", "emir")
                    if o in label
                ),
                None,
            )
            if country and office and office != "vice president" and not re.fullmatch(r"Q\d+", name):
                yield Row(country, office, name, row["start_year"], row["end_year"])
    with (corpus / "everypol-world-foreign-ministers-2023-01.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            country = codes.get(row["countryLabel"])
            if country and row["name"]:
                yield Row(country, "foreign minister", row["name"].strip(), row["start"], "")


def principals(corpus: Path) -> Iterator[Row]:
    """Principal officers of the US Department of State."""
    names: dict[str, str] = {}
    found: list[tuple[str, str, str, str]] = []
    with tarfile.open(corpus / "pocom.tar.xz") as archive:
        for member in archive:
            stem = Path(member.name).stem
            if not member.isfile() or not member.name.endswith(".xml"):
                continue
            if "/people/" not in member.name and not (stem in PRINCIPALS and "principals" in member.name):
                continue
            handle = archive.extractfile(member)
            if handle is None:
                continue
            root = ElementTree.parse(handle).getroot()
            if root.tag == "person":
                first = (root.findtext("persName/forename") or "").split(" ")[0]
                names[root.findtext("id") or ""] = f"{first} {root.findtext('persName/surname') or ''}".strip()
                continue
            for item in root.iter("principal"):
                started, ended = item.findtext("started/date") or "", item.findtext("ended/date") or ""
                found.append((PRINCIPALS[stem], item.findtext("person-id") or "", started, ended))
    for office, person, started, ended in sorted(found):
        if person in names and started:
            yield Row("USA", office, names[person], started, ended)


def state_codes(states: Path) -> dict[str, str]:
    """Every name of a state in the registry's own file, to its code."""
    entries = yaml.safe_load(states.read_text(encoding="utf-8"))["states"]
    codes: dict[str, str] = {}
    for entry in entries:
        for name in (entry["name"], *entry.get("names", ())):
            codes.setdefault(name.removeprefix("The "), entry["code"])
    return codes


def build(corpus: Path, states: Path) -> dict[str, dict[str, list[str]]]:
    """All kept terms: country, office, and ``Name start/end`` in order of start."""
    codes = state_codes(states)
    own = set(TABLES.values())
    rows = {*ministers(corpus), *(r for r in world(corpus, codes) if r.country not in own), *principals(corpus)}
    out: dict[str, dict[str, list[str]]] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for row in sorted(rows, key=lambda r: (r.country, r.office, r.start, r.name, r.end)):
        if (row.end and row.end < SINCE) or not row.name or re.fullmatch(r"Q\d+", row.name) or not row.start:
            continue
        mark = (row.country, row.office, row.name, row.start[:4])
        if mark not in seen:
            seen.add(mark)
            out.setdefault(row.country, {}).setdefault(row.office, []).append(f"{row.name} {row.start}/{row.end}")
    return out


HEADER = """\
# Office-holders since 2000: heads of state and government, foreign, defence, finance and interior ministers, and the
# principal officers of the US Department of State. Made by training/registry/holders.py; not edited by hand.
#
# Sources: every-politician-scrapers (July and August 2022, October 2022, January 2023), exported from Wikidata: CC0;
# pocom, Office of the Historian, US Department of State: CC0. Licence of this file: CC0.
# Shape: country, office, list of "Name start/end" (ISO dates or parts; an empty end is unknown or not yet).
"""


def main() -> None:
    """Read the corpus and write the YAML file."""
    parser = argparse.ArgumentParser(description="Convert dated lists of office-holders into holders.yaml.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    holders = build(arguments.corpus, arguments.out.parent / "states.yaml")
    text = yaml.safe_dump({"holders": holders}, allow_unicode=True, sort_keys=True, width=110)
    arguments.out.write_text(HEADER + text, encoding="utf-8")


if __name__ == "__main__":
    main()
