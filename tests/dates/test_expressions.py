"""Finding expressions of date: what is one, what is not, and where it ends."""

from __future__ import annotations

import pytest

from verbale.dates.expressions import find_expressions
from verbale.dates.meanings import MonthDay, Range, Weekday


def found(text: str) -> list[str]:
    return [e.text for e in find_expressions(text)]


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("Tarsonia closed the port on Monday and reopened it last Friday.", ["Monday", "last Friday"]),
        ("Sunday's talks in Velm ran into Monday night.", ["Sunday", "Monday night"]),
        ("The envoy left at 5 p.m. Tuesday.", ["5 p.m. Tuesday"]),
        ("They met yesterday morning and earlier today.", ["yesterday morning", "earlier today"]),
        ("It came the day before yesterday, not last night.", ["the day before yesterday", "last night"]),
        ("The end of next month, or late last year.", ["The end of next month", "late last year"]),
        ("In mid-March, in late July 2031 and in early 2030.", ["mid-March", "late July 2031", "early 2030"]),
        ("Talks on March 5-7, then from 3 to 5 May 2031.", ["March 5-7", "from 3 to 5 May 2031"]),
        ("It lasted from June 29 to July 2.", ["from June 29 to July 2"]),
        ("Between 2001 and 2003, and in 2014-15.", ["Between 2001 and 2003", "2014-15"]),
        ("In the late 1980s, the '90s and the 19th century.", ["the late 1980s", "the '90s", "the 19th century"]),
        ("Two days ago; about 20 years ago; years ago.", ["Two days ago", "about 20 years ago", "years ago"]),
        ("In the last three days and over the past 24 hours.", ["the last three days", "the past 24 hours"]),
        ("It ends in two weeks or within 10 days.", ["in two weeks", "within 10 days"]),
        (
            "The third quarter of 2030 and the first half of 2031",
            ["The third quarter of 2030", "the first half of 2031"],
        ),
        ("Last summer, the fall of 2030, spring 2029.", ["Last summer", "the fall of 2030", "spring 2029"]),
        ("Jan 5, Sept. 11 and 5 March.", ["Jan 5", "Sept. 11", "5 March"]),
        ("Friday, Oct. 23, and Thursday, Jan. 6, 2031.", ["Friday, Oct. 23", "Thursday, Jan. 6, 2031"]),
        ("On 2031-06-27 and 27/06/2031.", ["2031-06-27", "27/06/2031"]),
        ("On Christmas Day and Good Friday.", ["Christmas Day", "Good Friday"]),
        ("In nineteen ninety-six and the nineties", ["nineteen ninety-six", "the nineties"]),
        ("the pre-1967 borders", ["1967"]),
    ],
)
def test_what_is_a_date(text: str, expressions: list[str]) -> None:
    assert found(text) == expressions


@pytest.mark.parametrize(
    "text",
    [
        "The siege went on for weeks, for 10 years, for a year.",
        "They meet every Monday, on Mondays, annually and weekly.",
        "a woman in her 20s, a man aged 23",
        "It cost $1,999 or $1999 for 1999 people.",
        "Resolution 2014, article 2015, Flight 1945 and No. 1998",
        "COVAX-2019, page 1999, Highway 1950",
        "at 1430 GMT, some 2000 troops",
        "He may go. They march on. It is an august body. Prices fall in the end.",
        "April Mason and June Carter told Theresa May about it.",
        "The Women's March, the Arab Spring, Black Friday, the Sunday Times, USA Today, Saturday Night Live",
        "The sun rose; Sun Li sat.",
        "the fall of Velm and Palm Springs",
        "the first time in 20 years, a five-year plan",
        "a week from Monday, Friday the 13th",
        "March 32 miles",
    ],
)
def test_what_is_none(text: str) -> None:
    assert found(text) == []


def test_may_and_march_need_a_preposition_or_a_day() -> None:
    assert found("In May it may rain; by March they march; May 5.") == ["May", "March", "May 5"]


def test_vague_times_are_marked() -> None:
    vague = [(e.text, e.vague) for e in find_expressions("It was recently, or on Monday.")]
    assert vague == [("recently", True), ("Monday", False)]


def test_a_weekday_belongs_to_the_day_that_follows_it() -> None:
    (expression,) = find_expressions("on Friday, Oct. 23")
    assert expression.meaning == MonthDay(10, 23, weekday=4)


def test_a_range_has_two_parts_with_their_places() -> None:
    text = "from June 29 to July 2, 2031"
    (expression,) = find_expressions(text)
    assert isinstance(expression.meaning, Range)
    assert [text[p.start : p.end] for p in expression.parts] == ["June 29", "July 2, 2031"]


def test_a_change_of_date_is_no_range() -> None:
    assert found("They moved the talks from Monday to Wednesday.") == ["Monday", "Wednesday"]
    assert found("They met from Monday to Wednesday.") == ["from Monday to Wednesday"]


def test_two_days_of_a_month_are_no_range() -> None:
    assert found("on March 5 and 12") == ["March 5"]
    assert found("between March 5 and 12") == ["between March 5 and 12"]
    assert found("on March 5 and 6") == ["March 5 and 6"]


def test_a_range_of_the_text_may_be_read_alone() -> None:
    text = "On Monday he left. On Tuesday he came."
    assert [(e.start, e.text) for e in find_expressions(text, 19)] == [(22, "Tuesday")]
    assert [e.text for e in find_expressions(text, 0, 18)] == ["Monday"]
    assert find_expressions(text, 4, 7) == []
    assert find_expressions("", 0, 10) == []


def test_no_expression_crosses_a_blank_line() -> None:
    assert found("It was last\n\nFriday came") == ["Friday"]
    assert found("It was last\nFriday") == ["last\nFriday"]


def test_letters_that_grow_when_small_leave_the_places_right() -> None:
    text = "İİİ met on Monday"
    (expression,) = find_expressions(text)
    assert text[expression.start : expression.end] == "Monday"
    assert expression.meaning == Weekday(0)
