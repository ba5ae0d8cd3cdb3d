"""The events of a record: from rows back to the data, and filters into SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from verbale.record.dates import first_day, last_day, precision_of
from verbale.record.model import ArticleHead, EventFilters, RecordedEvent
from verbale.record.reading import published_of
from verbale.record.search import day_of
from verbale.record.writing import storable
from verbale.schema import DateMention, Event

_EVIDENCE = """(SELECT json_group_array(json_array(v.position, v.start, v."end"))
    FROM event_evidence AS v WHERE v.event = f.key)"""
_COLUMNS = f"""f.*,
    a.id AS article_id, a.title, a.outlet, a.url, a.published_date, a.published_precision, a.published_basis,
    a.published_not_before, a.published_not_after,
    {_EVIDENCE} AS evidence"""

#: Events with their articles (``f`` the event, ``a`` its article): as people decided, and as the machine found them.
EFFECTIVE, FOUND = (f"events_{layer} AS f JOIN articles AS a ON a.key = f.article" for layer in ("effective", "found"))

#: How the words of a filter are written in the record, by the fields of :class:`~verbale.record.model.EventFilters`.
WRITTEN: Mapping[str, Callable[[str], str]] = {
    "actor": str.upper,
    "recipient": str.upper,
    "type": str.upper,
    "status": str.lower,
    "subtype": str.lower,
    "outlet": str,
    "article": str,
}
#: The bounds of :attr:`RecordedEvent.when`.
_FIRST = (
    "coalesce(f.date_start, CASE WHEN f.date IS NULL AND f.status = 'occurred' THEN first_day(a.published_date) END)"
)
_LAST = "coalesce(f.date_end, CASE WHEN f.date IS NULL AND f.status = 'occurred' THEN last_day(a.published_date) END)"
# Not correlated, so that the index of codes is searched once and not every event's parties.
_IS_PARTY = "f.key IN (SELECT p.event FROM event_parties_effective AS p WHERE p.role = '{}' AND p.code = ?)"
_IS_ACTOR = _IS_PARTY.format("actor")
_IS_RECIPIENT = f"""({_IS_PARTY.format("recipient")}
    OR ({_IS_ACTOR} AND json_array_length(f.recipient) = 0 AND json_array_length(f.actor) > 1))"""


def select_events(
    connection: sqlite3.Connection,
    where: str = "NOT f.hidden",
    parameters: Sequence[Any] = (),
    source: str = EFFECTIVE,
) -> Iterator[RecordedEvent]:
    """Events that satisfy an SQL condition, in the order of articles' ids and their evidence, one at a time."""
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY a.id, f.position"
    for row in connection.execute(sql, parameters):
        yield _recorded(row)


def written(filters: EventFilters, name: str) -> list[str]:
    """What one of :data:`WRITTEN` is narrowed to, as the record writes it."""
    given: tuple[str, ...] = getattr(filters, name)
    return [WRITTEN[name](storable(one.strip())) for one in given]


def run_select(filters: EventFilters) -> tuple[str, list[Any]]:
    """The SQL condition of ``filters``, with its parameters. Raises ``ValueError`` for a malformed date."""
    conditions, parameters = ["NOT f.hidden"], list[Any]()

    def any_of(sql: str, name: str, times: int = 1) -> None:
        given = written(filters, name)
        if given:
            conditions.append("(" + " OR ".join([sql] * len(given)) + ")")
            parameters.extend(value for value in given for _ in range(times))

    any_of(_IS_ACTOR, "actor")
    any_of(_IS_RECIPIENT, "recipient", times=2)
    any_of("f.type = ?", "type")
    any_of("f.status = ?", "status")
    any_of("f.subtype = ?", "subtype")
    any_of("a.outlet = ?", "outlet")
    any_of("a.id = ?", "article")
    if filters.since:
        conditions.append(f"{_LAST} >= ?")
        parameters.append(day_of(filters.since, first_day(filters.since)))
    if filters.until:
        conditions.append(f"{_FIRST} <= ?")
        parameters.append(day_of(filters.until, last_day(filters.until)))
    return " AND ".join(conditions), parameters


def _recorded(row: sqlite3.Row) -> RecordedEvent:
    decided = tuple(sorted(row["decided"].split(","))) if row["decided"] else ()
    precision = precision_of(row["date"]) if "date" in decided else row["date_precision"]
    event = Event(
        id=row["id"],
        type=row["type"],
        actor=tuple(json.loads(row["actor"] or "[]")),
        recipient=tuple(json.loads(row["recipient"] or "[]")),
        status=row["status"],
        score=row["score"],
        confidence=row["confidence"],
        evidence=tuple((start, end) for _, start, end in sorted(json.loads(row["evidence"]))),
        mode=row["mode"],
        subtype=row["subtype"],
        contexts=tuple(json.loads(row["contexts"])),
        date=DateMention(row["date"], precision, row["date_text"], row["date_basis"]),
        statement=row["statement"],
        status_confidence=row["status_confidence"],
        in_headline=bool(row["in_headline"]),
    )
    head = ArticleHead(row["article_id"], row["title"], row["outlet"], row["url"], published_of(row))
    return RecordedEvent(head, event, row["quote"], decided)
