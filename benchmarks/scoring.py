"""Scores of attributions against gold: who is found to have said what.

Definitions. Everything is counted in the article's tokens that hold a letter or digit, so that quotation marks and
commas never matter; a span holds the tokens it shares a character with.

``attr.content``
    Gold and found attributions are matched one to one by the tokens of their whole contents, best pairs first, where
    the Jaccard index is at least one half. Attributions without content do not count.
``attr.full``
    Matched, and the source is right: both have none, or the two sources share at least half of the smaller one's
    tokens, and a word that is more than a pronoun or article where both hold such a word.
``exact.source``, ``exact.cue``, ``exact.content``
    One contiguous piece counts as one; it is right when the same tokens are a piece of that role in the gold.
``qstretch.speaker``
    A stretch between double quotation marks of at least four tokens belongs to the attribution whose content holds
    most of it, and at least half. Precision is over the stretches given to a speaker, recall over those that have one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Tokens = frozenset[int]
Span = Sequence[int]

ROLES = ("source", "cue", "content")
#: The measures, in the order they are reported.
MEASURES = ("attr.content", "attr.full", "exact.source", "exact.cue", "exact.content", "qstretch.speaker")

_MATCH = 0.5
_MIN_STRETCH = 4
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile(r"[“«„”»\"\n]|''|``")
#: Words that alone do not tell one source from another.
_SMALL = frozenset(
    word
    for line in (
        "a an and at but by for in of on or that the these this those to with",
        "be been had has have is was were are",
        "he her him his i it its me my our she their them they us we which who whom whose you your",
        "'s ’s dr gov mr mrs ms rep sen",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """An attribution as token sets."""

    content: Tokens
    source: Tokens


class Score(NamedTuple):
    """Precision, recall and F1 of one measure, with the counts they come from."""

    precision: float
    recall: float
    f1: float
    right: int
    found: int
    gold: int


class Tally:
    """Right, found and gold counts of each measure, added up over articles."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, measure: str, right: int, found: int, gold: int) -> None:
        """Add one article's counts."""
        self.right[measure] += right
        self.found[measure] += found
        self.gold[measure] += gold

    def scores(self) -> dict[str, Score]:
        """Return the scores over all articles added."""
        return {name: score(self.right[name], self.found[name], self.gold[name]) for name in MEASURES}


def score(right: int, found: int, gold: int) -> Score:
    """Precision, recall and F1 from counts; 0 where there is nothing to divide by."""
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Score(precision, recall, f1, right, found, gold)


