"""What a dossier holds is in the record, cited, counted and cut where it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossier.conftest import Make
from verbale.dossier.entries import reference, shortened, web_url
from verbale.dossier.figures import RUNGS, TALLEST
from verbale.dossier.model import Caps, Dossier, Wanted
from verbale.errors import NotInRecordError
from verbale.pictures.ladder import layout
from verbale.record.browse import Browse
from verbale.record.store import Record
from verbale.schema import Article, Published


def every_number(dossier: Dossier) -> set[int]:
    told = [*dossier.entries, *(end for one in dossier.shifts for end in (one.old, one.new))]
    return {number for one in told for number in one.sources}


def test_every_entry_cites_and_every_source_is_cited(dossier: Dossier) -> None:
    assert dossier.entries
    assert all(one.sources for one in dossier.entries)
    assert every_number(dossier) == {one.number for one in dossier.sources}
    assert [one.number for one in dossier.sources] == list(range(1, len(dossier.sources) + 1))


def test_words_are_those_of_the_record(dossier: Dossier, river: Path) -> None:
    numbers = {one.article: one.number for one in dossier.sources}
    with Record.open(river, create=False) as record:
        for one in dossier.entries:
            article, _, own = one.id.rpartition("#")
            text = " ".join(record.article(article).article.text.split())
            assert one.words.strip("“”").partition(" … ")[0] in text
            assert one.sources[0] == numbers[article]
            reports = {item.article for item in record.reports(one.id).items}
            assert {numbers[name] for name in reports} <= set(one.sources)
            assert own[0] in "se"


def test_the_numbers_are_those_of_a_search(dossier: Dossier, river: Path) -> None:
    with Record.open(river, create=False) as record:
        total = record.browse(Browse(country=("XKE",), about=("XVA",))).total
    assert dict(dossier.numbers)["statements of Kestria about Valdoria"] == total
    assert dict(dossier.numbers)["articles cited"] == len(dossier.sources)


def test_answers_lead_to_entries(dossier: Dossier) -> None:
    anchors = {one.anchor for one in dossier.entries}
    assert any(one.answers for one in dossier.entries)
    assert {anchor for one in dossier.entries for anchor, _ in one.answers} <= anchors
    assert dossier.answers
    assert all(one.prompt.id != one.response.id for one in dossier.answers)


def test_ladders_fit_a_page_and_hold_each_rung_once(dossier: Dossier) -> None:
    ids = [rung.id for steps in dossier.drawn.ladders for rung in steps.rungs]
    assert ids == [one.id for one in dossier.entries][-len(ids) :]
    for steps in dossier.drawn.ladders:
        assert len(steps.rungs) <= RUNGS
        assert len(steps.rungs) == 1 or layout(steps.rungs, steps.frame).height <= TALLEST


def test_what_is_left_out_is_counted(make: Make, river: Path, dossier: Dossier) -> None:
    caps = Caps(entries=5, rungs=3, answers=1, positions=1, words=20)
    small = make(river, Wanted(("XKE", "XVA")), caps)
    assert len(small.entries) == 5
    assert f"The chronology has 5 of {len(dossier.entries):,} statements and events, the newest." in small.counts
    assert "The ladders draw the newest 3 of the 5." in small.counts
    assert any(one.cut for one in small.entries)
    assert not dossier.entries[0].cut
    read = make(river, Wanted(("XKE",)), Caps(read=2))
    assert any("not looked at" in one for one in read.counts)


@pytest.mark.parametrize(
    "wanted", [Wanted(("XKE",)), Wanted(topic="water"), Wanted(("XKE", "XVA"), topic="water"), Wanted(("XVA", "XTV"))]
)
def test_other_subjects(make: Make, river: Path, wanted: Wanted) -> None:
    made = make(river, wanted)
    assert every_number(made) == {one.number for one in made.sources}
    assert made.title


def test_a_speaker_is_called_by_name_and_has_only_statements(make: Make, river: Path) -> None:
    with Record.open(river, create=False) as record:
        actor = record.actors()[0]
    made = make(river, Wanted(actor=actor.id))
    assert actor.names[0] in made.title
    assert made.entries
    assert all("#s" in one.id for one in made.entries)
    with pytest.raises(NotInRecordError):
        make(river, Wanted(actor="no such one"))


def test_a_period_narrows(make: Make, river: Path, dossier: Dossier) -> None:
    with Record.open(river, create=False) as record:
        day = sorted(one.when or "" for one in record.statements())[-1][:10]
    made = make(river, Wanted(("XKE", "XVA"), since=day))
    assert len(made.entries) < len(dossier.entries)
    assert made.period.startswith("since ")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(), "needs a state"),
        (Wanted(("A", "B", "C")), "one state, or two"),
        (Wanted(("A", "A")), "two different"),
        (Wanted(("A",), since="May"), "no date for since"),
        (Wanted(("A",), since="2020", until="2019"), "before it begins"),
    ],
)
def test_what_no_dossier_can_be_made_of(make: Make, river: Path, wanted: Wanted, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        make(river, wanted)


def test_nothing_found_is_an_empty_dossier(make: Make, river: Path) -> None:
    made = make(river, Wanted(("XQQ", "XQP")))
    assert (made.entries, made.sources, made.drawn.ladders) == ((), (), ())


def test_references_say_what_is_unknown() -> None:
    assert reference(Article("a", "x")) == "[untitled]. outlet unknown, n.d."
    told = Article(
        "a", "x", Published("2031-05", "month"), title="Two\nlines.", outlet="The Harbour", byline="Ada Venn"
    )
    assert reference(told) == "Ada Venn. “Two lines.”. The Harbour, May 2031."
    assert web_url("javascript:alert(1)") == ""
    assert web_url("https://example.org/a") == "https://example.org/a"


def test_shortened_counts_what_it_leaves_out() -> None:
    assert shortened("“one two three”", 10) == ("“one two …”", 6)
    assert shortened("w" * 50, 10) == ("w" * 10 + " …", 40)
    assert shortened("short", 10) == ("short", 0)
