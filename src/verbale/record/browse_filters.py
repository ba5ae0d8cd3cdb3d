"""Filters over the columns of a record: which rows pass, and how many of each value there are among them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from verbale.record.browse_columns import Bools, Columns, Ints
from verbale.record.dates import first_day, last_day
from verbale.record.search import day_of
from verbale.record.writing import storable

if TYPE_CHECKING:
    from verbale.record.browse import Browse

#: A facet's column, where it is called otherwise; it is also the filter that the facet takes the place of.
COLUMN = {"year": "date", "speaker": "actor"}
#: One more than the last year of a date, and room for the year after.
_YEARS = 10_001

#: A filter: columns, and for each code of a column whether it passes; a row passes by any of them.
Filter = tuple[tuple[str, Bools], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows that are looked at (``rows``, sorted; None for all), and for each filter which of them pass."""

    columns: Columns
    rows: Ints | None
    passed: Mapping[str, Bools]

    def found(self, without: str | None = None) -> Ints | None:
        """The rows, sorted, that pass all filters, but for one; None for all rows of the columns."""
        masks = [mask for name, mask in self.passed.items() if name != without]
        if not masks:
            return self.rows
        both = np.logical_and.reduce(masks) if len(masks) > 1 else masks[0]
        return np.flatnonzero(both) if self.rows is None else self.rows[both]

    def undated(self) -> int:
        """How many rows the filter by date leaves out for want of a date."""
        if "date" not in self.passed:
            return 0
        rows, dates = self.found(without="date"), self.columns.single["date"]
        return int(np.count_nonzero((dates if rows is None else dates[rows]) == 0))


def choose(columns: Columns, rows: Ints | None, filters: Mapping[str, Filter]) -> Chosen:
    """The filters as they apply to the rows."""
    return Chosen(columns, rows, {name: _passed(columns, rows, one) for name, one in filters.items()})


class Tally:
    """How many of some rows (sorted; None for all) have each code of a column."""

    def __init__(self, columns: Columns, rows: Ints | None) -> None:
        self._columns, self._rows = columns, rows

    @cached_property
    def _among(self) -> Bools:
        """For each row of the columns whether it is one of these."""
        out = np.zeros(len(self._columns), bool)
        out[self._rows] = True
        return out

    def values(self, name: str) -> Ints:
        """The counts by code."""
        columns, rows, size = self._columns, self._rows, self._columns.sizes[name]
        codes = columns.members[name].codes if name in columns.members else columns.single[name]
        if rows is None:
            held: Ints | None = columns.kept.get(("all", name))
            if held is None:
                held = np.bincount(codes, minlength=size)
                columns.kept.put(("all", name), held, held.nbytes)
            return held.copy()
        if name in columns.single:
            return np.bincount(codes[rows], minlength=size)
        members = columns.members[name]
        if _few(columns, rows):
            return np.bincount(members.among(rows)[1], minlength=size)
        among = np.take(self._among, members.rows)
        if 4 * len(rows) < len(columns):
            return np.bincount(codes[among], minlength=size)
        # To pick about half of a long column takes longer than to count all of it.
        return np.bincount(codes, among, size).astype(np.int64)

    def parts(self, passing: Bools, part: Ints, size: int) -> Ints:
        """How many rows have an event whose code passes, by the part of it that ``part`` gives for each code."""
        members = self._columns.members["event"]
        rows, codes = members.rows, members.codes
        if self._rows is not None and _few(self._columns, self._rows):
            rows, codes = members.among(self._rows)
        elif self._rows is not None:
            among = np.take(self._among, rows)
            rows, codes = rows[among], codes[among]
        wanted = passing[codes]
        rows, values = rows[wanted], part[codes[wanted]]
        again = np.flatnonzero(rows[1:] == rows[:-1])
        if not len(again):
            return np.bincount(values, minlength=size)
        # Of rows with several events each part counts once.
        several = np.zeros(len(rows), bool)
        several[again] = several[again + 1] = True
        pairs = np.unique(rows[several].astype(np.int64) * size + values[several])
        return np.bincount(values[~several], minlength=size) + np.bincount(pairs % size, minlength=size)

    def years(self) -> dict[int, int]:
        """How many stand, wholly or in part, in each year."""
        counts, days = self.values("date"), self._columns.days
        first, last = days.first[: len(counts)] // 10_000, days.last[: len(counts)] // 10_000
        dated = (counts > 0) & (first <= last)
        begun = np.bincount(first[dated], counts[dated], _YEARS)
        ended = np.bincount(last[dated] + 1, counts[dated], _YEARS)
        inside = np.cumsum(begun - ended).round().astype(int)
        return {year: int(inside[year]) for year in np.flatnonzero(inside).tolist()}


