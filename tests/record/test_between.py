"""What is between two governments is read without the rest of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.record.affairs import affair
from verbale.linking.course import course
from verbale.record import Record, links
from verbale.record.forest import Some, exchanges_of
from verbale.record.pairs import between, coverage

CODES = ("XVA", "XKE", "XIL", "XTV", "XME", "ZZZ")


@pytest.fixture(scope="module")
def affairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("between") / "affairs.record") as record:
        for name in ("tariff-round", "river-dam"):
            for one in affair(name):
                record.add(one)
        record.settle()
        yield record


def plans(record: Record, act: Callable[[], Any]) -> list[str]:
    """How SQLite goes about all that ``act`` asks, a line for each step."""
    connection, asked = record._connection, list[str]()
    connection.set_trace_callback(asked.append)
    try:
        act()
    finally:
        connection.set_trace_callback(None)
    steps = []
    for one in asked:
        if one.lstrip().upper().startswith(("SELECT", "WITH")):
            steps += [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")]
    return steps


#: Small tables that are made of the question itself, and an index of the few items that have no day.
ASKED = re.compile(r"json_each|\b(?:own|found|near|some|wanted|j|k|o|CONSTANT)\b|items_undated|\(join|SUBQUERY|FTS")


def scanned(record: Record, act: Callable[[], Any]) -> list[str]:
    return [one for one in plans(record, act) if one.startswith("SCAN") and not ASKED.search(one)]


def test_items_and_their_groups_are_those_of_all(affairs: Record) -> None:
    groups = links.groups(affairs._connection)
    assert groups
    seen = 0
    for a, b in combinations(CODES, 2):
        known = between(affairs, a, b)
        assert {one.id: known.groups.get(one.id) for one in known.items} == {
            one.id: groups.get(one.id) for one in known.items
        }
        assert known.items == between(affairs, b, a).items
        ends = {a, b}
        for one in known.items:
            assert any({x, y} == ends for x in one.actors for y in one.targets)
        seen += len(known.items)
        months = course(known.items, coverage(affairs), a, b, groups)
        assert affairs.relations(a, b) == months
    assert seen


def test_exchanges_page_by_page_are_all_of_them(affairs: Record) -> None:
    for codes in ((), ("XVA",), ("XVA", "XIL"), ("XIL", "XVA"), ("XVA", "XVA"), ("ZZZ", "XVA")):
        every = affairs.exchanges(codes)
        pages = [exchanges_of(affairs, codes, Some(3, start)) for start in range(0, len(every) + 3, 3)]
        assert [one for page, _ in pages for one in page] == list(every)
        assert {total for _, total in pages} == {len(every)}
        newest, _ = exchanges_of(affairs, codes, Some(2**31, newest=True))
        assert set(map(repr, newest)) == set(map(repr, every))


@pytest.mark.parametrize(
    "act",
    [
        lambda record: between(record, "XVA", "XIL"),
        lambda record: record.relations("XVA", "XIL"),
        lambda record: record.positions("XVA", "XIL"),
        lambda record: exchanges_of(record, ("XVA", "XIL")),
        lambda record: list(record.decisions("a")),
        lambda record: list(record.event_decisions("a")),
    ],
    ids=["between", "relations", "positions", "exchanges", "decisions", "event decisions"],
)
def test_no_table_is_gone_through(affairs: Record, act: Callable[[Record], Any]) -> None:
    found = scanned(affairs, lambda: act(affairs))
    # The months of all articles, from their index alone.
    assert [one for one in found if "COVERING INDEX articles_published" not in one] == []


def test_decisions_of_one_article(path: Path) -> None:
    from tests.record.fakes import eventful

    with Record.open(path) as record:
        for name in ("a", "b"):
            record.add(eventful(name))
            record.decide(f"{name}#s1", "act", "deny", who="Ada")
            record.decide_event(f"{name}#e1", "status", "negated", who="Ada")
        assert [one.article for one in record.decisions()] == ["a", "b"]
        assert [one.article for one in record.decisions("b")] == ["b"]
        assert [one.article for one in record.event_decisions("b")] == ["b"]
        assert list(record.decisions("c")) == []


def test_a_table_that_is_gone_through_would_be_told(affairs: Record) -> None:
    assert scanned(affairs, lambda: links.groups(affairs._connection))
