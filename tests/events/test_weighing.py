"""How sure an event is."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.made import statuses
from verbale.events.candidates import Candidate
from verbale.events.weighing import FEATURES, Weights, features, fitted
from verbale.language.labels import RELATIONS

BASE = Candidate("SANCTION", ("XKE",), ("XVA",), [(100, 120)], statuses("occurred"), 0.6)


def row(candidate: Candidate, length: int = 1000) -> dict[str, float]:
    return dict(zip(FEATURES, features(candidate, length), strict=True))


def test_every_feature_has_a_weight() -> None:
    found = fitted()
    assert len(found.weights) == len(FEATURES) == len(set(FEATURES))
    assert all(math.isfinite(w) for w in (*found.weights, found.constant))
    assert 0.1 < found.threshold < 0.9


def test_a_sure_reading_makes_a_surer_event() -> None:
    sure = [fitted().chance(features(replace(BASE, chance=c), 1000)) for c in (0.05, 0.5, 0.95)]
    assert sure == sorted(sure)
    assert sure[0] < sure[2]


def test_what_is_told_of_a_relation_read() -> None:
    found = row(BASE)
    assert found["relation read"] == pytest.approx(math.log(0.6 / 0.4))
    assert found["no relation read"] == found["statement"] == found["act"] == found["several parties"] == 0
    assert found["place in the article"] == pytest.approx(0.1)
    assert {name for name in RELATIONS if found[f"type {name}"]} == {"SANCTION"}


def test_what_is_told_of_a_statement() -> None:
    found = row(replace(BASE, chance=0.0, statement=0, act=0.7, sure=0.9))
    assert (found["relation read"], found["no relation read"], found["statement"]) == (0, 1, 1)
    assert found["act"] == pytest.approx(math.log(0.7 / 0.3))
    assert found["statement's confidence"] == 0.9
    assert found["statement and relation"] == 0
    assert row(replace(BASE, statement=0))["statement and relation"] == 1


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (replace(BASE, in_headline=True), "in headline only"),
        (replace(BASE, statuses=statuses("negated")), "not occurred"),
        (replace(BASE, statuses=statuses("historical")), "historical"),
        (replace(BASE, actor=("XKE", "XVA"), recipient=()), "reciprocal"),
        (replace(BASE, recipient=("XVA", "XTV")), "several parties"),
        (replace(BASE, outdone=True), "outdone"),
        (replace(BASE, mentions=3), "reports"),
        (replace(BASE, rank=2), "like ones before"),
        (replace(BASE, crowd=5), "actors in the sentence"),
    ],
)
def test_each_circumstance_has_its_feature(changed: Candidate, name: str) -> None:
    before, after = row(BASE), row(changed)
    assert before[name] == 0 < after[name]
    assert [n for n in FEATURES if n.startswith("type ") and before[n] != after[n]] == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), st.floats(-1e6, 1e6))
def test_chances_are_probabilities(values: list[float], constant: float) -> None:
    assert 0 <= Weights((1.0, -3.0), constant, 0.5).chance(tuple(values)) <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 10))
def test_certainties_of_nought_and_one_are_survived(chance: float, act: float, length: int) -> None:
    found = features(replace(BASE, chance=chance, act=act, statement=0), length)
    assert all(math.isfinite(x) for x in found)
    assert 0 < fitted().chance(found) < 1
