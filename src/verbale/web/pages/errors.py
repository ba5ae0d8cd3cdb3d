"""What is said when something is not there, cannot be understood or went wrong: what, and what to do about it."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast
from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from verbale.errors import MissingExtraError, NotInRecordError, RecordError, RecordLockedError
from verbale.record.hints import nearest
from verbale.schema import Annotated, Event, Statement
from verbale.web import urls
from verbale.web.guard import HEADERS
from verbale.web.room import NAVIGATION, Link, NotFoundError, Room, UnclearError, render, room_of

_LOG = logging.getLogger("verbale.web")
_TITLES = {
    400: "That cannot be read",
    404: "Not in this room",
    405: "Not that way",
    500: "Something went wrong here",
    501: "A library is missing",
    503: "The record cannot be read now",
}
#: Statements or events of an article that are offered at most.
_ITEMS = 8
Handler = Callable[[Request, Exception], Awaitable[Response] | Response]


def install(app: FastAPI) -> None:
    """Have every error of ``app`` answered by a page."""
    handlers: dict[type[Exception], Any] = {
        NotFoundError: _not_found,
        NotInRecordError: _not_in_record,
        UnclearError: _unclear,
        RequestValidationError: _invalid,
        HTTPException: _http,
        MissingExtraError: _missing_extra,
        RecordError: _record,
        Exception: _broken,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, cast(Handler, handler))


def answer(request: Request, status: int, message: str, near: tuple[Link, ...] = ()) -> Response:
    """The page of an error; ``near``: what may have been meant."""
    title = _TITLES.get(status, "Not answered")
    return render(request, "error.html", status=status, status_code=status, title=title, message=message, near=near)


def _not_found(request: Request, error: NotFoundError) -> Response:
    return answer(request, 404, error.message, error.near)


def _not_in_record(request: Request, error: NotInRecordError) -> Response:
    room = room_of(request)
    message = str(error).removeprefix(f"{room.path}: ")
    return answer(request, 404, _sentence(message.partition("; ")[0]), near_names(request, room, error.near))


def _unclear(request: Request, error: UnclearError) -> Response:
    return answer(request, 400, error.message)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    told = [
        f"{'.'.join(str(part) for part in one['loc'][1:]) or 'the request'}: {one['msg']}" for one in error.errors()
    ]
    return answer(request, 400, _sentence("; ".join(told)))


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404:
        return answer(request, 404, "There is no page of this address.", _near_pages(request.url.path))
    return answer(request, error.status_code, _sentence(str(error.detail)))


def _missing_extra(request: Request, error: MissingExtraError) -> Response:
    return answer(request, 501, _sentence(str(error)))


def _record(request: Request, error: RecordError) -> Response:
    locked = isinstance(error, RecordLockedError)
    remedy = "" if locked else " Start the room again with a record that exists."
    return answer(request, 503, _sentence(str(error)) + remedy)


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s: %r", request.method, request.url.path, error, exc_info=error)
    message = (
        f"This page could not be made ({type(error).__name__}). It is a fault of the program, not yours; the record is "
        "unharmed. What happened stands in the terminal where the room was started."
    )
    try:
        made = answer(request, 500, message)
    except Exception:
        # The fault may lie in what every page needs.
        made = PlainTextResponse(message, 500)
    # Made outside of what sets them for all others.
    made.headers.update(HEADERS)
    return made


def near_names(request: Request, room: Room, found: Sequence[str] | None) -> tuple[Link, ...]:
    """Articles, statements, events or actors whose names resemble the one that the address asks for.

    ``found``: ids of articles or actors that the record offers instead, None where it has looked for none.
    """
    family, _, asked = unquote(request.url.path).lstrip("/").partition("/")
    if family == "actor":
        return tuple(Link(name, urls.actor_url(name)) for name in found or ())
    if found is None:
        article = asked.rpartition("#")[0] or asked
        try:
            with room.record() as record:
                return _near_items(record.article(article), family, asked)
        except NotInRecordError as error:
            found = error.near
    return tuple(Link(name, urls.article_url(name)) for name in found or ())


def _near_items(annotated: Annotated, family: str, asked: str) -> tuple[Link, ...]:
    """Statements or events of an article that there is, and itself."""
    article = annotated.article.id
    own: tuple[Event, ...] | tuple[Statement, ...] = annotated.events if family == "event" else annotated.statements
    items = [f"{article}#{one.id}" for one in own]
    return (
        *(Link(name, urls.item_url(name)) for name in nearest(asked, items, _ITEMS) or items[:_ITEMS]),
        Link(f"the article {article}", urls.article_url(article)),
    )


def _near_pages(path: str) -> tuple[Link, ...]:
    pages = {link.url: link for link in NAVIGATION}
    first = "/" + path.lstrip("/").partition("/")[0]
    return tuple(pages[name] for name in difflib.get_close_matches(first, pages, n=3, cutoff=0.5))


def _sentence(text: str) -> str:
    """A message with a capital and a full stop."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}" if text else ""
