from __future__ import annotations

from dataclasses import replace

import pytest

from tests.record.lines_made import MINISTER, RIVAL, fill
from tests.record.lines_made import told as article_of
from verbale.linking.positions import weight
from verbale.record import Record
from verbale.record.line_rows import date, entry_rows, month_row, position_row, told
from verbale.record.lines import weights
from verbale.record.links import items_between
from verbale.record.model import RecordedStatement
from verbale.schema import Speaker


@pytest.fixture
def talks(record: Record) -> Record:
    fill(record)
    return record


def test_a_refusal_and_an_agreement_are_a_shift(talks: Record) -> None:
    (position,) = talks.positions("OSK", "VLD", "peace-talks")
    assert [(entry.item, entry.items) for entry in position.entries] == [
        ("a-refused#s1", ("a-refused#s1", "b-refused#s1")),
        ("d-agreed#s1", ("d-agreed#s1",)),
    ]
    (shift,) = position.shifts
    assert (shift.old, shift.new, shift.kind) == ("a-refused#s1", "d-agreed#s1", "refused, then agreed")


def test_only_the_government_and_the_topic_asked_for(talks: Record) -> None:
    assert talks.positions("VLD", "OSK", "peace-talks") == ()
    assert talks.positions("OSK", "VLD", "sanctions") == ()
    assert talks.positions("OSK", "XXX") == ()
    with pytest.raises(ValueError, match="'fish' is no topic; write one of"):
        talks.positions("OSK", "VLD", "fish")
    assert ("OSK", "VLD", "peace-talks") in {(p.government, p.about, p.topic) for p in talks.positions()}


def test_what_is_hidden_is_in_no_position(talks: Record) -> None:
    talks.decide("d-agreed#s1", "hidden", True, who="Ada")
    (position,) = talks.positions("OSK", "VLD", "peace-talks")
    assert len(position.entries) == 1


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (MINISTER, weight(2)),
        (RIVAL, 0.0),
        (Speaker(None, "Ola Birk", "deputy oil minister", None, "OSK"), weight(2)),
        (Speaker(None, "Ola Birk", "spokesperson for the prime minister", None, "OSK"), weight(4)),
        (Speaker(None, "Ola Birk", "keeper of the seals of the harbour", None, "OSK"), weight(5)),
        (Speaker(None, None, None, "Foreign Ministry", "OSK"), weight(4)),
        (Speaker(None, None, None, "Foreign Ministry", "OSK", anonymous=True), weight(5)),
    ],
)
def test_how_far_a_speaker_binds(talks: Record, speaker: Speaker, expected: float) -> None:
    talks.add(article_of("z", "2031-06-01", "We hold our view of Valdia", "state", speaker=_named(speaker)))
    said = talks.statement("z#s1")
    said = RecordedStatement(said.article, replace(said.statement, speaker=speaker), said.quote)
    assert weights(items_between(talks._connection, "OSK", "VLD"), [said], "OSK")["z#s1"] == expected


def _named(speaker: Speaker) -> Speaker:
    return speaker if speaker.name else Speaker(None, "Ola Birk", None, None, "OSK")


def test_a_position_as_json(talks: Record) -> None:
    (position,) = talks.positions("OSK", "VLD", "peace-talks")
    row = position_row(position, told(talks, position))
    assert [one["date"] for one in row["entries"]] == ["2031-01-10", "2031-05-02"]
    assert row["entries"][0]["outlets"] == ["Evening Post", "The Lune Courier"]
    assert row["entries"][0]["speaker"]["name"] == "Inès Halloran"
    assert row["shifts"][0]["to"] == "d-agreed#s1"
    first, second = entry_rows(talks, position)
    assert (first["shift"], second["shift"], second["shift_from"]) == (False, True, ["a-refused#s1"])
    assert second["quote"].startswith("We will sit down")
    assert date(position.entries[0]) == "2031-01-10"


def test_months_of_relations(talks: Record) -> None:
    months = talks.relations("OSK", "VLD")
    assert [month.month for month in months] == [f"2031-0{n}" for n in range(1, 6)]
    assert [month.missing for month in months] == [False, False, True, True, False]
    assert months[0].forth.deeds.mean == -6.0
    assert months[4].back.words.evidence == ("f-thanks#e1",)
    row = month_row(months[0], "OSK", "VLD")
    assert (row["articles"], row["forth"]["deeds"]["count"], row["forth"]["deeds"]["evidence"]) == (
        3,
        1,
        ["e-tariff#e1"],
    )
    assert talks.relations("VLD", "OSK")[0].back == months[0].forth
