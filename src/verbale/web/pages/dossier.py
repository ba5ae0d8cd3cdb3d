"""Dossiers: two governments, one, a speaker or a topic over a period, as a page to print and as files."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import QueryParams

from verbale.dossier import html
from verbale.dossier.gather import check, gather
from verbale.dossier.model import Dossier, Wanted
from verbale.events.ontology import Ontology
from verbale.record.store import Record
from verbale.web import narrowing, urls
from verbale.web.codes import code_of
from verbale.web.lately import Lately, lately
from verbale.web.pictured import stylesheet_url
from verbale.web.room import InRoom, Link, NotFoundError, Room, UnclearError, render, static

router = APIRouter()
#: Fields of a search that a dossier is not narrowed by.
_NOT_TAKEN = ("speaker", "act", "kind", "outlet", "type", "status", "subtype")
#: Media types of the files, by their endings.
_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get(urls.DOSSIER, response_class=HTMLResponse)
def dossier(request: Request, room: InRoom) -> HTMLResponse:
    """A dossier; without anything asked for, the form alone."""
    made: Dossier | None = None
    wanted = Wanted()
    unheeded = ""
    if any(value.strip() for value in request.query_params.values()):
        with room.record() as record:
            wanted, made = _made(room, record, request.query_params)
            unheeded = _unheeded(room, record, request.query_params)
    return render(
        request,
        "dossier.html",
        **(html.context(made, urls.item_url) if made else {"dossier": None}),
        away=lambda ending: _address(wanted, ending),
        unheeded=unheeded,
        asked_states=[*map(room.name_of, wanted.states), "", ""],
        topics=sorted(Ontology.load().topics),
        topic=wanted.topic,
        actor=wanted.actor,
        since=wanted.since,
        until=wanted.until,
        pictures=stylesheet_url(),
        sheet=static("dossier.css"),
    )


@router.get(f"{urls.DOSSIER}.{{ending}}")
def file(request: Request, room: InRoom, ending: str) -> Response:
    """A dossier as a file; the address is that of the page."""
    if ending not in _TYPES:
        known = [Link(each, f"{urls.DOSSIER}.{each}?{request.url.query}") for each in _TYPES]
        raise NotFoundError(f"A dossier cannot be had as {ending!r}.", known)
    with room.record() as record:
        wanted, made = _made(room, record, request.query_params)
    name = "-".join(filter(None, ("dossier", *wanted.states, wanted.topic, wanted.since, wanted.until)))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-")
    headers = {"Content-Disposition": f'attachment; filename="{plain}.{ending}"'}
    return Response(_writer(room, ending)(made), media_type=_TYPES[ending], headers=headers)


def _writer(room: Room, ending: str) -> Callable[[Dossier], bytes]:
    if ending == "html":
        return lambda made: html.page(room, made).encode("utf-8", "replace")
    if ending == "pdf":
        from verbale.dossier.pdf import pdf

        return pdf
    from verbale.dossier.word import word

    return word


def _made(room: Room, record: Record, given: QueryParams) -> tuple[Wanted, Dossier]:
    """What an address asks for, and its dossier; the last few are kept for their files."""
    wanted = _wanted(room, record, given)
    room.settle(record)
    kept: Lately[Dossier] = lately(room, record, "dossiers", 8)
    return wanted, kept.get(wanted, lambda: gather(record, wanted, room.name_of))


def _wanted(room: Room, record: Record, given: QueryParams) -> Wanted:
    """What an address asks for, as a search is asked for. Raises :class:`UnclearError`, :class:`NotFoundError`."""
    asked = narrowing.asked_by(given, room, narrowing.context_of(room, record))
    browse = asked.browse
    for name, values in (("topic", browse.topic), ("actor", browse.actor)):
        if len(values) > 1:
            raise UnclearError(f"A dossier has one {name}; give one of {', '.join(values)}.")
    topic = browse.topic[0] if browse.topic else ""
    if topic and topic not in Ontology.load().topics:
        raise UnclearError(f"{topic!r} is no topic; write one of {', '.join(sorted(Ontology.load().topics))}.")
    codes = [code_of(room, record, one, lambda code: urls.dossier_url({"country": [code]})) for one in browse.country]
    codes += [code_of(room, record, one, lambda code: urls.dossier_url({"country": [code]})) for one in browse.about]
    actor = browse.actor[0] if browse.actor else ""
    wanted = Wanted(tuple(dict.fromkeys(codes)), actor, topic, browse.since or "", browse.until or "")
    try:
        check(wanted)
    except ValueError as error:
        raise UnclearError.of(error) from error
    return wanted


def _unheeded(room: Room, record: Record, given: QueryParams) -> str:
    """What of a search a dossier does not take, in words, so that nobody thinks that it was heeded."""
    asked = narrowing.asked_by(given, room, narrowing.context_of(room, record))
    told = [f"the words {asked.searched}"] if asked.searched else []
    told += [f"{name} {', '.join(values)}" for name in _NOT_TAKEN if (values := getattr(asked.browse, name))]
    return "; ".join(told)


def _address(wanted: Wanted, ending: str) -> str:
    """The address of a file of a dossier."""
    query = {
        "country": wanted.states,
        "actor": wanted.actor,
        "topic": wanted.topic,
        "since": wanted.since,
        "until": wanted.until,
    }
    return urls.with_query(f"{urls.DOSSIER}.{ending}", query)
