"""Links in the record: the same in any order of reading, made anew with their article, gone with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.affairs import affair
from verbale.record import Record
from verbale.schema import Annotated

NAME = "fishing-grounds"
TABLES = ("copies", "same_items", "exchanges")


def links(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Every link by the ids of its ends, with its score and reason."""
    record.settle()
    connection = record._connection
    out = {}
    for table, one, other, holder in (
        ("copies", "one", "other", "articles"),
        ("same_items", "one", "other", "items"),
        ("exchanges", "response", "prompt", "items"),
    ):
        query = f"""SELECT a.id, b.id, x.* FROM {table} AS x JOIN {holder} AS a ON a.key = x.{one}
            JOIN {holder} AS b ON b.key = x.{other} ORDER BY a.id, b.id"""
        out[table] = [(*row[:2], *row[4:]) for row in connection.execute(query)]
    return out


def filled(path: Path, articles: list[Annotated]) -> dict[str, list[tuple[Any, ...]]]:
    with Record.open(path) as record:
        for one in articles:
            record.add(one)
        return links(record)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    return filled(tmp_path_factory.mktemp("links") / "all.record", list(affair(NAME)))


def test_an_affair_has_links_of_every_kind(wanted: dict[str, list[tuple[Any, ...]]]) -> None:
    assert all(wanted[table] for table in TABLES)
    assert {tuple(sorted((a, b))) == (a, b) for a, b, *_ in wanted["same_items"]} == {True}


@settings(max_examples=12)
@given(order=st.permutations(range(8)))
def test_the_order_of_reading_does_not_matter(
    order: list[int], wanted: dict[str, list[tuple[Any, ...]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    articles = affair(NAME)
    path = tmp_path_factory.mktemp("order") / "some.record"
    assert filled(path, [articles[i] for i in order]) == wanted


def test_reading_again_and_in_between_changes_nothing(wanted: dict[str, list[tuple[Any, ...]]], path: Path) -> None:
    articles = affair(NAME)
    with Record.open(path) as record:
        for one in articles:
            # First without anything in it, then as it is: what answered it meanwhile must find it again.
            record.add(replace(one, statements=(), events=()))
        for one in reversed(articles):
            record.add(one)
        for one in articles:
            assert record.add(one) == "unchanged"
        assert links(record) == wanted


def test_an_article_without_content_leaves_no_links(path: Path) -> None:
    articles = affair(NAME)
    with Record.open(path) as record:
        for one in articles:
            record.add(one)
        for one in articles:
            record.add(replace(one, statements=(), events=()))
        found = links(record)
        assert not found["same_items"]
        assert not found["exchanges"]
        assert found["copies"]


def test_a_decision_links_anew(path: Path) -> None:
    with Record.open(path) as record:
        for one in affair(NAME):
            record.add(one)
        first, *_ = links(record)["same_items"]
        article, own = first[0].split("#")
        hide = record.decide if own.startswith("s") else record.decide_event
        hide(f"{article}#{own}", "hidden", True, who="a tester")
        assert first[0] not in {name for row in links(record)["same_items"] for name in row[:2]}


def test_articles_of_an_older_version_are_linked_when_read_again(path: Path) -> None:
    articles = affair(NAME)
    with Record.open(path) as record:
        for one in articles:
            record.add(one)
        before = links(record)
        for table in ("items", "prints", "print_bands", "copies"):
            record._connection.execute(f"DELETE FROM {table}")
        assert not links(record)["same_items"]
        assert [record.add(one) for one in articles] == ["unchanged"] * len(articles)
        assert links(record) == before
