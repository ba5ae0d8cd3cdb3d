"""The actors of a record, from the columns by which it is looked through: only those that are asked for are read."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from verbale.record.browse_columns import Columns, Ints, distinct
from verbale.record.browse_load import columns_of, first_and_last
from verbale.record.cast_columns import DECIDED, EFFECTIVE, FOUND, CastColumns, Telling, cast_columns_of, dated, held
from verbale.record.database import fold
from verbale.record.model import OfficeSeen, RecordedActor
from verbale.record.writing import storable

#: So many actors are read at first, and later at most at a time: the first ones have the most statements.
_FIRST, _AT_ONCE = 4, 64
#: Actors are read statement by statement up to one in so many of all; beyond, what all statements tell is made at once.
_SHARE = 8


class Cast:
    """The actors as they are now; inside a transaction, as long as it is used."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns: Columns = columns_of(connection)
        counts = np.bincount(self._columns.members["actor"].codes, minlength=1)
        counts[0] = 0
        self._counts: Ints = counts
        self._looked = 0
        self._told: CastColumns | None = None

    def found(self, query: str = "", codes: Ints | None = None) -> Iterator[RecordedActor]:
        """Those whose id, name, office or country holds ``query``, case and accents aside; most statements first.

        ``codes``: only these. They are read as they are taken.
        """
        wanted = fold(query.strip())
        ordered = self._ordered(self._may_hold(wanted) if wanted else codes)
        start, size = 0, _FIRST
        while start < len(ordered):
            for one in self._read(ordered[start : start + size]):
                if not wanted or any(wanted in fold(word) for word in _words(one)):
                    yield one
            start, size = start + size, min(2 * size, _AT_ONCE)

    def every(self) -> list[RecordedActor]:
        """All of them, most statements first."""
        return self._read(self._ordered(None))

    def named(self, ids: Iterable[str]) -> list[RecordedActor]:
        """Those of some current ids that speak, most statements first."""
        wanted = {storable(one) for one in ids}
        known = (code for code, name in self._ids.items() if name in wanted and code < len(self._counts))
        codes = np.array(list(known), np.int64)
        return self._read(self._ordered(codes))

    def statements_of(self, actor: str) -> list[int]:
        """The keys of the statements of a current id."""
        known = storable(actor)
        codes = [code for code, name in self._ids.items() if name == known]
        own = self._columns.members["actor"]
        rows = own.rows[np.isin(own.codes, codes)]
        return [int(key) for key in self._columns.single["key"][rows]]

    def speaking_for(self, country: str) -> Ints:
        """The codes of all who speak in a statement of a country's."""
        values = self._columns.values["country"]
        code = values.index(country) if country in values else -1
        members = self._columns.members["country"]
        return self._codes_in(members.rows[members.codes == code])

    @cached_property
    def _ids(self) -> dict[int, str]:
        rows = self._connection.execute("SELECT code, value FROM browse_values WHERE field = 'actor'")
        return {**{int(code): str(value) for code, value in rows}, **self._columns.actors}

    @cached_property
    def _merged(self) -> dict[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for row in self._connection.execute("SELECT id, current FROM actor_links ORDER BY id"):
            found[row["current"]].append(row["id"])
        return found

    def _ordered(self, codes: Ints | None) -> list[int]:
        """Codes that speak, most statements first, then by id."""
        chosen = np.flatnonzero(self._counts) if codes is None else codes[self._counts[codes] > 0]
        ids, counts = self._ids, self._counts
        return sorted(chosen.tolist(), key=lambda code: (-int(counts[code]), ids[code]))

    def _codes_in(self, rows: Ints) -> Ints:
        """The codes of all who speak in some rows."""
        return np.flatnonzero(np.bincount(self._columns.members["actor"].within(rows, len(self._columns)).codes))

    def _may_hold(self, wanted: str) -> Ints:
        """The codes of all that may hold some words: by their ids, and by the statements that they make with others."""
        columns, found = self._columns, [np.zeros(0, np.int64)]
        leading = {name for name, others in self._merged.items() if any(wanted in fold(other) for other in others)}
        by_id = [code for code, name in self._ids.items() if wanted in fold(name) or name in leading]
        found.append(np.array([code for code in by_id if code < len(self._counts)], np.int64))
        query = "SELECT code FROM browse_values WHERE field = 'names' AND instr(value, ?) > 0"
        names = [row[0] for row in self._connection.execute(query, (wanted,))]
        found.append(self._codes_in(np.flatnonzero(np.isin(columns.single["names"], names))))
        codes = [code for code, value in enumerate(columns.values["country"]) if value and wanted in fold(value)]
        members = columns.members["country"]
        found.append(self._codes_in(members.rows[np.isin(members.codes, codes)]))
        return np.unique(np.concatenate(found))

    def _read(self, codes: Sequence[int]) -> list[RecordedActor]:
        """The actors of some codes, in their order."""
        self._looked += int(self._counts[codes].sum()) if codes else 0
        if self._told is None and (held(self._connection) or self._looked * _SHARE > len(self._columns)):
            self._told = cast_columns_of(self._connection)
        seen = self._one_by_one(codes) if self._told is None else self._at_once(self._told, codes)
        return [
            one.actor(self._ids[code], self._merged.get(self._ids[code], ()), int(self._counts[code]))
            for code, one in zip(codes, seen, strict=True)
        ]

    def _at_once(self, told: CastColumns, codes: Sequence[int]) -> Iterator[_Seen]:
        """What all statements together tell of the actors of some codes."""
        for actor in map(self._ids.__getitem__, codes):
            seen = _Seen()
            for name in (actor, *self._merged.get(actor, ())):
                for code in told.by_id.get(name, ()):
                    seen.add(told.tellings[code], told.days[code], told.numbers[code])
            yield seen

    def _one_by_one(self, codes: Sequence[int]) -> Iterable[_Seen]:
        """The same, statement by statement."""
        columns, ids = self._columns, self._ids
        own = columns.members["actor"]
        rows = distinct(own.rows[np.isin(own.codes, codes)])
        keys, dates = columns.single["key"][rows].tolist(), columns.values["date"]
        days = dict(zip(keys, (dates[code] for code in columns.single["date"][rows].tolist()), strict=True))
        seen = {ids[code]: _Seen() for code in codes}
        current = {old: new for new, others in self._merged.items() for old in others}
        decided = {row[0] for row in self._connection.execute(DECIDED)} & days.keys()
        for query, some in ((FOUND, [key for key in keys if key not in decided]), (EFFECTIVE, sorted(decided))):
            cursor = self._connection.cursor()
            cursor.row_factory = None  # plain rows are made faster
            for key, *told in cursor.execute(query, (json.dumps(some),)):
                telling, date = Telling(*told), days[key]
                if (one := seen.get(current.get(telling.id, telling.id))) is not None:
                    one.add(telling, () if date is None else (date,))
        return seen.values()


@dataclass(slots=True)
class _Seen:
    """What statements tell of one actor."""

    names: Counter[str] = field(default_factory=Counter)
    institutions: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    offices: dict[str, set[str]] = field(default_factory=dict)

    def add(self, told: Telling, dates: Iterable[str], times: int = 1) -> None:
        """Count what is told of it so many times; ``dates``: of the statements, at least the first and the last."""
        for value, counter in (
            (told.name, self.names),
            (told.institution, self.institutions),
            (told.country, self.countries),
        ):
            if value:
                counter[value] += times
        if told.office:
            self.offices.setdefault(told.office, set()).update(dates)

    def actor(self, actor: str, merged: Iterable[str], statements: int) -> RecordedActor:
        """The actor of this id, which makes so many statements."""
        offices = [_office(office, dates) for office, dates in self.offices.items()]
        return RecordedActor(
            id=actor,
            names=tuple(_frequent(self.names)),
            offices=tuple(sorted(offices, key=lambda one: (first_and_last(one.first)[0], one.office))),
            institution=next(iter(_frequent(self.institutions)), None),
            country=next(iter(_frequent(self.countries)), None),
            statements=statements,
            merged=tuple(merged),
        )


def _office(office: str, found: Iterable[str]) -> OfficeSeen:
    dates = [date for date in found if dated(date)]
    if not dates:
        return OfficeSeen(office, None, None)
    first = min(dates, key=lambda date: (first_and_last(date)[0], date))
    last = max(dates, key=lambda date: (first_and_last(date)[1], date))
    return OfficeSeen(office, first.partition("/")[0], last.rpartition("/")[2])


def _frequent(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda one: (-counted[one], one))


def _words(actor: RecordedActor) -> tuple[str, ...]:
    offices = (one.office for one in actor.offices)
    return (actor.id, *actor.merged, *actor.names, *offices, actor.country or "")
