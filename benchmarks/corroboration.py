"""Corroboration across articles: copies, reports of one utterance and of one event, and contradictions between them.

``python -m benchmarks.corroboration`` measures on the invented affairs, whose keys say which passages are of one
utterance or event; all other pairs of keyed passages of different articles, whatever the affair, are negatives.
``python -m benchmarks.corroboration NEWS.jsonl.gz --show 100`` finds the near-duplicates of a corpus (lines with id,
outlet or publisher, date, title, text, or ``.sgm`` of Reuters-21578; several files are one corpus) and writes some of
them, drawn at random, for reading. Compared is what is read of an article, as in a record. ``--checked FILE`` gives the
precision by what a reader made of the pairs (``benchmarks/data/near_duplicates.tsv``), and how many are found of those
that are prints of one text.

Thresholds were set on the first five affairs in the order of the alphabet and, for copies, on all pairs of the news and
on three draws of wire stories; a fourth draw of these, the last 77 lines of the verdicts, was read when they stood.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.keyed_items import Affair, Passage, affairs, coded_events, event, pairs, statement
from benchmarks.scoring import Score, score, wilson
from benchmarks.wire import stories
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.linking.copies import Copy, Filter, bands, copied, print_of, sketch_of
from verbale.linking.disagreements import Contradiction, contradictions
from verbale.linking.items import Item
from verbale.linking.same import Same, keys, same_event, same_statement
from verbale.record.links import body
from verbale.schema import Span

TUNED_ON = 5
Pair = frozenset[str]


class Found(NamedTuple):
    """Two articles of a corpus that are prints of one text."""

    first: Mapping[str, Any]
    second: Mapping[str, Any]
    copy: Copy


class Measured(NamedTuple):
    """One relation: its score, the pairs wrongly found and those missed, and gold pairs that share no key."""

    score: Score
    wrong: list[Pair]
    missed: list[Pair]
    unindexed: int


def copies(chosen: Sequence[Affair]) -> Measured:
    """Whether the reprints among all pairs of articles are found."""
    articles = {id: article for affair in chosen for id, article in affair.articles.items()}
    gold = {frozenset((id, a["copy_of"])) for id, a in articles.items() if a["copy_of"]}
    found = set()
    for one, other in combinations(sorted(articles), 2):
        outlets = {articles[one]["outlet"], articles[other]["outlet"]}
        if copied(articles[one]["text"], articles[other]["text"], one_outlet=len(outlets) == 1):
            found.add(frozenset((one, other)))
    marks = {id: set(bands(print_of(article["text"]))) for id, article in articles.items()}
    return _measured(gold, found, marks)


def statements(chosen: Sequence[Affair]) -> tuple[Measured, dict[str, Item]]:
    """Reports of one utterance among all pairs of keyed statements."""
    items: dict[str, Item] = {}
    gold: set[Pair] = set()
    for affair in chosen:
        groups = affair.sets("same_statements")
        ids = {passage: f"{passage[0]}#s{n}" for n, passage in enumerate(_apart(affair, affair.said(), groups), 1)}
        items |= {id: statement(affair, passage, int(id.rpartition("#s")[2])) for passage, id in ids.items()}
        gold |= {frozenset(ids[passage] for passage in pair) for pair in pairs(groups)}
    return _linked(items, gold, same_statement), items


def events(chosen: Sequence[Affair]) -> tuple[Measured, dict[str, Item]]:
    """Reports of one event among all pairs of keyed events, with types and parties annotated by hand."""
    items: dict[str, Item] = {}
    gold: set[Pair] = set()
    for affair in chosen:
        groups = affair.sets("same_events")
        for group, coded in zip(groups, coded_events()[affair.name], strict=True):
            made = [event(affair, passage, len(items) + n, coded) for n, passage in enumerate(group)]
            items |= {item.id: item for item in made}
            gold |= {frozenset((a.id, b.id)) for a, b in combinations(made, 2) if a.article != b.article}
    return _linked(items, gold, same_event), items


def disagreements(chosen: Sequence[Affair]) -> tuple[int, int, list[tuple[Contradiction, str, str]], list[str]]:
    """Keyed contradictions of date, number, wording and speaker between articles: found and all; further ones; missed.

    The further ones are those found between reports that are keyed and linked as of one event or utterance and whose
    pair the key does not list; it lists one pair for a fact, so they are to be read, not counted as wrong.
    """
    right, all_gold, further, missed = 0, 0, [], []
    for affair in chosen:
        listed = set()
        for row in affair.data["contradictions"]:
            a: Passage = (row["a"][0], row["a"][1])
            b: Passage = (row["b"][0], row["b"][1])
            listed |= {frozenset((a, b))}
            if row["about"] == "fact" or a[0] == b[0]:
                continue
            all_gold += 1
            told = {c.about for c in contradictions(_as_keyed(affair, a, 1), _as_keyed(affair, b, 2))}
            right += row["about"] in told
            if row["about"] not in told:
                missed.append(f"{row['about']}: {a[1]} | {b[1]} (found {sorted(told)})")
        for key in ("same_statements", "same_events"):
            for pair in pairs(affair.sets(key)):
                one, other = sorted(pair)
                if pair not in listed:
                    x, y = _as_keyed(affair, one, 1), _as_keyed(affair, other, 2)
                    linked = same_statement(x, y) or same_event(x, y)
                    further += [(c, one[1], other[1]) for c in contradictions(x, y) if linked]
    return right, all_gold, further, missed


class Checked(NamedTuple):
    """What a reader made of pairs found: right ones, wrong ones, and pairs not read; and the right ones of all read."""

    right: int
    wrong: list[Pair]
    unread: int
    gold: int

    def __str__(self) -> str:
        read = self.right + len(self.wrong)
        low, high = wilson(self.right, read)
        share = self.right / read if read else 0.0
        found = (
            f"precision {share:.3f} ({self.right} of {read} read, 95 % {low:.3f} to {high:.3f}; {self.unread} unread)"
        )
        return f"{found}; {self.right} of {self.gold} prints of one text among the pairs read"


def checked(found: Iterable[Pair], verdicts: Mapping[Pair, bool]) -> Checked:
    """Pairs found against a reader's verdicts."""
    found = set(found)
    wrong = sorted((pair for pair in found if verdicts.get(pair) is False), key=sorted)
    right = sum(verdicts.get(pair, False) for pair in found)
    return Checked(right, wrong, len(found - set(verdicts)), sum(verdicts.values()))


