"""States, organisations and groups: the list of them, and one with who speaks for it, of whom, and who of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from verbale.record import glance
from verbale.record.browse import Browse
from verbale.web import urls
from verbale.web.codes import code_of
from verbale.web.pages.listing import PageNumber, events, statements
from verbale.web.room import InRoom, render

router = APIRouter()
_SHOWN, _VOICES = 8, 12


@router.get("/countries", response_class=HTMLResponse)
def countries(request: Request, room: InRoom) -> HTMLResponse:
    """All states, organisations and groups of the record."""
    with room.record() as record:
        found = room.kept(record, "countries", glance.countries)
    return render(request, "countries.html", found=found)


@router.get("/country/{name:path}", response_class=HTMLResponse)
def country(request: Request, room: InRoom, name: str, page: PageNumber = 1) -> Response:
    """One of them, by code; ``page``: of its events."""
    with room.record() as record:
        seen = {one.code: one for one in room.kept(record, "countries", glance.countries)}
        if name not in seen and (code := code_of(room, record, name, urls.country_url)) != name:
            return RedirectResponse(urls.country_url(code), status_code=302)
        return render(
            request,
            "country.html",
            code=name,
            seen=seen.get(name) or glance.CountrySeen(name),
            voices=glance.voices(record, name, _VOICES),
            speaks_of=glance.about_by_country(record, name),
            spoken_of=glance.spoken_of_by(record, name),
            said=statements(record, Browse(country=(name,), order="newest", size=_SHOWN)),
            about=statements(record, Browse(about=(name,), order="newest", size=_SHOWN)),
            events=events(record, name, page),
            shown=_SHOWN,
        )
