"""Positions: what one government says and does about another on one topic, in time order, and where it shifts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.linking.items import Item
from verbale.linking.lexicon import Lexicon
from verbale.linking.shifts import Entry, Shift, shifts
from verbale.linking.stance import Stance, stance

__all__ = ["Position", "positions", "weight"]


@dataclass(frozen=True, slots=True)
class Position:
    """What ``government`` says and does about ``about`` on ``topic``: codes of states, and one of the topics."""

    government: str
    about: str
    topic: str
    entries: tuple[Entry, ...]
    shifts: tuple[Shift, ...]


def weight(rank: int) -> float:
    """How far a speaker binds the government, 0 to 1, by the rank of the office (1 to 5; see offices.yaml)."""
    ranks = Lexicon.load().ranks
    return ranks.get(rank, min(ranks.values()))


def positions(
    items: Iterable[Item], groups: Mapping[str, str] | None = None, weights: Mapping[str, float] | None = None
) -> tuple[Position, ...]:
    """The positions of a record, by government, about and topic.

    ``groups``: item id to the id of the utterance or event that it reports, one entry for each; an event done by a
    statement is one with it. ``weights``: item id to how far its speaker binds the government (:func:`weight`), 1
    where it is not told; 0 for who does not speak for it, the opposition at home for one. Items without a government,
    without another that they are about, without topic or without day, and those of former officials, do not count.
    """
    given = weights or {}
    counted = [one for one in items if _counts(one) and given.get(one.id, 1.0) > 0]
    occasions = _occasions(counted, groups or {})
    told: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for members in occasions:
        stances = {one.id: stance(one) for one in members}
        if (days := _days(members)) is None:
            continue
        for key in _keys(members):
            told[key].append(_entry(_those_of(members, key), stances, days, given))
    return tuple(_position(key, entries) for key, entries in sorted(told.items()))


def _position(key: tuple[str, str, str], entries: list[Entry]) -> Position:
    ordered = tuple(sorted(entries, key=lambda e: (e.day, e.item)))
    return Position(*key, ordered, shifts(ordered))


def _counts(item: Item) -> bool:
    return bool(item.actors) and not item.former and bool(item.targets) and bool(item.topics)


def _occasions(items: Sequence[Item], groups: Mapping[str, str]) -> list[list[Item]]:
    """Items by what they report: the caller's groups, joined where an event was done by a statement of another."""
    known = {one.id for one in items}
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for one in items:
        mine = groups.get(one.id, one.id)
        find(mine)
        if one.said in known:
            ends = sorted((find(mine), find(groups.get(one.said, one.said))))
            root[ends[1]] = ends[0]
    made: dict[str, list[Item]] = defaultdict(list)
    for one in sorted(items, key=lambda i: i.id):
        made[find(groups.get(one.id, one.id))].append(one)
    return [made[name] for name in sorted(made)]


def _days(members: Sequence[Item]) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which it may have been: the best dated report's, the earliest among equals.

    Words quoted again in later articles keep their first day. Background without a day of its own has none.
    """
    days = [day for one in members if (day := _days_of(one)) is not None]
    return min(days, key=lambda d: (d[1] - d[0], d)) if days else None


def _days_of(item: Item) -> tuple[dt.date, dt.date] | None:
    """The days of an item, none of them after its article's: what is yet to come is announced by then."""
    if item.first is None:
        return None if item.status == "historical" or item.published is None else (item.published, item.published)
    first, last = item.first, max(item.first, item.last or item.first)
    if item.published is None:
        return first, last
    return min(first, item.published), min(last, item.published)


def _keys(members: Sequence[Item]) -> list[tuple[str, str, str]]:
    return sorted(
        {
            (actor, target, topic)
            for one in members
            for actor in one.actors
            for target in one.targets
            if target != actor
            for topic in one.topics
        }
    )


def _those_of(members: Sequence[Item], key: tuple[str, str, str]) -> list[Item]:
    actor, target, topic = key
    return [one for one in members if actor in one.actors and target in one.targets and topic in one.topics]


def _entry(
    members: Sequence[Item],
    stances: Mapping[str, Stance],
    days: tuple[dt.date, dt.date],
    given: Mapping[str, float],
) -> Entry:
    """One entry for what several items report: the one that commits to most, the earliest report among equals."""

    def order(one: Item) -> tuple[bool, float, bool, float, dt.date, str]:
        told = stances[one.id]
        firm = max((said.firmness for said in told.commitments), default=0.0)
        return not told.commitments, -firm, one.in_headline, -one.confidence, one.published or dt.date.max, one.id

    best = min(members, key=order)
    return Entry(
        item=best.id,
        day=days[0],
        last=days[1],
        stance=stances[best.id],
        words=best.words,
        statement=any(one.kind == "statement" for one in members),
        weight=max(given.get(one.id, 1.0) for one in members),
        items=tuple(one.id for one in members),
    )
