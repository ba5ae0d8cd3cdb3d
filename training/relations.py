"""Teach a finished encoder events, in two steps.

``python -m training.relations CHECKPOINT --plv FILE --annotated FILE --keys FOLDER --news FILE --white-house FILE
--out FOLDER`` writes ``first.pt`` and ``events.pt``.

First everything but PLV: what is written for the project, labelled news, annotated articles. Then PLV's thousand
sentences with twice as much of the rest, so that both ways of annotating are known. An hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from training.events import Coder, Fitting, fit
from training.labelled import labelled
from training.model import Reader
from training.passages import HELD, Passage, annotated, plv, written
from training.slots import Filler, read_written
from training.train import VOCABULARY
from verbale.actors.registry import Registry
from verbale.language.encoding import Encoded
from verbale.language.entities import Entity, entities
from verbale.language.model import LanguageModel

DATA = Path(__file__).parent / "data"
FIRST = Fitting(epochs=3, budget=2048, rate=1.4e-4, keep=0.7)
SECOND = Fitting(epochs=8, budget=1536, rate=1.5e-4, head_rate=6e-4, frozen=2)
#: Share of the passages without pairs that the first step sees: there are more acts than their part of the loss needs.
SHARE = 0.6
#: Pieces of other data that go with a piece of PLV in the second step.
REPLAY = 2.0


def own(a: argparse.Namespace) -> list[Passage]:
    """Everything but PLV; of the annotated articles those that are not held."""
    registry = Registry.load(())
    model = LanguageModel(VOCABULARY.parent)

    def named(encoded: Encoded) -> list[Entity]:
        return entities(model.read([encoded])[0])

    by_article = annotated(a.annotated, a.keys, registry, named)
    out = [p for i, article in enumerate(by_article) if i % 8 not in HELD for p in article if p.pairs or p.acts]
    lines = read_written(sorted(p for p in DATA.glob("*.jsonl") if p.name.startswith(("acts_", "events_"))))
    out += written(lines, Filler(registry, 3), times=1)
    out += written(read_written(sorted(DATA.glob("plv_*.jsonl"))), Filler(registry, 3), times=1, origin="plv written")
    return out + labelled(DATA, a.news, a.white_house)


def second(coder: Coder, passages: Sequence[Passage], rest: Sequence[Passage], how: Fitting = SECOND) -> None:
    """Train on with PLV's passages, what is written like it, and a draw of the rest."""
    room = sum(p.last - p.first for p in passages) * REPLAY
    alike = [any(pair.origin.startswith("plv") for pair in p.pairs) for p in rest]
    chosen = [p for p, same in zip(rest, alike, strict=True) if same]
    others = [p for p, same in zip(rest, alike, strict=True) if not same]
    for passage in random.Random(how.seed).sample(others, len(others)):
        if room <= 0:
            break
        chosen.append(passage)
        room -= passage.last - passage.first
    fit(coder, [*passages, *chosen], how)


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
    coder = Coder(encoder(a.checkpoint))
    rest = own(a)
    rng = random.Random(FIRST.seed)
    fit(coder, [p for p in rest if p.pairs or rng.random() < SHARE], FIRST)
    torch.save(coder.state_dict(), a.out / "first.pt")
    second(coder, plv(a.plv), rest)
    torch.save(coder.state_dict(), a.out / "events.pt")


if __name__ == "__main__":
    main()
