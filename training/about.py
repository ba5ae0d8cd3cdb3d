"""Fit the weights of what statements are about: ``python -m training.about --annotated ... --keys ... --out ...``.

The statements are the annotated ones, their speakers as they are resolved. A first fit sees the annotated answers of
the statements before, a second one what the first would have answered. The threshold is the one with the best F1 over
five folds of articles, each measured by weights that were fitted without it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from training.calibrate import logistic
from training.data import read_lines, spans_of
from verbale.actors.about import FEATURES, AboutReader, Weights
from verbale.actors.registry import Registry
from verbale.actors.resolve import Reader, SpeakerQuery, resolver
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.schema import Article, Spans

FOLDS = 5
#: F1 scores that differ by less than this are equally good; the highest threshold of them lists least that is wrong.
EQUAL = 0.005
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One statement: its article, the candidates with their features, and the annotated codes."""

    article: str
    rows: dict[str, list[float]]
    gold: frozenset[str]


def spans(value: Any) -> Spans:
    """Spans of a key, in order."""
    return tuple(sorted(spans_of(value)))


Annotated = tuple[Article, Reader, list[tuple[SpeakerQuery, dict[str, Any]]]]


def articles(path: Path, keys: Path, registry: Registry) -> Iterator[Annotated]:
    """Every annotated article with a reader and its statements in text order, each as a query with its key."""
    for record in read_lines(path):
        found = keys / f"{record['id']}.json"
        if not found.exists():
            continue
        key = json.loads(found.read_text(encoding="utf-8"))
        metadata = Metadata(url=record.get("url"), outlet=record.get("outlet"), published=key.get("published"))
        article = article_from_text(record["text"], id=record["id"], metadata=metadata)
        queries = [
            (SpeakerQuery(spans(s.get("source_span")), spans(s.get("cue_span")), spans(s["content_spans"])), s)
            for s in key["statements"]
            if s.get("content_spans")
        ]
        queries.sort(key=lambda q: min((*q[0].source, *q[0].cue, *q[0].content))[0])
        yield article, resolver(article, [q for q, _ in queries], registry), queries


def cases(path: Path, keys: Path, registry: Registry, answer: Weights | None) -> Iterator[Case]:
    """Every annotated statement; ``answer``: weights that say what the statements before were about."""
    for article, reader, queries in articles(path, keys, registry):
        abouts = AboutReader(article, reader.talk, settings=answer)
        for query, statement in queries:
            found = reader.read(query)
            own = frozenset(s.country for s in (found.speaker, *found.co_speakers) if s.country)
            gold = frozenset(statement.get("about") or ())
            parts = (query.source, query.cue, query.content)
            yield Case(article.id, abouts.features(parts, own), gold)
            before = abouts.about(parts, own) if answer else sorted(gold)
            abouts.remember(found.speaker.country, before)


def matrix(chosen: list[Case]) -> tuple[Array, Array]:
    """Features with a leading 1, ``(k, features + 1)``, and whether each candidate is annotated, ``(k,)``."""
    pairs = [(row, code in case.gold) for case in chosen for code, row in case.rows.items()]
    return np.array([[1.0, *row] for row, _ in pairs]), np.array([right for _, right in pairs], dtype=np.float64)


def f1(chosen: list[Case], chances: Array, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the codes listed at a threshold; codes that are no candidates count as missed."""
    right = matrix(chosen)[1]
    listed = chances >= threshold
    found, gold = float((listed * right).sum()), sum(len(c.gold) for c in chosen)
    precision, recall = found / max(1.0, float(listed.sum())), found / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def fit(chosen: list[Case], report: Callable[[str], None]) -> Weights:
    """Weights on all cases, the threshold by cross-validation."""
    names = sorted({c.article for c in chosen})
    tests: list[Case] = []
    chances: list[Array] = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        fitted = np.array(logistic(*matrix([c for c in chosen if c.article not in held])))
        test = [c for c in chosen if c.article in held]
        tests += test
        chances.append(1 / (1 + np.exp(-matrix(test)[0] @ fitted)))
    scores = {t: f1(tests, np.concatenate(chances), t) for t in np.arange(0.2, 0.6, 0.02).round(2)}
    top = max(score[2] for score in scores.values())
    best = max(t for t, score in scores.items() if score[2] > top - EQUAL)
    report("five folds: threshold {}, precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(best, *scores[best]))
    constant, *weights = logistic(*matrix(chosen))
    return Weights(tuple(weights), constant, float(best))


def main() -> None:
    """Fit twice and write the weights."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--annotated", type=Path, required=True, help="annotated articles, JSONL")
    p.add_argument("--keys", type=Path, required=True, help="folder with their keys")
    p.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    a = p.parse_args()
    registry = Registry.load()
    made = None
    for _ in range(3):
        made = fit(list(cases(a.annotated, a.keys, registry, made)), print)
    assert made is not None
    weights = dict(zip(FEATURES, made.weights, strict=True))
    data = {"constant": made.constant, "threshold": made.threshold, "weights": weights}
    a.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
