"""Rules for years, decades and centuries, in figures and spelled out, and for parts of a year that is told."""

from __future__ import annotations

import re

from verbale.dates.fragments import ORDINAL, PART, YEAR, Rule, S, ordinal_of, word_after, word_before
from verbale.dates.meanings import Expression, Fixed, Meaning, Range
from verbale.dates.periods import Period, century_of, months, season_of, year_of
from verbale.dates.words import either, words

_NUMBERED = re.compile(r"\b(?:nos?|pp?|pop|art|sec|res|para|ch|vol)\.\s?\Z", re.I)
#: What makes of the figures before it something else: 1999-year, 2014-MK.
_COMPOUND = re.compile(r"[-–](?!(?:born|era|style|based|built)\b)[^\WA-Z]|/[12]")
#: What may stand before a year with a dash (pre-1967).
_BESIDE = frozenset(("pre", "post", "mid", "early", "late", "since", "circa"))
#: Years that stand alone; farther ones need a preposition.
_COMMON = range(1900, 2051)
_PLACED = frozenset(("in", "since", "until", "of", "from", "by", "year", "to", "between"))


def _year(match: re.Match[str]) -> Meaning | None:
    number = int(match["year"])
    part = (match["named"] or match["inside"] or "").lower()
    if not part and not match["part"] and not match["fiscal"] and not _is_year(match, number):
        return None
    if part:
        return Fixed(_inside(number, part))
    return Fixed(year_of(number))


def _inside(year: int, part: str) -> Period:
    """A quarter, half or season of a year."""
    kind = re.split(r"[\s-]+", part)
    if kind[-1] in ("spring", "summer", "fall", "autumn", "winter"):
        return season_of("fall" if kind[-1] == "autumn" else kind[-1], year)
    if kind[-1] == "half":
        return months(year, 1 if kind[0] in ("first", "1st") else 7, "half")
    number = min(ordinal_of(kind[0]) if kind[0] not in ("final", "last") else 4, 4)
    return months(year, number * 3 - 2, "quarter")


def _is_year(match: re.Match[str], number: int) -> bool:
    """Whether four figures are a year, not a count, an amount or the number of something."""
    text, (start, end) = match.string, match.span("year")
    known = words().not_years
    before, after = word_before(text, start), word_after(text, end)
    if before in known["before"] or after in known["after"] or _NUMBERED.search(text, max(0, start - 6), start):
        return False
    if before in known["counts"] and (number % 100 == 0 or number not in _COMMON):
        return False
    if _in_number(text, start, before) or _COMPOUND.match(text, end):
        return False
    return number in _COMMON or (number >= 1400 and before in _PLACED)


def _in_number(text: str, start: int, before: str) -> bool:
    """Whether the figures go on to the left: ``$1999``, ``MK-2014``; not ``pre-1967``."""
    mark = text[start - 1 : start]
    return bool(mark) and (mark in "$£€¥#.,:/+'’" or (mark in "-–—" and before not in _BESIDE))


def _years(match: re.Match[str]) -> Meaning | None:
    """``2014-15``, ``1999-2000``."""
    first, tail = int(match["year"]), match["tail"]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    last += 100 if last < first and len(tail) == 2 else 0
    before = word_before(match.string, match.start())
    if not 1800 <= first < last <= first + 60 or before == "by" or before in words().not_years["before"]:
        return None
    if _in_number(match.string, match.start("year"), before):
        return None
    ends = [
        Expression(match.start(part), match.end(part), match[part], Fixed(year_of(number)))
        for part, number in (("year", first), ("tail", last))
    ]
    return Range(ends[0], ends[1])


