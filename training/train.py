"""Train the reading model: ``python -m training.train --polnear ... --out ...`` (see training/README.md)."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import Batch, batches, cuts
from training.data import Prepared, annotated, polnear, prepare, sentences
from training.model import Reader
from verbale.actors.registry import Registry
from verbale.language.encoding import BREAKS
from verbale.language.labels import ENTITY_TAGS, LAYERS, POINTERS, TAGS

VOCABULARY = Path(__file__).parents[1] / "src/verbale/language/weights/tokenizer.json"


def losses(model: Reader, batch: Batch, weights: dict[str, float]) -> dict[str, Tensor]:
    """The loss of each head, each a mean over what it predicts."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, tags, entities, queries, keys = model(batch.ids, batch.shapes, batch.mask)
    hidden = hidden.float()
    out = {}
    for column, layer in enumerate(LAYERS):
        gold = batch.tags[:, :, column]
        if bool((gold >= 0).any()):
            scores = tags[:, :, column].float().reshape(-1, len(TAGS))
            out[layer] = nn.functional.cross_entropy(scores, gold.reshape(-1), ignore_index=-100)
    named = batch.tags[:, :, len(LAYERS)]
    if bool((named >= 0).any()):
        scores = entities.float().reshape(-1, len(ENTITY_TAGS))
        out["entities"] = nn.functional.cross_entropy(scores, named.reshape(-1), ignore_index=-100)
    pointed = []
    lines = (batch.shapes % len(BREAKS) > 0).cumsum(1)
    for which in range(len(POINTERS)):
        rows, target = batch.pointers[which]
        if len(rows):
            n = batch.ids.shape[1]
            scores = model.pointer(which, queries, keys, batch.mask, lines).view(-1, n)
            scores = scores.index_select(0, rows[:, 0] * n + rows[:, 1])
            right = (scores.log_softmax(-1) + (target - 1) * 1e4).logsumexp(-1)
            pointed.append(-right.mean())
    if pointed:
        out["pointers"] = torch.stack(pointed).mean()
    if batch.acts:
        pooled = pool(hidden, [(row, roles) for row, roles, _ in batch.acts])
        gold_acts = torch.tensor([act for _, _, act in batch.acts])
        out["acts"] = nn.functional.cross_entropy(
            model.act(model.noise(pooled[:, None])[:, 0]), gold_acts, label_smoothing=0.05
        )
    return {name: loss * weights.get(name, 1.0) for name, loss in out.items()}


def pool(hidden: Tensor, spans: list[tuple[int, dict[str, Tensor]]]) -> Tensor:
    """Mean vectors ``(k, 1152)`` of content, cue and source, side by side; zeros for a missing part."""
    b, n, size = hidden.shape
    roles = ("content", "cue", "source")
    means = torch.zeros(len(spans), len(roles), b * n)
    for k, (row, parts) in enumerate(spans):
        for r, role in enumerate(roles):
            if len(parts[role]):
                means[k, r, parts[role] + row * n] = 1 / len(parts[role])
    return torch.matmul(means, hidden.reshape(b * n, size)).reshape(len(spans), -1)


