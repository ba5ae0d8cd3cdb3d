"""Stretches of the calendar: days, weeks, months, quarters, seasons, years, and their ISO 8601 values.

A week runs from Monday to Sunday (:data:`WEEK_BEGINS`), with one exception that newspapers make: on a Sunday, "last
week" is the seven days that ended the day before (:data:`SUNDAY_OPENS`). Seasons are those of the northern hemisphere,
three whole months each; a winter bears the year of its December. Decades and centuries are the popular ones:
1990 to 1999, and 1901 to 2000 for the 20th century.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateutil.relativedelta import relativedelta

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

#: The first day of a week, as :meth:`datetime.date.weekday` counts.
WEEK_BEGINS = 0
#: Whether a text of a Sunday means, by last week, the Sunday before and the six days after it.
SUNDAY_OPENS = True
#: The first month of each season; a winter goes on into the next year.
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}
#: Precisions, from the finest to the coarsest.
PRECISIONS = ("day", "interval", "week", "month", "quarter", "season", "half", "year", "decade", "century")

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAY = dt.timedelta(days=1)
_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both in, and the precision they are known with."""

    first: dt.date
    last: dt.date
    precision: str

    def iso(self) -> str:
        """The period as ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``."""
        if self.precision == "day":
            return self.first.isoformat()
        if self.precision == "month":
            return self.first.isoformat()[:7]
        if self.precision == "year":
            return self.first.isoformat()[:4]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def to(self, other: Period) -> Period:
        """The interval from this period's first day to the other's last."""
        return Period(self.first, max(self.last, other.last), "interval")


def day(when: dt.date) -> Period:
    """One day."""
    return Period(when, when, "day")


def days(first: dt.date, last: dt.date) -> Period:
    """An interval of days."""
    return Period(first, last, "interval")


def months(year: int, month: int, precision: str) -> Period:
    """The month, quarter, half, season, year, decade or century that begins with a month; ValueError past 9999."""
    following = year * 12 + month - 1 + _MONTHS[precision]
    if following // 12 > 9999:
        raise ValueError(f"no calendar for the year {year}")
    last = dt.date(following // 12, following % 12 + 1, 1) - _DAY
    return Period(dt.date(year, month, 1), last, precision)


def year_of(year: int) -> Period:
    """A year."""
    return months(year, 1, "year")


def week_of(when: dt.date) -> Period:
    """The week that a day is in."""
    first = when - dt.timedelta(days=(when.weekday() - WEEK_BEGINS) % 7)
    return Period(first, first + dt.timedelta(days=6), "week")


def season_of(name: str, year: int) -> Period:
    """A season, by the year of its first month."""
    return months(year, SEASONS[name], "season")


def century_of(number: int) -> Period:
    """The ``number``-th century."""
    return months(number * 100 - 99, 1, "century")


def around(when: dt.date, unit: Unit) -> Period:
    """The calendar period of a kind that a day is in; for a weekend, the one that the day's week ends with."""
    if unit in ("day", "week"):
        return day(when) if unit == "day" else week_of(when)
    if unit == "weekend":
        sunday = week_of(when).first + dt.timedelta(days=(6 - WEEK_BEGINS) % 7)
        return days(sunday - _DAY, sunday)
    if unit == "century":
        return century_of((when.year + 99) // 100)
    if unit == "season":
        return months(when.year - (when.month < 3), (when.month // 3 * 3) or 12, "season")
    years, count = (10, 12) if unit == "decade" else (1, _MONTHS[unit])
    return months(when.year // years * years, (when.month - 1) // count * count + 1 if years == 1 else 1, unit)


def moved(when: dt.date, unit: Unit, number: int) -> dt.date:
    """The day ``number`` units later; OverflowError or ValueError where the calendar ends."""
    if unit == "day":
        return when + dt.timedelta(days=number)
    if unit in ("week", "weekend"):
        return when + dt.timedelta(days=7 * number)
    if abs(number) > 10_000:
        raise ValueError("beyond the calendar")
    return when + relativedelta(months=_MONTHS[unit] * number)


def shifted(period: Period, unit: Unit, number: int) -> Period:
    """A period moved by units of the calendar, its kind kept."""
    if period.precision in _MONTHS:
        first = moved(period.first, unit, number)
        if unit not in ("day", "week", "weekend"):
            return months(first.year, first.month, period.precision)
    first = moved(period.first, unit, number)
    if period.precision == "day":
        return day(first)
    return Period(first, first + (period.last - period.first), period.precision)


@lru_cache(maxsize=4096)
def read(value: str | None) -> Period | None:
    """The period that an ISO value stands for, or None; an interval's precision is told by its length."""
    if not value:
        return None
    left, slash, right = value.partition("/")
    first, last = _part(left), _part(right) if slash else None
    if first is None or (slash and last is None):
        return None
    if last is None:
        return first
    if last.last < first.first:
        return None
    whole = Period(first.first, last.last, "interval")
    return next((p for p in _known(whole) if (p.first, p.last) == (whole.first, whole.last)), whole)


def _known(whole: Period) -> list[Period]:
    length = (whole.last - whole.first).days + 1
    if length == 7:
        return [Period(whole.first, whole.last, "week")]
    if length < 89 or whole.first.day != 1 or whole.first.year < 101 or whole.last.year >= 9990:
        return []
    units: tuple[Unit, ...] = ("quarter", "season", "half", "decade", "century")
    return [around(whole.first, unit) for unit in units]


def _part(value: str) -> Period | None:
    match = _PART.match(value)
    if match is None:
        return None
    year, month, number = (int(part) if part else None for part in match.groups())
    try:
        if number:
            return day(dt.date(year or 0, month or 0, number))
        return months(year or 0, month, "month") if month else year_of(year or 0)
    except (ValueError, OverflowError):
        return None
