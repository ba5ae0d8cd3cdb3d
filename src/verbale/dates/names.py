"""Rules for weekdays, months, days of months, years and named days."""

from __future__ import annotations

import re

from verbale.dates.fragments import (
    ANY_WEEKDAY,
    DASH,
    DAY,
    DAYPART,
    MONTH,
    OF_YEAR,
    PART,
    SHIFT,
    WEEKDAY,
    YEAR,
    Rule,
    S,
    month_number,
    shift_of,
    word_before,
    year_of,
)
from verbale.dates.meanings import Expression, Feast, Fixed, Meaning, MonthDay, Range, Weekday
from verbale.dates.periods import day, months
from verbale.dates.words import WEEKDAYS, either, words

_CLOCK = (
    rf"(?:(?:\d{{1,2}}(?:[:.]\d\d)?\s?(?:a\.?m\.?|p\.?m\.?)|noon|midnight|midday)"
    rf"(?:{S}\(?(?:[ECMP][SD]?T|GMT|BST|local{S}time)\)?)?,?{S}(?:on{S})?)"
)
_ATTACKS = re.compile(
    r"['’]?s?,?\s(?:2001|(?:\w+\s)?(?:terror\w*|attack\w*|hijack\w*|massacre|assault|al\s?Qaeda))", re.I
)
_NO_WEEKDAY_BEFORE = re.compile(r"(?:\bweek\sfrom|(?:Mail|Independent|Scotland)\son)\s\Z")
_NO_WEEKDAY_AFTER = re.compile(rf"\s{either(words().not_weekdays['after'])}\b", re.I)
_MANY_OR_DATED = re.compile(r"s\b|\sthe\s\d")
_AND = re.compile(r"\sand\s", re.I)
_CAPITAL_BEFORE = re.compile(r"[A-Z][a-z]+\s\Z")
_CAPITAL = re.compile(r"\s[A-Z][a-z]")


def _weekday(match: re.Match[str]) -> Meaning | None:
    if not _is_weekday(match):
        return None
    shift, base = shift_of(match)
    number = WEEKDAYS[match["name"][:3].lower()]
    week = (match["week"] or match["of"] or "").lower()
    if week:
        return Weekday(number, weeks={"last": -1, "this": 0, "next": 1}[week])
    return Weekday(number, shift, base=base)


def _is_weekday(match: re.Match[str]) -> bool:
    """Whether the name is a day, not part of a name, nor one of many."""
    text, before = match.string, word_before(match.string, match.start())
    if not match["name"][0].isupper() or before in words().sets or before in words().not_weekdays["before"]:
        return False
    if _NO_WEEKDAY_AFTER.match(text, match.end("name")) or _MANY_OR_DATED.match(text, match.end()):
        return False
    return not _NO_WEEKDAY_BEFORE.search(text, max(0, match.start() - 20), match.start())


def _day_and_month(match: re.Match[str]) -> Meaning | None:
    month, number = month_number(match["month"]), int(match["day"])
    if not match["month"][0].isupper() or number > _longest(month):
        return None
    known = words().attacks.get(f"{month}/{number}")
    named = _ATTACKS.match(match.string, match.end()) or word_before(match.string, match.start()) in ("post", "pre")
    if known and named:
        return MonthDay(month, number, known=known)
    return MonthDay(month, number, "last" if (match["ago"] or "").lower() == "last" else "bare", year_of(match))


def _longest(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _nine_eleven(_: re.Match[str]) -> Meaning:
    return MonthDay(9, 11, known=words().attacks["9/11"])


def _days_of_month(match: re.Match[str]) -> Meaning | None:
    """``March 5-7``, ``3 to 5 May 2021``."""
    month, first, last = month_number(match["month"]), int(match["day"]), int(match["last"])
    if not first < last <= _longest(month) or not match["month"][0].isupper():
        return None
    if last > first + 1 and _AND.search(match.group()) and not match.group().lower().startswith("between"):
        return None  # March 5 and 12 are two days
    year = int(match["year"]) if match["year"] else None
    spans = sorted((match.span("day"), match.span("last")))
    ends: list[Expression] = []
    for number, (start, end) in zip((first, last), spans, strict=True):
        meaning: Meaning = MonthDay(month, number)
        if year:
            whole = months(year, month, "month")
            if number > whole.last.day:
                return None
            meaning = Fixed(day(whole.first.replace(day=number)))
        ends.append(Expression(start, end, match.string[start:end], meaning))
    return Range(ends[0], ends[1])


def _month(match: re.Match[str]) -> Meaning | None:
    name = match["month"]
    if not name[0].isupper() or not _is_month(match) or match.string[match.end() : match.end() + 2] in ("/1", "/2"):
        return None
    shift, base = shift_of(match)
    return MonthDay(month_number(name), None, shift, year_of(match), base)


def _is_month(match: re.Match[str]) -> bool:
    """Whether the name of a month is one, not a word or a person."""
    name, text = match["month"], match.string
    low = name.rstrip(".").lower()
    before = word_before(text, match.start("month"))
    sure = before in words().before_months["sure"]
    placed = sure or before in words().before_months["other"]
    doubtful = low in words().doubtful
    if match["shift"] or match["part"] or match["rel"]:
        return not doubtful or before not in words().not_months
    if low[:3] == low and low != "may":
        return placed and name.endswith(".")
    if before in words().not_months or (doubtful and name.isupper()):
        return False
    if not doubtful:
        return True
    following = _CAPITAL.match(text, match.end()) is not None
    if low in ("may", "march") or following:
        return sure if following else placed
    return placed or not _CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start())


