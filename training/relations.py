"""Train the event tower on a finished encoder, in two steps.

``python -m training.relations CHECKPOINT --plv FILE --annotated FILE --keys FOLDER --news FILE --white-house FILE
--out FOLDER`` writes ``first.pt`` and ``tower.pt``.

First everything but PLV: what is written for the project, labelled news, annotated articles. Then PLV's thousand
sentences with twice as much of the rest, so that both ways of annotating are known. Half an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from training.export import FORK
from training.labelled import labelled
from training.model import Reader
from training.passages import HELD, Lower, Passage, annotated, plv, written
from training.slots import Filler, read_written
from training.tower import Fitting, Tower, fit
from training.train import VOCABULARY
from verbale.actors.registry import Registry
from verbale.language.encoding import Encoded
from verbale.language.entities import Entity, entities
from verbale.language.model import LanguageModel

DATA = Path(__file__).parent / "data"
FIRST = Fitting(epochs=6, budget=2048, rate=2.5e-4, head_rate=1.5e-3)
SECOND = Fitting(epochs=5, budget=1024, rate=8e-5, head_rate=6e-4)
#: Pieces of other data that go with a piece of PLV in the second step.
REPLAY = 2.0


def own(a: argparse.Namespace, lower: Lower) -> list[Passage]:
    """Everything but PLV; of the annotated articles those that are not held."""
    registry = Registry.load(())
    model = LanguageModel(VOCABULARY.parent)

    def named(encoded: Encoded) -> list[Entity]:
        return entities(model.read([encoded])[0])

    by_article = annotated(a.annotated, a.keys, registry, lower, named)
    out = [p for i, article in enumerate(by_article) if i % 8 not in HELD for p in article if p.pairs or p.acts]
    lines = read_written(sorted(p for p in DATA.glob("*.jsonl") if not p.name.startswith("labels_")))
    out += written(lines, Filler(registry, 3), lower, times=1)
    return out + labelled(DATA, a.news, a.white_house, lower)


def second(tower: Tower, passages: Sequence[Passage], rest: Sequence[Passage], how: Fitting = SECOND) -> None:
    """Train on with PLV's passages and a draw of the rest."""
    room = sum(len(p.vectors) for p in passages) * REPLAY
    chosen: list[Passage] = []
    for passage in random.Random(how.seed).sample(list(rest), len(rest)):
        if room <= 0:
            break
        chosen.append(passage)
        room -= len(passage.vectors)
    fit(tower, [*passages, *chosen], how)


def encoder(checkpoint: Path) -> Reader:
    """The model of a checkpoint."""
    model = Reader()
    model.load_state_dict(torch.load(checkpoint))
    model.eval()
    return model


def arguments(p: argparse.ArgumentParser) -> None:
    """The data that both training and the benchmark need."""
    p.add_argument("checkpoint", type=Path, help="of the shared encoder")
    for name in ("plv", "annotated", "keys", "news", "white-house"):
        p.add_argument(f"--{name}", type=Path, required=True)


def main() -> None:
    """Run both steps."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(p)
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    model = encoder(a.checkpoint)
    lower = Lower(model, FORK)
    rest = own(a, lower)
    tower = Tower(model, FORK)
    fit(tower, rest, FIRST)
    torch.save(tower.state_dict(), a.out / "first.pt")
    second(tower, plv(a.plv, lower), rest)
    torch.save(tower.state_dict(), a.out / "tower.pt")


if __name__ == "__main__":
    main()
