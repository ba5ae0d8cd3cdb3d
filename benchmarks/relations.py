"""The relation between two given actors: macro-F1 over PLOVER's root codes, and false events.

``python -m benchmarks.relations PLV.tsv`` codes every sentence of a PLV file with the shipped model, and the project's
own negatives (``benchmarks/data/negatives.jsonl``: sentences that name two actors who do nothing to one another). PLV's
train file is among the shipped model's training data; with ``--folds`` the model's second step of training is run
anew for each of five folds, without the sentences of the fold (needs ``verbale[train]`` and the first step's
checkpoint, see training/relations.py). CONCEDE and RETREAT count as YIELD, as in PLV.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from verbale.events.relate import Relation, RelationReader, Task
from verbale.language.labels import RELATIONS
from verbale.language.model import LanguageModel
from verbale.schema import Span

NEGATIVES = Path(__file__).parent / "data" / "negatives.jsonl"
YIELD = ("CONCEDE", "RETREAT")
FOLDS = 5


def root(kind: str) -> str:
    """PLV's root code of a type."""
    return "YIELD" if kind in YIELD else kind


def best_root(probabilities: Mapping[str, float], roots: Sequence[str]) -> str:
    """The likeliest root code: PLV has no "none"."""
    scores = dict.fromkeys(roots, 0.0)
    for kind in RELATIONS:
        if root(kind) in scores:
            scores[root(kind)] += probabilities[kind]
    return max(scores, key=lambda r: scores[r])


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """F1 of every root code, and ``macro``, their mean, and ``micro``."""
    out = {}
    for name in sorted(set(gold)):
        right = sum(g == f == name for g, f in zip(gold, found, strict=True))
        out[name] = 2 * right / (gold.count(name) + found.count(name))
    both = list(zip(gold, found, strict=True))
    return out | {"macro": sum(out.values()) / len(out), "micro": sum(g == f for g, f in both) / len(both)}


def rows(path: Path) -> list[tuple[Task, str]]:
    """The sentences of a PLV file as tasks, with their root codes."""
    with path.open(encoding="utf-8") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    out = []
    for row in found:
        text, actor, recipient = marked(row)
        out.append((Task(str(row["sentence_id"]), text, actor, recipient), row["root"]))
    return out


def marked(row: dict[str, str]) -> tuple[str, Span, Span]:
    """The sentence of a PLV row, with the places of source and target; found by their words where not marked."""
    text, spans = "", {}
    opened: dict[str, int] = {}
    rest = row["marked_sentence"]
    while rest:
        for tag in ("<s>", "</s>", "<t>", "</t>"):
            if rest.startswith(tag):
                if tag[1] == "/":
                    spans[tag[2]] = (opened.get(tag[2], len(text)), len(text))
                else:
                    opened[tag[1]] = len(text)
                rest = rest[len(tag) :]
                break
        else:
            text, rest = text + rest[0], rest[1:]
    for key, words in (("s", row["source"]), ("t", row["target"])):
        if key not in spans:
            at = max(0, text.lower().find(words.lower()))
            spans[key] = (at, min(len(text), at + max(1, len(words))))
    return text, spans["s"], spans["t"]


def negatives(path: Path = NEGATIVES) -> list[Task]:
    """The project's own sentences without an event, both orders of their actors; slots filled with real states."""
    from training.slots import Filler, read_written
    from verbale.actors.registry import Registry

    filler = Filler(Registry.load(()), 3)
    out = []
    for number, line in enumerate(read_written([path])):
        filled = filler.fill(line)
        for a, first in filled.mentions.items():
            out += [Task(f"{number}{a}{b}", filled.text, first[0], m[0]) for b, m in filled.mentions.items() if a != b]
    return out


def coded(tasks: Iterable[Task], reader: RelationReader) -> list[Relation]:
    """What the model says of each task, in order."""
    return list(reader.read_all(list(tasks)))


def shipped(path: Path) -> dict[str, Any]:
    """Both measurements with the shipped model."""
    reader = RelationReader(LanguageModel())
    tasks = rows(path)
    roots = sorted({code for _, code in tasks})
    found = [best_root(r.probabilities, roots) for r in coded((t for t, _ in tasks), reader)]
    false = [r.type is not None for r in coded(negatives(), reader)]
    return {"f1": macro_f1([code for _, code in tasks], found), "false events": sum(false) / len(false)}


def folds(a: argparse.Namespace) -> dict[str, float]:
    """Five folds over PLV's sentences, the second step of training anew for each."""
    import torch

    from training.events import Coder, chances
    from training.passages import LABELS, plv
    from training.relations import encoder, own, second

    rest, passages = own(a), plv(a.plv)
    names = sorted({p.name for p in passages})
    random.Random(7).shuffle(names)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    gold, found = [], []
    roots = sorted({root(LABELS[p.pairs[0].labels[0]]) for p in passages})
    for number in range(FOLDS):
        coder = Coder(encoder(a.checkpoint))
        coder.load_state_dict(torch.load(a.first))
        second(coder, [p for p in passages if fold[p.name] != number], rest)
        for passage, read, _ in chances(coder, [p for p in passages if fold[p.name] == number]):
            gold.append(root(LABELS[passage.pairs[0].labels[0]]))
            found.append(best_root(dict(zip(LABELS, read[0].tolist(), strict=True)), roots))
        print(f"fold {number + 1}: macro {macro_f1(gold, found)['macro']:.4f} so far", flush=True)
    return macro_f1(gold, found)


def main() -> None:
    """Measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("plv", type=Path)
    p.add_argument("--folds", action="store_true", help="train anew for each of five folds")
    p.add_argument("--checkpoint", type=Path, help="of the encoder before events")
    p.add_argument("--first", type=Path, help="checkpoint of the first step")
    for name in ("annotated", "keys", "news", "white-house"):
        p.add_argument(f"--{name}", type=Path, help="training data, as in training/relations.py")
    a = p.parse_args()
    result = {"f1": folds(a)} if a.folds else shipped(a.plv)
    for name, value in result["f1"].items():
        print(f"{name:10s} {value:.4f}")
    if "false events" in result:
        print(f"false events on own negatives {result['false events']:.4f}")


if __name__ == "__main__":
    main()
