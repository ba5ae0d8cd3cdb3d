"""The columns of a record, made from its blocks and shared by all who look through it in one program.

They are made when they are first asked for. After a change of the record only the blocks written since are read, and
after a merge of actors none. Whoever asks holds a read transaction, so that the columns and all else that is asked in
it are of one moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from verbale.record.browse_blocks import MEMBERS, STATEMENT_COLUMNS
from verbale.record.browse_columns import NEVER, Bools, Columns, Days, Ints, Kept, Members, Version
from verbale.record.dates import first_day, last_day
from verbale.record.shared import Shared

#: Of the fields of ``browse_values``, those whose texts are kept in memory.
KEPT = ("kind", "act", "date", "outlet", "country", "topic", "event", "subtype")
_HELD: Shared[Columns, Version] = Shared()


def columns_of(connection: sqlite3.Connection) -> Columns:
    """The columns of a record as it is now, made or brought up to date where needed; inside a transaction."""
    return _HELD.of(connection, version_of(connection), _load)


def forget() -> None:
    """Drop the columns of all records; the next to look makes them anew."""
    _HELD.forget()


class _Fresh(NamedTuple):
    """What the blocks written since say: articles, and rows of statements and of members."""

    articles: Ints
    statements: Ints
    members: Ints


def version_of(connection: sqlite3.Connection) -> Version:
    """Which record this is, and as of when."""
    row = connection.execute(
        "SELECT record, stamp, (SELECT coalesce(max(key), 0) FROM actor_changes) FROM browse_state"
    ).fetchone()
    return Version(*row)


def _load(connection: sqlite3.Connection, version: Version, before: Columns | None) -> Columns:
    if before is not None and not version.follows(before.version):
        before = None
    fresh = _read(connection, before.version.stamp if before else -1)
    if before is not None:
        articles = np.union1d(before.articles, fresh.articles)
        if len(articles) != connection.execute("SELECT count(*) FROM browse_blocks").fetchone()[0]:
            return _load(connection, version, None)  # a block went without another in its place
        made = _merged(connection, before, fresh, articles) if fresh.articles.size else before
    else:
        made = _merged(connection, _EMPTY, fresh, np.sort(fresh.articles))
    return _as_merged(connection, version, made)


def _read(connection: sqlite3.Connection, since: int) -> _Fresh:
    def numbers(column: str, width: int) -> Ints:
        query = f"SELECT {column} FROM browse_blocks WHERE stamp > ? ORDER BY article"
        blob = b"".join(row[0] for row in connection.execute(query, (since,)))
        return np.frombuffer(blob, "<i4").astype(np.int32, copy=False).reshape(-1, width)

    articles = integers(connection, "SELECT article FROM browse_blocks WHERE stamp > ?", (since,))
    return _Fresh(articles, numbers("statements", len(STATEMENT_COLUMNS)), numbers("members", 3))


def integers(connection: sqlite3.Connection, query: str, parameters: Sequence[int] = ()) -> Ints:
    """The one column that a query selects."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain rows are made faster
    found = cursor.execute(query, parameters).fetchall()
    return np.array(found, np.int64).reshape(-1)


