"""What the words that were left may mean, to be offered: nothing here is sure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from verbale.asking.dates import read_date
from verbale.asking.reader import Reader

#: So many at most.
_MOST = 8
_LONGEST = 3
#: Letters of a name that is offered.
_SHORTEST = 3


def offers(reader: Reader) -> tuple[tuple[str, str, str], ...]:
    """Fields and values that words of the rest may stand for, with the words."""
    taken = {(field, value) for _, field, value, _ in reader.parts}
    found = (one for one in _all(reader) if one[:2] not in taken)
    return tuple(islice(dict.fromkeys(found), _MOST))


def _all(reader: Reader) -> Iterator[tuple[str, str, str]]:
    at = 0
    while at < len(reader.tokens):
        end = at
        for end, field, value in _at(reader, at):
            yield field, value, reader.text[reader.tokens[at].start : reader.tokens[end - 1].end]
        at = max(end, at + 1)


def _at(reader: Reader, at: int) -> Iterator[tuple[int, str, str]]:
    """What the longest phrase from a token on may mean."""
    if not reader.matcher.phrase(at, at + 1):
        return
    date = read_date(reader.tokens, at)
    if date is not None and not any(reader.taken[at : date[1]]):
        yield date[1], "since", date[0]
        yield date[1], "until", date[0]
        return
    yield from _named(reader, at)
    for last in range(min(len(reader.tokens), at + _LONGEST), at, -1):
        for field, value in _told(reader, reader.matcher.phrase(at, last)):
            yield last, field, value


def _named(reader: Reader, at: int) -> Iterator[tuple[int, str, str]]:
    """Whose or what name it may be."""
    matcher = reader.matcher
    end, meanings = matcher.meanings(at)
    if meanings and matcher.is_english(at, end) and matcher.phrase(at, end) not in reader.words.acronyms:
        return
    for one in meanings:
        fields = {"state": ("country", "about"), "body": ("speaker",), "outlet": ("outlet",)}.get(one.what, ())
        for field in fields:
            yield end, field, one.code if one.what == "state" else one.name
    first = matcher.phrase(at, at + 1)
    who = None if meanings or len(first) < _SHORTEST or first in _small(reader) else matcher.at(at)
    if who is not None:
        for field, value in who.by:
            yield who.end, field, value


def _small(reader: Reader) -> frozenset[str]:
    return reader.words.fillers | reader.words.markers | reader.words.english


def _told(reader: Reader, phrase: str) -> Iterator[tuple[str, str]]:
    """What other than a name a phrase may mean."""
    words = reader.words
    if topic := words.topics.get(phrase):
        yield "topic", topic
    if kind := words.types.get(phrase):
        yield "type", kind
    if practice := words.perhaps.get(phrase):
        yield "subtype", practice
    for act, known in words.acts.items():
        if phrase and phrase in known.every:
            yield "act", act
