"""In what two reports of one event or utterance do not agree, and the variants of one quotation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from verbale.linking.items import Item, fold
from verbale.linking.shared_words import content_of, lexicon, negations, stem

About = Literal["date", "number", "wording", "speaker"]

#: Words after a number that may say what it counts.
_REACH = 6
#: A rough number agrees with those within this part of it.
_ROUGH = 0.15
#: Days further apart than this are of an occasion and of one that recalls it.
_NEAR = 3
#: How alike two quoted passages must be to be variants of one (2 * matching words / all words).
_ALIKE = 0.5
#: The most words that may be replaced at an end of a quoted passage: more are another beginning, or another clause.
_END = 4
_PIECE = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*|[^\s\w]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_QUOTED = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"|(?<!\w)[‘']([^\n]+?)[’'](?!\w)")
_YEAR = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A point in which two reports do not agree.

    ``first``, ``second``: the ids of the items, in the order of the alphabet; ``in_first``, ``in_second``: what each
    says of it. ``reason``: in words.
    """

    about: About
    first: str
    second: str
    in_first: str
    in_second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a quotation: the text, how many gave it, and in what it differs from the commonest.

    ``differences``: pairs of the words there and the words here, either empty; without those left out at the ends.
    """

    text: str
    count: int
    differences: tuple[tuple[str, str], ...]


class _Number(NamedTuple):
    value: float
    written: str
    rough: bool
    counts: frozenset[str]


def contradictions(a: Item, b: Item) -> tuple[Contradiction, ...]:
    """In what two items, taken as reports of one event or utterance, do not agree, whatever their order."""
    a, b = sorted((a, b), key=lambda item: (item.id, item.words))
    found = (*_dates(a, b), *_numbers(a, b), *_wordings(a, b), *_names(a, b))
    return tuple(Contradiction(about, a.id, b.id, one, other, reason) for about, one, other, reason in found)


def variants(words: Sequence[str]) -> tuple[Variant, ...]:
    """The wordings of one quotation, the commonest and then the longest first; case and marks make no difference."""
    counts = Counter(_plain(text) for text in words)
    shown = {_plain(text): text for text in sorted(words, reverse=True)}
    order = sorted(counts, key=lambda tokens: (-counts[tokens], -len(tokens), tokens))
    return tuple(Variant(shown[tokens], counts[tokens], _differences(order[0], tokens)) for tokens in order)


_Point = tuple[About, str, str, str]


def _dates(a: Item, b: Item) -> Iterator[_Point]:
    """Two days told to the day, near enough to be meant for one.

    The day of a statement may be its article's own for want of another, and says nothing then.
    """
    if not a.first or not b.first or a.first != a.last or b.first != b.last:
        return
    gap = abs((a.first - b.first).days)
    told = a.kind == "event" or (a.first != a.published and b.first != b.published)
    if told and 0 < gap <= _NEAR:
        yield "date", a.first.isoformat(), b.first.isoformat(), f"{gap} day{'s' * (gap > 1)} apart"


def _numbers(a: Item, b: Item) -> Iterator[_Point]:
    """The first numbers of the same things of which neither report has the other's."""
    one, other = _counted(a.words), _counted(b.words)
    for thing in sorted(one):
        named = next((name for name in sorted(other) if _one_thing(thing, name)), None)
        if named and not any(_agree(x, y) for x in one[thing] for y in other[named]):
            yield "number", one[thing][0].written, other[named][0].written, f"numbers of the same ({thing})"
            return


def _wordings(a: Item, b: Item) -> Iterator[_Point]:
    """Two quoted passages that are alike but for words in their midst."""
    for one in _passages(a):
        for other in _passages(b):
            told = _differences(_plain(one), _plain(other))
            if told and _alike(_plain(one), _plain(other)) and any(_matter(x + " " + y) for x, y in told):
                yield "wording", one, other, "; ".join(f"“{x or '–'}” and “{y or '–'}”" for x, y in told[:3])
                return


def _names(a: Item, b: Item) -> Iterator[_Point]:
    """Two speakers of one utterance."""
    if a.kind != "statement" or b.kind != "statement":
        return
    if a.names and b.names and a.names.isdisjoint(b.names):
        yield "speaker", ", ".join(sorted(a.names)), ", ".join(sorted(b.names)), "two persons are named"
    elif a.actors and b.actors and a.actors.isdisjoint(b.actors):
        yield "speaker", ", ".join(sorted(a.actors)), ", ".join(sorted(b.actors)), "of two states"


def _counted(text: str) -> dict[str, list[_Number]]:
    """The numbers of a text by the stems of what they count."""
    out: dict[str, list[_Number]] = {}
    for number in _numbers_in(_PIECE.findall(text)):
        for thing in number.counts:
            out.setdefault(thing, []).append(number)
    return out