def verdicts_in(path: Path) -> dict[Pair, bool]:
    """Whether pairs of articles are prints of one text, as a reader judged; lines: two ids, a verdict, and why."""
    out: dict[Pair, bool] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            one, other, verdict, _ = line.split("\t")
            out[frozenset((one, other))] = {"print": True, "other": False}[verdict]
    return out


def news_pairs(paths: Iterable[Path]) -> Iterator[Found]:
    """The near-duplicates of a corpus, in the order of its lines: candidates by a shared band, decided on the texts."""
    rows = [row for path in paths for row in _news(path)]
    index: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for band in bands(print_of(row["body"])):
            index[band].append(number)
    sketches = [sketch_of(row["body"]) for row in rows]
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in (pair for block in index.values() for pair in combinations(block, 2)):
        near[one].add(other)
    for one, others in sorted(near.items()):
        passes = Filter(sketches[one]).passes
        for other in sorted(other for other in others if passes(sketches[other])):
            a, b = rows[one], rows[other]
            copy = copied(a["body"], b["body"], one_outlet=a["outlet"] == b["outlet"])
            if copy:
                yield Found(a, b, copy)


def _news(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a file, each with its ``body``: what is read of it."""
    for row in stories(path) if path.suffix == ".sgm" else _lines(path):
        outlet = row.get("outlet") or row.get("publisher") or ""
        metadata = Metadata(title=row["title"] or None, outlet=outlet or None)
        yield row | {"outlet": outlet, "body": body(article_from_text(row["text"], metadata=metadata))}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def shown(found: Found) -> str:
    """Two near-duplicates for reading: where they stand, the share, and how both begin."""
    heads = [f"{row['id']} | {row['outlet']} | {row['date']} | {row['title']}" for row in (found.first, found.second)]
    texts = [row["body"][:200].replace("\n", " ") for row in (found.first, found.second)]
    share = f"share {found.copy.share:.2f}, unquoted {found.copy.unquoted:.2f}, Jaccard {found.copy.jaccard:.2f}"
    return f"{share}\n  {heads[0]}\n    {texts[0]}\n  {heads[1]}\n    {texts[1]}\n"


def _apart(affair: Affair, passages: Iterable[Passage], groups: Sequence[Sequence[Passage]]) -> list[Passage]:
    """The passages without those that overlap one of the groups in its article: parts of what is keyed already."""
    keyed = {passage for group in groups for passage in group}

    def free(passage: Passage) -> bool:
        start, end = _span(affair, passage)
        places = [_span(affair, other) for other in keyed if other[0] == passage[0]]
        return passage in keyed or not any(a < end and start < b for a, b in places)

    return [passage for passage in passages if free(passage)]


def _span(affair: Affair, passage: Passage) -> Span:
    start = affair.articles[passage[0]]["text"].index(passage[1])
    return start, start + len(passage[1])


def _as_keyed(affair: Affair, passage: Passage, number: int) -> Item:
    """A passage as an event where it overlaps one of the key's, else as a statement."""
    start, end = _span(affair, passage)
    for group, coded in zip(affair.sets("same_events"), coded_events()[affair.name], strict=True):
        for other in group:
            a, b = _span(affair, other)
            if other[0] == passage[0] and a < end and start < b:
                return replace(event(affair, other, number, coded), words=passage[1])
    return statement(affair, passage, number)


def _linked(items: Mapping[str, Item], gold: set[Pair], decide: Callable[[Item, Item], Same | None]) -> Measured:
    found = {frozenset((a, b)) for a, b in combinations(sorted(items), 2) if decide(items[a], items[b])}
    return _measured(gold, found, {id: set(keys(item)) for id, item in items.items()})


def _measured(gold: set[Pair], found: set[Pair], marks: Mapping[str, set[str]]) -> Measured:
    unindexed = sum(set.intersection(*(marks[id] for id in pair)) == set() for pair in gold)
    result = score(len(gold & found), len(found), len(gold))
    return Measured(result, sorted(found - gold, key=sorted), sorted(gold - found, key=sorted), unindexed)


def _print(name: str, measured: Measured, words: Mapping[str, Item], verbose: bool) -> None:
    s = measured.score
    print(
        f"{name:<12} precision {s.precision:.3f}  recall {s.recall:.3f}  ({s.right} of {s.gold}, {s.found} found;",
        end="",
    )
    print(f" {measured.unindexed} share no key)")
    for label, rows in (("wrong", measured.wrong), ("missed", measured.missed)) if verbose else ():
        for pair in rows:
            print(f"  {label}: " + " | ".join(f"{id} {words[id].words if id in words else ''}" for id in sorted(pair)))


def _print_news(found: Sequence[Found], show: int, read: Path | None) -> None:
    print(f"{len(found)} pairs")
    if read:
        result = checked((frozenset((one.first["id"], one.second["id"])) for one in found), verdicts_in(read))
        print(result)
        for pair in result.wrong:
            print("  wrong: " + " | ".join(sorted(pair)))
    for one in random.Random(7).sample(found, min(show, len(found))):
        print(shown(one))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="*")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--checked", type=Path)
    parser.add_argument("--verbose", action="store_true")
    a = parser.parse_args()
    if a.news:
        _print_news(list(news_pairs(a.news)), a.show, a.checked)
        return
    for name, chosen in (("first five", affairs()[:TUNED_ON]), ("last five", affairs()[TUNED_ON:]), ("all", affairs())):
        print(f"-- {name}")
        verbose = a.verbose and name != "all"
        _print("copies", copies(chosen), {}, verbose)
        _print("statements", *statements(chosen), verbose)
        _print("events", *events(chosen), verbose)
        right, gold, further, missed = disagreements(chosen)
        print(
            f"contradictions recall {right} of {gold}; {len(further)} further ones between linked reports, to be read"
        )
        for line in missed if verbose else ():
            print(f"  missed: {line}")
        for c, one, other in further if verbose else ():
            print(f"  further {c.about}: {one} | {other}: {c.in_first} / {c.in_second} ({c.reason})")


if __name__ == "__main__":
    main()
