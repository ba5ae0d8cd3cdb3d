"""Fit what decoding needs on development articles: linking, thresholds and confidence, written to ``settings.json``.

Confidence is a logistic regression (Platt 1999) of "this find is right" on the model's own scores. The reliability
curve is reported by tenths of confidence, with the expected calibration error (Naeini et al. 2015).
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from training.data import Example, Gold, Spans, annotated, polnear
from verbale.articles.build import article_from_text
from verbale.language.decode import Group, Linker, Linking, Scores, spans
from verbale.language.encoding import pieces_in
from verbale.language.model import LanguageModel
from verbale.statements.confidence import features

Words = frozenset[int]
#: F1 scores that differ by less than this are equally good.
EQUAL = 0.004


@dataclass(frozen=True)
class Found:
    """A group with whether it is right; ``matched`` is the index of the gold attribution it matches, or None."""

    group: Group
    right: bool
    matched: int | None


def words(scores: Scores, pieces: Iterable[Any]) -> Words:
    """The word indices of groups' pieces or of character spans."""
    out: set[int] = set()
    for piece in pieces:
        span = (piece[0], piece[1]) if isinstance(piece, tuple) else (piece.start, piece.end)
        inside = pieces_in(scores.encoded, [span])
        out.update(inside[scores.encoded.first[inside]].tolist())
    return frozenset(out)


def judge(scores: Scores, groups: Sequence[Group], golds: Sequence[Gold], *, sources: bool) -> list[Found]:
    """Match groups to gold one to one by content (Jaccard at least one half); ``sources``: the source must be right."""
    mine = [words(scores, g.content) for g in groups]
    theirs = [words(scores, g.content) for g in golds]
    pairs = []
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            shared = len(a & b)
            if shared and shared / len(a | b) >= 0.5:
                pairs.append((-shared / len(a | b), i, j))
    taken: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    out = []
    for i, group in enumerate(groups):
        match = taken.get(i)
        right = match is not None
        if match is not None and sources:
            right = _same_source(words(scores, group.source), words(scores, golds[match].source))
        out.append(Found(group, right, match))
    return out


def _same_source(a: Words, b: Words) -> bool:
    if not a or not b:
        return not a and not b
    return len(a & b) / min(len(a), len(b)) >= 0.5


