"""The course of two governments' relations: month by month, how each treats the other in words and in deeds.

Events count by PLOVER's scores of their types and modes, -10 (conflict) to 10 (cooperation); words are its verbal quad
classes, deeds the material ones (PLOVER manual, draft 0.8). Only what happened counts: status occurred or historical,
in the month of its own date. A month of which the record has no article is missing, which is not the same as quiet.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev

from verbale.events.ontology import Ontology
from verbale.linking.items import Item

#: How long the time may be in which something happened for it to be put into a month.
MOST_DAYS = 31
#: The scale of the scores; an interval does not reach beyond it.
SCALE = 10.0
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Series:
    """The events of one kind and direction in a month.

    ``mean``: of their scores, None where there are none or the month is missing. ``interval``: the 95 % confidence
    interval of the mean, None under two events and where all scores are alike: PLOVER's scores belong to types, so that
    three equal ones tell nothing of the spread. ``evidence``: the ids of the events, in order.
    """

    count: int = 0
    mean: float | None = None
    interval: tuple[float, float] | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """What one does to the other in a month: ``words``, ``deeds``, and ``both`` together."""

    words: Series
    deeds: Series
    both: Series


@dataclass(frozen=True, slots=True)
class Month:
    """A month of two governments' relations.

    ``month``: ``YYYY-MM``. ``forth``: what the first does to the second; ``back``: the reverse; an event of both counts
    both ways. ``coverage``: articles of the record published in the month; ``missing``: there are none, so that nothing
    can be said of it; what later articles tell of it is counted and listed, and has no mean.
    """

    month: str
    forth: Flow
    back: Flow
    coverage: int

    @property
    def missing(self) -> bool:
        """Whether the record has no article of the month."""
        return self.coverage == 0


def course(
    events: Iterable[Item],
    coverage: Mapping[str, int],
    a: str,
    b: str,
    groups: Mapping[str, str] | None = None,
) -> tuple[Month, ...]:
    """The months from the first to the last that the record has articles of, in order.

    ``coverage``: ``YYYY-MM`` to the number of articles published then; months it does not name have none. ``groups``:
    item id to the id of the event that it reports; each event counts once, as its best dated report tells it. Events
    outside the record's months, without a date within a month's length, and of other actors do not count. The order of
    the events does not matter. Raises :class:`ValueError` for a month that is not ``YYYY-MM``.
    """
    placed: dict[tuple[str, bool, bool], list[Item]] = defaultdict(list)
    for one, month in _events(events, groups or {}, {a, b}):
        deed = "material" in Ontology.load().quad(one.type)
        for forth, (actor, target) in ((True, (a, b)), (False, (b, a))):
            if actor in one.actors and target in one.targets:
                placed[month, forth, deed].append(one)
    out = []
    for month in months(coverage):
        known = coverage.get(month, 0) > 0
        flows = [_flow(placed[month, way, False], placed[month, way, True], known) for way in (True, False)]
        out.append(Month(month, flows[0], flows[1], max(0, coverage.get(month, 0))))
    return tuple(out)


def months(coverage: Mapping[str, int]) -> tuple[str, ...]:
    """All months from the first to the last with an article, ``YYYY-MM``. Raises :class:`ValueError`."""
    numbers = [_number(month) for month, count in coverage.items() if count > 0]
    if not numbers:
        return ()
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(min(numbers), max(numbers) + 1))


def _number(month: str) -> int:
    try:
        day = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        raise ValueError(f"{month!r} is no month; write YYYY-MM") from None
    return day.year * 12 + day.month - 1


def _events(events: Iterable[Item], groups: Mapping[str, str], dyad: set[str]) -> list[tuple[Item, str]]:
    """One report of each event between the two that happened, with its month."""
    reports: dict[str, list[Item]] = defaultdict(list)
    for one in events:
        happened = one.kind == "event" and bool(one.type) and one.status in ("occurred", "historical")
        if happened and one.actors & dyad and dyad <= one.actors | one.targets:
            reports[groups.get(one.id, one.id)].append(one)
    out = []
    for name in sorted(reports):
        best = min(reports[name], key=lambda one: (_length(one), -one.confidence, one.published or dt.date.max, one.id))
        if (month := _month(best)) is not None:
            out.append((best, month))
    return sorted(out, key=lambda pair: (pair[0].first or dt.date.max, pair[0].id))


def _length(item: Item) -> int:
    """Days in which it may have happened; none is beyond all."""
    if item.first is None:
        return dt.date.max.toordinal()
    return ((item.last or item.first) - item.first).days + 1


def _month(item: Item) -> str | None:
    """The month with most of the days in which it happened, the earlier of two with as many; None where unknown.

    What is told as news without a date of its own happened about when it was published; background did not.
    """
    if item.first is None:
        return f"{item.published:%Y-%m}" if item.status == "occurred" and item.published else None
    if _length(item) > MOST_DAYS:
        return None
    last = item.last or item.first
    turn = last.replace(day=1)
    before, after = (turn - item.first).days, (last - turn).days + 1
    day = item.first if before >= after else last
    return f"{day.year:04}-{day.month:02}"


def _flow(words: Sequence[Item], deeds: Sequence[Item], known: bool) -> Flow:
    both = sorted((*words, *deeds), key=lambda one: (one.first or dt.date.max, one.id))
    return Flow(_series(words, known), _series(deeds, known), _series(both, known))


def _series(events: Sequence[Item], known: bool) -> Series:
    evidence = tuple(one.id for one in events)
    if not events or not known:
        return Series(len(events), evidence=evidence)
    scores = sorted(one.score for one in events)
    return Series(len(events), fmean(scores), interval(scores), evidence)


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Student's 95 % interval of the mean, within the scale; None where it cannot be estimated.

    ``mean ± t * s / sqrt(n)``, with the 0.975 quantile ``t`` of Student's distribution with ``n - 1`` degrees of
    freedom and the sample's standard deviation ``s`` (Student 1908, "The Probable Error of a Mean").
    """
    if len(values) < 2 or (spread := stdev(values)) == 0:
        return None
    mean, half = fmean(values), quantile(len(values) - 1) * spread / math.sqrt(len(values))
    return max(-SCALE, mean - half), min(SCALE, mean + half)


@cache
def quantile(freedom: int) -> float:
    """The 0.975 quantile of Student's t with ``freedom`` degrees, from 1; by bisection, right to 1e-9."""
    low, high = 0.0, 16.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < _CONFIDENCE else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """The probability that Student's t lies between -t and t: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4."""
    theta = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(theta), math.cos(theta)
    odd = freedom % 2
    term = total = (cosine if freedom > 1 else 0.0) if odd else 1.0
    for k in range(2 + odd, freedom - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (theta + sine * total) if odd else sine * total
