"""How long linking takes in a record of many articles, and how that grows.

    python -m benchmarks.linking [--articles N] [--added N] [--seed N] [--json FILE]

Nothing is read by the model: the articles are made by a script from the invented affairs (see
:mod:`benchmarks.invented_news`), about ten statements and five events in each, a seventh of them reprints, and added in
no order. Measured are, with a tenth of the articles and with all of them: writing them without any links; writing them
with links, of which the difference is linking; and settling what answers what, which the record does before exchanges
are shown. Then further articles are added to the full record one by one, each with its links and settled. Times are of
the clock and, since other programs may be at work, of the processor.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.invented_news import articles
from verbale.record.store import Record
from verbale.schema import Annotated
from verbale.serialize import annotated_from_json, annotated_to_json

#: Tables whose rows are counted in the report.
COUNTED = ("articles", "items", "copies", "same_items", "exchanges")


class Seconds(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float

    def __sub__(self, other: Seconds) -> Seconds:
        """The difference of both."""
        return Seconds(self.clock - other.clock, self.processor - other.processor)


class Unlinked(Record):
    """A record that keeps articles without any links."""

    def _relink(self, article_id: str) -> None:
        pass

    def _unlink(self, key: int) -> None:
        pass


class Lines:
    """Articles in a file, so that memory holds one at a time; in an order of their own."""

    def __init__(self, path: Path, number: int, seed: int) -> None:
        """Make the articles and write them to ``path``."""
        self._path = path
        self._places: list[int] = []
        with path.open("wb") as file:
            for one in articles(number, seed):
                self._places.append(file.tell())
                file.write(json.dumps(annotated_to_json(one)).encode() + b"\n")
        random.Random(seed).shuffle(self._places)

    def read(self, begin: int, end: int) -> Iterator[Annotated]:
        """Some of the articles by their places in the order."""
        with self._path.open("rb") as file:
            for place in self._places[begin:end]:
                file.seek(place)
                yield annotated_from_json(json.loads(file.readline()))


def timed(action: Callable[[], object]) -> Seconds:
    """How long something takes."""
    clock, processor = time.perf_counter(), time.process_time()
    action()
    return Seconds(time.perf_counter() - clock, time.process_time() - processor)


def added(record: Record, made: Iterator[Annotated]) -> Seconds:
    """How long it takes to add articles, the making of them aside."""
    spent = [timed(lambda one=one: record.add(one)) for one in made]  # type: ignore[misc]
    return Seconds(sum(one.clock for one in spent), sum(one.processor for one in spent))


def grown(lines: Lines, number: int, folder: Path, more: int = 0) -> dict[str, Any]:
    """The report of a record of so many articles; ``more``: articles that are then added one by one."""
    with Unlinked.open(folder / f"{number}-unlinked.record") as record:
        written = added(record, lines.read(0, number))
    with Record.open(folder / f"{number}.record") as record:
        linked = added(record, lines.read(0, number)) - written
        report: dict[str, Any] = {
            "articles": number,
            "written": written._asdict(),
            "linked": linked._asdict(),
            "settled": timed(record.settle)._asdict(),
            "megabytes": round((folder / f"{number}.record").stat().st_size / 1e6, 1),
            "rows": {table: _count(record, table) for table in COUNTED},
        }
        if more:
            report["one by one"] = one_by_one(record, lines.read(number, number + more))
    return report


def one_by_one(record: Record, made: Iterator[Annotated]) -> dict[str, Any]:
    """The median and the worst time to add an article and settle."""

    def add(one: Annotated) -> None:
        record.add(one)
        record.settle()

    spent = [timed(lambda one=one: add(one)) for one in made]  # type: ignore[misc]
    return {
        "number": len(spent),
        "median": Seconds(median(s.clock for s in spent), median(s.processor for s in spent))._asdict(),
        "worst": max(spent)._asdict(),
    }


def _count(record: Record, table: str) -> int:
    (number,) = record._connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def measure(number: int, more: int, seed: int) -> list[dict[str, Any]]:
    """The reports of a tenth of the articles and of all of them."""
    with tempfile.TemporaryDirectory(prefix="verbale-linking-") as name:
        folder = Path(name)
        lines = Lines(folder / "articles.jsonl", number + more, seed)
        return [grown(lines, max(1, number // 10), folder), grown(lines, number, folder, more)]


def shown(reports: Sequence[dict[str, Any]]) -> str:
    """The reports as a table; each cell the time of the clock, and that of the processor after it."""
    width = 24
    head = "".join(f"{report['articles']:>{width - 9},} articles" for report in reports)
    out = [f"{'seconds (of the processor)':40}{head}"]
    names = {"written": "writing, without links", "linked": "linking", "settled": "settling, after all"}
    for name, words in names.items():
        cells = (f"{report[name]['clock']:.1f} ({report[name]['processor']:.1f})" for report in reports)
        out.append(f"{words:40}" + "".join(f"{cell:>{width}}" for cell in cells))
    each = (
        1000 * sum(report[name]["clock"] for name in ("linked", "settled")) / report["articles"] for report in reports
    )
    out.append(f"{'linking and settling, ms an article':40}" + "".join(f"{one:>{width}.1f}" for one in each))
    for table in COUNTED[1:]:
        out.append(f"{table:40}" + "".join(f"{report['rows'][table]:>{width},}" for report in reports))
    out.append(f"{'the file, MB':40}" + "".join(f"{report['megabytes']:>{width},.1f}" for report in reports))
    single = reports[-1].get("one by one")
    if single:
        cells = (
            f"{name} {single[name]['clock']:.2f} ({single[name]['processor']:.2f})" for name in ("median", "worst")
        )
        out += ["", f"one article more, settled ({single['number']} times): {', '.join(cells)} s"]
    return "\n".join(out)


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.linking", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--articles", type=int, default=10_000, metavar="N", help="size of the record")
    made.add_argument("--added", type=int, default=50, metavar="N", help="articles added one by one at the end")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="of all that is drawn")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    return made


def main() -> int:
    """Measure and print."""
    options = parser().parse_args()
    reports = measure(options.articles, options.added, options.seed)
    print(shown(reports))
    if options.json:
        options.json.write_text(json.dumps(reports, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
