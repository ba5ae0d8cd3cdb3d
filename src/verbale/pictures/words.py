"""What pictures say in words: dates, spans of time, statuses, and what a text may hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

#: English, whatever the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: What the statuses of an event that did not simply happen are called.
STATUSES: Mapping[str, str] = {
    "future": "to come",
    "hypothetical": "only possible",
    "negated": "not done",
    "historical": "told as background",
}
#: Statuses of what did not happen, or not yet.
UNDONE = frozenset({"future", "hypothetical", "negated"})
UNDATED = "no date"
#: Neither control characters and halves of pairs, which XML cannot hold, nor marks that turn the order of text around.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text as a picture may hold it: what is harmful or not in XML becomes U+FFFD."""
    return _HARMFUL.sub("\ufffd", text)


def day(first: dt.date | None, last: dt.date | None = None, precision: str = "day", *, short: bool = False) -> str:
    """A date in words, no more precise than it is known.

    ``precision``: ``day``, ``month``, ``year``, ``interval`` (to ``last``) or ``published`` (the day of the article).
    """
    if first is None:
        return UNDATED
    month = MONTHS[first.month - 1][: 3 if short else None]
    if precision == "year":
        return f"{first.year}"
    if precision == "month":
        return f"{month} {first.year}"
    if precision == "interval" and last is not None and last > first:
        return _interval(first, last, short)
    return f"{first.day} {month} {first.year}{', as reported' if precision == 'published' else ''}"


def _interval(first: dt.date, last: dt.date, short: bool) -> str:
    if first.year != last.year:
        return f"{day(first, short=short)} – {day(last, short=short)}"
    month = MONTHS[first.month - 1][: 3 if short else None]
    if first.month != last.month:
        return f"{first.day} {month} – {day(last, short=short)}"
    return f"{first.day}–{last.day} {month} {first.year}"


def month(name: str, *, short: bool = False) -> str:
    """``2031-05`` in words."""
    year, _, number = name.partition("-")
    return f"{MONTHS[int(number) - 1][: 3 if short else None]} {year}"


def span(days: int) -> str:
    """A stretch of time in words, in the unit in which it is easily grasped."""
    for length, unit, least in ((365.25, "year", 730), (30.44, "month", 62), (7.0, "week", 21), (1.0, "day", 0)):
        if days >= least:
            number = round(days / length)
            return count(number, unit)
    return count(days, "day")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def signed(value: float, places: int = 1) -> str:
    """A number with its sign, a true minus; nought has none."""
    shown = f"{value:+.{places}f}"
    return shown[1:] if float(shown) == 0 else shown.replace("-", "\u2212")


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Things in a row: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
