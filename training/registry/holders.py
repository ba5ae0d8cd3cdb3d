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

from verbale.actors.registry import fold

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

#: The files of persons written by hand.
PERSONS = ("persons", "spokespersons", "officials")
#: Seats that the tables mix up with junior or provincial ones of the same name.
MIXED = {
    ("AUS", "defense minister"),
    ("CAN", "defense minister"),
    ("CAN", "finance minister"),
    ("CAN", "justice minister"),
    ("IRN", "vice president"),
}
#: Offices that several persons hold at a time.
SHARED = {"spokesperson", "press secretary", "ambassador to the United Nations", "ambassador to the United States"}

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
    """One term: country code, office, name, ISO start and end, empty where unknown; ``written``: by hand elsewhere."""

    country: str
    office: str
    name: str
    start: str
    end: str
    written: bool = False
    woman: bool = False


def office_of(position: str) -> str | None:
    """The registry's office for a position of the tables, None when it is not kept."""
    for pattern, office in _PATTERNS:
        if pattern.fullmatch(position.strip()):
            return office
    return None


def ministers(corpus: Path, given: frozenset[str]) -> Iterator[Row]:
    """Terms from the tables of ministers; ``given``: women's given names, for the tables that tell no gender."""
    for table, country in TABLES.items():
        with (corpus / f"everypol-{table}.holders21.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if office := office_of(row["position"]):
                    name = row["person"].strip()
                    first = fold(name).partition(" ")[0]
                    woman = row.get("gender") == "female" or (not row.get("gender") and first in given)
                    yield Row(country, office, name, row["start"], row["end"], woman=woman)


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


def principals(corpus: Path, given: frozenset[str]) -> Iterator[Row]:
    """Principal officers of the US Department of State; ``given``: women's given names."""
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
            woman = fold(names[person]).partition(" ")[0] in given
            yield Row("USA", office, names[person], started, ended, woman=woman)


def state_codes(states: Path) -> dict[str, str]:
    """Every name of a state in the registry's own file, to its code."""
    entries = yaml.safe_load(states.read_text(encoding="utf-8"))["states"]
    codes: dict[str, str] = {}
    for entry in entries:
        for name in (entry["name"], *entry.get("names", ())):
            codes.setdefault(name.removeprefix("The "), entry["code"])
    return codes


def seats(folder: Path) -> set[tuple[str, str]]:
    """The seats, as code and office, that the files of terms written by hand hold."""
    found = set()
    for path in folder.glob("terms_*.yaml"):
        terms = yaml.safe_load(path.read_text(encoding="utf-8"))["terms"]
        found |= {(code, office) for code, offices in terms.items() for office in offices}
    return found


def written(folder: Path) -> Iterator[Row]:
    """The terms of the persons written by hand, which win over the tables."""
    files = [yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in PERSONS]
    for person in (person for data in files for person in data["persons"]):
        for term in person.get("terms") or ():
            start, _, end = str(term).partition("/")
            for name in (person["name"], *person.get("names", ())):
                yield Row(person["code"], person["office"], name, start, end, written=True)


def one_at_a_time(rows: list[Row]) -> list[Row]:
    """Terms of one seat without overlaps: the tables' ends are often those of the cabinet, or missing.

    A term inside another is a stand-in's and left out; else the earlier term ends when the later begins.
    """
    kept: list[Row] = []
    hands = [r for r in rows if r.written]
    rows = [r for r in rows if r.written or not any(_within(r, h) for h in hands)]
    for row in sorted(rows, key=lambda r: (r.start, r.end or "9")):
        if kept and kept[-1].name != row.name:
            before = kept[-1]
            if before.end and row.end and row.end <= before.end and row.start < before.end and not row.written:
                continue
            if not before.written and (not before.end or before.end > row.start):
                kept[-1] = before._replace(end=row.start)
        kept.append(row)
    return kept


def _within(row: Row, other: Row) -> bool:
    """Whether a term begins inside another one."""
    return other.start <= row.start and (not other.end or row.start < other.end)


def build(corpus: Path, states: Path) -> dict[str, dict[str, list[str]]]:
    """All kept terms: country, office, and ``Name start/end`` in order of start."""
    codes = state_codes(states)
    taken = seats(states.parent)
    own = set(TABLES.values())
    by_hand = list(written(states.parent))
    theirs = {(r.country, r.office, fold(r.name)) for r in by_hand}
    given = frozenset(yaml.safe_load((states.parent / "offices.yaml").read_text(encoding="utf-8"))["women"])
    rows = {
        *ministers(corpus, given),
        *(r for r in world(corpus, codes) if r.country not in own),
        *principals(corpus, given),
    }
    chosen: dict[tuple[str, str], list[Row]] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for row in sorted(rows, key=lambda r: (r.country, r.office, r.start, r.name, r.end)):
        if (row.end and row.end < SINCE) or not row.name or re.fullmatch(r"Q\d+", row.name) or not row.start:
            continue
        seat, mark = (row.country, row.office), (row.country, row.office, row.name, row.start[:4])
        if seat in taken or seat in MIXED or mark in seen or (*seat, fold(row.name)) in theirs:
            continue
        seen.add(mark)
        chosen.setdefault(seat, []).append(row)
    out: dict[str, dict[str, list[str]]] = {}
    for (country, office), terms in chosen.items():
        others = [r for r in by_hand if (r.country, r.office) == (country, office)]
        single = terms if office in SHARED else [r for r in one_at_a_time(terms + others) if not r.written]
        out.setdefault(country, {})[office] = [f"{t.name}{' (f)' if t.woman else ''} {t.start}/{t.end}" for t in single]
    return out


HEADER = """\
# Office-holders since 2000 beside those of the terms files: defence, finance and interior ministers, and the principal
# officers of the US Department of State. Made by training/registry/holders.py; not edited by hand.
#
# Sources: every-politician-scrapers (July and August 2022, October 2022, January 2023), exported from Wikidata: CC0;
# pocom, Office of the Historian, US Department of State: CC0. Licence of this file: CC0.
# Shape: country, office, list of "Name (f) start/end" ((f) marks a woman; ISO dates or parts; an empty end is unknown
# or not yet).
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
