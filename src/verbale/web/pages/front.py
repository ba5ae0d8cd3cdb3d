"""The front room, what is new, help."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.events.ontology import QUADS, Ontology
from verbale.record import glance
from verbale.record.model import RecordedActor
from verbale.record.store import Record
from verbale.web.pages.listing import PageNumber
from verbale.web.room import InRoom, Room, render

router = APIRouter()
#: How many articles stand on a page of what is new, and how many statements of each.
ARTICLES, STATEMENTS = 10, 3
_PAIRS, _COUNTRIES, _ACTORS, _LATEST = 6, 10, 8, 6


def kept(room: Room, record: Record) -> dict[str, Any]:
    """Which countries, pairs and actors stand out; counted anew only when the record changed."""

    def first_actors(record: Record) -> list[RecordedActor]:
        return record.actors(limit=_ACTORS)

    return {
        "countries": room.kept(record, "countries", glance.countries)[:_COUNTRIES],
        "pairs": room.kept(record, "pairs", glance.pairs)[:_PAIRS],
        "actors": room.kept(record, "first actors", first_actors),
    }


@router.get("/", response_class=HTMLResponse)
def front(request: Request, room: InRoom) -> HTMLResponse:
    """The front room; of an empty record, how to fill it."""
    with room.record() as record:
        counts = room.counts(record)
        if not counts.articles:
            problems = tuple(record.problems())
            return render(request, "first.html", counts=counts, problems=problems, path=room.path)
        latest = glance.latest_articles(record, _LATEST)
        return render(
            request,
            "front.html",
            counts=counts,
            **kept(room, record),
            latest=latest,
            firsts=glance.statements_of(record, [one.head.id for one in latest], 1),
        )


@router.get("/new", response_class=HTMLResponse)
def new(request: Request, room: InRoom, page: PageNumber = 1) -> HTMLResponse:
    """The articles that were read last, with their first statements."""
    with room.record() as record:
        counts = room.counts(record)
        latest = glance.latest_articles(record, ARTICLES, (page - 1) * ARTICLES)
        firsts = glance.statements_of(record, [one.head.id for one in latest], STATEMENTS)
        problems = tuple(record.problems()) if page == 1 else ()
    pages = max(1, -(-counts.articles // ARTICLES))
    return render(
        request, "new.html", counts=counts, latest=latest, firsts=firsts, problems=problems, page=page, pages=pages
    )


@router.get("/help", response_class=HTMLResponse)
def help_page(request: Request) -> HTMLResponse:
    """How the room is laid out, how to search, what the words mean."""
    return render(request, "help.html", ontology=Ontology.load(), quads=QUADS)
