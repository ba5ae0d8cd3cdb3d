"""Say in words how a date was reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.dates.meanings import (
    Around,
    DayFrom,
    Feast,
    Fixed,
    Meaning,
    MonthDay,
    Offset,
    Part,
    Range,
    Reach,
    Vague,
    Weekday,
    YearAgo,
    YearRef,
)  # fmt: skip
from verbale.dates.periods import Period, read

if TYPE_CHECKING:
    from verbale.dates.anchor import Anchor, Tense


_PLACES = {-1: "before", 0: "of", 1: "after"}


def relation(meaning: Meaning, anchor: Anchor, tense: Tense, period: Period | None) -> str:
    """The reason for a date, or for there being none: ``weekday before an unknown publication date``."""
    if isinstance(meaning, Fixed):
        return meaning.basis
    if isinstance(meaning, Vague):
        return f"no date: the {meaning.when}, without saying when"
    if isinstance(meaning, Range):
        first, last = (relation(m, anchor, tense, period) for m in (meaning.first.meaning, meaning.last.meaning))
        return f"from one date to another: {first}" if first == last else f"from one date ({first}) to another ({last})"
    if isinstance(meaning, MonthDay) and meaning.known and period and period.first.year == meaning.known:
        return "the day of the attacks that bear its name"
    if isinstance(meaning, Feast) and meaning.year:
        return "a named day of a year"
    return f"{_what(meaning, tense, _side(anchor, period))} {_base(meaning, anchor)}"


def _side(anchor: Anchor, period: Period | None) -> int:
    """-1, 0, 1: the date lies before, at or after the day of publication; 0 where that is unknown."""
    published = read(anchor.published)
    if not published or not period:
        return 0
    return (period.first > published.last) - (period.last < published.first)


def _base(meaning: Meaning, anchor: Anchor) -> str:
    year = getattr(meaning, "year", None)
    base = year.base if isinstance(year, YearRef) else getattr(meaning, "base", "published")
    if base == "narrative" or isinstance(meaning, YearAgo):
        return f"the date mentioned before ({anchor.narrative})" if read(anchor.narrative) else "an unknown date"
    published = read(anchor.published)
    if published is None:
        return "an unknown publication date" + (f" ({anchor.not_before} or later)" if anchor.not_before else "")
    return "the publication date" if published.precision == "day" else f"a publication date known as {anchor.published}"


def _what(meaning: Meaning, tense: Tense, side: int) -> str:
    """What lies where from the base: ``2 days before``, ``week of``."""
    if isinstance(meaning, DayFrom):
        return _days(meaning)
    if isinstance(meaning, Weekday):
        return _weekday(meaning, tense, side)
    if isinstance(meaning, Around):
        return f"{meaning.unit} {_PLACES[meaning.number]}"
    if isinstance(meaning, Offset | Reach):
        return _units(meaning)
    return "same period a year before" if isinstance(meaning, YearAgo) else _named(meaning, tense, side)


def _days(meaning: DayFrom) -> str:
    if meaning.first != meaning.last:
        return "night before"
    if abs(meaning.first) > 1:
        return f"{abs(meaning.first)} days {'after' if meaning.first > 0 else 'before'}"
    return f"day {_PLACES[meaning.first]}"


def _weekday(meaning: Weekday, tense: Tense, side: int) -> str:
    if meaning.weeks:
        return f"weekday in the week {_PLACES[meaning.weeks]}"
    if meaning.shift == "this" or meaning.weeks == 0:
        return "weekday in the week of"
    ahead = meaning.shift in ("next", "coming") or (meaning.shift == "bare" and tense == "future")
    if side == 0 and meaning.shift == "bare":
        return "weekday after" if ahead else "weekday before"
    return "weekday after" if side > 0 or (ahead and side == 0) else "weekday before"


def _named(meaning: Meaning, tense: Tense, side: int) -> str:
    """A month, a day of one, a quarter, half, season or named day without its year."""
    if isinstance(meaning, MonthDay):
        name = "week" if meaning.week else "day of a month" if meaning.day else "month"
        year = meaning.year
    elif isinstance(meaning, Part):
        name, year = meaning.unit, meaning.year
    else:
        name, year = "named day", None
    if year:
        return f"{name} in the year {_PLACES[year.years]}"
    if side == 0 and tense != "future":
        return f"{name} nearest to"
    return f"{name} {'before' if side < 0 else 'after'}"


def _units(meaning: Offset | Reach) -> str:
    number = "an uncertain number of" if meaning.number is None else str(meaning.number)
    plural = "" if meaning.number == 1 else "s"
    units = "centuries" if plural and meaning.unit == "century" else f"{meaning.unit}{plural}"
    if isinstance(meaning, Reach):
        return f"{number} {units} {'from' if meaning.after else 'up to'}"
    return f"{'about ' if meaning.about else ''}{number} {units} {'after' if meaning.after else 'before'}"
