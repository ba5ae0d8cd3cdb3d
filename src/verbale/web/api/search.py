"""Searching statements: by a query in a person's words, by fields, with counts of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.asking import Asked, understand
from verbale.record.browse import Browse, Order
from verbale.record.store import Record
from verbale.web import urls
from verbale.web.api.models import Model, Statement
from verbale.web.api.paging import Page, Paged, numbers
from verbale.web.api.values import (
    LONGEST_QUERY,
    MOST_VALUES,
    Act,
    Code,
    Date,
    Kind,
    Status,
    Subtype,
    Text,
    Topic,
    Type,
    codes,
    in_order,
)
from verbale.web.narrowing import context_of
from verbale.web.room import InRoom, Room

router = APIRouter(tags=["statements"])


class Search(Paged):
    """What is looked for; several values of one parameter mean any of them, and all parameters must agree."""

    q: str = Field("", max_length=LONGEST_QUERY, examples=["XKE on borders since 2026-11"])
    """A query as for the search box: *US on sanctions to Pakistan since 2016*, *usa > pak reject*, *about:PAK*."""
    words: str = Field("", max_length=LONGEST_QUERY, examples=['"joint inquiry"'])
    """Words that must all occur; "a phrase", begin*, -without. Taken as they are, unlike those of `q`."""
    speaker: list[Text] = Field([], max_length=MOST_VALUES)
    """Part of a speaker's name, office or institution, or a whole actor id."""
    actor: list[Text] = Field([], max_length=MOST_VALUES)
    """Actor ids."""
    country: list[Code] = Field([], max_length=MOST_VALUES, examples=[["XKE"]])
    """Whose speakers: codes of states, organisations and groups."""
    about: list[Code] = Field([], max_length=MOST_VALUES, examples=[["XTV"]])
    """Whom it is about: codes."""
    act: list[Act] = Field([], max_length=MOST_VALUES)
    """What is done by it."""
    kind: list[Kind] = Field([], max_length=MOST_VALUES)
    """How it is quoted."""
    topic: list[Topic] = Field([], max_length=MOST_VALUES)
    """On what."""
    outlet: list[Text] = Field([], max_length=MOST_VALUES)
    """A whole name as the record writes it, or else part of names."""
    type: list[Type] = Field([], max_length=MOST_VALUES)
    """Type of an event that was done by the statement."""
    status: list[Status] = Field([], max_length=MOST_VALUES)
    """Status of such an event."""
    subtype: list[Subtype] = Field([], max_length=MOST_VALUES)
    """Practice of an event that the statement does or that is told in its words."""
    since: Date | None = None
    """This day, month or year, or later: of the statement, or else of its article."""
    until: Date | None = None
    """This day, month or year, or earlier."""
    order: Order | None = None
    """`best` ranks by the words, and is newest first without any."""
    facets: int = Field(10, ge=0, le=100)
    """At most so many values of each facet; 0 counts none."""


class Part(Model):
    """One thing that was understood of a query."""

    field: str
    """The parameter that says the same."""
    value: str
    """Its value."""
    label: str
    """In words."""
    said: str
    """What it was read from."""


class Facet(Model):
    """A value of a field."""

    value: str
    """For the parameter of the facet's name; a `speaker` is for `actor`, a `year` for `since` and `until`."""
    label: str
    """What to call it."""
    count: int
    """How many statements would be found with it alone in the place of the field's own values."""


class Found(Page):
    """Statements that were found."""

    exact: bool
    """Whether `total` and `facets` are exact; else the words occur so often that they are estimates."""
    ranked: bool
    """Sorted by how well the words match."""
    undated: int
    """How many `since` and `until` left out for want of a date."""
    query: dict[str, str | list[str]]
    """What was looked for: `words`, and parameters that were given or understood."""
    understood: list[Part]
    """What was understood of `q`, in its order."""
    alternatives: list[Part]
    """What else words of `q` can mean."""
    facets: dict[str, list[Facet]]
    """By `country`, `about`, `act`, `kind`, `topic`, `outlet`, `year`, `speaker`, `type`, `status` and `subtype`; the
    most frequent first."""
    statements: list[Statement]


@router.get("/search")
def search(request: Request, room: InRoom, asked: Annotated[Search, Query()]) -> Found:
    """Search statements.

    Finds statements by a query in a person's words, by fields, or by both, and counts what there is of every kind.
    """
    with room.record() as record:
        understood = (
            understand(asked.q, room.registry, context_of(room, record)) if asked.q.strip() else Asked(Browse())
        )
        browse = _browse(room, record, asked, understood.browse)
        found = record.browse(browse, values=asked.facets)
    facets = {
        name: [
            Facet(value=one.value, label=one.label or _label(room, name, one.value), count=one.count) for one in some
        ]
        for name, some in found.facets.items()
    }
    return Found(
        url=urls.search_url(replace(browse, page=asked.page, size=Browse().size)),
        **numbers(request, asked, found.total),
        exact=found.exact,
        ranked=found.ranked,
        undated=found.undated,
        query=_query(browse),
        understood=_parts(understood.parts),
        alternatives=_parts(understood.alternatives),
        facets=facets,
        statements=[Statement.of(one) for one in found.statements],
    )


def _browse(room: Room, record: Record, asked: Search, understood: Browse) -> Browse:
    """What is looked for: what was understood, and the parameters beside it; of one value those win."""
    given: dict[str, Any] = {"page": asked.page, "size": asked.size}
    for one in fields(Browse):
        before, value = getattr(understood, one.name), getattr(asked, one.name)
        if one.name in ("country", "about"):
            value = codes(room, record, one.name, value)
        if isinstance(before, tuple):
            given[one.name] = tuple(dict.fromkeys((*before, *value)))
        elif one.name in ("since", "until", "order"):
            given[one.name] = value or before
    given["words"] = " ".join(filter(None, (understood.words, asked.words.strip())))
    in_order(given["since"], given["until"])
    return Browse(**given)


def _query(browse: Browse) -> dict[str, str | list[str]]:
    shown: dict[str, str | list[str]] = {}
    for one in fields(Browse):
        value = getattr(browse, one.name)
        if one.name not in ("page", "size") and value != one.default:
            shown[one.name] = list(value) if isinstance(value, tuple) else value
    return shown


def _parts(some: Sequence[Any]) -> list[Part]:
    return [Part(field=one.field, value=one.value, label=one.label, said=one.said) for one in some]


def _label(room: Room, facet: str, value: str) -> str:
    return room.name_of(value) if facet in ("country", "about") else value
