"""The record: one SQLite file that keeps articles, the statements and events in them, and what people decided of these.

What a person decides is kept apart from what the machine found and survives a new reading (see
:mod:`verbale.record.decisions`). Every article is written in one transaction: a program killed halfway leaves a
record that opens, holds each article whole or not at all, and is completed by reading the same inputs again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from verbale.errors import NotInRecordError
from verbale.record import actors, browse_blocks, database
from verbale.record import events as event_rows
from verbale.record.browse import VALUES, Browse, Found, browse, browse_all, moment, search_large
from verbale.record.decisions import Verdict, apply_decisions, checked, select_decisions, write_decision
from verbale.record.event_decisions import (
    apply_event_decisions,
    checked_event,
    select_event_decisions,
    write_event_decision,
)
from verbale.record.hints import hint, near_articles
from verbale.record.linked import Linked
from verbale.record.model import (
    ActorLink,
    Counts,
    Decision,
    EventDecision,
    EventFilters,
    Filters,
    Outcome,
    RecordedActor,
    RecordedEvent,
    RecordedStatement,
    SearchResult,
)
from verbale.record.reading import EFFECTIVE, FOUND, select_articles, select_statements
from verbale.record.search import run_search, run_select
from verbale.record.totals import select_countries, select_counts
from verbale.record.writing import fingerprint, now, storable, storable_article, write_article
from verbale.schema import Annotated, Article, Problem


class Record(Linked):
    """A record of statements and events, kept in one file; use it as a context manager or call :meth:`close`.

    ``Record.open(path)`` opens or makes one. Every method raises a :class:`~verbale.errors.RecordError` that names the
    file when it cannot be read or written, or when another program holds it.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use :meth:`open`."""
        self._connection = connection
        self.path = path

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], *, create: bool = True, timeout: float = 5.0, one_thread: bool = True
    ) -> Self:
        """The record at ``path``, brought up to this version's form; made when missing, unless ``create`` is false.

        ``timeout``: seconds to wait for another program that writes to it. ``one_thread``: only the thread that opened
        it may use it; else several may, one after the other.
        """
        place = Path(path)
        return cls(database.connect(place, create=create, timeout=timeout, one_thread=one_thread), place)

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
            known, before = self._mark(annotated.article.id)
            if before == mark and not self._has_problem(annotated.article.id) and self._linked(known):
                return "unchanged"
            with database.transaction(self._connection):
                # Looked up again: another program may have written since.
                key, before = self._mark(annotated.article.id)
                self._connection.execute("DELETE FROM problems WHERE id = ?", (annotated.article.id,))
                if before == mark:
                    if not self._linked(key):
                        self._relink(annotated.article.id)
                    return "unchanged"
                if key is not None:
                    self._unlink(key)
                write_article(self._connection, annotated, mark, source, key)
                apply_decisions(self._connection, annotated.article.id)
                apply_event_decisions(self._connection, annotated.article.id)
                self._relink(annotated.article.id)
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

    def article(self, article_id: str, *, decided: bool = True, only: str | None = None) -> Annotated:
        """One article with its statements: as people decided, or, with ``decided`` false, as the machine found them.

        ``only``: the own id (``s3``, ``e1``) of the one statement or event that is wanted, with the statements in it
        and the events that it does. Raises :class:`~verbale.errors.NotInRecordError`.
        """
        article_id = storable(article_id)
        of_one, wanted = ("", ()) if only is None else (" AND ? IN (f.id, f.{})", (storable(only),))
        where, parameters = f"a.id = ? AND NOT f.hidden{of_one}", (article_id, *wanted)
        said = EFFECTIVE if decided else FOUND
        done = event_rows.EFFECTIVE if decided else event_rows.FOUND
        with database.errors(self.path):
            for article in select_articles(self._connection, "a.id = ?", (article_id,)):
                found = select_statements(
                    self._connection, where.format("nested_in"), parameters=parameters, source=said
                )
                statements = tuple(one.statement for one in found)
                events = event_rows.select_events(self._connection, where.format("statement"), parameters, done)
                row = self._connection.execute("SELECT model FROM articles WHERE id = ?", (article_id,)).fetchone()
                return Annotated(article, statements, model=row["model"], events=tuple(one.event for one in events))
            near, others = near_articles(article_id, self._connection)
        raise NotInRecordError(f"{self.path}: no article {article_id!r}{hint(near, others)}", near)

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

    def event(self, event_id: str) -> RecordedEvent:
        """One event by its name in the record, ``ARTICLE#e3``. Raises :class:`~verbale.errors.NotInRecordError`."""
        article, _, own = storable(event_id).rpartition("#")
        with database.errors(self.path):
            where = "a.id = ? AND f.id = ? AND NOT f.hidden"
            for one in event_rows.select_events(self._connection, where, (article, own)):
                return one
        known = ", ".join(one.id for one in self.article(article).events) if article else ""
        hint = f"; that article has {known or 'none'}" if article else "; events are named ARTICLE#e1"
        raise NotInRecordError(f"{self.path}: no event {event_id!r}{hint}")

    def events(self, filters: EventFilters | None = None) -> Iterator[RecordedEvent]:
        """All events, or those of ``filters``, in the order of articles' ids and their evidence, one at a time.

        Raises ``ValueError`` for a malformed date in ``filters``.
        """
        where, parameters = event_rows.run_select(filters or EventFilters())
        with database.errors(self.path):
            yield from event_rows.select_events(self._connection, where, parameters)

    def search(self, query: str = "", filters: Filters | None = None, *, limit: int | None = 20) -> SearchResult:
        """The statements that best match a query (see :mod:`verbale.record.search`) and ``filters``; None for all.

        Raises ``ValueError`` for a malformed date in ``filters``.
        """
        with database.errors(self.path):
            asked = (self._connection, query, filters or Filters(), limit)
            found = search_large(*asked)
            return run_search(*asked) if found is None else found

    def browse(self, query: Browse, *, values: int = VALUES) -> Found:
        """A page of the statements that a query finds, and how many there are of every kind (facets).

        ``values``: at most so many of each facet, 0 for none. Raises ``ValueError`` for a malformed date, and for a
        page or a size below 1. See :mod:`verbale.record.browse`.
        """
        with database.errors(self.path):
            return browse(self._connection, query, values=values)

    def browse_all(self, query: Browse) -> Iterator[RecordedStatement]:
        """All statements that a query finds, in its order, one at a time, whatever its page.

        Raises ``ValueError`` for a malformed date.
        """
        with database.errors(self.path):
            yield from browse_all(self._connection, query)

    def decide(self, statement_id: str, field: str, value: str | bool | None, *, who: str, why: str = "") -> None:
        """Keeps a person's decision on one field of a statement, over what the machine found.

        ``field``: one of :data:`~verbale.record.model.DECIDABLE`; ``value``: None empties it, ``hidden`` takes a bool.
        Raises ``ValueError`` for a value outside the vocabulary or an empty ``who``, and
        :class:`~verbale.errors.NotInRecordError`.
        """
        _need_name(who)
        stored = checked(field, value)
        target = self._any_statement(statement_id)
        with database.errors(self.path), database.transaction(self._connection):
            write_decision(self._connection, target, Verdict(field, stored, who, why))
            self._relink(target.article.id)

    def decisions(self, article: str | None = None) -> Iterator[Decision]:
        """All decisions, or those about one article's statements, oldest first, each with what it holds for."""
        with database.errors(self.path):
            yield from select_decisions(self._connection, article)

    def decide_event(
        self, event_id: str, field: str, value: str | Sequence[str] | bool | None, *, who: str, why: str = ""
    ) -> None:
        """Keeps a person's decision on one field of an event, over what the machine found.

        ``field``: one of :data:`~verbale.record.model.EVENT_DECIDABLE`; ``value``: a list of codes for ``actor`` and
        ``recipient``, a bool for ``hidden``; None empties ``mode`` and ``date``. A type decided takes with it a mode
        and a subtype that it does not have, and the score. Raises ``ValueError`` for a value outside the vocabulary or
        an empty ``who``, and :class:`~verbale.errors.NotInRecordError`.
        """
        _need_name(who)
        shown = self._any_event(event_id, event_rows.EFFECTIVE)
        verdict = Verdict(field, checked_event(shown, field, value), who, why)
        with database.errors(self.path), database.transaction(self._connection):
            write_event_decision(self._connection, self._any_event(event_id, event_rows.FOUND), verdict)
            self._relink(shown.article.id)

    def event_decisions(self, article: str | None = None) -> Iterator[EventDecision]:
        """All decisions about events, or those of one article, oldest first, each with the event it holds for now."""
        with database.errors(self.path):
            yield from select_event_decisions(self._connection, article)

    def merge_actors(self, old: str, into: str, *, who: str, why: str) -> int:
        """Makes the actor of one id another's, now and at every later reading; returns how many statements it has.

        ``old`` goes on leading to them, and merges chain. ``into`` need not be in the record yet. An ``old`` that was
        merged before leaves its former merge. Raises :class:`~verbale.errors.NotInRecordError` for an unknown ``old``,
        :class:`~verbale.errors.RecordError` where ``into`` is ``old`` or merged into it, and ``ValueError`` for an
        empty ``who``.
        """
        _need_name(who)
        said = actors.verdict(old, into, who, why)
        with database.errors(self.path), database.transaction(self._connection):
            return actors.merge(self._connection, said)

    def unmerge_actor(self, old: str, *, who: str, why: str) -> int:
        """Undoes the merge of ``old``, with all that was merged into it; returns how many statements it has again.

        Raises as :meth:`merge_actors`, and :class:`~verbale.errors.RecordError` for an id that is not merged.
        """
        _need_name(who)
        said = actors.verdict(old, old, who, why)
        with database.errors(self.path), database.transaction(self._connection):
            return actors.unmerge(self._connection, said)

    def split_actor(self, old: str, new: str, statements: Sequence[str], *, who: str, why: str) -> int:
        """Gives some statements of ``old``, named ``ARTICLE#s3``, to the actor ``new``; returns how many.

        Each is a decision on its ``speaker_id``; all are kept or none. Raises
        :class:`~verbale.errors.NotInRecordError` for an unknown actor or statement,
        :class:`~verbale.errors.RecordError` for a statement whose first speaker is not ``old`` and for ids that are one
        actor, and ``ValueError`` for an empty ``who``.
        """
        _need_name(who)
        said = actors.verdict(old, new, who, why)
        with database.errors(self.path), database.transaction(self._connection):
            targets = [self._any_statement(one, EFFECTIVE) for one in dict.fromkeys(statements)]
            moved = actors.split(self._connection, said, targets)
            keys = [self._mark(article)[0] for article in dict.fromkeys(one.article.id for one in targets)]
            browse_blocks.write_blocks(self._connection, [key for key in keys if key is not None])
            return moved

    def actor(self, actor_id: str) -> ActorLink:
        """Where an actor id leads now, merged or split or neither. Raises :class:`~verbale.errors.NotInRecordError`."""
        with database.errors(self.path):
            return actors.link(self._connection, actors.named(actor_id))

    def actors(self, query: str | None = None, limit: int = 50) -> list[RecordedActor]:
        """The actors, most statements first; ``query``: part of an id, name, office or country, case and accents aside.

        An id that was merged finds the actor it was merged into. Hidden statements do not count.
        """
        with database.errors(self.path):
            from verbale.record.cast import Cast

            with moment(self._connection):
                return list(islice(Cast(self._connection).found(query or ""), max(0, limit)))

    def countries(self) -> frozenset[str]:
        """Codes of all states and organisations that speak in the record, are spoken of or take part in an event."""
        with database.errors(self.path):
            return select_countries(self._connection)

    def counts(self) -> Counts:
        """How much the record holds."""
        with database.errors(self.path):
            return select_counts(self._connection)

    def _any_statement(self, statement_id: str, source: str = FOUND) -> RecordedStatement:
        """A statement, as found unless ``source`` says otherwise, hidden or not: to hide one can be taken back."""
        article, _, own = storable(statement_id).rpartition("#")
        with database.errors(self.path):
            where = "a.id = ? AND f.id = ?"
            for one in select_statements(self._connection, where, parameters=(article, own), source=source):
                return one
        return self.statement(statement_id)

    def _any_event(self, event_id: str, source: str) -> RecordedEvent:
        """An event, hidden or not: to hide one can be taken back."""
        article, _, own = storable(event_id).rpartition("#")
        with database.errors(self.path):
            for one in event_rows.select_events(self._connection, "a.id = ? AND f.id = ?", (article, own), source):
                return one
        return self.event(event_id)

    def _linked(self, key: int | None) -> bool:
        query = "SELECT 1 FROM prints WHERE article = ?"
        return key is not None and self._connection.execute(query, (key,)).fetchone() is not None

    def _unlink(self, key: int) -> None:
        from verbale.record import links

        links.unlink(self._connection, key)

    def _relink(self, article_id: str) -> None:
        """Link an article anew as people decided, and all else that is derived of it; inside a transaction."""
        from verbale.record import links

        key, _ = self._mark(article_id)
        assert key is not None
        links.relink(self._connection, key, self.article(article_id))
        browse_blocks.write_blocks(self._connection, [key])

    def _mark(self, article_id: str) -> tuple[int | None, str | None]:
        query = "SELECT key, fingerprint FROM articles WHERE id = ?"
        row = self._connection.execute(query, (article_id,)).fetchone()
        return (row["key"], row["fingerprint"]) if row else (None, None)

    def _has_problem(self, article_id: str) -> bool:
        query = "SELECT 1 FROM problems WHERE id = ?"
        return self._connection.execute(query, (article_id,)).fetchone() is not None


def _need_name(who: str) -> None:
    if not who.strip():
        raise ValueError("a decision needs the name of who made it")
