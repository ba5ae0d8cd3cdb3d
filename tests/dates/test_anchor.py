"""The values of expressions, by the publication date, the date mentioned before and the tense."""

from __future__ import annotations

import pytest

from verbale.dates.anchor import Anchor, Tense, resolve
from verbale.dates.expressions import find_expressions
from verbale.schema import DateMention

#: A Wednesday.
ANCHOR = Anchor("2031-07-16")


def value(text: str, anchor: Anchor = ANCHOR, tense: Tense = "unknown") -> tuple[str | None, str | None]:
    mention = mention_of(text, anchor, tense)
    return mention.date, mention.precision


def mention_of(text: str, anchor: Anchor = ANCHOR, tense: Tense = "unknown") -> DateMention:
    (expression,) = find_expressions(text)
    return resolve(expression, anchor, tense)


@pytest.mark.parametrize(
    ("text", "tense", "date", "precision"),
    [
        ("Monday", "past", "2031-07-14", "day"),
        ("Monday", "unknown", "2031-07-14", "day"),
        ("Monday", "future", "2031-07-21", "day"),
        ("Wednesday", "past", "2031-07-16", "day"),
        ("Wednesday", "future", "2031-07-16", "day"),
        ("last Wednesday", "past", "2031-07-09", "day"),
        ("last Friday", "past", "2031-07-11", "day"),
        ("next Tuesday", "future", "2031-07-22", "day"),
        ("next Friday", "future", "2031-07-25", "day"),
        ("this coming Friday", "future", "2031-07-18", "day"),
        ("this Friday", "unknown", "2031-07-18", "day"),
        ("Friday last week", "past", "2031-07-11", "day"),
        ("Friday of next week", "future", "2031-07-25", "day"),
        ("today", "unknown", "2031-07-16", "day"),
        ("yesterday", "unknown", "2031-07-15", "day"),
        ("tomorrow", "unknown", "2031-07-17", "day"),
        ("the day before yesterday", "unknown", "2031-07-14", "day"),
        ("last night", "unknown", "2031-07-15", "day"),
        ("overnight", "unknown", "2031-07-15/2031-07-16", "interval"),
        ("last week", "unknown", "2031-07-07/2031-07-13", "week"),
        ("next week", "unknown", "2031-07-21/2031-07-27", "week"),
        ("this week", "past", "2031-07-14/2031-07-16", "week"),
        ("later this week", "unknown", "2031-07-16/2031-07-20", "week"),
        ("the weekend", "past", "2031-07-12/2031-07-13", "interval"),
        ("this weekend", "future", "2031-07-19/2031-07-20", "interval"),
        ("last month", "unknown", "2031-06", "month"),
        ("earlier this month", "unknown", "2031-07", "month"),
        ("next year", "unknown", "2032", "year"),
        ("the end of the year", "unknown", "2031", "year"),
        ("last quarter", "unknown", "2031-04-01/2031-06-30", "quarter"),
        ("in March", "past", "2031-03", "month"),
        ("in October", "past", "2030-10", "month"),
        ("in October", "future", "2031-10", "month"),
        ("last July", "past", "2030-07", "month"),
        ("last March", "past", "2031-03", "month"),
        ("July last year", "past", "2030-07", "month"),
        ("March 5", "past", "2031-03-05", "day"),
        ("December 5", "past", "2030-12-05", "day"),
        ("December 5", "future", "2031-12-05", "day"),
        ("June 29 to July 2", "past", "2031-06-29/2031-07-02", "interval"),
        ("Dec. 31-Jan. 2", "past", "2030-12-31/2031-01-02", "interval"),
        ("Saturday, July 19", "past", "2031-07-19", "day"),
        ("Monday through Friday", "past", "2031-07-07/2031-07-11", "interval"),
        ("last summer", "past", "2030-06-01/2030-08-31", "season"),
        ("the spring of 2030", "past", "2030-03-01/2030-05-31", "season"),
        ("the winter of 2030", "past", "2030-12-01/2031-02-28", "season"),
        ("the third quarter", "past", "2031-07-01/2031-09-30", "quarter"),
        ("the fourth quarter", "past", "2030-10-01/2030-12-31", "quarter"),
        ("the second half of the year", "past", "2031-07-01/2031-12-31", "half"),
        ("two days ago", "past", "2031-07-14", "day"),
        ("three weeks ago", "past", "2031-06-23/2031-06-29", "week"),
        ("six months ago", "past", "2031-01", "month"),
        ("a year ago", "past", "2030", "year"),
        ("a decade ago", "past", "2021", "year"),
        ("several years ago", "past", None, "year"),
        ("the last three days", "past", "2031-07-13/2031-07-16", "interval"),
        ("within 10 days", "future", "2031-07-16/2031-07-26", "interval"),
        ("in two weeks", "future", "2031-07-28/2031-08-03", "week"),
        ("in two weeks", "past", None, "week"),
        ("the 1990s", "unknown", "1990-01-01/1999-12-31", "decade"),
        ("the 20th century", "unknown", "1901-01-01/2000-12-31", "century"),
        ("between 2001 and 2003", "unknown", "2001-01-01/2003-12-31", "interval"),
        ("the September 11 attacks", "past", "2001-09-11", "day"),
        ("9/11", "past", "2001-09-11", "day"),
        ("Thanksgiving", "past", "2030-11-28", "day"),
        ("Easter Sunday", "past", "2031-04-13", "day"),
        ("Memorial Day 2031", "past", "2031-05-26", "day"),
        ("January nineteen ninety-seven", "past", "1997-01", "month"),
        ("now", "past", None, None),
    ],
)
def test_values(text: str, tense: Tense, date: str | None, precision: str | None) -> None:
    assert value(text, ANCHOR, tense) == (date, precision)


