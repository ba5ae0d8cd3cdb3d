"""How well articles are got out of web pages: words of the body, date, headline.

    python benchmarks/articles.py FOLDER

``FOLDER`` holds pages ``NAME_….html.gz`` beside ``NAME.json`` with the expected ``body``, ``title`` and
``publishing_date`` of each version, in the order of the pages' names (the layout of the fundus test resources).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verbale.articles.decode import decode
from verbale.articles.html import Page, read_page


@dataclass(frozen=True)
class Score:
    """Scores of one page: F1 over the words of the body, and whether date and title are right."""

    name: str
    body: float
    date: bool
    title: bool
    page: Page
    gold: dict[str, Any]


def _cases(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for gold_path in sorted(folder.rglob("*.json")):
        versions = list(json.loads(gold_path.read_text("utf-8")).values())
        pages = sorted(gold_path.parent.glob(f"{gold_path.stem}_*.html.gz"))
        yield from zip(pages, versions, strict=False)


def _body(gold: dict[str, Any]) -> str:
    parts = list(gold["body"].get("summary", []))
    for section in gold["body"]["sections"]:
        parts += section["headline"] + section["paragraphs"]
    return "\n".join(parts)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _f1(expected: Counter[str], found: Counter[str]) -> float:
    total = expected.total() + found.total()
    return 2 * (expected & found).total() / total if total else 1.0


def _fold(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "").lower()


def score(folder: Path) -> list[Score]:
    """Score every page under ``folder``."""
    scores = []
    for path, gold in _cases(folder):
        page = read_page(decode(gzip.decompress(path.read_bytes()), markup=True).text)
        title = gold.get("title") or ""
        body = page.text.removeprefix(page.title or "")
        date = (page.published or ("", ""))[0][:10]
        scores.append(
            Score(
                name=path.name,
                body=_f1(_words(_body(gold)), _words(body)),
                date=date == (gold.get("publishing_date") or "")[:10],
                title=_fold(page.title) == _fold(title),
                page=page,
                gold=gold,
            )
        )
    return scores


def main() -> int:
    """Print the averages, and with ``--verbose`` every page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    begun = time.perf_counter()
    scores = score(arguments.folder)
    if not scores:
        print(f"{arguments.folder}: no pages with expected results", file=sys.stderr)
        return 1
    if arguments.verbose:
        for s in sorted(scores, key=lambda s: s.body):
            print(f"{s.name:40s} {s.body:.3f} date {s.date} title {s.title}", end=" ")
            if not s.date:
                print(s.page.published, s.gold.get("publishing_date"), end=" ")
            print((s.page.title, s.gold.get("title")) if not s.title else "")
    count = len(scores)
    print(f"pages {count}, seconds {time.perf_counter() - begun:.1f}")
    print(f"body F1 {sum(s.body for s in scores) / count:.3f}")
    print(f"date    {sum(s.date for s in scores) / count:.3f}")
    print(f"title   {sum(s.title for s in scores) / count:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
