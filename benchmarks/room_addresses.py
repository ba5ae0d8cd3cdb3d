"""Addresses of the reading room to ask a server for with a load tool, over the record of :mod:`benchmarks.room`.

    python -m benchmarks.room_addresses FILE FOLDER [--number 400] [--seed 1] [--host http://127.0.0.1:8000]

writes ``search.txt`` (searches of many kinds, with their facets), ``statement.txt`` and ``article.txt``, each with one
address a line.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.room import Draws
from verbale.record import Record
from verbale.web import urls


def addresses(file: Path, number: int, seed: int) -> dict[str, list[str]]:
    """Paths of pages by the kind of page, ``number`` of each."""
    draws = Draws(seed)
    chance = np.random.default_rng(seed)
    with Record.open(file) as record:
        names = [str(row[0]) for row in record._connection.execute("SELECT id FROM articles ORDER BY key")]
    drawn = [names[int(one)] for one in chance.integers(len(names), size=number)]
    return {
        "search": [urls.search_url(draws.search()[1]) for _ in range(number)],
        "statement": [urls.statement_url(f"{name}#s1") for name in drawn],
        "article": [urls.article_url(name) for name in drawn],
    }


def main() -> None:
    """Write the files."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("file", type=Path)
    p.add_argument("folder", type=Path)
    p.add_argument("--number", type=int, default=400)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--host", default="http://127.0.0.1:8000")
    a = p.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    for name, paths in addresses(a.file, a.number, a.seed).items():
        (a.folder / f"{name}.txt").write_text("".join(f"{a.host}{path}\n" for path in paths), encoding="utf-8")


if __name__ == "__main__":
    main()
