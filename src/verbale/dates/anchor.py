"""Give an expression of date its value, by the day of publication and the date that the text mentioned before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dateutil.easter import easter

from verbale.dates import periods
from verbale.dates.meanings import (
    Around,
    Base,
    DayFrom,
    Expression,
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
from verbale.dates.periods import PRECISIONS, Period, Unit
from verbale.dates.relations import relation
from verbale.dates.words import words
from verbale.schema import DateMention

Tense = Literal["past", "future", "unknown"]

#: How much nearer a date must lie, on the side that the tense speaks against, to be the one that is meant: days of a
#: month (and quarters), and months. "It put off the vote to March" in February speaks of a March to come.
AGAINST_TENSE = 3.0
AGAINST_TENSE_MONTH = 8.0
#: Someone who says "last March" in April means the March of the year before; from this many months on, the latest one.
LAST_MONTH_FROM = 2


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates are reckoned from.

    ``published``: the article's date as ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``, or None. ``narrative``:
    the value of the date mentioned before, for ``two days later`` and ``that day``. ``not_before``: the article
    cannot have appeared before this day; only told in the reason.
    """

    published: str | None = None
    narrative: str | None = None
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class _Moment:
    """One day that the article may have appeared on, and what else is known."""

    now: dt.date
    narrative: Period | None
    tense: Tense

    def base(self, base: Base) -> dt.date | None:
        if base == "published":
            return self.now
        return self.narrative.first if self.narrative else None


def resolve(expression: Expression, anchor: Anchor, tense: Tense = "unknown") -> DateMention:
    """The date of an expression, with the reason for it; a date is never more precise than the text.

    Where what it is reckoned from is unknown, the date is None and the reason keeps the relation; the precision is
    then told for all but days. A publication date that is known to the month or year only gives the interval of
    all days that the expression may mean.
    """
    published, narrative = periods.read(anchor.published), periods.read(anchor.narrative)
    try:
        period = _resolved(expression.meaning, published, narrative, tense)
    except (ValueError, OverflowError):
        return DateMention(None, None, expression.text, "no such date in the calendar")
    basis = relation(expression.meaning, anchor, tense, period)
    if period is None:
        return DateMention(None, _precision(expression.meaning), expression.text, basis)
    return DateMention(period.iso(), period.precision, expression.text, basis)


def _resolved(meaning: Meaning, published: Period | None, narrative: Period | None, tense: Tense) -> Period | None:
    told = _told(meaning, published)
    if told or isinstance(meaning, Vague):
        return told
    if isinstance(meaning, Range):
        return _range(meaning, published, narrative, tense)
    if published is None:
        known = narrative is not None and _base(meaning) == "narrative"
        return _value(meaning, _Moment(dt.date.max, narrative, tense)) if known else None
    first = _value(meaning, _Moment(published.first, narrative, tense))
    if published.precision == "day" or first is None:
        return first
    last = _value(meaning, _Moment(published.last, narrative, tense))
    return first if last is None or first == last else first.to(last)


def _told(meaning: Meaning, published: Period | None) -> Period | None:
    """The date of an expression that tells it in full, or that is the name of an event of that day."""
    if isinstance(meaning, Fixed):
        return meaning.period
    if isinstance(meaning, Feast) and meaning.year:
        return periods.day(_feast_day(meaning.name, meaning.year))
    if isinstance(meaning, MonthDay) and meaning.known:
        named = _of_year(meaning, meaning.known)
        return named if named and (published is None or published.last >= named.first) else None
    return None


def _base(meaning: Meaning) -> Base:
    year = getattr(meaning, "year", None)
    if isinstance(year, YearRef):
        return year.base
    return "narrative" if isinstance(meaning, YearAgo) else getattr(meaning, "base", "published")


def _range(meaning: Range, published: Period | None, narrative: Period | None, tense: Tense) -> Period | None:
    """From the one date to the other; the second is put after the first, or the first before the second."""
    first = _resolved(meaning.first.meaning, published, narrative, tense)
    last = _resolved(meaning.last.meaning, published, narrative, tense)
    if first is None or last is None:
        return None
    if last.last < first.first and not isinstance(meaning.first.meaning, Fixed):
        if isinstance(meaning.first.meaning, Weekday):
            back = tense != "future"
            first, last = (
                (periods.shifted(first, "week", -1), last) if back else (first, periods.shifted(last, "week", 1))
            )
        elif isinstance(meaning.first.meaning, MonthDay):
            first = periods.shifted(first, "year", -1)
    return first.to(last) if first.first <= last.last else None


