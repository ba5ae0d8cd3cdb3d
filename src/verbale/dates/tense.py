"""Whether the words around an expression of date speak of the past or of the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verbale.dates.anchor import Tense
from verbale.dates.meanings import Around, Expression, Feast, MonthDay, Offset, Part, Range, Weekday
from verbale.dates.words import read_data

#: How many characters before and after an expression its verb is looked for, and before one with a possessive 's.
_BEFORE, _AFTER, _NEAR = 160, 110, 24
_UNTIL = re.compile(r"[a-z,]\s(?:until|till|ahead\sof)\s(?:the\s)?\Z")
#: What speaks of the future where no verb does: "by Monday", and the infinitive of headlines ("Ministers to meet").
_WEAK = re.compile(r"\bby\s\Z|\bto\s[a-z]{2,}\s", re.I)
_BREAK = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"“‘'(]*[A-Z])|\n\s*\n|;\s")


@dataclass(frozen=True)
class _Marks:
    """Patterns of the words that tell the tense; see tense.yaml."""

    mark: re.Pattern[str]
    ahead: re.Pattern[str]
    past_next: re.Pattern[str]
    promised: re.Pattern[str]
    cut_short: re.Pattern[str]


@cache
def _marks() -> _Marks:
    data = read_data("tense.yaml")
    future, past, no_past, ahead = ("|".join(data[name]) for name in ("future", "past", "not_past", "ahead"))
    regular = rf"(?<!be\s)(?<!being\s)(?!(?:{no_past})(?!\w))(?-i:[a-z]{{2,}}ed)"
    done = r"had\sbeen\s(?:due|scheduled|expected|planned|slated)"
    source = rf"(?<!\w)(?:(?P<done>{done})|(?P<future>{future})|(?P<past>{past}|{regular}))(?!\w)"
    return _Marks(
        re.compile(source, re.I),
        re.compile(rf",?\s(?:{ahead})(?!\w)", re.I),
        re.compile(rf"\s(?:\w+ly\s)?(?:{past}|(?-i:[a-z]{{2,}}ed))(?!\w)", re.I),
        re.compile(rf"(?<!\w)(?:{'|'.join(data['promised'])})\s(?:on\s)?\Z", re.I),
        re.compile(rf"\b(?:{'|'.join(data['cut_short'])}|[A-Z])\Z"),
    )


def needs_tense(expression: Expression) -> bool:
    """Whether the value of an expression may hang on the tense: ``Monday`` does, ``last week`` does not."""
    meaning = expression.meaning
    if isinstance(meaning, Around):
        return meaning.number == 0 and meaning.unit in ("week", "weekend")
    if isinstance(meaning, Offset):
        return meaning.ahead
    if isinstance(meaning, MonthDay | Part):
        return meaning.year is None
    return isinstance(meaning, Weekday | Feast | Range)


def tense_near(text: str, span: tuple[int, int]) -> Tense:
    """The tense that the clause around ``text[span]`` speaks in.

    A verb right after the expression tells it, else the nearest before it in the sentence, else the first after it.
    """
    start, end = span
    known = _marks()
    if known.ahead.match(text, end, min(len(text), end + 60)):
        return "future"
    told = known.promised.search(text, max(0, start - 24), start) and text[end : end + 3] == " to"
    if told or known.past_next.match(text, end, min(len(text), end + 30)):
        return "past"
    if _UNTIL.search(text, max(0, start - 16), start):
        return "future"
    possessive = text[end : end + 2] in ("'s", "’s")
    left = _sentence(text[max(0, start - (_NEAR if possessive else _BEFORE)) : start], known)
    last = _last_mark(left, known)
    if last is None and not possessive:
        right = text[end : end + _AFTER]
        stop = _BREAK.search(right)
        last = known.mark.search(right[: stop.start()] if stop else right)
    if last is None:
        return "future" if not possessive and _WEAK.search(left) else "unknown"
    return "future" if last["future"] else "past"


def _last_mark(left: str, known: _Marks) -> re.Match[str] | None:
    """The last mark, looked for near the end first."""
    for place in (max(0, len(left) - 40), 0):
        found = list(known.mark.finditer(left, place))
        if found:
            return found[-1]
    return None


def _sentence(left: str, known: _Marks) -> str:
    """What of the words before an expression is in its sentence."""
    for stop in reversed(list(_BREAK.finditer(left))):
        if not known.cut_short.search(left[: stop.start()]):
            return left[stop.end() :]
    return left
