"""Rules for words like yesterday, parts of the day, seasons, and times that no date can be given for."""

from __future__ import annotations

import re

from verbale.dates.fragments import (
    DAYPART,
    OF_YEAR,
    PART,
    SHIFT,
    Rule,
    S,
    after_any,
    shift_of,
    word_before,
    words_of,
    year_of,
)
from verbale.dates.meanings import DayFrom, Meaning, Part, Vague
from verbale.dates.periods import SEASONS
from verbale.dates.spans import BESIDE_RULES, PLACES
from verbale.dates.words import either, words
from verbale.dates.years import NAMED_RULE

_SEASON = r"(?P<season>spring|summer|fall|autumn|winter)"
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_CAPITAL_BEFORE = re.compile(r"[A-Z]\w*\s\Z")
#: Words in capitals that may stand before a day without making it a name (USA Today).
_NO_NAME = frozenset(("also", "earlier", "late", "early", "later", "on"))


def _season(match: re.Match[str]) -> Meaning | None:
    name = match["season"].lower()
    if not match["shift"] and not match["rel"] and match["season"][0].isupper():
        return None  # Arab Spring
    shift, base = shift_of(match)
    return Part("season", SEASONS["fall" if name == "autumn" else name], shift, year_of(match), base)


def _day_word(match: re.Match[str]) -> Meaning | None:
    word, text, start = match["word"], match.string, match.start()
    named = word[0].isupper() and _CAPITAL_BEFORE.search(text, max(0, start - 20), start)
    if named and word_before(text, start) not in _NO_NAME:
        return None
    return DayFrom(_DAYS[word.lower()], _DAYS[word.lower()])


def _part_of_day(match: re.Match[str]) -> Meaning:
    """``this morning``, ``last night``, ``the next morning``."""
    way = words_of(match["way"])
    number, base = PLACES[way.removeprefix("the ")]
    return DayFrom(number, number, "narrative" if way.startswith("the ") else base)


def _vague(match: re.Match[str]) -> Meaning:
    return Vague("past" if match["past"] else "future" if match["future"] else "present")


SEASON_RULES = (
    NAMED_RULE,
    Rule(rf"{PART}?(?:the{S})?{SHIFT}{_SEASON}{OF_YEAR}?", _season),
    Rule(rf"{PART}?(?P<shift>){_SEASON}{OF_YEAR}", _season),
    Rule(
        rf"{after_any('in', 'during', 'over', 'by', 'since', 'until', 'of', 'before')}{PART}?(?P<shift>)(?:the{S})?"
        rf"{_SEASON}(?P<rel>)(?!{S}of\b)",
        _season,
    ),
)
DAY_WORD_RULES = (
    Rule(
        rf"(?:(?:early|late|later|earlier|sometime){S})?(?P<word>today|tonight|yesterday|tomorrow){DAYPART}?", _day_word
    ),
)
OVERNIGHT_RULES = (Rule(rf"overnight(?!{S}{either(words().nights)}\b)", lambda _: DayFrom(-1, 0)),)
DAYPART_RULES = (
    Rule(
        rf"(?:(?:early|late|later|earlier){S})?(?P<way>this|last|that(?:{S}same)?|the{S}(?:next|following|same|previous))"
        rf"{S}(?:morning|afternoon|evening|night)(?![’']s)",
        _part_of_day,
    ),
    *BESIDE_RULES,
)
_VAGUE = "|".join(f"(?P<{when}>{'|'.join(sources)})" for when, sources in words().vague.items())
VAGUE_RULES = (Rule(f"(?:{_VAGUE})".replace(" ", r"\s"), _vague),)
