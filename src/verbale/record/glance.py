"""A record at a glance: what was read last, which states it has, who speaks about whom and how; all counted in SQL."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.record import database
from verbale.record import events as event_rows
from verbale.record.model import ArticleHead, RecordedActor, RecordedEvent, RecordedStatement
from verbale.record.reading import published_of, select_statements

if TYPE_CHECKING:
    from verbale.record.store import Record

_LATEST = """SELECT a.*,
        (SELECT count(*) FROM statements_effective AS f WHERE f.article = a.key AND NOT f.hidden) AS statements,
        (SELECT count(*) FROM events_effective AS f WHERE f.article = a.key AND NOT f.hidden) AS events
    FROM articles AS a ORDER BY a.read_at DESC, a.key DESC LIMIT ? OFFSET ?"""
#: Code, in what part, how often, last day; one row for each.
_COUNTRIES = """SELECT s.country AS code, 'said' AS part, count(DISTINCT s.statement) AS number,
        max(last_day(coalesce(s.date, a.published_date))) AS last
    FROM speakers_effective AS s JOIN articles AS a ON a.key = s.article
    WHERE s.country IS NOT NULL AND NOT s.hidden GROUP BY s.country
    UNION ALL SELECT b.country, 'about', count(*), max(last_day(coalesce(f.date, a.published_date)))
    FROM statement_about AS b JOIN statements_effective AS f ON f.key = b.statement
    JOIN articles AS a ON a.key = f.article WHERE NOT f.hidden GROUP BY b.country
    UNION ALL SELECT p.code, 'events', count(DISTINCT p.event), max(last_day(coalesce(f.date, a.published_date)))
    FROM event_parties_effective AS p JOIN events_effective AS f ON f.key = p.event
    JOIN articles AS a ON a.key = f.article WHERE NOT f.hidden GROUP BY p.code"""
_ABOUT = """SELECT b.country AS code, f.act, count(DISTINCT f.key) AS number
    FROM speakers_effective AS s JOIN statements_effective AS f ON f.key = s.statement
    JOIN statement_about AS b ON b.statement = f.key
    WHERE s.{field} = ? AND b.country IS NOT s.country AND NOT f.hidden GROUP BY b.country, f.act"""
# Of a pair, the lesser code first; what either says of the other.
_PAIRS = """SELECT min(s.country, b.country) AS one, max(s.country, b.country) AS other, count(DISTINCT f.key) AS number
    FROM speakers_effective AS s JOIN statements_effective AS f ON f.key = s.statement
    JOIN statement_about AS b ON b.statement = f.key
    WHERE s.country IS NOT NULL AND s.country <> b.country AND NOT f.hidden
    GROUP BY one, other ORDER BY number DESC, one, other"""
_BY = """SELECT s.country AS code, f.act, count(DISTINCT f.key) AS number
    FROM statement_about AS b JOIN statements_effective AS f ON f.key = b.statement
    JOIN speakers_effective AS s ON s.statement = f.key
    WHERE b.country = ? AND s.country IS NOT NULL AND s.country IS NOT b.country AND NOT f.hidden
    GROUP BY s.country, f.act"""


_TAKES_PART = """NOT f.hidden
    AND f.key IN (SELECT p.event FROM event_parties_effective AS p WHERE p.code = ?)"""
#: The day of :attr:`verbale.record.model.RecordedEvent.when`, to sort by.
_EVENT_DAY = "coalesce(f.date, CASE WHEN f.status = 'occurred' THEN a.published_date END)"


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """An article as it was read: its head, when (ISO time, UTC), and how many statements and events it has."""

    head: ArticleHead
    read_at: str
    statements: int
    events: int


@dataclass(frozen=True, slots=True)
class CountrySeen:
    """A state, organisation or group of a record.

    ``said``, ``about``: statements that it makes and that are about it; ``events``: in which it takes part; ``last``:
    the last day (``YYYY-MM-DD``) of any of these, None where all are undated.
    """

    code: str
    said: int = 0
    about: int = 0
    events: int = 0
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Towards:
    """How often one speaks of another, by act, the most frequent first; ``code``: who the other is."""

    code: str
    acts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All statements."""
        return sum(number for _, number in self.acts)


@dataclass(frozen=True, slots=True)
class PairSeen:
    """Two states or organisations, the lesser code first, and how many statements either makes about the other."""

    one: str
    other: str
    statements: int


def article_ids(record: Record) -> list[str]:
    """The ids of all articles, in order."""
    with database.errors(record.path):
        return [row["id"] for row in record._connection.execute("SELECT id FROM articles ORDER BY id")]


