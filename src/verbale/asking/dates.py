"""Dates as people type them into a search, and the days on either side of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from verbale.asking.tokens import Token
from verbale.asking.words import Words
from verbale.dates.words import MONTH_NAMES
from verbale.record.dates import first_day, last_day

_YEAR = re.compile(r"[12]\d{3}\Z", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z", re.ASCII)
_ISO = re.compile(r"[12]\d{3}(?:-\d{2}){0,2}\Z", re.ASCII)
_RANGE = re.compile(r"([12]\d{3}(?:-\d{2}(?:-\d{2})?)?)(?:\.\.|–|—|/)([12]\d{3}(?:-\d{2}(?:-\d{2})?)?)\Z", re.ASCII)
_YEARS = re.compile(r"([12]\d{3})-([12]\d{3})\Z", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,2}\Z", re.ASCII)
_MARKS = ",;.:!?)(]["
_MONTHS = {name: at for at, name in enumerate(MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: at for name, at in _MONTHS.items()} | {"sept": 9}


class Period(NamedTuple):
    """First and last date of a time, ISO, each as precise as it was said; and the token after it."""

    since: str
    until: str
    end: int


def read_date(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The ISO date that begins at a token and the token after it: ``2019``, ``June 2019``, ``3 June 2019``, ISO."""
    words = [_bare(one) for one in tokens[at : at + 3]]
    if not words or not words[0]:
        return None
    if _ISO.match(words[0]):
        return _checked(words[0], at + 1)
    month, following = _MONTHS.get(words[0]), (*words[1:], "", "")
    day = _DAY.match(words[0])
    if month and _YEAR.match(following[0]):
        return _checked(f"{following[0]}-{month:02}", at + 2)
    if month and (other := _DAY.match(following[0])) and _YEAR.match(following[1]):
        return _checked(f"{following[1]}-{month:02}-{int(other[1]):02}", at + 3)
    if day and (named := _MONTHS.get(following[0])) and _YEAR.match(following[1]):
        return _checked(f"{following[1]}-{named:02}-{int(day[1]):02}", at + 3)
    return None


def read_range(token: Token) -> tuple[str, str] | None:
    """Both dates of ``2016-2018`` or ``2016-05..2018``; None for a token that is no range."""
    word = _bare(token)
    match = _RANGE.match(word) or _YEARS.match(word)
    if match is None or first_day(match[1]) is None or first_day(match[2]) is None:
        return None
    return match[1], match[2]


def read_relative(tokens: Sequence[Token], at: int, today: date, words: Words) -> Period | None:
    """A time reckoned from today: ``yesterday``, ``this month``, ``last year``, ``past 30 days``."""
    plain = [one.plain if one.kind == "word" else "" for one in tokens[at : at + 3]] + ["", ""]
    if plain[0] in ("today", "yesterday"):
        day = (today - timedelta(days=plain[0] == "yesterday")).isoformat()
        return Period(day, day, at + 1)
    if plain[0] in ("last", "past", "previous") and _NUMBER.match(plain[1]) and plain[2] in words.spans:
        first = _back(today, int(plain[1]), words.spans[plain[2]])
        return Period(first.isoformat(), today.isoformat(), at + 3) if first else None
    unit = {"week": "weeks", "month": "months", "year": "years"}.get(plain[1])
    if plain[0] not in ("this", "last") or unit is None:
        return None
    if unit == "weeks":
        monday = today - timedelta(days=today.weekday() + (7 if plain[0] == "last" else 0))
        return Period(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), at + 2)
    length = 7 if unit == "months" else 4
    named = today.isoformat()[:length]
    named = before(named) if plain[0] == "last" else named
    return Period(named, named, at + 2)


def before(value: str) -> str:
    """The date just before an ISO date, as precise: of 2019-06, 2019-05. The first of all dates stands for itself."""
    first = first_day(value) or value
    try:
        return (date.fromisoformat(first) - timedelta(days=1)).isoformat()[: len(value)]
    except (OverflowError, ValueError):
        return value


def after(value: str) -> str:
    """The date just after an ISO date, as precise: of 2019-06, 2019-07. The last of all dates stands for itself."""
    last = last_day(value) or value
    try:
        return (date.fromisoformat(last) + timedelta(days=1)).isoformat()[: len(value)]
    except (OverflowError, ValueError):
        return value


def in_words(value: str) -> str:
    """An ISO date in words: ``3 June 2019``; what is none as it is."""
    if first_day(value) is None or "/" in value:
        return value
    year, *rest = value.split("-")
    month = MONTH_NAMES[int(rest[0]) - 1].capitalize() if rest else ""
    return " ".join(one for one in (str(int(rest[1])) if len(rest) > 1 else "", month, year) if one)


def _bare(token: Token) -> str:
    return token.text.strip(_MARKS).casefold() if token.kind == "word" else ""


def _checked(value: str, end: int) -> tuple[str, int] | None:
    return (value, end) if first_day(value) is not None else None


def _back(today: date, number: int, unit: str) -> date | None:
    if unit in ("days", "weeks"):
        return today - timedelta(days=number * (7 if unit == "weeks" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return None
    last = date.fromisoformat(last_day(f"{year:04}-{month + 1:02}") or today.isoformat()).day
    return date(year, month + 1, min(today.day, last))
