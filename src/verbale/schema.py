"""The data that flows through Verbale: small frozen classes.

All offsets are ``[start, end)`` in Unicode code points of :attr:`Article.text`, which is the input text unchanged
(for HTML input, the text extracted from the page). Dates are ISO 8601 strings: ``YYYY``, ``YYYY-MM``,
``YYYY-MM-DD`` or ``start/end``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]

SegmentKind = Literal["headline", "summary", "byline", "dateline", "caption", "body", "boilerplate"]
#: Kinds of segment, in the order they are documented. Statements come from headline, summary and body only.
SEGMENT_KINDS: tuple[SegmentKind, ...] = (
    "headline",
    "summary",
    "byline",
    "dateline",
    "caption",
    "body",
    "boilerplate",
)
#: Segments whose text the model reads.
READ_KINDS: frozenset[str] = frozenset({"headline", "summary", "body"})
#: Segments that say in short what the body tells.
HEAD_KINDS: frozenset[str] = frozenset({"headline", "summary"})

Form = Literal["press", "document", "transcript"]
#: Forms of article: a report of the press; an official document, whose issuer speaks; a transcript with speaker labels.
FORMS: tuple[Form, ...] = ("press", "document", "transcript")

StatementKind = Literal["direct", "indirect", "mixed"]
#: Share of a statement's content that stands in quotation marks: all, none, some.
STATEMENT_KINDS: tuple[StatementKind, ...] = ("direct", "indirect", "mixed")

EntityKind = Literal["person", "office", "institution", "place", "group"]
#: What a mention names. States are places, and so are their adjectives and peoples; parties are groups.
ENTITY_KINDS: tuple[EntityKind, ...] = ("person", "office", "institution", "place", "group")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an article's text and what it is; segments never overlap and cover all but white space."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Published:
    """An article's publication date, with the reason for it.

    ``date``: ISO date or None when unknown. ``precision``: ``day``, ``month``, ``year`` or None. ``basis``: the
    reason in words. ``not_before``, ``not_after``: ISO bounds where the text gives them.
    """

    date: str | None = None
    precision: str | None = None
    basis: str = "no date in the text"
    not_before: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn in a transcript.

    ``label``: the span of the speaker label (``MR HALE:`` without the colon). ``start``, ``end``: the words spoken.
    ``name``: the label in words, tidied (``Hale``), empty for a role; ``role``: ``question``, ``official`` (a named
    or anonymous official), ``other``.
    """

    label: Span
    start: int
    end: int
    name: str
    role: Literal["question", "official", "other"]


@dataclass(frozen=True, slots=True)
class Article:
    """One document, read and segmented.

    ``id``: the file's name without its ending, or the input's own id. ``form``: see :data:`FORMS`. ``issuer``: who
    issues an official document, as written, else None. ``turns``: a transcript's turns. ``reasons``: field name to
    reason in words, for ``title``, ``outlet``, ``byline``, ``form`` and ``issuer``, as pairs.
    """

    id: str
    text: str
    published: Published = field(default_factory=Published)
    segments: tuple[Segment, ...] = ()
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    form: Form = "press"
    issuer: str | None = None
    turns: tuple[Turn, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and the content attributed: what the model finds, beliefs and plans included.

    Each part has zero or more pieces, in text order. ``confidence``: calibrated probability in [0, 1].
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is answerable for a statement, resolved over the article; empty parts are unknown, never guessed.

    ``id``: registry id or one made from the name, None for nobody known. ``country``: ISO 3166-1 alpha-3 or a registry
    code. ``anonymous``: only a role is known. ``former``: speaks for nobody now. ``reason``: why it resolved so;
    ``confidence``: how often speakers that resolve for such a reason are right, 0 to 1.
    """

    id: str | None = None
    name: str | None = None
    office: str | None = None
    institution: str | None = None
    country: str | None = None
    anonymous: bool = False
    former: bool = False
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class DateMention:
    """When something was said or done: ``text`` is the expression found, ``date`` its value or None, with reason."""

    date: str | None = None
    precision: str | None = None
    text: str | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying, with its evidence (see docs/reference/definitions.md).

    ``id``: ``s1``, ``s2``, … in text order. ``nested_in``: the id of the statement whose content holds this one.
    ``in_headline``: found only in the headline or a summary. ``about``: country codes. ``act``, ``kind``: vocabularies
    of the documentation. ``act_confidence``: calibrated probability of ``act``.
    """

    id: str
    kind: StatementKind
    act: str
    confidence: float
    source: Spans
    cue: Spans
    content: Spans
    speaker: Speaker
    act_confidence: float = 0.0
    in_headline: bool = False
    nested_in: str | None = None
    co_speakers: tuple[Speaker, ...] = ()
    addressee: str | None = None
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: DateMention = field(default_factory=DateMention)
    prompted_by: Spans = ()


EventStatus = Literal["occurred", "historical", "future", "hypothetical", "negated"]
#: Whether an event happened: PLOVER's auxiliary modes.
EVENT_STATUSES: tuple[EventStatus, ...] = ("occurred", "historical", "future", "hypothetical", "negated")


@dataclass(frozen=True, slots=True)
class Event:
    """Something one actor did, or would do, towards another, coded in PLOVER (see docs/reference/plover.md).

    ``id``: ``e1``, ``e2``, … in the order of the evidence. ``type``, ``mode``, ``contexts``, ``status``: PLOVER's
    words; ``subtype``: the diplomatic practice (``demarche``, ``recall``, …) where the text names one. ``score``:
    PLOVER's, of type and mode, from -10 to 10, whatever the status. ``actor``, ``recipient``: codes; a reciprocal event
    has several actors and no recipient. ``evidence``: the spans that say it, the best first. ``statement``: the id of
    the statement by which it was done. ``status_confidence``: probability of ``status``; ``confidence``: of the event
    as a whole. ``in_headline``: found only in the headline or a summary.
    """

    id: str
    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: EventStatus
    score: float
    confidence: float
    evidence: Spans
    mode: str | None = None
    subtype: str | None = None
    contexts: tuple[str, ...] = ()
    date: DateMention = field(default_factory=DateMention)
    statement: str | None = None
    status_confidence: float = 0.0
    in_headline: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of an article that names somebody or something: ``actor`` says whom, as far as that is known.

    ``confidence``: the model's, 0 to 1, for what the registry does not know; 1 for what it does.
    """

    span: Span
    kind: EntityKind
    actor: Speaker
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """That a statement or event of an article answers another of the same article.

    ``response``, ``to``: ids (``s5``, ``e1``). ``confidence``: 0 to 1. ``reason``: why it is thought so.
    """

    response: str
    to: str
    confidence: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what was found in it; ``model``: the version of the model that found it.

    ``attributions`` and ``mentions`` are empty unless asked for.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    model: str = ""
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, for the countable list: ``name``, ``place`` (line or None), what and remedy."""

    id: str
    name: str
    message: str
    place: str | None = None

    def line(self) -> str:
        """The problem as one line for people."""
        where = f"{self.name}, {self.place}" if self.place else self.name
        return f"{where}: {self.message}"
