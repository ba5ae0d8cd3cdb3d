"""The positions of a record, as pages list and show them: few at a time, since each has to be read anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.linking.course import Month, course
from verbale.linking.positions import Position
from verbale.linking.shifts import Shift
from verbale.record import pairs
from verbale.record.pairs import Between, OneWay, one_ways, topics_of
from verbale.record.store import Record
from verbale.web.lately import Lately, lately
from verbale.web.room import Room

#: Of so many statements and events at most the lines are read at once.
MOST_AT_ONCE = 3000
#: Stances from -1 to 1 in words, from the most favourable down.
_STANCES = (
    (0.6, "favourable"),
    (0.2, "rather favourable"),
    (-0.2, "neither"),
    (-0.6, "rather adverse"),
    (-1.1, "adverse"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A position at a glance: whose, about whom, on what, of how many entries, between which days; its shifts."""

    government: str
    about: str
    topic: str
    entries: int
    first: dt.date | None
    last: dt.date | None
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The positions of a government about another: ``seen``, or, of very many, only the ``topics`` with numbers."""

    seen: tuple[Seen, ...]
    topics: tuple[tuple[str, int], ...] = ()


def glanced(one: Position) -> Seen:
    """A position at a glance."""
    days = [entry.day for entry in one.entries]
    first, last = min(days, default=None), max(days, default=None)
    return Seen(one.government, one.about, one.topic, len(one.entries), first, last, one.shifts)


def ways(room: Room, record: Record) -> tuple[OneWay, ...]:
    """Who says or does something about whom; kept as long as the record stays as it is."""
    return room.kept(record, "one ways", one_ways)


def between(room: Room, record: Record, a: str, b: str) -> Between:
    """What is between two governments, codes; that of the last few asked for is kept."""
    held: Lately[Between] = lately(room, record, "between", 8)
    first, second = sorted((a, b))
    return held.get((first, second), lambda: pairs.between(record, first, second))


def months(room: Room, record: Record, pair: tuple[str, str]) -> tuple[Month, ...]:
    """The months of the relations of a pair, as :meth:`verbale.record.store.Record.relations` gives them."""
    known = between(room, record, *pair)
    return course(known.items, room.kept(record, "coverage", pairs.coverage), *pair, known.groups)


def positions(room: Room, record: Record, government: str, about: str) -> tuple[Position, ...]:
    """The positions of a government about another, codes, by topic; the last few asked for are kept."""
    held: Lately[tuple[Position, ...]] = lately(room, record, "positions", 16)
    return held.get((government, about), lambda: record.positions(government, about))


def seen(
    room: Room, record: Record, government: str | None = None, about: str | None = None
) -> tuple[Seen, ...] | None:
    """The positions of ``government`` about ``about``, codes, None for any; None where these are too many to read now.

    Those of one pair are always read.
    """
    if government is None or about is None:
        every = ways(room, record)
        wanted = [one for one in every if government in (None, one.government) and about in (None, one.about)]
        if len(wanted) > 1 and sum(one.items for one in wanted) > MOST_AT_ONCE:
            return None
    held: Lately[tuple[Seen, ...]] = lately(room, record, "positions seen", 64)
    made = lambda: tuple(glanced(one) for one in record.positions(government, about))  # noqa: E731
    return held.get((government, about), made)


def held(room: Room, record: Record, government: str, about: str) -> Held:
    """The positions of a government about another at a glance; of very many only their topics."""
    known = between(room, record, government, about).items
    number = sum(government in one.actors and about in one.targets for one in known)
    if number > MOST_AT_ONCE:
        return Held((), topics_of(record, government, about))
    found: Sequence[Seen] = seen(room, record, government, about) or ()
    return Held(tuple(sorted(found, key=lambda one: (-len(one.shifts), -one.entries, one.topic))))


def stance_in_words(value: float) -> str:
    """A stance, -1 to 1, in words."""
    return next(words for least, words in _STANCES if value >= least)


def weight_in_words(value: float) -> str:
    """How far a speaker binds the government, 0 to 1, in words."""
    return "in full" if value >= 0.95 else "largely" if value >= 0.7 else "in part" if value >= 0.4 else "a little"
