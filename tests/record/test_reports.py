"""Reports of one utterance or event: as the links have them, and their words beside one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.affairs import affair
from tests.record.lines_made import fill as fill_lines
from tests.record.reports_made import fill
from verbale.record import Record, lines
from verbale.record.line_rows import entry_rows
from verbale.record.links import groups
from verbale.record.report_rows import Beside, beside, in_order
from verbale.record.threads import answers_of


def differences(shown: str, here: str) -> list[tuple[str, str, str]]:
    found = beside(shown, here)
    assert found is not None
    return [(one.kind, one.shown, one.here) for one in found.differences]


def test_words_changed_added_and_left_out() -> None:
    shown = "The fee at Port Lune is a toll on our patience"
    assert differences(shown, "The fee at Port Lune was a toll on our patience") == [("changed", "is", "was")]
    assert differences(shown, "The fee at Port Lune is a heavy toll on our patience") == [("added", "", "heavy")]
    assert differences(shown, "The fee is a toll on our patience") == [("left out", "at Port Lune", "")]
    assert differences(shown, "“the FEE at Port Lune is a toll, on our patience.”") == []


@pytest.mark.parametrize(
    ("shown", "here", "wording"),
    [
        ("We will not pay the fee", "we will not pay the fee", "same"),
        ("We will not pay the fee", "We will not pay the fee, and that is that, he said to them", "more"),
        ("We will not pay the fee, and that is that", "We will not pay the fee", "part"),
        ("We will not pay the fee", "We will never pay the fee", "changed"),
    ],
)
def test_how_words_stand_to_those_shown(shown: str, here: str, wording: str) -> None:
    found = beside(shown, here)
    assert found is not None
    assert found.wording == wording


def test_words_of_its_own_are_not_compared() -> None:
    assert beside("We will not pay the fee", "the refusal of Oskara's government") is None
    assert beside("", "") is None


def test_words_written_as_one_are_told_by_what_differs() -> None:
    assert differences("We do pay the harbour fee", "We don't pay the harbour fee") == [("added", "", "don't")]


WORDS = st.lists(
    st.sampled_from(
        ["we", "do", "not", "don't", "pay", "the", "fee", "11", "eleven", "…", "[sic]", "at", "'Port", "Lune'", ","]
    ),
    max_size=14,
)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_pieces_follow_one_another_in_the_report(shown: str, here: str) -> None:
    found = beside(shown, here) or Beside(())
    end = 0
    for piece in found.pieces:
        first, last = piece.span
        assert end <= first <= last <= len(here)
        assert piece.kind != "same" or not piece.here or here[first:last] == piece.here
        end = last
    same = beside(here, here)
    assert same is None or same.wording == "same"


@pytest.fixture
def quarrel(record: Record) -> Record:
    fill(record)
    record.settle()
    return record


def test_prints_name_the_first_of_their_text(quarrel: Record) -> None:
    found = quarrel.reports("post#s1")
    assert [item.id for item in in_order(found)] == ["wire#s1", "courier#s1", "post#s1", "gazette#s1"]
    assert (found.outlets, found.articles, dict(found.prints())) == (3, 4, {"courier": "wire"})


def test_answers_of_all_reports_are_found(quarrel: Record) -> None:
    for name in ("wire#s1", "gazette#s1"):
        found = answers_of(quarrel, name, quarrel.reports(name))
        assert [one.response.id for one in found.answered_by] == ["reply#s1"]
        assert found.answers == ()
    found = answers_of(quarrel, "reply#s1", quarrel.reports("reply#s1"))
    assert [one.to.id for one in found.answers] == ["wire#s1"]


def test_reports_are_the_groups_of_the_links(record: Record) -> None:
    for one in affair("fishing-grounds"):
        record.add(one)
    known = groups(record._connection)
    assert known
    for name, group in known.items():
        same = sorted(other for other, of in known.items() if of == group)
        assert [item.id for item in record.reports(name).items] == same


def test_positions_are_made_pair_by_pair(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_lines(record)
    wanted = [row for position in record.positions() for row in entry_rows(record, position)]
    asked: list[tuple[str, str]] = []
    one_way = lines._one_way

    def watched(connection: object, government: str, about: str, groups: object) -> object:
        asked.append((government, about))
        return one_way(connection, government, about, groups)  # type: ignore[arg-type]

    monkeypatch.setattr(lines, "_one_way", watched)
    rows = lines.each_position(record._connection)
    next(rows)
    assert asked == [("OSK", "VLD")]
    list(rows)
    assert asked == [("OSK", "VLD"), ("VLD", "OSK")]
    from tests.record.test_export import jsonl

    assert jsonl(record, "positions") == wanted
