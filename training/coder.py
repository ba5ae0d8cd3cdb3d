"""The heads that read events and acts from the shared encoder's vectors.

A pair of actors is read from the mean of its sentence, the means of both actors' words, their product, what four
attention heads find for this pair in the sentence (after Vaswani et al. 2017), the mean of the words between the two,
and their order. A statement's act is read from the means of content, cue and source and what four attention heads find
in the content.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.model import HIDDEN
from training.passages import LABELS, Pair
from verbale.language.coder import between
from verbale.language.labels import ACTS, STATUSES

SEARCHERS = 4
SEARCH_SIZE = 64
PAIR = (5 + SEARCHERS) * HIDDEN + len(("order", "nearness"))
INNER = 256


class EventHeads(nn.Module):
    """The heads on vectors ``(b, n, 384)``."""

    def __init__(self) -> None:
        super().__init__()
        self.search_query = nn.Linear(3 * HIDDEN, SEARCHERS * SEARCH_SIZE)
        self.search_key = nn.Linear(HIDDEN, SEARCHERS * SEARCH_SIZE)
        self.pair_in = nn.Linear(PAIR, INNER)
        self.pair_out = nn.Linear(INNER, len(LABELS))
        self.status_out = nn.Linear(INNER, len(STATUSES))
        self.act_query = nn.Parameter(torch.randn(SEARCHERS, HIDDEN) / math.sqrt(HIDDEN))
        self.act_in = nn.Linear((3 + SEARCHERS) * HIDDEN, INNER)
        self.act_out = nn.Linear(INNER, len(ACTS) + 1)
        self.convention = nn.Parameter(torch.zeros(2, INNER))
        self.plv_out = nn.Linear(INNER, len(LABELS))
        nn.init.zeros_(self.plv_out.weight)
        nn.init.zeros_(self.plv_out.bias)
        self.drop = nn.Dropout(0.2)

    def pair_features(self, hidden: Tensor, pairs: Sequence[tuple[int, Pair]]) -> Tensor:
        """Inner vectors ``(k, 256)`` of pairs, each with its row in the batch ``hidden``."""
        n = hidden.shape[1]
        a, b, s, m = (torch.zeros(len(pairs), n) for _ in range(4))
        flags = torch.zeros(len(pairs), 2)
        for i, (_, pair) in enumerate(pairs):
            gap = between(np.array(pair.actor), np.array(pair.recipient))
            m[i, gap.first : gap.last] = 1 / max(1, gap.last - gap.first)
            flags[i] = torch.tensor([gap.order, gap.nearness])
            a[i, pair.actor] = 1 / len(pair.actor)
            b[i, pair.recipient] = 1 / len(pair.recipient)
            s[i, pair.sentence[0] : pair.sentence[1]] = 1
        rows = hidden[torch.tensor([row for row, _ in pairs])]
        actor, recipient = (torch.einsum("kn,knd->kd", w, rows) for w in (a, b))
        mean = torch.einsum("kn,knd->kd", s / s.sum(1, keepdim=True), rows)
        query = self.search_query(torch.cat([actor, recipient, mean], -1)).view(-1, SEARCHERS, SEARCH_SIZE)
        key = self.search_key(hidden)[torch.tensor([row for row, _ in pairs])].view(len(pairs), n, SEARCHERS, -1)
        scores = torch.einsum("khd,knhd->khn", query, key) / math.sqrt(SEARCH_SIZE) + (1 - s)[:, None] * -1e4
        found = torch.einsum("khn,knd->khd", scores.softmax(-1), rows).flatten(1)
        middle = torch.einsum("kn,knd->kd", m, rows)
        x = torch.cat([mean, actor, recipient, actor * recipient, found, middle, flags], -1)
        own = torch.tensor([int(pair.origin.startswith("plv")) for _, pair in pairs])
        return nn.functional.gelu(self.pair_in(self.drop(x)) + self.convention[own])

    def relations(self, inner: Tensor, pairs: Sequence[tuple[int, Pair]]) -> Tensor:
        """Scores ``(k, 17)`` of inner vectors, each by its corpus's habits."""
        own = torch.tensor([float(pair.origin.startswith("plv")) for _, pair in pairs])
        out: Tensor = self.pair_out(inner) + own[:, None] * self.plv_out(inner)
        return out

    def act_scores(self, hidden: Tensor, cases: Sequence[tuple[int, object]]) -> Tensor:
        """Act scores ``(k, 11)`` of statements, each with its row in the batch."""
        n = hidden.shape[1]
        masks = torch.zeros(3, len(cases), n)
        for i, (_, case) in enumerate(cases):
            for part, indices in enumerate((case.content, case.cue, case.source)):  # type: ignore[attr-defined]
                if indices:
                    masks[part, i, indices] = 1
        rows = hidden[torch.tensor([row for row, _ in cases])]
        means = [torch.einsum("kn,knd->kd", m / m.sum(1, keepdim=True).clamp(min=1), rows) for m in masks]
        scores = torch.einsum("hd,knd->khn", self.act_query, rows) + (1 - masks[0])[:, None] * -1e4
        found = torch.einsum("khn,knd->khd", scores.softmax(-1), rows).flatten(1)
        inner = nn.functional.gelu(self.act_in(self.drop(torch.cat([*means, found], -1))))
        out: Tensor = self.act_out(self.drop(inner))
        return out
