"""Teach a finished encoder events and acts without its forgetting attribution.

The layers from a given one on learn. What the encoder said of attribution before is kept by distillation (Hinton et
al. 2015; for keeping old tasks, Li and Hoiem 2016, "Learning without Forgetting"): on every window the tags, names and
pointers of the model as it was are targets beside the events.
"""

from __future__ import annotations

import copy
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import CLS, SEP
from training.coder import EventHeads
from training.model import HIDDEN, Noise, Reader
from training.passages import WINDOW, ActCase, Pair, Passage
from verbale.language.encoding import BREAKS, Encoded
from verbale.language.labels import LAYERS, POINTERS, TAGS

#: About how many pieces of text there are to a pair and to a statement, so that a batch's loss is about a mean.
PIECES_A_PAIR = 40
PIECES_AN_ACT = 100
#: Pieces of the text around a passage that a window takes at most on either side, and how often it takes all it can.
AROUND, WHOLE = 20, 0.05


@dataclass(frozen=True)
class Fitting:
    """How events are learned. ``rate``: of the reader, ``head_rate``: of the event heads; ``budget``: pieces a batch.

    ``keep``: weight of what the model said before. ``frozen``: the lowest layers that stay as they are, which teacher
    and pupil share.
    """

    epochs: int = 6
    rate: float = 1.5e-4
    head_rate: float = 1.2e-3
    budget: int = 3072
    act_weight: float = 1.0
    status_weight: float = 0.5
    smoothing: float = 0.05
    keep: float = 1.0
    frozen: int = 0
    seed: int = 1


@dataclass
class Window:
    """A stretch ``[start, end)`` of a text with the passages that lie in it."""

    encoded: Encoded
    start: int
    end: int
    held: list[Passage] = field(default_factory=list)
    #: ``(n, 384)`` each: what the layers that stay say of it, and what the teacher says.
    low: Tensor = field(default_factory=lambda: torch.zeros(0, HIDDEN))
    before: Tensor = field(default_factory=lambda: torch.zeros(0, HIDDEN))


class Coder(nn.Module):
    """The model as it learns: the reader's encoder and heads, the event heads, and the teacher's upper layers."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.reader = model
        self.heads = EventHeads()
        self.teacher = [copy.deepcopy(model).eval()]
        self.frozen = 0
        self.noise = Noise(0.1)

    def parts(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """The parameters that the reader learns anew, its upper layers and its heads, and those of the event heads."""
        parts = [self.reader.encoder.layers[self.frozen :], self.reader.tags, self.reader.entities, self.reader.queries]
        parts += [self.reader.keys, self.reader.distance]
        return [*(p for part in parts for p in part.parameters()), self.reader.line], list(self.heads.parameters())


def windows(items: Sequence[Passage], rng: random.Random) -> list[Window]:
    """Windows of at most :data:`WINDOW` pieces that hold every passage once, with some of the text around."""
    by_text: dict[int, list[Passage]] = defaultdict(list)
    for item in items:
        by_text[id(item.encoded)].append(item)
    out: list[Window] = []
    for held in by_text.values():
        window: Window | None = None
        for item in sorted(held, key=lambda p: (p.first, p.last)):
            if window is None or max(window.end, item.last) - window.start > WINDOW:
                before = rng.randrange(AROUND) if rng.random() > WHOLE else WINDOW
                start = max(0, item.first - min(before, WINDOW - (item.last - item.first)))
                window = Window(item.encoded, start, item.last)
                out.append(window)
            window.end = max(window.end, item.last)
            window.held.append(item)
    for window in out:
        after = rng.randrange(AROUND) if rng.random() > WHOLE else WINDOW
        window.end = min(window.end + after, window.start + WINDOW, len(window.encoded))
    return out


def batches(cuts: Sequence[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, about ``budget`` pieces a batch, in random order."""
    order = sorted(cuts, key=lambda w: w.end - w.start + rng.random() * 12)
    out: list[list[Window]] = [[]]
    for window in order:
        longest = max(w.end - w.start for w in [window, *out[-1]])
        if out[-1] and (longest + 2) * (len(out[-1]) + 1) > budget:
            out.append([])
        out[-1].append(window)
    rng.shuffle(out)
    return out


