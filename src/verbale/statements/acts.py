"""What a speaker does by saying it: the act of each statement, from the model's vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.language.decode import Group, IndexArray
from verbale.language.labels import ACTS
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
    inner = _gelu(pooled @ heads["act_in_weight"].T + heads["act_in_bias"])
    scores = (inner @ heads["act_out_weight"].T + heads["act_out_bias"]) / settings.temperature
    for row, group in enumerate(groups):
        named = act_of(" ".join(text[piece.start : piece.end] for piece in group.cue))
        if named is not None:
            scores[row, ACTS.index(named)] += settings.cue
        for act in acts_in(" ".join(text[piece.start : piece.end] for piece in group.content)):
            scores[row, ACTS.index(act)] += settings.content
    scores -= scores.max(-1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(-1, keepdims=True)
    best = chances.argmax(-1)
    return [(ACTS[k], float(chances[i, k])) for i, k in enumerate(best.tolist())]


def decide(text: str, cue: Spans, content: Spans, scores: FloatArray, settings: ActSettings) -> tuple[str, float]:
    """The likeliest act and its probability, from the event tower's ``scores`` ``(12,)`` and the words' votes."""
    votes = scores[: len(ACTS)] / np.float32(settings.temperature)
    named = act_of(" ".join(text[a:b] for a, b in cue))
    if named is not None:
        votes[ACTS.index(named)] += settings.cue
    for act in acts_in(" ".join(text[a:b] for a, b in content)):
        votes[ACTS.index(act)] += settings.content
    chances = np.exp(votes - votes.max())
    chances /= chances.sum()
    best = int(chances.argmax())
    return ACTS[best], float(chances[best])


def _pool(group: Group, hidden: FloatArray) -> FloatArray:
    parts = []
    for pieces in (group.content, group.cue, group.source):
        words: list[IndexArray] = [piece.words for piece in pieces]
        parts.append(hidden[np.concatenate(words)].mean(0) if words else np.zeros(hidden.shape[1], np.float32))
    return np.concatenate(parts)


def _gelu(x: FloatArray) -> FloatArray:
    """Gaussian error linear unit; the error function by Abramowitz and Stegun's formula 7.1.26 (error < 2e-7)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + 0.3275911 * z)
    series = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    erf = np.sign(x) * (1 - series * t * np.exp(-z * z))
    out: FloatArray = (x * 0.5 * (1 + erf)).astype(np.float32)
    return out
