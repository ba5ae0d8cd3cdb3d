"""What answers what, and who else reports it, as the record holds it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verbale.linking.copies import independent
from verbale.linking.disagreements import Contradiction, contradictions
from verbale.linking.exchanges import Basis
from verbale.linking.items import Item, from_json
from verbale.record.links import groups, pairs


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
    once. ``contradictions``: in what the reports do not agree, for each pair that does not.
    """

    items: tuple[Item, ...]
    outlets: int
    contradictions: tuple[tuple[str, str, Contradiction], ...]


def select_exchanges(connection: sqlite3.Connection, between: Iterable[str] = ()) -> Iterator[RecordedExchange]:
    """All exchanges in order of time, or those in which each of ``between`` takes part on either side.

    Undated ones come last.
    """
    query = """SELECT r.data AS response, p.data AS prompt, x.score, x.basis, x.reason FROM exchanges AS x
        JOIN items AS r ON r.key = x.response JOIN items AS p ON p.key = x.prompt
        ORDER BY r.day IS NULL, r.day, r.id, p.id"""
    wanted = frozenset(between)
    for row in connection.execute(query):
        response, prompt = (from_json(json.loads(row[name])) for name in ("response", "prompt"))
        if wanted <= response.actors | response.targets | prompt.actors | prompt.targets:
            yield RecordedExchange(response, prompt, row["score"], row["basis"], row["reason"])


def select_reports(connection: sqlite3.Connection, item_id: str) -> Reports | None:
    """The reports of the utterance or event that an item is; None for an id that the record does not have."""
    known = groups(connection)
    names = sorted(name for name, group in known.items() if group == known.get(item_id)) or [item_id]
    marks = ", ".join("?" * len(names))
    query = f"SELECT id, data FROM items WHERE id IN ({marks}) ORDER BY id"
    items = tuple(from_json(json.loads(row["data"])) for row in connection.execute(query, names))
    if not items:
        return None
    articles = sorted({(item.article, item.outlet) for item in items})
    apart = [(a.id, b.id, found) for i, a in enumerate(items) for b in items[i + 1 :] for found in contradictions(a, b)]
    return Reports(items, independent(articles, pairs(connection, "copies")), tuple(apart))
