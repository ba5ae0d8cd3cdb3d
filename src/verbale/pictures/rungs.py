"""Rungs: what is drawn on a ladder, each a statement or an act of one actor towards another, in order of time."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from verbale.pictures import words as say

#: From the least to the most exact, in which those that begin on one day stand.
PRECISIONS = ("year", "month", "interval", "published", "day")

#: What is neither cooperation nor conflict: words (to state, confirm, deny or decline), and deeds of no known type.
PLAIN, ACT = "neither cooperation nor conflict", "act of no class"


@dataclass(frozen=True, slots=True)
class Rung:
    """A statement or an act.

    ``url``: where its sentence is read. ``day``: the first on which it may have been, ``last`` the last of an interval;
    ``precision``: one of :data:`PRECISIONS`, ``published`` where only the article's day is known. ``actors``,
    ``targets``: codes; a reciprocal event has the same in both. ``label``: the act of a statement or the type of an
    event; ``words``: the sentence, or the beginning of it. ``quad``: quad class of the type, empty for none;
    ``material``: a deed and not words. ``status``: as of an event. ``answers``: ids of the rungs that it answers.
    ``who``: who spoke, in words. ``reports``: how many articles tell it.
    """

    id: str
    url: str
    day: dt.date | None
    precision: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    label: str
    words: str
    quad: str = ""
    material: bool = False
    status: str = "occurred"
    answers: tuple[str, ...] = ()
    last: dt.date | None = None
    who: str = ""
    reports: int = 1

    @property
    def reciprocal(self) -> bool:
        """Whether several did it with one another."""
        return len(set(self.actors)) > 1 and set(self.actors) == set(self.targets)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Towards whom it was done: the targets, less who did it; of a reciprocal one everybody."""
        return self.targets if self.reciprocal else tuple(one for one in self.targets if one not in self.actors)

    def when(self, *, short: bool = False) -> str:
        """Its date in words."""
        return say.day(self.day, self.last, self.precision, short=short)


def ordered(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """Rungs in order of time, undated ones last; of one day the least exact first, else as given.

    What answers another of the same day stands below it, whatever the order given. Of two with one id the first counts.
    """
    known: dict[str, Rung] = {}
    for one in rungs:
        known.setdefault(one.id, one)
    days: dict[dt.date | None, list[Rung]] = {}
    for one in known.values():
        days.setdefault(one.day, []).append(one)
    in_time = sorted(days, key=lambda day: (day is None, day or dt.date.max))
    return tuple(one for day in in_time for one in _answers_below(sorted(days[day], key=_exactness)))


def _exactness(one: Rung) -> int:
    return PRECISIONS.index(one.precision) if one.precision in PRECISIONS else len(PRECISIONS)


def _answers_below(rungs: Sequence[Rung]) -> list[Rung]:
    """Rungs of one day, each as far up as what it answers lets it stand; those that answer in a circle as they are."""
    places = {one.id: place for place, one in enumerate(rungs)}
    waits = {one.id: {name for name in one.answers if name in places and name != one.id} for one in rungs}
    wanted_by: dict[str, list[str]] = {}
    for name, prompts in waits.items():
        for prompt in prompts:
            wanted_by.setdefault(prompt, []).append(name)
    ready = [places[name] for name, prompts in waits.items() if not prompts]
    heapify(ready)
    out: list[Rung] = []
    while ready:
        one = rungs[heappop(ready)]
        out.append(one)
        for name in wanted_by.get(one.id, ()):
            waits[name].discard(one.id)
            if not waits[name]:
                heappush(ready, places[name])
    done = {one.id for one in out}
    return out + [one for one in rungs if one.id not in done]


class Period(NamedTuple):
    """A stretch of time with so many rungs, from ``since`` to ``until``, both included."""

    label: str
    since: dt.date
    until: dt.date
    number: int


def periods(days: Iterable[dt.date]) -> tuple[Period, ...]:
    """The years in which rungs of these days lie, in order; their months, where they are of two years or fewer."""
    counts = Counter(days)
    years = {day.year for day in counts}
    by_year = len(years) > 2
    found: dict[tuple[int, int], int] = {}
    for day in sorted(counts):
        place = (day.year, 1 if by_year else day.month)
        found[place] = found.get(place, 0) + counts[day]
    out = []
    for (year, month), count in found.items():
        last_month = 12 if by_year else month
        last = dt.date(year, last_month, monthrange(year, last_month)[1])
        label = f"{year}" if by_year else f"{say.MONTHS[month - 1]} {year}"
        out.append(Period(label, dt.date(year, month, 1), last, count))
    return tuple(out)


def called(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Actors by their names, ``a, b and c``; a code that has none is itself."""
    return say.joined([say.clean(names.get(code, code)) for code in codes])


def sentence(rung: Rung, names: Mapping[str, str], rungs: Mapping[str, Rung] | None = None) -> str:
    """A rung in words, for those who hear it; ``rungs``: by id, those that it may answer."""
    if rung.reciprocal:
        parties = called(rung.actors, names)
    else:
        to = called(rung.recipients, names)
        parties = (called(rung.actors, names) or "Unknown") + (f" towards {to}" if to else "")
    about = [rung.quad or (ACT if rung.material else PLAIN)]
    if rung.status in say.STATUSES:
        about.append(say.STATUSES[rung.status])
    if rung.reports > 1:
        about.append(f"told by {say.count(rung.reports, 'article')}")
    who = f", {say.clean(rung.who)}" if rung.who else ""
    text = f"{rung.when()}: {parties}{who}: {say.clean(rung.label)} ({', '.join(about)})."
    if rung.words:
        text += f" {say.clean(' '.join(rung.words.split()))}"
    prompts = [(rungs or {}).get(name) for name in rung.answers]
    told = [f"{called(one.actors, names) or 'unknown'}, {one.label}, {one.when()}" for one in prompts if one]
    if told:
        text += f" — Answers: {say.clean('; '.join(told))}."
    return text