def logistic(rows: npt.NDArray[np.float64], right: npt.NDArray[np.float64], ridge: float = 1.0) -> list[float]:
    """Weights of a logistic regression by Newton's method; the constant is not shrunk."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - chance) - penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return [round(float(w), 5) for w in weights]


def reliability(chances: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> dict[str, Any]:
    """The reliability curve by tenths, and the expected calibration error."""
    rows = []
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & ((chances < low + 0.1) | (low > 0.85))
        if inside.any():
            said, was, share = float(chances[inside].mean()), float(right[inside].mean()), float(inside.mean())
            error += share * abs(said - was)
            rows.append(
                {
                    "from": round(float(low), 1),
                    "finds": int(inside.sum()),
                    "said": round(said, 3),
                    "right": round(was, 3),
                }
            )
    return {"curve": rows, "expected_error": round(error, 4)}


def f1(found: int, predicted: int, gold: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * found / (predicted + gold) if predicted + gold else 0.0


def fit(judged: list[Found], total: int, *, inner: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    """Confidence weights and the threshold with the best F1, and a report.

    ``total``: gold attributions there are; ``inner``: finds of the inner layer that match nothing cost no precision.
    """
    rows = np.array([features(f.group) for f in judged])
    right = np.array([f.right for f in judged], dtype=np.float64)
    weights = logistic(rows, right)
    chances = 1 / (1 + np.exp(-rows @ np.array(weights)))
    free = np.array([inner and f.group.layer == "inner" and f.matched is None for f in judged])
    scores = {}
    for threshold in np.arange(0.0, 0.7, 0.01):
        kept = chances >= threshold
        scores[float(threshold)] = f1(int((right * kept).sum()), int((kept & ~free).sum()), total)
    best = max(scores.values())
    # Among thresholds that are as good, the least: what is left out cannot be found again, what is in has its chance.
    chosen = min(threshold for threshold, value in scores.items() if value >= best - EQUAL)
    settings = {"confidence": weights, "threshold": round(chosen, 3)}
    return settings, {"f1": round(best, 4), **reliability(chances, right)}


def tune_linking(model: LanguageModel, examples: list[Example], scores: list[Scores]) -> Linking:
    """The linking settings with the best F1 of attributions with the right source."""
    layered = [
        (s, spans(s, "attribution"), e.layers["attribution"] or []) for e, s in zip(examples, scores, strict=True)
    ]
    total = sum(len(golds) for _, _, golds in layered)
    best, chosen = -1.0, Linking()
    for share, floor, line in itertools.product((0.35, 0.5, 0.65), (-3.0, -2.0), (0.0, 2.0, 4.0)):
        linking = Linking(cue_share=share, cue_floor=floor, same_line=line)
        linker = Linker(model.heads["distance_weight"], model.heads["line"], linking)
        right = predicted = 0
        for got, pieces, golds in layered:
            judged = judge(got, linker.link(got, pieces, "attribution"), golds, sources=True)
            right += sum(f.right for f in judged)
            predicted += len(judged)
        score = f1(right, predicted, total)
        if score > best:
            best, chosen = score, linking
    print(f"linking {chosen}: {best:.4f}", flush=True)
    return chosen


@dataclass(frozen=True)
class Case:
    """One example read: its groups, its gold, and how they match."""

    text: str
    scores: Scores
    groups: list[Group]
    golds: list[Gold]
    judged: list[Found]


def statement_cases(model: LanguageModel, linker: Linker, examples: list[Example]) -> list[Case]:
    """The groups of both statement layers of each example, with its gold."""
    cases = []
    for example, scores in zip(examples, model.read([model.encode(e.text) for e in examples]), strict=True):
        inner = spans(scores, "inner")
        held = [p for p in inner if p.role == "content"]
        groups = linker.link(scores, spans(scores, "statement"), "statement", held)
        groups += linker.link(scores, inner, "inner")
        golds = (example.layers["statement"] or []) + (example.layers["inner"] or [])
        cases.append(Case(example.text, scores, groups, golds, judge(scores, groups, golds, sources=False)))
    return cases


def extra_examples(folder: Path, keys: Path) -> list[Example]:
    """Plain text articles with keys that give spans as ``start`` and ``end``."""
    out = []
    for path in sorted(folder.glob("*.txt")):
        key = keys / f"{path.stem}.json"
        if not key.exists():
            continue
        text = path.read_text(encoding="utf-8")
        golds = []
        for s in json.loads(key.read_text(encoding="utf-8"))["statements"]:
            spans_: Spans = [(a, b) for a, b in s.get("content_spans") or [(s["start"], s["end"])]]
            golds.append(Gold([], [], spans_, s["act"]))
        out.append(Example(path.stem, text, {"attribution": None, "statement": golds, "inner": []}))
    return out


def main() -> None:
    """Fit, write ``settings.json`` and print the report."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("folder", type=Path, help="model folder: model.onnx, heads.npz, tokenizer.json")
    p.add_argument("--polnear", type=Path, required=True, help="PolNeAR dev")
    p.add_argument("--annotated", type=Path, required=True, help="development articles annotated for statements, JSONL")
    p.add_argument("--texts", type=Path, help="more development articles as plain text files")
    p.add_argument("--keys", type=Path, required=True, help="their keys")
    p.add_argument("--version", required=True)
    p.add_argument("--report", type=Path, help="write the report here")
    a = p.parse_args()
    model = LanguageModel(a.folder)
    dev = polnear(a.polnear)
    scores = model.read([model.encode(e.text) for e in dev])
    linking = tune_linking(model, dev, scores)
    linker = Linker(model.heads["distance_weight"], model.heads["line"], linking)
    golds = [e.layers["attribution"] or [] for e in dev]
    found = [
        f
        for s, g in zip(scores, golds, strict=True)
        for f in judge(s, linker.link(s, spans(s, "attribution"), "attribution"), g, sources=True)
    ]
    attribution, attribution_report = fit(found, sum(map(len, golds)))
    own = annotated(a.annotated, a.keys) + (extra_examples(a.texts, a.keys) if a.texts else [])
    # The turns of a transcript are statements by another way (verbale.statements.turns).
    own = [e for e in own if not article_from_text(e.text).turns]
    cases = statement_cases(model, linker, own)
    judged = [f for case in cases for f in case.judged]
    statement, statement_report = fit(judged, sum(len(case.golds) for case in cases), inner=True)
    settings: dict[str, Any] = {
        "version": a.version,
        "linking": asdict(linking),
        "attribution": attribution,
        "statement": statement | {"inner_threshold": statement["threshold"]},
    }
    (a.folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    report = {"attribution": attribution_report, "statement": statement_report}
    if a.report:
        a.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"settings": settings, "report": report}, indent=1))


if __name__ == "__main__":
    main()
