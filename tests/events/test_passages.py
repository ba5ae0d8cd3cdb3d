"""Sentences with their pieces, and the passages that are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.events.passages import LONGEST, Sentence, passages, split
from verbale.language.encoding import encode
from verbale.language.model import WEIGHTS

VOCABULARY = WEIGHTS / "tokenizer.json"


def of(text: str) -> list[Sentence]:
    return split(text, encode(text, VOCABULARY), [(0, len(text))])


def test_sentences_know_their_pieces_and_paragraph() -> None:
    text = "Kestria left. Valdoria stayed.\n\nTarvenia slept."
    found = of(text)
    assert [text[s.start : s.end] for s in found] == ["Kestria left.", "Valdoria stayed.", "Tarvenia slept."]
    assert found[0].line == found[1].line != found[2].line
    assert [s.first for s in found] == [0, found[0].last, found[1].last]
    assert found[-1].last == len(encode(text, VOCABULARY))


def test_what_is_not_read_has_no_sentences() -> None:
    text = "Photo: a lake. Kestria left."
    encoded = encode(text, VOCABULARY, [(15, len(text))])
    assert [text[s.start : s.end] for s in split(text, encoded, [(15, len(text))])] == ["Kestria left."]
    assert split("\u0301 \u0301", encode("\u0301 \u0301", VOCABULARY), [(0, 3)]) == []


def test_neighbours_of_a_paragraph_are_read_together() -> None:
    text = "One left. Two left. Three left.\nFour left."
    one, two, three, four = of(text)
    assert passages([one, two, three, four]) == [(one.first, three.last), (four.first, four.last)]
    assert passages([one, three]) == [(one.first, one.last), (three.first, three.last)]
    assert passages([]) == []


def test_long_paragraphs_and_sentences_are_cut() -> None:
    text = " ".join("The ship of the old harbour town sailed out again." for _ in range(60))
    found = passages(of(text))
    assert len(found) > 2
    assert all(last - first <= LONGEST for first, last in found)
    endless = "and then " * 1000
    assert passages(of(endless)) == [(0, 2 * LONGEST)]


@given(st.lists(st.sampled_from(["A ship sailed. ", "No! ", "\n", "word " * 60 + ". ", "x, "]), max_size=40), st.data())
def test_passages_never_overlap_and_begin_where_their_sentences_do(parts: list[str], data: st.DataObject) -> None:
    every = of("".join(parts))
    chosen = [s for s in every if data.draw(st.booleans())]
    last = 0
    for begin, end in passages(chosen):
        assert last <= begin < end <= begin + 2 * LONGEST
        last = end
    runs = passages(chosen)
    for sentence in chosen:
        assert any(a <= sentence.first and min(sentence.last, sentence.first + 2 * LONGEST) <= b for a, b in runs)
