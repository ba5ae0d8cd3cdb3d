"""Find the expressions of date in English news text and read what they say.

Every word is looked up first: only at words that dates are made of (Monday, March, weeks, 1998, yesterday) are the
rules for such words tried, from the leftmost word that may belong to the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from verbale.articles.calendar import WrittenDate, find_dates
from verbale.dates import daywords, names, spans, years
from verbale.dates.fragments import Rule
from verbale.dates.meanings import Expression, Fixed, MonthDay, Range, Vague, Weekday
from verbale.dates.periods import read
from verbale.dates.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, words

_WORD = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: How many characters before a date's own word may belong to its expression.
_REACH = 48
#: No date in full is longer, before or after a word of it.
_DATE_LENGTH = 30
_LEFT = words().left | {w for name in (*words().numbers, *words().ordinals) for w in re.split(r"[\s-]", name)}
_JOINT = re.compile(r"\s(?:to|through|until|till)\s|\s?[-–—]\s?", re.I)
_AND = re.compile(r"\sand\s", re.I)
_COMMA = re.compile(r",?\s|\s\(", re.I)
_FROM = re.compile(r"(?<!\w)(?:from|between)\s\Z", re.I)
_BEFORE = re.compile(rf"(?:(?:the\s)?(?:{names.WEEKDAY_BEFORE}),?\s)?(?:(?:early|late|mid)[\s-])?\Z", re.I)


@cache
def _rules() -> dict[str, Sequence[Rule]]:
    """What is tried at each word."""
    units = (*daywords.VAGUE_RULES, *spans.UNIT_RULES)
    by_kind: dict[str, Sequence[Rule]] = {
        "units": units,
        "seasons": daywords.SEASON_RULES,
        "days": daywords.DAY_WORD_RULES,
        "parts_of_day": daywords.DAYPART_RULES,
        "vague": daywords.VAGUE_RULES,
        "spelled_years": years.SPELLED_RULES,
        "spelled_decades": years.DECADE_RULES,
        "months": names.MONTH_RULES,
        "feasts": names.FEAST_RULES,
    }
    known = {word: by_kind[kind] for kind, listed in words().cores.items() for word in listed}
    known |= dict.fromkeys(WEEKDAY_NAMES, (*names.FEAST_RULES, *names.WEEKDAY_RULES))
    known |= dict.fromkeys(MONTH_NAMES, names.MONTH_RULES)
    return known | {
        "july": (*names.FEAST_RULES, *names.MONTH_RULES),
        "day": (*names.FEAST_RULES, *daywords.VAGUE_RULES, *spans.DAY_RULES),
        "weekend": spans.WEEKEND_RULES,
        "century": (*years.CENTURY_RULES, *units),
        "hours": spans.HOUR_RULES,
        "overnight": daywords.OVERNIGHT_RULES,
    }


def find_expressions(text: str, start: int = 0, end: int | None = None) -> list[Expression]:
    """The expressions of date in ``text[start:end]``, in order; they do not overlap.

    Lengths of time (``for weeks``), recurring times (``every Monday``) and ages are passed over. Times that no date
    can be given for (``now``, ``recently``) are found too, see :attr:`Expression.vague`.
    """
    first, last = max(0, start), len(text) if end is None else min(end, len(text))
    low = text.lower()
    if len(low) != len(text):  # a letter whose small form is two characters
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    rules, found, done = _rules(), list[Expression](), first
    for core in _core().finditer(low, first, last):
        if core.start() < done:
            continue
        known = rules.get(core.group()) or _by_figures(core.group())
        expression = _at(_Scan(text, low, done, last), core, known)
        if expression:
            done = expression.end
            found.append(expression)
    return _joined(text, found)


@dataclass(frozen=True, slots=True)
class _Scan:
    """A text, its small letters, and the part of it to read."""

    text: str
    low: str
    first: int
    last: int


@cache
def _core() -> re.Pattern[str]:
    """The words at which rules are tried, and figures that may be a year: a pattern for small letters."""
    return re.compile(rf"\b(?:{_tree(_rules())}\b|\d{{4}}(?!\d)|(?<=['’‘])\d\d(?!\d)|9(?=/11\b))")


def _tree(names: Iterable[str]) -> str:
    """A pattern for the names that tries each letter once."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names):
        by_letter.setdefault(name[:1], []).append(name[1:])
    optional = "?" if "" in by_letter and len(by_letter) > 1 else ""
    branches = [letter + (_tree(rest) if any(rest) else "") for letter, rest in by_letter.items() if letter]
    return f"(?:{'|'.join(branches)}){optional}" if len(branches) > 1 or optional else "".join(branches)


def _by_figures(figures: str) -> Sequence[Rule]:
    """The rules for a year of four figures, a short year, and ``9/11``."""
    return {4: years.YEAR_RULES, 2: years.SHORT_RULES}.get(len(figures), names.NINE_ELEVEN_RULES)


def _at(scan: _Scan, core: re.Match[str], rules: Sequence[Rule]) -> Expression | None:
    """The expression that a word is the heart of, or None."""
    starts = _starts(scan, core.start())
    dated = rules is years.YEAR_RULES or core.group()[:3] in MONTHS
    date = _date_at(scan, core.start()) if dated else None
    if date is None:
        return _first(rules, scan, starts, core.start())
    return _first(names.RANGE_RULES, scan, starts, core.start()) or _written(scan, date)


