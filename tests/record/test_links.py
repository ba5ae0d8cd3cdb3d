"""Links in the record: the same in any order of reading, made anew with their article, gone with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.affairs import affair
from verbale.linking import copies, same
from verbale.linking.items import items_of
from verbale.record import Record
from verbale.record.links import body, copies_among, group_of, groups
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


@settings(max_examples=16)
@given(order=st.permutations(range(8)), settled=st.sets(st.integers(0, 6)), again=st.sets(st.integers(0, 7)))
def test_the_order_of_reading_does_not_matter(
    order: list[int],
    settled: set[int],
    again: set[int],
    wanted: dict[str, list[tuple[Any, ...]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Nor after which articles the links are settled, nor which were there before without what is in them."""
    articles = affair(NAME)
    with Record.open(tmp_path_factory.mktemp("order") / "some.record") as record:
        for place, number in enumerate(order):
            record.add(articles[number])
            if place in settled:
                record.settle()
                if place in again:
                    record.add(replace(articles[number], statements=(), events=()))
                    record.settle()
        for number in order:
            record.add(articles[number])
        assert links(record) == wanted


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
        for table in ("items", "contents", "prints", "texts"):
            record._connection.execute(f"DELETE FROM {table}")
        assert not links(record)["same_items"]
        assert [record.add(one) for one in articles] == ["unchanged"] * len(articles)
        assert links(record) == before


def prints() -> list[Annotated]:
    """An affair with reprints of some of its articles, one of them in the outlet of the first print."""
    articles = list(affair(NAME))
    first, second, *_ = articles
    again = [replace(first, article=replace(first.article, id=f"print-{n}", outlet=f"Paper {n}")) for n in range(4)]
    own = replace(second, article=replace(second.article, id="again"))
    cut = second.article.segments[: len(second.article.segments) * 3 // 4]
    shorter = replace(second.article, id="shorter", segments=cut)
    return [*articles, *again, own, replace(second, article=shorter, statements=(), events=())]


def test_links_are_those_that_all_pairs_have(path: Path) -> None:
    """Whatever is decided once for many prints, each pair has what it would have by itself."""
    articles = prints()
    found = filled(path, articles)
    texts = {one.article.id: (body(one.article), one.article.outlet) for one in articles}
    wanted = {}
    for a, b in combinations(sorted(texts), 2):
        one_outlet = bool(texts[a][1]) and texts[a][1] == texts[b][1]
        copy = copies.copied(texts[a][0], texts[b][0], one_outlet=one_outlet)
        if copy:
            wanted[a, b] = copy.reason
    with Record.open(path) as record:
        among = copies_among(record._connection, texts)
    assert among == sorted(wanted)
    assert {row[:2]: row[3] for row in found["copies"]} == wanted
    assert len(wanted) > 10

    items = [item for one in articles for item in items_of(one)]
    decided = {}
    for first, second in product(items, items):
        decide = same.same_statement if first.kind == "statement" else same.same_event
        link = decide(first, second) if first.id < second.id else None
        if link:
            decided[first.id, second.id] = (link.score, link.reason)
    assert {row[:2]: row[2:] for row in found["same_items"]} == decided


def test_groups_are_those_of_the_pairs(path: Path) -> None:
    found = filled(path, prints())
    pairs = [row[:2] for row in found["same_items"]]
    wanted = same.groups({name for pair in pairs for name in pair}, pairs)
    with Record.open(path) as record:
        connection = record._connection
        assert groups(connection) == {name: group[0] for group in wanted for name in group}
        for group in wanted:
            assert group_of(connection, group[-1]) == list(group)
        (alone,) = connection.execute(
            "SELECT min(id) FROM items WHERE key NOT IN (SELECT one FROM same_items UNION SELECT other FROM same_items)"
        ).fetchone()
        assert group_of(connection, alone) == [alone]
        assert group_of(connection, "nothing#s1") == []


def test_what_was_settled_is_asked_again_when_candidates_come_and_go(path: Path, tmp_path: Path) -> None:
    """A new item is weighed against the one that is answered so far; when that one goes, all others are looked at."""
    articles = affair(NAME)
    with Record.open(path) as record:
        for one in articles:
            record.add(one)
            links(record)
        for one in articles[:3]:
            record.add(replace(one, statements=(), events=()))
            left = links(record)["exchanges"]
        (stale,) = record._connection.execute("SELECT count(*) FROM items WHERE stale").fetchone()
        assert not stale
    emptied = [replace(one, statements=(), events=()) for one in articles[:3]]
    assert left == filled(tmp_path / "never.record", [*emptied, *articles[3:]])["exchanges"]


def test_a_record_of_an_older_format_is_settled_anew(path: Path) -> None:
    """Its answers in other articles were chosen in another way."""
    found = filled(path, list(affair(NAME)))
    with Record.open(path) as record:
        query = """DELETE FROM exchanges WHERE (SELECT article FROM items WHERE key = response)
            <> (SELECT article FROM items WHERE key = prompt)"""
        assert record._connection.execute(query).rowcount > 0
        record._connection.execute("DROP TABLE new_prompts")
        record._connection.execute("PRAGMA user_version = 6")
    with Record.open(path) as record:
        assert links(record) == found
