"""What an expression of date says, before anything is known of when the text was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from verbale.dates.periods import Period, Unit

#: What a meaning is reckoned from: the day of publication, or the date that the text mentioned before.
Base = Literal["published", "narrative"]
#: Which of several a name points to: the nearest (bare), the one before, this one, the one after; "next Friday" is
#: that of next week, "the coming Friday" the first to come.
Shift = Literal["bare", "last", "this", "next", "coming"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date in full: it needs no anchor."""

    period: Period
    basis: str = "written in full"


@dataclass(frozen=True, slots=True)
class DayFrom:
    """Days from the base: ``today``, ``yesterday``, ``the day before``; ``overnight`` spans two."""

    first: int
    last: int
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; ``weeks`` counts calendar weeks from this one (``Friday last week``)."""

    day: int
    shift: Shift = "bare"
    weeks: int | None = None
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class YearRef:
    """A year told from the base: ``last year`` is -1; from the narrative, ``that year`` is 0."""

    years: int
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, or a day of it, without its year, unless ``year`` tells it.

    ``known``: the year of the event that the day is a name for (the September 11 attacks); ``weekday``: the day of
    the week that stands by it, which may tell the year.
    """

    month: int
    day: int | None = None
    shift: Shift = "bare"
    year: YearRef | None = None
    base: Base = "published"
    week: bool = False
    known: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A quarter, half or season without its year: its first month and what it is called."""

    unit: Literal["quarter", "half", "season"]
    month: int
    shift: Shift = "bare"
    year: YearRef | None = None
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day of the year (see words.yaml)."""

    name: str
    year: int | None = None
    shift: Shift = "bare"


@dataclass(frozen=True, slots=True)
class Around:
    """A unit of the calendar by its place: ``last week`` is -1. ``part``: ``earlier``, ``later``, … or empty."""

    unit: Unit
    number: int
    base: Base = "published"
    part: str = ""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (negative) or after the base; ``number`` None where the text does not say how many."""

    unit: Unit
    number: int | None
    after: bool
    base: Base = "published"
    about: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The last or next so many units up to or from the base: ``in the last three days``, ``within ten days``."""

    unit: Unit
    number: int | None
    after: bool


@dataclass(frozen=True, slots=True)
class YearAgo:
    """The same period a year before the one mentioned (``the year-earlier quarter``)."""

    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no date can be given for: ``now``, ``recently``, ``soon``."""

    when: Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another; the places and meanings of both."""

    first: Expression
    last: Expression


Meaning = Fixed | DayFrom | Weekday | MonthDay | Part | Feast | Around | Offset | Reach | YearAgo | Vague | Range


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of date: its place ``[start, end)`` in the text, its words and what it says."""

    start: int
    end: int
    text: str
    meaning: Meaning

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def vague(self) -> bool:
        """Whether no date can be given for it (``now``, ``recently``)."""
        return isinstance(self.meaning, Vague)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The two dates of a range, else the expression itself."""
        return (self.meaning.first, self.meaning.last) if isinstance(self.meaning, Range) else (self,)
