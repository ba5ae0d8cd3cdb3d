"""The record: one SQLite file that keeps articles, the statements in them, and what people decided about these.

What a person decides is kept apart from what the machine found and survives a new reading (see
:mod:`verbale.record.decisions`). Every article is written in one transaction: a program killed halfway leaves a
record that opens, holds each article whole or not at all, and is completed by reading the same inputs again.
"""

from __future__ import annotations

import difflib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from verbale.errors import NotInRecordError
from verbale.record import database
from verbale.record.decisions import Verdict, apply_decisions, checked, select_decisions, write_decision
from verbale.record.model import Counts, Decision, Filters, Outcome, RecordedStatement, SearchResult
from verbale.record.reading import EFFECTIVE, FOUND, select_articles, select_statements
from verbale.record.search import run_search, run_select
from verbale.record.writing import fingerprint, now, storable, storable_article, write_article
from verbale.schema import Annotated, Article, Problem


class Record:
    """A record of statements, kept in one file; use it as a context manager or call :meth:`close`.

    ``Record.open(path)`` opens or makes one. Every method raises a :class:`~verbale.errors.RecordError` that names the
    file when it cannot be read or written, or when another program holds it.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use :meth:`open`."""
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = True, timeout: float = 5.0) -> Self:
        """The record at ``path``, brought up to this version's form; made when missing, unless ``create`` is false.

        ``timeout``: seconds to wait for another program that writes to it.
        """
        place = Path(path)
        return cls(database.connect(place, create=create, timeout=timeout), place)

    def close(self) -> None:
        """Closes the file; closing twice is harmless."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, annotated: Annotated, *, source: str | None = None) -> Outcome:
        """Keeps an article and what was found in it, all or nothing.

        An article of the same id is replaced (``changed``), or left alone where nothing differs (``unchanged``:
        text, metadata, model version and findings; probabilities aside). ``source``: the file it came from.
        """
        annotated = storable_article(annotated)
        mark = fingerprint(annotated)
        with database.errors(self.path):
            if self._mark(annotated.article.id)[1] == mark and not self._has_problem(annotated.article.id):
                return "unchanged"
            with database.transaction(self._connection):
                # Looked up again: another program may have written since.
                key, before = self._mark(annotated.article.id)
                self._connection.execute("DELETE FROM problems WHERE id = ?", (annotated.article.id,))
                if before == mark:
                    return "unchanged"
                write_article(self._connection, annotated, mark, source, key)
                apply_decisions(self._connection, annotated.article.id)
        return "new" if key is None else "changed"

    def add_problem(self, problem: Problem) -> None:
        """Keeps an input that could not be read, once; it goes when an article of its id is read."""
        texts = (problem.id, problem.name, problem.place or "", problem.message)
        row = (*(storable(text) for text in texts), now())
        with database.errors(self.path), database.transaction(self._connection):
            self._connection.execute(
                "INSERT OR IGNORE INTO problems (id, name, place, message, seen_at) VALUES (?, ?, ?, ?, ?)", row
            )

    def problems(self) -> Iterator[Problem]:
        """The inputs that could not be read, in the order they were met."""
        with database.errors(self.path):
            for row in self._connection.execute("SELECT id, name, place, message FROM problems ORDER BY key"):
                yield Problem(row["id"], row["name"], row["message"], row["place"] or None)

    def article(self, article_id: str, *, decided: bool = True) -> Annotated:
        """One article with its statements: as people decided, or, with ``decided`` false, as the machine found them.

        Raises :class:`~verbale.errors.NotInRecordError`.
        """
        article_id = storable(article_id)
        with database.errors(self.path):
            for article in select_articles(self._connection, "a.id = ?", (article_id,)):
                found = select_statements(
                    self._connection,
                    "a.id = ? AND NOT f.hidden",
                    parameters=(article_id,),
                    source=EFFECTIVE if decided else FOUND,
                )
                statements = tuple(one.statement for one in found)
                row = self._connection.execute("SELECT model FROM articles WHERE id = ?", (article_id,)).fetchone()
                return Annotated(article, statements, model=row["model"])
            raise NotInRecordError(f"{self.path}: no article {article_id!r}{self._nearest(article_id)}")

    def statement(self, statement_id: str) -> RecordedStatement:
        """One statement by its name in the record, ``ARTICLE#s3``. Raises :class:`~verbale.errors.NotInRecordError`."""
        article, _, own = storable(statement_id).rpartition("#")
        with database.errors(self.path):
            where = "a.id = ? AND f.id = ? AND NOT f.hidden"
            for one in select_statements(self._connection, where, parameters=(article, own)):
                return one
        known = ", ".join(one.id for one in self.article(article).statements) if article else ""
        hint = f"; that article has {known}" if known else "; statements are named ARTICLE#s1"
        raise NotInRecordError(f"{self.path}: no statement {statement_id!r}{hint}")

    def articles(self) -> Iterator[Article]:
        """All articles in the order of their ids, one at a time."""
        with database.errors(self.path):
            yield from select_articles(self._connection)

    def statements(self, filters: Filters | None = None) -> Iterator[RecordedStatement]:
        """All statements, or those of ``filters``, in the order of articles' ids and their text, one at a time.

        Raises ``ValueError`` for a malformed date in ``filters``.
        """
        where, parameters = run_select(filters or Filters())
        with database.errors(self.path):
            yield from select_statements(self._connection, where, parameters=parameters)

    def search(self, query: str = "", filters: Filters | None = None, *, limit: int | None = 20) -> SearchResult:
        """The statements that best match a query (see :mod:`verbale.record.search`) and ``filters``; None for all.

        Raises ``ValueError`` for a malformed date in ``filters``.
        """
        with database.errors(self.path):
            return run_search(self._connection, query, filters or Filters(), limit)

    def decide(self, statement_id: str, field: str, value: str | bool | None, *, who: str, why: str = "") -> None:
        """Keeps a person's decision on one field of a statement, over what the machine found.

        ``field``: one of :data:`~verbale.record.model.DECIDABLE`; ``value``: None empties it, ``hidden`` takes a bool.
        Raises ``ValueError`` for a value outside the vocabulary or an empty ``who``, and
        :class:`~verbale.errors.NotInRecordError`.
        """
        if not who.strip():
            raise ValueError("a decision needs the name of who made it")
        stored = checked(field, value)
        target = self._any_statement(statement_id)
        with database.errors(self.path), database.transaction(self._connection):
            write_decision(self._connection, target, Verdict(field, stored, who, why))

    def decisions(self) -> Iterator[Decision]:
        """All decisions, oldest first, each with the statement it holds for now."""
        with database.errors(self.path):
            yield from select_decisions(self._connection)

    def countries(self) -> frozenset[str]:
        """Codes of all states and organisations that speak in the record or are spoken of."""
        query = """SELECT speaker_country FROM statements_effective UNION SELECT country FROM speakers
            UNION SELECT country FROM statement_about"""
        with database.errors(self.path):
            return frozenset(row[0] for row in self._connection.execute(query) if row[0])

    def counts(self) -> Counts:
        """How much the record holds."""
        shown = "statements_effective AS f WHERE NOT f.hidden"
        queries = (
            "SELECT count(*) FROM articles",
            f"SELECT count(*) FROM {shown}",
            "SELECT count(*) FROM problems",
            "SELECT count(DISTINCT outlet) FROM articles",
            f"SELECT count(DISTINCT speaker_country) FROM {shown}",
        )
        with database.errors(self.path):
            return Counts(*(database.count(self._connection, query) for query in queries))

    def _any_statement(self, statement_id: str) -> RecordedStatement:
        """A statement as found, hidden or not: a decision to hide can be taken back."""
        article, _, own = storable(statement_id).rpartition("#")
        with database.errors(self.path):
            found = select_statements(
                self._connection, "a.id = ? AND f.id = ?", parameters=(article, own), source=FOUND
            )
            for one in found:
                return one
        return self.statement(statement_id)

    def _mark(self, article_id: str) -> tuple[int | None, str | None]:
        query = "SELECT key, fingerprint FROM articles WHERE id = ?"
        row = self._connection.execute(query, (article_id,)).fetchone()
        return (row["key"], row["fingerprint"]) if row else (None, None)

    def _has_problem(self, article_id: str) -> bool:
        query = "SELECT 1 FROM problems WHERE id = ?"
        return self._connection.execute(query, (article_id,)).fetchone() is not None

    def _nearest(self, article_id: str) -> str:
        known = [row["id"] for row in self._connection.execute("SELECT id FROM articles ORDER BY id")]
        near = [one for one in known if article_id and article_id in one][:3]
        near = near or difflib.get_close_matches(article_id, known, n=3)
        return f"; did you mean {', '.join(near)}?" if near else f"; it holds {len(known)} others"
