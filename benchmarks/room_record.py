"""A record of any size made by a script, for measuring how fast it is looked through: no model and no real news.

Articles are of invented words, drawn by a law of Zipf as words of a language are; states, outlets, persons, topics and
acts too are few that are in very many statements and many that are in few. Days are spread over ten years. Everything
is drawn from a seed, and the rows are written as SQL, without linking.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verbale.language.labels import ACTS
from verbale.record import Record, browse_blocks
from verbale.schema import EVENT_STATUSES, STATEMENT_KINDS

WORDS, STATES, OUTLETS, PERSONS, TOPICS, TYPES = 60_000, 200, 400, 12, 20, 16
#: Words of a statement, at least and less than; statements of an article on average.
LONG = (9, 28)
FIRST_DAY, DAYS = dt.date(2016, 7, 1), 3650
#: Shares: of statements without a date of their own, of articles without one, of joint statements, of statements that
#: are events, of speakers without a name.
NO_DATE, UNPUBLISHED, JOINT, AS_EVENTS, UNNAMED = 0.4, 0.02, 0.03, 0.5, 0.25
OFFICES = ("president", "foreign minister", "spokesman", "ambassador", "minister of defence", "envoy", "chairman")
#: Power and shift of the law by which the words of a language are drawn.
_LIKE_WORDS = (1.05, 2.7)
#: Articles that are made at a time.
_AT_ONCE = 500
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "el", "in", "or", "un")]

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Size:
    """How much is made."""

    articles: int = 50_000
    statements: int = 20
    seed: int = 1


class Stock:
    """What articles are made of, and draws from it."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)

    @cached_property
    def words(self) -> list[str]:
        """All words, the most frequent and shortest first."""
        short = ["".join(parts) for parts in product(_SYLLABLES, repeat=1)]
        lengths = self.chance.integers(2, 5, size=2 * WORDS).tolist()
        parts = iter(self.chance.choice(_SYLLABLES, size=sum(lengths)).tolist())
        return list(dict.fromkeys([*short, *("".join(islice(parts, length)) for length in lengths)]))[:WORDS]

    @cached_property
    def states(self) -> list[str]:
        """Codes of invented states, the most frequent first."""
        return [f"X{a}{b}" for a in "ABCDEFGHIJKLMNOP" for b in "ABCDEFGHIJKLMNOP"][:STATES]

    @cached_property
    def outlets(self) -> list[str]:
        """Names of outlets, the most frequent first."""
        kinds = ("Post", "Courier", "Times", "Herald", "Evening Post")
        return [f"The {self.words[1000 + number].title()} {kinds[number % 5]}" for number in range(OUTLETS)]

    def zipf(self, number: int, size: int, power: float = 1.0, shift: float = 0.0) -> Ints:
        """Numbers under ``number``, the small ones often; with a ``shift``, the smallest not quite so often."""
        return np.searchsorted(_shares(number, power, shift), self.chance.random(size))

    def person(self, state: int, number: int) -> tuple[str | None, str | None, str, str | None, str]:
        """Id, name, office, institution and state of a person; the least of each state has no name."""
        code = self.states[state]
        office = OFFICES[number % len(OFFICES)]
        if number >= PERSONS * (1 - UNNAMED):
            return None, None, office, None, code
        first, last = self.words[2000 + number], self.words[3000 + PERSONS * state + number]
        return f"{code.lower()}.{office[:3]}.{last}", f"{first.title()} {last.title()}", office, "Ministry", code


@cache
def _shares(number: int, power: float, shift: float) -> NDArray[np.float64]:
    share: NDArray[np.float64] = np.cumsum((np.arange(1, number + 1) + shift) ** -power)
    share /= share[-1]
    return share


