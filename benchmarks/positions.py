"""Changes of a government's line: found among those of the invented affairs, and steady pairs that are taken for one.

``python -m benchmarks.positions`` reads ``benchmarks/data/affairs`` and their hand-made items
(``benchmarks/data/affairs_items.yaml``), with the keys' groups of the same words and the same event, so that the score
is that of the positions alone. The rules were made on the first five affairs in alphabetical order; both numbers are
printed. ``--list`` prints every shift found, missed or wrong.

A shift is found where government, state and topic agree with the key and the new end reports what the key's does, or
both ends stand in the articles of the key's ends; it is *exact* where both ends report what the key's do. Precision
counts every shift found, once for all topics; the keys leave out changes that are beside their affair, which count as
wrong. A steady pair is taken for a shift where it is the two ends of one.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from verbale.events.ontology import Ontology
from verbale.linking.items import Item
from verbale.linking.positions import Position, positions
from verbale.linking.shifts import Shift

DATA = Path(__file__).parent / "data"
TUNED_ON = 5


@dataclass(frozen=True)
class Affair:
    """An affair's key and its items; ``groups``: item id to the id of what it reports."""

    name: str
    key: dict[str, Any]
    items: tuple[Item, ...]
    groups: dict[str, str]

    def group(self, place: list[str]) -> str:
        """The group of a keyed passage, an article's id and words."""
        found = next(i for i in self.items if i.article == place[0] and i.words == place[1])
        return self.groups.get(found.id, found.id)


@dataclass
class Score:
    """Counts of one affair or many."""

    keyed: int = 0
    found: int = 0
    exact: int = 0
    told: int = 0
    right: int = 0
    steady: int = 0
    flagged: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another's counts."""
        for name in ("keyed", "found", "exact", "told", "right", "steady", "flagged"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.lines += other.lines

    def __str__(self) -> str:
        precision = f"{self.right / self.told:.2f}" if self.told else "-"
        recall = f"{self.found / self.keyed:.2f}" if self.keyed else "-"
        return (
            f"shifts: precision {precision} ({self.right}/{self.told}), recall {recall} ({self.found}/{self.keyed}, "
            f"exact {self.exact}); steady pairs taken for shifts: {self.flagged}/{self.steady}"
        )


def affairs() -> Iterator[Affair]:
    """The affairs in alphabetical order."""
    marked = yaml.safe_load((DATA / "affairs_items.yaml").read_text(encoding="utf-8"))
    for path in sorted((DATA / "affairs").glob("*.yaml")):
        key = yaml.safe_load(path.read_text(encoding="utf-8"))
        items = tuple(_items(key, marked[path.stem]))
        yield Affair(path.stem, key, items, _groups(key, items))


def _items(key: dict[str, Any], marked: Iterable[dict[str, Any]]) -> Iterator[Item]:
    articles = {one["id"]: one for one in key["articles"]}
    ontology = Ontology.load()
    for number, one in enumerate(marked):
        if one.get("question"):
            continue
        article = articles[one["article"]]
        at = article["text"].find(one["words"])
        yield Item(
            id=f"{one['article']}#{number:03}",
            article=one["article"],
            kind=one["kind"],
            place=(at, at + len(one["words"])),
            words=one["words"],
            cue=one.get("cue", ""),
            actors=frozenset(one.get("actors", ())),
            targets=frozenset(one.get("targets", ())),
            names=frozenset(one.get("names", ())),
            topics=frozenset(one.get("topics", ())),
            act=one.get("act", ""),
            type=one.get("type", ""),
            subtype=one.get("subtype", ""),
            status=one.get("status", "occurred"),
            score=ontology.score(one["type"]) if one.get("type") else 0.0,
            first=_date(one.get("first")),
            last=_date(one.get("last")),
            published=_date(article["published"]),
            outlet=article["outlet"],
            quoted=one.get("quoted", False),
            former=one.get("former", False),
        )


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) or value is None else dt.date.fromisoformat(str(value))


