"""What a record gives back: statements with the article they stand in, decisions, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from verbale.schema import Event, Published, Statement

Outcome = Literal["new", "changed", "unchanged"]
ActorChangeKind = Literal["merge", "unmerge", "split"]
#: Fields of a statement that a person can decide; ``hidden`` leaves the statement out of everything shown.
DECIDABLE = (
    "kind",
    "act",
    "speaker_id",
    "speaker_name",
    "speaker_office",
    "speaker_institution",
    "speaker_country",
    "date",
    "hidden",
)
#: Fields of an event that a person can decide.
EVENT_DECIDABLE = ("type", "mode", "status", "actor", "recipient", "date", "hidden")


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

    ``speaker``: part of a speaker's name, office or institution, case and accents aside, or a whole actor id.
    ``actor``: whole actor ids; one that was merged finds the actor it stands for now. ``outlet``: part of the name.
    ``country``, ``about``: codes. ``act``, ``kind``: of the vocabularies. ``since``, ``until``: ISO dates, both
    included, compared with the statement's date, or else its article's.
    """

    speaker: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    actor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event in a record, with what people decided about it.

    ``quote``: the words of its evidence, the best first, pieces joined by `` … ``. ``decided``: names of the fields
    whose value a person set (of :data:`EVENT_DECIDABLE`).
    """

    article: ArticleHead
    event: Event
    quote: str
    decided: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The event's name in the record: its article's id, ``#``, its own."""
        return f"{self.article.id}#{self.event.id}"

    @property
    def when(self) -> str | None:
        """The date of the event; for one that is the article's news and has none, the article's; else None."""
        return self.event.date.date or (self.article.published.date if self.event.status == "occurred" else None)


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What events are narrowed to; several values of one filter mean any of them, empty means all.

    ``actor``, ``recipient``: codes; each party of a reciprocal event counts as both. ``type``, ``status``: PLOVER's
    words. ``subtype``: diplomatic practices. ``outlet``: whole names, as the record writes them. ``article``: ids.
    ``since``, ``until``: ISO dates, both included, compared with
    :attr:`RecordedEvent.when`; events that have none are left out by them.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    article: tuple[str, ...] = ()
    subtype: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()


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
class EventDecision:
    """What a person decided about one field of one event, as :class:`Decision`.

    ``event``: id of the event it holds for now, None where the article is gone or reads differently. ``value`` of
    ``actor`` and ``recipient``: a JSON list of codes.
    """

    article: str
    event: str | None
    start: int
    end: int
    quote: str
    field: str
    value: str | None
    who: str
    why: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class ActorChange:
    """What a person said of an actor id: that it is another's, that it is not after all, or that it is two actors'.

    ``kind``: ``merge`` (``old`` into ``new``), ``unmerge`` (``old`` out of ``new``) or ``split`` (statements of ``old``
    are ``new``'s). ``decided_at``: ISO time, UTC.
    """

    kind: ActorChangeKind
    old: str
    new: str
    who: str
    why: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class ActorLink:
    """Where an actor id leads now.

    ``id``: the one asked for. ``current``: the ids that stand for it, at least one: itself, or the one it was merged
    into, and then every actor that statements of it were split off to since. ``changes``: those that bear on these
    ids, oldest first.
    """

    id: str
    current: tuple[str, ...]
    changes: tuple[ActorChange, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeSeen:
    """An office that an actor is given, with the first and the last date of such statements, None where undated.

    The dates are as precise as their texts: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    office: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class RecordedActor:
    """An actor of a record, over all its statements, joint ones included and hidden ones left out.

    ``id``: the current one; ``merged``: ids that were merged into it. ``names``: as the articles give them or people
    decided, the most frequent first. ``offices``: by their first date. ``institution``, ``country``: the most frequent.
    ``statements``: how many.
    """

    id: str
    names: tuple[str, ...]
    offices: tuple[OfficeSeen, ...]
    institution: str | None
    country: str | None
    statements: int
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds; ``outlets`` and ``countries`` count distinct names and codes of speakers."""

    articles: int
    statements: int
    events: int
    problems: int
    outlets: int
    countries: int
