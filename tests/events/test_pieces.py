"""Sentences with their pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.events.pieces import Sentence, split
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


@given(st.lists(st.sampled_from(["A ship sailed. ", "No! ", "\n", "word " * 60 + ". ", "x, "]), max_size=40))
def test_sentences_follow_one_another(parts: list[str]) -> None:
    last = 0
    for sentence in of("".join(parts)):
        assert last <= sentence.first < sentence.last
        last = sentence.last