def _decade(match: re.Match[str]) -> Meaning | None:
    """``the 1990s``, ``the '90s``, ``the nineties``; ``the 1800s`` are a century."""
    if match["year"]:
        number = int(match["year"])
        if number % 100 == 0 and 1500 <= number < 1900:
            return Fixed(century_of(number // 100 + 1))
    elif match["short"]:
        number = 1900 + int(match["short"])
    else:
        number = 1900 + words().tens[f"{match['word'].lower()}y"]
    return Fixed(months(number, 1, "decade")) if number % 10 == 0 and number >= 1700 else None


def _spelled(match: re.Match[str]) -> Meaning | None:
    """``nineteen ninety-six``, ``the year two thousand``."""
    w = words()
    if match["thousand"]:
        return Fixed(year_of(2000 + w.ones.get((match["more"] or "").lower(), 0)))
    number = w.teens[match["century"].lower()] * 100
    first = match["tens"].lower()
    number += w.teens.get(first, 0) + w.tens.get(first, 0) + w.ones.get((match["ones"] or "").lower(), 0)
    return Fixed(year_of(number))


def _short_year(match: re.Match[str]) -> Meaning:
    number = int(match["short"])
    return Fixed(year_of(number + (1900 if number > 30 else 2000)))


def _century(match: re.Match[str]) -> Meaning | None:
    number = ordinal_of(match["ord"])
    return Fixed(century_of(number)) if 1 <= number <= 22 else None


_NAMED = (
    r"(?P<{0}>(?:(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)[\s-](?:fiscal\s)?(?:quarter|half)"
    r"|spring|summer|fall|autumn|winter)(?!\w))"
)
_FISCAL = rf"(?P<fiscal>(?:fiscal|financial){S}(?:year{S})?)?"
NAMED_RULE = Rule(
    rf"(?:the{S})?(?P<part>(?:early|late|mid)(?:{S}|-))?{_NAMED.format('named')}(?:{S}of|,)?{S}(?:the{S})?{_FISCAL}"
    rf"{YEAR.format('year')}(?P<inside>)",
    _year,
)
YEAR_RULES = (
    Rule(rf"{YEAR.format('year')}[-–](?P<tail>\d{{4}}|\d\d)(?![\d-])", _years),
    Rule(rf"{PART}?(?:the{S})?(?P<year>1[0-9]\d\d|20\d\d)['’]?s(?P<short>)(?P<word>)", _decade),
    NAMED_RULE,
    Rule(
        rf"{PART}?(?:the{S})?{_FISCAL}(?:(?:the{S})?year{S})?{YEAR.format('year')}"
        rf"(?:{S}(?:fiscal{S})?{_NAMED.format('inside').replace('|fall', '')})?(?P<named>)",
        _year,
    ),
)
_TEENS, _TENS, _ONES = (either(known) for known in (words().teens, words().tens, words().ones))
SPELLED_RULES = (
    Rule(
        rf"{PART}?(?:the{S}year{S})?(?:(?P<century>nineteen|eighteen){S}(?P<tens>{_TENS}|{_TEENS})"
        rf"(?:(?:{S}|-)(?P<ones>{_ONES}))?|(?P<thousand>(?<=year\s)two{S}thousand)(?:{S}(?:and{S})?(?P<more>{_ONES}))?)"
        rf"(?!{S}(?:thousand|hundred|million))",
        _spelled,
    ),
)
_SPELLED_TEN = "(?P<word>" + "|".join(ten[:-1] for ten in words().tens) + ")"
DECADE_RULES = (Rule(rf"{PART}?(?:the{S})(?:nineteen{S})?{_SPELLED_TEN}ies(?P<year>)(?P<short>)", _decade),)
_QUOTE = "['’‘]"
SHORT_RULES = (
    Rule(rf"{PART}?(?:the{S})?{_QUOTE}(?P<short>\d0){_QUOTE}?s(?P<year>)(?P<word>)", _decade),
    Rule(rf"(?<=\s)(?:(?P<part>early|late|mid)(?:{S}|-))?{_QUOTE}(?P<short>\d\d)(?!{_QUOTE})", _short_year),
)
CENTURY_RULES = (Rule(rf"{PART}?(?:the{S})?(?P<ord>{ORDINAL})(?:{S}|-)century(?!{S}B\.?C)", _century),)
