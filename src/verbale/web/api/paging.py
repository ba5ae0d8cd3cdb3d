"""Answers that come page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from verbale.web import urls
from verbale.web.api.models import Model
from verbale.web.api.problems import ProblemError

T = TypeVar("T")
#: The most that stand on a page.
MOST = 100


class Parameters(BaseModel):
    """What a request may ask for; anything else is an error, so that a mistyped filter never looks like an answer."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, frozen=True)


class Paged(Parameters):
    """What a request for one page may ask for."""

    page: int = Field(1, ge=1, le=1_000_000)
    """Which page, from 1."""
    size: int = Field(20, ge=1, le=MOST)
    """How many stand on a page."""


class Page(Model):
    """One page of a list."""

    url: str
    """The page in this room that shows the same."""
    total: int
    """How many there are on all pages."""
    page: int
    """Which page this is, from 1."""
    pages: int
    """How many pages there are."""
    size: int
    """How many stand on a page."""
    next: str | None
    """Address of the next page, or null."""
    previous: str | None
    """Address of the page before, or null."""


def numbers(request: Request, asked: Paged, total: int) -> dict[str, Any]:
    """The fields of :class:`Page` but ``url``. Raises :class:`ProblemError` for a page after the last."""
    pages = -(-total // asked.size)
    if asked.page > max(1, pages):
        there = f"there {'is one page' if pages == 1 else f'are {pages:,} pages'}" if pages else "nothing was found"
        raise ProblemError(404, f"Page {asked.page:,} is after the last: {there} of {asked.size}.")
    return {
        "total": total,
        "page": asked.page,
        "pages": pages,
        "size": asked.size,
        "next": _page(request, asked.page + 1) if asked.page < pages else None,
        "previous": _page(request, asked.page - 1) if asked.page > 1 else None,
    }


def cut(all_of: Sequence[T], asked: Paged) -> Sequence[T]:
    """What of a whole list stands on the page."""
    return all_of[(asked.page - 1) * asked.size : asked.page * asked.size]


def _page(request: Request, number: int) -> str:
    path = request.scope["path"].removeprefix(urls.API).strip("/")
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name != "page":
            values.setdefault(name, []).append(value)
    return urls.api_url("/".join(map(urls.part, path.split("/"))), **{**_plain(values), "page": number})


def _plain(values: Mapping[str, list[str]]) -> dict[str, urls.Value]:
    return dict(values)
