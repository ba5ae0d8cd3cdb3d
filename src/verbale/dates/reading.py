"""Read all dates of a text in order, each with the date mentioned before it at hand."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.dates.anchor import Anchor, resolve
from verbale.dates.expressions import find_expressions
from verbale.dates.meanings import Around, DayFrom, Expression, Offset, Weekday, YearAgo
from verbale.dates.periods import PRECISIONS
from verbale.dates.tense import needs_tense, tense_near
from verbale.schema import DateMention, Published


def read_dates(
    text: str, published: Published | None = None, start: int = 0, end: int | None = None
) -> Iterator[tuple[Expression, DateMention]]:
    """The expressions of date in ``text[start:end]`` with their values, in order.

    Each is resolved with the tense of its clause and, for ``two days later`` and the like, with the nearest date before
    it that is precise enough.
    """
    known = published or Published()
    before: list[DateMention] = []
    for expression in find_expressions(text, start, end):
        narrative = _narrative(expression, before)
        anchor = Anchor(known.date, narrative, known.not_before)
        mention = resolve(
            expression, anchor, tense_near(text, expression.span) if needs_tense(expression) else "unknown"
        )
        if mention.date and not _compares(expression):
            before.append(mention)
        yield expression, mention


def _compares(expression: Expression) -> bool:
    """Whether the date is one that another is compared with (``a year earlier``): the story stays where it was."""
    meaning = expression.meaning
    return isinstance(meaning, YearAgo) or (
        isinstance(meaning, Offset) and (meaning.unit, meaning.after) == ("year", False)
    )


def _narrative(expression: Expression, before: list[DateMention]) -> str | None:
    """The value of the last date that the expression can be reckoned from."""
    wanted = _finest(expression)
    kinds = _kinds(expression)
    for mention in reversed(before[-8:]):
        if mention.precision in kinds and PRECISIONS.index(mention.precision) <= wanted:
            return mention.date
    return None


def _kinds(expression: Expression) -> tuple[str, ...]:
    """The precisions of the dates it may be reckoned from: "the year-ago period" looks for a period."""
    if not isinstance(expression.meaning, YearAgo):
        return PRECISIONS
    return ("quarter",) if expression.meaning.unit == "quarter" else ("quarter", "half", "year")


def _finest(expression: Expression) -> int:
    meaning = expression.meaning
    unit = "century"
    if isinstance(meaning, DayFrom) or (isinstance(meaning, Weekday) and meaning.base == "narrative"):
        unit = "day"
    elif isinstance(meaning, Around | Offset):
        unit = "interval" if meaning.unit == "weekend" else meaning.unit
    return PRECISIONS.index(unit)