class Rows:
    """The rows of some articles, by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[Any, ...]]] = {}

    def add(self, table: str, *row: Any) -> None:
        """A row of a table."""
        self.tables.setdefault(table, []).append(row)


def make(path: Path, size: Size) -> None:
    """Make the record at ``path``, which must not be there."""
    if path.exists():
        raise FileExistsError(path)
    stock = Stock(size.seed)
    with Record.open(path) as record:
        connection = record._connection
        for setting in ("synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        # The full-text index is made at the end, in a tenth of the time that it takes row by row.
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        own = [row for row in triggers if row["name"].startswith("statement_texts")]
        for row in own:
            connection.execute(f"DROP TRIGGER {row['name']}")
        for rows in _all_rows(stock, size):
            _write(connection, rows)
        connection.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")
        for row in own:
            connection.execute(row["sql"])
        browse_blocks.fill(connection)
        connection.execute("COMMIT")


def _write(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, given in rows.tables.items():
        marks = ", ".join("?" * len(given[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", given)


def _all_rows(stock: Stock, size: Size) -> Iterator[Rows]:
    key = 0
    for start in range(0, size.articles, _AT_ONCE):
        articles = range(start + 1, min(start + _AT_ONCE, size.articles) + 1)
        rows = Rows()
        for article in articles:
            number = max(1, int(stock.chance.poisson(size.statements)))
            _article(rows, stock, article, range(key + 1, key + 1 + number))
            key += number
        yield rows


def _article(rows: Rows, stock: Stock, article: int, keys: range) -> None:
    chance, number = stock.chance, len(keys)
    day = FIRST_DAY + dt.timedelta(int(chance.integers(DAYS)))
    published = None if chance.random() < UNPUBLISHED else day.isoformat()
    title = " ".join(stock.words[word] for word in stock.zipf(WORDS, 7, *_LIKE_WORDS).tolist()).capitalize()
    lengths = chance.integers(*LONG, size=number)
    words = stock.zipf(WORDS, int(lengths.sum()), *_LIKE_WORDS).tolist()
    # An article is mostly about two states, and one or two persons speak in it.
    states = stock.zipf(STATES, 4).tolist()
    persons = stock.zipf(PERSONS, number, 0.7).tolist()
    parts = [title + "\n"]
    place = len(parts[0]) + 1
    spans = []
    for own in range(number):
        person = stock.person(states[own % 2], persons[own])
        quote = " ".join(stock.words[word] for word in words[: lengths[own]])
        del words[: lengths[own]]
        source = person[1] or f"a {person[2]}"
        spans.append((place, source, quote))
        parts.append(f'{source} said: "{quote}".\n')
        place += len(parts[-1]) + 1
    text = "\n".join(parts)
    _head(rows, article, text, (title, stock.outlets[int(stock.zipf(OUTLETS, 1)[0])], published))
    rows.add("segments", article, 0, 0, len(title), "headline")
    for own, (key, (start, source, quote)) in enumerate(zip(keys, spans, strict=True)):
        rows.add("segments", article, own + 1, start, start + len(parts[own + 1]) - 1, "body")
        said = _Said(key, own, start, source, quote, title, day)
        _statement(rows, stock, article, said, (states, persons[own]))


def _head(rows: Rows, article: int, text: str, told: tuple[str, str, str | None]) -> None:
    title, outlet, published = told
    precision = "day" if published else None
    name = f"n{article * 7919 % 1_000_003:07}"
    rows.add(
        *("articles", article, name, "", "", text, title, outlet, None, f"https://news.example/{name}", "press", None),
        *(published, precision, "the line under the headline", None, None, "{}", "[]", None, "made", ""),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    key: int
    position: int
    start: int
    source: str
    quote: str
    title: str
    day: dt.date


def _statement(rows: Rows, stock: Stock, article: int, said: _Said, who: tuple[list[int], int]) -> None:
    chance, key = stock.chance, said.key
    states, number = who
    person = stock.person(states[said.position % 2], number)
    others = [stock.person(states[2], number)] if chance.random() < JOINT else []
    act = list(ACTS)[int(stock.zipf(len(ACTS), 1)[0])]
    kind = STATEMENT_KINDS[int(chance.integers(len(STATEMENT_KINDS)))]
    topics = [f"topic-{one}" for one in dict.fromkeys(stock.zipf(TOPICS, int(chance.integers(3))).tolist())]
    date, precision = None, None
    if chance.random() >= NO_DATE:
        date, precision = _date(said.day - dt.timedelta(int(chance.integers(4))), int(chance.integers(20)))
    own = f"s{said.position + 1}"
    rows.add(
        *("statements", key, article, said.position, own, kind, act, 0.8, 0.9, 0, None, None, json.dumps(topics)),
        *(date, precision, None, "the day named"),
    )
    cue = said.start + len(said.source) + 1
    content = cue + len('said: "')
    rows.add("evidence", key, "source", 0, said.start, cue - 1)
    rows.add("evidence", key, "cue", 0, cue, cue + 4)
    rows.add("evidence", key, "content", 0, content, content + len(said.quote))
    for place, one in enumerate((person, *others)):
        rows.add("speakers", key, place, *one, one[1] is None, 0, "named in full", 0.9)
    about = dict.fromkeys(states[(said.position + 1) % 2 : 4 : 2][: int(chance.integers(3))])
    for place, state in enumerate(about):
        rows.add("statement_about", key, place, stock.states[state])
    names = " · ".join(dict.fromkeys(part for one in (person, *others) for part in one[1:] if part))
    rows.add("statement_texts", key, said.quote, names, said.title)
    if about and chance.random() < AS_EVENTS:
        _event(rows, stock, article, said, (person[4], stock.states[next(iter(about))], own))


def _event(rows: Rows, stock: Stock, article: int, said: _Said, told: tuple[str, str, str]) -> None:
    actor, recipient, own = told
    status = EVENT_STATUSES[int(stock.zipf(len(EVENT_STATUSES), 1)[0])]
    type_, key, day = f"TYPE-{int(stock.zipf(TYPES, 1)[0])}", said.key, said.day.isoformat()
    rows.add(
        *("events", key, article, said.position, f"e{said.position + 1}", type_, None, None, status, 0.8, 1.0, 0.8, 0),
        *(own, day, "day", None, "the day named", day, day, said.quote),
    )
    rows.add("event_parties", key, "actor", 0, actor)
    rows.add("event_parties", key, "recipient", 0, recipient)
    rows.add("event_evidence", key, 0, said.start, said.start + len(said.source))


def _date(day: dt.date, precision: int) -> tuple[str, str]:
    """The day, now and then only its month or year, or with the day after."""
    if precision > 2:
        return day.isoformat(), "day"
    following = day + dt.timedelta(1)
    return ((day.isoformat()[:7], "month"), (str(day.year), "year"), (f"{day}/{following}", "interval"))[precision]
