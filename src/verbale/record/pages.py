"""Events page by page, with how many there are of every kind; a list of very many is never read whole.

Filters and counts go over columns kept in memory (:mod:`verbale.record.event_columns`), and find what
:meth:`verbale.record.store.Record.events` finds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verbale.record import database
from verbale.record.browse import Facet, moment, one_at_a_time
from verbale.record.dates import first_day, last_day
from verbale.record.events import select_events, written
from verbale.record.model import EventFilters, RecordedEvent
from verbale.record.search import day_of

if TYPE_CHECKING:
    from verbale.record.browse_columns import Bools, Ints
    from verbale.record.event_columns import EventColumns
    from verbale.record.store import Record

#: What is counted, by the names of :attr:`EventsFound.facets`.
EVENT_FACETS = ("actor", "recipient", "type", "status", "subtype", "year", "outlet")


@dataclass(frozen=True, slots=True)
class EventsFound:
    """Some events, the newest first and undated ones last, of all that were found.

    ``total``: how many were found. ``undated``: left out by ``since`` and ``until`` for want of a date. ``facets``: by
    the names of :data:`EVENT_FACETS`, the most frequent value first, years in order; as of
    :class:`~verbale.record.browse.Found`.
    """

    events: tuple[RecordedEvent, ...]
    total: int
    undated: int = 0
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)


def page_of_events(
    record: Record, filters: EventFilters, limit: int, offset: int = 0, *, values: int = 0
) -> EventsFound:
    """Some of the events that ``filters`` find, and how many there are in all.

    ``values``: at most so many of each facet, beside those filtered by; 0 counts none. Raises ``ValueError`` for a
    malformed date.
    """
    connection = record._connection
    with database.errors(record.path), moment(connection):
        finding = _Finding(connection, filters)
        keys = finding.keys()
        facets = finding.facets(values) if values else {}
        return EventsFound(_events(connection, keys[offset : offset + limit]), len(keys), finding.undated, facets)


def count_events(record: Record, filters: EventFilters) -> int:
    """How many events ``filters`` find. Raises ``ValueError`` for a malformed date."""
    return page_of_events(record, filters, 0).total


def all_events(record: Record, filters: EventFilters) -> Iterator[RecordedEvent]:
    """All events that ``filters`` find, in the order of :func:`page_of_events`, one at a time.

    One that goes meanwhile is left out. Raises ``ValueError`` for a malformed date.
    """
    connection = record._connection
    with database.errors(record.path):
        yield from one_at_a_time(
            connection, lambda: _Finding(connection, filters), lambda keys: _events(connection, keys)
        )


def events_with(record: Record, code: str, limit: int, offset: int = 0) -> tuple[tuple[RecordedEvent, ...], int]:
    """The events in which ``code`` takes part, the newest first, undated ones last; and how many there are."""
    from verbale.record.event_columns import event_columns_of

    connection = record._connection
    with database.errors(record.path), moment(connection):
        columns = event_columns_of(connection)
        keys = columns.key[columns.has("actor", [code]) | columns.has("recipient", [code])]
        return _events(connection, keys[offset : offset + limit]), len(keys)


class _Finding:
    """What filters find in the columns. Inside a transaction, as long as it is used."""

    def __init__(self, connection: sqlite3.Connection, filters: EventFilters) -> None:
        from verbale.record.event_columns import event_columns_of

        self._connection, self._filters = connection, filters
        self._columns = event_columns_of(connection)
        self._passed = dict(_passed(connection, self._columns, filters))
        self._found = self._without(None)

    def keys(self) -> Ints:
        """The keys of all that are found, in order."""
        return self._columns.key if self._found is None else self._columns.key[self._found]

    @property
    def undated(self) -> int:
        """How many the period leaves out for want of a date."""
        if "year" not in self._passed:
            return 0
        undated, others = self._columns.first > self._columns.last, self._without("year")
        return int((undated if others is None else undated & others).sum())

    def outdated(self) -> bool:
        """Whether the record has changed since."""
        from verbale.record.event_columns import event_version_of

        return event_version_of(self._connection) != self._columns.version

    def those_of(self, keys: Ints) -> Ints:
        """Those of some events, by their keys, that are found."""
        import numpy as np

        return keys[np.isin(keys, self.keys())]

    def facets(self, size: int) -> dict[str, tuple[Facet, ...]]:
        """The most frequent values of each field, at most so many and those filtered by; of the years all."""
        held: dict[str, tuple[Facet, ...]] | None = self._columns.kept.get((self._filters, size))
        if held is None:
            held = {name: tuple(self._facet(name, size)) for name in EVENT_FACETS}
            self._columns.kept.put((self._filters, size), held, 100 * sum(map(len, held.values())))
        return held

    def _facet(self, name: str, size: int) -> Iterator[Facet]:
        among = self._without(name)
        if name == "year":
            years = self._columns.years(among)
            yield from (Facet(f"{year:04}", years[year]) for year in sorted(years))
            return
        counts = self._columns.counts(name, among)
        asked = set(written(self._filters, name))
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        yield from (Facet(value, number) for at, (value, number) in enumerate(ranked) if at < size or value in asked)

    def _without(self, name: str | None) -> Bools | None:
        """Which rows pass all filters but one; None for all."""
        found: Bools | None = None
        for other, passed in self._passed.items():
            if other != name:
                found = passed if found is None else found & passed
        return found


def _passed(
    connection: sqlite3.Connection, columns: EventColumns, filters: EventFilters
) -> Iterator[tuple[str, Bools]]:
    """For each filter that is given which rows pass; the period is ``year``."""
    import numpy as np

    for name in (*columns.single, *columns.members):
        if values := written(filters, name):
            yield name, columns.has(name, values)
    if filters.article:
        query = "SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        ids = json.dumps(written(filters, "article"))
        yield "article", np.isin(columns.article, [row[0] for row in connection.execute(query, (ids,))])
    if filters.since or filters.until:
        passed = np.ones(len(columns), bool)
        if filters.since:
            passed &= columns.last >= _number(day_of(filters.since, first_day(filters.since)))
        if filters.until:
            passed &= columns.first <= _number(day_of(filters.until, last_day(filters.until)))
        yield "year", passed


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _events(connection: sqlite3.Connection, keys: Ints) -> tuple[RecordedEvent, ...]:
    """The events with these keys, in this order."""
    wanted = json.dumps(keys.tolist())
    found = select_events(connection, "f.key IN (SELECT value FROM json_each(?))", (wanted,))
    names = "SELECT e.key, a.id || '#' || e.id FROM events AS e JOIN articles AS a ON a.key = e.article"
    of_key = dict(map(tuple, connection.execute(f"{names} WHERE e.key IN (SELECT value FROM json_each(?))", (wanted,))))
    by_id = {one.id: one for one in found}
    return tuple(by_id[of_key[key]] for key in keys.tolist())
