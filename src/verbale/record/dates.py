"""The days that an ISO date with the precision of its text stands for."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


def first_day(value: str | None) -> str | None:
    """First day (``YYYY-MM-DD``) of ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``; None if it is none."""
    bounds = _bounds(value.partition("/")[0]) if value else None
    return bounds[0].isoformat() if bounds else None


def last_day(value: str | None) -> str | None:
    """Last day of such a date; see :func:`first_day`."""
    if not value:
        return None
    start, slash, end = value.partition("/")
    bounds = _bounds(end if slash else start)
    return bounds[1].isoformat() if bounds else None


def precision_of(value: str | None) -> str | None:
    """``year``, ``month``, ``day`` or ``interval``, by the shape of the date; None if it is none."""
    if not value or first_day(value) is None or last_day(value) is None:
        return None
    return "interval" if "/" in value else {4: "year", 7: "month", 10: "day"}[len(value)]


def _bounds(value: str) -> tuple[date, date] | None:
    match = _PART.match(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        return None
    try:
        start = date(year, month or 1, day or 1)
        if day:
            return start, start
        last_month = month or 12
        following = date(year + last_month // 12, last_month % 12 + 1, 1) if year < 9999 else date.max
    except ValueError:
        return None
    return start, following - timedelta(days=1) if year < 9999 else following
