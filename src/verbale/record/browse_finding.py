"""What a query finds in the columns of a record: the rows in their order, and the facets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from verbale.record.browse import FACETS, Browse, Facet
from verbale.record.browse_blocks import MEMBERS
from verbale.record.browse_columns import Ints
from verbale.record.browse_filters import COLUMN, Tally, choose, events_of, filters_of
from verbale.record.browse_hits import Words
from verbale.record.browse_load import columns_of, version_of

#: How many statements of an actor are looked at for its fullest name.
_NAMED = 50


class Finding:
    """What a query finds. Raises ``ValueError`` for a malformed date. Inside a transaction, as long as it is used.

    ``as_search``: as :meth:`verbale.record.store.Record.search` does, which takes an outlet's name for part of any and
    ranks however many hold the words.
    """

    def __init__(self, connection: sqlite3.Connection, query: Browse, *, as_search: bool = False) -> None:
        columns = columns_of(connection)
        self._connection, self._columns, self._query = connection, columns, query
        self._filters = filters_of(connection, columns, query, whole_outlets=not as_search)
        self._words = Words(connection, columns, query.words, rank_all=as_search)
        self._chosen = choose(columns, self._words.hits.rows, self._filters)
        found = self._chosen.found()
        self._found = np.arange(len(columns), dtype=np.int32) if found is None else found
        self._tally = Tally(columns, found)

    @property
    def total(self) -> int:
        """How many rows are found."""
        return len(self._found)

    @property
    def exact(self) -> bool:
        """Whether all that hold the words were looked at."""
        return self._words.hits.exact

    @property
    def ranked(self) -> bool:
        """Whether the rows are in the order of how well the words match."""
        return self._query.order == "best" and self._words.rankable

    @property
    def undated(self) -> int:
        """How many are left out by the filter by date for want of a date."""
        return self._chosen.undated()

    def rows(self, start: int, stop: int) -> Ints:
        """The rows from one place to another in the order asked for."""
        if self.ranked:
            return self._words.best(self._found, stop)[start:]
        if self._query.order == "oldest":
            return self._oldest(stop)[start:]
        return self._found[start:stop]

    def keys(self, start: int = 0, stop: int | None = None) -> Ints:
        """The keys of the statements from one place to another in the order asked for."""
        return self._columns.single["key"][self.rows(start, self.total if stop is None else stop)]

    def outdated(self) -> bool:
        """Whether the record has changed since."""
        return version_of(self._connection) != self._columns.version

    def those_of(self, keys: Ints) -> Ints:
        """Those of some statements, by their keys, that are found."""
        return keys[np.isin(keys, self._columns.single["key"][self._found])]

    def facets(self, size: int) -> dict[str, tuple[Facet, ...]]:
        """The most frequent values of each field, at most so many and those filtered by; of the years all."""
        same = replace(self._query, page=1, size=1, order="newest")
        held: dict[str, tuple[Facet, ...]] | None = self._columns.kept.get(("facets", same, size))
        if held is None:
            held = {name: tuple(self._facet(name, size)) for name in FACETS}
            self._columns.kept.put(("facets", same, size), held, 100 * sum(map(len, held.values())))
        return held

    def _oldest(self, stop: int) -> Ints:
        """The first rows by date, the oldest first and those of one day as otherwise; undated ones last."""
        dates = self._columns.single["date"][self._found]
        dated = int(np.count_nonzero(dates))
        order = self._columns.days.order[dates[:dated]]
        # The rows stand newest first: the oldest are at the end, and a day is taken whole.
        first = int(np.searchsorted(order, order[dated - stop], "left")) if stop < dated else 0
        turned = np.argsort(-order[first:], kind="stable")
        undated = self._found[dated : dated + max(0, stop - dated)]
        return np.concatenate([self._found[first:dated][turned], undated])[:stop]

    def _facet(self, name: str, size: int) -> Iterator[Facet]:
        if name in ("type", "status"):
            yield from self._events(name, size)
            return
        column = COLUMN.get(name, name)
        tally = self._without(column)
        if name == "year":
            years = tally.years()
            yield from (Facet(f"{year:04}", years[year]) for year in sorted(years))
            return
        counts = tally.values(column)
        counts[0] = 0
        found = [Facet(self._value(column, code), int(counts[code])) for code in self._most(column, counts, size)]
        if name == "speaker":
            found = [replace(one, label=self._name_of(one.value)) for one in found]
        yield from sorted(found, key=lambda one: (-one.count, one.value))

    def _events(self, name: str, size: int) -> Iterator[Facet]:
        """The types or the statuses of events, each beside what the other is filtered by."""
        query, columns = self._query, self._columns
        split = [(value or " ").rpartition(" ")[:: 2 if name == "type" else -2] for value in columns.values["event"]]
        known = sorted({one for one, _ in split})
        place = {one: number for number, one in enumerate(known)}
        part = np.array([place[one] for one, _ in split], np.int64)
        others = events_of(columns, () if name == "type" else query.type, query.status if name == "type" else ())
        passing = np.zeros(len(split), bool)
        passing[others] = True
        counts = self._without("event").parts(passing, part, len(known))
        asked = {one.strip().upper() if name == "type" else one.strip() for one in getattr(query, name)}
        found = [Facet(known[code], int(counts[code])) for code in np.flatnonzero(counts).tolist()]
        found.sort(key=lambda one: (-one.count, one.value))
        yield from (one for number, one in enumerate(found) if number < size or one.value in asked)

    def _without(self, column: str) -> Tally:
        """What is found without the filter of a column."""
        if column in self._filters:
            return Tally(self._columns, self._chosen.found(without=column))
        return self._tally

    def _most(self, column: str, counts: Ints, size: int) -> list[int]:
        """The most frequent codes, and those filtered by unless they are more than ``size``."""
        codes = np.flatnonzero(counts)
        most = codes[np.lexsort((codes, -counts[codes]))][:size].tolist()
        asked = [np.flatnonzero(passing).tolist() for name, passing in self._filters.get(column, ()) if name == column]
        return list(dict.fromkeys(most + [code for some in asked if len(some) <= size for code in some]))

    def _value(self, column: str, code: int) -> str:
        values = self._columns.values.get(MEMBERS.get(column, column))
        if values is not None:
            return str(values[code])
        if code in self._columns.actors:
            return self._columns.actors[code]
        query = "SELECT value FROM browse_values WHERE field = ? AND code = ?"
        return str(self._connection.execute(query, (column, code)).fetchone()[0])

    def _name_of(self, actor: str) -> str:
        """The commonest of an actor's names in some of its statements, in full if it is ever; empty for none."""
        query = """SELECT name FROM (
                SELECT p.name FROM speakers AS p WHERE p.name IS NOT NULL
                AND p.id IN (SELECT ?1 UNION SELECT id FROM actor_links WHERE current = ?1) LIMIT ?2)
            GROUP BY name ORDER BY instr(name, ' ') > 0 DESC, COUNT(*) DESC, length(name) DESC, name LIMIT 1"""
        row = self._connection.execute(query, (actor, _NAMED)).fetchone()
        return str(row[0]) if row else ""
