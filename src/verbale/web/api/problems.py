"""What is answered when a request cannot be: problem details (RFC 9457), which say what is wrong and what to do."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from verbale.errors import MissingExtraError, NotInRecordError, RecordError, RecordLockedError
from verbale.web import urls
from verbale.web.api.models import Model
from verbale.web.room import NotFoundError, UnclearError, room_of

_LOG = logging.getLogger("verbale.web.api")
MEDIA_TYPE = "application/problem+json"
#: Status to the last part of the problem's type, its title, and what it means.
KINDS = {
    400: ("invalid", "A parameter cannot be used", "A value is malformed, unknown or too large, or a name is none."),
    404: ("not-found", "Not in this record", "No such article, statement, event, actor or page, or no such address."),
    405: ("method", "Only GET", "Nothing can be changed here."),
    500: ("broken", "A fault of the program", "Not yours; the record is unharmed."),
    501: ("missing-library", "A library is missing", "The room was installed without it."),
    503: ("unavailable", "The record cannot be read now", "Another program is writing to it, or the file has gone."),
}


class Faulty(Model):
    """A parameter that cannot be used."""

    name: str
    """Its name."""
    message: str
    """What is wrong with it, and what to write."""


class Meant(Model):
    """What may have been meant."""

    value: str
    """What to write instead."""
    label: str
    """What that is, in words."""
    url: str | None
    """Its page in this room, or null."""


class Problem(Model):
    """Why a request was not answered (RFC 9457)."""

    type: str
    """What kind of problem: an address of the list of problems in the documentation."""
    title: str
    """The kind in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong with this request, and what to do."""
    instance: str
    """The path that was asked for."""
    errors: list[Faulty]
    """The parameters that cannot be used."""
    near: list[Meant]
    """What may have been meant."""


class ProblemError(Exception):
    """A request that cannot be answered, with its status and what is wrong."""

    def __init__(self, status: int, detail: str, errors: Sequence[Faulty] = (), near: Sequence[Meant] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.near = status, detail, tuple(errors), tuple(near)


def kind_url(status: int) -> str:
    """Where the documentation describes problems of a status."""
    kind = KINDS[status][0] if status in KINDS else "other"
    return f"{urls.api_url('docs')}#{kind}"


def faulty(name: str, message: str, near: Sequence[Meant] = ()) -> ProblemError:
    """The error of one parameter."""
    return ProblemError(400, sentence(f"{name}: {message}"), [Faulty(name=name, message=message)], near)


def install(app: FastAPI) -> None:
    """Have every error of ``app`` answered by problem details."""
    app.add_exception_handler(Exception, _broken)
    handlers: dict[type[Exception], Any] = {
        ProblemError: _own,
        NotFoundError: _not_found,
        UnclearError: _unclear,
        RequestValidationError: _invalid,
        HTTPException: _http,
        NotInRecordError: _record,
        MissingExtraError: _missing,
        RecordError: _record,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def answer(request: Request, error: ProblemError, headers: dict[str, str] | None = None) -> Response:
    """The problem details of an error."""
    problem = Problem(
        type=kind_url(error.status),
        title=KINDS[error.status][1] if error.status in KINDS else "Not answered",
        status=error.status,
        detail=error.detail,
        instance=quote(request.scope["path"], safe="/", errors="replace"),
        errors=list(error.errors),
        near=list(error.near),
    )
    return JSONResponse(problem.model_dump(), error.status, headers, MEDIA_TYPE)


def sentence(text: str) -> str:
    """A message with a full stop."""
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _own(request: Request, error: ProblemError) -> Response:
    return answer(request, error)


def _not_found(request: Request, error: NotFoundError) -> Response:
    near = [Meant(value=link.label, label=link.label, url=link.url) for link in error.near]
    return answer(request, ProblemError(404, error.message, (), near))


def _unclear(request: Request, error: UnclearError) -> Response:
    return answer(request, ProblemError(400, error.message))


def _invalid(request: Request, error: RequestValidationError) -> Response:
    told = [_told(one) for one in error.errors()]
    detail = "; ".join(f"{one.name}: {one.message}" for one in told)
    return answer(request, ProblemError(400, sentence(detail), told))


def _told(one: dict[str, Any]) -> Faulty:
    """One error of pydantic's, in a person's words."""
    # The place begins with where the parameter stands (path or query), and ends with the number of a repeated one.
    name = next((str(part) for part in one["loc"][1:] if isinstance(part, str)), "the request")
    message = str(one["msg"]).removeprefix("Value error, ")
    if one["type"] == "extra_forbidden":
        message = f"there is no such parameter; see {urls.api_url('docs')}"
    return Faulty(name=name, message=message[:1].lower() + message[1:])


def _http(request: Request, error: HTTPException) -> Response:
    detail = {
        404: f"There is no such address; see {urls.api_url('docs')} for all.",
        405: "Nothing can be changed here: use GET.",
    }.get(error.status_code, sentence(str(error.detail)))
    headers = dict(error.headers) if error.headers else None
    return answer(request, ProblemError(error.status_code, detail), headers)


def _missing(request: Request, error: MissingExtraError) -> Response:
    return answer(request, ProblemError(501, sentence(str(error))))


def _record(request: Request, error: RecordError) -> Response:
    # Whoever asks knows the record by its name, and not where its file stands.
    detail = sentence(str(error).removeprefix(f"{room_of(request).path}: "))
    detail = detail[:1].upper() + detail[1:]
    if isinstance(error, NotInRecordError):
        return answer(request, ProblemError(404, detail))
    return answer(request, ProblemError(503, detail), {"Retry-After": "5"} if _passing(error) else None)


def _passing(error: RecordError) -> bool:
    return isinstance(error, RecordLockedError)


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s: %r", request.method, request.url.path, error, exc_info=error)
    detail = (
        f"This could not be answered ({type(error).__name__}). It is a fault of the program, not yours; the record is "
        "unharmed. What happened stands in the terminal where the room was started."
    )
    return answer(request, ProblemError(500, detail))
