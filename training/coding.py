"""Fit what turns readings into events: the votes for acts, and the weights and threshold of events.

``python -m training.coding FOLDER --annotated FILE --keys FOLDER``, on the annotated articles that were kept from the
tower's training. Writes the model's
``settings.json`` and ``src/verbale/events/data/weighing.json``.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.events import Coded, fits, pairs_of_statements
from training.data import read_lines
from training.passages import HELD
from verbale.actors.registry import Registry
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.events.coding import weighed
from verbale.events.weighing import FEATURES, features
from verbale.language.labels import ACTS
from verbale.language.model import LanguageModel
from verbale.pipeline import Work, prepare, with_acts
from verbale.statements.acts import ActSettings, decide
from verbale.statements.find import read_ranges

WEIGHING = Path(__file__).parents[1] / "src" / "verbale" / "events" / "data" / "weighing.json"
#: The threshold is that of the highest F1 with at least this precision.
PRECISION = 0.5
#: How often it is asked anew which candidates are the keys' events.
ROUNDS = 4
Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Case:
    """One development article, read as far as acts need, and its key."""

    work: Work
    key: dict[str, Any]


def cases(model: LanguageModel, registry: Registry, articles: Path, keys: Path, held: bool) -> list[Case]:
    """The articles that have keys; with ``held`` only those kept from the tower."""
    out = []
    for number, record in enumerate(read_lines(articles)):
        path = keys / f"{record['id']}.json"
        if not path.exists() or (held and number % 8 not in HELD):
            continue
        key = json.loads(path.read_text(encoding="utf-8"))
        metadata = Metadata(published=key.get("published"), url=record.get("url"))
        article = article_from_text(record["text"], metadata=metadata)
        scores = model.read([model.encode(article.text, read_ranges(article))])[0]
        work = prepare(article, scores, model, registry)
        work.reading.take(model.events, model.events.read(work.reading.vectors()))
        out.append(Case(work, key))
    return out


def fit_acts(found: list[Case]) -> ActSettings:
    """The settings with the least log loss of the acts of matched statements."""
    rows = []
    for case in found:
        text = case.work.article.text
        matched = pairs_of_statements(text, case.key["statements"], [s.content for s in case.work.statements])
        for gold, index in matched:
            statement = case.work.statements[index]
            rows.append((text, statement.cue, statement.content, case.work.reading.acts[index], gold["act"]))
    best, chosen, share = np.inf, ActSettings(), 0.0
    grid = itertools.product((0.8, 1.0, 1.3, 1.7, 2.2), (0.0, 0.5, 1.0, 1.5, 2.0), (0.0, 0.3, 0.6, 1.0))
    for settings in (ActSettings(*values) for values in grid):
        loss = right = 0.0
        for text, cue, content, scores, act in rows:
            got, chance = decide(text, cue, content, scores, settings)
            right += got == act
            loss -= np.log(max(chance if got == act else (1 - chance) / (len(ACTS) - 1), 1e-9))
        if loss < best:
            best, chosen, share = loss, settings, right / len(rows)
    print(f"acts of {len(rows)} statements: {chosen}, right {share:.3f}", flush=True)
    return chosen


@dataclass
class Pool:
    """All candidates of the development articles: features ``x`` ``(n, f)``, the article of each, and the keys."""

    x: Array
    articles: npt.NDArray[np.int64]
    coded: Sequence[Coded]
    keys: list[list[dict[str, Any]]]

    def of(self, article: int, kept: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
        """Indices of an article's candidates."""
        inside = self.articles == article
        return np.flatnonzero(inside if kept is None else inside & kept)

    def right(self, scores: Array) -> npt.NDArray[np.bool_]:
        """Which candidates are the keys' events, the surest of several like ones."""
        out = np.zeros(len(self.coded), dtype=np.bool_)
        for article, key in enumerate(self.keys):
            order = sorted(self.of(article).tolist(), key=lambda i: -scores[i])
            out[[order[j] for j in fits(key, [self.coded[i] for i in order]).values()]] = True
        return out

    def measure(self, kept: npt.NDArray[np.bool_]) -> tuple[float, float, float]:
        """Precision, recall and F1 of the candidates kept."""
        right = sum(
            len(fits(key, [self.coded[i] for i in self.of(article, kept)])) for article, key in enumerate(self.keys)
        )
        precision, recall = right / max(1, int(kept.sum())), right / max(1, sum(map(len, self.keys)))
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def pooled(found: list[Case], settings: ActSettings) -> tuple[Pool, Array]:
    """Every candidate of the articles, and what speaks for each before anything is fitted."""
    rows, articles, coded, first = [], [], [], []
    for number, case in enumerate(found):
        work = case.work
        for item in weighed(work.reading, with_acts(work, settings), work.calendar, None):
            c = item.candidate
            rows.append(features(c, len(work.article.text)))
            articles.append(number)
            coded.append((c.type, c.actor, c.recipient, c.status))
            first.append(c.weight)
    pool = Pool(np.array(rows, np.float32), np.array(articles), coded, [c.key["events"] for c in found])
    return pool, np.array(first, np.float32)


def fit_weights(found: list[Case], settings: ActSettings) -> dict[str, Any]:
    """The regression over all candidates, and its threshold, by five folds over the articles.

    Which of several like candidates is the key's event is not known: it is taken to be the surest, by the fit before.
    """
    pool, scores = pooled(found, settings)
    for _ in range(ROUNDS):
        right = pool.right(scores)
        scores = np.zeros(len(right), np.float32)
        for fold in range(5):
            held = pool.articles % 5 == fold
            scores[held] = _regression().fit(pool.x[~held], right[~held]).predict_proba(pool.x[held])[:, 1]
    best, threshold = (-1.0, 0.0, 0.0), 0.5
    for limit in np.arange(0.1, 0.7, 0.01):
        got = pool.measure(scores >= limit)
        if got[0] >= PRECISION and got[2] > best[2]:
            best, threshold = got, float(limit)
    print(f"threshold {threshold:.2f}: P {best[0]:.3f} R {best[1]:.3f} F1 {best[2]:.3f}, held out by article")
    right = pool.right(scores)
    print(f"{len(right)} candidates, {int(right.sum())} right, of {sum(map(len, pool.keys))} events", flush=True)
    model = _regression().fit(pool.x, right)
    weights = {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
    return {"weights": weights, "constant": round(float(model.intercept_[0]), 4), "threshold": round(threshold, 2)}


def _regression() -> LogisticRegression:
    return LogisticRegression(C=0.3, max_iter=2000)


def main() -> None:
    """Fit and write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path, help="model folder")
    p.add_argument("--annotated", type=Path, required=True)
    p.add_argument("--keys", type=Path, required=True)
    p.add_argument("--more", type=Path, help="more development articles, and their keys")
    p.add_argument("--more-keys", type=Path)
    p.add_argument("--dry", action="store_true", help="write nothing")
    a = p.parse_args()
    model, registry = LanguageModel(a.folder), Registry.load(())
    found = cases(model, registry, a.annotated, a.keys, held=True)
    if a.more:
        found += cases(model, registry, a.more, a.more_keys, held=False)
    acts = fit_acts(found)
    weights = fit_weights(found, acts)
    if a.dry:
        return
    WEIGHING.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    path = a.folder / "settings.json"
    settings = json.loads(path.read_text(encoding="utf-8")) | {"events": {"act": asdict(acts)}}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
