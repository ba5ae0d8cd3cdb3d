"""What a record gives back: statements with the article they stand in, decisions, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from verbale.schema import Published, Statement

Outcome = Literal["new", "changed", "unchanged"]
#: Fields of a statement that a person can decide; ``hidden`` leaves the statement out of everything shown.
DECIDABLE = (
    "kind",
    "act",
    "speaker_name",
    "speaker_office",
    "speaker_institution",
    "speaker_country",
    "date",
    "hidden",
)


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What names an article: its id and where, by whom and when it was published."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: Published


@dataclass(frozen=True, slots=True)
class RecordedStatement:
    """A statement in a record, with what people decided about it.

    ``quote``: the words of its content, pieces joined by `` … ``. ``decided``: names of the fields whose value a
    person set (of :data:`DECIDABLE`).
    """

    article: ArticleHead
    statement: Statement
    quote: str
    decided: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The statement's name in the record: its article's id, ``#``, its own."""
        return f"{self.article.id}#{self.statement.id}"

    @property
    def when(self) -> str | None:
        """The date of the statement, or else of its article; None when neither is known."""
        return self.statement.date.date or self.article.published.date


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; several values of one filter mean any of them, empty means all.

    ``speaker``, ``outlet``: part of the name, case and accents aside. ``country``, ``about``: codes. ``act``,
    ``kind``: of the vocabularies. ``since``, ``until``: ISO dates, both included, compared with the statement's date,
    or else its article's.
    """

    speaker: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, best first. ``total``: all that match; ``undated``: left out by a date filter for want of one."""

    hits: tuple[RecordedStatement, ...]
    total: int
    undated: int = 0

    def __iter__(self) -> Iterator[RecordedStatement]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one field of one statement.

    ``statement``: id of the statement it holds for now, None where the article is gone or reads differently.
    ``start``, ``end``, ``quote``: the place and the words it was made about. ``value``: None empties the field.
    ``decided_at``: ISO time, UTC.
    """

    article: str
    statement: str | None
    start: int
    end: int
    quote: str
    field: str
    value: str | None
    who: str
    why: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds; ``outlets`` and ``countries`` count distinct names and codes of speakers."""

    articles: int
    statements: int
    problems: int
    outlets: int
    countries: int
