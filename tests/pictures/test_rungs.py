from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from tests.pictures.rungs_made import NAMES, OSK, QUARREL, VLD, any_rungs, rung
from verbale.pictures import words as say
from verbale.pictures.rungs import Rung, ordered, periods, sentence


def ids(rungs: tuple[Rung, ...]) -> list[str]:
    return [one.id for one in rungs]


def test_rungs_stand_in_order_of_time_whatever_the_order_given() -> None:
    assert ids(ordered(QUARREL)) == ["charge", "tariff", "threat", "talks", "ships", "aid", "nets"]
    assert ids(ordered(reversed(QUARREL))) == ids(ordered(QUARREL))


def test_an_answer_of_the_same_day_stands_below_what_it_answers() -> None:
    early = [rung("b", "2031-01-01", answers=("c",)), rung("a", "2031-01-01", answers=("b",)), rung("c", "2031-01-01")]
    assert ids(ordered(early)) == ["c", "b", "a"]


def test_answers_in_a_circle_are_kept() -> None:
    circle = [rung("a", "2031-01-01", answers=("b",)), rung("b", "2031-01-01", answers=("a",))]
    assert ids(ordered(circle)) == ["a", "b"]


def test_the_less_exact_stands_first_on_its_first_day() -> None:
    month = rung("month", "2031-01-01", precision="month", last=dt.date(2031, 1, 31))
    assert ids(ordered([rung("day", "2031-01-01"), month])) == ["month", "day"]


@given(any_rungs())
def test_nothing_is_lost_and_days_never_go_back(rungs: list[Rung]) -> None:
    made = ordered(rungs)
    assert sorted(ids(made)) == sorted(one.id for one in rungs)
    days = [one.day or dt.date.max for one in made]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("first", "last", "precision", "told"),
    [
        ("2031-01-03", None, "day", "3 January 2031"),
        ("2031-01-03", None, "published", "3 January 2031, as reported"),
        ("2031-01-01", "2031-01-31", "month", "January 2031"),
        ("2031-01-01", "2031-12-31", "year", "2031"),
        ("2031-01-03", "2031-01-09", "interval", "3–9 January 2031"),
        ("2031-01-30", "2031-02-02", "interval", "30 January – 2 February 2031"),
        ("2030-12-30", "2031-01-02", "interval", "30 December 2030 – 2 January 2031"),
        ("2031-01-03", "2031-01-03", "interval", "3 January 2031"),
    ],
)
def test_dates_are_told_as_exactly_as_they_are_known(first: str, last: str | None, precision: str, told: str) -> None:
    end = dt.date.fromisoformat(last) if last else None
    assert say.day(dt.date.fromisoformat(first), end, precision) == told


@pytest.mark.parametrize(
    ("days", "told"), [(1, "1 day"), (13, "13 days"), (28, "4 weeks"), (92, "3 months"), (731, "2 years")]
)
def test_spans_are_told_in_fitting_units(days: int, told: str) -> None:
    assert say.span(days) == told


def test_a_sentence_tells_all_that_the_drawing_shows() -> None:
    charge, tariff, *_ = QUARREL
    told = sentence(charge, NAMES)
    assert told.startswith(
        "3 January 2031: Oskara towards Valdia, Halloran: accuse (verbal conflict, told by 3 articles)."
    )
    assert "words of charge" in told
    assert "Answers: Oskara, accuse, 3 January 2031" in sentence(tariff, NAMES, {"charge": charge})
    assert "Oskara and Valdia" in sentence(QUARREL[3], NAMES)
    assert "not done" in sentence(QUARREL[4], NAMES)


def test_who_acts_is_no_recipient_unless_all_do() -> None:
    assert rung("a", "2031-01-01", OSK, f"{OSK} {VLD}").recipients == (VLD,)
    assert rung("a", "2031-01-01", f"{OSK} {VLD}", f"{OSK} {VLD}").reciprocal
    assert rung("a", "2031-01-01", OSK, OSK).recipients == ()


def test_harmful_characters_are_taken_out() -> None:
    assert say.clean("a\x00b\u202ec\ud800") == "a\ufffdb\ufffdc\ufffd"


def test_periods_are_months_or_over_many_years_years() -> None:
    days = [dt.date(2031, 1, 3), dt.date(2031, 1, 9), dt.date(2032, 2, 29)]
    told = [(one.label, one.since, one.until, one.number) for one in periods(reversed(days))]
    assert told == [
        ("January 2031", dt.date(2031, 1, 1), dt.date(2031, 1, 31), 2),
        ("February 2032", dt.date(2032, 2, 1), dt.date(2032, 2, 29), 1),
    ]
    years = periods([*days, dt.date(2035, 6, 1)])
    assert [(one.label, one.number) for one in years] == [("2031", 2), ("2032", 1), ("2035", 1)]
    assert periods([]) == ()
