"""Fit the entity head anew on a finished encoder, whose vectors no longer move: minutes, and better than in the run.

``python -m training.names CHECKPOINT --polnear ... --entities ... --out CHECKPOINT``
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from training.batches import batches, cuts
from training.data import Prepared, polnear, prepare, sentences
from training.model import Reader
from training.train import VOCABULARY
from verbale.actors.registry import Registry

DROPPED = 0.1


def vectors(model: Reader, items: list[Prepared], window: int) -> tuple[Tensor, Tensor]:
    """Vectors ``(k, 384)`` and entity tags ``(k,)`` of every word's first piece."""
    rng = random.Random(3)
    rows: list[Tensor] = []
    tags: list[Tensor] = []
    for batch in batches(cuts(items, window, rng), 3072, rng):
        named = batch.tags[:, :, -1]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
        kept = named >= 0
        rows.append(hidden[kept].float())
        tags.append(named[kept])
    return torch.cat(rows), torch.cat(tags)


def fit(model: Reader, parts: list[tuple[Tensor, Tensor]], steps: int) -> None:
    """Train the head, from where it is, on words drawn in equal shares from each part."""
    optimizer = torch.optim.AdamW(model.entities.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        chosen = [(rows[i], tags[i]) for rows, tags in parts for i in [torch.randint(len(rows), (2048,))]]
        x = nn.functional.dropout(torch.cat([rows for rows, _ in chosen]), DROPPED)
        loss = nn.functional.cross_entropy(model.entities(x), torch.cat([tags for _, tags in chosen]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()


def main() -> None:
    """Read a checkpoint, fit the head, write the checkpoint with it."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--polnear", type=Path, required=True, help="PolNeAR train, JSONL")
    p.add_argument("--entities", type=Path, required=True, help="CrossNER politics train, a token a line")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--articles", type=int, default=300)
    p.add_argument("--repeat", type=int, default=30, help="times a sentence with entities is seen, its names changed")
    p.add_argument("--steps", type=int, default=1500)
    a = p.parse_args()
    torch.manual_seed(1)
    model = Reader()
    model.load_state_dict(torch.load(a.checkpoint))
    model.eval()
    registry = Registry.load()
    news = vectors(model, [prepare(e, VOCABULARY) for e in polnear(a.polnear, registry)[: a.articles]], 254)
    named = vectors(model, [prepare(e, VOCABULARY) for e in sentences(a.entities, registry, a.repeat)], 254)
    fit(model, [news, named], a.steps)
    torch.save(model.state_dict(), a.out)
    print(f"{len(news[1])} words of articles, {len(named[1])} of sentences")


if __name__ == "__main__":
    main()
