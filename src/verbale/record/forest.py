"""Threads: what is joined by answers, over a whole record, and who answers whom between two states.

A thread is all that is joined by exchanges, reports of one utterance or event being one. Only numbers of items are
held, so that the threads of a large record are known without reading what is said in them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.linking.items import from_json
from verbale.record import database, links
from verbale.record.threads import RecordedExchange

if TYPE_CHECKING:
    from verbale.record.store import Record

#: So many of a thread are named at once.
OPENING = 6
_LINKS = "SELECT response, prompt FROM exchanges"
_ITEMS = """SELECT key, id, day FROM items
    WHERE key IN (SELECT response FROM exchanges UNION SELECT prompt FROM exchanges)"""
_PARTIES = "SELECT DISTINCT code FROM item_parties WHERE item = ?"
#: Exchanges of which each of two codes takes part on either side, the newest first.
_BETWEEN = """SELECT r.data AS response, p.data AS prompt, x.score, x.basis, x.reason FROM exchanges AS x
    JOIN items AS r ON r.key = x.response JOIN items AS p ON p.key = x.prompt
    WHERE EXISTS (SELECT 1 FROM item_parties AS t WHERE t.item IN (x.response, x.prompt) AND t.code = :one)
        AND EXISTS (SELECT 1 FROM item_parties AS t WHERE t.item IN (x.response, x.prompt) AND t.code = :other)
        AND (:since IS NULL OR r.day >= :since) AND (:until IS NULL OR r.day <= :until)"""


@dataclass(frozen=True, slots=True)
class ThreadSeen:
    """A thread at a glance.

    ``opening``: ids of its earliest items, :data:`OPENING` at most, each of another utterance or event; ``size``: how
    many of these it joins, two at least; ``first``, ``last``: its days (``YYYY-MM-DD``), None where all are undated;
    ``codes``: of everybody who takes part.
    """

    opening: tuple[str, ...]
    size: int
    first: str | None
    last: str | None
    codes: frozenset[str]

    @property
    def start(self) -> str:
        """The id of its earliest item, which stands for it."""
        return self.opening[0]


def threads_seen(record: Record) -> tuple[ThreadSeen, ...]:
    """All threads, those with the newest answers first, undated ones last; as the record was last settled."""
    with database.errors(record.path):
        connection = record._connection
        items = {row["key"]: (row["id"], row["day"]) for row in connection.execute(_ITEMS)}
        stands_for = links.groups(connection)
        joined = _Joined()
        nodes = {key: stands_for.get(name, name) for key, (name, _) in items.items()}
        for response, prompt in connection.execute(_LINKS):
            joined.join(nodes[response], nodes[prompt])
        members = defaultdict[str, list[int]](list)
        for key, node in nodes.items():
            members[joined.root(node)].append(key)
        seen = [_seen(connection, keys, items, nodes) for keys in members.values()]
    seen = [one for one in seen if one.size > 1]
    seen.sort(key=lambda one: one.start)
    return tuple(sorted(seen, key=lambda one: one.last or "", reverse=True))


def exchanges_between(
    record: Record, pair: tuple[str, str], days: tuple[str | None, str | None] = (None, None), limit: int = 20
) -> tuple[tuple[RecordedExchange, ...], int]:
    """The exchanges in which both codes take part, the newest first, and how many there are in all.

    ``days``: the first and last (``YYYY-MM-DD``) of the response, None for any; undated ones then do not count.
    """
    given = dict(zip(("one", "other", "since", "until"), (*pair, *days), strict=True))
    with database.errors(record.path):
        connection = record._connection
        (total,) = connection.execute(f"SELECT count(*) FROM ({_BETWEEN})", given).fetchone()
        order = "ORDER BY r.day IS NULL, r.day DESC, r.id, p.id LIMIT :limit"
        rows = connection.execute(f"{_BETWEEN} {order}", {**given, "limit": limit})
        return tuple(_exchange(row) for row in rows), total


def _seen(
    connection: sqlite3.Connection,
    keys: Iterable[int],
    items: Mapping[int, tuple[str, str | None]],
    nodes: Mapping[int, str],
) -> ThreadSeen:
    ordered = sorted(keys, key=lambda key: (items[key][1] is None, items[key][1] or "", items[key][0]))
    days = [day for key in ordered if (day := items[key][1])]
    earliest: dict[str, int] = {}
    for key in ordered:
        earliest.setdefault(nodes[key], key)
    codes = frozenset(row["code"] for key in ordered for row in connection.execute(_PARTIES, (key,)))
    return ThreadSeen(
        opening=tuple(items[key][0] for key in list(earliest.values())[:OPENING]),
        size=len(earliest),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        codes=codes,
    )


def _exchange(row: sqlite3.Row) -> RecordedExchange:
    response, prompt = (from_json(json.loads(row[name])) for name in ("response", "prompt"))
    return RecordedExchange(response, prompt, row["score"], row["basis"], row["reason"])


class _Joined:
    """Names that belong together; of joined ones one stands for all."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The one that stands for ``name``."""
        path = []
        while (above := self._above.get(name, name)) != name:
            path.append(name)
            name = above
        self._above.update(dict.fromkeys(path, name))
        return name

    def join(self, one: str, other: str) -> None:
        """Make two one."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first
