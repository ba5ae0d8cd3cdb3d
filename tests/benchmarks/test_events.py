"""Matching events and statements with a key, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.events import Coded, content_spans, fits, pairs_of_statements, score_events
from verbale.schema import DateMention, Event, EventStatus


def gold(type: str, actor: list[str], recipient: list[str], status: str = "occurred", when: str = "") -> dict[str, Any]:
    return {"type": type, "actor": actor, "recipient": recipient, "status": status, "when": when}


def event(type: str, actor: str, recipient: str, status: EventStatus = "occurred", date: str | None = None) -> Event:
    return Event("e1", type, (actor,), (recipient,), status, 0.0, 0.9, ((0, 5),), date=DateMention(date))


@pytest.mark.parametrize(
    ("key", "found", "same"),
    [
        (gold("AID", ["A"], ["B"]), ("AID", ["A"], ["B"], "occurred"), True),
        (gold("AID", ["A"], ["B"]), ("AID", ["A", "C"], ["D", "B"], "future"), True),
        (gold("AID", ["A"], ["B"]), ("RETREAT", ["A"], ["B"], "occurred"), False),
        (gold("AID", ["A"], ["B"]), ("AID", ["B"], ["A"], "occurred"), False),
        (gold("AID", ["A"], ["B"]), ("AID", ["A"], ["C"], "occurred"), False),
        (gold("AID", ["A"], []), ("AID", ["A"], ["C"], "occurred"), True),
        (gold("AID", [], ["B"]), ("AID", ["C"], ["B"], "occurred"), True),
        (gold("CONSULT", ["A", "B"], []), ("CONSULT", ["B", "A"], [], "occurred"), True),
        (gold("CONSULT", ["A", "B"], []), ("CONSULT", ["B"], ["A"], "occurred"), True),
        (gold("CONSULT", ["A", "B"], []), ("CONSULT", ["A", "C"], [], "occurred"), False),
        (gold("CONSULT", ["A"], ["B"]), ("CONSULT", ["A", "B"], [], "occurred"), True),
    ],
)
def test_what_counts_as_the_same_event(key: dict[str, Any], found: Coded, same: bool) -> None:
    assert fits([key], [found]) == ({0: 0} if same else {})


def test_each_is_matched_once_and_the_same_status_first() -> None:
    keys = [gold("AID", ["A"], ["B"], "negated"), gold("AID", ["A"], ["B"])]
    found: list[Coded] = [("AID", ["A"], ["B"], "occurred"), ("AID", ["A"], ["B"], "negated")]
    assert fits(keys, found) == {0: 1, 1: 0}
    assert fits(keys, found[:1]) == {1: 0}
    assert fits(keys[:1], [*found, *found]) in ({0: 1}, {0: 3})
    assert fits([], found) == fits(keys, []) == {}


def test_scores_of_two_articles() -> None:
    keys = {
        "one": [gold("AID", ["A"], ["B"], when="2031-05-06"), gold("ASSAULT", ["A"], ["B"], when="2031-05-01")],
        "two": [gold("SANCTION", ["C"], ["D"], "negated", when="last week")],
        "three": [gold("RETREAT", ["C"], ["D"])],
    }
    found = {
        "one": [event("AID", "A", "B", date="2031-05-06/2031-05-08"), event("ASSAULT", "A", "B", date="2031-05-02")],
        "two": [event("SANCTION", "C", "D", "occurred"), event("AID", "C", "D")],
        "other": [event("AID", "A", "B")],
    }
    score = score_events(found, keys)
    assert (score.key, score.found) == (4, 4)
    assert (score.precision, score.recall) == (0.75, 0.75)
    assert score.f1 == pytest.approx(0.75)
    assert score.status == pytest.approx(2 / 3)
    assert score.date == 0.5


def test_nothing_found_is_nought() -> None:
    score = score_events({}, {"one": [gold("AID", ["A"], ["B"])]})
    assert (score.precision, score.recall, score.f1) == (0, 0, 0)
    assert score_events({}, {}).f1 == 0


TEXT = "Kestria said the dam was open to all. Valdoria denied that the dam had ever been shut."


def test_places_of_a_keys_content() -> None:
    assert content_spans(TEXT, {"content_spans": [[13, 20]]}) == ((13, 20),)
    assert content_spans(TEXT, {"start": 13, "end": 36, "content": "x"}) == ((13, 36),)
    assert content_spans(TEXT, {"content": "the dam was open"}) == ((13, 29),)
    assert content_spans(TEXT, {"content": ["the dam", "not there", "Valdoria"]}) == ((13, 20), (38, 46))


def test_statements_are_matched_by_half_of_their_words() -> None:
    keys = [{"content": "the dam was open to all"}, {"content": "that the dam had ever been shut"}]
    first, second = (content_spans(TEXT, key) for key in keys)
    start, end = second[0]
    assert {key["content"]: j for key, j in pairs_of_statements(TEXT, keys, [second, first])} == {
        keys[0]["content"]: 1,
        keys[1]["content"]: 0,
    }
    # Of seven words four are half and more, three are not.
    four, three = TEXT.index(" ever been"), TEXT.index(" had ever")
    assert pairs_of_statements(TEXT, keys, [((start, four),)]) == [(keys[1], 0)]
    assert pairs_of_statements(TEXT, keys, [((start, three),)]) == []
    assert pairs_of_statements(TEXT, keys, [((start, end),), ((start, end),)]) == [(keys[1], 0)]
