"""What responses answer in other articles: which are to be asked again, and the choice among all that the record holds.

Articles that are added or removed only mark the responses that they may concern (``items.stale``), so that many can be
added at one go. How telling a word is depends on all candidates of a response; so every change among them counts.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from verbale.linking import exchanges
from verbale.linking.candidates import Candidate, Reading
from verbale.linking.items import Item, from_json
from verbale.linking.pool import Numbers, Pool

#: Days of a response beyond which they count as wide: few are, and they are looked through one by one.
_WIDE = 60
#: Responses that are settled at one go, in the order of their days: the candidates of all of them are in memory.
_BATCH = 4000


@lru_cache(maxsize=8192)
def parsed(data: str) -> Item:
    """The item of a row's JSON."""
    return from_json(json.loads(data))


def ask_again(connection: sqlite3.Connection, prompts: Iterable[Item]) -> None:
    """Mark the settled responses that may answer one of some items, which are added or removed."""
    sides = {
        (code, role, str(one.day))
        for one in prompts
        if one.day and one.alone
        for role, codes in (("actor", one.actors), ("target", one.targets))
        for code in codes
    }
    near = "SELECT item FROM settled WHERE code = ? AND role = ? AND wide = 0 AND until BETWEEN ? AND ? AND since <= ?"
    wide = "SELECT item FROM settled WHERE code = ? AND role = ? AND wide = 1 AND until >= ? AND since <= ?"
    found: set[int] = set()
    for code, role, day in sorted(sides):
        latest = str(_later(day))
        found.update(row[0] for row in connection.execute(near, (code, role, day, latest, day)))
        found.update(row[0] for row in connection.execute(wide, (code, role, day, day)))
    rows = [(key,) for key in sorted(found)]
    connection.executemany("UPDATE items SET stale = 1 WHERE key = ?", rows)
    connection.executemany("DELETE FROM settled WHERE item = ?", rows)


def _later(day: str) -> date:
    at = date.fromisoformat(day)
    return at + timedelta(days=min(_WIDE, (date.max - at).days))


def settle(connection: sqlite3.Connection) -> None:
    """Choose what every stale response answers in other articles; inside a transaction."""
    query = "SELECT key, article, since, until, reading, data FROM items WHERE stale ORDER BY until, key"
    rows = connection.execute(query).fetchall()
    for start in range(0, len(rows), _BATCH):
        batch = [(row, parsed(row["data"])) for row in rows[start : start + _BATCH]]
        board = _Board(connection, [(row, response) for row, response in batch if row["since"] is not None])
        for row, response in batch:
            _settle(connection, board, row, response)
    connection.execute("UPDATE items SET stale = 0 WHERE stale")


def _settle(connection: sqlite3.Connection, board: _Board, row: sqlite3.Row, response: Item) -> None:
    query = """DELETE FROM exchanges WHERE response = ? AND prompt IN (
        SELECT p.key FROM exchanges AS x JOIN items AS p ON p.key = x.prompt WHERE x.response = ? AND p.article <> ?)"""
    connection.execute(query, (row["key"], row["key"], row["article"]))
    if row["since"] is None:
        return
    found = _choose(connection, board, row, response)
    if found:
        write_exchange(connection, found)
    wide = (date.fromisoformat(row["until"]) - date.fromisoformat(row["since"])).days > _WIDE
    asked = [(code, role, wide, row["until"], row["since"], row["key"]) for role, code in _sides(response)]
    connection.executemany("INSERT OR IGNORE INTO settled VALUES (?, ?, ?, ?, ?, ?)", asked)


def _sides(response: Item) -> list[tuple[str, str]]:
    """The roles and codes by which the possible prompts of a response are found."""
    return sorted({("actor", code) for code in response.targets} | {("target", code) for code in response.actors})


def _choose(
    connection: sqlite3.Connection, board: _Board, row: sqlite3.Row, response: Item
) -> exchanges.Exchange | None:
    """What a response answers in other articles."""
    keys = board.keys(response, row["since"], row["until"])
    if not len(keys):
        return None
    own = "SELECT p.data FROM exchanges AS x JOIN items AS p ON p.key = x.prompt WHERE x.response = ? ORDER BY p.id"
    answered = connection.execute(own, (row["key"],)).fetchone()
    reading = Reading.from_json(row["reading"])
    asking = exchanges.asking(response, reading, parsed(answered["data"]) if answered else None)
    hopeful = board.pool.hopeful(asking, keys, row["article"], exchanges.ACROSS)
    return exchanges.chosen(asking, hopeful, board.item)


class _Board:
    """The candidates of some responses."""

    def __init__(self, connection: sqlite3.Connection, responses: Sequence[tuple[sqlite3.Row, Item]]) -> None:
        self._connection = connection
        self._parties: dict[tuple[str, str], tuple[list[str], Numbers]] = {}
        spans: dict[tuple[str, str], tuple[str, str]] = {}
        for row, response in responses:
            for side in _sides(response):
                since, until = spans.get(side, (row["since"], row["until"]))
                spans[side] = min(since, row["since"]), max(until, row["until"])
        query = "SELECT day, item FROM item_parties WHERE role = ? AND code = ? AND day BETWEEN ? AND ? ORDER BY day"
        for side, days in spans.items():
            rows = connection.execute(query, (*side, *days)).fetchall()
            self._parties[side] = [row[0] for row in rows], np.array([row[1] for row in rows], np.int64)
        found = [self.keys(response, row["since"], row["until"]) for row, response in responses]
        self.pool = Pool(list(self._load(np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64))))

    def keys(self, response: Item, since: str, until: str) -> Numbers:
        """The keys of the items that a response may answer by their parties and days, in order."""
        found = [np.zeros(0, np.int64)]
        for side in _sides(response):
            days, keys = self._parties[side]
            found.append(keys[bisect_left(days, since) : bisect_right(days, until)])
        return np.unique(np.concatenate(found))

    def item(self, key: int) -> Item:
        """The item of a key."""
        (data,) = self._connection.execute("SELECT data FROM items WHERE key = ?", (key,)).fetchone()
        return parsed(data)

    def _load(self, keys: Numbers) -> Iterator[Candidate]:
        """The items of some keys, but for those that are no prompts of their own."""
        query = """SELECT i.key, i.article, i.words, i.told, i.parties, i.what, i.topics
            FROM json_each(?) AS k JOIN items AS i ON i.key = k.value WHERE i.alone ORDER BY i.key"""
        for key, article, words, *others in self._connection.execute(query, (json.dumps(keys.tolist()),)):
            yield Candidate(key, article, frozenset(words.split()), *others)


def write_exchange(connection: sqlite3.Connection, found: exchanges.Exchange) -> None:
    """Keep what a response answers."""
    query = """INSERT OR REPLACE INTO exchanges SELECT r.key, p.key, ?, ?, ? FROM items AS r, items AS p
        WHERE r.id = ? AND p.id = ?"""
    connection.execute(query, (found.score, found.basis, found.reason, found.response, found.to))
