"""Actors: the list of them, and one with its offices over time, whom it speaks of, and its statements."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from verbale.record import glance
from verbale.record.browse import Browse
from verbale.record.database import fold
from verbale.record.model import RecordedActor
from verbale.web import urls
from verbale.web.pages.listing import PageNumber, listed, statements
from verbale.web.room import InRoom, Room, render

router = APIRouter()
_SIZE = 50


@router.get("/actors", response_class=HTMLResponse)
def actors(request: Request, room: InRoom, q: str = "", page: PageNumber = 1) -> HTMLResponse:
    """All actors, or those whose id, name, office or state holds ``q``; most statements first."""
    with room.record() as record:
        known = room.kept(record, "actors", glance.all_actors)
    wanted = fold(q.strip())
    found = [one for one in known if not wanted or wanted in _words(room, one)]
    return render(request, "actors.html", query=q, found=listed(found, page, _SIZE), total=len(known))


@router.get("/actor/{name:path}", response_class=HTMLResponse)
def actor(request: Request, room: InRoom, name: str, page: PageNumber = 1) -> Response:
    """One actor; an id that was merged leads to the actor it was merged into."""
    with room.record() as record:
        link = record.actor(name)
        first, *further = link.current
        if first != link.id and not further:
            return RedirectResponse(urls.actor_url(first), status_code=302)
        known = glance.actors_named(record, link.current)
        found = statements(record, Browse(actor=(first,), order="newest", page=page))
        towards = glance.about_by_actor(record, first)
    return render(
        request,
        "actor.html",
        actor=known.get(first) or RecordedActor(first, (), (), None, None, 0),
        link=link,
        others=[known.get(one) or RecordedActor(one, (), (), None, None, 0) for one in further],
        found=found,
        towards=towards,
    )


def _words(room: Room, actor: RecordedActor) -> str:
    offices = (one.office for one in actor.offices)
    state = (actor.country or "", room.name_of(actor.country))
    return fold(" · ".join((actor.id, *actor.merged, *actor.names, *offices, actor.institution or "", *state)))