def all_actors(record: Record) -> tuple[RecordedActor, ...]:
    """All actors, most statements first."""
    return tuple(record.actors(limit=2**62))


def latest_articles(record: Record, limit: int, offset: int = 0) -> tuple[ArticleSeen, ...]:
    """The articles that were read last, the last first."""
    with database.errors(record.path):
        rows = record._connection.execute(_LATEST, (limit, offset)).fetchall()
    return tuple(ArticleSeen(_head(row), row["read_at"], row["statements"], row["events"]) for row in rows)


def statements_of(record: Record, articles: Sequence[str], each: int) -> dict[str, tuple[RecordedStatement, ...]]:
    """The first ``each`` statements of each of ``articles``, ids, in the order of the text."""
    found = defaultdict[str, list[RecordedStatement]](list)
    marks = ", ".join("?" * len(articles))
    with database.errors(record.path):
        # The first in the text that are not hidden; a position is a number within its article.
        for one in select_statements(record._connection, f"a.id IN ({marks}) AND NOT f.hidden", parameters=articles):
            if len(found[one.article.id]) < each:
                found[one.article.id].append(one)
    return {name: tuple(some) for name, some in found.items()}


def events_of(record: Record, code: str, limit: int, offset: int = 0) -> tuple[tuple[RecordedEvent, ...], int]:
    """The events in which ``code`` takes part, the newest first, undated ones last; and how many there are."""
    source = f"{event_rows.EFFECTIVE} WHERE {_TAKES_PART}"
    order = f"{_EVENT_DAY} IS NULL, {_EVENT_DAY} DESC, a.id, f.position"
    with database.errors(record.path):
        connection = record._connection
        total = database.count(connection, f"SELECT count(*) FROM {source}", (code,))
        rows = connection.execute(
            f"SELECT f.key, a.id || '#' || f.id AS id FROM {source} ORDER BY {order} LIMIT ? OFFSET ?",
            (code, limit, offset),
        ).fetchall()
        marks = ", ".join("?" * len(rows))
        found = event_rows.select_events(connection, f"f.key IN ({marks})", [row["key"] for row in rows])
        by_id = {one.id: one for one in found}
    return tuple(by_id[row["id"]] for row in rows), total


def countries(record: Record) -> tuple[CountrySeen, ...]:
    """All states, organisations and groups, those with most statements and events first."""
    counts = defaultdict[str, dict[str, int]](dict)
    days = defaultdict[str, list[str]](list)
    with database.errors(record.path):
        for row in record._connection.execute(_COUNTRIES):
            counts[row["code"]][row["part"]] = row["number"]
            if row["last"]:
                days[row["code"]].append(row["last"])
    found = [CountrySeen(code, **parts, last=max(days[code], default=None)) for code, parts in counts.items()]
    return tuple(sorted(found, key=lambda one: (-(one.said + one.about + one.events), one.code)))


def pairs(record: Record) -> tuple[PairSeen, ...]:
    """All pairs of which one speaks about the other, those with most statements first."""
    with database.errors(record.path):
        return tuple(PairSeen(*row) for row in record._connection.execute(_PAIRS))


def about_by_actor(record: Record, actor: str) -> tuple[Towards, ...]:
    """Of whom an actor, a current id, speaks, its own state left out; the most spoken of first."""
    return _towards(record, _ABOUT.format(field="id"), actor)


def about_by_country(record: Record, code: str) -> tuple[Towards, ...]:
    """Of whom a country's speakers speak, itself left out; the most spoken of first."""
    return _towards(record, _ABOUT.format(field="country"), code)


def spoken_of_by(record: Record, code: str) -> tuple[Towards, ...]:
    """Whose speakers speak of a country, its own left out; the most frequent first."""
    return _towards(record, _BY, code)


def _towards(record: Record, sql: str, value: str) -> tuple[Towards, ...]:
    with database.errors(record.path):
        return _grouped(record._connection.execute(sql, (value,)))


def _grouped(rows: Iterable[sqlite3.Row]) -> tuple[Towards, ...]:
    acts = defaultdict[str, list[tuple[str, int]]](list)
    for row in rows:
        acts[row["code"]].append((row["act"], row["number"]))
    found = [Towards(code, tuple(sorted(some, key=lambda one: (-one[1], one[0])))) for code, some in acts.items()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.code)))


def _head(row: sqlite3.Row) -> ArticleHead:
    return ArticleHead(row["id"], row["title"], row["outlet"], row["url"], published_of(row))
