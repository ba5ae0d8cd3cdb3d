"""Lines of governments over time, from a record: their positions towards one another, and the course of relations.

How far a speaker binds the government (see :func:`verbale.linking.positions.positions`) goes by the office: the rank of
the longest title of ``offices.yaml`` that ends its words. A body that speaks without a person (*the Foreign Ministry*)
counts as its spokesperson; an office that no title ends, an unnamed official and a person without an office as the
lowest rank; the opposition does not speak for the government. Of joint speakers the highest counts. An event done by a
statement counts as that statement, any other event in full.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from verbale.events.ontology import Ontology
from verbale.linking.course import Month, course
from verbale.linking.items import Item
from verbale.linking.positions import Position, weight
from verbale.linking.positions import positions as positions_of
from verbale.record import links
from verbale.record.database import fold
from verbale.record.model import RecordedStatement
from verbale.record.reading import EFFECTIVE, select_statements
from verbale.schema import Speaker

#: Ranks of who speaks without an office of a known rank.
_VOICE, _LOWEST = 4, 5
_OPPOSITION = "opposition"
#: What follows is whose office it is, or of what, and not the office: *spokesperson for the prime minister*.
_BELONGING = re.compile(r"\s+(?:of|to|for|on|in|at|and)\s")
_PAIRS = """SELECT DISTINCT x.code AS actor, y.code AS target FROM item_parties AS x
    JOIN item_parties AS y ON y.item = x.item
    WHERE x.role = 'actor' AND y.role = 'target' AND x.code <> y.code
        AND (:actor IS NULL OR x.code = :actor) AND (:target IS NULL OR y.code = :target) ORDER BY x.code, y.code"""
#: Of ids, as pairs of an article's and its own, the keys of the statements.
_KEYS = """SELECT s.key FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = json_extract(j.value, '$[0]')
    CROSS JOIN statements AS s ON s.article = a.key AND s.id = json_extract(j.value, '$[1]')"""


def positions(
    connection: sqlite3.Connection, government: str | None = None, about: str | None = None, topic: str | None = None
) -> tuple[Position, ...]:
    """The positions of ``government`` about ``about``, codes, on ``topic``, by these three; None for any.

    Raises ``ValueError`` for a topic outside the vocabulary.
    """
    topics = Ontology.load().topics
    if topic is not None and topic not in topics:
        raise ValueError(f"{topic!r} is no topic; write one of {', '.join(sorted(topics))}")
    return tuple(one for one in each_position(connection, government, about) if topic in (None, one.topic))


def each_position(
    connection: sqlite3.Connection, government: str | None = None, about: str | None = None
) -> Iterator[Position]:
    """The same one at a time, on every topic: only the statements and events of one pair of states are held at once."""
    if government is not None and about is not None:
        if government != about:
            yield from _one_way(connection, government, about)
        return
    groups = links.groups(connection)
    pairs = connection.execute(_PAIRS, {"actor": government, "target": about}).fetchall()
    for actor, target in pairs:
        yield from _one_way(connection, actor, target, groups)


def _one_way(
    connection: sqlite3.Connection, government: str, about: str, groups: Mapping[str, str] | None = None
) -> list[Position]:
    """The positions of one about another; ``groups``: None to read those of their items alone."""
    between = links.items_between(connection, government, about)
    items = [one for one in between if government in one.actors and about in one.targets]
    if groups is None:
        groups = links.groups_among(connection, items)
    said = _said(connection, {one.said or one.id for one in items})
    made = positions_of(items, groups, weights(items, said, government))
    return [one for one in made if (one.government, one.about) == (government, about)]


def _said(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[RecordedStatement]:
    """The statements of some names, those of events and hidden ones left out."""
    split = [name.rpartition("#")[::2] for name in sorted(names)]
    keys = [row[0] for row in connection.execute(_KEYS, (json.dumps(split),))]
    source = f"json_each(?) AS wanted CROSS JOIN {EFFECTIVE}"
    where = "f.key = wanted.value AND NOT f.hidden"
    return select_statements(connection, where, "wanted.key", (json.dumps(keys),), source=source)


def relations(connection: sqlite3.Connection, a: str, b: str) -> tuple[Month, ...]:
    """The months of two governments' relations, codes, from the first to the last that the record has articles of."""
    items = links.items_between(connection, a, b)
    return course(items, links.coverage(connection), a, b, links.groups_among(connection, items))


def weights(items: Iterable[Item], statements: Iterable[RecordedStatement], government: str) -> dict[str, float]:
    """Item id to how far its speaker binds ``government``, 0 to 1; only for what somebody said."""
    said = {one.id: _bound((one.statement.speaker, *one.statement.co_speakers), government) for one in statements}
    own = {one.id: one.said or one.id for one in items}
    return {name: said[source] for name, source in own.items() if source in said}


def _bound(speakers: Sequence[Speaker], government: str) -> float:
    return max((_weight(one) for one in speakers if one.country == government), default=1.0)


def _weight(speaker: Speaker) -> float:
    if _OPPOSITION in fold(speaker.office) or _OPPOSITION in fold(speaker.institution):
        return 0.0
    if speaker.office:
        return weight(_rank(fold(speaker.office)))
    person = speaker.name or speaker.anonymous
    return weight(_LOWEST if person else _VOICE)


@cache
def _rank(office: str) -> int:
    """The rank of an office as an article writes it, folded."""
    titles = _titles()
    ends = [found.start() for found in _BELONGING.finditer(office)]
    for end in (len(office), *reversed(ends)):
        if (rank := titles.get(office[:end])) is not None:
            return rank
    head = office[: min(ends, default=len(office))].split()
    endings = (" ".join(head[start:]) for start in range(len(head)))
    return next((titles[one] for one in endings if one in titles), _LOWEST)


@cache
def _titles() -> dict[str, int]:
    """Titles of offices, folded, to their ranks."""
    from verbale.actors.registry.load import shipped

    found: dict[str, int] = {}
    for office in shipped().roles.offices:
        for title in (office.office, *office.titles):
            found.setdefault(fold(title), int(office.rank))
    return found
