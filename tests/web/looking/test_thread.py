"""Threads: all of them, one as a ladder and as a nested list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fastapi.testclient import TestClient

from tests.web.looking.pages import links, main, page_of, words
from verbale.pictures.ladder_rows import Ask, thread_rungs
from verbale.pictures.rungs import Rung
from verbale.record.forest import OPENING, threads_seen
from verbale.record.store import Record
from verbale.web import urls
from verbale.web.nesting import nested, opening, reasons_of


def test_threads_at_a_glance_are_those_that_are_drawn(affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        seen = threads_seen(record)
        assert seen
        for one in seen:
            rungs = thread_rungs(record, one.start, Ask(urls.item_url)).rungs
            assert one.size == len(rungs) > 1
            turns = opening(record, one.opening, urls.item_url)
            assert 1 < len(turns) == min(OPENING, one.size)
            drawn = {rung.id: rung for rung in rungs}
            for turn in turns:
                whole = drawn[turn.rung.id]
                assert set(turn.rung.answers) <= set(whole.answers)
                assert (turn.rung.words, turn.rung.who, turn.rung.reports) == (whole.words, whole.who, whole.reports)
            assert one.codes >= {code for rung in rungs for code in rung.actors}
        answers = {name for one in record.exchanges() for name in (one.response.id, one.to.id)}
    assert all(one.start in answers for one in seen)
    days = [one.last or "" for one in seen]
    assert days == sorted(days, reverse=True)


def test_the_list_and_its_form(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        seen = threads_seen(record)
    tree = page_of(room, "/threads")
    assert f"{len(seen)} threads" in words(main(tree))
    assert len(tree.find_class("turns")) == min(8, len(seen))
    between = page_of(room, "/threads?between=XVA&between=xil&between=")
    number = sum(one.codes >= {"XVA", "XIL"} for one in seen)
    assert f"{number} of {len(seen)} threads" in words(main(between))
    assert main(between).xpath(".//option[@selected]/@value") == ["XVA", "XIL"]
    assert page_of(room, "/threads?between=Valdori", 404) is not None


def test_a_thread_as_a_ladder_and_turn_by_turn(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        largest = max(threads_seen(record), key=lambda one: one.size)
        rows = thread_rungs(record, largest.start, Ask(urls.item_url))
        why = reasons_of(record, rows.rungs)
    assert len(rows.rungs) > 4
    tree = page_of(room, urls.thread_url(largest.start))
    assert main(tree).xpath(".//*[local-name()='svg']")
    (turns,) = tree.find_class("turns")
    assert len(turns.find_class("turn")) == len(rows.rungs)
    (shown,) = turns.find_class("shown")
    assert shown.get("aria-current") == "true"
    for rung in rows.rungs:
        assert rung.url in links(turns)
        for prompt in rung.answers:
            assert (rung.id, prompt) in why
    lists = turns.xpath(".//ol")
    assert all(one.getparent().tag in ("li", "div") for one in lists)
    assert all(one.tag == "li" for each in lists for one in each)


def test_what_nothing_answers_says_so(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        linked = {name for one in record.exchanges() for name in (one.response.id, one.to.id)}
        same = {item.id for name in linked for item in record.reports(name).items}
        alone = next(one.id for one in record.statements() if one.id not in same)
    tree = page_of(room, urls.thread_url(alone))
    assert "Nothing in this record answers it" in words(main(tree))
    assert room.get("/thread/BORDER-SHOOTING-01%23e77").status_code == 404
    assert room.get("/thread/nothing").status_code == 404


def _rung(name: str, *answers: str) -> Rung:
    day = dt.date(2031, 1, int(name[1:]))
    return Rung(name, f"/{name}", day, "day", ("XKE",), ("XVA",), "reject", "no", answers=answers)


def test_each_answer_stands_below_what_it_answers_most_surely() -> None:
    rungs = (_rung("s1"), _rung("s2", "s1"), _rung("s3"), _rung("s4", "s2", "s3"), _rung("s5", "s1"))
    assert [(one.rung.id, one.depth) for one in nested(rungs, {})] == [
        ("s1", 0),
        ("s2", 1),
        ("s4", 2),
        ("s5", 1),
        ("s3", 0),
    ]


def test_answers_in_a_circle_all_stand_once() -> None:
    rungs = (_rung("s1", "s3"), _rung("s2", "s1"), _rung("s3", "s2"), _rung("s4", "s4", "s9"))
    found = nested(rungs, {})
    assert sorted(one.rung.id for one in found) == ["s1", "s2", "s3", "s4"]
    assert found[-1].depth == 0


def test_a_long_thread_needs_no_deep_stack() -> None:
    day = dt.date(2031, 1, 1)
    rungs = [
        Rung(f"s{i}", "/", day, "day", ("XKE",), (), "reject", "no", answers=(f"s{i - 1}",) if i else ())
        for i in range(2000)
    ]
    assert nested(rungs, {})[-1].depth == 1999
