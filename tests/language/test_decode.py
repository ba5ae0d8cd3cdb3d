import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verbale.language.decode import Linker, Linking, Piece, Scores, View, _viterbi, best_tags, spans
from verbale.language.encoding import Encoded
from verbale.language.labels import DISTANCES, ENTITY_TAGS, LAYERS, POINTERS, TAGS

SIZE = 64


def valid(tags: list[int]) -> bool:
    previous = "O"
    for tag in (TAGS[t] for t in tags):
        if tag.startswith("I-") and previous[2:] != tag[2:]:
            return False
        previous = tag
    return True


@settings(max_examples=60)
@given(arrays(np.float32, st.tuples(st.integers(1, 30), st.just(len(TAGS))), elements=st.floats(-8, 0, width=32)))
def test_best_tags_are_valid_and_no_worse_than_a_search_of_all(logits: np.ndarray) -> None:
    tags = best_tags(logits)
    assert valid(tags.tolist())
    whole = _viterbi(logits)
    assert valid(whole.tolist())
    rows = np.arange(len(logits))
    assert logits[rows, tags].sum() <= logits[rows, whole].sum() + 1e-4


def article(labels: list[str], links: dict[tuple[int, int, int], float]) -> Scores:
    """Ten-word texts whose tags and pointers are known: ``links`` maps (pointer, from, to) to an energy."""
    n = len(labels)
    ones = np.ones(n, dtype=np.bool_)
    place = np.arange(n, dtype=np.int32)
    encoded = Encoded(place, np.zeros(n, dtype=np.int32), place * 5, place * 5 + 4, ones)
    tags = np.full((n, len(LAYERS), len(TAGS)), -9.0, dtype=np.float32)
    for i, label in enumerate(labels):
        tags[i, :, TAGS.index(label)] = -0.01
    # One-hot keys make every pair's energy free to choose.
    keys = np.zeros((n, len(POINTERS), SIZE), dtype=np.float32)
    queries = np.zeros_like(keys)
    none = np.zeros((len(POINTERS), SIZE), dtype=np.float32)
    none[:, -1] = 1
    for i in range(n):
        keys[i, :, i] = 1
    for (pointer, origin, aim), energy in links.items():
        queries[origin, pointer, aim] = energy * 8
    view = View(0, n, queries, keys, none, np.ones(n, dtype=np.int64))
    named = np.zeros((n, len(ENTITY_TAGS)), dtype=np.float32)
    return Scores(
        encoded,
        tags,
        np.zeros((n, 4), dtype=np.float32),
        np.zeros(n, dtype=np.int64),
        (view,),
        named,
    )


@pytest.fixture
def linker() -> Linker:
    return Linker(np.zeros((DISTANCES, len(POINTERS)), np.float32), np.zeros((2, len(POINTERS)), np.float32), Linking())


def test_spans_follow_the_tags() -> None:
    scores = article(["B-source", "I-source", "B-cue", "B-content", "I-content", "B-content", "O"], {})
    got = [(p.role, p.start, p.end) for p in spans(scores, "attribution")]
    assert got == [("source", 0, 9), ("cue", 10, 14), ("content", 15, 24), ("content", 25, 29)]


def test_pieces_that_share_a_cue_are_one_attribution(linker: Linker) -> None:
    labels = ["B-content", "B-source", "B-cue", "B-content", "O"]
    scores = article(labels, {(0, 0, 2): 9, (0, 3, 2): 9, (2, 2, 1): 9, (1, 0, 1): 9, (1, 3, 1): 9})
    (group,) = linker.link(scores, spans(scores, "attribution"), "attribution")
    assert [p.start for p in group.content] == [0, 15]
    assert [p.start for p in group.source] == [5]
    assert [p.start for p in group.cue] == [10]


def test_none_wins_where_nothing_is_pointed_at(linker: Linker) -> None:
    scores = article(["B-source", "B-cue", "O", "B-content"], {(0, 3, SIZE - 1): 9, (1, 3, SIZE - 1): 9})
    (group,) = linker.link(scores, spans(scores, "attribution"), "attribution")
    assert group.source == ()
    assert group.cue == ()


def test_words_of_an_inner_statement_do_not_vote(linker: Linker) -> None:
    labels = ["B-source", "B-cue", "B-content", "I-content", "I-content", "B-source"]
    links = {(0, 2, 1): 9.0, (1, 2, 0): 9.0, (2, 1, 0): 9.0}
    # The words of the inner content point elsewhere.
    links |= {(1, 3, 5): 9.0, (1, 4, 5): 9.0, (0, 3, 1): 9.0, (0, 4, 1): 9.0}
    scores = article(labels, links)
    inner = [Piece("content", np.array([3, 4]), 15, 24, 0.0)]
    (group,) = linker.link(scores, spans(scores, "statement"), "statement", inner)
    assert [p.start for p in group.source] == [0]


def test_no_words_no_spans() -> None:
    assert spans(article([], {}), "attribution") == []
