"""One article, one statement, one event, each with all that is known of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter

from verbale.errors import NotInRecordError
from verbale.record import glance
from verbale.record.model import EventFilters
from verbale.record.report_rows import reports_row
from verbale.record.store import Record
from verbale.record.threads import answers_of
from verbale.serialize import article_to_json
from verbale.web import urls
from verbale.web.api.models import Article, Event, Exchange, Model, Statement
from verbale.web.api.values import in_path
from verbale.web.room import InRoom, Room

router = APIRouter()
_ALL = 2**31


class Decision(Model):
    """What a person decided of one field."""

    field: str
    """The field."""
    value: str | None
    """Its value; null empties it."""
    who: str
    """Who decided it."""
    why: str
    """Why."""
    decided_at: str
    """When: ISO time, UTC."""


class Difference(Model):
    """A place where a report's words differ from those shown."""

    kind: str
    """`changed`, `added` (in the report only) or `left out`."""
    shown: str
    """The words shown."""
    here: str
    """The report's."""


class Report(Model):
    """A report of the same utterance or event."""

    id: str
    """Of the statement or event."""
    url: str
    """Its page in this room."""
    article: str
    """Id of its article."""
    outlet: str | None
    """Who published it, or null."""
    published: str | None
    """The day, or null."""
    print_of: str | None
    """Id of the article of which its article is a print, or null."""
    quote: str
    """Its words."""
    wording: Literal["same", "changed", "more", "part", "own"]
    """How they stand to those shown."""
    differences: list[Difference]


class Contradiction(Model):
    """A point in which two reports do not agree."""

    about: str
    """`date`, `number`, `wording` or `speaker`."""
    first: str
    """Id of one report."""
    second: str
    """Id of the other."""
    in_first: str
    """What the one says."""
    in_second: str
    """What the other says."""
    reason: str
    """In words."""


class Reports(Model):
    """All reports of one utterance or event."""

    outlets: int
    """How many independent outlets report it; prints of one text count once."""
    articles: int
    """How many articles report it."""
    items: list[Report]
    """By day of publication."""
    contradictions: list[Contradiction]


class Links(Model):
    """What else the record has of a statement or event."""

    reports: Reports | None
    """Other reports of it; null where it cannot be compared with others."""
    settled: bool
    """False where articles were added since what answers what was worked out, and the record cannot be written."""
    answers: list[Exchange]
    """What it answers."""
    answered_by: list[Exchange]
    """What answers it."""


class WholeArticle(Model):
    """An article with what was found in it."""

    url: str
    """Its page in this room."""
    article: Article
    statements: list[Statement]
    """In the order of the text."""
    events: list[Event]
    """In the order of their evidence."""
    model: str
    """Version of the model that read it."""


class WholeStatement(Links):
    """A statement with all that is known of it."""

    url: str
    """Its page in this room."""
    statement: Statement
    inner: list[str]
    """Ids of the statements that stand in its content."""
    events: list[Event]
    """What was done by it."""
    decisions: list[Decision]
    """What people decided of it, oldest first."""


class WholeEvent(Links):
    """An event with all that is known of it."""

    url: str
    """Its page in this room."""
    event: Event
    decisions: list[Decision]
    """What people decided of it, oldest first."""


ArticleId = Annotated[str, in_path("The article's id.", "BORDER-SHOOTING-03")]
StatementId = Annotated[str, in_path("`ARTICLE#s1`, the `#` as `%23`.", "BORDER-SHOOTING-03#s3")]
EventId = Annotated[str, in_path("`ARTICLE#e1`, the `#` as `%23`.", "BORDER-SHOOTING-01#e1")]


@router.get("/articles/{id:path}", tags=["articles"])
def article(room: InRoom, id: ArticleId) -> WholeArticle:
    """An article.

    Its whole text, and every statement and event in it.
    """
    with room.record() as record:
        found = record.article(id)
        own = found.article.id
        statements = glance.statements_of(record, [own], _ALL).get(own, ())
        events = list(record.events(EventFilters(article=(own,))))
    return WholeArticle(
        url=urls.article_url(own),
        article=Article.model_validate(article_to_json(found.article)),
        statements=[Statement.of(one) for one in statements],
        events=[Event.of(one) for one in events],
        model=found.model,
    )


@router.get("/statements/{id:path}", tags=["statements"])
def statement(room: InRoom, id: StatementId) -> WholeStatement:
    """A statement.

    With its other reports, what it answers and what answers it, the events done by it and what people decided of it.
    """
    with room.record() as record:
        one = record.statement(id)
        own, head = one.statement.id, one.article.id
        others = glance.statements_of(record, [head], _ALL).get(head, ())
        return WholeStatement(
            url=urls.statement_url(one.id),
            statement=Statement.of(one),
            inner=[other.id for other in others if other.statement.nested_in == own],
            events=[
                Event.of(event)
                for event in record.events(EventFilters(article=(head,)))
                if event.event.statement == own
            ],
            decisions=[
                _decision(decision) for decision in record.decisions(head) if decision.statement in (own, one.id)
            ],
            **_links(room, record, one.id),
        )


@router.get("/events/{id:path}", tags=["events"])
def event(room: InRoom, id: EventId) -> WholeEvent:
    """An event.

    With its other reports, what it answers and what answers it, and what people decided of it.
    """
    with room.record() as record:
        one = record.event(id)
        return WholeEvent(
            url=urls.event_url(one.id),
            event=Event.of(one),
            decisions=[
                _decision(decision)
                for decision in record.event_decisions(one.article.id)
                if decision.event in (one.event.id, one.id)
            ],
            **_links(room, record, one.id),
        )


def _decision(one: Any) -> Decision:
    return Decision(field=one.field, value=one.value, who=one.who, why=one.why, decided_at=one.decided_at)


def _links(room: Room, record: Record, item: str) -> dict[str, Any]:
    """The fields of :class:`Links`; nothing for what linking did not look at."""
    try:
        reports = record.reports(item)
    except NotInRecordError:
        return {"reports": None, "settled": True, "answers": [], "answered_by": []}
    settled = room.settle(record)
    row = reports_row(item, reports, answers_of(record, item, reports))
    for report in row["reports"]["items"]:
        report["url"] = urls.item_url(report["id"])
    exchanges = {name: [Exchange.of(one) for one in row[name]] for name in ("answers", "answered_by")}
    return {"reports": Reports.model_validate(row["reports"]), "settled": settled, **exchanges}
