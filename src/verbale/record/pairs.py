"""Who says or does something about whom, in what number and on which topics: what positions and dyads are chosen by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.record import database

if TYPE_CHECKING:
    from verbale.linking.items import Item
    from verbale.record.store import Record

_PAIRS = """SELECT x.code AS government, y.code AS about, count(DISTINCT x.item) AS items,
        min(x.day) AS first, max(x.day) AS last
    FROM item_parties AS x JOIN item_parties AS y ON y.item = x.item
    WHERE x.role = 'actor' AND y.role = 'target' AND x.code <> y.code
    GROUP BY x.code, y.code ORDER BY items DESC, x.code, y.code"""
_TOPICS = """SELECT t.value AS topic, count(DISTINCT i.key) AS items FROM item_parties AS x
    JOIN item_parties AS y ON y.item = x.item JOIN items AS i ON i.key = x.item
    JOIN json_each(i.data, '$.topics') AS t
    WHERE x.role = 'actor' AND y.role = 'target' AND x.code = ? AND y.code = ?
    GROUP BY t.value ORDER BY items DESC, topic"""


@dataclass(frozen=True, slots=True)
class OneWay:
    """What one government says and does about another: how many dated statements and events, and their days."""

    government: str
    about: str
    items: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Between:
    """What two governments said and did to one another: dated statements and events in the order of their ids.

    ``groups``: item id to the id of the utterance or event that it reports, where several report it.
    """

    items: tuple[Item, ...]
    groups: Mapping[str, str]


def between(record: Record, a: str, b: str) -> Between:
    """What is between two governments, codes; nothing else of the record is read."""
    from verbale.record import links

    with database.errors(record.path):
        items = links.items_between(record._connection, a, b)
        return Between(tuple(items), links.groups_among(record._connection, items))


def coverage(record: Record) -> dict[str, int]:
    """``YYYY-MM`` to the number of articles published then."""
    from verbale.record import links

    with database.errors(record.path):
        return links.coverage(record._connection)


def one_ways(record: Record) -> tuple[OneWay, ...]:
    """All of them, those with most statements and events first."""
    with database.errors(record.path):
        return tuple(OneWay(*row) for row in record._connection.execute(_PAIRS))


def topics_of(record: Record, government: str, about: str) -> tuple[tuple[str, int], ...]:
    """The topics of what a government says and does about another, codes, with how many of them; most first."""
    with database.errors(record.path):
        rows = record._connection.execute(_TOPICS, (government, about))
        return tuple((row["topic"], row["items"]) for row in rows)
