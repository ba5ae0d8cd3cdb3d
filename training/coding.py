"""Fit what turns readings into events: the votes for acts, and the weights and threshold of events.

``python -m training.coding FOLDER --annotated FILE --keys FOLDER``, on the annotated articles that were kept from
training events. Writes the model's
``settings.json`` and ``src/verbale/events/data/weighing.json``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
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
from verbale.statements.acts import ActSettings, decide, told
from verbale.statements.cues import act_of, acts_in
from verbale.statements.find import read_ranges

WEIGHING = Path(__file__).parents[1] / "src" / "verbale" / "events" / "data" / "weighing.json"
#: The threshold is that of the highest F1 with at least this precision.
PRECISION = 0.6
#: How often it is asked anew which candidates are the keys' events.
ROUNDS = 4
#: How much a leaning costs: the inverse of twice its variance.
LEANING = 2.0
Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Case:
    """One development article, read as far as nothing is fitted, and its key."""

    work: Work
    key: dict[str, Any]


def cases(model: LanguageModel, registry: Registry, articles: Path, keys: Path, held: bool) -> list[Case]:
    """The articles that have keys; with ``held`` only those kept from training events."""
    out = []
    for number, record in enumerate(read_lines(articles)):
        path = keys / f"{record['id']}.json"
        if not path.exists() or (held and number % 8 not in HELD):
            continue
        key = json.loads(path.read_text(encoding="utf-8"))
        metadata = Metadata(published=key.get("published"), url=record.get("url"))
        article = article_from_text(record["text"], metadata=metadata)
        scores = model.read([model.encode(article.text, read_ranges(article))])[0]
        out.append(Case(prepare(article, scores, model, registry), key))
    return out


def fit_acts(found: list[Case]) -> ActSettings:
    """The settings with the least log loss of the acts of matched statements; leanings are kept small."""
    read = _read_acts(found)
    articles = sorted({row.article for row in read})
    right = 0
    for fold in range(5):
        held = set(articles[fold::5])
        settings = _settled(_least([row for row in read if row.article not in held]))
        right += sum(_act(found[row.article], row, settings) == ACTS[row.act] for row in read if row.article in held)
    settings = _settled(_least(read))
    print(f"acts of {len(read)} statements: {settings}, right {right / len(read):.3f}, held out by article", flush=True)
    return settings


class Row(NamedTuple):
    """A matched statement: its article and number in it, the model's scores ``(11,)``, what words name, and the key."""

    article: int
    number: int
    scores: Array
    cue: Array
    content: Array
    act: int


def _read_acts(found: list[Case]) -> list[Row]:
    out = []
    for number, case in enumerate(found):
        text, work = case.work.article.text, case.work
        for gold, index in pairs_of_statements(text, case.key["statements"], [s.content for s in work.statements]):
            statement = work.statements[index]
            cue, content = (" ".join(text[a:b] for a, b in part) for part in (statement.cue, statement.content))
            said = np.array([name == act_of(cue) for name in ACTS], np.float32)
            words = np.isin(ACTS, told(act_of(cue), acts_in(content))).astype(np.float32)
            out.append(Row(number, index, work.acts[index][: len(ACTS)], said, words, ACTS.index(gold["act"])))
    return out


def _act(case: Case, row: Row, settings: ActSettings) -> str:
    statement = case.work.statements[row.number]
    return decide(case.work.article.text, statement.cue, statement.content, case.work.acts[row.number], settings)[0]


def _least(rows: list[Row]) -> Array:
    """Inverse temperature, votes of cue and content, and leanings, by maximum likelihood with a normal prior."""
    x = np.stack([np.stack([r.scores, r.cue, r.content], -1) for r in rows]).astype(np.float64)
    y = np.array([r.act for r in rows])

    def loss(given: Array) -> float:
        logits = x @ given[:3] + given[3:]
        chances = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        return float(-chances[np.arange(len(y)), y].sum() + LEANING * (given[3:] ** 2).sum())

    start = np.array([1.0, 0.5, 0.5, *[0.0] * len(ACTS)])
    bounds = [(0.3, 1.5), (0.0, 3.0), (0.0, 3.0), *[(-2.0, 2.0)] * len(ACTS)]
    return np.asarray(minimize(loss, start, bounds=bounds, method="L-BFGS-B").x, np.float32)


def _settled(given: Array) -> ActSettings:
    leaning = {act: round(float(more), 3) for act, more in zip(ACTS, given[3:], strict=True)}
    temperature, cue, content = (round(float(v), 3) for v in (1 / given[0], given[1], given[2]))
    return ActSettings(temperature, cue, content, leaning)


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
    return LogisticRegression(C=0.1, max_iter=2000)


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
    settings = json.loads(path.read_text(encoding="utf-8")) | {"acts": asdict(acts)}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
