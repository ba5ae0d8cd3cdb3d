"""The heads that read events and acts, with small weights made here."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.coder import (
    PLV,
    REACH,
    VERBALE,
    ActQuery,
    EventHeads,
    FloatArray,
    IndexArray,
    PairQuery,
    between,
    gelu,
    softmax,
)
from verbale.language.heads import SCALE, read_heads

SIZE, SEARCHERS, SEARCH, INNER = 6, 2, 3, 8
_PLACES = st.lists(st.integers(0, 120), min_size=1, max_size=5, unique=True).map(lambda p: np.array(sorted(p)))


def places(*numbers: int) -> IndexArray:
    return np.array(numbers, np.int64)


@pytest.fixture
def heads() -> EventHeads:
    rng = np.random.default_rng(4)
    pair, act = (5 + SEARCHERS) * SIZE + 2, (3 + SEARCHERS) * SIZE
    shapes = {
        "search_query": (SEARCHERS * SEARCH, 3 * SIZE),
        "search_key": (SEARCHERS * SEARCH, SIZE),
        "pair_in": (INNER, pair),
        "pair_out": (17, INNER),
        "plv_out": (17, INNER),
        "status_out": (5, INNER),
        "act_in": (INNER, act),
        "act_out": (12, INNER),
    }
    arrays: dict[str, FloatArray] = {}
    for name, (rows, columns) in shapes.items():
        arrays[f"{name}_weight"] = (rng.normal(size=(rows, columns)) / math.sqrt(columns)).astype(np.float32)
        arrays[f"{name}_bias"] = rng.normal(size=rows).astype(np.float32)
    arrays["convention"] = rng.normal(size=(2, INNER)).astype(np.float32)
    arrays["act_query"] = rng.normal(size=(SEARCHERS, SIZE)).astype(np.float32)
    return EventHeads(arrays)


@pytest.fixture
def hidden() -> FloatArray:
    return np.random.default_rng(5).normal(size=(20, SIZE)).astype(np.float32)


@given(st.lists(st.floats(-500, 500, width=32), min_size=1, max_size=9))
def test_softmax_gives_probabilities_in_the_order_of_the_scores(row: list[float]) -> None:
    found = softmax(np.array([row, row], np.float32))
    assert found.sum(-1) == pytest.approx([1, 1], abs=1e-5)
    assert (found >= 0).all()
    assert found[0][int(np.argmax(row))] == found[0].max()
    assert softmax(np.array(row, np.float32) - 50) == pytest.approx(found[0], abs=1e-4)


@given(st.floats(-30, 30, width=32))
def test_gelu_is_x_times_the_normal_distribution(x: float) -> None:
    wanted = x * 0.5 * (1 + math.erf(x / math.sqrt(2)))
    assert gelu(np.array([x], np.float32))[0] == pytest.approx(wanted, abs=1e-5)


def test_between_two_actors() -> None:
    gap = between(places(2, 3), places(7, 8))
    assert (gap.first, gap.last, gap.order) == (4, 7, 1.0)
    back = between(places(7, 8), places(2, 3))
    assert (back.first, back.last, back.order) == (4, 7, -1.0)
    assert gap.nearness == back.nearness
    assert between(places(2), places(3)).nearness > gap.nearness > between(places(2), places(90)).nearness > 0


def test_the_nearest_mentions_count() -> None:
    gap = between(places(0, 30), places(10, 33))
    assert (gap.first, gap.last) == (31, 33)


def test_far_apart_only_what_is_next_to_the_first_actor_is_looked_at() -> None:
    gap, back = between(places(5), places(100)), between(places(100), places(5))
    assert (gap.first, gap.last) == (6, 6 + REACH)
    assert (back.first, back.last) == (100 - REACH, 100)


@given(_PLACES, _PLACES)
def test_what_is_between_holds_neither_actor(actor: IndexArray, recipient: IndexArray) -> None:
    gap = between(actor, recipient)
    inner = set(range(gap.first, gap.last))
    assert 0 <= gap.first <= gap.last
    assert len(inner) <= REACH
    assert not inner & {*actor.tolist(), *recipient.tolist()}
    assert gap.order in (1.0, -1.0)
    assert 0 < gap.nearness <= 1
    if not set(actor.tolist()) & set(recipient.tolist()):
        back = between(recipient, actor)
        assert back.order == -gap.order or len(actor) + len(recipient) > 2


def test_pairs_give_probabilities_and_where_was_looked(heads: EventHeads, hidden: FloatArray) -> None:
    queries = [PairQuery(places(1, 2), places(5), (0, 8)), PairQuery(places(12), places(9), (8, 20))]
    found = heads.pairs(hidden, queries)
    assert found.relations.shape == (2, 17)
    assert found.statuses.shape == (2, 5)
    assert found.relations.sum(-1) == pytest.approx([1, 1], abs=1e-5)
    assert found.statuses.sum(-1) == pytest.approx([1, 1], abs=1e-5)
    assert [len(row) for row in found.looked] == [8, 12]
    assert [row.sum() for row in found.looked] == pytest.approx([1, 1], abs=1e-5)


def test_a_pair_reads_the_same_alone_and_among_others(heads: EventHeads, hidden: FloatArray) -> None:
    queries = [PairQuery(places(i), places(i + 3), (0, 20)) for i in range(5)]
    together = heads.pairs(hidden, queries).relations
    alone = np.concatenate([heads.pairs(hidden, [query]).relations for query in queries])
    assert together == pytest.approx(alone, abs=1e-5)


def test_direction_and_convention_matter(heads: EventHeads, hidden: FloatArray) -> None:
    there, back = PairQuery(places(1), places(6), (0, 9)), PairQuery(places(6), places(1), (0, 9))
    one, other = heads.pairs(hidden, [there, back]).relations
    assert np.abs(one - other).max() > 1e-3
    assert (heads.pairs(hidden, [there]).relations == heads.pairs(hidden, [there], VERBALE).relations).all()
    assert np.abs(heads.pairs(hidden, [there], PLV).relations - one).max() > 1e-3


def test_pairs_of_several_sentences_read_as_alone(heads: EventHeads, hidden: FloatArray) -> None:
    one, two = places(1), places(11, 12)
    queries = [PairQuery(one, places(5), (0, 8)), PairQuery(places(5), one, (0, 8)), PairQuery(two, places(9), (8, 20))]
    together = heads.pairs(hidden, queries)
    for i, query in enumerate(queries):
        alone = heads.pairs(hidden, [query])
        assert together.relations[i] == pytest.approx(alone.relations[0], abs=1e-5)
        assert together.looked[i] == pytest.approx(alone.looked[0], abs=1e-5)


def test_what_stands_outside_the_sentence_does_not_count(heads: EventHeads, hidden: FloatArray) -> None:
    query = PairQuery(places(1), places(6), (0, 9))
    before = heads.pairs(hidden, [query]).relations
    hidden[9:] = 7
    assert heads.pairs(hidden, [query]).relations == pytest.approx(before, abs=1e-6)
    hidden[4] = 7
    assert np.abs(heads.pairs(hidden, [query]).relations - before).max() > 1e-3


def test_overlapping_actors_are_survived(heads: EventHeads, hidden: FloatArray) -> None:
    found = heads.pairs(hidden, [PairQuery(places(3, 4), places(4, 5), (0, 9))])
    assert found.relations.sum() == pytest.approx(1, abs=1e-5)


def test_no_pairs_no_scores(heads: EventHeads, hidden: FloatArray) -> None:
    found = heads.pairs(hidden, [])
    assert found.relations.shape == (0, 17)
    assert found.statuses.shape == (0, 5)
    assert found.looked == []


def test_acts_have_a_score_each_and_one_for_none(heads: EventHeads, hidden: FloatArray) -> None:
    whole = ActQuery(places(4, 5, 6), places(3), places(0, 1))
    bare, other = ActQuery(places(4, 5, 6), places(), places()), ActQuery(places(4, 5, 7), places(3), places(0, 1))
    found = heads.acts(hidden, [whole, bare, other])
    assert found.shape == (3, 12)
    assert np.isfinite(found).all()
    assert np.abs(found[0] - found[1]).max() > 1e-3
    assert np.abs(found[0] - found[2]).max() > 1e-3
    assert heads.acts(hidden, [bare])[0] == pytest.approx(found[1], abs=1e-5)
    assert heads.acts(hidden, []).shape == (0, 12)


def test_heads_in_eight_bits_are_multiplied_out(tmp_path: Path) -> None:
    scale = np.array([[0.5], [2.0]], np.float32)
    arrays: dict[str, Any] = {
        "w": np.array([[2, -4], [1, 3]], np.int8),
        f"w{SCALE}": scale,
        "b": np.ones(2, np.float16),
    }
    np.savez(tmp_path / "heads.npz", **arrays)
    found = read_heads(tmp_path / "heads.npz")
    assert set(found) == {"w", "b"}
    assert found["w"].tolist() == [[1, -2], [2, 6]]
    assert found["b"].dtype == np.float32
