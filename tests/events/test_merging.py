"""What an article says twice is one event."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.events.made import statuses
from verbale.events.candidates import Candidate
from verbale.events.merging import WORDS, merged, with_statements


def made(type: str = "SANCTION", at: int = 100, status: str = "occurred", **more: object) -> Candidate:
    base = Candidate(type, ("XKE",), ("XVA",), [(at, at + 20)], statuses(status), 0.6)
    return replace(base, **more)  # type: ignore[arg-type]


def test_the_same_twice_is_one_with_both_places() -> None:
    (one,) = merged([made(at=100), made(at=900, chance=0.8)], [False, False])
    assert one.evidence == [(100, 120), (900, 920)]
    assert (one.mentions, one.chance) == (2, 0.8)


def test_the_surer_report_says_to_whom() -> None:
    reports = [made(at=100), made(at=900, chance=0.8, recipient=("XVA", "XME"))]
    (one,) = merged(reports, [False, False])
    assert one.recipient == ("XVA", "XME")
    assert one.parties == {"XKE", "XVA", "XME"}


def test_the_surer_report_shows_it_best() -> None:
    first, second = made(chance=0.4), made(at=400, chance=0.8)
    (one,) = merged([first, second], [False, False])
    assert list(one.best) == second.evidence
    assert one.evidence[0] == made().evidence[0]
    (one,) = merged([made(chance=0.8), made(at=400, chance=0.4)], [False, False])
    assert not one.best


@pytest.mark.parametrize(
    "other",
    [
        made("COERCE", 900),
        made(at=900, actor=("XTV",)),
        made(at=900, recipient=("XTV",)),
        made(at=900, actor=("XVA",), recipient=("XKE",)),
        made(at=900, status="negated"),
        made(at=900, status="historical"),
    ],
)
def test_other_types_parties_and_statuses_are_other_events(other: Candidate) -> None:
    assert len(merged([made(), other], [False, False])) == 2


def test_like_ones_are_counted() -> None:
    events = [made(at=1), made(at=2, status="negated"), made("COERCE", 3), made(at=4, status="future")]
    assert [c.rank for c in merged(events, [False] * 4)] == [0, 1, 0, 2]


def test_one_actor_in_common_is_enough() -> None:
    joint = made(at=900, actor=("XKE", "XTV"))
    assert len(merged([made(), joint], [False, False])) == 1


@pytest.mark.parametrize(
    ("actor", "recipient", "count"),
    [
        (("XKE", "XVA"), (), 1),
        (("XVA", "XKE", "XTV"), (), 1),
        (("XKE",), ("XVA",), 1),
        (("XKE", "XTV"), (), 2),
        (("XKE",), ("XTV",), 2),
    ],
)
def test_meetings_are_the_same_where_two_took_part_in_both(
    actor: tuple[str, ...], recipient: tuple[str, ...], count: int
) -> None:
    first = made("CONSULT", actor=("XKE", "XVA"), recipient=())
    second = made("CONSULT", 900, actor=actor, recipient=recipient)
    assert len(merged([first, second], [False, False])) == count


def test_a_headline_is_told_by_the_body() -> None:
    top = made(at=0, status="future")
    (one,) = merged([top, made(at=300), made(at=800)], [True, False, False])
    assert one.evidence[0] == (300, 320)
    assert set(one.evidence) == {(0, 20), (300, 320), (800, 820)}
    assert (one.status, one.in_headline, one.mentions) == ("occurred", False, 3)


def test_a_headline_alone_is_kept_as_one() -> None:
    (one,) = merged([made(at=0)], [True])
    assert one.in_headline


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("2031-05-06", "2031-05-06", 1),
        ("2031-05-06", "2031-05-07", 2),
        ("2031-05-06", "", 1),
        ("", "2031-05-06", 1),
        ("2031-05", "2031-05-06", 1),
        ("2031-05-06", "2031", 1),
        ("2031-04", "2031-05-06", 2),
    ],
)
def test_deeds_of_different_days_are_different_deeds(first: str, second: str, count: int) -> None:
    assert len(merged([made(day=first), made(at=900, day=second)], [False, False])) == count


def test_a_day_once_known_is_kept() -> None:
    reports = [made(), made(at=300, day="2031-05-06"), made(at=900, day="2031-05-07")]
    assert [len(c.evidence) for c in merged(reports, [False] * 3)] == [2, 1]


@pytest.mark.parametrize("type", sorted(WORDS))
def test_every_new_act_of_saying_is_an_event(type: str) -> None:
    reports = [made(type, statement=0), made(type, 130, statement=1), made(type, 200)]
    assert [c.rank for c in merged(reports, [False] * 3)] == [0, 1, 2]


def test_words_of_the_headline_are_those_of_the_body_and_its_statement() -> None:
    (one,) = merged([made("ACCUSE", 0), made("ACCUSE", 300, statement=0, act=0.8, sure=0.9)], [True, False])
    assert (one.statement, one.act, one.sure) == (0, 0.8, 0.9)
    assert one.evidence[0] == (300, 320)


def test_what_was_said_within_a_sentence_only_counts_more() -> None:
    (one,) = merged([made(crowd=4), made(at=300, crowd=2)], [False, False])
    assert one.crowd == 2


def test_a_relation_that_a_statement_does_is_no_second_one() -> None:
    spoken = made("ACCUSE", 100, statement=0, chance=0.0)
    (one,) = with_statements([spoken], [made("ACCUSE", 110, chance=0.7)])
    assert (one.statement, one.chance) == (0, 0.7)


@pytest.mark.parametrize("other", [made("ACCUSE", 500), made("REJECT", 110), made("ACCUSE", 110, recipient=("XTV",))])
def test_other_relations_stand_beside_statements_in_text_order(other: Candidate) -> None:
    spoken = made("ACCUSE", 100, statement=0)
    early = made("CONSULT", 5)
    assert with_statements([spoken], [other, early]) == sorted([spoken, other, early], key=lambda c: c.evidence[0])


def test_nothing_merges_to_nothing() -> None:
    assert merged([], []) == with_statements([], []) == []
    assert np.isclose(statuses("future").sum(), 1)