@dataclass
class Batch:
    """Tensors ``(b, n)`` of windows, and what is asked of them with places in their rows."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    low: Tensor
    before: Tensor
    pairs: list[tuple[int, Pair]]
    acts: list[tuple[int, ActCase]]


def collate(group: Sequence[Window]) -> Batch:
    """One batch of windows; position 0 is the window's own mark."""
    n = max(w.end - w.start for w in group) + 2
    ids, shapes, mask = (np.zeros((len(group), n), np.int64) for _ in range(3))
    pairs: list[tuple[int, Pair]] = []
    acts: list[tuple[int, ActCase]] = []
    for row, w in enumerate(group):
        length = w.end - w.start
        ids[row, 0], ids[row, length + 1] = CLS, SEP
        ids[row, 1 : length + 1] = w.encoded.ids[w.start : w.end]
        shapes[row, 1 : length + 1] = w.encoded.shapes[w.start : w.end]
        mask[row, : length + 2] = 1
        for item in w.held:
            by = item.first - w.start + 1
            pairs += [(row, _moved(pair, by)) for pair in item.pairs]
            acts += [(row, _moved_act(case, by)) for case in item.acts]
    low, before = (torch.zeros(len(group), n, HIDDEN) for _ in range(2))
    for row, w in enumerate(group):
        low[row, : len(w.low)], before[row, : len(w.before)] = w.low, w.before
    given = [torch.as_tensor(a) for a in (ids, shapes, mask)]
    return Batch(given[0], given[1], given[2], low, before, pairs, acts)


