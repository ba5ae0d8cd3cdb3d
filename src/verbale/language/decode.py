"""From the model's scores to attributions: tags to spans, pointers to links.

Tags give the spans of sources, cues and contents; pointers say which belong together. An attribution is built round
its cue: every content piece points to a cue, so the pieces of a discontinuous quotation meet there, and cue and
content together point to the source. "None" is a possible answer of every pointer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from verbale.language.encoding import Encoded
from verbale.language.labels import DISTANCES, LAYERS, POINTERS, ROLES, TAGS

FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]

_CONTENT_CUE, _CONTENT_SOURCE, _CUE_SOURCE = range(len(POINTERS))
#: A word's tag may follow another's: ``I-x`` only ``B-x`` or ``I-x``.
_ALLOWED = np.array(
    [[not t.startswith("I-") or (p != "O" and p[2:] == t[2:]) for t in TAGS] for p in TAGS], dtype=np.bool_
)
_BEGINS = np.array([t.startswith("B-") for t in TAGS])
_ROLE_OF = np.array([-1 if t == "O" else ROLES.index(t[2:]) for t in TAGS])


@dataclass(frozen=True, slots=True)
class View:
    """Pointer vectors of one window: pieces ``[start, end)`` of the text.

    ``queries``, ``keys``: ``(end - start, pointers, 64)``; ``none``: ``(pointers, 64)``, the keys of "none". Vectors of
    different windows are not compared: they know places within their own window only. ``lines``: ``(end - start,)``
    number of the text's line each piece stands in.
    """

    start: int
    end: int
    queries: FloatArray
    keys: FloatArray
    none: FloatArray
    lines: IndexArray


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one text.

    ``tags``: ``(n, layers, tags)`` log-probabilities; ``hidden``: ``(n, 384)``; ``window``: ``(n,)`` index into
    ``views`` of the window each piece is read from. ``entities``: ``(n, entity tags)`` log-probabilities.
    """

    encoded: Encoded
    tags: FloatArray
    hidden: FloatArray
    window: IndexArray
    views: tuple[View, ...]
    entities: FloatArray


@dataclass(frozen=True, slots=True)
class Piece:
    """A span found: ``words`` are the indices of its words' first pieces; ``score`` their mean log-probability."""

    role: str
    words: IndexArray
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """An attribution found, its pieces in text order.

    ``scores``: mean log-probabilities of the content's tags, the cue's tags, the cue link and the source link.
    """

    layer: str
    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    scores: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Linking:
    """Settings of the linking step, tuned on development data.

    ``rows``: words of a content that vote; ``cue_share``: weight of the cue's vote for the source, beside the
    content's; ``cue_floor``: least score with which a content takes a cue; ``none_bias``: added to the score of "no
    source"; ``same_line``: added to the learned bias of words in the line that points.
    """

    rows: int = 10
    cue_share: float = 0.5
    cue_floor: float = -1.5
    none_bias: float = 0.0
    same_line: float = 0.0


def spans(scores: Scores, layer: str) -> list[Piece]:
    """The spans of one layer, in text order: the best valid sequence of word tags."""
    words = np.flatnonzero(scores.encoded.first)
    if not len(words):
        return []
    logits = scores.tags[words, LAYERS.index(layer)]
    tags = best_tags(logits)
    chosen = logits[np.arange(len(words)), tags]
    begins = np.flatnonzero(_BEGINS[tags])
    if not len(begins):
        return []
    roles = _ROLE_OF[tags]
    follows = np.append(words[1:], len(scores.encoded)) - 1
    out = []
    stops = np.append(begins[1:], len(words))
    for begin, limit in zip(begins.tolist(), stops.tolist(), strict=True):
        same = np.flatnonzero(roles[begin:limit] != roles[begin])
        stop = begin + int(same[0]) if len(same) else limit
        out.append(
            Piece(
                ROLES[roles[begin]],
                words[begin:stop],
                int(scores.encoded.start[words[begin]]),
                int(scores.encoded.end[follows[stop - 1]]),
                float(chosen[begin:stop].mean()),
            )
        )
    return out


def best_tags(logits: FloatArray) -> IndexArray:
    """The best tag sequence ``(n,)`` in which every ``I-`` continues its own role.

    Scores are independent but for that rule, so where the best tag of each word obeys it, it is the answer; the
    stretches between two outside words that break it are searched by Viterbi's algorithm.
    """
    tags: IndexArray = logits.argmax(-1)
    previous = np.concatenate([[0], tags[:-1]])
    broken = np.flatnonzero(~_ALLOWED[previous, tags])
    outside = np.flatnonzero(tags == 0)
    done = -1
    for at in broken.tolist():
        if at <= done:
            continue
        before = int(np.searchsorted(outside, at))
        begin = int(outside[before - 1]) if before else 0
        after = int(np.searchsorted(outside, at, side="right"))
        end = int(outside[after]) + 1 if after < len(outside) else len(tags)
        tags[begin:end] = _viterbi(logits[begin:end])
        done = end - 1
    return tags


