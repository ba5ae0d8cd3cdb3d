from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.affairs import affair
from tests.record.fakes import article, event, statement
from verbale.errors import NotInRecordError
from verbale.pictures.ladder_rows import Ask, dyad_rungs, lifelines_of, thread_rungs
from verbale.pictures.rungs import Rung
from verbale.record import Record
from verbale.schema import Annotated, DateMention, Published

ASK = Ask(lambda name: f"/item/{name}", most=1000)
OSK, VLD = "OSK", "VLD"
TEXT = "Oskara and Valdia\n\nOskara refused to sit down with Valdia.\n\nInès Halloran thanked the cooks.\n"


@pytest.fixture(scope="module")
def tariffs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("record") / "tariffs.record") as record:
        for one in affair("tariff-round"):
            record.add(one)
        yield record


def told(article_id: str, **given: object) -> Annotated:
    """An article of one statement, which is an event as well."""
    words = ("Oskara refused to sit down with Valdia",)
    said = statement(TEXT, "s1", words, act="reject", about=(VLD,), date=DateMention("2031-05-06", "day"))
    done = event(TEXT, "e1", words, statement="s1", date=DateMention("2031-05-06", "day"))
    published = Published("2031-05-07", "day", "the line under the headline")
    made = article(article_id, TEXT, outlet=f"Outlet {article_id}", published=published)
    return replace(Annotated(made, (said,), model="f", events=(done,)), **given)  # type: ignore[arg-type]


def test_an_event_that_is_its_own_statement_is_one_rung(record: Record) -> None:
    record.add(told("a"))
    (one,) = dyad_rungs(record, OSK, VLD, ASK).rungs
    assert (one.id, one.url, one.label, one.quad) == ("a#s1", "/item/a#s1", "reject", "verbal conflict")
    assert (one.day, one.precision, one.who) == (dt.date(2031, 5, 6), "day", "Inès Halloran")


def test_what_several_articles_tell_is_one_rung(record: Record) -> None:
    for name in ("a", "b"):
        record.add(told(name))
    (one,) = dyad_rungs(record, VLD, OSK, ASK).rungs
    assert one.reports == 2


def test_what_has_no_date_is_dated_by_its_article_unless_it_is_background(record: Record) -> None:
    undated = replace(told("a").events[0], statement=None, date=DateMention())
    record.add(told("a", statements=(), events=(undated,)))
    background = event(TEXT, "e1", ("Inès Halloran thanked the cooks",), type="AID", status="historical")
    record.add(told("b", statements=(), events=(background,)))
    first, last = dyad_rungs(record, OSK, VLD, ASK).rungs
    assert (first.day, first.precision) == (dt.date(2031, 5, 7), "published")
    assert (last.day, last.material) == (None, True)


def test_a_dyad_holds_only_the_two_and_is_told_in_order(tariffs: Record) -> None:
    rows = dyad_rungs(tariffs, "XIL", "XVA", ASK)
    assert len(rows.rungs) > 30
    assert not any(rows.left)
    for one in rows.rungs:
        assert {"XIL", "XVA"} <= {*one.actors, *one.targets}
    days = [one.day for one in rows.rungs if one.day]
    assert days == sorted(days) == list(rows.days)
    assert any(one.reports > 1 for one in rows.rungs)
    ids = {one.id for one in rows.rungs}
    assert len(ids) == len(rows.rungs)
    assert all(name in ids for one in rows.rungs for name in one.answers)


def test_a_period_and_a_cap_leave_out_and_count(tariffs: Record) -> None:
    every = dyad_rungs(tariffs, "XIL", "XVA", ASK).rungs
    ask = replace(ASK, since=dt.date(2027, 2, 10), until=dt.date(2027, 3, 31), most=5)
    rows = dyad_rungs(tariffs, "XIL", "XVA", ask)
    assert len(rows.rungs) == 5
    assert all(dt.date(2027, 2, 10) <= one.day <= dt.date(2027, 3, 31) for one in rows.rungs if one.day)
    undated = sum(one.day is None for one in every)
    assert len(rows.rungs) + rows.left.earlier + rows.left.later + undated == len(every)


def test_a_thread_is_the_same_from_wherever_it_is_entered(tariffs: Record) -> None:
    exchange = tariffs.exchanges()[0]
    ends = [thread_rungs(tariffs, one.id, ASK).rungs for one in (exchange.response, exchange.to)]
    assert [one.words for one in ends[0]] == [one.words for one in ends[1]]
    assert any(one.answers for one in ends[0])
    assert len(lifelines_of(ends[0])) >= 2


def test_a_statement_that_nothing_answers_is_a_thread_of_its_own(record: Record) -> None:
    record.add(told("a"))
    rungs = thread_rungs(record, "a#e1", ASK).rungs
    assert [one.id for one in rungs] == ["a#s1"]
    with pytest.raises(NotInRecordError):
        thread_rungs(record, "a#s9", ASK)


def line(own_id: str, actors: str, targets: str) -> Rung:
    return Rung(own_id, "", dt.date(2031, 1, 1), "day", (actors,), (targets,), "state", "")


def test_lifelines_are_those_who_have_most_to_do_with_one_another() -> None:
    rungs = [line("1", "A", "B"), line("2", "C", "B"), line("3", "B", "A"), line("4", "D", "A"), line("5", "C", "B")]
    assert lifelines_of(rungs) == ("A", "B", "C")
    assert lifelines_of(rungs, ("C", "A"), 2) == ("A", "C")
    assert lifelines_of([]) == ()


def test_affairs_are_drawn(tmp_path: Path, tariffs: Record) -> None:
    from verbale.pictures.ladder import Frame
    from verbale.pictures.ledger import Figure, ladder_figure

    rows = dyad_rungs(tariffs, "XIL", "XVA", replace(ASK, most=10))
    frame = Frame(lifelines_of(rows.rungs, ("XIL", "XVA"), 2), left=rows.left)
    text = ladder_figure(rows.rungs, frame, Figure("The duties"))
    assert f"{rows.left.earlier} earlier not drawn" in text
    assert text.count('class="rung"') == 2 * 10
