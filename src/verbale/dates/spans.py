"""Rules for units of time: last week, two days ago, the following year, the end of the month, the third quarter."""

from __future__ import annotations

import re

from verbale.dates.fragments import (
    ABOUT,
    END,
    NUMBER,
    OF_YEAR,
    ORDINAL,
    PART,
    UNIT,
    Rule,
    S,
    after_any,
    is_about,
    number_of,
    ordinal_of,
    unit_of,
    word_before,
    words_of,
    year_of,
)
from verbale.dates.meanings import Around, Base, DayFrom, Meaning, Offset, Part, Reach, YearAgo, YearRef
from verbale.dates.words import either, words
from verbale.dates.years import NAMED_RULE

#: What "last", "that" and the like before a unit say: how many units away, and from where.
PLACES: dict[str, tuple[int, Base]] = {
    **dict.fromkeys(("last", "past", "latest", "most recent", "this past"), (-1, "published")),
    **dict.fromkeys(("this", "current", "present"), (0, "published")),
    **dict.fromkeys(("next", "coming", "this coming"), (1, "published")),
    **dict.fromkeys(("that", "same", "that same", "that very"), (0, "narrative")),
    **dict.fromkeys(("previous", "preceding", "prior"), (-1, "narrative")),
    **dict.fromkeys(("following", "ensuing"), (1, "narrative")),
}
_LONG = frozenset(("decade", "century"))
#: Words that make "the next year" the twelve months to come, not the year after the one mentioned.
_LASTING = frozenset(("over", "in", "within", "during", "for", "throughout", "through", "by"))
#: Words before a day that need no article.
_DAYS = frozenset(("that", "same", "that same", "that very", "next"))


def _offset(match: re.Match[str]) -> Meaning | None:
    """``two days ago``, ``a week later``."""
    unit, number, way = unit_of(match["unit"]), number_of(match["n"]), match["way"].lower().split()[0]
    if word_before(match.string, match.start()) in words().sets:
        return None
    if way in ("ago", "from", "hence"):
        return Offset(unit, number, way != "ago", "published", is_about(match))
    return Offset(unit, number, way in ("later", "afterward", "afterwards", "after"), "narrative", is_about(match))


def _units_ago(match: re.Match[str]) -> Meaning:
    """``years ago``."""
    way = match["way"].lower()
    return Offset(unit_of(match["unit"]), None, way == "later", "published" if way == "ago" else "narrative")