def _week_of(match: re.Match[str]) -> Meaning | None:
    month, number = month_number(match["month"]), int(match["day"])
    return MonthDay(month, number, week=True) if number <= _longest(month) else None


def _part_of_month(match: re.Match[str]) -> Meaning | None:
    """``the first week of March``, with or without a year."""
    month = month_number(match["month"])
    if not match["year"]:
        return MonthDay(month)
    return Fixed(months(int(match["year"]), month, "month"))


def _feast(match: re.Match[str]) -> Meaning | None:
    """A named day, with the rule that its own pattern leads to."""
    name = match["name"]
    if not name[0].isupper():
        return None
    key = next(key for key, pattern in _FEASTS.items() if pattern.fullmatch(name))
    return Feast(key, int(match["year"]) if match["year"] else None, shift_of(match)[0])


_RELATED = rf"(?P<week>last|this|next){S}week['’]s{S}"
WEEKDAY_RULES = (
    Rule(
        rf"{_CLOCK}?(?:(?:early|late|later|earlier){S}(?:on{S})?)?(?:{_RELATED})?{SHIFT}?(?P<name>{WEEKDAY})"
        rf"(?P<daypart>{DAYPART}?)(?:,?{S}(?:of{S})?(?P<of>last|this|next){S}week(?!\w))?(?!s\b)",
        _weekday,
    ),
)
WEEKDAY_BEFORE = ANY_WEEKDAY
_DAY, _LAST, _OPTIONAL_YEAR = DAY.format("day"), DAY.format("last"), rf"(?:,?{S}{YEAR.format('year')})?"
_MONTH, _TO = rf"(?P<month>{MONTH})", rf"(?:{DASH}|{S}(?:to|through|and){S})"
RANGE_RULES = (
    Rule(rf"(?:(?:from|between){S})?{_MONTH}{S}{_DAY}{_TO}{_LAST}(?!{S}{MONTH}){_OPTIONAL_YEAR}", _days_of_month),
    Rule(rf"(?:(?:from|between){S})?{_DAY}{_TO}{_LAST}{S}(?:of{S})?{_MONTH}{_OPTIONAL_YEAR}", _days_of_month),
)
_SOME = rf"(?:the{S})?(?:first|second|third|fourth|last|final){S}(?:week|weekend|days){S}(?:of|in){S}"
MONTH_RULES = (
    *RANGE_RULES,
    Rule(rf"(?:the{S})?week{S}of{S}{_MONTH}{S}{_DAY}", _week_of),
    Rule(rf"(?:(?P<ago>last|this|next){S})?(?:the{S})?{_MONTH}{S}(?:the{S})?{_DAY}{OF_YEAR}?", _day_and_month),
    Rule(rf"(?P<ago>the{S})?{_DAY}(?:{S}of)?{S}{_MONTH}{OF_YEAR}?", _day_and_month),
    Rule(rf"{_SOME}{_MONTH}{_OPTIONAL_YEAR}", _part_of_month),
    Rule(rf"{PART}?(?:month{S}of{S})?{SHIFT}?{_MONTH}{OF_YEAR}?", _month),
)
_FEASTS = {name: re.compile(name, re.I) for name in words().feasts}
FEAST_RULES = (Rule(rf"{SHIFT}?(?P<name>{'|'.join(words().feasts)}){_OPTIONAL_YEAR}", _feast),)
NINE_ELEVEN_RULES = (Rule(r"(?<![/.$,])9/11(?!/|\.\d)", _nine_eleven),)