def _groups(key: dict[str, Any], items: tuple[Item, ...]) -> dict[str, str]:
    by_place = {(i.article, i.words): i.id for i in items}
    out: dict[str, str] = {}
    for passages in (*key["same_statements"], *key["same_events"]):
        ids = [by_place[article, words] for article, words in passages if (article, words) in by_place]
        # Passages of two lists join them.
        joined = {out[one] for one in ids if one in out}
        name = min(joined | set(ids), default="")
        out = {one: name if group in joined else group for one, group in out.items()} | dict.fromkeys(ids, name)
    return out


def score(affair: Affair) -> Score:
    """The counts of one affair."""
    out = Score()
    told = _told(affair)
    keys = affair.key["shifts"] or []
    out.keyed, out.told = len(keys), len(told)
    used: set[int] = set()
    for key in keys:
        exact = [n for n, one in enumerate(told) if _matches(affair, *one, key, near=False)]
        near = [n for n, one in enumerate(told) if _matches(affair, *one, key, near=True)]
        out.exact += bool(exact)
        out.found += bool(near)
        used.update(near)
        if not near:
            out.lines.append(f"missed {affair.name}: {key['government']}>{key['about']} {key['from']} -> {key['to']}")
    out.right = len(used)
    for n, (position, one) in enumerate(told):
        mark = "right" if n in used else "WRONG"
        out.lines.append(
            f"{mark}  {affair.name}: {position.government}>{position.about} {position.topic}: {one.kind} {one.score}: "
            f"{one.reason} [{one.old} -> {one.new}]"
        )
    for pair in affair.key["steady"] or []:
        ends = {affair.group(place) for place in pair}
        out.steady += 1
        if any(len(ends) > 1 and ends == {_group(affair, s.old), _group(affair, s.new)} for _, s in told):
            out.flagged += 1
            out.lines.append(f"FLAGGED {affair.name}: {pair}")
    return out


def _told(affair: Affair) -> list[tuple[Position, Shift]]:
    """The shifts found, each once however many topics have it."""
    seen: dict[tuple[str, ...], tuple[Position, Shift]] = {}
    keyed = {one["topic"] for one in affair.key["shifts"] or []}
    for position in positions(affair.items, affair.groups):
        for one in position.shifts:
            ends = (position.government, position.about, _group(affair, one.old), _group(affair, one.new))
            if ends not in seen or position.topic in keyed:
                seen[ends] = position, one
    return list(seen.values())


def _group(affair: Affair, item: str) -> str:
    return affair.groups.get(item, item)


def _matches(affair: Affair, position: Position, shift: Shift, key: dict[str, Any], near: bool) -> bool:
    if (position.government, position.about, position.topic) != (key["government"], key["about"], key["topic"]):
        return False
    if _group(affair, shift.new) != affair.group(key["to"]):
        return near and _beside(affair, shift, key)
    return near or _group(affair, shift.old) == affair.group(key["from"])


def _beside(affair: Affair, shift: Shift, key: dict[str, Any]) -> bool:
    """Whether both ends stand in the key's articles."""
    by_id = {one.id: one for one in affair.items}
    return (by_id[shift.old].article, by_id[shift.new].article) == (key["from"][0], key["to"][0])


def main() -> None:
    """Print the numbers of the affairs that the rules were made on, of the others, and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="every shift found, missed or wrong")
    parser.add_argument("--first", action="store_true", help="only the affairs that the rules were made on")
    given = parser.parse_args()
    scores = [score(one) for n, one in enumerate(affairs()) if n < TUNED_ON or not given.first]
    for name, part in (("first five", scores[:TUNED_ON]), ("others", scores[TUNED_ON:]), ("all", scores)):
        whole = Score()
        for one in part:
            whole.add(one)
        if part:
            print(f"{name}: {whole}")
        if given.list and name == "all":
            print("\n".join(whole.lines))


if __name__ == "__main__":
    main()
