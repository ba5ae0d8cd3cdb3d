"""The events of a record as columns of numbers in memory, so that looking through them takes no longer for very many.

Rows stand newest first, undated ones last, as people decided; hidden events are left out. About 20 MB for a third of a
million events. They are made when they are first asked for, and shared by all who ask in one program; after a change of
the record only the events of the articles written since are read. Whoever asks holds a read transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from verbale.numbering import Numbering
from verbale.record.browse_columns import Bools, Ints, Kept, Members, Version
from verbale.record.browse_load import first_and_last, integers, narrow, version_of
from verbale.record.shared import Shared

#: What an event has one value of, and what it may have several of; the latter count each party of a reciprocal event.
SINGLE = ("type", "subtype", "status", "outlet")
MEMBERS = ("actor", "recipient")

_KEYS = ("key", "article", "position")
#: How many rows are taken at a time.
_AT_ONCE = 10_000
_COLUMNS = "key, article, position, type, subtype, status, date, date_start, date_end"
_OF = "article IN (SELECT value FROM json_each(?))"
_DECIDED = "(SELECT event FROM event_overrides)"
_ALONE = f"SELECT {_COLUMNS} FROM events WHERE key NOT IN {_DECIDED}"
_OVERRIDDEN = f"SELECT {_COLUMNS}, actor, recipient FROM events_effective WHERE key IN {_DECIDED} AND NOT hidden"
#: By whom, so that a code is read once for all its events.
_PARTIES = f"""SELECT code, role, group_concat(event) FROM event_parties INDEXED BY event_parties_code
    WHERE event NOT IN {_DECIDED} GROUP BY code, role"""
_PARTIES_OF = f"""SELECT p.code, p.role, group_concat(p.event) FROM events AS e
    CROSS JOIN event_parties AS p ON p.event = e.key WHERE e.{_OF} AND p.event NOT IN {_DECIDED} GROUP BY 1, 2"""
#: Each from an index alone: an article's row holds its text.
_OUTLETS = "SELECT key, outlet FROM articles INDEXED BY articles_outlet"
_PUBLISHED = "SELECT key, published_date FROM articles INDEXED BY articles_published"
_ARTICLES = "SELECT key, outlet, published_date FROM articles WHERE key IN (SELECT value FROM json_each(?))"

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EventColumns:
    """The events shown, a row each, newest first.

    ``single``: the codes of :data:`SINGLE`; ``members``: those of :data:`MEMBERS`; ``values``: their texts, None for
    code 0; actors and recipients share ``party``. ``when``: code of the day of
    :attr:`~verbale.record.model.RecordedEvent.when` among ``values``; ``first``, ``last``: its days as YYYYMMDD,
    such as are outside of every range where it has none. ``written``: keys of all articles, sorted.
    """

    version: Version
    key: Ints
    article: Ints
    position: Ints
    single: Mapping[str, Ints]
    members: Mapping[str, Members]
    values: Mapping[str, Sequence[str | None]]
    when: Ints
    first: Ints
    last: Ints
    written: Ints
    kept: Kept = field(default_factory=Kept)

    def __len__(self) -> int:
        return len(self.key)

    def has(self, name: str, values: Iterable[str]) -> Bools:
        """Which rows have one of some values of a field."""
        wanted = set(values)
        known = self.values["party" if name in MEMBERS else name]
        passing = np.array([value in wanted for value in known], bool)
        if name in self.single:
            return passing[self.single[name]]
        out = np.zeros(len(self), bool)
        out[self.members[name].rows[passing[self.members[name].codes]]] = True
        return out

    def counts(self, name: str, among: Bools | None) -> dict[str, int]:
        """How many rows (of ``among``, or of all) have each value of a field."""
        known = self.values["party" if name in MEMBERS else name]
        if name in self.single:
            codes = self.single[name] if among is None else self.single[name][among]
        else:
            rows, codes = self.members[name]
            codes = codes if among is None else codes[among[rows]]
        numbers = np.bincount(codes, minlength=1)
        return {
            str(known[code]): int(numbers[code]) for code in np.flatnonzero(numbers).tolist() if known[code] is not None
        }

    def years(self, among: Bools | None) -> dict[int, int]:
        """How many rows (of ``among``, or of all) stand, wholly or in part, in each year."""
        dated = self.first <= self.last
        chosen = dated if among is None else dated & among
        begun = np.bincount(self.first[chosen] // 10_000, minlength=10_001)
        ended = np.bincount(self.last[chosen] // 10_000 + 1, minlength=10_001)
        inside = np.cumsum(begun - ended)
        return {year: int(inside[year]) for year in np.flatnonzero(inside).tolist()}


_HELD: Shared[EventColumns, Version] = Shared()


def event_columns_of(connection: sqlite3.Connection) -> EventColumns:
    """The events of a record as it is now, made or brought up to date where needed; inside a transaction."""
    return _HELD.of(connection, event_version_of(connection), _load)


def event_version_of(connection: sqlite3.Connection) -> Version:
    """Which record this is, and as of when; that actors are merged changes no event."""
    return version_of(connection)._replace(changes=0)


def forget() -> None:
    """Drop the events of all records; the next to look reads them anew."""
    _HELD.forget()


def _load(connection: sqlite3.Connection, version: Version, before: EventColumns | None) -> EventColumns:
    if before is not None and not version.follows(before.version):
        before = None
    since = before.version.stamp if before else -1
    fresh = np.sort(integers(connection, "SELECT article FROM browse_blocks WHERE stamp > ?", (since,)))
    if before is None:
        return _joined(connection, version, _nothing(version), fresh, fresh)
    written = np.union1d(before.written, fresh)
    if len(written) != connection.execute("SELECT count(*) FROM browse_blocks").fetchone()[0]:
        return _load(connection, version, None)  # an article went without another in its place
    return _joined(connection, version, before, fresh, written)


class _Fresh(NamedTuple):
    """Events that were read, as columns of :class:`EventColumns` that are not sorted."""

    single: dict[str, Ints]
    bounds: Ints
    members: dict[str, Members]


def _read(connection: sqlite3.Connection, articles: Ints | None, codes: Mapping[str, Numbering[str | None]]) -> _Fresh:
    """The events of some articles, or of all, as decided; their texts are given numbers in ``codes``."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain rows are made faster
    own = () if articles is None else (json.dumps(articles.tolist()),)
    also = "" if articles is None else f" AND {_OF}"
    if articles is None:
        outlets, published = dict(cursor.execute(_OUTLETS)), dict(cursor.execute(_PUBLISHED))
    else:
        heads = cursor.execute(_ARTICLES, own).fetchall()
        outlets, published = {one[0]: one[1] for one in heads}, {one[0]: one[2] for one in heads}
    spans = Numbering[tuple[str | None, str | None]]()
    columns = defaultdict[str, list[Ints]](list)
    parties: list[tuple[Ints, Ints, Ints]] = []

    def take(rows: Sequence[_Row]) -> None:
        keys, of, positions, types, subtypes, statuses, dates, starts, ends = zip(*rows, strict=True)
        # As :attr:`RecordedEvent.when`: the article's day only of what is its news.
        days = [
            date if date is not None else published.get(article) if status == "occurred" else None
            for date, status, article in zip(dates, statuses, of, strict=True)
        ]
        both = [
            (start, end) if date is not None else (day, day)
            for date, start, end, day in zip(dates, starts, ends, days, strict=True)
        ]
        for name, numbers in (("key", keys), ("article", of), ("position", positions)):
            columns[name].append(np.array(numbers, np.int64))
        whose = (outlets.get(one) or None for one in of)
        for name, texts in zip((*SINGLE, "when"), (types, subtypes, statuses, whose, days), strict=True):
            columns[name].append(np.array(codes[name].of(texts), np.int64))
        columns["span"].append(np.array(spans.of(both), np.int64))

    def take_parties(code: str, role: str, events: str) -> None:
        own = np.fromstring(events, np.int64, sep=",")
        parties.append((own, np.full(len(own), role == "actor"), np.full(len(own), codes["party"][code])))

    _batches(cursor.execute(_ALONE + also, own), take)
    for row in cursor.execute(_PARTIES if articles is None else _PARTIES_OF, own):
        take_parties(*row)
    for *row, actor, recipient in cursor.execute(_OVERRIDDEN + also, own).fetchall():
        take([tuple(row)])
        for role, listed in (("actor", actor), ("recipient", recipient)):
            for code in json.loads(listed or "[]"):
                take_parties(code, role, str(row[0]))
    none = [np.zeros(0, np.int64)]
    single = {name: np.concatenate(columns.get(name, none)) for name in (*_KEYS, *SINGLE, "when", "span")}
    days_of = [(first_and_last(start)[0], first_and_last(end)[1]) for start, end in spans]
    bounds = np.array(days_of, np.int32).reshape(-1, 2)[single.pop("span")]
    nobody = (none[0], np.zeros(0, bool), none[0])
    events, acting, whose = (np.concatenate(some) for some in zip(nobody, *parties, strict=True))
    return _Fresh(single, bounds, _members(single["key"], events, acting, whose))


