"""A stretch of time as an address gives it: ISO dates, as exact as one likes, both included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from verbale.record.dates import first_day, last_day
from verbale.web.room import UnclearError


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``until`` as written (``2016``, ``2016-03``, ``2016-03-04``), empty for no end."""

    since: str = ""
    until: str = ""

    @property
    def first(self) -> dt.date | None:
        """The first day of it."""
        return dt.date.fromisoformat(found) if (found := first_day(self.since or None)) else None

    @property
    def last(self) -> dt.date | None:
        """The last day of it."""
        return dt.date.fromisoformat(found) if (found := last_day(self.until or None)) else None

    def values(self) -> dict[str, str | None]:
        """It as it stands in an address."""
        return {"since": self.since or None, "until": self.until or None}

    def __bool__(self) -> bool:
        return bool(self.since or self.until)


def period(since: str = "", until: str = "") -> Period:
    """A period of an address. Raises :class:`UnclearError` for what is no date, or where it ends before it begins."""
    for name, value in (("since", since.strip()), ("until", until.strip())):
        if value and (first_day(value) is None or last_day(value) is None):
            raise UnclearError(f"{value!r} is no date for “{name}”; write 2016, 2016-03 or 2016-03-04.")
    made = Period(since.strip(), until.strip())
    if made.first and made.last and made.last < made.first:
        raise UnclearError(f"The period ends ({made.until}) before it begins ({made.since}); turn them round.")
    return made


#: The period that an address asks for, as a parameter of a route.
InPeriod = Annotated[Period, Depends(period)]


def years(days: Iterable[dt.date]) -> tuple[tuple[int, int], ...]:
    """The years of ``days`` in order, each with how many there are."""
    counts: dict[int, int] = {}
    for day in days:
        counts[day.year] = counts.get(day.year, 0) + 1
    return tuple(sorted(counts.items()))
