"""A record at a glance: what was read last, which states it has, who speaks about whom and how."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from verbale.record import database
from verbale.record.model import ArticleHead, RecordedActor, RecordedEvent, RecordedStatement
from verbale.record.reading import published_of, select_statements

if TYPE_CHECKING:
    from verbale.record.browse_columns import Columns
    from verbale.record.cast import Cast
    from verbale.record.store import Record

T = TypeVar("T")
#: About what an actor, or one who is spoken of with all acts, takes in memory.
_BYTES = 2000
_LATEST = """SELECT a.*,
        (SELECT count(*) FROM statements_effective AS f WHERE f.article = a.key AND NOT f.hidden) AS statements,
        (SELECT count(*) FROM events_effective AS f WHERE f.article = a.key AND NOT f.hidden) AS events
    FROM articles AS a ORDER BY a.read_at DESC, a.key DESC LIMIT ? OFFSET ?"""
#: The days of articles are in an index, without their texts.
_PUBLISHED = "SELECT key, published_date FROM articles INDEXED BY articles_published WHERE published_date IS NOT NULL"
#: Of an actor's statements, by their keys: about whom, by act; its own state left out.
_ABOUT = """SELECT b.country AS code, f.act, count(DISTINCT f.key) AS number
    FROM json_each(?) AS j CROSS JOIN speakers_effective AS s ON s.statement = j.value
    CROSS JOIN statements_effective AS f ON f.key = j.value CROSS JOIN statement_about AS b ON b.statement = j.value
    WHERE s.id = ? AND b.country IS NOT s.country GROUP BY b.country, f.act"""
#: From their index alone, and what was decided beside it.
_NAMES = """SELECT coalesce(l.current, n.id) AS id, n.name, sum(n.number) AS number FROM (
        SELECT id, name, count(*) AS number FROM speakers WHERE id IS NOT NULL AND name IS NOT NULL GROUP BY id, name
        UNION ALL SELECT s.id, s.name, 1 FROM overrides AS o JOIN speakers_effective AS s ON s.statement = o.statement
            WHERE o.field = 'speaker_name' AND s.position = 0 AND s.id IS NOT NULL AND s.name IS NOT NULL) AS n
    LEFT JOIN actor_links AS l ON l.id = n.id GROUP BY 1, 2"""


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


def all_actors(record: Record) -> tuple[RecordedActor, ...]:
    """All actors, most statements first."""
    with _cast(record) as cast:
        return tuple(cast.every())


def actors_named(record: Record, ids: Iterable[str]) -> dict[str, RecordedActor]:
    """The actors of some current ids, by these; those that do not speak are left out."""
    with _cast(record) as cast:
        return {one.id: one for one in cast.named(ids)}


def voices(record: Record, code: str, limit: int) -> tuple[RecordedActor, ...]:
    """The actors of a country, most statements first."""

    def found(columns: Columns) -> tuple[RecordedActor, ...]:
        with _cast(record) as cast:
            own = (one for one in cast.found(codes=cast.speaking_for(code)) if one.country == code)
            return tuple(islice(own, limit))

    return _kept(record, ("voices", code, limit), found)


def actor_names(record: Record) -> dict[str, tuple[str, ...]]:
    """What actors are called in what was found, by current id, the most frequent name first."""
    counts = defaultdict[str, Counter[str]](Counter)
    with database.errors(record.path):
        for row in record._connection.execute(_NAMES):
            counts[row["id"]][row["name"]] += row["number"]
    return {one: tuple(sorted(own, key=lambda name: (-own[name], name))) for one, own in counts.items()}


def actor_links(record: Record) -> dict[str, str]:
    """Merged ids to the one that stands for each now."""
    with database.errors(record.path):
        return {row["id"]: row["current"] for row in record._connection.execute("SELECT id, current FROM actor_links")}


@contextmanager
def _cast(record: Record) -> Iterator[Cast]:
    from verbale.record.browse import moment
    from verbale.record.cast import Cast

    with database.errors(record.path), moment(record._connection):
        yield Cast(record._connection)


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
    from verbale.record.pages import events_with

    return events_with(record, code, limit, offset)


def countries(record: Record) -> tuple[CountrySeen, ...]:
    """All states, organisations and groups, those with most statements and events first."""
    from verbale.record import tallies
    from verbale.record.event_columns import event_columns_of

    with _columns(record) as columns:
        published = dict(map(tuple, record._connection.execute(_PUBLISHED)))
        events = tallies.parties(event_columns_of(record._connection), published)
        said, about = tallies.parts(columns, "country"), tallies.parts(columns, "about")
    none = tallies.Part(0, None)
    found = []
    for code in {*said, *about, *events}:
        says, spoken, does = (part.get(code, none) for part in (said, about, events))
        last = max((one.last for one in (says, spoken, does) if one.last), default=None)
        found.append(CountrySeen(code, says.number, spoken.number, does.number, last))
    return tuple(sorted(found, key=lambda one: (-(one.said + one.about + one.events), one.code)))


def pairs(record: Record) -> tuple[PairSeen, ...]:
    """All pairs of which one speaks about the other, those with most statements first."""
    from verbale.record import tallies

    with _columns(record) as columns:
        found = [PairSeen(*pair, number) for pair, number in tallies.either(columns).items()]
    return tuple(sorted(found, key=lambda one: (-one.statements, one.one, one.other)))


def who_about_whom(
    record: Record, since: dt.date | None = None, until: dt.date | None = None
) -> dict[tuple[str, str], int]:
    """How many statements of one code are about another; undated ones count only where no day is given."""
    from verbale.record import tallies
    from verbale.record.browse_columns import NEVER

    first = _number(since) if since else -NEVER
    last = _number(until) if until else NEVER
    with _columns(record) as columns:
        return tallies.pairs(columns, first, last)


def _number(day: dt.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def about_by_actor(record: Record, actor: str) -> tuple[Towards, ...]:
    """Of whom an actor, a current id, speaks, its own state left out; the most spoken of first."""
    with _cast(record) as cast:
        keys = json.dumps(cast.statements_of(actor))
        acts = defaultdict[str, list[tuple[str, int]]](list)
        for row in record._connection.execute(_ABOUT, (keys, actor)):
            acts[row["code"]].append((row["act"], row["number"]))
    return _grouped(acts)


def about_by_country(record: Record, code: str) -> tuple[Towards, ...]:
    """Of whom a country's speakers speak, itself left out; the most spoken of first."""
    from verbale.record import tallies

    return _kept(record, ("about", code), lambda columns: _grouped(tallies.towards(columns, code, speaks=True)))