def _viterbi(logits: FloatArray) -> IndexArray:
    blocked = np.where(_ALLOWED, 0.0, -1e9)
    best = logits[0] + blocked[0]
    back = np.zeros(logits.shape, dtype=np.int64)
    for i in range(1, len(logits)):
        routes = best[:, None] + blocked
        back[i] = routes.argmax(0)
        best = routes.max(0) + logits[i]
    path = np.zeros(len(logits), dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(len(logits) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


@dataclass(frozen=True, slots=True)
class _Bond:
    """Contents that share a cue, before they have a source; ``score`` of the link between them."""

    layer: str
    contents: list[Piece]
    cue: Piece | None
    score: float


class Linker:
    """Joins the spans of a text into attributions with the pointer scores."""

    def __init__(self, distance: FloatArray, line: FloatArray, settings: Linking | None = None) -> None:
        """Take the learned biases of the pointers.

        ``distance``: ``(buckets, pointers)``; ``line``: ``(2, pointers)``, of words in the same line and in the line
        before.
        """
        self.distance = distance
        self.line = line
        self.settings = settings or Linking()

    def link(self, scores: Scores, pieces: list[Piece], layer: str, inside: list[Piece] | None = None) -> list[Group]:
        """Attributions of one layer; ``inside`` are contents of inner statements, whose words do not vote."""
        found: dict[str, list[Piece]] = {role: [p for p in pieces if p.role == role] for role in ROLES}
        cues, sources = found["cue"], found["source"]
        held: dict[int, list[tuple[Piece, float]]] = {}
        alone: list[Piece] = []
        for content in found["content"]:
            voters = self._voters(content.words, inside)
            near = self._points(scores, voters, _CONTENT_CUE, cues)
            best = int(near.argmax())
            if best and near[best] >= self.settings.cue_floor:
                held.setdefault(best - 1, []).append((content, float(near[best])))
            else:
                alone.append(content)
        bonds = [
            _Bond(layer, [c for c, _ in members], cues[index], float(np.mean([score for _, score in members])))
            for index, members in held.items()
        ]
        bonds.extend(_Bond(layer, [content], None, 0.0) for content in alone)
        groups = [self._group(scores, bond, sources, inside) for bond in bonds]
        return sorted(groups, key=lambda g: g.content[0].start)

    def _group(self, scores: Scores, bond: _Bond, sources: list[Piece], inside: list[Piece] | None) -> Group:
        contents, cue = bond.contents, bond.cue
        words = self._voters(np.concatenate([c.words for c in contents]), inside)
        votes = self._points(scores, words, _CONTENT_SOURCE, sources)
        if cue is not None:
            share = self.settings.cue_share
            votes = (1 - share) * votes + share * self._points(scores, cue.words, _CUE_SOURCE, sources)
        votes[0] += self.settings.none_bias
        best = int(votes.argmax())
        source = (sources[best - 1],) if best else ()
        tag_score = float(np.mean(np.concatenate([np.full(len(c.words), c.score) for c in contents])))
        return Group(
            bond.layer,
            source,
            (cue,) if cue is not None else (),
            tuple(sorted(contents, key=lambda c: c.start)),
            (tag_score, cue.score if cue is not None else 0.0, bond.score, float(votes[best])),
        )

    def _voters(self, words: IndexArray, inside: list[Piece] | None) -> IndexArray:
        if inside:
            own = np.setdiff1d(words, np.concatenate([p.words for p in inside]))
            words = own if len(own) else words
        if len(words) > self.settings.rows:
            words = words[np.linspace(0, len(words) - 1, self.settings.rows).astype(np.int64)]
        return words

    def _points(self, scores: Scores, rows: IndexArray, which: int, candidates: list[Piece]) -> FloatArray:
        """Mean log-probability ``(1 + candidates,)`` that the rows point to none, or to each candidate.

        Where the rows lie in several windows, a candidate has the best of its scores, and none the worst.
        """
        best = np.full(1 + len(candidates), -20.0, dtype=np.float32)
        best[0] = 0.0
        window = scores.window[rows]
        for index in np.unique(window).tolist():
            view = scores.views[index]
            near = [k for k, c in enumerate(candidates) if view.start <= c.words[0] and c.words[-1] < view.end]
            if near:
                found = self._seen(view, rows[window == index] - view.start, which, [candidates[k] for k in near])
                best[0] = min(best[0], found[0])
                for k, value in zip(near, found[1:].tolist(), strict=True):
                    best[1 + k] = max(best[1 + k], value)
        return best

    def _seen(self, view: View, rows: IndexArray, which: int, candidates: list[Piece]) -> FloatArray:
        """The same within one window; ``rows`` count from its start."""
        queries = view.queries[rows, which]
        size = np.sqrt(np.float32(queries.shape[-1]))
        energy = queries @ view.keys[:, which].T / size
        energy += self.distance[:, which][_buckets(len(view.keys))[np.arange(len(view.keys))[None, :] - rows[:, None]]]
        apart = view.lines[rows][:, None] - view.lines[None, :]
        # A third bias of nothing, for all lines farther away and after.
        biases = np.array([self.line[0, which] + self.settings.same_line, self.line[1, which], 0.0], dtype=np.float32)
        energy += biases[np.where((apart < 0) | (apart > 1), 2, apart)]
        none = queries @ view.none[which] / size
        highest = np.maximum(energy.max(-1), none)
        weight = np.exp(energy - highest[:, None])
        none_weight = np.exp(none - highest)
        total = weight.sum(-1) + none_weight
        shares = np.stack([weight[:, c.words - view.start].sum(-1) for c in candidates])
        chances = np.concatenate([none_weight[None], shares]) / total
        out: FloatArray = np.log(chances + 1e-6).mean(-1)
        return out


@cache
def _buckets(n: int) -> IndexArray:
    """Bucket of every distance from ``1 - n`` to ``n - 1``, to be indexed by it: negative ones from the end."""
    distance = np.concatenate([np.arange(n), np.arange(1 - n, 0)])
    half = DISTANCES // 2
    size = np.floor(np.log2(np.maximum(np.abs(distance), 1)) * 1.25).astype(np.int64)
    out: IndexArray = np.minimum(size, half - 1) + (distance > 0) * half
    return out
