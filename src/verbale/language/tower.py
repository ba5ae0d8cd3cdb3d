"""The event tower: the layers that read events from the shared encoder's vectors, on ONNX Runtime, and its heads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale.language.heads import read_heads

FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]

#: Which corpus's habits a pair is read by: Verbale's definitions, or the PLV corpus's of single sentences.
VERBALE, PLV = 0, 1


@dataclass(frozen=True, slots=True)
class PairQuery:
    """An ordered pair of actors: their pieces and those of their sentence ``[first, last)``, within a passage."""

    actor: IndexArray
    recipient: IndexArray
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the tower says of pairs, ``k`` of them, in order.

    ``relations``: ``(k, 17)`` probabilities of the types and of none; ``statuses``: ``(k, 5)``; ``looked``: for each
    pair ``(n,)``, how much its sentence's pieces were looked at.
    """

    relations: FloatArray
    statuses: FloatArray
    looked: list[FloatArray]


@dataclass(frozen=True, slots=True)
class Between:
    """The pieces ``[first, last)`` between the nearest mentions of two actors, at most :data:`REACH`.

    ``order``: 1 where the first actor comes first, else -1; ``nearness``: 1 for neighbours, towards 0 far apart.
    """

    first: int
    last: int
    order: float
    nearness: float


#: Pieces between two actors that are looked at, those next to the first actor.
REACH = 40


def between(actor: IndexArray, recipient: IndexArray) -> Between:
    """What stands between two actors, given their pieces."""
    gaps = recipient[None, :] - actor[:, None]
    row, column = np.unravel_index(np.abs(gaps).argmin(), gaps.shape)
    one, other = int(actor[row]), int(recipient[column])
    if one < other:
        return Between(one + 1, min(other, one + 1 + REACH), 1.0, 1 / (1 + (other - one) / 8))
    return Between(max(other + 1, one - REACH), max(one, other + 1), -1.0, 1 / (1 + (one - other) / 8))


class EventTower:
    """The tower of one model folder."""

    def __init__(self, folder: Path, options: Any, *, budget: int = 2048) -> None:
        """Load ``events.onnx`` and ``events.npz``; ``options``: the ONNX Runtime's; ``budget``: pieces a run."""
        import onnxruntime

        self.session: Any = onnxruntime.InferenceSession(
            str(folder / "events.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.heads = read_heads(folder / "events.npz")
        self.budget = budget
        self.searchers = len(self.heads["act_query"])

    def read(self, passages: Sequence[FloatArray]) -> list[FloatArray]:
        """Vectors ``(n, 384)`` of the shared encoder, passage by passage, to vectors for events, in order."""
        out: list[FloatArray] = [np.zeros((0, 0), np.float32)] * len(passages)
        order = sorted(range(len(passages)), key=lambda i: len(passages[i]))
        group: list[int] = []
        for index in order:
            if group and len(passages[index]) * (len(group) + 1) > self.budget:
                self._run(group, passages, out)
                group = []
            group.append(index)
        if group:
            self._run(group, passages, out)
        return out

    def _run(self, group: list[int], passages: Sequence[FloatArray], out: list[FloatArray]) -> None:
        longest = max(len(passages[i]) for i in group)
        x = np.zeros((len(group), longest, passages[group[0]].shape[1]), np.float32)
        mask = np.zeros((len(group), longest), np.int32)
        for row, i in enumerate(group):
            x[row, : len(passages[i])] = passages[i]
            mask[row, : len(passages[i])] = 1
        found = self.session.run(["read"], {"vectors": x, "mask": mask})[0]
        for row, i in enumerate(group):
            out[i] = found[row, : len(passages[i])]

    def pairs(self, hidden: FloatArray, queries: Sequence[PairQuery], convention: int = VERBALE) -> PairScores:
        """Relations and statuses of pairs of one passage whose vectors are ``hidden`` ``(n, 384)``."""
        h = self.heads
        keys = (hidden @ h["search_key_weight"].T + h["search_key_bias"]).reshape(len(hidden), self.searchers, -1)
        rows, looked = [], []
        means: dict[tuple[int, int], FloatArray] = {}
        for query in queries:
            first, last = query.sentence
            inner = hidden[first:last]
            if query.sentence not in means:
                means[query.sentence] = inner.mean(0)
            actor, recipient, mean = _mean(hidden, query.actor), _mean(hidden, query.recipient), means[query.sentence]
            asked = h["search_query_weight"] @ np.concatenate([actor, recipient, mean]) + h["search_query_bias"]
            scores = np.matmul(keys[first:last].transpose(1, 0, 2), asked.reshape(self.searchers, -1, 1))[:, :, 0]
            weights = softmax(scores / np.float32(math.sqrt(keys.shape[2])))
            gap = between(query.actor, query.recipient)
            middle = hidden[gap.first : gap.last].mean(0) if gap.last > gap.first else np.zeros_like(mean)
            flags = np.array([gap.order, gap.nearness], np.float32)
            found = (weights @ inner).reshape(-1)
            rows.append(np.concatenate([mean, actor, recipient, actor * recipient, found, middle, flags]))
            looked.append(weights.mean(0))
        if not rows:
            return PairScores(np.zeros((0, 17), np.float32), np.zeros((0, 5), np.float32), [])
        inner = gelu(np.stack(rows) @ h["pair_in_weight"].T + h["pair_in_bias"] + h["convention"][convention])
        relations = softmax(inner @ h["pair_out_weight"].T + h["pair_out_bias"])
        statuses = softmax(inner @ h["status_out_weight"].T + h["status_out_bias"])
        return PairScores(relations, statuses, looked)

    def acts(self, hidden: FloatArray, content: IndexArray, cue: IndexArray, source: IndexArray) -> FloatArray:
        """Scores ``(12,)`` of the acts of a statement, the last of being none; pieces count within ``hidden``."""
        h = self.heads
        zero = np.zeros(hidden.shape[1], np.float32)
        means = [hidden[part].mean(0) if len(part) else zero for part in (content, cue, source)]
        rows = hidden[content]
        found = softmax(h["act_query"] @ rows.T) @ rows
        x = np.concatenate([*means, found.reshape(-1)])
        inner = gelu(x @ h["act_in_weight"].T + h["act_in_bias"])
        out: FloatArray = inner @ h["act_out_weight"].T + h["act_out_bias"]
        return out


def _mean(hidden: FloatArray, pieces: IndexArray) -> FloatArray:
    """The mean vector of some pieces; often there is only one."""
    if len(pieces) == 1:
        one: FloatArray = hidden[pieces[0]]
        return one
    several: FloatArray = hidden[pieces].mean(0)
    return several


def softmax(x: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    shifted = np.exp(x - x.max(-1, keepdims=True))
    out: FloatArray = shifted / shifted.sum(-1, keepdims=True)
    return out


def gelu(x: FloatArray) -> FloatArray:
    """Gaussian error linear unit; the error function by Abramowitz and Stegun's formula 7.1.26 (error < 2e-7)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + 0.3275911 * z)
    series = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    erf = np.sign(x) * (1 - series * t * np.exp(-z * z))
    out: FloatArray = (x * 0.5 * (1 + erf)).astype(np.float32)
    return out
