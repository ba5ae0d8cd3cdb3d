"""Looking through a record: a page of statements, and how many there are of every kind beside them.

:func:`browse` finds what :meth:`verbale.record.store.Record.search` finds, and counts its facets, fast enough for a
page in a record of a million statements. Filters and counts go over columns kept in memory
(:mod:`verbale.record.browse_columns`), words over the full-text index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from verbale.record.model import Filters, RecordedStatement, SearchResult
from verbale.record.reading import EFFECTIVE, select_statements
from verbale.record.search import fts_query

if TYPE_CHECKING:
    from verbale.record.browse_columns import Ints
    from verbale.record.browse_finding import Finding

T = TypeVar("T")
Order = Literal["best", "newest", "oldest"]
#: How many values of a facet are given, unless asked otherwise.
VALUES = 30
#: From how many statements on a search goes over the columns.
LARGE = 50_000
#: How many are read at a time where all are asked for.
_AT_ONCE = 500
#: The fields that are counted, by the names of :attr:`Found.facets`.
FACETS = ("country", "about", "act", "kind", "topic", "outlet", "year", "speaker", "type", "status", "subtype")


@dataclass(frozen=True, slots=True)
class Browse:
    """What is looked for; several values of one field mean any of them, none means all, and all fields must agree.

    ``words``: as for a search (:mod:`verbale.record.search`). ``speaker``: part of a speaker's name, office or
    institution, case and accents aside, or a whole actor id. ``actor``: whole actor ids, one that was merged as the one
    it stands for now. ``country``, ``about``: codes. ``act``, ``kind``, ``topic``: of the vocabularies. ``outlet``: a
    whole name as the record writes it, or else part of names. ``type``, ``status``: PLOVER's words, of an event that
    was done by the statement. ``subtype``: diplomatic practices, of an event that the statement does or that is told in
    its words. ``since``, ``until``: ISO dates, both included, compared with the statement's date or
    else its article's. ``order``: ``best`` ranks by the words, and is newest first without any. ``page``: from 1;
    ``size``: statements a page.
    """

    words: str = ""
    speaker: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    subtype: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    order: Order = "best"
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a field, and how many statements would be found with it alone in the place of the field's own filter.

    ``label``: a name to show where the value is none: of a ``speaker``, whose value is an actor id for
    :attr:`Browse.actor`. A ``year`` is for ``since`` and ``until`` both.
    """

    value: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found.

    ``total``: how many statements match; ``pages``: how many pages that is. ``exact``: the counts are exact; else the
    words occur in so many statements that ``total`` and ``facets`` are estimates. ``facets``: by the names of
    :data:`FACETS`, most frequent first, years in order. ``undated``: left out by ``since`` and ``until`` for want of a
    date. ``ranked``: sorted by how well the words match; false where nothing was to be ranked, or so much that the
    newest come first.
    """

    statements: tuple[RecordedStatement, ...]
    total: int
    exact: bool
    facets: Mapping[str, tuple[Facet, ...]]
    page: int
    pages: int
    undated: int
    ranked: bool


def browse(connection: sqlite3.Connection, query: Browse, *, values: int = VALUES) -> Found:
    """A page of the statements that a query finds, with its facets, all of one moment.

    ``values``: at most so many of each facet, beside those filtered by; 0 counts none. Raises ``ValueError`` for a
    malformed date, a page or a size below 1.
    """
    if query.page < 1 or query.size < 1:
        raise ValueError(f"pages and their sizes start at 1, not {min(query.page, query.size)}")
    with moment(connection):
        finding = _find(connection, query)
        start = (query.page - 1) * query.size
        return Found(
            statements=tuple(_statements(connection, finding.keys(start, start + query.size))),
            total=finding.total,
            exact=finding.exact,
            facets=finding.facets(values) if values else {},
            page=query.page,
            pages=-(-finding.total // query.size),
            undated=finding.undated,
            ranked=finding.ranked,
        )


def browse_all(connection: sqlite3.Connection, query: Browse) -> Iterator[RecordedStatement]:
    """All statements that a query finds, in its order, whatever its page; one that goes meanwhile is left out.

    Raises ``ValueError`` for a malformed date.
    """
    return one_at_a_time(connection, lambda: _find(connection, query), lambda keys: _statements(connection, keys))


class Findings(Protocol):
    """What was found in a record as it was; inside a transaction, as long as it is used."""

    def keys(self) -> Ints:
        """The keys of all that are found, in order."""

    def outdated(self) -> bool:
        """Whether the record has changed since."""

    def those_of(self, keys: Ints) -> Ints:
        """Those of some keys that are found."""


def one_at_a_time(
    connection: sqlite3.Connection, find: Callable[[], Findings], read: Callable[[Ints], Iterable[T]]
) -> Iterator[T]:
    """All that ``find`` finds, in its order, of which ``read`` reads some by their keys.

    No transaction is held while one is used; what goes meanwhile is left out.
    """
    with moment(connection):
        finding = find()
        left = finding.keys()
    while len(left):
        with moment(connection):
            if finding.outdated():
                finding = find()
                left = finding.those_of(left)
            some = list(read(left[:_AT_ONCE]))
        left = left[_AT_ONCE:]
        yield from some


def search_large(
    connection: sqlite3.Connection, query: str, filters: Filters, limit: int | None
) -> SearchResult | None:
    """What :func:`verbale.record.search.run_search` finds, over the columns; None where that is to be asked itself.

    Quicker where there is much to look through, since the columns have to be loaded. Raises as that does.
    """
    (newest,) = connection.execute("SELECT max(key) FROM statements").fetchone()
    if (newest or 0) < LARGE or _few(connection, fts_query(query).wanted):
        return None
    given = {name: getattr(filters, name) for name in Filters.__dataclass_fields__}
    with moment(connection):
        from verbale.record.browse_finding import Finding

        finding = Finding(connection, Browse(query, **given), as_search=True)
        if not finding.exact:
            return None
        hits = _statements(connection, finding.keys(0, finding.total if limit is None or limit < 0 else limit))
        return SearchResult(tuple(hits), finding.total, finding.undated)


def _few(connection: sqlite3.Connection, wanted: str) -> bool:
    """Whether the words leave so little that it is sooner gone through than the columns are loaded."""
    if not wanted:
        return False
    query = "SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT ?)"
    return bool(connection.execute(query, (wanted, LARGE // 10)).fetchone()[0] < LARGE // 10)


def _find(connection: sqlite3.Connection, query: Browse) -> Finding:
    from verbale.record.browse_finding import Finding

    return Finding(connection, query)


@contextmanager
def moment(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction to read in, so that all that is read in it is of one moment."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(connection: sqlite3.Connection, keys: Ints) -> Iterator[RecordedStatement]:
    """The statements with these keys, in this order."""
    source = f"json_each(?) AS wanted CROSS JOIN {EFFECTIVE}"
    return select_statements(
        connection, "f.key = wanted.value", "wanted.key", (json.dumps(keys.tolist()),), source=source
    )
