"""Entity tags to spans."""

from __future__ import annotations

import numpy as np
import pytest

from verbale.language.decode import Scores
from verbale.language.encoding import encode
from verbale.language.entities import entities
from verbale.language.labels import ENTITY_TAGS, LAYERS, TAGS
from verbale.language.model import WEIGHTS


def scored(text: str, tags: list[str]) -> Scores:
    encoded = encode(text, WEIGHTS / "tokenizer.json")
    words = np.flatnonzero(encoded.first)
    named = np.full((len(encoded), len(ENTITY_TAGS)), -9.0, dtype=np.float32)
    for word, tag in zip(words, tags, strict=True):
        named[word, ENTITY_TAGS.index(tag)] = -0.1
    n = len(encoded)
    empty = np.zeros((n, len(LAYERS), len(TAGS)), dtype=np.float32)
    return Scores(encoded, empty, np.zeros((n, 4), np.float32), np.zeros(n, np.int64), (), named)


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        (["O", "B-person", "I-person", "O"], [("Ada Holt", "person")]),
        (["O", "I-person", "I-person", "O"], [("Ada Holt", "person")]),
        (["O", "B-person", "B-person", "O"], [("Ada", "person"), ("Holt", "person")]),
        (["O", "B-person", "I-place", "O"], [("Ada", "person"), ("Holt", "place")]),
        (["O", "O", "O", "O"], []),
    ],
)
def test_tags_become_spans(tags: list[str], wanted: list[tuple[str, str]]) -> None:
    text = "Then Ada Holt left"
    found = entities(scored(text, tags))
    assert [(text[e.start : e.end], e.kind) for e in found] == wanted
    assert all(0.5 < e.confidence <= 1 for e in found)
