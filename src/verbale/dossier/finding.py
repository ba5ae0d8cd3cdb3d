"""What of a record belongs into a dossier: statements and events, each once, and what answers what among them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verbale.dossier.model import Caps, Wanted
from verbale.linking.items import Item, from_json
from verbale.linking.positions import Position
from verbale.pictures.ladder_rows import occasions, rung_of
from verbale.pictures.rungs import Rung, ordered
from verbale.record import database, links
from verbale.record.browse import Browse
from verbale.record.dates import first_day, last_day
from verbale.record.pairs import one_ways
from verbale.record.store import Record

#: Of so many statements and events at most the lines are read, unless they are those of two states.
MOST_LINES = 3000
_BY_IDS = "SELECT data FROM items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_EVENTS = """SELECT i.data FROM items AS i WHERE i.kind = 'event'
    AND (:state = '' OR EXISTS (
        SELECT 1 FROM item_parties AS x WHERE x.item = i.key AND x.role = 'actor' AND x.code = :state))
    AND (:topic = '' OR EXISTS (SELECT 1 FROM json_each(i.data, '$.topics') WHERE value = :topic))
    AND (:until = '' OR i.day <= :until)
    ORDER BY i.day IS NULL, i.day DESC, i.id"""
_EXCHANGES = """SELECT r.id AS response, p.id AS prompt, x.score, x.reason FROM items AS r
    JOIN exchanges AS x ON x.response = r.key JOIN items AS p ON p.key = x.prompt
    WHERE r.id IN (SELECT value FROM json_each(:ids)) AND p.id IN (SELECT value FROM json_each(:ids))
    ORDER BY r.day IS NULL, r.day, r.id, x.score DESC, p.id"""


@dataclass(frozen=True, slots=True)
class Told:
    """What there is in the period, in order of time.

    ``done_by``: ids of the events that were done by a statement to the statement's; ``unread``: how many older
    statements and events were not looked at.
    """

    rungs: tuple[Rung, ...]
    done_by: dict[str, str]
    unread: int = 0


def ways(wanted: Wanted) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Who speaks about whom in a dossier, codes: of two states each about the other, else its state about anybody."""
    if wanted.pair:
        a, b = wanted.pair
        return (((a,), (b,)), ((b,), (a,)))
    return ((wanted.states, ()),)


def browse_of(wanted: Wanted, states: Sequence[str], about: Sequence[str]) -> Browse:
    """The search for those statements of a dossier that ``states`` make about ``about``, newest first."""
    return Browse(
        country=tuple(states),
        about=tuple(about),
        actor=(wanted.actor,) if wanted.actor else (),
        topic=(wanted.topic,) if wanted.topic else (),
        since=wanted.since or None,
        until=wanted.until or None,
        order="newest",
    )


def told(record: Record, wanted: Wanted, caps: Caps) -> Told:
    """The statements and events of a dossier, those of one utterance or event as one."""
    items, unread = _items(record, wanted, caps)
    with database.errors(record.path):
        groups = links.groups_among(record._connection, items)
    since, until = (_date(first_day(wanted.since or None)), _date(last_day(wanted.until or None)))
    every = (rung_of(one, lambda name: name) for one in occasions(items, groups))
    inside = (one for one in every if _within(one, since, until))
    return Told(ordered(inside), {one.id: one.said for one in items if one.said}, unread)


def lines(record: Record, wanted: Wanted) -> tuple[Position, ...] | None:
    """The positions of a dossier, within its period; None where they are too many to read."""
    if wanted.actor:
        return ()
    if wanted.pair:
        a, b = wanted.pair
        found = (*record.positions(a, b), *record.positions(b, a))
    else:
        state = wanted.states[0] if wanted.states else None
        if sum(one.items for one in one_ways(record) if state in (None, one.government)) > MOST_LINES:
            return None
        found = record.positions(state)
    return tuple(_cut(one, wanted) for one in found if wanted.topic in ("", one.topic))


def answers(record: Record, ids: Iterable[str]) -> list[tuple[str, str, float, str]]:
    """Which of some statements and events answers which, in order of time: response, prompt, how sure, and why."""
    with database.errors(record.path):
        rows = record._connection.execute(_EXCHANGES, {"ids": json.dumps(sorted(ids))})
        return [(row["response"], row["prompt"], row["score"], row["reason"]) for row in rows]


def _items(record: Record, wanted: Wanted, caps: Caps) -> tuple[list[Item], int]:
    if wanted.pair and not wanted.actor:
        with database.errors(record.path):
            between = links.items_between(record._connection, *wanted.pair)
        return [one for one in between if not wanted.topic or wanted.topic in one.topics], 0
    ids, unread = list[str](), 0
    for states, about in ways(wanted):
        # One page, so that a record of millions is not read whole for a document that shows the newest.
        found = record.browse(replace(browse_of(wanted, states, about), size=caps.read), values=0)
        ids += [one.id for one in found.statements]
        unread += found.total - len(found.statements)
    items = _by_ids(record, ids)
    if wanted.actor:
        return items, unread
    with database.errors(record.path):
        until = last_day(wanted.until or None) or ""
        given = {"state": wanted.states[0] if wanted.states else "", "topic": wanted.topic, "until": until}
        rows = record._connection.execute(_EVENTS, given).fetchmany(caps.read + 1)
    events = [from_json(json.loads(row["data"])) for row in rows]
    return [*items, *events[: caps.read]], unread + max(0, len(events) - caps.read)


def _by_ids(record: Record, ids: Sequence[str]) -> list[Item]:
    with database.errors(record.path):
        return [from_json(json.loads(row["data"])) for row in record._connection.execute(_BY_IDS, (json.dumps(ids),))]


def _cut(one: Position, wanted: Wanted) -> Position:
    """A position with what of it lies in the period."""
    since, until = (_date(first_day(wanted.since or None)), _date(last_day(wanted.until or None)))
    entries = tuple(e for e in one.entries if (not since or e.end >= since) and (not until or e.day <= until))
    shifts = tuple(s for s in one.shifts if (not since or s.day >= since) and (not until or s.day <= until))
    return replace(one, entries=entries, shifts=shifts)


def _within(one: Rung, since: dt.date | None, until: dt.date | None) -> bool:
    if one.day is None:
        return since is None and until is None
    return (since is None or (one.last or one.day) >= since) and (until is None or one.day <= until)


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