def _merged(connection: sqlite3.Connection, old: Columns, fresh: _Fresh, articles: Ints) -> Columns:
    """The old columns with the fresh blocks in the place of those of the same articles."""
    values = _values(connection)
    stay = ~np.isin(old.single["article"], fresh.articles)
    single = {
        name: narrow(np.concatenate([old.single[name][stay], fresh.statements[:, number]]))
        for number, name in enumerate(STATEMENT_COLUMNS)
    }
    members = _members(old, stay, fresh)
    days = _days(values["date"])
    order = np.argsort(_sort_keys(connection, single, days), kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    single = {name: column[order] for name, column in single.items()}
    sorted_members = {name: _sorted(place[one.rows], one.codes) for name, one in members.items()}
    return Columns(
        old.version,
        single,
        sorted_members,
        sorted_members["actor"],
        values,
        {},
        days,
        _rows_by_key(single["key"]),
        articles,
    )


def _members(old: Columns, stay: Bools, fresh: _Fresh) -> dict[str, Members]:
    """The members of old rows that stay and, after these, of the fresh ones; not sorted."""
    moved = np.cumsum(stay, dtype=np.int32) - 1
    keys = fresh.statements[:, 0]
    by_key = np.argsort(keys)
    out = {}
    for number, name in enumerate(MEMBERS):
        before = old.actors_found if name == "actor" else old.members[name]
        kept = stay[before.rows]
        own = fresh.members[fresh.members[:, 0] == number]
        rows = by_key[np.searchsorted(keys[by_key], own[:, 1])] + int(stay.sum())
        out[name] = Members(
            np.concatenate([moved[before.rows[kept]], rows.astype(np.int32)]),
            narrow(np.concatenate([before.codes[kept], own[:, 2]])),
        )
    return out


def _sorted(rows: Ints, codes: Ints) -> Members:
    order = np.argsort(rows, kind="stable")
    return Members(rows[order], codes[order])


def _sort_keys(connection: sqlite3.Connection, single: Mapping[str, Ints], days: Days) -> Ints:
    """Numbers that sort as a search does: by date, newest first, by the article's id, by the place in it."""
    keys = integers(connection, "SELECT key FROM articles ORDER BY id")
    rank = np.zeros(int(keys.max(initial=0)) + 1, np.int64)
    rank[keys] = np.arange(len(keys))
    position = single["position"].astype(np.int64)
    wide = int(position.max(initial=0)) + 1
    return (days.order[single["date"]].astype(np.int64) * len(keys) + rank[single["article"]]) * wide + position


def _values(connection: sqlite3.Connection) -> dict[str, list[str | None]]:
    out: dict[str, list[str | None]] = {}
    for field in KEPT:
        query = "SELECT value FROM browse_values WHERE field = ? ORDER BY code"
        out[field] = [None, *(row[0] for row in connection.execute(query, (field,)))]
    return out


def _days(dates: Sequence[str | None]) -> Days:
    newest = sorted((date for date in dates if date is not None), reverse=True)
    place = {date: number for number, date in enumerate(newest)}
    order = np.array([len(newest) if date is None else place[date] for date in dates], np.int32)
    days = np.array([first_and_last(date) for date in dates], np.int32)
    return Days(order, days[:, 0], days[:, 1])


@lru_cache(maxsize=1 << 16)
def first_and_last(date: str | None) -> tuple[int, int]:
    """The days that a date stands for, as YYYYMMDD; of none such as are outside of every range."""
    first, last = first_day(date), last_day(date)
    return int(first.replace("-", "")) if first else NEVER, int(last.replace("-", "")) if last else -NEVER


def _rows_by_key(keys: Ints) -> Ints:
    out = np.full(int(keys.max(initial=0)) + 1, -1, np.int32)
    out[keys] = np.arange(len(keys), dtype=np.int32)
    return out


def narrow(numbers: Ints) -> Ints:
    """The same in the smallest type that holds them; none is negative."""
    kind = np.min_scalar_type(int(numbers.max(initial=0)))
    return numbers.astype(kind if kind.itemsize < 4 else np.int32, copy=False)


def _as_merged(connection: sqlite3.Connection, version: Version, columns: Columns) -> Columns:
    """The columns with their actors under the ids that stand for them now."""
    query = """SELECT v.code, l.current, c.code FROM actor_links AS l
        JOIN browse_values AS v ON v.field = 'actor' AND v.value = l.id
        LEFT JOIN browse_values AS c ON c.field = 'actor' AND c.value = l.current"""
    links = connection.execute(query).fetchall()
    (last,) = connection.execute("SELECT coalesce(max(code), 0) FROM browse_values WHERE field = 'actor'").fetchone()
    new = dict.fromkeys(current for _, current, code in links if code is None)
    beyond = {current: last + 1 + number for number, current in enumerate(new)}
    actors = columns.actors_found
    if links:
        current = np.arange(last + 1, dtype=np.int32)
        for code, name, known in links:
            current[code] = beyond[name] if known is None else known
        codes = current[actors.codes]
        # Of a joint statement two speakers may be one now.
        pairs = np.unique(actors.rows.astype(np.int64) * (last + 1 + len(beyond)) + codes)
        rows, codes = np.divmod(pairs, last + 1 + len(beyond))
        actors = Members(rows.astype(np.int32), narrow(codes))
    names = {code: name for name, code in beyond.items()}
    members = {**columns.members, "actor": actors}
    codes_of = {**columns.single, **{name: one.codes for name, one in members.items()}}
    sizes = {name: int(codes.max(initial=0)) + 1 for name, codes in codes_of.items()}
    return replace(columns, version=version, members=members, actors=names, sizes=sizes, kept=Kept())


def _nothing() -> Columns:
    none = np.zeros(0, np.int32)
    members = {name: Members(none, none) for name in MEMBERS}
    days = Days(none, none, none)
    single = dict.fromkeys(STATEMENT_COLUMNS, none)
    return Columns(Version("", -1, 0), single, members, members["actor"], {}, {}, days, none, none)


_EMPTY = _nothing()
