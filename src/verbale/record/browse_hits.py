"""Which statements hold a search's words, and how well: from the full-text index to rows of the columns."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from typing import NamedTuple

import numpy as np

from verbale.record.browse_columns import Bools, Columns, Ints
from verbale.record.search import WEIGHTS, fts_query

#: Words in more statements than these are not ranked, which would take longer than all else: the newest come first.
RANKED = 10_000
#: Of words in more statements than these, only the statements last read are looked at.
COUNTED = 2_000_000
#: Words in no more statements than these are found and ranked at one go.
RARE = 500
#: How many of the best are asked for first: as a rule enough for a page.
_BEST = 100


class Hits(NamedTuple):
    """The rows, sorted, of the statements that hold the words; None for a search without words, which takes all.

    ``number``: how many there are in the full-text index, hidden ones included. ``exact``: these are all.
    """

    rows: Ints | None
    number: int = 0
    exact: bool = True


class Ranked(NamedTuple):
    """The best rows with their scores, the less the better, in this order; the scores of all others are not less.

    ``complete``: there are no others; they are in no order then.
    """

    rows: Ints
    scores: Ints
    complete: bool


class Words:
    """The words of a search in one record; inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns, words: str, *, rank_all: bool) -> None:
        self._connection, self._columns, self._rank_all = connection, columns, rank_all
        self._query = fts_query(words)
        self.hits = self._hits()

    @cached_property
    def rankable(self) -> bool:
        """Whether there are words by which to rank, and not too many statements that hold them."""
        wanted, unwanted = self._query
        number = self.hits.number
        if wanted and unwanted and number <= RANKED:
            query = "SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT ?)"
            (number,) = self._connection.execute(query, (wanted, RANKED + 1)).fetchone()
        return bool(wanted) and (self._rank_all or number <= RANKED)

    def best(self, found: Ints, last: int) -> Ints:
        """The first ``last`` of the rows found, the best first and of equals the newest."""
        size = max(_BEST, 4 * last)
        while True:
            best = self._best(size)
            sure = best.scores < (np.inf if best.complete else best.scores[-1])
            own = _among(best.rows, found) & sure
            if best.complete or int(own.sum()) >= last:
                break
            size = 4 * size
        rows, scores = best.rows[own], best.scores[own]
        return rows[np.lexsort((rows, scores))][:last]

    def _hits(self) -> Hits:
        wanted, unwanted = self._query
        if not wanted and not unwanted:
            return Hits(None)
        if wanted:
            # The index itself leaves out the unwanted: where few hold the wanted words, it has not to find them all.
            return self._matching(f"({wanted}) NOT ({unwanted})" if unwanted else wanted)
        without = self._matching(unwanted)
        assert without.rows is not None
        left = np.setdiff1d(np.arange(len(self._columns)), without.rows, assume_unique=True)
        return Hits(left, without.number, without.exact)

    def _rare(self, wanted: str) -> Hits | None:
        """The statements that hold rare words, ranked already; None where they are in many."""
        # Two questions are quicker than one with the other in it.
        cursor = self._connection.cursor()
        cursor.row_factory = None
        query = "SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT ?)"
        if cursor.execute(query, (wanted, RARE + 1)).fetchone()[0] > RARE:
            return None
        query = f"SELECT rowid, bm25(statements_fts, {WEIGHTS}) FROM statements_fts WHERE statements_fts MATCH ?"
        found = cursor.execute(query, (wanted,)).fetchall()
        keys, scores = np.array([row[0] for row in found], np.int64), np.array([row[1] for row in found], np.float64)
        rows = self._columns.rows_of(keys)
        best = Ranked(rows, scores, complete=True)
        self._columns.kept.put(("best", wanted), best, rows.nbytes + scores.nbytes)
        return Hits(np.sort(rows[rows >= 0]), len(found))

    def _matching(self, expression: str) -> Hits:
        held: Hits | None = self._columns.kept.get(("hits", expression))
        if held is None and not self._query.unwanted and (held := self._rare(expression)) is not None:
            assert held.rows is not None
            self._columns.kept.put(("hits", expression), held, held.rows.nbytes)
        if held is None:
            # One text for all keys: a row for each would take several times as long.
            source = "FROM statements_fts WHERE statements_fts MATCH ?"
            if len(self._columns) > COUNTED:
                source = f"FROM (SELECT rowid {source} ORDER BY rowid DESC LIMIT {COUNTED + 1})"
            (keys,) = self._connection.execute(f"SELECT group_concat(rowid) {source}", (expression,)).fetchone()
            found = np.fromstring(keys, np.int64, sep=",") if keys else np.zeros(0, np.int64)
            rows = self._columns.rows(found[:COUNTED])
            held = Hits(rows, len(found), len(found) <= COUNTED)
            self._columns.kept.put(("hits", expression), held, rows.nbytes)
        return held

    def _best(self, size: int) -> Ranked:
        wanted = self._query.wanted
        held: Ranked | None = self._columns.kept.get(("best", wanted))
        if held is not None and (held.complete or len(held.rows) >= size):
            return held
        query = f"""SELECT rowid, bm25(statements_fts, {WEIGHTS}) AS score FROM statements_fts
            WHERE statements_fts MATCH ? ORDER BY score LIMIT ?"""
        found = self._connection.execute(query, (wanted, size)).fetchall()
        rows = self._columns.rows_of(np.array([row[0] for row in found], np.int64))
        scores = np.array([row[1] for row in found], np.float64)
        made = Ranked(rows, scores, len(found) < size)
        self._columns.kept.put(("best", wanted), made, rows.nbytes + scores.nbytes)
        return made


def _among(rows: Ints, found: Ints) -> Bools:
    """Which of the rows are among those found, which are sorted."""
    if not len(found):
        return np.zeros(len(rows), bool)
    place = np.minimum(np.searchsorted(found, rows), len(found) - 1)
    return np.asarray(found[place] == rows)
