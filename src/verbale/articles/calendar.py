"""Calendar dates as they are written in English text and in metadata, with the precision they give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name[:3]: i for i, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<{0}>(?:1[6-9]|20)\d\d)(?!\d)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
#: Source of a pattern that finds a written date; groups are numbered by form.
DATE_PATTERN = "|".join(
    (
        r"(?<!\d)(?P<y1>(?:1[6-9]|20)\d\d)(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)",
        rf"\b(?P<m2>{_MONTH})\s{{0,3}}{_DAY.format('d2')}(?:\s{{0,2}},)?\s{{0,3}}{_YEAR.format('y2')}",
        rf"(?<!\d){_DAY.format('d3')}[\s-]{{0,3}}(?:of\s)?(?P<m3>{_MONTH}),?[\s-]{{0,3}}{_YEAR.format('y3')}",
        r"(?<!\d)(?P<a4>\d{1,2})(?P<s4>[/.-])(?P<b4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d)(?!\d)",
        rf"\b(?P<m5>{_MONTH}),?\s{{1,3}}{_YEAR.format('y5')}",
    )
)
_DATE = re.compile(DATE_PATTERN, re.I)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_NEAR = re.compile(r"\d[-/.]\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
#: No written date is longer than this on either side of its year.
_REACH = 28
_ISO = re.compile(r"\s*((?:1[6-9]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])(?=$|[T\s]|\s*$)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text: its place, ISO value and precision (``day``, ``month`` or ``year``)."""

    start: int
    end: int
    date: str
    precision: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """Dates with a year written in ``text[start:end]``, in order. Days that do not exist are passed over."""
    last = len(text) if end is None else end
    done = start
    for year in _ANY_YEAR.finditer(text, start, last):  # rare, so the costly pattern is tried near them only
        if year.end() <= done:
            continue
        left = max(done, year.start() - _REACH)
        while left > done and text[left - 1].isalnum() and text[left].isalnum():
            left -= 1
        right = min(last, year.end() + _REACH)
        if not _NEAR.search(text, left, right):
            continue
        for match in _DATE.finditer(text, left, right):
            if match.start() > year.start():
                break
            value = _value(match)
            if value is not None:
                done = match.end()
                yield WrittenDate(match.start(), match.end(), value, "day" if len(value) == 10 else "month")


def parse_date(written: str) -> tuple[str, str] | None:
    """Return the ISO date and precision of ``written`` (ISO 8601, a written date, RFC 2822, Unix time), or None.

    The day is the one written: a time zone does not move it.
    """
    match = _ISO.match(written) or _COMPACT.match(written)
    if match:
        return _from_parts(*match.groups())
    match = _EPOCH.match(written)
    if match:
        return dt.datetime.fromtimestamp(int(match.group(1)), dt.UTC).date().isoformat(), "day"
    return next(((found.date, found.precision) for found in find_dates(written[:200])), None)


def _from_parts(year: str, month: str | None, day: str | None) -> tuple[str, str] | None:
    if month is None:
        return year, "year"
    value = _iso(int(year), int(month), int(day or "1"))
    if value is None:
        return None
    return (value, "day") if day else (value[:7], "month")


def _value(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups["y1"]:
        return _iso(int(groups["y1"]), int(groups["m1"]), int(groups["d1"]))
    if groups["y2"]:
        return _iso(int(groups["y2"]), _month(groups["m2"]), int(groups["d2"]))
    if groups["y3"]:
        return _iso(int(groups["y3"]), _month(groups["m3"]), int(groups["d3"]))
    if groups["y4"]:
        return _numeric(int(groups["a4"]), int(groups["b4"]), int(groups["y4"]))
    return f"{groups['y5']}-{_month(groups['m5']):02d}"


def _numeric(first: int, second: int, year: int) -> str | None:
    """``27/06/2023`` and ``06/27/2023``; where day and month cannot be told apart, nothing."""
    if first > 12 or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