def _precision(meaning: Meaning) -> str | None:
    """The precision of an unknown date, where it is no day."""
    if isinstance(meaning, MonthDay):
        return "week" if meaning.week else None if meaning.day else "month"
    if isinstance(meaning, Range | Reach):
        return "interval"
    unit = getattr(meaning, "unit", None)
    return "interval" if unit == "weekend" else unit if unit != "day" else None


def _value(meaning: Meaning, moment: _Moment) -> Period | None:
    return _VALUES[type(meaning)](meaning, moment)


def _day_from(meaning: DayFrom, moment: _Moment) -> Period | None:
    if meaning.base == "narrative":
        before = moment.narrative
        if before is None or before.precision not in ("day", "interval", "week"):
            return None
        if meaning.first == 0:
            return before if before.precision == "day" else None
        at = before.last if meaning.first > 0 else before.first
    else:
        at = moment.now
    first, last = (at + dt.timedelta(days=number) for number in (meaning.first, meaning.last))
    return periods.day(first) if first == last else periods.days(first, last)


def _weekday(meaning: Weekday, moment: _Moment) -> Period | None:
    at = moment.base(meaning.base)
    if at is None or (meaning.base == "narrative" and moment.narrative and moment.narrative.precision == "year"):
        return None
    ahead = (meaning.day - at.weekday()) % 7
    weeks = {"this": 0, "next": 1}.get(meaning.shift, meaning.weeks) if meaning.base == "published" else None
    if weeks is not None:
        first = (_week(at, weeks) if meaning.weeks else periods.week_of(periods.moved(at, "week", weeks))).first
        return periods.day(first + dt.timedelta(days=(meaning.day - first.weekday()) % 7))
    if meaning.shift in ("coming", "next"):
        return periods.day(at + dt.timedelta(days=ahead or 7))
    if meaning.shift == "bare" and (ahead == 0 or moment.tense == "future"):
        return periods.day(at + dt.timedelta(days=ahead))
    return periods.day(at - dt.timedelta(days=7 - ahead))


def _year(ref: YearRef, moment: _Moment) -> int | None:
    at = moment.base(ref.base)
    return at.year + ref.years if at else None


def _month_day(meaning: MonthDay, moment: _Moment) -> Period | None:
    at = moment.base(meaning.base)
    if meaning.year:
        year = _year(meaning.year, moment)
        return _of_year(meaning, year) if year else None
    if at is None:
        return None
    found = [p for y in (at.year - 1, at.year, at.year + 1) if (p := _of_year(meaning, y))]
    found = [p for p in found if p.first.weekday() == meaning.weekday] or found
    if meaning.day is None and meaning.shift == "last" and meaning.base == "published":
        found = [p for p in found if (at.year - p.first.year) * 12 + at.month - p.first.month >= LAST_MONTH_FROM]
    if meaning.day is None and meaning.shift == "this":
        return next((p for p in found if p.first.year == at.year), None)
    return _chosen(found, meaning.shift, at, moment.tense)


def _of_year(meaning: MonthDay, year: int) -> Period | None:
    if meaning.day is None:
        return periods.months(year, meaning.month, "month")
    try:
        at = dt.date(year, meaning.month, meaning.day)
    except ValueError:
        return None
    return periods.week_of(at) if meaning.week else periods.day(at)


def _chosen(found: Iterable[Period], shift: str, at: dt.date, tense: Tense) -> Period | None:
    """Which of the years' periods is meant: by the word before it, or the nearest, weighed by the tense."""
    known = list(found)
    if shift == "last":
        return max((p for p in known if p.last < at), key=lambda p: p.first, default=None)
    if shift in ("next", "coming"):
        return min((p for p in known if p.first > at), key=lambda p: p.first, default=None)

    def away(period: Period) -> float:
        if period.first <= at <= period.last:
            return 0.0
        against = AGAINST_TENSE_MONTH if period.precision == "month" else AGAINST_TENSE
        if period.last < at:
            return (at - period.last).days * (against if tense == "future" else 1.0)
        return (period.first - at).days * (against if tense == "past" else 1.0)

    return min(known, key=away, default=None)


def _part(meaning: Part, moment: _Moment) -> Period | None:
    """A quarter, half or season: the latest that has begun, or with the future tense the nearest."""
    if meaning.year:
        year = _year(meaning.year, moment)
        return periods.months(year, meaning.month, meaning.unit) if year else None
    at = moment.base(meaning.base)
    if at is None:
        return None
    found = [periods.months(at.year + number, meaning.month, meaning.unit) for number in (-2, -1, 0, 1)]
    if meaning.shift == "this":
        return _chosen(found, "bare", at, "unknown")
    if meaning.shift == "bare" and moment.tense != "future":
        found = [p for p in found if p.first <= at]
    return _chosen(found, meaning.shift, at, moment.tense)