def test_on_a_sunday_last_week_is_the_seven_days_before_it() -> None:
    assert value("last week", Anchor("2031-07-20")) == ("2031-07-13/2031-07-19", "week")
    assert value("next week", Anchor("2031-07-20")) == ("2031-07-21/2031-07-27", "week")


def test_a_month_of_the_last_weeks_is_not_called_last() -> None:
    assert value("last June", Anchor("2031-07-16")) == ("2030-06", "month")


@pytest.mark.parametrize(
    ("text", "narrative", "date", "precision"),
    [
        ("the same day", "2031-05-03", "2031-05-03", "day"),
        ("the following day", "2031-05-03", "2031-05-04", "day"),
        ("the next day", "2031-05-03/2031-05-04", "2031-05-05", "day"),
        ("a day earlier", "2031-05-03", "2031-05-02", "day"),
        ("two days later", "2031-05-03", "2031-05-05", "day"),
        ("a week later", "2031-05-03", "2031-05-05/2031-05-11", "week"),
        ("the following week", "2031-05-03", "2031-05-05/2031-05-11", "week"),
        ("the same month", "2031-05-03", "2031-05", "month"),
        ("that year", "2031-05", "2031", "year"),
        ("the previous Friday", "2031-05-03", "2031-05-02", "day"),
        ("March of the same year", "2029-05-03", "2029-03", "month"),
        ("the year-earlier quarter", "2031-01-01/2031-03-31", "2030-01-01/2030-03-31", "quarter"),
        ("the same day", "2031", None, None),
        ("two days later", "2031-05", None, None),
        ("the following day", None, None, None),
    ],
)
def test_values_by_the_date_mentioned_before(
    text: str, narrative: str | None, date: str | None, precision: str | None
) -> None:
    assert value(text, Anchor("2031-07-16", narrative)) == (date, precision)


def test_the_date_mentioned_before_serves_without_a_publication_date() -> None:
    assert value("two days later", Anchor(None, "2031-05-03")) == ("2031-05-05", "day")


@pytest.mark.parametrize(
    ("text", "tense", "precision", "basis"),
    [
        ("Thursday", "past", None, "weekday before an unknown publication date"),
        ("Thursday", "future", None, "weekday after an unknown publication date"),
        ("last week", "past", "week", "week before an unknown publication date"),
        ("two days ago", "past", None, "2 days before an unknown publication date"),
        ("about three years ago", "past", "year", "about 3 years before an unknown publication date"),
        ("March 5", "past", None, "day of a month nearest to an unknown publication date"),
    ],
)
def test_without_a_publication_date_the_relation_is_kept(
    text: str, tense: Tense, precision: str | None, basis: str
) -> None:
    assert mention_of(text, Anchor(), tense) == DateMention(None, precision, text, basis)


def test_the_lower_bound_is_told() -> None:
    basis = mention_of("Thursday", Anchor(not_before="2031-02-05")).basis
    assert basis == "weekday before an unknown publication date (2031-02-05 or later)"


def test_full_dates_need_no_anchor() -> None:
    assert value("May 3, 2030", Anchor()) == ("2030-05-03", "day")
    assert value("early 2030", Anchor()) == ("2030", "year")
    assert mention_of("May 3, 2030", Anchor()).basis == "written in full"


def test_a_publication_month_gives_all_the_days_that_may_be_meant() -> None:
    month = Anchor("2031-07")
    assert value("Monday", month) == ("2031-06-30/2031-07-28", "interval")
    assert value("last month", month) == ("2031-06", "month")
    assert value("last year", month) == ("2030", "year")
    assert "known as 2031-07" in mention_of("Monday", month).basis


def test_bases_are_in_words() -> None:
    assert mention_of("Monday").basis == "weekday before the publication date"
    assert mention_of("today").basis == "day of the publication date"
    assert mention_of("that day", Anchor("2031-07-16", "2031-05-03")).basis == (
        "day of the date mentioned before (2031-05-03)"
    )
    assert mention_of("about 20 years ago").basis == "about 20 years before the publication date"


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "0001", "9999", "nonsense", "2031-13"])
@pytest.mark.parametrize("text", ["last century", "in 100 decades", "Monday", "next year", "last winter", "last week"])
def test_the_ends_of_the_calendar_do_not_raise(published: str, text: str) -> None:
    (expression,) = find_expressions(text)
    assert resolve(expression, Anchor(published, published), "future").text == text