def _numbers_in(pieces: Sequence[str]) -> Iterator[_Number]:
    """The numbers that count something."""
    lists, folded, at = lexicon(), [fold(piece) for piece in pieces], 0
    while at < len(pieces):
        value, end = _value(folded, at)
        if value is None:
            at += 1
            continue
        if not _dated(folded, at, end) and (things := _things(pieces, folded, end)):
            rough = at > 0 and folded[at - 1] in lists.rough
            yield _Number(value, " ".join(pieces[at : end + 1]), rough, things)
        at = end


def _dated(folded: Sequence[str], at: int, end: int) -> bool:
    """Whether a number belongs to a date, an hour or a year."""
    lists = lexicon()
    around = {folded[at - 1] if at else "", folded[end] if end < len(folded) else ""}
    year = end == at + 1 and folded[at].isdigit() and int(folded[at]) in _YEAR
    return year or ":" in around or not lists.calendar.isdisjoint(around)


def _value(folded: Sequence[str], at: int) -> tuple[float | None, int]:
    """The number that begins at a place, and where it ends: ``25``, ``11,000``, ``forty-one``, ``two hundred``."""
    lists = lexicon()
    value, end = _digits(folded[at]), at + 1
    if value is None:
        value, end = lists.numbers.get(folded[at]), at + 1
        if value is None:
            return None, at
        ones = end + (folded[end : end + 1] == ["-"])
        if value >= 20 and ones < len(folded) and 0 < lists.numbers.get(folded[ones], 0) < 10:
            value, end = value + lists.numbers[folded[ones]], ones + 1
    while end < len(folded) and folded[end] in lists.scales:
        value, end = value * lists.scales[folded[end]], end + 1
    return value, end


def _digits(word: str) -> float | None:
    if not _DIGITS.match(word):
        return None
    plain = word.replace(",", "") if _THOUSANDS.match(word) else word.replace(",", ".")
    return float(plain) if plain.count(".") < 2 else None


def _things(pieces: Sequence[str], folded: Sequence[str], at: int) -> frozenset[str]:
    """The stems of the words after a number, up to the first that cannot be of its noun phrase."""
    lists = lexicon()
    if " ".join(folded[at : at + 2]) == "per cent" or (at < len(folded) and folded[at] in ("percent", "%")):
        return frozenset({"per cent"})
    found: list[str] = []
    named: list[str] = []
    for piece, word in zip(pieces[at : at + _REACH], folded[at : at + _REACH], strict=True):
        if word == "-" or (word in ("of", "the") and not found):
            continue
        if not word[0].isalpha() or word in lists.stop or word in lists.numbers or word in lists.negations:
            break
        (named if piece[0].isupper() else found).append(stem(word.removesuffix("'s")))
    things = found or named[-1:]
    if set(things) & lists.persons or (named and not found):
        things.append("persons")
    return frozenset(lists.families.get(thing, thing) for thing in things)


def _one_thing(a: str, b: str) -> bool:
    """Whether two stems name one thing: the same, or one is a compound of the other (toolmaker, maker)."""
    return a == b or (min(len(a), len(b)) >= 5 and (a.endswith(b) or b.endswith(a)))


def _agree(a: _Number, b: _Number) -> bool:
    if a.value == b.value:
        return True
    return (a.rough or b.rough) and abs(a.value - b.value) <= _ROUGH * max(a.value, b.value)


def _passages(item: Item) -> list[str]:
    """What an item quotes: what stands in its quotation marks, or all of a statement that has none inside."""
    inside = [next(filter(None, match.groups())) for match in _QUOTED.finditer(item.words)]
    whole = [item.words] if item.quoted and item.kind == "statement" else []
    return [text for text in inside or whole if len(_plain(text)) > 3]


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _differences(base: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The words replaced, left out or put in, but for what one of them lacks or begins otherwise at its ends."""
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    told = []
    for number, (kind, a, b, c, d) in enumerate(codes):
        edge = number in (0, len(codes) - 1)
        cut = edge and (kind in ("delete", "insert") or max(b - a, d - c) > _END)
        if kind != "equal" and not cut:
            told.append((" ".join(base[a:b]), " ".join(other[c:d])))
    return tuple(told)


def _matter(words: str) -> bool:
    """Whether words that differ change what is said: content words, numbers or a negation."""
    lists, tokens = lexicon(), words.split()
    numbers = any(token in lists.numbers or _digits(token) is not None for token in tokens)
    return numbers or content_of(tokens) > 0 or negations(tokens) > 0


def _plain(text: str) -> tuple[str, ...]:
    return tuple(fold(piece).replace("’", "'") for piece in _PIECE.findall(text) if piece[0].isalnum())