def _batches(cursor: sqlite3.Cursor, take: Callable[[Sequence[_Row]], None]) -> None:
    """Give rows away some at a time, for all at once are very many."""
    while rows := cursor.fetchmany(_AT_ONCE):
        take(rows)


def _joined(
    connection: sqlite3.Connection, version: Version, old: EventColumns, fresh: Ints, written: Ints
) -> EventColumns:
    """The old events with those of the ``fresh`` articles (of all, where there are no others) in their place."""
    codes = {name: Numbering(known) for name, known in old.values.items()}
    read = _read(connection, fresh if len(old.written) else None, codes)
    stay = ~np.isin(old.article, fresh)

    def both(before: Ints, name: str) -> Ints:
        return np.concatenate([before[stay], read.single[name]])

    article, position, when = both(old.article, "article"), both(old.position, "position"), both(old.when, "when")
    order = np.argsort(_sort_keys(connection, list(codes["when"]), when, article, position), kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    # Where in the new order the old rows stand that stay, and those that were read.
    moved = np.full(len(stay), -1, np.int32)
    moved[stay] = place[: int(stay.sum())]
    added = place[int(stay.sum()) :]

    def members(name: str) -> Members:
        before, new = old.members[name], read.members[name]
        rows = moved[before.rows]
        return _sorted(
            np.concatenate([rows[rows >= 0], added[new.rows]]), np.concatenate([before.codes[rows >= 0], new.codes])
        )

    return EventColumns(
        version=version,
        key=both(old.key, "key")[order],
        article=article[order],
        position=position[order],
        single={name: narrow(both(old.single[name], name)[order]) for name in SINGLE},
        members={name: members(name) for name in MEMBERS},
        values={name: list(known) for name, known in codes.items()},
        when=when[order],
        first=np.concatenate([old.first[stay], read.bounds[:, 0]])[order],
        last=np.concatenate([old.last[stay], read.bounds[:, 1]])[order],
        written=written,
    )


def _members(keys: Ints, events: Ints, acting: Bools, codes: Ints) -> dict[str, Members]:
    """Who takes part in which rows, ``keys``; each party of a reciprocal event as both."""
    by_key = np.argsort(keys)
    rows = by_key[np.searchsorted(keys[by_key], events)] if len(events) else events
    actors, recipients = (np.bincount(rows[chosen], minlength=len(keys)) for chosen in (acting, ~acting))
    towards = ~acting | ((recipients == 0) & (actors > 1))[rows]
    return {"actor": Members(rows[acting], codes[acting]), "recipient": Members(rows[towards], codes[towards])}


def _sorted(rows: Ints, codes: Ints) -> Members:
    """In the order of rows, each code of a row once."""
    size = int(codes.max(initial=0)) + 1
    pairs = np.unique(rows.astype(np.int64) * size + codes)
    return Members((pairs // size).astype(np.int32), narrow(pairs % size))


def _sort_keys(
    connection: sqlite3.Connection, known: Sequence[str | None], when: Ints, article: Ints, position: Ints
) -> Ints:
    """Numbers that sort by day, newest first and none last, by the article's id, by the place in it."""
    newest = sorted((day for day in known if day is not None), reverse=True)
    rank = {day: number for number, day in enumerate(newest)}
    days = np.array([rank.get(day or "", len(newest)) for day in known], np.int64)
    keys = integers(connection, "SELECT key FROM articles ORDER BY id")
    ids = np.zeros(int(keys.max(initial=0)) + 1, np.int64)
    ids[keys] = np.arange(len(keys))
    wide = int(position.max(initial=0)) + 1
    return (days[when] * len(keys) + ids[article]) * wide + position


def _nothing(version: Version) -> EventColumns:
    none, no_days = np.zeros(0, np.int64), np.zeros(0, np.int32)
    members = {name: Members(none, none) for name in MEMBERS}
    values: dict[str, list[str | None]] = {name: [None] for name in (*SINGLE, "party", "when")}
    single = dict.fromkeys(SINGLE, none)
    return EventColumns(version, none, none, none, single, members, values, none, no_days, no_days, none)
