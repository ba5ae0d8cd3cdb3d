"""What answers what, and who else reports it, as the record holds it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.linking.copies import independent
from verbale.linking.disagreements import Contradiction, contradictions
from verbale.linking.exchanges import Basis
from verbale.linking.items import Item, from_json
from verbale.linking.same import groups
from verbale.record import database
from verbale.record.links import copies_among, group_of

if TYPE_CHECKING:
    from verbale.record.store import Record

_EXCHANGES = """SELECT r.data AS response, p.data AS prompt, x.score, x.basis, x.reason FROM exchanges AS x
    JOIN items AS r ON r.key = x.response JOIN items AS p ON p.key = x.prompt"""


@dataclass(frozen=True, slots=True)
class RecordedExchange:
    """That ``response`` answers ``to``: with how sure that is (0 to 1), on what basis, and why in words."""

    response: Item
    to: Item
    score: float
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class Reports:
    """All reports of one utterance or event.

    ``items``: in the order of their ids. ``outlets``: how many independent outlets report it; prints of one text count
    once. ``copies``: pairs of ids of their articles that print one text.
    """

    items: tuple[Item, ...]
    outlets: int
    copies: tuple[tuple[str, str], ...] = ()

    @property
    def articles(self) -> int:
        """How many articles report it."""
        return len({item.article for item in self.items})

    @property
    def contradictions(self) -> tuple[tuple[str, str, Contradiction], ...]:
        """In what the reports do not agree, for each pair that does not; found anew at every call."""
        return tuple(
            (a.id, b.id, found)
            for number, a in enumerate(self.items)
            for b in self.items[number + 1 :]
            for found in contradictions(a, b)
        )

    def prints(self) -> Mapping[str, str]:
        """Article id to that of the first article with the same text, for those that are not the first themselves.

        The first by day of publication, then by id; which of two prints of a day was there first is not known.
        """
        days = {item.article: (item.published is None, str(item.published), item.article) for item in self.items}
        texts = (sorted(text, key=days.__getitem__) for text in groups(days, self.copies))
        return {other: first for first, *others in texts for other in others}


@dataclass(frozen=True, slots=True)
class Answers:
    """What the reports of one utterance or event answer, and what answers them, in order of time.

    One exchange, the surest, for each utterance or event on the other side.
    """

    answers: tuple[RecordedExchange, ...] = ()
    answered_by: tuple[RecordedExchange, ...] = ()


def select_exchanges(connection: sqlite3.Connection, between: Iterable[str] = ()) -> Iterator[RecordedExchange]:
    """All exchanges in order of time, or those in which each of ``between`` takes part on either side.

    Undated ones come last.
    """
    wanted = frozenset(between)
    for row in connection.execute(f"{_EXCHANGES} ORDER BY r.day IS NULL, r.day, r.id, p.id"):
        one = _exchange(row)
        if wanted <= one.response.actors | one.response.targets | one.to.actors | one.to.targets:
            yield one


def select_reports(connection: sqlite3.Connection, item_id: str) -> Reports | None:
    """The reports of the utterance or event that an item is; None for an id that the record does not have."""
    query = "SELECT data FROM items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    rows = connection.execute(query, (json.dumps(group_of(connection, item_id)),))
    items = tuple(from_json(json.loads(row["data"])) for row in rows)
    if not items:
        return None
    articles = sorted({(item.article, item.outlet) for item in items})
    copies = tuple(copies_among(connection, (article for article, _ in articles)))
    return Reports(items, independent(articles, copies), copies)


def select_answers(connection: sqlite3.Connection, item_id: str, reports: Reports) -> Answers:
    """What ``reports``, those of ``item_id``, answer and are answered by, as the record was last settled."""
    ids = {"ids": json.dumps([item.id for item in reports.items])}

    def side(own: str, far: Callable[[RecordedExchange], Item]) -> tuple[RecordedExchange, ...]:
        where = f"WHERE {own}.id IN (SELECT value FROM json_each(:ids)) ORDER BY x.score DESC, r.id, p.id"
        found = [_exchange(row) for row in connection.execute(f"{_EXCHANGES} {where}", ids)]
        # The exchange of the report asked about stands for those of the others.
        found.sort(key=lambda one: item_id not in (one.response.id, one.to.id))
        best: dict[str, RecordedExchange] = {}
        for one in found:
            best.setdefault(group_of(connection, far(one).id)[0], one)
        return tuple(sorted(best.values(), key=lambda one: (far(one).day is None, str(far(one).day), far(one).id)))

    return Answers(side("r", lambda one: one.to), side("p", lambda one: one.response))


def answers_of(record: Record, item_id: str, reports: Reports) -> Answers:
    """:func:`select_answers` of an open record."""
    with database.errors(record.path):
        return select_answers(record._connection, item_id, reports)


def _exchange(row: sqlite3.Row) -> RecordedExchange:
    response, prompt = (from_json(json.loads(row[name])) for name in ("response", "prompt"))
    return RecordedExchange(response, prompt, row["score"], row["basis"], row["reason"])
