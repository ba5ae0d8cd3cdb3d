"""Threads: what is joined by answers, over a whole record, and who answers whom between two states.

A thread is all that is joined by exchanges, reports of one utterance or event being one. Only numbers of items are
held, so that the threads of a large record are known without reading what is said in them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
_NAMES = """EXISTS (SELECT 1 FROM json_each({0}.data, '$.actors') WHERE value = :{1})
    OR EXISTS (SELECT 1 FROM json_each({0}.data, '$.targets') WHERE value = :{1})"""
#: Exchanges of the items of a code; an undated item has no parties but in its data.
_OF = f"""WITH own (item) AS (
        SELECT item FROM item_parties WHERE code = :one
        UNION SELECT i.key FROM items AS i INDEXED BY items_undated WHERE i.day IS NULL
            AND (EXISTS (SELECT 1 FROM exchanges AS x WHERE x.response = i.key)
                OR EXISTS (SELECT 1 FROM exchanges AS x WHERE x.prompt = i.key))
            AND ({_NAMES.format("i", "one")})),
    found (response, prompt) AS (
        SELECT x.response, x.prompt FROM own CROSS JOIN exchanges AS x ON x.response = own.item
        UNION SELECT x.response, x.prompt FROM own CROSS JOIN exchanges AS x ON x.prompt = own.item)"""
_ALL = "WITH found (response, prompt) AS (SELECT response, prompt FROM exchanges)"
#: That another code takes part on either side.
_ALSO = f"""(EXISTS (SELECT 1 FROM item_parties AS t WHERE t.item IN (found.response, found.prompt) AND t.code = :other)
    OR (r.day IS NULL AND ({_NAMES.format("r", "other")})) OR (p.day IS NULL AND ({_NAMES.format("p", "other")})))"""
_DAYS = "(:since IS NULL OR r.day >= :since) AND (:until IS NULL OR r.day <= :until)"
_ENDS = """FROM found CROSS JOIN items AS r ON r.key = found.response CROSS JOIN items AS p ON p.key = found.prompt
    WHERE"""
_ROWS = """SELECT r.data AS response, p.data AS prompt, x.score, x.basis, x.reason FROM json_each(?) AS k
    CROSS JOIN exchanges AS x ON x.response = json_extract(k.value, '$[0]') AND x.prompt = json_extract(k.value, '$[1]')
    CROSS JOIN items AS r ON r.key = x.response CROSS JOIN items AS p ON p.key = x.prompt ORDER BY k.key"""


@dataclass(frozen=True, slots=True)
class Some:
    """Which exchanges: ``limit`` of them after the first ``start``, in order of time or ``newest`` first.

    ``since``, ``until``: the first and last day (``YYYY-MM-DD``) of the response, None for any; undated ones come last,
    and do not count where a day is given.
    """

    limit: int = 20
    start: int = 0
    since: str | None = None
    until: str | None = None
    newest: bool = False


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


def links_behind(record: Record) -> bool:
    """Whether articles were added since it was last worked out what answers what."""
    with database.errors(record.path):
        return record._connection.execute("SELECT 1 FROM items WHERE stale LIMIT 1").fetchone() is not None


def exchanges_of(
    record: Record, between: Sequence[str] = (), some: Some | None = None
) -> tuple[tuple[RecordedExchange, ...], int]:
    """Some of the exchanges in which each of ``between``, two codes at most, takes part; and how many there are."""
    some = some or Some()
    codes = sorted(set(between))
    with database.errors(record.path):
        connection = record._connection
        if len(codes) > 1:
            codes = list(links.by_number(connection, *codes))
        given = dict(zip(("one", "other"), codes, strict=False)) | {"since": some.since, "until": some.until}
        source = f"{_OF if codes else _ALL} SELECT {{}} {_ENDS} {_DAYS}" + (f" AND {_ALSO}" if len(codes) > 1 else "")
        (total,) = connection.execute(source.format("count(*)"), given).fetchone()
        order = f"r.day IS NULL, r.day{' DESC' if some.newest else ''}, r.id, p.id LIMIT :limit OFFSET :start"
        page = f"{source.format('found.response, found.prompt')} ORDER BY {order}"
        keys = connection.execute(page, given | {"limit": some.limit, "start": some.start}).fetchall()
        rows = connection.execute(_ROWS, (json.dumps([list(one) for one in keys]),))
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
