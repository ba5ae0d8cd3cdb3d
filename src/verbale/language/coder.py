"""The heads that read events and acts from the shared encoder's vectors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]

#: Which corpus's habits a pair is read by: Verbale's definitions, or the PLV corpus's of single sentences.
VERBALE, PLV = 0, 1


@dataclass(frozen=True, slots=True)
class PairQuery:
    """An ordered pair of actors: their pieces and those of their sentence ``[first, last)``.

    Pairs of one sentence stand together, and share the arrays of their actors, whose means are then made once.
    """

    actor: IndexArray
    recipient: IndexArray
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ActQuery:
    """The pieces of a statement's parts, within a text; the content's are not empty."""

    content: IndexArray
    cue: IndexArray
    source: IndexArray


@dataclass(frozen=True, slots=True)
class PairScores:
    """What is read of pairs, ``k`` of them, in order.

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


class EventHeads:
    """The heads of one model."""

    def __init__(self, heads: Mapping[str, FloatArray]) -> None:
        """``heads``: the arrays of ``events.npz`` by name."""
        self.heads = heads
        self.searchers = len(heads["act_query"])

    def pairs(self, hidden: FloatArray, queries: Sequence[PairQuery], convention: int = VERBALE) -> PairScores:
        """Relations and statuses of pairs of one text whose vectors are ``hidden`` ``(n, 384)``."""
        if not queries:
            return PairScores(np.zeros((0, 17), np.float32), np.zeros((0, 5), np.float32), [])
        h = self.heads
        actor, recipient = (_means(hidden, [getattr(q, side) for q in queries]) for side in ("actor", "recipient"))
        groups = [(span, list(rows)) for span, rows in groupby(range(len(queries)), lambda i: queries[i].sentence)]
        mean = np.concatenate([_repeated(hidden[a:b].mean(0), len(rows)) for (a, b), rows in groups])
        asked = np.concatenate([actor, recipient, mean], 1) @ h["search_query_weight"].T + h["search_query_bias"]
        asked = asked.reshape(len(queries), self.searchers, -1).transpose(1, 0, 2)
        found, looked = [], []
        for (first, last), rows in groups:
            inner = hidden[first:last]
            keys = (inner @ h["search_key_weight"].T + h["search_key_bias"]).reshape(len(inner), self.searchers, -1)
            scores = np.matmul(asked[:, rows[0] : rows[-1] + 1], keys.transpose(1, 2, 0))
            weights = softmax(scores / np.float32(math.sqrt(keys.shape[2])))
            found.append(np.matmul(weights, inner).transpose(1, 0, 2).reshape(len(rows), -1))
            looked += list(weights.mean(0))
        gaps = [between(q.actor, q.recipient) for q in queries]
        middle = np.stack([_mean(hidden, np.arange(g.first, g.last)) for g in gaps])
        flags = np.array([(g.order, g.nearness) for g in gaps], np.float32)
        x = np.concatenate([mean, actor, recipient, actor * recipient, np.concatenate(found), middle, flags], 1)
        inner = gelu(x @ h["pair_in_weight"].T + h["pair_in_bias"] + h["convention"][convention])
        scores = inner @ h["pair_out_weight"].T + h["pair_out_bias"]
        if convention == PLV:
            scores = scores + inner @ h["plv_out_weight"].T + h["plv_out_bias"]
        return PairScores(softmax(scores), softmax(inner @ h["status_out_weight"].T + h["status_out_bias"]), looked)

    def acts(self, hidden: FloatArray, cases: Sequence[ActQuery]) -> FloatArray:
        """Scores ``(k, 12)`` of the acts of statements of one text, the last of being none."""
        h = self.heads
        rows = np.zeros((len(cases), h["act_in_weight"].shape[1]), np.float32)
        for row, case in zip(rows, cases, strict=True):
            words = hidden[case.content]
            found = softmax(h["act_query"] @ words.T) @ words
            means = [_mean(hidden, part) for part in (case.content, case.cue, case.source)]
            np.concatenate([*means, found.reshape(-1)], out=row)
        inner = gelu(rows @ h["act_in_weight"].T + h["act_in_bias"])
        out: FloatArray = inner @ h["act_out_weight"].T + h["act_out_bias"]
        return out


def _mean(hidden: FloatArray, pieces: IndexArray) -> FloatArray:
    """The mean vector of some pieces; zeros for none."""
    # As numpy's own mean, which is slower by what it asks about its input.
    out: FloatArray = np.add.reduce(hidden[pieces], 0) / np.float32(max(1, len(pieces)))
    return out


def _means(hidden: FloatArray, parts: Sequence[IndexArray]) -> FloatArray:
    """The mean vectors ``(k, 384)``, those of one array made once."""
    made: dict[int, FloatArray] = {}
    for part in parts:
        if id(part) not in made:
            made[id(part)] = _mean(hidden, part)
    return np.stack([made[id(part)] for part in parts])


def _repeated(row: FloatArray, times: int) -> FloatArray:
    return np.broadcast_to(row, (times, len(row)))


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
