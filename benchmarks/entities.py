"""Mentions and whom they mean: ``python -m benchmarks.entities [--crossner FILE]``.

Two measures. The list ``benchmarks/data/mentions.jsonl``, written for the project, gives 640 mentions in their
sentences with the actor that each means at its date, or none: names, adjectives, capitals, abbreviations, institutions,
persons, offices, homonyms and traps. Lines marked hard need more than the passage and a registry: a family name alone
where nothing says whose official it is, a place that stands for a court, a word told by meaning alone. A mention is
right when its code, the person's family name and "former" are. With
a file of CrossNER (a token and its tag a line), the entities that the model marks are scored as spans by type; offices,
which it does not annotate, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.entities import crossner
from verbale.actors.registry import fold
from verbale.annotator import AnnotateOptions, Annotator
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.schema import Mention

LIST = Path(__file__).parent / "data" / "mentions.jsonl"


@dataclass(frozen=True)
class Answer:
    """What was found for one line of the list; ``wrong`` says what is, empty where nothing is."""

    line: dict[str, Any]
    mention: Mention | None
    wrong: str


def read_list(path: Path = LIST) -> list[dict[str, Any]]:
    """The lines of the list."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def answers(lines: list[dict[str, Any]], annotator: Annotator | None = None) -> Iterator[Answer]:
    """What the annotator says of every line."""
    reader = annotator or Annotator(AnnotateOptions(mentions=True))
    articles = [
        article_from_text(line["text"], id=line["id"], metadata=Metadata(published=line["published"])) for line in lines
    ]
    for start in range(0, len(lines), 64):
        found = reader.read_all(articles[start : start + 64])
        for line, annotated in zip(lines[start : start + 64], found, strict=True):
            mention = best(annotated.mentions, line["mention"])
            yield Answer(line, mention, judge(line, mention))


def best(mentions: tuple[Mention, ...], span: list[int]) -> Mention | None:
    """The mention that shares most characters with a span."""

    def shared(mention: Mention) -> int:
        return min(mention.span[1], span[1]) - max(mention.span[0], span[0])

    overlapping = [m for m in mentions if shared(m) > 0]
    return max(overlapping, key=lambda m: (shared(m), m.span[0] - m.span[1]), default=None)


def judge(line: dict[str, Any], mention: Mention | None) -> str:
    """What is wrong with an answer, in words."""
    actor = mention.actor if mention else None
    code = actor.country if actor else None
    former = str(line["office"] or "").startswith("former")
    if code != line["code"]:
        return f"code {code}, not {line['code']}"
    wanted = fold(line["person"]).split() if line["person"] else []
    got = fold(actor.name or "").split() if actor else []
    if wanted and not set(wanted) & set(got[-2:]):
        return f"person {actor.name if actor else None}, not {line['person']}"
    if not wanted and line["kind"] == "office" and got:
        return f"person {actor.name if actor else None}, where none is known"
    if former and not (actor and actor.former):
        return "not said to be a former office"
    return ""


def tagged(path: Path, annotator: Annotator | None = None) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of the model's entities on a file of CrossNER, by kind and over all."""
    from verbale.language.entities import entities

    model = (annotator or Annotator()).model
    counts: Counter[tuple[str, str]] = Counter()
    sentences = crossner(path)
    for sentence, scores in zip(sentences, model.read([model.encode(s.text) for s in sentences]), strict=True):
        found = {(e.start, e.end, e.kind) for e in entities(scores) if e.kind != "office"}
        gold = set(sentence.entities)
        for name, chosen in (("right", found & gold), ("found", found), ("gold", gold)):
            for _, _, kind in chosen:
                counts[kind, name] += 1
                counts["all", name] += 1
    return {
        kind: (
            counts[kind, "right"] / max(1, counts[kind, "found"]),
            counts[kind, "right"] / max(1, counts[kind, "gold"]),
            2 * counts[kind, "right"] / max(1, counts[kind, "found"] + counts[kind, "gold"]),
        )
        for kind in ("person", "institution", "place", "group", "all")
    }


def main() -> None:
    """Print both measures."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--crossner", type=Path, help="a file of CrossNER, a token and its tag a line")
    p.add_argument("--errors", action="store_true", help="print every wrong line of the list")
    a = p.parse_args()
    lines = read_list()
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for answer in answers(lines):
        kind = "hard" if answer.line["hard"] else answer.line["kind"]
        total[kind] += 1
        right[kind] += not answer.wrong
        if answer.wrong and a.errors:
            start, end = answer.line["mention"]
            reason = answer.mention.actor.reason if answer.mention else "no mention"
            print(f"{answer.line['id']} {kind:12} [{answer.line['text'][start:end]}] {answer.wrong} ({reason})")
    for kind, number in total.most_common():
        print(f"{kind:14}{right[kind]:4} of {number:4}  {right[kind] / number:.3f}")
    for name, left_out in (("all but hard", "hard"), ("all", "")):
        number, good = total.total() - total[left_out], right.total() - right[left_out]
        print(f"{name:14}{good:4} of {number:4}  {good / number:.3f}")
    if a.crossner:
        print("\nCrossNER, spans by type: precision, recall, F1")
        for kind, (precision, recall, f1) in tagged(a.crossner).items():
            print(f"{kind:14}{precision:.3f}  {recall:.3f}  {f1:.3f}")


if __name__ == "__main__":
    main()
