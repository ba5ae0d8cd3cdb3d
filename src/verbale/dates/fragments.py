"""Pieces that the patterns of dates are made of, and what their matches mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from verbale.dates.meanings import Base, Meaning, Shift, YearRef
from verbale.dates.periods import Unit
from verbale.dates.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, either, words

#: White space inside an expression: never a blank line.
S = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
_FULL_MONTH = "|".join(MONTH_NAMES).replace("may", "may(?! day)")
MONTH = rf"(?:{_FULL_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)(?![^\W\d_])"
WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NAMES)})(?!\w)"
#: Abbreviations stand for a weekday only before a day of a month.
ANY_WEEKDAY = rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)"
#: A day of a month in figures; `{0}` is the group's name.
DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w|[:/,.]\d|%|\s(?:percent|per cent|million)\b)"
YEAR = r"(?P<{0}>1[0-9]\d\d|20\d\d)(?!\w|[.,]\d|%)"
DASH = r"\s?[-–—]\s?"
PART = (
    r"(?:(?:the{S})?(?:very{S})?(?P<part>early|late|later|earlier|mid|sometime|(?:beginning|start|middle|end|close"
    r"|turn|rest|remainder|course|(?:first|early|latter|last|later|better)\spart|(?:first|second|last|latter)\shalf"
    r"|(?:early|last|first|final)\s(?:days|weeks|months|years)|most|much|a\sgood\spart)\sof)"
    r"(?:{S}(?:in|on){S}|{S}|-)(?:the{S})?)"
).replace("{S}", S)
SHIFT = rf"(?:(?P<shift>(?:the|this){S}(?:previous|following|preceding|past|coming)|last|this|next|past|coming){S})"
_YEAR_WORD = "(?:{S}(?:calendar|fiscal|same))?{S}year".replace("{S}", S)
#: A year told from another, after a month, quarter or season.
OF_YEAR = (
    rf"(?:,?{S}(?:(?:of|in){S})?(?P<rel>last|this|next|that|the{S}(?:same|following|previous|preceding|next))"
    rf"{_YEAR_WORD}(?!\w)(?!['’]s))"
)
NUMBER = rf"(?:\d{{1,3}}|{either([*words().numbers, *words().uncertain])})"
ABOUT = (
    rf"(?P<about>(?:(?:about|around|nearly|almost|roughly|more{S}than|less{S}than|fewer{S}than|over|just|only|at{S}least"
    rf"|barely|up{S}to|approximately|well{S}over|under|some|the|exactly){S}){{0,3}})"
)
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{either(words().ordinals)})"
UNIT = r"(?P<unit>day|week|month|quarter|year|decade|centur(?:y|ie))s?(?!\w)"
DAYPART = rf"(?:{S}(?:early{S}|late{S}|mid-?)?(?:morning|afternoon|evening|night|midday|noon|lunchtime)(?!\w))"
#: Where a clause ends or goes on after an expression like "the day before".
END = r"(?=\s{0,2}(?:[.,;:!?)\"”’'–—-]|$|\n|and\b|but\b|when\b|in\b|at\b|on\b))"
_UNITS: dict[str, Unit] = {
    "day": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "centurie": "century",
}
_APPROXIMATE = re.compile(r"about|around|nearly|almost|roughly|than|over|least|barely|up|approx|under|some", re.I)


@dataclass(frozen=True)
class Rule:
    """A pattern's source and what its match means: None where it means no date."""

    source: str
    build: Callable[[re.Match[str]], Meaning | None]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, case aside and of whole words, compiled when it is first tried."""
        return re.compile(rf"(?<!\w){self.source}(?!\w)", re.I)


def after_any(*names: str) -> str:
    """A pattern that holds just after one of the words and a blank."""
    return "(?:" + "|".join(rf"(?<=\b{name}\s)" for name in names) + ")"


def words_of(written: str | None) -> str:
    """Words in small letters, one blank apart."""
    return " ".join((written or "").lower().split())


def month_number(name: str) -> int:
    """1 to 12."""
    return MONTHS[name[:3].lower()]


def shift_of(match: re.Match[str]) -> tuple[Shift, Base]:
    """What the word before a name shifts it to, and from where."""
    word = words_of(match["shift"])
    known: dict[str, Shift] = {"": "bare", "last": "last", "past": "last", "this past": "last", "this": "this"}
    if word in known:
        return known[word], "published"
    if word.endswith(("next", "coming")):
        return "next" if word == "next" else "coming", "published"
    return "next" if word.endswith("following") else "last", "narrative"


def year_of(match: re.Match[str]) -> YearRef | None:
    """The year that ``last year``, ``the same year`` after a month tells."""
    word = words_of(match["rel"])
    if not word:
        return None
    if word in ("last", "this", "next"):
        return YearRef({"last": -1, "this": 0, "next": 1}[word])
    if word.endswith(("following", "next")):
        return YearRef(1, "narrative")
    return YearRef(-1 if word.endswith(("previous", "preceding")) else 0, "narrative")


def number_of(word: str) -> int | None:
    """The number that a word or figures say; None where it is uncertain."""
    word = words_of(word)
    return int(word) if word.isdigit() else words().numbers.get(word)


def ordinal_of(word: str) -> int:
    """The number of an ordinal, in words or figures."""
    word = word.lower()
    return int(word[:-2]) if word[0].isdigit() else words().ordinals[word]


def unit_of(word: str) -> Unit:
    """The unit of a word, singular or plural."""
    return _UNITS[word.lower()]


def is_about(match: re.Match[str]) -> bool:
    """Whether the number in a match is approximate."""
    return bool(_APPROXIMATE.search(match["about"] or ""))


def word_before(text: str, at: int) -> str:
    """The word that ends just before a place, in lower case; empty where another sentence or line stands there."""
    left = text[max(0, at - 40) : at].rstrip(" \t\u00a0\n-")
    match = re.search(r"[\w’']+\Z", left)
    return match.group().lower() if match else ""


def word_after(text: str, at: int) -> str:
    """The word that begins after a place and a blank, in lower case."""
    match = re.match(r"[ \t\u00a0\n-]{0,3}([\w’']+)", text[at : at + 40])
    return match.group(1).lower() if match else ""
