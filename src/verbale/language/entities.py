"""Entities from the model's tags: persons, offices, institutions, places and groups as the text names them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from verbale.language.decode import Scores
from verbale.language.labels import ENTITIES, ENTITY_TAGS
from verbale.schema import EntityKind

_KIND = np.array([-1 if t == "O" else ENTITIES.index(t[2:]) for t in ENTITY_TAGS])
_BEGINS = np.array([t.startswith("B-") for t in ENTITY_TAGS])


class Entity(NamedTuple):
    """A span that names something: ``kind`` is one of :data:`verbale.language.labels.ENTITIES`.

    ``confidence``: the least probability of the kind among its words, 0 to 1.
    """

    start: int
    end: int
    kind: EntityKind
    confidence: float


def entities(scores: Scores) -> list[Entity]:
    """The entities of a text, in its order.

    Every word has its likeliest tag; a word inside an entity continues the one before when the kind is the same, and
    begins one where nothing of its kind stands before it.
    """
    words = np.flatnonzero(scores.encoded.first)
    if not len(words):
        return []
    logits = scores.entities[words]
    tags = logits.argmax(-1)
    kinds = _KIND[tags]
    if not (kinds >= 0).any():
        return []
    begins = (kinds >= 0) & (_BEGINS[tags] | (kinds != np.append(-1, kinds[:-1])))
    chances = np.exp(logits[:, 1::2]) + np.exp(logits[:, 2::2])
    follows = np.append(words[1:], len(scores.encoded)) - 1
    out = []
    starts = np.flatnonzero(begins)
    stops = np.append(starts[1:], len(words))
    for start, limit in zip(starts.tolist(), stops.tolist(), strict=True):
        kind = kinds[start]
        other = np.flatnonzero(kinds[start:limit] != kind)
        stop = start + int(other[0]) if len(other) else limit
        place, end = int(scores.encoded.start[words[start]]), int(scores.encoded.end[follows[stop - 1]])
        out.append(Entity(place, end, ENTITIES[kind], float(chances[start:stop, kind].min())))
    return out
