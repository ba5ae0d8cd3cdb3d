"""Relations month by month."""

from __future__ import annotations

import datetime as dt
import random
from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.linking.course import SCALE, Month, Series, course, interval, months, quantile
from verbale.linking.items import Item

COVERAGE = {"2031-01": 4, "2031-02": 3, "2031-04": 1}


def event(id: str, day: str, type: str = "SANCTION", score: float = -6.0, **given: Any) -> Item:
    first = dt.date.fromisoformat(day)
    defaults: dict[str, Any] = {
        "actors": frozenset({"XKE"}),
        "targets": frozenset({"XVA"}),
        "first": first,
        "last": first,
    }
    made = {**defaults, "article": id, "place": (0, 1), "words": "", **given}
    return Item(id=f"{id}#e1", kind=made.pop("kind", "event"), type=type, score=score, **made)


def by_month(*events: Item, **given: Any) -> dict[str, Month]:
    return {one.month: one for one in course(events, COVERAGE, "XKE", "XVA", **given)}


def test_words_and_deeds_of_both_directions() -> None:
    back = {"actors": frozenset({"XVA"}), "targets": frozenset({"XKE"})}
    found = by_month(
        event("a", "2031-01-03"),
        event("b", "2031-01-09", "ACCUSE", -3.0),
        event("c", "2031-01-20", "ACCUSE", -2.0),
        event("d", "2031-01-05", "AGREE", 2.5, **back),
        event("e", "2031-02-05", "AID", 10.0, **back),
    )
    assert list(found) == ["2031-01", "2031-02", "2031-03", "2031-04"]
    january = found["2031-01"]
    assert january.forth.deeds == Series(1, -6.0, None, ("a#e1",))
    assert (january.forth.words.count, january.forth.words.mean) == (2, -2.5)
    assert january.forth.words.evidence == ("b#e1", "c#e1")
    assert january.forth.both.mean == pytest.approx(-11 / 3)
    assert january.forth.both.evidence == ("a#e1", "b#e1", "c#e1")
    assert january.back.words.mean == 2.5
    assert january.back.deeds == Series()
    assert found["2031-02"].back.deeds.mean == 10.0


def test_a_month_without_articles_is_missing_and_not_zero() -> None:
    found = by_month(event("a", "2031-03-03"))
    march, april = found["2031-03"], found["2031-04"]
    assert (march.missing, march.coverage) == (True, 0)
    assert march.forth.deeds == Series(1, None, None, ("a#e1",))
    assert (april.missing, april.coverage, april.forth.both) == (False, 1, Series())


def test_what_does_not_count() -> None:
    first, last = dt.date(2031, 1, 1), dt.date(2031, 12, 31)
    found = course(
        [
            event("future", "2031-02-01", status="future"),
            event("negated", "2031-02-01", status="negated"),
            event("hypothetical", "2031-02-01", status="hypothetical"),
            event("statement", "2031-02-01", kind="statement"),
            event("others", "2031-02-01", targets=frozenset({"XIL"})),
            event("early", "1999-02-01", status="historical"),
            event("some-time", "2031-01-01", first=first, last=last),
            event("undated", "2031-02-01", first=None, last=None, status="historical", published=last),
            event("itself", "2031-02-01", targets=frozenset({"XKE"})),
        ],
        COVERAGE,
        "XKE",
        "XVA",
    )
    assert [one.forth.both.count + one.back.both.count for one in found] == [0, 0, 0, 0]


def test_dates() -> None:
    published = dt.date(2031, 2, 20)
    found = by_month(
        event("news", "2031-01-01", first=None, last=None, published=published),
        event("week", "2031-01-30", last=dt.date(2031, 2, 5)),
        event("month", "2031-01-01", last=dt.date(2031, 1, 31)),
        event("history", "2031-01-04", status="historical", published=published),
    )
    assert found["2031-01"].forth.deeds.evidence == ("month#e1", "history#e1")
    assert found["2031-02"].forth.deeds.evidence == ("week#e1", "news#e1")


def test_one_report_of_an_event() -> None:
    vague = event("a", "2031-01-01", last=dt.date(2031, 1, 31), score=-5.0)
    sharp = event("b", "2031-02-01")
    found = by_month(vague, sharp, groups={vague.id: "g", sharp.id: "g"})
    assert found["2031-01"].forth.both.count == 0
    assert found["2031-02"].forth.both.evidence == (sharp.id,)


def test_what_both_do_counts_both_ways() -> None:
    both = frozenset({"XKE", "XVA"})
    january = by_month(event("a", "2031-01-05", "CONSULT", 2.5, actors=both, targets=both))["2031-01"]
    assert january.forth == january.back
    assert january.forth.words.mean == 2.5


def test_months() -> None:
    assert months({}) == months({"2031-01": 0}) == ()
    assert months({"2030-11": 1, "2031-02": 1, "2035-01": 0}) == ("2030-11", "2030-12", "2031-01", "2031-02")
    with pytest.raises(ValueError, match="write YYYY-MM"):
        months({"January": 1})


# Quantiles from the table of Student's distribution in any handbook.
@pytest.mark.parametrize(
    ("freedom", "t"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_quantiles_of_students_t(freedom: int, t: float) -> None:
    assert quantile(freedom) == pytest.approx(t, abs=5e-4)


def test_the_interval() -> None:
    assert interval([]) is interval([-6.0]) is interval([-6.0, -6.0, -6.0]) is None
    assert interval([-3.0, -2.0, -1.0]) == pytest.approx((-4.484, 0.484), abs=1e-3)
    assert interval([-10.0, 10.0]) == (-SCALE, SCALE)


@given(st.lists(st.floats(-10, 10).map(lambda x: round(x, 1)), min_size=2, max_size=40))
def test_the_interval_holds_the_mean(values: list[float]) -> None:
    found = interval(values)
    if stdev(values) > 0:
        assert found is not None
        assert -SCALE <= found[0] <= fmean(values) <= found[1] <= SCALE


@given(st.lists(st.tuples(st.integers(0, 120), st.sampled_from(["AID", "ACCUSE"])), max_size=15), st.randoms())
def test_the_order_of_events_does_not_matter(told: list[tuple[int, str]], rng: random.Random) -> None:
    start = dt.date(2031, 1, 1)
    events = [event(f"a{n}", str(start + dt.timedelta(d)), type, float(n)) for n, (d, type) in enumerate(told)]
    found = course(events, COVERAGE, "XKE", "XVA")
    rng.shuffle(events)
    assert course(events, COVERAGE, "XKE", "XVA") == found
