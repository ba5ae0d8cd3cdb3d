"""The event tower: the top layers of the encoder once more, with heads for relations, statuses and acts.

The tower begins as a copy of the encoder's own top layers and learns on passages only; the shared layers below and the
heads of attribution stay as they are, so nothing that they have learned is forgotten (docs/design.md). A pair of
actors is read from the mean of its sentence, the means of both actors' words, their product, and what four attention
heads find for this pair in the sentence (after Vaswani et al. 2017), the mean of the words between the two, and their
order.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from training.model import HIDDEN, Noise, Reader
from training.passages import LABELS, Pair, Passage, batches
from verbale.language.labels import ACTS, STATUSES
from verbale.language.tower import between

SEARCHERS = 4
SEARCH_SIZE = 64
PAIR = (5 + SEARCHERS) * HIDDEN + len(("order", "nearness"))
INNER = 256
#: About how many pieces of text there are to a pair and to a statement, so that a batch's loss is about a mean.
PIECES_A_PAIR = 40
PIECES_AN_ACT = 100


class Tower(nn.Module):
    """Vectors ``(b, n, 384)`` of the shared layers to vectors for events, and the heads on them."""

    def __init__(self, model: Reader, fork: int) -> None:
        super().__init__()
        self.fork = fork
        self.layers = copy.deepcopy(model.encoder.layers[fork:])
        self.search_query = nn.Linear(3 * HIDDEN, SEARCHERS * SEARCH_SIZE)
        self.search_key = nn.Linear(HIDDEN, SEARCHERS * SEARCH_SIZE)
        self.pair_in = nn.Linear(PAIR, INNER)
        self.pair_out = nn.Linear(INNER, len(LABELS))
        self.status_out = nn.Linear(INNER, len(STATUSES))
        self.act_query = nn.Parameter(torch.randn(SEARCHERS, HIDDEN) / math.sqrt(HIDDEN))
        self.act_in = nn.Linear((3 + SEARCHERS) * HIDDEN, INNER)
        self.act_out = nn.Linear(INNER, len(ACTS) + 1)
        self.convention = nn.Parameter(torch.zeros(2, INNER))
        self.noise = Noise(0.1)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``mask``: ``(b, n)``, 1 for pieces and 0 for padding."""
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

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


@dataclass(frozen=True)
class Fitting:
    """How the tower is trained. ``rate``: of the layers, ``head_rate``: of the heads; ``budget``: pieces a batch."""

    epochs: int = 7
    rate: float = 2.5e-4
    head_rate: float = 1.5e-3
    budget: int = 2048
    act_weight: float = 1.0
    status_weight: float = 0.5
    smoothing: float = 0.05
    seed: int = 1


def stacked(items: Sequence[Passage]) -> tuple[Tensor, Tensor]:
    """Vectors of several passages, padded, and their mask."""
    longest = max(len(p.vectors) for p in items)
    x = torch.zeros(len(items), longest, HIDDEN)
    mask = torch.zeros(len(items), longest)
    for i, item in enumerate(items):
        x[i, : len(item.vectors)] = item.vectors.float()
        mask[i, : len(item.vectors)] = 1
    return x, mask


def loss_of(tower: Tower, items: Sequence[Passage], how: Fitting) -> Tensor:
    """The loss of one batch."""
    x, mask = stacked(items)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = tower(x, mask)
    hidden = tower.noise(hidden.float())
    loss = torch.zeros(())
    pairs = [(row, pair) for row, item in enumerate(items) for pair in item.pairs]
    if pairs:
        inner = tower.drop(tower.pair_features(hidden, pairs))
        logs = tower.pair_out(inner).log_softmax(-1)
        parts = []
        for i, (_, pair) in enumerate(pairs):
            got = logs[i, list(pair.labels)]
            one = -torch.logsumexp(got, 0) if pair.any else -got.mean()
            parts.append(pair.weight * (one - how.smoothing * logs[i].mean()))
        loss = loss + torch.stack(parts).sum() / (how.budget / PIECES_A_PAIR)
        known = [i for i, (_, pair) in enumerate(pairs) if pair.status >= 0]
        if known:
            target = torch.tensor([pairs[i][1].status for i in known])
            lost = nn.functional.cross_entropy(tower.status_out(inner[known]), target, reduction="sum")
            loss = loss + how.status_weight * lost / (how.budget / PIECES_A_PAIR)
    cases = [(row, case) for row, item in enumerate(items) for case in item.acts]
    if cases:
        target = torch.tensor([case.act for _, case in cases])
        scores = tower.act_scores(hidden, cases)
        lost = nn.functional.cross_entropy(scores, target, label_smoothing=how.smoothing, reduction="none")
        weights = torch.tensor([case.weight for _, case in cases])
        loss = loss + how.act_weight * (lost * weights).sum() / (how.budget / PIECES_AN_ACT)
    return loss


def fit(tower: Tower, items: Sequence[Passage], how: Fitting) -> None:
    """Train the tower on passages."""
    torch.manual_seed(how.seed)
    rng = random.Random(how.seed)
    layers = list(tower.layers.parameters())
    heads = [p for name, p in tower.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": heads, "lr": how.head_rate}, {"params": layers, "lr": how.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = how.epochs * len(batches(items, how.budget, random.Random(0))) + how.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [how.head_rate, how.rate], total_steps=steps, pct_start=0.1
    )
    for _ in range(how.epochs):
        tower.train()
        total, count = 0.0, 0
        for batch in batches(items, how.budget, rng):
            loss = loss_of(tower, batch, how)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch < steps - 1:
                schedule.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"loss {total / max(1, count):.3f}", flush=True)
    tower.eval()


@torch.no_grad()
def pair_chances(tower: Tower, items: Sequence[Passage]) -> list[list[tuple[Tensor, Tensor]]]:
    """For each passage, the probabilities of labels ``(17,)`` and statuses ``(5,)`` of each of its pairs."""
    out: list[list[tuple[Tensor, Tensor]]] = []
    for item in items:
        if not item.pairs:
            out.append([])
            continue
        hidden = tower(*stacked([item]))
        inner = tower.pair_features(hidden, [(0, pair) for pair in item.pairs])
        both = tower.pair_out(inner).softmax(-1), tower.status_out(inner).softmax(-1)
        out.append(list(zip(*both, strict=True)))
    return out


@torch.no_grad()
def act_chances(tower: Tower, items: Sequence[Passage]) -> list[tuple[int, Tensor]]:
    """Gold act and probabilities ``(11,)`` of every statement."""
    out = []
    for item in items:
        if item.acts:
            scores = tower.act_scores(tower(*stacked([item])), [(0, case) for case in item.acts]).softmax(-1)
            out += [(case.act, row) for case, row in zip(item.acts, scores, strict=True)]
    return out