def wilson(right: int, found: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's method; everything is possible where nothing was found."""
    if not found:
        return 0.0, 1.0
    z, share = 1.959964, right / found
    middle = (share + z * z / (2 * found)) / (1 + z * z / found)
    half = z * math.sqrt(share * (1 - share) / found + z * z / (4 * found * found)) / (1 + z * z / found)
    return max(0.0, middle - half), min(1.0, middle + half)


class Text:
    """A text's tokens, with the way from characters to them."""

    def __init__(self, text: str, tokens: Iterable[Sequence[Any]] | None = None) -> None:
        """``tokens``: the gold's own, each beginning with its start and end; else words and marks are found."""
        offsets = [(t[0], t[1]) for t in tokens] if tokens else [m.span() for m in _TOKEN.finditer(text)]
        kept = [(a, b) for a, b in offsets if any(c.isalnum() for c in text[a:b])]
        self.text = text
        self.words = [text[a:b].lower() for a, b in kept]
        self._at = {place: index for index, (a, b) in enumerate(kept) for place in range(a, b)}

    def tokens(self, spans: Iterable[Span]) -> Tokens:
        """Return the indices of the tokens that share a character with any of the spans."""
        at = self._at
        return frozenset(at[place] for start, end in spans for place in range(start, end) if place in at)

    def telling(self, tokens: Tokens) -> set[str]:
        """Return the words among ``tokens`` that tell one source from another."""
        return {self.words[index] for index in tokens} - _SMALL


def quoted_stretches(text: str) -> list[tuple[int, int]]:
    """Find the stretches between double quotation marks; a line's end closes what is open."""
    stretches = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark = match.group()
        opens = mark in "“«„" or (opened is None and mark not in "”»\n")
        if opened is not None:
            stretches.append((opened, match.start()))
        opened = match.end() if opens else None
    if opened is not None:
        stretches.append((opened, len(text)))
    return [(start, end) for start, end in stretches if start < end]


def jaccard(one: Tokens, other: Tokens) -> float:
    """Size of what both share over the size of what either has."""
    return len(one & other) / len(one | other)


def matched(gold: Sequence[Tokens], found: Sequence[Tokens]) -> list[tuple[int, int]]:
    """Pairs of gold and found indices, one to one, best pairs first, each at least :data:`_MATCH` alike."""
    pairs = [(-jaccard(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out = []
    for likeness, i, j in sorted(pairs):
        if -likeness >= _MATCH and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            out.append((i, j))
    return out


def right_source(text: Text, gold: Tokens, found: Tokens) -> bool:
    """Whether two sources name the same (see the module's definitions)."""
    if not gold or not found:
        return not gold and not found
    shared = gold & found
    if not shared or len(shared) / min(len(gold), len(found)) < _MATCH:
        return False
    if text.telling(gold) and text.telling(found):
        return bool(text.telling(shared))
    return True


def units(text: Text, attributions: Iterable[Mapping[str, Any]]) -> list[Unit]:
    """Return the attributions that have content, as token sets."""
    made = (Unit(text.tokens(a.get("content", ())), text.tokens(a.get("source", ()))) for a in attributions)
    return [unit for unit in made if unit.content]


def score_article(tally: Tally, gold: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> None:
    """Add one article to ``tally``.

    ``gold``: an object with ``text``, ``attributions`` and, where it has them, ``tokens``. ``found``: attributions in
    the same shape, lists of ``[start, end]`` under ``source``, ``cue`` and ``content``.
    """
    text = Text(gold["text"], gold.get("tokens"))
    _score_pieces(tally, text, gold["attributions"], found)
    wanted, got = units(text, gold["attributions"]), units(text, found)
    pairs = matched([unit.content for unit in wanted], [unit.content for unit in got])
    full = sum(right_source(text, wanted[i].source, got[j].source) for i, j in pairs)
    tally.add("attr.content", len(pairs), len(got), len(wanted))
    tally.add("attr.full", full, len(got), len(wanted))
    _score_stretches(tally, text, wanted, got)


def _score_pieces(
    tally: Tally, text: Text, gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> None:
    for role in ROLES:
        wanted, got = _pieces(text, gold, role), _pieces(text, found, role)
        tally.add(f"exact.{role}", len(wanted & got), len(got), len(wanted))


def _pieces(text: Text, attributions: Sequence[Mapping[str, Any]], role: str) -> set[Tokens]:
    return {text.tokens([span]) for a in attributions for span in a.get(role, ())} - {frozenset()}


def _score_stretches(tally: Tally, text: Text, gold: Sequence[Unit], found: Sequence[Unit]) -> None:
    right = given = spoken = 0
    for span in quoted_stretches(text.text):
        stretch = text.tokens([span])
        if len(stretch) < _MIN_STRETCH:
            continue
        speaker, said = _speaker(stretch, gold), _speaker(stretch, found)
        given += bool(said)
        spoken += bool(speaker)
        right += bool(speaker) and bool(said) and right_source(text, speaker, said)
    tally.add("qstretch.speaker", right, given, spoken)


def _speaker(stretch: Tokens, options: Sequence[Unit]) -> Tokens:
    """Find the source of the attribution that holds most of a stretch, and at least half; empty for none."""

    def held(unit: Unit) -> int:
        return len(unit.content & stretch)

    best = max(options, key=held, default=None)
    return best.source if best is not None and 2 * held(best) >= len(stretch) else frozenset()
