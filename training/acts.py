"""Fit the act head anew on a finished encoder, whose vectors no longer move: a minute, and better than within the run.

``python -m training.acts CHECKPOINT --annotated ... --keys ... --out CHECKPOINT``
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from training.batches import batches, cuts
from training.data import Prepared, annotated, prepare
from training.model import Reader
from training.train import VOCABULARY, pool

DROPPED = 0.4


def vectors(model: Reader, items: list[Prepared], window: int, rounds: int) -> tuple[Tensor, Tensor]:
    """Pooled vectors ``(k, 1152)`` and acts ``(k,)`` of every statement, each in ``rounds`` different windows."""
    rng = random.Random(5)
    rows: list[Tensor] = []
    acts: list[int] = []
    for _ in range(rounds):
        for batch in batches(cuts(items, window, rng), 3072, rng):
            if not batch.acts:
                continue
            with torch.no_grad():
                hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
            rows.append(pool(hidden, [(row, roles) for row, roles, _ in batch.acts]))
            acts.extend(act for _, _, act in batch.acts)
    return torch.cat(rows), torch.tensor(acts)


def fit(model: Reader, rows: Tensor, acts: Tensor, epochs: int) -> None:
    """Train the two layers of the act head from scratch."""
    for layer in (model.act_in, model.act_out):
        layer.reset_parameters()
    heads = [*model.act_in.parameters(), *model.act_out.parameters()]
    optimizer = torch.optim.AdamW(heads, lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        for chosen in torch.randperm(len(rows)).split(64):
            x = nn.functional.dropout(rows[chosen], DROPPED)
            inner = nn.functional.dropout(nn.functional.gelu(model.act_in(x)), DROPPED)
            loss = nn.functional.cross_entropy(model.act_out(inner), acts[chosen], label_smoothing=0.1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()


def main() -> None:
    """Read a checkpoint, fit the head, write the checkpoint with it."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--annotated", type=Path, required=True)
    p.add_argument("--keys", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=15)
    p.add_argument("--rounds", type=int, default=3)
    a = p.parse_args()
    torch.manual_seed(1)
    model = Reader()
    model.load_state_dict(torch.load(a.checkpoint))
    model.eval()
    items = [prepare(e, VOCABULARY) for e in annotated(a.annotated, a.keys)]
    rows, acts = vectors(model, items, 254, a.rounds)
    fit(model, rows, acts, a.epochs)
    with torch.no_grad():
        right = (model.act(rows).argmax(-1) == acts).float().mean()
    torch.save(model.state_dict(), a.out)
    print(f"{len(acts)} statements, {right:.3f} right on what it was fitted to")


if __name__ == "__main__":
    main()
