"""Who speaks in a record and as what, as columns of numbers in memory: the actors are made of these at once.

What statements tell of their speakers (id, name, office, institution, country) is the same over and over; each such
telling is kept once, with how often it is told and its first and last day. About 10 MB for a million statements. They
are made when they are first asked for, and shared by all who ask in one program; after a change of the record only the
speakers of the articles written since are read, and those of whom something was decided. Whoever asks holds a read
transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from verbale.numbering import Numbering
from verbale.record.browse_columns import NEVER, Columns, Ints, Version
from verbale.record.browse_load import columns_of, first_and_last, integers, version_of
from verbale.record.shared import Shared

#: The speakers of statements as they were found, but for those of whose speaker something was decided.
FOUND = """SELECT p.statement, p.id, p.name, p.office, p.institution, p.country
    FROM json_each(?) AS j CROSS JOIN speakers AS p ON p.statement = j.value WHERE p.id IS NOT NULL"""
EFFECTIVE = """SELECT p.statement, p.id, p.name, p.office, p.institution, p.country
    FROM json_each(?) AS j CROSS JOIN speakers_effective AS p ON p.statement = j.value WHERE p.id IS NOT NULL"""
DECIDED = "SELECT DISTINCT statement FROM overrides WHERE field LIKE 'speaker#_%' ESCAPE '#'"
#: What is told as one text, which is made much faster than five.
_TOLD = "SELECT statement, json_array(id, name, office, institution, country) FROM {}"
_EVERY = _TOLD.format("speakers WHERE id IS NOT NULL")
_FOUND, _EFFECTIVE = _TOLD.format(f"({FOUND})"), _TOLD.format(f"({EFFECTIVE})")
#: How many rows are taken at a time.
_AT_ONCE = 10_000


class Telling(NamedTuple):
    """What a statement tells of a speaker who has an id."""

    id: str
    name: str | None
    office: str | None
    institution: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class CastColumns:
    """The speakers of the statements shown, a row each: the key of the statement, and a code of what it tells of one.

    ``tellings``: by their codes, and ``texts`` the same as JSON; ids are those before merges, but of decided statements
    those that hold now. ``by_id``: the codes of each id that are told. By code, ``numbers``: how many rows; ``days``:
    of the dates of its statements that have a beginning and an end, the one that begins first and the one that ends
    last, none where there are none.
    """

    version: Version
    statements: Ints
    codes: Ints
    texts: Sequence[str]
    tellings: Sequence[Telling]
    by_id: Mapping[str, Sequence[int]]
    numbers: Sequence[int]
    days: Sequence[tuple[str, ...]]


_HELD: Shared[CastColumns, Version] = Shared()


def cast_columns_of(connection: sqlite3.Connection) -> CastColumns:
    """The speakers of a record as it is now, made or brought up to date where needed; inside a transaction."""
    return _HELD.of(connection, version_of(connection), _load)


def held(connection: sqlite3.Connection) -> bool:
    """Whether the speakers of a record were made, be it of an earlier moment."""
    return _HELD.holds(connection)


def dated(date: str) -> bool:
    """Whether a date has a beginning and an end."""
    first, last = first_and_last(date)
    return first != NEVER and last != -NEVER


def forget() -> None:
    """Drop the speakers of all records; the next to ask reads them anew."""
    _HELD.forget()


def _load(connection: sqlite3.Connection, version: Version, before: CastColumns | None) -> CastColumns:
    columns = columns_of(connection)
    if before is not None and not version.follows(before.version):
        before = None
    decided = integers(connection, DECIDED)
    codes = Numbering(before.texts if before else ())
    parts = []
    if before is None:
        parts.append(_rows(connection.execute(_EVERY), codes))
    else:
        fresh = integers(connection, "SELECT article FROM browse_blocks WHERE stamp > ?", (before.version.stamp,))
        written = np.isin(columns.single["article"], fresh)
        at = columns.rows_of(before.statements)
        stay = at >= 0
        stay[stay] = ~written[at[stay]]
        parts.append((before.statements[stay], before.codes[stay]))
        parts.append(_rows_of(connection, _FOUND, columns.single["key"][written], codes))
    # What was decided of a speaker takes the place of what was found, under the id that holds now.
    parts = [(keys[alone], own[alone]) for keys, own in parts for alone in (~np.isin(keys, decided),)]
    parts.append(_rows_of(connection, _EFFECTIVE, decided, codes))
    statements, told = (np.concatenate(some) for some in zip(*parts, strict=True))
    shown = columns.rows_of(statements) >= 0
    return _counted(columns, version, (statements[shown], told[shown]), list(codes))


def _rows_of(connection: sqlite3.Connection, query: str, keys: Ints, codes: Numbering[str]) -> tuple[Ints, Ints]:
    """The rows of some statements."""
    return _rows(connection.execute(query, (json.dumps(keys.tolist()),)), codes)


def _rows(cursor: sqlite3.Cursor, codes: Numbering[str]) -> tuple[Ints, Ints]:
    """Keys of statements, and codes of what each tells, as JSON."""
    cursor.row_factory = None  # plain rows are made faster
    found = [(np.zeros(0, np.int32), np.zeros(0, np.int32))]
    while rows := cursor.fetchmany(_AT_ONCE):
        keys, told = zip(*rows, strict=True)
        found.append((np.array(keys, np.int32), np.array(codes.of(told), np.int32)))
    statements, own = (np.concatenate(some) for some in zip(*found, strict=True))
    return statements, own


def _counted(columns: Columns, version: Version, rows: tuple[Ints, Ints], texts: Sequence[str]) -> CastColumns:
    """The columns of some rows, all of statements that are shown."""
    statements, codes = rows
    tellings = [Telling(*json.loads(told)) for told in texts]
    numbers = np.bincount(codes, minlength=len(texts)).tolist()
    by_id = defaultdict[str, list[int]](list)
    for code, number in enumerate(numbers):
        if number:
            by_id[tellings[code].id].append(code)
    days = _first_and_last(columns, rows, len(texts))
    return CastColumns(version, statements, codes, texts, tellings, by_id, numbers, days)


def _first_and_last(columns: Columns, rows: tuple[Ints, Ints], size: int) -> list[tuple[str, ...]]:
    """For each code the date of its rows that begins first and the one that ends last."""
    statements, codes = rows
    texts, days = columns.values["date"], columns.days
    begins, ends = _order(days.first, texts), _order(days.last, texts)
    date = columns.single["date"][columns.rows_of(statements)]
    known = (days.first[date] != NEVER) & (days.last[date] != -NEVER)
    first, last = np.full(size, len(texts), np.int32), np.full(size, -1, np.int32)
    np.minimum.at(first, codes[known], begins[date[known]])
    np.maximum.at(last, codes[known], ends[date[known]])
    # Back from places in the order to dates.
    by_begin, by_end = np.argsort(begins).tolist(), np.argsort(ends).tolist()
    return [
        (str(texts[by_begin[one]]), str(texts[by_end[other]])) if other >= 0 else ()
        for one, other in zip(first.tolist(), last.tolist(), strict=True)
    ]


def _order(days: Ints, texts: Sequence[str | None]) -> Ints:
    """The place of each date by its day, and of those of one day by how it is written."""
    order = sorted(range(len(texts)), key=lambda code: (int(days[code]), texts[code] or ""))
    out = np.empty(len(texts), np.int32)
    out[order] = np.arange(len(texts), dtype=np.int32)
    return out