class Average:
    """Exponential moving average of the weights, which is what is kept."""

    def __init__(self, model: Reader, decay: float) -> None:
        self.decay = decay
        self.kept = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.steps = 0

    def update(self, model: Reader) -> None:
        """Move the average towards the weights of this step."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                self.kept[name].lerp_(value, 1 - decay)


class Corpora:
    """What an epoch sees: every article of the main corpus once, those of the others as often as given."""

    def __init__(self, main: list[Prepared], others: list[tuple[list[Prepared], int]]) -> None:
        self.parts = [(main, 1), *others]

    def pieces(self) -> int:
        """Pieces seen in one epoch, without what overlapping windows repeat."""
        return sum(times * len(p.encoded) for part, times in self.parts for p in part)

    def epoch(self, arguments: argparse.Namespace, rng: random.Random) -> Iterator[Batch]:
        """The batches of one epoch."""
        chosen = [cut for part, times in self.parts for _ in range(times) for cut in cuts(part, arguments.window, rng)]
        return batches(chosen, arguments.budget, rng)


def train(arguments: argparse.Namespace) -> None:
    """The whole run; a checkpoint after every epoch."""
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    torch.set_num_threads(arguments.threads)
    main = [prepare(e, VOCABULARY) for e in polnear(arguments.polnear, Registry.load())]
    own = [prepare(e, VOCABULARY) for e in annotated(arguments.annotated, arguments.keys)]
    named = [prepare(e, VOCABULARY) for e in sentences(arguments.entities, Registry.load(), arguments.repeat_entities)]
    print(f"{len(main)} + {len(own)} articles, {len(named)} sentences", flush=True)
    data = Corpora(main, [(own, arguments.repeat), (named, 1)])
    model = Reader(noise=arguments.noise)
    if arguments.resume:
        model.load_state_dict(torch.load(arguments.resume), strict=False)
    else:
        model.encoder.load_minilm(arguments.encoder)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or ".shapes." in n]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and ".shapes." not in n]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": arguments.rate}, {"params": heads, "lr": arguments.rate * 6}],
        weight_decay=0.01,
        fused=True,
    )
    steps = int(data.pieces() * 1.14 / arguments.budget * arguments.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: _warm_cosine(s, steps))
    average = Average(model, 0.998)
    weights = {"pointers": 0.5, "acts": 0.4, "statement": 0.7, "inner": 0.3, "entities": 0.5}
    arguments.out.mkdir(parents=True, exist_ok=True)
    begun = time.time()
    for epoch in range(arguments.epochs):
        totals: dict[str, list[float]] = {}
        for count, batch in enumerate(data.epoch(arguments, rng)):
            parts = losses(model, batch, weights)
            torch.stack(list(parts.values())).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            average.update(model)
            for name, value in parts.items():
                totals.setdefault(name, []).append(float(value.detach()))
            if count % 50 == 0:
                means = {k: round(float(np.mean(v[-50:])), 3) for k, v in totals.items()}
                print(f"epoch {epoch} step {count} {time.time() - begun:.0f}s {json.dumps(means)}", flush=True)
        torch.save(average.kept, arguments.out / "model.pt")
        torch.save(average.kept, arguments.out / f"epoch{epoch}.pt")
    print(f"done in {time.time() - begun:.0f}s; planned {steps} steps, took {average.steps}", flush=True)


def _warm_cosine(step: int, steps: int) -> float:
    warm = max(1, steps // 20)
    if step < warm:
        return step / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, steps - warm))))


def parser() -> argparse.ArgumentParser:
    """The options of a training run."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--polnear", type=Path, required=True, help="PolNeAR train, JSONL")
    p.add_argument("--annotated", type=Path, required=True, help="articles annotated for statements, JSONL")
    p.add_argument("--keys", type=Path, required=True, help="folder with one key a annotated article")
    p.add_argument("--entities", type=Path, required=True, help="CrossNER politics train, a token a line")
    p.add_argument("--encoder", type=Path, required=True, help="MiniLM model.safetensors")
    p.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    p.add_argument("--resume", type=Path, help="start from this checkpoint instead of the encoder")
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--repeat", type=int, default=3, help="times an annotated article is seen an epoch")
    p.add_argument(
        "--repeat-entities", type=int, default=60, help="times a sentence with entities is seen, its names changed"
    )
    p.add_argument("--window", type=int, default=254, help="pieces a window")
    p.add_argument("--budget", type=int, default=3072, help="pieces a step")
    p.add_argument("--rate", type=float, default=1.2e-4)
    p.add_argument("--noise", type=float, default=0.1)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    return p


if __name__ == "__main__":
    train(parser().parse_args())
