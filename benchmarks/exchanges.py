"""Exchanges: links between answers and what they answer, in one article and across articles, on the invented affairs.

``python -m benchmarks.exchanges`` scores the links that models find whose weights are fitted without the affair that
is scored; ``--fit`` fits them on all affairs and writes ``src/verbale/linking/data/answering.json``; ``--blind SHARE``
scores with that share of the targets unknown, as a reader of real articles leaves them.

The items are the passages that the keys name (``benchmarks/data/affairs_items.yaml``), with the topics and subtypes
that their words tell. A link is right where a key has it, or one between other reports of the same two things, or where
a reader of the whole text marked it so (``benchmarks/data/affairs_answers.yaml``, ``also``); links that can be taken
either way (``unsure``) are neither counted nor learned from. Candidates across articles are the items of the affair's
other articles and those of two other affairs, moved to the same weeks, within :func:`verbale.linking.exchanges.window`.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from verbale.articles.build import article_from_text
from verbale.events.wording import Wordings
from verbale.linking import exchanges, likeness
from verbale.linking.answers import CUES
from verbale.linking.items import Item
from verbale.linking.plausible import plausible
from verbale.linking.surroundings import Around, around
from verbale.schema import Article, Turn

DATA = Path(__file__).parent / "data"
WEIGHTS = Path(__file__).parents[1] / "src" / "verbale" / "linking" / "data" / "answering.json"
#: Strength of the ridge; the constant is left free.
RIDGE = 2.0
#: Of the pairs across articles that are no exchange, one of so many is learned from, with the weight of all.
EVERY = 5
#: Features that other ones make superfluous; tuned on the first five affairs. Those that tell how a response is worded
#: are signs within an article; across articles, where the text between is missing, the models do better without them.
_WORDED = ("object told", "object itself", "deed named", "occasion", "practice", *(f"own {name}" for name in CUES))
LEFT_OUT = {
    "within": ("practice named", "event", "in kind", "same practice", "act reverse", "date"),
    "across": ("other object", *_WORDED),
}
#: The affairs that thresholds and features were tuned on, by their order.
TUNED = 5

Pair = tuple[str, str]


@dataclass(frozen=True)
class Affair:
    """An affair with its items and its key. ``same``: id of an item to that of what it reports."""

    name: str
    texts: Mapping[str, str]
    turns: Mapping[str, Sequence[Turn]]
    items: tuple[Item, ...]
    same: Mapping[str, str]
    keyed: tuple[Pair, ...]
    right: frozenset[Pair]
    unsure: frozenset[Pair]
    around: Mapping[str, Around] = field(default_factory=dict)

    def of(self, response: str, to: str) -> Pair:
        """What two items report."""
        return self.same.get(response, response), self.same.get(to, to)


@dataclass(frozen=True)
class Row:
    """A pair of items with its features, whether it is an exchange, and whether that can be said."""

    response: Item
    to: Item
    features: likeness.Features
    right: bool
    unsure: bool


def affairs() -> list[Affair]:
    """All affairs, by name."""
    items, marked = _yaml(DATA / "affairs_items.yaml"), _yaml(DATA / "affairs_answers.yaml")
    paths = sorted((DATA / "affairs").glob("*.yaml"))
    return [_affair(p.stem, _yaml(p), items[p.stem], marked[p.stem]) for p in paths]


def _yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)  # a safe loader either way


def _affair(name: str, key: Mapping[str, Any], marks: Sequence[Mapping[str, Any]], more: Mapping[str, Any]) -> Affair:
    read = {one["id"]: article_from_text(one["text"], id=one["id"]) for one in key["articles"]}
    about = {one["id"]: one for one in key["articles"]}
    by_words = {
        (mark["article"], mark["words"]): _item(n, mark, read[mark["article"]], about[mark["article"]])
        for n, mark in enumerate(marks)
    }

    def at(passage: Sequence[str]) -> Item:
        return by_words[passage[0], passage[1]]

    def ids(links: Iterable[Mapping[str, Any]]) -> tuple[Pair, ...]:
        return tuple((at(one["response"]).id, at(one["to"]).id) for one in links)

    items = tuple(sorted(by_words.values(), key=lambda one: (one.article, one.place, one.id)))
    same = _same(items, [[at(one) for one in group] for group in _groups(key)])
    classes = {n: frozenset((same[a], same[b]) for a, b in ids(more[n])) for n in ("also", "unsure")}
    keyed = ids(key["exchanges"])
    right = frozenset((same[a], same[b]) for a, b in keyed) | classes["also"]
    texts = {one: read[one].text for one in read}
    turns = {one: read[one].turns for one in read}
    surroundings = {
        one.id: around(one, texts[one.article], turns[one.article], [o for o in items if o.article == one.article])
        for one in items
    }
    return Affair(name, texts, turns, items, same, keyed, right, classes["unsure"] - right, surroundings)


def _groups(key: Mapping[str, Any]) -> list[list[Sequence[str]]]:
    return [*(key["same_statements"] or ()), *(key["same_events"] or ())]


def _item(number: int, mark: Mapping[str, Any], article: Article, about: Mapping[str, Any]) -> Item:
    """A keyed passage as the pipeline would give it: topics and subtypes by its words, names of speakers only."""
    words, kind = mark["words"], mark["kind"]
    start = article.text.find(words)
    said = kind == "statement"
    return Item(
        id=f"{article.id}#{kind[0]}{number:03}",
        article=article.id,
        kind=kind,
        place=(start, start + len(words)),
        words=words,
        cue=mark.get("cue", ""),
        actors=frozenset(mark.get("actors", ())),
        targets=frozenset(mark.get("targets", ())),
        names=frozenset(mark.get("names", ()) if said else ()),
        act=mark.get("act", ""),
        type=mark.get("type", ""),
        status=mark.get("status", "occurred"),
        subtype="" if said else Wordings.load().subtype(mark["type"], words) or "",
        topics=frozenset(Wordings.load().topics(words)),
        first=mark.get("first"),
        last=mark.get("last"),
        published=about["published"],
        outlet=about["outlet"],
        quoted=mark.get("quoted", False),
        former=mark.get("former", False),
    )


def _same(items: Sequence[Item], groups: Iterable[Sequence[Item]]) -> dict[str, str]:
    """Every item's representative among the reports of the same thing: keyed so, or one passage inside another."""
    parent = {one.id: one.id for one in items}

    def root(id: str) -> str:
        while parent[id] != id:
            id = parent[id]
        return id

    def join(a: Item, b: Item) -> None:
        if not (a.actors and b.actors) or a.actors & b.actors:
            parent[root(b.id)] = root(a.id)

    for first, *others in groups:
        for other in others:
            join(first, other)
    for a, b in combinations(items, 2):
        nested = likeness.overlap(a, b) and (a.place[0] - b.place[0]) * (a.place[1] - b.place[1]) <= 0
        if nested and (a.actors, a.type) == (b.actors, b.type):
            join(a, b)
    return {one.id: root(one.id) for one in items}