def _date_at(scan: _Scan, core: int) -> WrittenDate | None:
    """The date in full that the word is part of."""
    near = _FIGURES.search(scan.text, core, min(scan.last, core + _DATE_LENGTH))
    if near is None:
        return None
    left, right = max(scan.first, core - _DATE_LENGTH), min(scan.last, core + _DATE_LENGTH)
    while left > scan.first and scan.text[left - 1].isalnum():
        left -= 1
    while right < scan.last and scan.text[right].isalnum():
        right += 1
    return next((d for d in find_dates(scan.text, left, right) if d.start <= core < d.end), None)


def _starts(scan: _Scan, core: int) -> list[int]:
    """Where an expression around the word may begin, the leftmost first."""
    places = [core]
    left = max(scan.first, core - _REACH)
    words_before = list(_WORD.finditer(scan.low, left, core))
    for word in reversed(words_before):
        if places[-1] - word.end() > 3 or not (word.group() in _LEFT or word.group()[0].isdecimal()):
            break
        if word.start() == left > scan.first and scan.low[left - 1].isalnum():
            break
        places.append(word.start())
    places.reverse()
    return places


def _first(rules: Sequence[Rule], scan: _Scan, starts: list[int], core: int) -> Expression | None:
    for known in rules:
        for start in starts:
            match = known.pattern.match(scan.text, start, scan.last)
            if match is None or match.end() <= core:
                continue
            meaning = known.build(match)
            if meaning is not None:
                return Expression(start, match.end(), match.group(), meaning)
            break
    return None


def _written(scan: _Scan, date: WrittenDate) -> Expression | None:
    """A date in full; a weekday, or ``late``, before it belongs to it."""
    period = read(date.date)
    if period is None:
        return None
    before = _BEFORE.search(scan.text, max(scan.first, date.start - 24), date.start)
    start = before.start() if before else date.start
    if start > 0 and scan.text[start - 1].isalnum():
        start = date.start
    return Expression(start, date.end, scan.text[start : date.end], Fixed(period))


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """Make one of a weekday and the day of a month that follows it, and of two dates that bound a range."""
    done: list[Expression] = []
    for expression in found:
        last = done[-1] if done else None
        between = text[last.end : expression.start] if last else ""
        joined = None
        if last and len(between) < 12:
            joined = (
                _named_day(text, last, expression, between)
                or _with_year(text, last, expression, between)
                or _range(text, last, expression, between)
            )
        if joined:
            done[-1] = joined
        else:
            done.append(expression)
    return done


def _named_day(text: str, first: Expression, second: Expression, between: str) -> Expression | None:
    meaning = second.meaning
    whole = (isinstance(meaning, MonthDay) and meaning.day and not meaning.week) or (
        isinstance(meaning, Fixed) and meaning.period.precision == "day"
    )
    if isinstance(first.meaning, Weekday) and first.meaning.shift != "next" and whole and _COMMA.fullmatch(between):
        if isinstance(meaning, MonthDay):
            meaning = replace(meaning, weekday=first.meaning.day)
        return Expression(first.start, second.end, text[first.start : second.end], meaning)
    return None


def _with_year(text: str, first: Expression, second: Expression, between: str) -> Expression | None:
    """``January nineteen ninety-seven``."""
    month, year = first.meaning, second.meaning
    if not (isinstance(month, MonthDay) and isinstance(year, Fixed) and _COMMA.fullmatch(between)):
        return None
    if year.period.precision != "year" or month.year or month.shift != "bare" or month.week:
        return None
    day = f"-{month.day:02}" if month.day else ""
    period = read(f"{year.period.iso()}-{month.month:02}{day}")
    return Expression(first.start, second.end, text[first.start : second.end], Fixed(period)) if period else None


def _range(text: str, first: Expression, second: Expression, between: str) -> Expression | None:
    """``June 29 to July 2``, ``between 2001 and 2003``."""
    before = _FROM.search(text, max(0, first.start - 9), first.start)
    word = before.group().split()[0].lower() if before else ""
    if not (_JOINT.fullmatch(between) or (word == "between" and _AND.fullmatch(between))) or isinstance(
        first.meaning, Range
    ):
        return None
    if isinstance(first.meaning, Vague) or isinstance(second.meaning, Vague | Range):
        return None
    dash = not between.strip().isalpha()
    if word == "from" and words().moved & set(text[max(0, first.start - 60) : first.start].lower().split()):
        return None
    if not word and not (type(first.meaning) is type(second.meaning) or isinstance(second.meaning, Fixed)):
        return None
    if dash and " " in between and not word:
        return None
    begin = _dated(first, second)
    start = before.start() if before else first.start
    return Expression(start, second.end, text[start : second.end], Range(begin, second))


def _dated(first: Expression, second: Expression) -> Expression:
    """``June 29`` of ``June 29 to July 2, 2020``: the last such day up to the second date."""
    meaning, last = first.meaning, second.meaning
    if not (isinstance(meaning, MonthDay) and isinstance(last, Fixed)) or meaning.year:
        return first
    period = None
    for year in (last.period.first.year, last.period.first.year - 1):
        value = f"{year:04}-{meaning.month:02}" + (f"-{meaning.day:02}" if meaning.day else "")
        period = read(value)
        if period and period.first <= last.period.first:
            return replace(first, meaning=Fixed(period))
    return first
