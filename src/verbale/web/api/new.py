"""What was read last, and how much the record holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from verbale import __version__
from verbale.record import glance
from verbale.serialize import published_to_json
from verbale.web import urls
from verbale.web.api.models import Head, Model, Published, Statement
from verbale.web.api.paging import Page, Paged, numbers
from verbale.web.room import InRoom

router = APIRouter(tags=["the record"])
#: Statements of each article that are given.
_FIRST = 3


class ReadArticle(Model):
    """An article as it was read."""

    url: str
    """Its page in this room."""
    article: Head
    read_at: str
    """When: ISO time, UTC."""
    statements: int
    """How many are in it."""
    events: int
    """How many are in it."""
    first: list[Statement]
    """Its first statements."""


class Unread(Model):
    """An input that could not be read."""

    id: str
    """The id that its article would have."""
    name: str
    """The input."""
    place: str | None
    """The line, or null."""
    message: str
    """What is wrong, and what to do."""


class News(Page):
    """The articles that were read last, the last first."""

    articles: list[ReadArticle]
    unread: list[Unread]
    """Inputs that could not be read; on the first page."""


class Counts(Model):
    """How much the record holds."""

    url: str
    """The page in this room that shows the same."""
    record: str
    """What the record is called."""
    version: str
    """Version of Verbale."""
    articles: int
    """Articles."""
    statements: int
    """Statements."""
    events: int
    """Events."""
    problems: int
    """Inputs that could not be read."""
    outlets: int
    """Outlets."""
    countries: int
    """States and organisations that speak."""


@router.get("/new")
def new(request: Request, room: InRoom, asked: Annotated[Paged, Query()]) -> News:
    """What is new.

    The articles that were read last, with their first statements, and the inputs that could not be read.
    """
    with room.record() as record:
        counts = room.counts(record)
        latest = glance.latest_articles(record, asked.size, (asked.page - 1) * asked.size)
        firsts = glance.statements_of(record, [one.head.id for one in latest], _FIRST)
        problems = list(record.problems()) if asked.page == 1 else []
    return News(
        url=urls.new_url(asked.page),
        **numbers(request, asked, counts.articles),
        articles=[
            ReadArticle(
                url=urls.article_url(one.head.id),
                article=Head(
                    id=one.head.id,
                    url=one.head.url,
                    outlet=one.head.outlet,
                    title=one.head.title,
                    published=Published.model_validate(published_to_json(one.head.published)),
                ),
                read_at=one.read_at,
                statements=one.statements,
                events=one.events,
                first=[Statement.of(statement) for statement in firsts.get(one.head.id, ())],
            )
            for one in latest
        ],
        unread=[Unread(id=one.id, name=one.name, place=one.place, message=one.message) for one in problems],
    )


@router.get("/counts")
def counts(room: InRoom) -> Counts:
    """Counts.

    How much the record holds.
    """
    with room.record() as record:
        held = room.counts(record)
    return Counts(
        url=urls.HOME,
        record=room.name,
        version=__version__,
        articles=held.articles,
        statements=held.statements,
        events=held.events,
        problems=held.problems,
        outlets=held.outlets,
        countries=held.countries,
    )
