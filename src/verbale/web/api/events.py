"""The events of a record, the newest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.record.model import EventFilters
from verbale.record.pages import page_of_events
from verbale.web import urls
from verbale.web.api.models import Event
from verbale.web.api.paging import Page, Paged, numbers
from verbale.web.api.values import MOST_VALUES, Code, Date, Status, Subtype, Text, Type, codes, in_order
from verbale.web.room import InRoom

router = APIRouter(tags=["events"])


class Events(Paged):
    """Which events; several values of one parameter mean any of them, and all parameters must agree."""

    actor: list[Code] = Field([], max_length=MOST_VALUES, examples=[["XTV"]])
    """Whose act: codes. Each party of a reciprocal event is its actor and its recipient."""
    recipient: list[Code] = Field([], max_length=MOST_VALUES, examples=[["XKE"]])
    """Towards whom: codes."""
    type: list[Type] = Field([], max_length=MOST_VALUES)
    """PLOVER's types."""
    status: list[Status] = Field([], max_length=MOST_VALUES)
    """Whether it happened."""
    subtype: list[Subtype] = Field([], max_length=MOST_VALUES)
    """Diplomatic practices."""
    outlet: list[Text] = Field([], max_length=MOST_VALUES)
    """By whom they are told: whole names, as the record writes them."""
    article: list[Text] = Field([], max_length=MOST_VALUES)
    """Ids of articles."""
    since: Date | None = None
    """This day, month or year, or later; events without a date are left out."""
    until: Date | None = None
    """This day, month or year, or earlier."""


class EventsPage(Page):
    """Events, the newest first, undated ones last."""

    events: list[Event]


@router.get("/events")
def events(request: Request, room: InRoom, asked: Annotated[Events, Query()]) -> EventsPage:
    """List events.

    What states, organisations and groups did, or would do, towards one another.
    """
    in_order(asked.since, asked.until)
    with room.record() as record:
        wanted = EventFilters(
            actor=codes(room, record, "actor", asked.actor),
            recipient=codes(room, record, "recipient", asked.recipient),
            type=tuple(asked.type),
            status=tuple(asked.status),
            subtype=tuple(asked.subtype),
            outlet=tuple(asked.outlet),
            since=asked.since,
            until=asked.until,
            article=tuple(asked.article),
        )
        found = page_of_events(record, wanted, asked.size, (asked.page - 1) * asked.size)
    return EventsPage(
        url=urls.events_url(wanted, page=asked.page if asked.page > 1 else None),
        **numbers(request, asked, found.total),
        events=[Event.of(one) for one in found.events],
    )
