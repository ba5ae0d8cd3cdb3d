"""A statement or an event: alone, with all that is known of it and why, and in its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.citing import Cited, cite
from verbale.errors import NotInRecordError
from verbale.events.ontology import Ontology
from verbale.linking.disagreements import Contradiction
from verbale.linking.items import Item
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.record.report_rows import in_order
from verbale.record.store import Record
from verbale.record.threads import Answers, Reports, answers_of
from verbale.schema import Article, Spans
from verbale.web.marking import Block, around
from verbale.web.pages.article import Reading, reading
from verbale.web.room import InRoom, Room, render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Context:
    """The paragraphs of a statement or event; ``whole``: what of the article is marked in them."""

    it: Reading
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What else the record has of a statement or event: other reports of it, what it answers and what answers it."""

    reports: Reports | None
    others: tuple[Item, ...]
    prints: dict[str, str]
    contradictions: tuple[tuple[str, str, Contradiction], ...]
    answers: Answers
    settled: bool = True


@router.get("/statement/{name:path}", response_class=HTMLResponse)
def statement(request: Request, room: InRoom, name: str) -> HTMLResponse:
    """One statement."""
    with room.record() as record:
        one = record.statement(name)
        annotated = record.article(one.article.id, only=one.statement.id)
        decisions = tuple(record.decisions(one.article.id))
        linked = _linked(room, record, one.id)
    own = one.statement
    it = reading(annotated, [own.id])
    spans = (*own.source, *own.cue, *own.content, *own.prompted_by)
    return render(
        request,
        "statement.html",
        one=one,
        article=annotated.article,
        context=_context(it, spans),
        decisions=[decision for decision in decisions if decision.statement in (own.id, one.id)],
        inner=[other for other in annotated.statements if other.nested_in == own.id],
        events=[event for event in annotated.events if event.statement == own.id],
        linked=linked,
        topics=Ontology.load().topics,
        citation=_citation(one, annotated.article),
    )


@router.get("/event/{name:path}", response_class=HTMLResponse)
def event(request: Request, room: InRoom, name: str) -> HTMLResponse:
    """One event."""
    with room.record() as record:
        one = record.event(name)
        annotated = record.article(one.article.id, only=one.event.id)
        decisions = tuple(record.event_decisions(one.article.id))
        by = record.statement(f"{one.article.id}#{one.event.statement}") if one.event.statement else None
        linked = _linked(room, record, one.id)
    own = one.event
    return render(
        request,
        "event.html",
        one=one,
        article=annotated.article,
        context=_context(reading(annotated, [own.id]), own.evidence),
        decisions=[decision for decision in decisions if decision.event in (own.id, one.id)],
        by=by,
        linked=linked,
        ontology=Ontology.load(),
        citation=_citation(one, annotated.article),
    )


def _citation(one: RecordedStatement | RecordedEvent, article: Article) -> str:
    """How it is cited, as text."""
    issuer = article.issuer if article.form == "document" else None
    return cite([Cited(one, article.byline, issuer)], "txt").strip()


def _context(it: Reading, spans: Spans) -> Context:
    return Context(it, around(it.blocks, spans))


def _linked(room: Room, record: Record, item: str) -> Linked:
    """Other reports and exchanges; of an item that linking did not look at, none."""
    try:
        reports = record.reports(item)
    except NotInRecordError:
        return Linked(None, (), {}, (), Answers())
    settled = room.settle(record)
    others: Sequence[Item] = [other for other in in_order(reports) if other.id != item]
    answers = answers_of(record, item, reports)
    return Linked(reports, tuple(others), dict(reports.prints()), reports.contradictions, answers, settled)
