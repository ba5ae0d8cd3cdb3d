"""How much a record holds, and which states: from indexes, without going through every statement."""

from __future__ import annotations

import sqlite3

from verbale.record.database import count
from verbale.record.model import Counts

_HIDDEN = "SELECT 1 FROM overrides AS h WHERE h.statement = {}.statement AND h.field = 'hidden' AND h.value = '1'"
_STATEMENTS = """SELECT (SELECT count(*) FROM statements)
    - (SELECT count(*) FROM overrides WHERE field = 'hidden' AND value = '1')"""
_EVENTS = """SELECT (SELECT count(*) FROM events)
    - (SELECT count(*) FROM event_overrides WHERE field = 'hidden' AND value = '1')"""
#: Countries of the first speakers of statements that are shown, as decided.
_COUNTRIES = f"""SELECT count(*) FROM browse_values AS v WHERE v.field = 'country' AND (
    EXISTS (SELECT 1 FROM speakers AS p WHERE p.country = v.value AND p.position = 0
        AND NOT EXISTS (SELECT 1 FROM overrides AS o WHERE o.statement = p.statement AND o.field = 'speaker_country')
        AND NOT EXISTS ({_HIDDEN.format("p")}))
    OR EXISTS (SELECT 1 FROM overrides AS o WHERE o.field = 'speaker_country' AND o.value = v.value
        AND NOT EXISTS ({_HIDDEN.format("o")})))"""


def _distinct(table: str, column: str) -> str:
    """SQL for the values of a column that an index begins with: from each to the next, not over every row."""
    return f"""SELECT value FROM (
        WITH RECURSIVE found (value) AS (
            SELECT min({column}) FROM {table}
            UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} > value) FROM found
            WHERE value IS NOT NULL)
        SELECT value FROM found WHERE value IS NOT NULL)"""


_CODES = f"""{_distinct("speakers", "country")}
    UNION {_distinct("statement_about", "country")}
    UNION SELECT value FROM overrides WHERE field = 'speaker_country'
    UNION SELECT code FROM (SELECT value AS code FROM ({_distinct("event_parties", "code")})) AS c
        WHERE EXISTS (SELECT 1 FROM event_parties AS p WHERE p.code = c.code AND NOT EXISTS (
            SELECT 1 FROM event_overrides AS o WHERE o.event = p.event AND o.field = p.role))
    UNION SELECT j.value FROM event_overrides AS o JOIN json_each(coalesce(o.value, '[]')) AS j
        WHERE o.field IN ('actor', 'recipient')"""


def select_counts(connection: sqlite3.Connection) -> Counts:
    """How much the record holds, without what is hidden."""
    queries = (
        "SELECT count(*) FROM articles",
        _STATEMENTS,
        _EVENTS,
        "SELECT count(*) FROM problems",
        f"SELECT count(*) FROM ({_distinct('articles', 'outlet')})",
        _COUNTRIES,
    )
    return Counts(*(count(connection, query) for query in queries))


def select_countries(connection: sqlite3.Connection) -> frozenset[str]:
    """Codes of all states and organisations that speak, are spoken of or take part in an event."""
    return frozenset(row[0] for row in connection.execute(_CODES) if row[0])
