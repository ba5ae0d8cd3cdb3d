"""Events: what states did towards one another, narrowed by who, towards whom, what, and when."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.events.ontology import Ontology
from verbale.schema import EVENT_STATUSES
from verbale.web import happenings
from verbale.web.pages.search import FILES
from verbale.web.room import InRoom, Link, render

router = APIRouter()
#: Filters that the form beside the list asks for; the others go along with it.
_KEPT = ("outlet", "article")


@router.get("/events", response_class=HTMLResponse)
def events(request: Request, room: InRoom) -> HTMLResponse:
    """The events that are asked for, a page of them, the newest first."""
    with room.record() as record:
        asked = happenings.asked_by(request.query_params, room, record)
        found = happenings.found_by(record, asked)
        wider = happenings.wider(record, asked, room) if not found.total else ()
    filters = asked.filters
    kept = [(name, value) for name in _KEPT for value in getattr(filters, name)]
    return render(
        request,
        "events.html",
        listed=asked,
        filters=filters,
        title=happenings.described(filters, room),
        found=found,
        pages=max(1, -(-found.total // asked.size)),
        who=happenings.written(filters.actor, room),
        towards=happenings.written(filters.recipient, room),
        chips=happenings.chips(asked, room),
        groups=happenings.groups(found, asked, room) if found.total else (),
        wider=wider,
        files=[Link(label, asked.url(ending)) for ending, label in FILES.items()],
        feed=asked.url("atom"),
        kept=kept + ([("size", str(asked.size))] if asked.size != happenings.SIZE else []),
        ontology=Ontology.load(),
        statuses=EVENT_STATUSES,
    )
