"""Events page by page, so that a list of very many is never read whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verbale.record import database
from verbale.record.events import EFFECTIVE, run_select, select_events
from verbale.record.model import EventFilters, RecordedEvent

if TYPE_CHECKING:
    from verbale.record.store import Record

#: As :attr:`RecordedEvent.when`.
_WHEN = "coalesce(f.date, CASE WHEN f.status = 'occurred' THEN a.published_date END)"
_NEWEST = f"{_WHEN} IS NULL, {_WHEN} DESC, a.id, f.position"


def page_of_events(
    record: Record, filters: EventFilters, limit: int, offset: int = 0
) -> tuple[tuple[RecordedEvent, ...], int]:
    """Some events, the newest first, undated ones last, and how many there are in all.

    Raises ``ValueError`` for a malformed date in ``filters``.
    """
    where, parameters = run_select(filters)
    connection = record._connection
    with database.errors(record.path):
        total = database.count(connection, f"SELECT count(*) FROM {EFFECTIVE} WHERE {where}", parameters)
        query = f"SELECT f.key AS key FROM {EFFECTIVE} WHERE {where} ORDER BY {_NEWEST} LIMIT ? OFFSET ?"
        keys = [row["key"] for row in connection.execute(query, (*parameters, limit, offset))]
        wanted = "f.key IN (SELECT value FROM json_each(?))"
        found = list(select_events(connection, wanted, (json.dumps(keys),)))
    # They come in the order of articles and text, which the sort keeps among those of one date.
    return tuple(sorted(found, key=lambda one: one.when or "", reverse=True)), total
