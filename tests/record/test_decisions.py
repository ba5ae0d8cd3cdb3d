from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.fakes import REPORT, report, statement
from tests.record.test_store import integrity
from verbale.errors import NotInRecordError
from verbale.record import Filters, Record
from verbale.schema import Annotated


def shifted() -> Annotated:
    """The same article with a paragraph before, its statements one further in the numbering."""
    lead = "Breaking news.\n\n"
    moved = report(text=lead + REPORT)
    text = moved.article.text
    first = statement(text, "s1", ("Breaking news",), source=(), cue=())
    others = tuple(replace(one, id=f"s{number}") for number, one in enumerate(moved.statements, start=2))
    return replace(moved, statements=(first, *others))


def test_a_decision_shows_and_the_machine_s_layer_stays(filled: Record) -> None:
    filled.decide("report#s2", "speaker_name", "Ada Holt", who="R. Tann", why="named in the Post")
    filled.decide("report#s2", "act", "state", who="R. Tann")
    one = filled.statement("report#s2")
    assert (one.statement.speaker.name, one.statement.act, one.decided) == (
        "Ada Holt",
        "state",
        ("act", "speaker_name"),
    )
    found = filled.article("report", decided=False).statements[1]
    assert (found.speaker.name, found.act) == (None, "accuse")
    assert [(one.field, one.who, one.why, one.statement) for one in filled.decisions()] == [
        ("speaker_name", "R. Tann", "named in the Post", "report#s2"),
        ("act", "R. Tann", "", "report#s2"),
    ]


def test_the_last_decision_wins_and_none_empties(filled: Record) -> None:
    filled.decide("report#s1", "speaker_country", "TRV", who="a")
    filled.decide("report#s1", "speaker_country", None, who="b")
    speaker = filled.statement("report#s1").statement.speaker
    assert (speaker.country, speaker.id) == (None, None)
    assert filled.search(filters=Filters(country=("OSK",))).total == 1


def test_a_decided_date_has_its_precision_and_counts_in_search(filled: Record) -> None:
    filled.decide("briefing#s1", "date", "2031-06", who="a")
    date = filled.statement("briefing#s1").statement.date
    assert (date.date, date.precision, date.basis) == ("2031-06", "month", "decided by a person")
    assert [one.id for one in filled.search(filters=Filters(since="2031-06-01"))] == ["briefing#s1"]


def test_hidden_statements_are_left_out_and_can_come_back(filled: Record) -> None:
    filled.decide("report#s1", "hidden", True, who="a")
    assert filled.search("patience").total == 0
    assert "report#s1" not in [one.id for one in filled.statements()]
    assert len(filled.article("report").statements) == 1
    assert filled.counts().statements == 3
    with pytest.raises(NotInRecordError):
        filled.statement("report#s1")
    filled.decide("report#s1", "hidden", False, who="a")
    assert filled.statement("report#s1").statement.act == "reject"


def test_search_finds_the_decided_name(filled: Record, path: Path) -> None:
    filled.decide("report#s2", "speaker_name", "Ada Holt", who="a")
    assert [one.id for one in filled.search("ada holt")] == ["report#s2"]
    assert [one.id for one in filled.search(filters=Filters(speaker=("holt",)))] == ["report#s2"]
    filled.close()
    integrity(path)


def test_a_decision_follows_its_words_to_another_place(filled: Record) -> None:
    filled.decide("report#s1", "act", "threaten", who="a")
    filled.add(shifted())
    assert filled.statement("report#s2").statement.act == "threaten"
    assert filled.statement("report#s1").decided == ()


def test_a_decision_survives_a_model_that_draws_other_edges(filled: Record) -> None:
    filled.decide("report#s2", "act", "concern", who="a")
    other = statement(REPORT, "s1", ("that Oskara had promised to pay",), act="deny")
    filled.add(replace(report(), statements=(other,), model="fake-2"))
    assert filled.statement("report#s1").statement.act == "concern"


def test_a_decision_sleeps_until_its_statement_comes_back(filled: Record) -> None:
    filled.decide("report#s1", "act", "threaten", who="a")
    filled.add(replace(report(), statements=report().statements[1:]))
    assert [one.statement for one in filled.decisions()] == [None]
    filled.add(report())
    assert filled.statement("report#s1").statement.act == "threaten"


def test_a_decision_survives_a_changed_text(filled: Record) -> None:
    filled.decide("report#s2", "act", "concern", who="a")
    text = REPORT.replace("to pay twice", "to pay twice over")
    changed = statement(text, "s1", ("Oskara had promised to pay twice over",))
    filled.add(replace(report(text=text), statements=(changed,)))
    assert filled.statement("report#s1").statement.act == "concern"


@pytest.mark.parametrize(
    ("field", "value"),
    [("act", "shout"), ("kind", None), ("date", "last week"), ("hidden", "yes"), ("quote", "x"), ("act", True)],
)
def test_values_outside_the_vocabulary_are_refused(filled: Record, field: str, value: str | bool | None) -> None:
    with pytest.raises(ValueError, match=field):
        filled.decide("report#s1", field, value, who="a")
    with pytest.raises(ValueError, match="who made it"):
        filled.decide("report#s1", "act", "deny", who=" ")
    assert list(filled.decisions()) == []