def inside(affair: Affair) -> list[Row]:
    """All pairs of items of the same article."""
    rows = []
    for article, text in affair.texts.items():
        items = [one for one in affair.items if one.article == article]
        places = likeness.Places(items, text, affair.turns[article])
        for item in items:
            of = likeness.read(item, affair.around[item.id])
            for one in items:
                if not likeness.overlap(item, one):
                    rows.append(_row(affair, item, one, places.features(of, one)))
    return rows


def outside(affair: Affair, others: Iterable[Affair], answered: Mapping[str, Item]) -> list[Row]:
    """All pairs of items of two articles; ``answered``: what responses answer in their own."""
    begins = min(one.published for one in affair.items if one.published)
    pool = list(affair.items)
    for other in others:
        moved = begins - min(one.published for one in other.items if one.published)
        pool += [_moved(one, moved) for one in other.items]
    rows = []
    for item in affair.items:
        of = likeness.read(item, affair.around[item.id])
        first, last = exchanges.window(item, of.around)
        known = [
            one
            for one in pool
            if one.article != item.article
            and one.published
            and item.published
            and one.published <= item.published
            and first <= (likeness.told_on(one) or first) <= last
            and (likeness.days_between(item, one) or 0) >= 0
        ]
        for one in known:
            rows.append(_row(affair, item, one, likeness.apart(of, one, answered.get(item.id))))
    return rows


