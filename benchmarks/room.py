"""How fast a large record is looked through: searches with their facets, single statements, and words alone.

    python -m benchmarks.room FILE [--articles 50000] [--queries 300] [--seed 1] [--clock wall]

``FILE`` is made (:mod:`benchmarks.room_record`) where it is missing, in a few minutes; with 50,000 articles it has a
million statements. Then are measured, in milliseconds, each a median, a 95th percentile and a maximum:

- pages with all facets, over searches of many kinds, with nothing kept from one to the next;
- the same pages asked for again, as one goes from page to page;
- single statements and articles by their names;
- for words alone, which statements are on the first page and how many there are, beside a bare query of the full-text
  index that ranks the same words, as a ratio;
- once: loading the columns, and bringing them up to date after one article was written.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.room_record import DAYS, FIRST_DAY, STATES, TOPICS, TYPES, WORDS, Size, Stock, make
from verbale.language.labels import ACTS
from verbale.record import EventFilters, Record, browse_load
from verbale.record.browse import Browse, moment
from verbale.record.browse_columns import Kept
from verbale.record.browse_finding import Finding
from verbale.record.search import WEIGHTS, fts_query

#: Seconds under which a ratio says little: what is done for any query weighs most.
FEW = 0.003


class Times(NamedTuple):
    """Milliseconds, of so many."""

    number: int
    median: float
    p95: float
    most: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Times:
        """Of times in seconds."""
        found = 1000 * np.array(times)
        middle, high = np.percentile(found, (50, 95))
        return cls(len(times), round(float(middle), 1), round(float(high), 1), round(float(found.max()), 1))


class Draws:
    """Searches drawn from what the record was made of."""

    def __init__(self, seed: int) -> None:
        self.stock = Stock(1)
        self.words = self.stock.words
        self.chance = np.random.default_rng(seed)
        self.stock.chance = self.chance

    def word(self, first: int = 0, last: int = WORDS) -> str:
        """A word of a rank, evenly over the logarithms of the ranks."""
        low, high = np.log(first + 1), np.log(last)
        return self.words[int(np.exp(self.chance.uniform(low, high))) - 1]

    def state(self) -> str:
        """A state, the more frequent the more often."""
        return self.stock.states[int(self.stock.zipf(STATES, 1)[0])]

    def days(self) -> tuple[str, str]:
        """The first and last day of some time."""
        first, size = int(self.chance.integers(DAYS)), int(self.chance.choice([7, 30, 365, 1000]))
        start = FIRST_DAY.toordinal() + first
        day = type(FIRST_DAY).fromordinal
        return day(start).isoformat(), day(start + size).isoformat()

    def one_of(self, values: Iterable[str]) -> tuple[str]:
        """One of some values."""
        return (str(self.chance.choice(list(values))),)

    def search(self) -> tuple[str, Browse]:
        """A search, with the name of its kind."""
        since, until = self.days()
        kinds: dict[str, Callable[[], Browse]] = {
            "everything": Browse,
            "a word": lambda: Browse(self.word()),
            "two words": lambda: Browse(f"{self.word(0, 2000)} {self.word(0, 2000)}"),
            "a phrase": lambda: Browse(f'"{self.word(0, 100)} {self.word(0, 100)}"'),
            "part of a word": lambda: Browse(self.word(500)[:3] + "*"),
            "a word but not another": lambda: Browse(f"{self.word(50)} -{self.word(0, 100)}"),
            "a state": lambda: Browse(country=(self.state(),)),
            "two states": lambda: Browse(country=(self.state(),), about=(self.state(),)),
            "a state on a topic": lambda: Browse(country=(self.state(),), topic=self.one_of(self.topics)),
            "a state's acts in some time": lambda: Browse(
                about=(self.state(),), act=self.one_of(ACTS), since=since, until=until
            ),
            "a name": lambda: Browse(speaker=(self.word(3000, 3000 + 12 * STATES),)),
            "an outlet": lambda: Browse(outlet=self.one_of(self.stock.outlets)),
            "events of a type": lambda: Browse(type=self.one_of(self.types), status=("occurred",)),
            "a word of a state": lambda: Browse(self.word(), country=(self.state(),)),
            "a word in some time, the oldest first": lambda: Browse(
                self.word(), since=since, until=until, order="oldest"
            ),
            "a late page": lambda: Browse(country=(self.state(),), page=50),
        }
        name = self.one_of(kinds)[0]
        return name, kinds[name]()

    @property
    def topics(self) -> Iterator[str]:
        """All topics."""
        return (f"topic-{number}" for number in range(TOPICS))

    @property
    def types(self) -> Iterator[str]:
        """All types of events."""
        return (f"TYPE-{number}" for number in range(TYPES))


#: The clocks by which is measured: the wall's, or the processor's where other programs run on the machine.
CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "processor": time.process_time}
clock = CLOCKS["wall"]


def timed(act: Callable[[], Any]) -> float:
    """How long it takes, in seconds."""
    start = clock()
    act()
    return clock() - start


def pages(record: Record, queries: Sequence[tuple[str, Browse]], *, again: bool) -> dict[str, Times]:
    """The times of searches, of all and by kind; ``again``: each was asked for just before."""
    times: dict[str, list[float]] = {}
    for name, query in queries:
        _empty(record)
        if again:
            record.browse(query)
        took = timed(lambda query=query: record.browse(query))  # type: ignore[misc]
        times.setdefault("all", []).append(took)
        times.setdefault(name, []).append(took)
    return {name: Times.of(took) for name, took in times.items()}


def words(record: Record, queries: Sequence[str]) -> dict[str, Any]:
    """The times of words alone, beside those of a bare query that ranks them."""
    connection = record._connection
    bare_sql = f"""SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?
        ORDER BY bm25(statements_fts, {WEIGHTS}) LIMIT 20"""
    own, bare = [], []
    for query in queries:
        expression = fts_query(query).wanted
        connection.execute(bare_sql, (expression,)).fetchall()  # so that both find the file's pages in memory
        bare.append(min(timed(lambda: connection.execute(bare_sql, (expression,)).fetchall()) for _ in range(3)))  # noqa: B023
        own.append(min(_first_page(record, Browse(query)) for _ in range(3)))
    out: dict[str, Any] = {"own": Times.of(own), "bare": Times.of(bare)}
    out["ratio of all the time"] = round(sum(own) / sum(bare), 2)
    for name, least in (("every word", 0.0), (f"words that take the bare query {1000 * FEW:.0f} ms and more", FEW)):
        ratios = [one / other for one, other in zip(own, bare, strict=True) if other >= least]
        middle, high = np.percentile(ratios or [0], (50, 95))
        out[f"ratio, {name}"] = {"words": len(ratios), "median": round(float(middle), 2), "p95": round(float(high), 2)}
    return out


def _first_page(record: Record, query: Browse) -> float:
    _empty(record)

    def ask() -> None:
        # As a page does: in one transaction.
        with moment(record._connection):
            Finding(record._connection, query).keys(0, 20)

    return timed(ask)


def _empty(record: Record) -> None:
    """Forget what was found."""
    columns = browse_load.columns_of(record._connection)
    object.__setattr__(columns, "kept", Kept())


def addresses(record: Record, number: int, seed: int) -> dict[str, Times]:
    """The times of single statements and articles, by their names."""
    chance = np.random.default_rng(seed)
    names = [row[0] for row in record._connection.execute("SELECT id FROM articles ORDER BY key")]
    drawn = [names[int(one)] for one in chance.integers(len(names), size=number)]
    actors = [one.value for one in record.browse(Browse(size=1), values=100).facets["speaker"]]

    def each(act: Callable[[str], Any], given: Sequence[str]) -> Times:
        return Times.of([timed(lambda one=one: act(one)) for one in given])  # type: ignore[misc]

    return {
        "statement": each(lambda name: record.statement(f"{name}#s1"), drawn),
        "article": each(record.article, drawn),
        "events of an article": each(lambda name: list(record.events(EventFilters(article=(name,)))), drawn),
        "actor": each(record.actor, actors),
        "counts": each(lambda _: record.counts(), drawn[:5]),
        "countries": each(lambda _: record.countries(), drawn[:5]),
    }


def loading(path: Path) -> dict[str, float]:
    """The times, in milliseconds, of opening the record, loading the columns, and loading what one article changed."""
    browse_load.forget()
    opened = timed(lambda: Record.open(path).close())
    with Record.open(path) as record:
        cold = timed(lambda: record.browse(Browse(), values=0))
        # Written as it is: the block of one article, with a new stamp.
        key = record._connection.execute("SELECT max(article) FROM browse_blocks").fetchone()[0]
        from verbale.record.browse_blocks import write_blocks

        write_blocks(record._connection, [key])
        fresh = timed(lambda: record.browse(Browse(), values=0))
        columns = browse_load.columns_of(record._connection)
        arrays = [*columns.single.values(), columns.row_of, *columns.articles[:0]]
        arrays += [array for one in columns.members.values() for array in one]
        megabytes = sum(array.nbytes for array in arrays) / 1e6
    shown = {"open": opened, "load": cold, "load after one article": fresh}
    return {name: round(1000 * took, 1) for name, took in shown.items()} | {"columns, MB": round(megabytes, 1)}


def measure(path: Path, queries: int, seed: int) -> dict[str, Any]:
    """Everything that is measured."""
    draws = Draws(seed)
    searches = [draws.search() for _ in range(queries)]
    alone = [draws.word() for _ in range(queries // 3)]
    with Record.open(path) as record:
        (statements,) = record._connection.execute("SELECT count(*) FROM statements").fetchone()
        out: dict[str, Any] = {
            "statements": statements,
            "sqlite": sqlite3.sqlite_version,
            "megabytes": round(path.stat().st_size / 1e6),
            "loading": loading(path),
            "pages": pages(record, searches, again=False),
            "pages again": pages(record, searches, again=True),
            "addresses": addresses(record, queries, seed),
            "words": words(record, alone),
        }
    return out


def main() -> None:
    """Measure and print, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=Size.articles)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clock", choices=tuple(CLOCKS), default="wall")
    given = parser.parse_args()
    global clock  # noqa: PLW0603
    clock = CLOCKS[given.clock]
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "room.record"
        if not path.exists():
            print(f"made in {timed(lambda: make(path, Size(given.articles))):.0f} s")
        found = measure(path, given.queries, given.seed)
    print(json.dumps(found, indent=1, default=str))


if __name__ == "__main__":
    main()
