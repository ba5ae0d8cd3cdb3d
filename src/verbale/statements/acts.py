"""What a speaker does by saying it: the act of each statement, from the model's vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.language.decode import Group, IndexArray
from verbale.language.labels import ACTS
from verbale.language.tower import gelu, softmax
from verbale.schema import Spans
from verbale.statements.cues import act_of, acts_in

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ActSettings:
    """Constants fitted on development articles.

    ``temperature`` divides the head's scores (Guo et al. 2017, "On Calibration of Modern Neural Networks"); ``cue`` is
    added to the score of the act that the cue's own words name; ``content`` to the scores of those that the words of
    the content speak for.
    """

    temperature: float = 1.0
    cue: float = 0.0
    content: float = 0.0


def classify(
    text: str, groups: Sequence[Group], hidden: FloatArray, heads: Mapping[str, FloatArray], settings: ActSettings
) -> list[tuple[str, float]]:
    """The most probable act of each group and its calibrated probability.

    Vectors ``(n, 384)`` of the words of content, cue and source are averaged, each part apart, and read by a
    two-layer head; a lexicon of reporting words has a vote.
    """
    if not groups:
        return []
    pooled = np.stack([_pool(group, hidden) for group in groups])
    inner = gelu(pooled @ heads["act_in_weight"].T + heads["act_in_bias"])
    scores = (inner @ heads["act_out_weight"].T + heads["act_out_bias"]) / settings.temperature
    for row, group in enumerate(groups):
        words = [" ".join(text[p.start : p.end] for p in pieces) for pieces in (group.cue, group.content)]
        _vote(scores[row], words[0], words[1], settings)
    return [_likeliest(chances) for chances in softmax(scores)]


def decide(text: str, cue: Spans, content: Spans, scores: FloatArray, settings: ActSettings) -> tuple[str, float]:
    """The likeliest act and its probability, from the event tower's ``scores`` ``(12,)`` and the words' votes."""
    votes = scores[: len(ACTS)] / np.float32(settings.temperature)
    words = [" ".join(text[a:b] for a, b in spans) for spans in (cue, content)]
    _vote(votes, words[0], words[1], settings)
    return _likeliest(softmax(votes))


def _vote(scores: FloatArray, cue: str, content: str, settings: ActSettings) -> None:
    """Add the votes of the words to the scores ``(11,)`` of one statement."""
    named = act_of(cue)
    if named is not None:
        scores[ACTS.index(named)] += settings.cue
    for act in acts_in(content):
        scores[ACTS.index(act)] += settings.content


def _likeliest(chances: FloatArray) -> tuple[str, float]:
    best = int(chances.argmax())
    return ACTS[best], float(chances[best])


def _pool(group: Group, hidden: FloatArray) -> FloatArray:
    parts = []
    for pieces in (group.content, group.cue, group.source):
        words: list[IndexArray] = [piece.words for piece in pieces]
        parts.append(hidden[np.concatenate(words)].mean(0) if words else np.zeros(hidden.shape[1], np.float32))
    return np.concatenate(parts)
