from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.fakes import briefing, report
from verbale.record import Filters, Record
from verbale.record.dates import first_day, last_day, precision_of
from verbale.record.search import fts_query


def ids(record: Record, query: str = "", **filters: Any) -> set[str]:
    return {one.id for one in record.search(query, Filters(**filters))}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("patience", {"report#s1"}),
        ("PATIENCE", {"report#s1"}),
        ("ines", {"report#s1", "briefing#s2"}),
        ("toll patience", {"report#s1"}),
        ("patience toll promised", set()),
        ('"toll on our"', {"report#s1"}),
        ('"toll our"', set()),
        ("promis*", {"report#s2"}),
        ("promis", set()),
        ("pay -twice", {"report#s1"}),
        ('pay -"pay twice"', {"report#s1"}),
        ("-fee", {"briefing#s2"}),
        ("harbour", {"report#s1", "report#s2"}),
        ("toll-on", {"report#s1"}),
        ("ferry", set()),
        ("AND", set()),
    ],
)
def test_queries(filled: Record, query: str, found: set[str]) -> None:
    assert ids(filled, query) == found


@pytest.mark.parametrize(
    "query", ['"', "*", "NEAR(", "a AND", "(", ")", "^x", "quote:", "{a b}:c", "a+b", "--", '-"', "\x00", "\ud800", "'"]
)
def test_no_query_is_an_error(filled: Record, query: str) -> None:
    filled.search(query)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*()-+^:{} \x00ANDORNOTNEAR')), max_size=60))
def test_no_text_is_an_error(filled: Record, query: str) -> None:
    filled.search(query)


def test_a_long_query(filled: Record) -> None:
    assert filled.search("fee " * 3000 + "-no " * 3000).total > 0


def test_words_of_nothing_search_everything(filled: Record) -> None:
    assert fts_query(' " * - ').wanted == ""
    assert filled.search('"*"').total == 4


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"speaker": ("halloran",)}, {"report#s1", "briefing#s2"}),
        ({"speaker": ("INES",)}, {"report#s1", "briefing#s2"}),
        ({"speaker": ("envoy",)}, {"report#s2", "briefing#s1"}),
        ({"speaker": ("ferrant",)}, {"briefing#s1"}),
        ({"speaker": ("ferrant", "foreign ministry")}, {"report#s1", "briefing#s1", "briefing#s2"}),
        ({"country": ("TRV",)}, {"briefing#s1"}),
        ({"country": ("osk",)}, {"report#s1", "briefing#s2"}),
        ({"about": ("TRV",)}, {"briefing#s1"}),
        ({"act": ("reject",)}, {"report#s1"}),
        ({"kind": ("mixed",)}, {"briefing#s1"}),
        ({"outlet": ("lune",)}, {"report#s1", "report#s2"}),
        ({"since": "2031-05-07"}, {"report#s2"}),
        ({"until": "2031-05-06"}, {"report#s1"}),
        ({"since": "2031-05", "until": "2031"}, {"report#s1", "report#s2"}),
        ({"country": ("OSK",), "about": ("VLD",), "act": ("support",)}, {"briefing#s2"}),
        ({"country": ("\ud800",)}, set()),
    ],
)
def test_filters(filled: Record, filters: dict[str, Any], found: set[str]) -> None:
    assert ids(filled, **filters) == found


def test_words_and_filters(filled: Record) -> None:
    assert ids(filled, "fee", outlet=("evening",)) == {"briefing#s1"}


def test_undated_statements_are_counted(filled: Record) -> None:
    result = filled.search(filters=Filters(since="2000"))
    assert (result.total, result.undated) == (2, 2)


def test_limit_and_total(filled: Record) -> None:
    result = filled.search(limit=1)
    assert (len(result), result.total) == (1, 4)
    assert len(filled.search(limit=None)) == 4


def test_newest_first_and_undated_last(filled: Record) -> None:
    assert [one.id for one in filled.search()] == ["report#s2", "report#s1", "briefing#s1", "briefing#s2"]


def test_a_word_of_the_quote_counts_more_than_one_of_the_title(record: Record) -> None:
    record.add(report(title="Twice the fee"))
    record.add(briefing())
    assert [one.id for one in record.search("twice")] == ["report#s2", "report#s1"]


def test_a_malformed_date_is_refused(filled: Record) -> None:
    with pytest.raises(ValueError, match="soon"):
        filled.search(filters=Filters(since="soon"))


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2031", "2031-01-01", "2031-12-31", "year"),
        ("2032-02", "2032-02-01", "2032-02-29", "month"),
        ("2031-12", "2031-12-01", "2031-12-31", "month"),
        ("2031-12-31", "2031-12-31", "2031-12-31", "day"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
        ("2031-02/2031-03-04", "2031-02-01", "2031-03-04", "interval"),
        ("2031-13", None, None, None),
        ("0000", None, None, None),
        ("soon", None, None, None),
        (None, None, None, None),
    ],
)
def test_days(value: str | None, first: str | None, last: str | None, precision: str | None) -> None:
    assert (first_day(value), last_day(value), precision_of(value)) == (first, last, precision)