def _hours(match: re.Match[str]) -> Meaning | None:
    """``the last 24 hours``, ``48 hours ago``: whole days only."""
    number, way = number_of(match["n"]), match["way"].lower()
    if not number or number % 24:
        return None
    if way in ("ago", "earlier", "later"):
        return Offset("day", number // 24, way == "later", "published" if way == "ago" else "narrative")
    return Reach("day", number // 24, way in ("next", "coming", "following", "within"))


def _year_ago(match: re.Match[str]) -> Meaning:
    kind = (match["kind"] or "").lower()
    return YearAgo(unit_of(kind) if kind in ("quarter", "month", "week", "day") else None)


def _reach(match: re.Match[str]) -> Meaning:
    """``the last three days``."""
    way = match["way"].lower()
    return Reach(unit_of(match["unit"]), number_of(match["n"]), way in ("next", "coming", "following"))


def _ahead(match: re.Match[str]) -> Meaning | None:
    """``in two weeks``, ``within ten days``; not ``the first time in two weeks``, ``in two days of talks``."""
    before = match.string[max(0, match.start() - 40) : match.start()].lower().split()[-4:]
    unit, number, inside = unit_of(match["unit"]), number_of(match["n"]), match["way"].lower() != "in"
    if number is None or any(word in words().first_in or word.endswith("est") for word in before):
        return None
    if inside:
        return Reach(unit, number, True)
    return Offset(unit, number, True, "published", is_about(match), ahead=True) if unit != "quarter" else None


def _placed(match: re.Match[str]) -> Meaning | None:
    """``last week``, ``later this month``, ``the following year``, ``that day``."""
    way, unit, part = words_of(match["way"]), unit_of(match["unit"]), (match["part"] or "").lower()
    definite = bool(match["the"]) or way.startswith("the ")
    number, base = PLACES[way.removeprefix("the ")]
    way = way.removeprefix("the ")
    if match["unit"].istitle() and match["way"].istitle():
        return None  # a name: This Week
    if unit == "day":
        known = (base == "narrative" or way == "next") and (definite or way in _DAYS)
        return DayFrom(number, number, "narrative") if known else None
    if unit not in _LONG and not part:
        follows = definite and way == "next" and word_before(match.string, match.start()) not in _LASTING
        if follows:
            return Around(unit, 1, "narrative")
        if way == "past" or (definite and way in ("last", "next", "coming")):
            return Reach(unit, 1, number > 0)
    if way in ("latest", "most recent") and unit in ("year", "decade"):
        number = 0
    return Around(unit, number, base, part)


def _bare(match: re.Match[str]) -> Meaning:
    """``the end of the year``, ``over the weekend``, ``for the quarter``."""
    unit = unit_of(match["unit"])
    return Around(unit, 0, "narrative" if unit == "quarter" else "published", (match["part"] or "").lower())


def _within(match: re.Match[str]) -> Meaning:
    """``earlier in the week``, ``later in the day``."""
    unit = unit_of(match["unit"])
    return DayFrom(0, 0, "narrative") if unit == "day" else Around(unit, 0, "published", match["part"].lower())


def _quarter(match: re.Match[str]) -> Meaning | None:
    """``the third quarter``, ``this year's first half``."""
    word, half = match["ord"].lower(), match["kind"].lower() == "half"
    number = {"final": 4, "last": 4, "latter": 2}.get(word) or ordinal_of(word)
    year = year_of(match)
    if match["whose"]:
        year = YearRef({"last": -1, "next": 1}.get(match["whose"].lower().split()[0], 0))
    elif match["the_year"]:
        year = YearRef(0)
    if number > 4 or (year is None and (half or word == "last")):
        return None
    if half:
        return Part("half", 1 if number == 1 else 7, "bare", year)
    return Part("quarter", number * 3 - 2, "bare", year)


def _beside(match: re.Match[str]) -> Meaning:
    """``the day before``, ``the year after``."""
    word, number = match["unit"].lower(), 1 if match["way"].lower() in ("after", "later") else -1
    if word in ("day", "night", "evening", "morning"):
        return DayFrom(number, number, "narrative")
    return Around(unit_of(word), number, "narrative")


_LIKE = "(?:same|corresponding|comparable|similar)"
_YEAR_AGO_RULES = (
    Rule(
        rf"(?:(?:the|its){S})?(?:{_LIKE}{S})?year-(?:ago|earlier|before)"
        rf"(?:{S}(?:(?:first|second|third|fourth)[\s-])?(?P<kind>quarter|period|month|week|day))?",
        _year_ago,
    ),
    Rule(
        rf"the{S}{_LIKE}{S}(?P<kind>quarter|period|month|week|day|time){S}(?:(?:of{S})?last{S}year"
        rf"|(?:a|one){S}year{S}(?:ago|earlier|before)|the{S}(?:previous|year){S}(?:year|before))",
        _year_ago,
    ),
    Rule(rf"the{S}(?P<kind>quarter|period|month){S}a{S}year{S}(?:ago|earlier)", _year_ago),
)
_WHOSE = rf"(?:(?P<whose>(?:last|this|next|the)(?:{S}(?:fiscal{S})?year)['’]s{S}))?"
_FISCAL = rf"(?:(?:fiscal|latest|current){S}|fiscal-)?"
_PLAIN_WAYS = rf"ago|earlier|later|from{S}(?:now|today)|hence|afterwards?|beforehand"
_WAYS = rf"(?P<way>{_PLAIN_WAYS}|(?:before|after|prior|previously){END})"
_NEAR = "(?P<way>last|past|next|coming|previous|following"
_BETWEEN = rf"(?:{S}|-)"
_KINDS = "(?:full|whole|calendar|fiscal|academic|school|business|trading)"
_PLACED = rf"(?P<way>(?:the{S})?{either(PLACES)})"
_NO_TIME = rf"(?!{S}of\b|['’]|{S}(?:time|ago|earlier|later|before|after))"
_NO_CLAUSE = rf"(?!{S}(?:ended|ending|ends|of|to|that|when|before|after|since|in|he|she|they)\b)(?!-)(?!['’]s{S}end)"
UNIT_RULES = (
    *_YEAR_AGO_RULES,
    NAMED_RULE,
    Rule(
        rf"{_WHOSE}(?:(?:the|its|their){S})?{_FISCAL}(?P<ord>{ORDINAL}|final|last|latter)[\s-](?:fiscal[\s-])?"
        rf"(?P<kind>quarter|half)(?!-?final)(?:{OF_YEAR}|(?P<the_year>{S}of{S}(?:the|this){S}(?:fiscal{S})?year))?",
        _quarter,
    ),
    Rule(rf"{ABOUT}(?P<n>{NUMBER}){_BETWEEN}{UNIT}(?:{S}or{S}(?:so|more))?{S}{_WAYS}", _offset),
    Rule(rf"{UNIT}{S}(?P<way>ago|earlier|later)", _units_ago),
    Rule(rf"the{S}(?P<unit>day|week|month|year|decade){S}(?P<way>before|after|earlier|prior|later){END}", _beside),
    Rule(rf"(?:(?:the|these){S})?{_NEAR}){S}(?P<n>{NUMBER}){_BETWEEN}{UNIT}", _reach),
    Rule(rf"(?P<way>in|within|inside){S}{ABOUT}(?P<n>{NUMBER}){_BETWEEN}{UNIT}{_NO_TIME}", _ahead),
    Rule(
        rf"{PART}?(?P<the>the{S})?{_PLACED}{S}(?:{_KINDS}{S}){{0,2}}"
        rf"(?P<unit>day|weekend|week|month|quarter|year|decade|century)"
        rf"(?!['’]s\s(?:time|end)\b)(?!-old)(?!{S}(?:olds?|of{S}(?:talks|war))\b)",
        _placed,
    ),
    Rule(rf"(?P<part>early|earlier|late|later){S}in{S}the{S}(?P<unit>day|week|month|year|decade|century)", _within),
    Rule(rf"{PART}(?:the{S})?(?P<unit>week|weekend|month|year|quarter|decade|century)(?!['’]s|{S}(?:of|to)\b)", _bare),
    Rule(rf"(?P<part>)(?P<unit>year|month)(?:{S}|-|['’]s{S})end", _bare),
    Rule(
        rf"{after_any('over', 'during', 'for', 'by', 'through', 'throughout', 'of', 'in')}(?P<part>)the{S}"
        rf"(?:{_KINDS}{S})?(?P<unit>year|quarter|week|month|weekend){_NO_CLAUSE}",
        _bare,
    ),
)
HOUR_RULES = (
    Rule(
        rf"(?:the{S})?(?P<way>last|past|next|coming|previous|following|within){S}(?P<n>{NUMBER}){_BETWEEN}hours?",
        _hours,
    ),
    Rule(rf"{ABOUT}(?P<n>{NUMBER}){_BETWEEN}hours{S}(?P<way>ago|earlier|later)", _hours),
)
WEEKEND_RULES = (*UNIT_RULES, Rule(rf"(?P<part>)the{S}(?P<unit>weekend)", _bare))
DAY_RULES = (
    Rule(rf"(?:the{S})?day{S}before{S}yesterday", lambda _: DayFrom(-2, -2)),
    Rule(rf"(?:the{S})?day{S}after{S}tomorrow", lambda _: DayFrom(2, 2)),
    *UNIT_RULES,
)
BESIDE_RULES = (Rule(rf"the{S}(?P<unit>night|evening|morning){S}(?P<way>before|after){END}", _beside),)