def _moved(item: Item, by: Any) -> Item:
    days = {name: day + by for name in ("first", "last", "published") if (day := getattr(item, name))}
    return replace(item, id=f"@{item.id}", article=f"@{item.article}", **days)


def _row(affair: Affair, response: Item, to: Item, features: likeness.Features) -> Row:
    link = affair.of(response.id, to.id)
    return Row(response, to, features, link in affair.right, link in affair.unsure)


def fitted(rows: Sequence[Row], left_out: Sequence[str]) -> dict[str, float]:
    """The weights of a logistic model with a ridge, by Newton's method; the names are sorted, ``bias`` last."""
    kept = [row for row in rows if not row.unsure]
    if len(kept) > 20_000:
        kept = [row for row in kept if row.right or zlib.crc32((row.response.id + row.to.id).encode()) % EVERY == 0]
        weigh = np.array([1.0 if row.right else EVERY for row in kept])
    else:
        weigh = np.ones(len(kept))
    names = sorted({name for row in kept for name, value in row.features.items() if value} - set(left_out))
    x = np.array([[float(row.features.get(name, 0.0)) for name in names] + [1.0] for row in kept])
    y = np.array([float(row.right) for row in kept])
    ridge = np.diag([RIDGE] * len(names) + [1e-3])
    w = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (weigh * p * (1 - p))[:, None]).T @ x + ridge, x.T @ ((p - y) * weigh) + ridge @ w)
        w -= step
        if np.abs(step).max() < 1e-7:
            break
    return {name: round(float(value), 4) for name, value in zip([*names, "bias"], w, strict=True)}


def chosen(rows: Iterable[Row], weights: Mapping[str, float]) -> dict[str, tuple[float, Row]]:
    """By response, the likeliest of its pairs with its probability."""
    best: dict[str, tuple[float, Row]] = {}
    for row in sorted(rows, key=lambda one: (one.response.id, likeness.told_on(one.to) or 0, one.to.id)):
        if not plausible(row.response, row.to, row.features):
            continue
        chance = likeness.score(row.features, weights)
        if chance > best.get(row.response.id, (-1.0, row))[0]:
            best[row.response.id] = chance, row
    return best


@dataclass
class Counts:
    """What was found: links, those right, those in the keys; of the keys' responses all, linked as keyed, and right."""

    links: int = 0
    right: int = 0
    keyed: int = 0
    unsure: int = 0
    wanted: int = 0
    met: int = 0
    served: int = 0

    def line(self) -> str:
        """The counts as shares."""
        wanted = max(1, self.wanted)
        return (
            f"precision {self.right / max(1, self.links):.3f} ({self.right}/{self.links}, {self.unsure} left out;"
            f" by the keys alone {self.keyed / max(1, self.links + self.unsure):.3f})"
            f"  recall of the keys {self.met / wanted:.3f}, with a right link {self.served / wanted:.3f} ({wanted})"
        )


def count(affair: Affair, links: Mapping[str, str], rows: Mapping[Pair, Row], one_article: bool, into: Counts) -> None:
    """Add what the links of an affair are worth. ``links``: response to what it is said to answer."""
    keys = {affair.of(a, b) for a, b in affair.keyed}
    for response, to in links.items():
        row = rows[response, to]
        into.unsure += row.unsure
        into.links += not row.unsure
        into.right += row.right
        into.keyed += affair.of(response, to) in keys
    article = {one.id: one.article for one in affair.items}
    for response in sorted({a for a, b in affair.keyed if (article[a] == article[b]) == one_article}):
        into.wanted += 1
        found = links.get(response)
        if found is not None:
            into.met += affair.of(response, found) in keys
            into.served += rows[response, found].right