def _feast(meaning: Feast, moment: _Moment) -> Period | None:
    at = moment.now
    found = [periods.day(_feast_day(meaning.name, at.year + number)) for number in (-1, 0, 1)]
    return _chosen(found, meaning.shift, at, moment.tense)


def _feast_day(name: str, year: int) -> dt.date:
    known = words().feasts[name]
    if isinstance(known, int):
        return easter(year) + dt.timedelta(days=known)
    if len(known) == 2:
        return dt.date(year, known[0], known[1])
    month, weekday, which = known
    whole = periods.months(year, month, "month")
    first = whole.first + dt.timedelta(days=(weekday - whole.first.weekday()) % 7)
    if which > 0:
        return first + dt.timedelta(days=7 * (which - 1))
    return whole.last - dt.timedelta(days=(whole.last.weekday() - weekday) % 7)


def _around(meaning: Around, moment: _Moment) -> Period | None:
    at = moment.base(meaning.base)
    if at is None:
        return None
    if meaning.base == "narrative":
        before = moment.narrative
        if before is None or PRECISIONS.index(before.precision) > PRECISIONS.index(_known_as(meaning.unit)):
            return None
        return periods.around(periods.moved(at, meaning.unit, meaning.number), meaning.unit)
    if meaning.unit == "week":
        return _so_far(at, meaning, moment.tense) if meaning.number == 0 else _week(at, meaning.number)
    if meaning.unit == "weekend":
        return _weekend(at, meaning, moment.tense)
    return periods.around(periods.moved(at.replace(day=1), meaning.unit, meaning.number), meaning.unit)


def _known_as(unit: Unit) -> str:
    return "interval" if unit == "weekend" else unit


def _week(at: dt.date, number: int) -> Period:
    if number < 0 and periods.SUNDAY_OPENS and at.weekday() == 6:
        return Period(at + dt.timedelta(days=7 * number), at + dt.timedelta(days=7 * number + 6), "week")
    return periods.week_of(periods.moved(at, "week", number))


def _so_far(at: dt.date, meaning: Around, tense: Tense) -> Period:
    """This week up to the day of publication, or what is left of it."""
    week = periods.week_of(at)
    ahead = meaning.part.startswith(("later", "late", "end", "rest", "remainder", "close"))
    if ahead or (tense == "future" and not meaning.part.startswith("earl")):
        return Period(at, week.last, "week")
    return Period(week.first, at, "week")


def _weekend(at: dt.date, meaning: Around, tense: Tense) -> Period:
    this = periods.around(at, "weekend")
    if meaning.number:
        return periods.shifted(this, "week", meaning.number)
    return this if at >= this.first or tense == "future" else periods.shifted(this, "week", -1)


def _offset(meaning: Offset, moment: _Moment) -> Period | None:
    before = moment.narrative
    if meaning.number is None or (meaning.ahead and moment.tense == "past"):
        return None
    number = meaning.number if meaning.after else -meaning.number
    if before and before.precision in ("quarter", "half") and (meaning.unit, number) == ("year", -1):
        return periods.shifted(before, "year", -1)
    at = moment.base(meaning.base)
    if at is None:
        return None
    if meaning.base == "narrative" and before:
        if PRECISIONS.index(before.precision) > PRECISIONS.index(meaning.unit):
            return None
        at = before.last if meaning.after else before.first
    unit: Unit = {"decade": "year", "century": "decade"}.get(meaning.unit, meaning.unit)  # type: ignore[assignment]
    return periods.around(periods.moved(at, meaning.unit, number), unit)


def _reach(meaning: Reach, moment: _Moment) -> Period | None:
    if meaning.number is None:
        return None
    far = periods.moved(moment.now, meaning.unit, meaning.number if meaning.after else -meaning.number)
    return periods.days(moment.now, far) if meaning.after else periods.days(far, moment.now)


def _year_ago(meaning: YearAgo, moment: _Moment) -> Period | None:
    before = moment.narrative
    return periods.shifted(before, "year", -1) if before else None


_VALUES: dict[type, Callable[[Any, _Moment], Period | None]] = {
    DayFrom: _day_from, Weekday: _weekday, MonthDay: _month_day, Part: _part, Feast: _feast, Around: _around,
    Offset: _offset, Reach: _reach, YearAgo: _year_ago,
}  # fmt: skip