def filters_of(
    connection: sqlite3.Connection, columns: Columns, query: Browse, *, whole_outlets: bool
) -> dict[str, Filter]:
    """The filters of a query, by name. Raises ``ValueError`` for a malformed date.

    ``whole_outlets``: what is an outlet's whole name is not taken for part of another's.
    """
    look = _Lookup(connection, columns)
    out: dict[str, Filter] = {}
    if speakers := _stripped(query.speaker):
        named = look.codes("names", "instr(value, fold(?)) > 0", speakers)
        out["speaker"] = (
            ("names", look.passing("names", named)),
            ("actor", look.passing("actor", look.actors(speakers))),
        )
    if actors := _stripped(query.actor):
        out["actor"] = (("actor", look.passing("actor", look.actors(actors))),)
    for name, field, given in (
        ("country", "country", query.country),
        ("about", "country", query.about),
        ("act", "act", query.act),
        ("kind", "kind", query.kind),
        ("topic", "topic", query.topic),
    ):
        if given:
            equal = "value = upper(?)" if field == "country" else "value = ?"
            out[name] = ((name, look.passing(name, look.codes(field, equal, given))),)
    if outlets := _stripped(query.outlet):
        out["outlet"] = (("outlet", look.passing("outlet", look.outlets(outlets, whole=whole_outlets))),)
    if query.type or query.status:
        out["event"] = (("event", look.passing("event", events_of(columns, query.type, query.status))),)
    if query.subtype:
        codes = look.codes("subtype", "value = lower(?)", (one.strip() for one in query.subtype))
        out["subtype"] = (("subtype", look.passing("subtype", codes)),)
    if query.since or query.until:
        out["date"] = (("date", _dates(columns, query)),)
    return out


class _Lookup:
    """From the values of filters to codes."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns) -> None:
        self._connection, self._columns = connection, columns

    def passing(self, column: str, codes: Iterable[int]) -> Bools:
        """For each code of a column whether it is one of these."""
        out = np.zeros(self._columns.sizes[column], bool)
        out[[code for code in codes if code < len(out)]] = True
        return out

    def codes(self, field: str, condition: str, given: Iterable[str]) -> list[int]:
        """The codes of a field's values that satisfy an SQL condition for one of those given."""
        query = f"SELECT code FROM browse_values WHERE field = ? AND {condition}"
        return [row[0] for one in given for row in self._connection.execute(query, (field, storable(one)))]

    def actors(self, given: Iterable[str]) -> list[int]:
        """The codes of the actors that these ids stand for now."""
        codes: list[int] = []
        for one in given:
            actor = self._current(storable(one))
            codes += self.codes("actor", "value = ?", [actor])
            codes += [code for code, name in self._columns.actors.items() if name == actor]
        return codes

    def _current(self, actor: str) -> str:
        row = self._connection.execute("SELECT current FROM actor_links WHERE id = ?", (actor,)).fetchone()
        return str(row[0]) if row else actor

    def outlets(self, given: Iterable[str], *, whole: bool) -> list[int]:
        """The codes of the outlets of these names (``whole``), or else of those in whose names they are a part."""
        shown = Tally(self._columns, None).values("outlet")
        codes: list[int] = []
        for one in given:
            named = self.codes("outlet", "value = ?", [one]) if whole else []
            codes += [code for code in named if code < len(shown) and shown[code]] or self.codes(
                "outlet", "instr(fold(value), fold(?)) > 0", [one]
            )
        return codes


def _stripped(given: Iterable[str]) -> list[str]:
    return [one.strip() for one in given]


def events_of(columns: Columns, types: Iterable[str], statuses: Iterable[str]) -> list[int]:
    """The codes of the events of one of the types and of one of the statuses, none for any."""
    types = {one.strip().upper() for one in types}
    states = {one.strip() for one in statuses}
    out = []
    for code, value in enumerate(columns.values["event"]):
        type_, _, status = (value or "").rpartition(" ")
        if value and (not types or type_ in types) and (not states or status in states):
            out.append(code)
    return out


def _dates(columns: Columns, query: Browse) -> Bools:
    days = columns.days
    out = np.ones(len(days.order), bool)
    if query.since:
        out &= days.last >= _number(day_of(query.since, first_day(query.since)))
    if query.until:
        out &= days.first <= _number(day_of(query.until, last_day(query.until)))
    return out


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _few(columns: Columns, rows: Ints) -> bool:
    """Whether to go through the rows one by one is quicker than to go through the column."""
    return len(rows) * 16 < len(columns)


def _passed(columns: Columns, rows: Ints | None, parts: Filter) -> Bools:
    out: Bools | None = None
    for name, passing in parts:
        one = _one_passed(columns, rows, name, passing)
        out = one if out is None else out | one
    assert out is not None
    return out


def _one_passed(columns: Columns, rows: Ints | None, name: str, passing: Bools) -> Bools:
    if name in columns.single:
        codes = columns.single[name]
        return passing[codes if rows is None else codes[rows]]
    members = columns.members[name]
    if rows is not None and _few(columns, rows):
        places, codes = members.among(rows)
        out = np.zeros(len(rows), bool)
        out[places[passing[codes]]] = True
        return out
    every = np.zeros(len(columns), bool)
    every[members.rows[passing[members.codes]]] = True
    return every if rows is None else every[rows]
