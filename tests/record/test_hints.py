"""What a mistyped id may have meant, among few and among very many."""

from __future__ import annotations

import random
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.fakes import briefing, report
from verbale.errors import NotInRecordError
from verbale.record import hints
from verbale.record.hints import nearest
from verbale.record.store import Record

OUTLETS = ("lune-courier", "evening-post", "harbour-times", "Meridian", "northline")
WORDS = ("fee", "talks", "border", "envoy", "toll", "dam", "ferry", "visit", "sanctions", "treaty", "recall", "note")
#: Names as programs and people give them: numbers, dates and words.
MANY = [
    *(f"n{number:07}" for number in range(0, 70_000, 7)),
    *(
        f"{OUTLETS[number % 5]}-{2020 + number % 11}-{1 + number % 12:02}-{WORDS[number % 12]}-{number}"
        for number in range(10_000)
    ),
]


def mistyped(name: str, chance: random.Random) -> str:
    """With a letter left out, put in, changed, or moved behind the next."""
    at = chance.randrange(len(name) - 1)
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            f"{name[:at]}x{name[at:]}",
            f"{name[:at]}x{name[at + 1 :]}",
            f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}",
        ]
    )


def likeness(asked: str, one: str) -> float:
    return SequenceMatcher(None, one.casefold(), asked.casefold(), autojunk=False).ratio()


def test_of_few_the_nearest() -> None:
    known = ["river-01", "river-02", "list-03"]
    assert nearest("river-1", known, 2) == ["river-01", "river-02"]
    assert nearest("LIST", known)[0] == "list-03"
    assert nearest("", known) == nearest("zzzz", known) == nearest("x", []) == []


def test_what_holds_it_is_near() -> None:
    long = "2031-05-07-the-lune-courier-oskara-rejects-the-harbour-fee"
    assert nearest("harbour", [long, "harbor", "fee"]) == ["harbor", long]
    assert nearest("REJECTS-the", [*MANY, long]) == [long]
    assert nearest("osk.mfa", ["osk..halloran", "osk.mfa.ines-halloran"]) == ["osk.mfa.ines-halloran", "osk..halloran"]


def test_equally_near_ones_stand_in_their_order() -> None:
    assert nearest("n1", ["n3", "n2", "n12", "n11"]) == ["n12", "n11", "n3", "n2"]


@pytest.mark.parametrize("seed", range(8))
def test_of_many_the_one_that_was_meant(seed: int) -> None:
    chance = random.Random(seed)
    for meant in chance.sample(MANY, 12):
        asked = mistyped(meant, chance)
        found = nearest(asked, MANY)
        assert likeness(asked, found[0]) >= likeness(asked, meant), (asked, meant, found)
        assert found == nearest(asked.upper(), MANY)
        assert len(found) == len(set(found)) <= 6


def test_of_many_few_are_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    class Counting(SequenceMatcher[str]):
        def set_seq1(self, a: Any) -> None:
            compared.append(a)
            super().set_seq1(a)

    monkeypatch.setattr(hints, "SequenceMatcher", Counting)
    assert nearest("none", MANY) == []
    assert "n0000693" in nearest("n000069", MANY)
    assert 0 < len(compared) < 500


@given(st.text(st.characters(), max_size=12), st.lists(st.text(st.characters(), max_size=12), max_size=8))
def test_any_text_can_be_asked_for(asked: str, some: list[str]) -> None:
    for known in (some, [*some, *MANY[:200]]):
        found = nearest(asked, known)
        assert set(found) <= set(known)
        assert all(
            likeness(asked, one) >= 0.5 or asked.casefold().replace("\n", " ") in one.casefold().replace("\n", " ")
            for one in found
        )


def test_a_record_offers_its_articles(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        for name in ("report-01", "report-02", "Report\n03"):
            record.add(report(name))
        record.add(briefing("other"))
        with pytest.raises(NotInRecordError, match=r"no article 'report-1'; did you mean report-01, ") as raised:
            record.article("report-1")
        assert raised.value.near == ("report-01", "report-02", "Report\n03")
        with pytest.raises(NotInRecordError, match=r"; it holds 4 others$") as raised:
            record.article("zzz")
        assert raised.value.near == ()
        with pytest.raises(NotInRecordError, match="did you mean other") as raised:
            record.event("othr#e1")
        assert raised.value.near == ("other",)
        with pytest.raises(NotInRecordError, match="no event 'e1'") as raised:
            record.event("e1")
        assert raised.value.near is None
