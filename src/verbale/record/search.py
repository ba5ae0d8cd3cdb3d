"""Full-text search over statements: a person's words into a safe FTS5 query, filters into SQL.

A query is words, all of which must occur in a statement's words, its speakers or its article's title. ``"a phrase"``
keeps words together, ``word*`` takes every word that begins so, ``-word`` or ``-"a phrase"`` leaves out. Anything else
typed is taken as text: no query is an error.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from verbale.record.dates import first_day, last_day
from verbale.record.model import Filters, SearchResult
from verbale.record.reading import EFFECTIVE, select_statements
from verbale.record.writing import storable

#: How much a word counts in the quote, in the speakers, in the title.
WEIGHTS = "1.0, 1.5, 0.25"
_TERM = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+))')
_INDEXED = EFFECTIVE + " JOIN statements_fts ON statements_fts.rowid = f.key"
_DATE = "coalesce(f.date, a.published_date)"
#: Newest first, undated last, then in the order of the articles' text.
_NEWEST = f"{_DATE} IS NULL, {_DATE} DESC, a.id, f.position"


class FtsQuery(NamedTuple):
    """FTS5 expressions: ``wanted`` holds all that must occur, ``unwanted`` any that must not; empty for none."""

    wanted: str
    unwanted: str


def fts_query(query: str) -> FtsQuery:
    """A person's query as FTS5 expressions that FTS5 can always parse."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query):
        prefix = word.endswith("*") and not phrase
        words = _words(phrase or word)
        if words:
            term = f'"{words}"' + ("*" if prefix else "")
            (unwanted if minus else wanted).append(term)
    return FtsQuery(" AND ".join(wanted), " OR ".join(unwanted))


def phrase_of(text: str) -> str:
    """All words of a text in a row, as an FTS5 expression; empty where it has none."""
    words = _words(text)
    return f'"{words}"' if words else ""


def run_search(connection: sqlite3.Connection, query: str, filters: Filters, limit: int | None) -> SearchResult:
    """The statements that match, ranked by bm25 and then newest first; without words, newest first.

    ``limit``: at most so many hits, None for all. Raises ``ValueError`` for a malformed date in ``filters``.
    """
    parsed = fts_query(query)
    conditions, parameters = _conditions(filters)
    dated, day_parameters = _days(filters)
    if parsed.unwanted:
        conditions.append("f.key NOT IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)")
        parameters.append(parsed.unwanted)
    source, order = EFFECTIVE, _NEWEST
    if parsed.wanted:
        source, order = _INDEXED, f"bm25(statements_fts, {WEIGHTS}), {_NEWEST}"
        conditions.append("statements_fts MATCH ?")
        parameters.append(parsed.wanted)
    where = " AND ".join(conditions)
    total_where = " AND ".join([where, *dated])
    both = [*parameters, *day_parameters]
    total = _count(connection, source, total_where, both)
    undated = _count(connection, source, f"{where} AND {_DATE} IS NULL", parameters) if dated else 0
    if limit is not None:
        order = f"{order} LIMIT {int(limit)}"
    hits = select_statements(connection, total_where, order, both, source=source)
    return SearchResult(tuple(hits), total, undated)


def run_select(filters: Filters) -> tuple[str, list[Any]]:
    """The SQL condition of ``filters`` alone, with its parameters."""
    conditions, parameters = _conditions(filters)
    dated, days = _days(filters)
    return " AND ".join([*conditions, *dated]), [*parameters, *days]


def _words(text: str) -> str:
    """Text with only what FTS5's tokenizer keeps, and marks that belong to letters; else spaces."""
    kept = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    return " ".join(word for word in kept.split() if any(unicodedata.category(char)[0] in "LN" for char in word))


def _conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    conditions, parameters = ["NOT f.hidden"], list[Any]()

    def any_of(sql: str, values: Iterable[str]) -> None:
        given = list(values)
        if given:
            conditions.append("(" + " OR ".join([sql] * len(given)) + ")")
            parameters.extend(storable(value) for value in given)

    named = f"instr({_SPEAKER_NAMES}, fold(q.asked)) > 0"
    any_of(_asked(f"{named} OR {_IS_ACTOR}"), (one.strip() for one in filters.speaker))
    any_of(_asked(_IS_ACTOR), (one.strip() for one in filters.actor))
    any_of(f"upper(?) IN ({_SPEAKER_COUNTRIES})", filters.country)
    any_of("upper(?) IN (SELECT b.country FROM statement_about AS b WHERE b.statement = f.key)", filters.about)
    any_of("f.act = ?", filters.act)
    any_of("f.kind = ?", filters.kind)
    any_of("instr(fold(a.outlet), fold(?)) > 0", (one.strip() for one in filters.outlet))
    return conditions, parameters


_SPEAKER_NAMES = """fold(
    coalesce(f.speaker_name, '') || ' · ' || coalesce(f.speaker_office, '') || ' · '
    || coalesce(f.speaker_institution, '') || ' · ' || coalesce((
        SELECT group_concat(coalesce(p.name, '') || ' · ' || coalesce(p.office, '') || ' · '
            || coalesce(p.institution, ''), ' · ')
        FROM speakers AS p WHERE p.statement = f.key AND p.position > 0), ''))"""
_SPEAKER_COUNTRIES = """SELECT f.speaker_country
    UNION ALL SELECT p.country FROM speakers AS p WHERE p.statement = f.key AND p.position > 0"""


_SPEAKER_IDS = """SELECT f.speaker_id
    UNION ALL SELECT coalesce(m.current, p.id) FROM speakers AS p LEFT JOIN actor_links AS m ON m.id = p.id
    WHERE p.statement = f.key AND p.position > 0"""
_IS_ACTOR = f"coalesce(l.current, q.asked) IN ({_SPEAKER_IDS})"


def _asked(condition: str) -> str:
    """A condition on ``q.asked``, the value given, and ``l.current``, the id it stands for if it was merged."""
    return f"""EXISTS (SELECT 1 FROM (SELECT ? AS asked) AS q LEFT JOIN actor_links AS l ON l.id = q.asked
        WHERE {condition})"""


def _days(filters: Filters) -> tuple[list[str], list[str]]:
    conditions, parameters = [], []
    if filters.since:
        conditions.append(f"last_day({_DATE}) >= ?")
        parameters.append(day_of(filters.since, first_day(filters.since)))
    if filters.until:
        conditions.append(f"first_day({_DATE}) <= ?")
        parameters.append(day_of(filters.until, last_day(filters.until)))
    return conditions, parameters


def day_of(given: str, day: str | None) -> str:
    """The day that a date given for a filter stands for. Raises ``ValueError`` where it stands for none."""
    if day is None or "/" in given:
        raise ValueError(f"{given!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return day


def _count(connection: sqlite3.Connection, source: str, where: str, parameters: list[Any]) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {source} WHERE {where}", parameters).fetchone()
    return int(number)