def leave_one_out(all_rows: Sequence[Sequence[Row]], kind: str) -> list[dict[str, tuple[float, Row]]]:
    """The choice of every affair by a model that has not seen it."""
    out = []
    for n, rows in enumerate(all_rows):
        others = [row for m, one in enumerate(all_rows) if m != n for row in one]
        out.append(chosen(rows, fitted(others, LEFT_OUT[kind])))
    return out


def linked(affair: Affair, best: Mapping[str, tuple[float, Row]], least: float, one_article: bool) -> dict[str, str]:
    """The links from a probability on; in a transcript an answer's first statement falls back on the question."""
    links = {id: row.to.id for id, (chance, row) in best.items() if chance >= least}
    if one_article:
        for item in affair.items:
            where = affair.around[item.id]
            asked = [one for one in affair.items if one.article == item.article and where.asks(one) and not one.actors]
            if item.id not in links and where.place == 0 and asked:
                links[item.id] = asked[0].id
    return links


def report(everything: Sequence[Affair], found: Sequence[Mapping[str, tuple[float, Row]]], kind: str) -> None:
    """Print what is right among links from several probabilities on."""
    one_article = kind == "within"
    for least in (0.4, 0.5, 0.6, 0.65, 0.7):
        for name, part in (("tuned on", range(TUNED)), ("others", range(TUNED, len(everything)))):
            counts = Counts()
            for n in part:
                affair, best = everything[n], found[n]
                links = linked(affair, best, least, one_article)
                rows = _rows(affair, best, links)
                count(affair, links, rows, one_article, counts)
            print(f"{kind} {least} {name:9}", counts.line())
        total = Counts()
        for affair, best in zip(everything, found, strict=True):
            links = linked(affair, best, least, one_article)
            count(affair, links, _rows(affair, best, links), one_article, total)
        print(f"{kind} {least} {'all':9}", total.line())


def _rows(affair: Affair, best: Mapping[str, tuple[float, Row]], links: Mapping[str, str]) -> dict[Pair, Row]:
    by_id = {one.id: one for one in affair.items}
    rows = {(id, row.to.id): row for id, (_, row) in best.items()}
    for a, b in links.items():
        if (a, b) not in rows:
            rows[a, b] = _row(affair, by_id[a], by_id[b], {})
    return rows


def responses(everything: Sequence[Affair]) -> None:
    """Print how many of the keys' responses may be one by themselves, and how many of all items."""
    keyed = {a for affair in everything for a, _ in affair.keyed}
    items = [one for affair in everything for one in affair.items]
    told = {one.id for one in items if exchanges.asks(one)}
    print(f"asks: {len(told & keyed)} of {len(keyed)} keyed responses, {len(told)} of {len(items)} items")


def blind(affair: Affair, share: float) -> Affair:
    """An affair with some of its targets unknown."""
    hidden = [zlib.crc32(one.id.encode()) % 100 < 100 * share for one in affair.items]
    items = (replace(one, targets=frozenset()) if h else one for one, h in zip(affair.items, hidden, strict=True))
    return replace(affair, items=tuple(items))


def main() -> None:
    """Score, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write the weights that are fitted on all affairs")
    parser.add_argument("--blind", type=float, default=0.0, help="share of targets to hide")
    options = parser.parse_args()
    everything = [blind(one, options.blind) for one in affairs()]
    rows = [inside(one) for one in everything]
    found = leave_one_out(rows, "within")
    answered = {id: row.to for best in found for id, (chance, row) in best.items() if chance >= exchanges.WITHIN}
    number = len(everything)
    apart = [
        outside(one, (everything[(n + 1) % number], everything[(n + 4) % number]), answered)
        for n, one in enumerate(everything)
    ]
    if options.fit:
        weights = {
            "within": fitted([row for part in rows for row in part], LEFT_OUT["within"]),
            "across": fitted([row for part in apart for row in part], LEFT_OUT["across"]),
        }
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
        return
    responses(everything)
    report(everything, found, "within")
    report(everything, leave_one_out(apart, "across"), "across")


if __name__ == "__main__":
    main()
