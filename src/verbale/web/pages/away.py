"""What is taken away: the results of a search and lists of events as a file or a feed, and citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from verbale.citing import FORMS, MEDIA_TYPES, cite, cited
from verbale.record import glance
from verbale.record.browse import Browse
from verbale.record.export import FORMATS, Format
from verbale.record.lists import MEDIA_TYPES as LIST_TYPES
from verbale.record.lists import ListHead, export_events, export_list
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.web import feed, happenings, narrowing, urls
from verbale.web.pages.search import browsed, described
from verbale.web.room import InRoom, Link, NotFoundError, Room, UnclearError

router = APIRouter()
#: Statements or events in a feed; bytes that a file may take in memory, and of it at a time.
_IN_FEED, _IN_MEMORY, _CHUNK = 50, 8 << 20, 1 << 16
_FEED = "atom"


@router.get("/search.{ending}")
def results(request: Request, room: InRoom, ending: str) -> Response:
    """All that a search finds as a file, or the newest of it as a feed; the address is that of the search."""
    if ending == _FEED:
        return _feed_of_search(request, room)
    if ending not in FORMATS:
        known = [Link(each, urls.search_url(dict(request.query_params), each)) for each in (*FORMATS, _FEED)]
        raise NotFoundError(f"Results cannot be had as {ending!r}.", known)

    def write(out: IO[bytes]) -> None:
        with room.record() as record:
            asked = narrowing.asked_by(request.query_params, room, narrowing.context_of(room, record))
            browse = replace(asked.browse, page=1, size=Browse().size)
            title = described(browse, room, narrowing.actor_names(room, record))
            head = ListHead(title, address_of(request, room) + urls.search_url(browse))
            export_list(record, browse, form, out, head)

    form: Format = ending
    return _file(f"{room.name}-{datetime.now(UTC):%Y-%m-%d}", form, write)


@router.get("/events.{ending}")
def events(request: Request, room: InRoom, ending: str) -> Response:
    """All events of a list as a file, or the newest of them as a feed; the address is that of the list."""
    if ending == _FEED:
        return _feed_of_events(request, room)
    if ending not in FORMATS:
        known = [Link(each, urls.events_url(dict(request.query_params), each)) for each in (*FORMATS, _FEED)]
        raise NotFoundError(f"Events cannot be had as {ending!r}.", known)

    def write(out: IO[bytes]) -> None:
        with room.record() as record:
            asked = happenings.asked_by(request.query_params, room, record).filters
            head = ListHead(happenings.described(asked, room), address_of(request, room) + urls.events_url(asked))
            export_events(record, asked, form, out, head)

    form: Format = ending
    return _file(f"{room.name}-events-{datetime.now(UTC):%Y-%m-%d}", form, write)


def _file(name: str, form: Format, write: Callable[[IO[bytes]], None]) -> Response:
    """What ``write`` writes as a file. Raises :class:`UnclearError` for a malformed date."""
    out: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed when it is sent)
    try:
        try:
            write(out)
        except ValueError as error:
            raise UnclearError.of(error) from error
        size = out.tell()
        out.seek(0)
    except BaseException:
        out.close()
        raise
    headers = {"Content-Disposition": _attached(f"{name}.{form}"), "Content-Length": str(size)}
    return StreamingResponse(_read(out), media_type=LIST_TYPES[form], headers=headers)


@router.get("/cite/{name:path}")
def citation(room: InRoom, name: str) -> Response:
    """A citation of a statement or event, ``ARTICLE#s1.bib``."""
    item, dot, ending = name.rpartition(".")
    form = next((each for each in FORMS if each == ending), None)
    if form is None or not dot:
        wanted = item if dot and "#" in item else name
        known = [Link(each, urls.cite_url(wanted, each)) for each in FORMS] if "#" in wanted else []
        raise NotFoundError(f"Citations are had as {', '.join(FORMS)}, not as {ending or name!r}.", known)
    with room.record() as record:
        text = cite([cited(record, item)], form)
    headers = {} if form == "txt" else {"Content-Disposition": _attached(f"{item.replace('#', '-')}.{form}")}
    return Response(text, media_type=MEDIA_TYPES[form], headers=headers)


def address_of(request: Request, room: Room) -> str:
    """The room's own address from outside, without a slash at its end."""
    return (room.options.address or str(request.base_url)).rstrip("/")


def _feed_of_search(request: Request, room: Room) -> Response:
    with room.record() as record:
        asked = narrowing.asked_by(request.query_params, room, narrowing.context_of(room, record))
        found = browsed(record, replace(asked.browse, order="newest", page=1, size=_IN_FEED))
        title = described(asked.browse, room, narrowing.actor_names(room, record))
        latest = glance.latest_articles(record, 1)
    browse = replace(asked.browse, order="best", page=1, size=Browse().size)
    path, page = urls.search_url(browse, _FEED), urls.search_url(replace(browse, order="newest"))
    return _fed(request, room, found.statements, feed.FeedHead(title, path, page), latest)


def _feed_of_events(request: Request, room: Room) -> Response:
    with room.record() as record:
        asked = happenings.asked_by(request.query_params, room, record).filters
        found = happenings.found_by(record, happenings.Happenings(asked, size=_IN_FEED), values=0)
        latest = glance.latest_articles(record, 1)
    title, path, page = happenings.described(asked, room), urls.events_url(asked, _FEED), urls.events_url(asked)
    return _fed(request, room, found.events, feed.FeedHead(title, path, page), latest)


def _fed(
    request: Request,
    room: Room,
    items: Sequence[RecordedStatement] | Sequence[RecordedEvent],
    head: feed.FeedHead,
    latest: Sequence[glance.ArticleSeen],
) -> Response:
    """A feed, whose ``head`` is completed by what is the same for all of them; ``latest``: what was read last."""
    whole = replace(
        head,
        address=address_of(request, room),
        record=room.name,
        changed=latest[0].read_at if latest else None,
        named=room.name_of,
    )
    return Response(feed.atom(items, whole), media_type=feed.MEDIA_TYPE)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _attached(name: str) -> str:
    """The header by which a browser keeps an answer as a file of this name."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "verbale"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
