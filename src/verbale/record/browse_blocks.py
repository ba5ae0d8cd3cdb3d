"""What :mod:`verbale.record.browse` needs of each statement, kept as numbers: a block for every article.

A block is derived from what was found and decided, and written whenever either is; it holds everything that filters
and facets go by but the words, which have their own index, and the merges of actors, which are applied when it is
read. It is in the file so that a program that starts has not to go through all tables first.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from verbale.record.database import fold

#: The columns of ``browse_blocks.statements``; those from ``kind`` on are codes of ``browse_values``.
STATEMENT_COLUMNS = ("key", "article", "position", "kind", "act", "date", "outlet", "names")
#: The fields of which a statement may have several values, in the order of their numbers in ``browse_blocks.members``,
#: and the field of ``browse_values`` that holds the values.
MEMBERS = {
    "country": "country",
    "about": "country",
    "topic": "topic",
    "actor": "actor",
    "event": "event",
    "subtype": "subtype",
}
#: Stands between the names of a statement's speakers, as in a search.
_BETWEEN = " · "
_AT_ONCE = 200

_STATEMENTS = """SELECT f.key, f.article, f.id, f.position, f.kind, f.act, coalesce(f.date, a.published_date) AS date,
        a.outlet, f.speaker_name AS name, f.speaker_office AS office, f.speaker_institution AS institution,
        f.speaker_country AS country, f.topics, f.decided
    FROM json_each(?) AS wanted CROSS JOIN articles AS a ON a.key = wanted.value
    JOIN statements_effective AS f ON f.article = a.key
    WHERE NOT f.hidden"""
_OWN = "FROM json_each(?) AS wanted CROSS JOIN statements AS s ON s.article = wanted.value"
_SPEAKERS = f"""SELECT p.statement, p.position, p.id, p.name, p.office, p.institution, p.country {_OWN}
    JOIN speakers AS p ON p.statement = s.key ORDER BY p.statement, p.position"""
_ABOUT = f"SELECT b.statement, b.country {_OWN} JOIN statement_about AS b ON b.statement = s.key"
_GIVEN = f"SELECT o.statement, o.value {_OWN} JOIN overrides AS o ON o.statement = s.key AND o.field = 'speaker_id'"
_EVENTS = """SELECT s.key AS statement, e.type, e.status
    FROM json_each(?) AS wanted CROSS JOIN events_effective AS e ON e.article = wanted.value
    JOIN statements AS s ON s.article = e.article AND s.id = e.statement
    WHERE NOT e.hidden"""
#: The words of a statement, its source and cue included, and the evidence of an event are the same or overlap.
_PRACTICES = """SELECT DISTINCT s.key AS statement, e.subtype
    FROM json_each(?) AS wanted CROSS JOIN events_effective AS e ON e.article = wanted.value
    CROSS JOIN statements AS s ON s.article = e.article
    WHERE e.subtype IS NOT NULL AND NOT e.hidden AND (s.id = e.statement OR EXISTS (
        SELECT 1 FROM event_evidence AS v CROSS JOIN evidence AS w ON w.statement = s.key
        WHERE v.event = e.key AND w.role <> 'prompted_by' AND w.start < v."end" AND w."end" > v.start))"""

_Members = defaultdict[int, set[tuple[str, str]]]


def event_value(type_: str, status: str) -> str:
    """How ``browse_values`` names an event of a type and a status."""
    return f"{type_} {status}"


def fill(connection: sqlite3.Connection) -> None:
    """Write the blocks of all articles that have none; inside a transaction."""
    query = "SELECT key FROM articles EXCEPT SELECT article FROM browse_blocks"
    write_blocks(connection, [row[0] for row in connection.execute(query).fetchall()])


def write_blocks(connection: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Write the blocks of articles, by their keys, anew; inside a transaction."""
    codes = _Codes(connection)
    keys = iter(articles)
    while some := list(islice(keys, _AT_ONCE)):
        _write(connection, some, codes)


