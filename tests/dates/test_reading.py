"""Reading all dates of a text, and text of any kind."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from verbale.dates.anchor import Anchor, resolve
from verbale.dates.expressions import find_expressions
from verbale.dates.periods import PRECISIONS, read
from verbale.dates.reading import read_dates
from verbale.dates.tense import tense_near
from verbale.schema import Published

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:/\d{4}-\d\d-\d\d)?)?)?")
_WORDS = re.split(
    " ",
    "Monday last next this week year quarter the of in March 5 5-7 2014 2014-15 '90s two days ago later earlier end to "
    "from between and , . 's Friday, Oct. 23 until early late mid - century 20th summer before yesterday same day a "
    "1999-2000 9/11 nineteen ninety six years hours 24 past Thanksgiving Day May 31 Feb. 30 0 99 İ \n said will",
)
_TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join))
_DATE = st.one_of(
    st.none(),
    st.dates().map(str),
    st.dates().map(lambda d: str(d)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
    st.text(),
)


def dates(text: str, published: str | None = "2031-07-16") -> list[tuple[str, str | None]]:
    return [(e.text, m.date) for e, m in read_dates(text, Published(published))]


def test_a_story_is_told_from_one_date_to_the_next() -> None:
    text = (
        "The siege began on May 3, 2030. The following day Ostmark sent troops. Two days later the port fell. "
        "The following month the talks began."
    )
    assert dates(text) == [
        ("May 3, 2030", "2030-05-03"),
        ("The following day", "2030-05-04"),
        ("Two days later", "2030-05-06"),
        ("The following month", "2030-06"),
    ]


def test_a_comparison_does_not_move_the_story() -> None:
    text = "Sales rose in the second quarter from a year earlier. In the year-earlier quarter they had fallen."
    assert [date for _, date in dates(text)] == [
        "2031-04-01/2031-06-30",
        "2030-04-01/2030-06-30",
        "2030-04-01/2030-06-30",
    ]


def test_the_tense_of_the_clause_is_heard() -> None:
    text = "Tarsonia said on Monday that it would vote on Friday."
    assert dates(text) == [("Monday", "2031-07-14"), ("Friday", "2031-07-18")]


def test_without_a_publication_date() -> None:
    assert dates("He left on Monday. On May 3, 2030, he came; that day it rained.", None) == [
        ("Monday", None),
        ("May 3, 2030", "2030-05-03"),
        ("that day", "2030-05-03"),
    ]


@given(_TEXT, st.integers(-5, 220), st.one_of(st.none(), st.integers(-5, 220)))
def test_places_lie_in_the_text_and_do_not_overlap(text: str, start: int, end: int | None) -> None:
    last = max(0, start)
    for expression in find_expressions(text, start, end):
        assert last <= expression.start < expression.end <= (len(text) if end is None else min(end, len(text)))
        assert text[expression.start : expression.end] == expression.text
        last = expression.end
        for part in expression.parts:
            assert expression.start <= part.start < part.end <= expression.end


@given(_TEXT, _DATE, _DATE, st.sampled_from(["past", "future", "unknown"]))
def test_values_are_dates(text: str, published: str | None, narrative: str | None, tense: str) -> None:
    for expression in find_expressions(text):
        tense_near(text, expression.span)
        mention = resolve(expression, Anchor(published, narrative), tense)  # type: ignore[arg-type]
        assert mention.text == expression.text
        assert mention.basis
        assert mention.precision is None or mention.precision in PRECISIONS
        if mention.date is not None:
            assert _ISO.fullmatch(mention.date)
            assert read(mention.date) is not None
            assert mention.precision is not None


@given(_TEXT, _DATE)
def test_reading_does_not_raise(text: str, published: str | None) -> None:
    for expression, mention in read_dates(text, Published(published)):
        assert mention.text == expression.text
