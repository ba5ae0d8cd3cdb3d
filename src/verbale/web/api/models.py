"""The data of docs/reference/data.md as they are answered: an article, a statement, an event, and their parts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from verbale.record.export import event_row, statement_row
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.schema import EventStatus, Form, SegmentKind, StatementKind
from verbale.web import urls

Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Spans = list[Span]


class Model(BaseModel):
    """What an answer is made of; a text below a field describes it."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)


class Published(Model):
    """When an article was published."""

    date: str | None
    """Publication date, or null."""
    precision: str | None
    """`day`, `month`, `year`, or null."""
    basis: str
    """Where it comes from, in words."""
    not_before: str | None
    """Earliest possible date, where the text bounds it."""
    not_after: str | None
    """Latest possible date."""


class Segment(Model):
    """A stretch of an article's text."""

    start: int
    """Offset."""
    end: int
    """Offset."""
    kind: SegmentKind
    """What it is."""


class Turn(Model):
    """One speaker's turn in a transcript."""

    label: Span
    """Offsets of the speaker label."""
    start: int
    """Offset of the words spoken."""
    end: int
    """Offset."""
    name: str
    """The label's name, tidied; empty for a role."""
    role: Literal["question", "official", "other"]
    """Who speaks."""


class Speaker(Model):
    """Who is answerable for a statement."""

    id: str | None
    """Registry id, or one made from the name; null for nobody known."""
    name: str | None
    """Full name as far as it is known."""
    office: str | None
    """Office or role."""
    institution: str | None
    """Ministry, organisation, outlet, …"""
    country: str | None
    """ISO 3166-1 alpha-3, or the code of an organisation or group."""
    anonymous: bool
    """Only a role is known."""
    former: bool
    """No longer holds the office, speaks for nobody."""
    reason: str
    """Why it was resolved so, in words."""
    confidence: float
    """How often speakers resolved for such a reason are right, 0 to 1."""


class Date(Model):
    """When a statement was made, or an event happened."""

    date: str | None
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `start/end`, or null."""
    precision: str | None
    """How exact it is."""
    text: str | None
    """The expression in the article, or null."""
    basis: str
    """Why this date, in words."""


class Head(Model):
    """What names an article."""

    id: str
    """The article's id."""
    url: str | None
    """Where the article stands on the web, or null."""
    outlet: str | None
    """Who published it, or null."""
    title: str | None
    """Headline, or null."""
    published: Published


class Article(Model):
    """An article, without what was found in it."""

    id: str
    """The article's id."""
    text: str
    """The article; all offsets count its Unicode code points."""
    title: str | None
    """Headline, or null."""
    outlet: str | None
    """Who published it, or null."""
    byline: str | None
    """Who wrote it, or null."""
    url: str | None
    """Where it stands on the web, or null."""
    published: Published
    form: Form
    """`press`, `document` or `transcript`."""
    issuer: str | None
    """Who issues an official document, as written, else null."""
    reasons: dict[str, str]
    """Why some of these fields were taken so."""
    segments: list[Segment]
    """Headline, body and so on, in order."""
    turns: list[Turn] = []
    """Only in a transcript."""


class Statement(Model):
    """One act of saying, as people decided it."""

    id: str
    """Its name in the record, `ARTICLE#s1`."""
    url: str
    """Its page in this room."""
    article: Head
    quote: str
    """The words of the content, pieces joined by ` … `."""
    kind: StatementKind
    """`direct`, `indirect` or `mixed`."""
    act: str
    """What is done by it: `deny`, `accuse`, …"""
    act_confidence: float
    """Chance that the act is right, 0 to 1."""
    confidence: float
    """Chance that this is a statement with this content, 0 to 1."""
    in_headline: bool
    """Found only in a headline or summary."""
    nested_in: str | None
    """Id of the statement whose content holds this one, or null."""
    source: Spans
    """Offsets in the article of the words that name who speaks."""
    cue: Spans
    """Offsets of the reporting words."""
    content: Spans
    """Offsets of what is said."""
    speaker: Speaker
    co_speakers: list[Speaker]
    """The other speakers of a joint statement."""
    addressee: str | None
    """Null in this version."""
    about: list[str]
    """Codes of the states and organisations it is about."""
    topics: list[str]
    """The strongest first."""
    date: Date
    prompted_by: Spans
    """Offsets of the words that say what was asked or answered."""
    decided: list[str]
    """Names of the fields whose value a person decided."""

    @classmethod
    def of(cls, one: RecordedStatement) -> Statement:
        """A statement of a record."""
        return cls.model_validate({**statement_row(one), "url": urls.statement_url(one.id)})


class Event(Model):
    """What one actor did, or would do, towards another, in PLOVER's words, as people decided it."""

    id: str
    """Its name in the record, `ARTICLE#e1`."""
    url: str
    """Its page in this room."""
    article: Head
    quote: str
    """The words of the evidence, pieces joined by ` … `."""
    type: str
    """PLOVER's type."""
    mode: str | None
    """Mode of the type, or null."""
    subtype: str | None
    """Practice of diplomacy that the text names, or null."""
    contexts: list[str]
    """At most three, the strongest first."""
    status: EventStatus
    """Whether it happened."""
    status_confidence: float
    """The model's probability of the status, 0 to 1."""
    score: float
    """How cooperative such an event is, -10 to 10."""
    actor: list[str]
    """Codes; a reciprocal event has several actors and no recipient."""
    recipient: list[str]
    """Codes."""
    date: Date
    evidence: Spans
    """Offsets in the article, one for each report of it, the best first."""
    statement: str | None
    """Id of the statement by which it was done, or null."""
    in_headline: bool
    """Found only in a headline or summary."""
    confidence: float
    """Chance that the article tells of such an event between these actors, 0 to 1."""
    decided: list[str]
    """Names of the fields whose value a person decided."""

    @classmethod
    def of(cls, one: RecordedEvent) -> Event:
        """An event of a record."""
        return cls.model_validate({**event_row(one), "url": urls.event_url(one.id)})


class Exchange(Model):
    """That a statement or event answers another."""

    response: str
    """Id of what answers: `ARTICLE#s1` or `ARTICLE#e1`."""
    response_url: str
    """Its page in this room."""
    to: str
    """Id of what it answers."""
    to_url: str
    """Its page in this room."""
    score: float
    """How sure that is, 0 to 1."""
    basis: str
    """On what it rests most."""
    reason: str
    """Why it is thought so, in words."""
    response_kind: Literal["statement", "event"]
    """What the answer is."""
    response_what: str
    """Its act or type."""
    response_actors: list[str]
    """Whose it is, codes."""
    response_targets: list[str]
    """Towards whom, codes."""
    response_date: str | None
    """The day, else that of publication."""
    response_quote: str
    """Its words."""
    response_outlet: str | None
    """Who published it, or null."""
    response_article: str
    """Id of its article."""
    to_kind: Literal["statement", "event"]
    """What it answers is."""
    to_what: str
    """Its act or type."""
    to_actors: list[str]
    """Whose it is, codes."""
    to_targets: list[str]
    """Towards whom, codes."""
    to_date: str | None
    """The day, else that of publication."""
    to_quote: str
    """Its words."""
    to_outlet: str | None
    """Who published it, or null."""
    to_article: str
    """Id of its article."""

    @classmethod
    def of(cls, row: dict[str, Any]) -> Exchange:
        """An exchange as exported."""
        links = {"response_url": urls.item_url(row["response"]), "to_url": urls.item_url(row["to"])}
        return cls.model_validate({**row, **links})