class _Codes:
    """The numbers of texts, given where a text has none yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], int] = {}

    def __call__(self, field: str, value: str | None) -> int:
        """The code of a value; 0 for none."""
        if value is None:
            return 0
        code = self._known.get((field, value))
        if code is None:
            code = self._known[field, value] = self._find(field, value)
        return code

    def _find(self, field: str, value: str) -> int:
        find = "SELECT code FROM browse_values WHERE field = ? AND value = ?"
        row = self._connection.execute(find, (field, value)).fetchone()
        if row is None:
            add = """INSERT INTO browse_values (field, value, code)
                SELECT ?1, ?2, 1 + coalesce(max(code), 0) FROM browse_values WHERE field = ?1"""
            self._connection.execute(add, (field, value))
            row = self._connection.execute(find, (field, value)).fetchone()
        return int(row[0])


def _write(connection: sqlite3.Connection, articles: Sequence[int], codes: _Codes) -> None:
    statements = {article: array("i") for article in articles}
    members = {article: array("i") for article in articles}
    wanted = (json.dumps(articles),)
    others = _speakers(connection, wanted)
    gathered = _gather(connection, wanted)
    given = dict(map(tuple, connection.execute(_GIVEN, wanted)))
    for row in connection.execute(_STATEMENTS, wanted):
        key, first, *rest = row["key"], *others[row["key"]]
        texts = {name: row[name] for name in ("kind", "act", "date", "outlet")}
        texts["names"] = _folded(_names(row, rest))
        numbers = (codes(field, value) for field, value in texts.items())
        statements[row["article"]].extend((key, row["article"], row["position"], *numbers))
        own = gathered[key] | {("topic", topic) for topic in json.loads(row["topics"])}
        decided = set((row["decided"] or "").split(","))
        ids = [_own_id(first["id"], decided, given.get(key)), *(one["id"] for one in rest)]
        own |= {("actor", one) for one in ids if one is not None}
        own |= {("country", one["country"]) for one in (row, *rest) if one["country"] is not None}
        members[row["article"]].extend(_numbered(own, key, codes))
    stamp = _stamp(connection)
    rows = [(article, stamp, _bytes(statements[article]), _bytes(members[article])) for article in articles]
    connection.executemany("INSERT OR REPLACE INTO browse_blocks VALUES (?, ?, ?, ?)", rows)


def _own_id(found: str | None, decided: set[str], given: str | None) -> str | None:
    """The first speaker's id before merges, which ``statements_effective`` has after them."""
    if "speaker_id" in decided:
        return given
    return None if decided & {"speaker_name", "speaker_country"} else found


def _speakers(connection: sqlite3.Connection, wanted: tuple[str]) -> dict[int, list[sqlite3.Row]]:
    """The speakers of each statement, as found, in their order."""
    out = defaultdict[int, list[sqlite3.Row]](list)
    for row in connection.execute(_SPEAKERS, wanted):
        out[row["statement"]].append(row)
    return out


def _gather(connection: sqlite3.Connection, wanted: tuple[str]) -> _Members:
    """What statements are about and which events they are, by their keys."""
    out = _Members(set)
    for statement, country in connection.execute(_ABOUT, wanted):
        out[statement].add(("about", country))
    for statement, type_, status in connection.execute(_EVENTS, wanted):
        out[statement].add(("event", event_value(type_, status)))
    for statement, subtype in connection.execute(_PRACTICES, wanted):
        out[statement].add(("subtype", subtype))
    return out


@lru_cache(maxsize=8192)
def _folded(names: str) -> str:
    return fold(names)


def _names(first: sqlite3.Row, others: Iterable[sqlite3.Row]) -> str:
    """All by which a search names the speakers, the first as decided."""
    parts = ("name", "office", "institution")
    others_parts = [one[part] or "" for one in others for part in parts]
    return _BETWEEN.join([*(first[part] or "" for part in parts), _BETWEEN.join(others_parts)])


def _numbered(own: Iterable[tuple[str, str]], key: int, codes: _Codes) -> Iterator[int]:
    numbers = {field: number for number, field in enumerate(MEMBERS)}
    for field, value in sorted(own):
        yield from (numbers[field], key, codes(MEMBERS[field], value))


def _stamp(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE browse_state SET stamp = stamp + 1")
    return int(connection.execute("SELECT stamp FROM browse_state").fetchone()[0])


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
