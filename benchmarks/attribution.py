"""How well Verbale finds who said what, on articles annotated in PolNeAR's way.

    python -m benchmarks.attribution PATH/polnear-dev.jsonl.gz

``PATH`` holds one article a line: ``id``, ``text``, the gold ``attributions`` and, where it has them, ``tokens``. The
articles are read just as ``verbale annotate --attributions`` reads that file, segments and all, with the model that
ships with the package, or with another one (``--model FOLDER``). ``--predictions FILE`` scores attributions made
elsewhere instead. The measures are defined in :mod:`benchmarks.scoring`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scoring import MEASURES, Score, Tally, score_article
from verbale.annotator import AnnotateOptions, Annotator
from verbale.language.model import LanguageModel, ReadingOptions
from verbale.schema import Problem
from verbale.serialize import annotated_to_json

Json = dict[str, Any]

#: F1 of people and peers. The first three were measured by the same definitions on the same articles while Verbale was
#: designed: people among themselves on 20 articles annotated several times, textacy and the Gender Gap Tracker as
#: published. CofeNet-BERT's are those its authors report for exact spans on the test articles.
PEERS: dict[str, dict[str, float]] = {
    "people": {"attr.content": 0.796, "attr.full": 0.754, "qstretch.speaker": 0.979},
    "textacy": {"attr.full": 0.25, "qstretch.speaker": 0.79},
    "Gender Gap Tracker": {"attr.full": 0.41, "qstretch.speaker": 0.74},
    "CofeNet-BERT (test)": {"exact.source": 0.83, "exact.cue": 0.75, "exact.content": 0.73},
}


def read_lines(path: Path) -> list[Json]:
    """Every object of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class _With(Annotator):
    """An annotator with a model from another folder."""

    def __init__(self, folder: Path, options: AnnotateOptions) -> None:
        super().__init__(options)
        self._model = LanguageModel(folder, ReadingOptions())


def annotate(path: Path, *, jobs: int = 1, model: Path | None = None) -> Iterator[Json]:
    """Yield the articles of ``path`` as ``verbale annotate --attributions`` writes them, in order.

    Raises ``ValueError`` for an article that cannot be read.
    """
    options = AnnotateOptions(attributions=True, jobs=1 if model else jobs)
    reader = _With(model, options) if model else Annotator(options)
    for item in reader.run([str(path)]):
        if isinstance(item, Problem):
            raise ValueError(item.line())
        yield annotated_to_json(item, attributions=True)


def given(path: Path, gold: Sequence[Json]) -> Iterator[Json]:
    """Yield the lines of a predictions file in the order of ``gold``, empty for an article it lacks.

    Where several people annotated an article, a line may name whose ``annotator`` it goes with.
    """
    lines: dict[tuple[str, str | None], Json] = {}
    for line in read_lines(path):
        lines[line["id"], line.get("annotator")] = line
        lines.setdefault((line["id"], None), line)
    for article in gold:
        key = article["id"]
        yield lines.get((key, article.get("annotator"))) or lines.get((key, None)) or {"attributions": []}


def score(gold: Sequence[Mapping[str, Any]], found: Iterator[Json]) -> tuple[dict[str, Score], list[Json]]:
    """Return the scores, and what was scored. Raises ``ValueError`` where a text is not the gold's."""
    tally = Tally()
    kept = []
    for article, item in zip(gold, found, strict=True):
        if item.get("text", article["text"]) != article["text"]:
            raise ValueError(f"{article['id']}: the text differs from the gold's, so offsets cannot be compared")
        score_article(tally, article, item["attributions"])
        kept.append({"id": article["id"], "attributions": item["attributions"]})
    return tally.scores(), kept


def table(scores: Mapping[str, Score]) -> str:
    """Show the scores beside those of people and peers, as text."""
    names = list(PEERS)
    lines = [f"{'':18}{'P':>7}{'R':>7}{'F1':>7}  " + "".join(f"{name:>21}" for name in names)]
    for measure in MEASURES:
        own = scores[measure]
        peers = "".join(f"{_number(PEERS[name].get(measure)):>21}" for name in names)
        lines.append(f"{measure:18}{own.precision:7.3f}{own.recall:7.3f}{own.f1:7.3f}  {peers}")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".rstrip("0")


NOTE = """\
F1 of people, textacy and the Gender Gap Tracker: measured by the same definitions on the same articles (PolNeAR dev)
while Verbale was designed. CofeNet-BERT: as its authors report, exact spans on PolNeAR test."""


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.attribution",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("path", type=Path, help="articles with gold attributions, JSONL, gzipped or not")
    made.add_argument("--jobs", type=int, default=1, help="worker processes")
    made.add_argument("--model", type=Path, metavar="FOLDER", help="another model than the one that ships")
    made.add_argument("--predictions", type=Path, metavar="FILE", help="score these attributions instead of reading")
    made.add_argument("--write", type=Path, metavar="FILE", help="keep what was found, JSONL")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the scores as JSON")
    return made


def main() -> int:
    """Read, score, print."""
    options = parser().parse_args()
    gold = read_lines(options.path)
    begun = time.perf_counter()
    if options.predictions:
        found = given(options.predictions, gold)
    else:
        found = annotate(options.path, jobs=options.jobs, model=options.model)
    try:
        scores, kept = score(gold, found)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    wanted = sum(len(article["attributions"]) for article in gold)
    made = sum(len(item["attributions"]) for item in kept)
    print(f"{len(gold)} articles, {wanted} gold attributions, {made} found, {time.perf_counter() - begun:.1f} s\n")
    print(table(scores))
    print(f"\n{NOTE}")
    if options.write:
        options.write.write_text("".join(json.dumps(item) + "\n" for item in kept), encoding="utf-8")
    if options.json:
        report = {
            "articles": len(gold),
            "scores": {name: own._asdict() for name, own in scores.items()},
            "peers": PEERS,
        }
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
