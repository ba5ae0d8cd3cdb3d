"""What responses answer in other articles: which are to be asked again, and the choice among what the record holds.

Whether one item answers another is decided of the two alone, and of several the likeliest is chosen. So a response that
was settled is asked again of new items only, beside the one that it answers so far; and of all when that one is gone.
Articles that are added or removed only mark the responses that they concern (``items.stale``), so that many can be
added at one go.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from verbale.linking import exchanges
from verbale.linking.candidates import Asking, Candidate, Reading
from verbale.linking.items import Item, from_json
from verbale.linking.pool import Numbers, Pool

#: Days of a response beyond which they count as wide: few are, and they are looked through one by one.
_WIDE = 60
#: The values of ``items.stale``: to be asked of all that the record holds, or of the new prompts.
OF_ALL, OF_NEW = 1, 2
#: Responses that are settled at one go, in the order of their days: the candidates of all of them are in memory.
_BATCH = 4000


@lru_cache(maxsize=8192)
def parsed(data: str) -> Item:
    """The item of a row's JSON."""
    return from_json(json.loads(data))


def add_prompts(connection: sqlite3.Connection, keys: Sequence[int], prompts: Sequence[Item]) -> None:
    """Keep some items, with their rows' keys, as new prompts, and mark the settled responses that may answer them."""
    known = [(key, one) for key, one in zip(keys, prompts, strict=True) if one.day and one.alone]
    connection.executemany("INSERT INTO new_prompts VALUES (?)", [(key,) for key, _ in known])
    sides = {
        (code, role, str(one.day))
        for _, one in known
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
    _mark(connection, sorted(found), OF_NEW)


def remove_prompts(connection: sqlite3.Connection, article: int) -> None:
    """Mark the responses of other articles that answer an item of the article in row ``article``, which goes."""
    query = """SELECT DISTINCT x.response FROM items AS p JOIN exchanges AS x ON x.prompt = p.key
        JOIN items AS r ON r.key = x.response WHERE p.article = ? AND r.article <> p.article"""
    _mark(connection, [row[0] for row in connection.execute(query, (article,))], OF_ALL)


def _mark(connection: sqlite3.Connection, keys: Sequence[int], stale: int) -> None:
    """Mark some responses, by their keys, as no longer settled."""
    connection.executemany("UPDATE items SET stale = ? WHERE key = ?", [(stale, key) for key in keys])
    connection.executemany("DELETE FROM settled WHERE item = ?", [(key,) for key in keys])


def _later(day: str) -> date:
    at = date.fromisoformat(day)
    return at + timedelta(days=min(_WIDE, (date.max - at).days))


def settle(connection: sqlite3.Connection) -> None:
    """Choose what every stale response answers in other articles; inside a transaction."""
    query = """SELECT key, article, since, until, reading, data, stale,
            (SELECT x.prompt FROM exchanges AS x JOIN items AS p ON p.key = x.prompt
                WHERE x.response = items.key AND p.article <> items.article) AS linked
        FROM items WHERE stale ORDER BY until, key"""
    rows = connection.execute(query).fetchall()
    new = np.array([row[0] for row in connection.execute("SELECT item FROM new_prompts ORDER BY item")], np.int64)
    for stale, among in ((OF_ALL, None), (OF_NEW, new)):
        some = [row for row in rows if row["stale"] == stale]
        for start in range(0, len(some), _BATCH):
            batch = [(row, parsed(row["data"])) for row in some[start : start + _BATCH]]
            board = _Board(connection, [(row, response) for row, response in batch if row["since"] is not None], among)
            for row, response in batch:
                _settle(connection, board, row, response)
    connection.execute("UPDATE items SET stale = 0 WHERE stale")
    connection.execute("DELETE FROM new_prompts")


def _settle(connection: sqlite3.Connection, board: _Board, row: sqlite3.Row, response: Item) -> None:
    if row["since"] is None:
        return
    asking = _asking(connection, row, response)
    hopeful = board.hopeful(row, asking)
    # Where nothing new may be answered, all stays as it is.
    if hopeful or not board.new:
        if row["linked"] is not None:
            hopeful = board.hopeful(row, asking, linked=True) if board.new else hopeful
            connection.execute("DELETE FROM exchanges WHERE response = ? AND prompt = ?", (row["key"], row["linked"]))
        found = exchanges.chosen(asking, hopeful, board.item)
        if found:
            write_exchange(connection, found)
    wide = (date.fromisoformat(row["until"]) - date.fromisoformat(row["since"])).days > _WIDE
    asked = [(code, role, wide, row["until"], row["since"], row["key"]) for role, code in _sides(response)]
    connection.executemany("INSERT OR IGNORE INTO settled VALUES (?, ?, ?, ?, ?, ?)", asked)


def _sides(response: Item) -> list[tuple[str, str]]:
    """The roles and codes by which the possible prompts of a response are found."""
    return sorted({("actor", code) for code in response.targets} | {("target", code) for code in response.actors})


def _asking(connection: sqlite3.Connection, row: sqlite3.Row, response: Item) -> Asking:
    """A response with what was read of it; not yet settled, it answers only what its own article has."""
    own = """SELECT p.data FROM exchanges AS x JOIN items AS p ON p.key = x.prompt
        WHERE x.response = ? AND p.article = ? ORDER BY p.id"""
    answered = connection.execute(own, (row["key"], row["article"])).fetchone()
    return exchanges.asking(response, Reading.from_json(row["reading"]), parsed(answered["data"]) if answered else None)


class _Board:
    """The candidates of some responses. ``among``: in order, all that count beside those that are answered so far."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        responses: Sequence[tuple[sqlite3.Row, Item]],
        among: Numbers | None = None,
    ) -> None:
        self._connection = connection
        self.new = among is not None
        self._parties: dict[tuple[str, str], tuple[list[str], Numbers]] = {}
        spans: dict[tuple[str, str], tuple[str, str]] = {}
        for row, response in responses:
            for side in _sides(response):
                since, until = spans.get(side, (row["since"], row["until"]))
                spans[side] = min(since, row["since"]), max(until, row["until"])
        query = "SELECT day, item FROM item_parties WHERE role = ? AND code = ? AND day BETWEEN ? AND ? ORDER BY day"
        for side, span in spans.items():
            found = connection.execute(query, (*side, *span)).fetchall()
            days, keys = np.array([row[0] for row in found], np.str_), np.array([row[1] for row in found], np.int64)
            known = np.ones(len(keys), np.bool_) if among is None else np.isin(keys, among)
            self._parties[side] = days[known].tolist(), keys[known]
        wanted = [self._keys(row, response, linked=True) for row, response in responses]
        self._pool = Pool(list(self._load(np.unique(np.concatenate(wanted)) if wanted else np.zeros(0, np.int64))))

    def hopeful(self, row: sqlite3.Row, asking: Asking, *, linked: bool = False) -> tuple[tuple[float, int], ...]:
        """The candidates that a response may answer; with ``linked`` also the one that it answers so far."""
        keys = self._keys(row, asking.item, linked=linked)
        return self._pool.hopeful(asking, keys, row["article"], exchanges.ACROSS) if len(keys) else ()

    def _keys(self, row: sqlite3.Row, response: Item, *, linked: bool) -> Numbers:
        """The keys, in order, of the items that a response may answer by their parties and days."""
        found = [np.array([row["linked"]] if linked and row["linked"] is not None else [], np.int64)]
        for side in _sides(response):
            days, keys = self._parties[side]
            found.append(keys[bisect_left(days, row["since"]) : bisect_right(days, row["until"])])
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