@torch.no_grad()
def look(model: Reader, cuts: Sequence[Window], how: Fitting) -> None:
    """Keep in each window what does not change while the coder learns."""
    for group in batches(cuts, how.budget, random.Random(0)):
        batch = collate(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            low = model.encoder.middle(batch.ids, batch.shapes, batch.mask, how.frozen)
            before = upper(model, low, batch.mask, how.frozen)
        for row, w in enumerate(group):
            w.low, w.before = (x[row, : w.end - w.start + 2].half() for x in (low, before))


def _moved(pair: Pair, by: int) -> Pair:
    a, b = ([i + by for i in side] for side in (pair.actor, pair.recipient))
    sentence = (pair.sentence[0] + by, pair.sentence[1] + by)
    return Pair(a, b, sentence, pair.labels, pair.any, pair.status, pair.weight, pair.origin)


def _moved_act(case: ActCase, by: int) -> ActCase:
    content, cue, source = ([i + by for i in part] for part in (case.content, case.cue, case.source))
    return ActCase(content, cue, source, case.act, case.weight)


def upper(model: Reader, x: Tensor, mask: Tensor, frozen: int) -> Tensor:
    """The layers that learn, on vectors of those that do not."""
    bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
    for layer in model.encoder.layers[frozen:]:
        x = layer(x, bias)
    return x


def kept_loss(coder: Coder, batch: Batch, x: Tensor) -> Tensor:
    """How far the model's tags, names and pointers are from its teacher's, the mean of a piece."""
    pupil, teacher = coder.reader, coder.teacher[0]
    b, n, _ = x.shape
    real, before = batch.mask.bool(), batch.before
    with torch.no_grad():
        tags = teacher.tags(before).view(b, n, len(LAYERS), len(TAGS))[real].log_softmax(-1)
        named = teacher.entities(before)[real].log_softmax(-1)
        asked = [teacher.queries(before), teacher.keys(before)]
    y = pupil.noise(x)
    loss = _apart(pupil.tags(y).view(b, n, len(LAYERS), len(TAGS))[real].log_softmax(-1), tags)
    loss = loss + _apart(pupil.entities(y)[real].log_softmax(-1), named)
    own = [pupil.queries(y), pupil.keys(y)]
    lines = (batch.shapes % len(BREAKS) > 0).cumsum(1)
    told = torch.zeros(b, n, dtype=torch.bool)
    told[real] = (tags[..., 0].exp() < 0.7).any(-1)
    rows = told.flatten().nonzero()[:, 0]
    if len(rows):
        for which in range(len(POINTERS)):
            scores = []
            for model, (queries, keys) in ((pupil, own), (teacher, asked)):
                q, k = (v.view(b, n, len(POINTERS), -1) for v in (queries, keys))
                got = model.pointer(which, q, k, batch.mask, lines).view(-1, n)
                scores.append(got.index_select(0, rows).log_softmax(-1))
            loss = loss + 0.5 * _apart(scores[0], scores[1].detach()) * len(rows) / int(real.sum())
    return loss


def _apart(found: Tensor, wanted: Tensor) -> Tensor:
    """Kullback-Leibler divergence of log probabilities, summed over the last axes, the mean over the first."""
    return (wanted.exp() * (wanted - found)).flatten(1).sum(1).mean()


def event_loss(heads: EventHeads, batch: Batch, hidden: Tensor, how: Fitting) -> Tensor:
    """The loss of pairs, statuses and acts."""
    loss = torch.zeros(())
    pairs = batch.pairs
    if pairs:
        inner = heads.drop(heads.pair_features(hidden, pairs))
        logs = heads.relations(inner, pairs).log_softmax(-1)
        parts = []
        for i, (_, pair) in enumerate(pairs):
            got = logs[i, list(pair.labels)]
            one = -torch.logsumexp(got, 0) if pair.any else -got.mean()
            parts.append(pair.weight * (one - how.smoothing * logs[i].mean()))
        loss = loss + torch.stack(parts).sum() / (how.budget / PIECES_A_PAIR)
        known = [i for i, (_, pair) in enumerate(pairs) if pair.status >= 0]
        if known:
            target = torch.tensor([pairs[i][1].status for i in known])
            lost = nn.functional.cross_entropy(heads.status_out(inner[known]), target, reduction="sum")
            loss = loss + how.status_weight * lost / (how.budget / PIECES_A_PAIR)
    if batch.acts:
        target = torch.tensor([case.act for _, case in batch.acts])
        scores = heads.act_scores(hidden, batch.acts)
        lost = nn.functional.cross_entropy(scores, target, label_smoothing=how.smoothing, reduction="none")
        weights = torch.tensor([case.weight for _, case in batch.acts])
        loss = loss + how.act_weight * (lost * weights).sum() / (how.budget / PIECES_AN_ACT)
    return loss


def losses(coder: Coder, batch: Batch, how: Fitting) -> tuple[Tensor, Tensor]:
    """The loss of events, and of what is to be kept."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = upper(coder.reader, coder.noise(batch.low), batch.mask, coder.frozen)
    x = x.float()
    return event_loss(coder.heads, batch, coder.noise(x), how), kept_loss(coder, batch, x)


def fit(coder: Coder, items: Sequence[Passage], how: Fitting) -> None:
    """Train layers and heads on passages."""
    torch.manual_seed(how.seed)
    rng = random.Random(how.seed)
    coder.frozen = how.frozen
    layers, heads = coder.parts()
    groups = [{"params": heads, "lr": how.head_rate}, {"params": layers, "lr": how.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02, fused=True)
    cuts = windows(items, rng)
    look(coder.teacher[0], cuts, how)
    steps = int(how.epochs * (1.02 * len(batches(cuts, how.budget, random.Random(0))) + 2))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [how.head_rate, how.rate], total_steps=steps, pct_start=0.1
    )
    begun = time.time()
    for epoch in range(how.epochs):
        coder.train()
        totals: list[tuple[float, float]] = []
        for group in batches(cuts, how.budget, rng):
            batch = collate(group)
            coded, kept = losses(coder, batch, how)
            optimizer.zero_grad()
            (coded + how.keep * kept).backward()
            nn.utils.clip_grad_norm_([*layers, *heads], 1.0)
            optimizer.step()
            if schedule.last_epoch < steps - 1:
                schedule.step()
            totals.append((float(coded.detach()), float(kept.detach())))
            if len(totals) % 50 == 0:
                recent = np.mean(totals[-50:], axis=0).round(4).tolist()
                print(f"epoch {epoch} step {len(totals)} {time.time() - begun:.0f}s {recent}", flush=True)
    coder.eval()


@torch.no_grad()
def chances(coder: Coder, items: Sequence[Passage]) -> Iterator[tuple[Passage, Tensor, Tensor]]:
    """For each passage probabilities of labels ``(k, 17)`` of its pairs and of acts ``(j, 12)`` of its statements."""
    for item in items:
        start = max(0, min(item.first - AROUND, item.last - WINDOW))
        batch = collate([Window(item.encoded, start, min(len(item.encoded), start + WINDOW), [item])])
        x = coder.reader.encoder(batch.ids, batch.shapes, batch.mask)
        inner = coder.heads.pair_features(x, batch.pairs) if batch.pairs else torch.zeros(0, 256)
        pairs = coder.heads.relations(inner, batch.pairs).softmax(-1) if batch.pairs else inner
        acts = coder.heads.act_scores(x, batch.acts).softmax(-1) if batch.acts else inner
        yield item, pairs, acts