def spoken_of_by(record: Record, code: str) -> tuple[Towards, ...]:
    """Whose speakers speak of a country, its own left out; the most frequent first."""
    from verbale.record import tallies

    return _kept(record, ("spoken of", code), lambda columns: _grouped(tallies.towards(columns, code, speaks=False)))


@contextmanager
def _columns(record: Record) -> Iterator[Columns]:
    from verbale.record.browse import moment
    from verbale.record.browse_load import columns_of

    with database.errors(record.path), moment(record._connection):
        yield columns_of(record._connection)


def _kept(record: Record, key: tuple[str | int, ...], make: Callable[[Columns], tuple[T, ...]]) -> tuple[T, ...]:
    """What ``make`` gives for a record as it is now; kept for as long as the record does not change."""
    with _columns(record) as columns:
        held: tuple[T, ...] | None = columns.kept.get(key)
        if held is None:
            held = make(columns)
            columns.kept.put(key, held, _BYTES * (1 + len(held)))
        return held


def _grouped(acts: Mapping[str, Sequence[tuple[str, int]]]) -> tuple[Towards, ...]:
    found = [Towards(code, tuple(sorted(some, key=lambda one: (-one[1], one[0])))) for code, some in acts.items()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.code)))


def _head(row: sqlite3.Row) -> ArticleHead:
    return ArticleHead(row["id"], row["title"], row["outlet"], row["url"], published_of(row))
