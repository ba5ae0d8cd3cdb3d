"""Positions: what one government says and does about another on a topic, and where its line changes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.record.line_rows import position_row, told
from verbale.web import lines, urls
from verbale.web.api.models import Head, Model, Speaker
from verbale.web.api.paging import Page, Paged, cut, numbers
from verbale.web.api.problems import ProblemError, faulty
from verbale.web.api.values import Code, Topic, codes, in_path
from verbale.web.room import InRoom

router = APIRouter(tags=["relations"])


class Commitment(Model):
    """What a government does, will, may or does not do."""

    matter: str
    """Of what: `sanctions`, `talks`, …"""
    polarity: str
    """`does`, `does not`, `may` or `will`."""
    phrase: str
    """The words that say so."""
    sign: int
    """1 towards doing it, -1 towards not doing or ending it."""
    firmness: float
    """0 to 1."""
    conditional: bool
    """It hangs on an *if* or *until*."""


class Stance(Model):
    """How favourable words or a deed are."""

    value: float
    """-1 (adverse) to 1 (favourable)."""
    deed: bool
    """Done, not only said."""
    holds: bool
    """Says that a line holds."""
    commitments: list[Commitment]
    reason: str
    """In words."""


class Entry(Model):
    """An utterance or deed of a position."""

    id: str
    """Of the statement or event that tells it best."""
    url: str
    """Its page in this room."""
    date: str
    """As precise as it is known."""
    kind: Literal["statement", "event"]
    """What tells it."""
    act: str | None
    """Of a statement."""
    type: str | None
    """Of an event."""
    speaker: Speaker | None
    """Of a statement."""
    weight: float
    """How far the speaker binds the government, 0 to 1."""
    quote: str
    """Its words."""
    stance: Stance
    article: Head
    outlets: list[str]
    """All outlets that report it."""
    independent: int
    """How many of them are independent."""
    items: list[str]
    """Ids of all reports."""


class Shift(Model):
    """A change of line: a candidate for judgement."""

    date: str
    """Day of the first entry of the new line."""
    kind: str
    """From what to what."""
    matter: str
    """About what, or the formula that was dropped."""
    from_: str = Field(alias="from")
    """Id of the last entry of the old line."""
    to: str
    """Id of the first entry of the new line."""
    score: float
    """How sure it is, 0 to 1."""
    reason: str
    """In words."""


class Summary(Model):
    """A position in short."""

    government: str
    """Whose, a code."""
    about: str
    """About whom, a code."""
    topic: str
    """On what."""
    entries: int
    """How many utterances and deeds."""
    shifts: int
    """How often the line changed."""
    first: dt.date | None
    """Day of the first entry."""
    last: dt.date | None
    """Day of the last."""
    url: str
    """Its page in this room."""
    whole: str
    """Address of the whole."""


class Position(Model):
    """What a government says and does about another on a topic."""

    url: str
    """Its page in this room."""
    government: str
    """Whose, a code."""
    about: str
    """About whom, a code."""
    topic: str
    """On what."""
    entries: list[Entry]
    """In order of time."""
    shifts: list[Shift]
    """Where the line changed."""


class Positions(Paged):
    """Which positions."""

    government: Code | None = None
    """Whose: a code."""
    about: Code | None = None
    """About whom: a code."""
    topic: Topic | None = None
    """On what."""
    shifts: bool = False
    """Only those whose line changed."""


class PositionsPage(Page):
    """Positions in short, by government, other state and topic."""

    positions: list[Summary]


Government = Annotated[Code, in_path("Whose position: a code.", "XTV")]
About = Annotated[Code, in_path("About whom: a code.", "XKE")]
OnTopic = Annotated[Topic, in_path("On what.", "borders")]


@router.get("/positions")
def positions(request: Request, room: InRoom, asked: Annotated[Positions, Query()]) -> PositionsPage:
    """List positions.

    What governments hold about one another, in short.
    """
    with room.record() as record:
        one, other = (
            codes(room, record, name, [value])[0] if value is not None else None
            for name, value in (("government", asked.government), ("about", asked.about))
        )
        if one is not None and one == other:
            raise faulty("about", f"both are {one}; name two governments")
        found = lines.seen(room, record, one, other)
    if found is None:
        raise ProblemError(400, "These are too many to be read at once: give `government` and `about`.")
    shown = [row for row in found if asked.topic in (None, row.topic) and (row.shifts or not asked.shifts)]
    return PositionsPage(
        url=urls.positions_url(one or "", other or "", topic=asked.topic, shifts="true" if asked.shifts else None),
        **numbers(request, asked, len(shown)),
        positions=[_summary(row) for row in cut(shown, asked)],
    )


@router.get("/positions/{government}/{about}/{topic}")
def position(room: InRoom, government: Government, about: About, topic: OnTopic) -> Position:
    """A position.

    What one government says and does about another on a topic, in order of time, and where its line changes.
    """
    with room.record() as record:
        one, other = (
            codes(room, record, name, [value], status=404)[0]
            for name, value in (("government", government), ("about", about))
        )
        every = lines.positions(room, record, one, other) if one != other else ()
        found = next((each for each in every if each.topic == topic), None)
        if found is None:
            raise ProblemError(
                404,
                f"The record has nothing of {room.name_of(one)} about {room.name_of(other)} on {topic} with a day; "
                f"see {urls.api_url('positions', government=one)}.",
            )
        row = position_row(found, told(record, found))
    for entry in row["entries"]:
        entry["url"] = urls.item_url(entry["id"])
    return Position.model_validate({**row, "url": urls.position_url(one, other, topic)})


def _summary(one: lines.Seen) -> Summary:
    path = "/".join(map(urls.part, ("positions", one.government, one.about, one.topic)))
    return Summary(
        government=one.government,
        about=one.about,
        topic=one.topic,
        entries=one.entries,
        shifts=len(one.shifts),
        first=one.first,
        last=one.last,
        url=urls.position_url(one.government, one.about, one.topic),
        whole=urls.api_url(path),
    )
