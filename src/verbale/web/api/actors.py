"""Actors: who speaks, in which offices, of whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.record import glance
from verbale.record.model import RecordedActor
from verbale.web import urls
from verbale.web.api.models import Model
from verbale.web.api.paging import Page, Paged, cut, numbers
from verbale.web.api.values import LONGEST, in_path
from verbale.web.room import InRoom

router = APIRouter(tags=["actors and countries"])
_ALL = 2**31


class Office(Model):
    """An office, with the first and last date of statements by its holder."""

    office: str
    """As the articles write it."""
    first: str | None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null where all are undated."""
    last: str | None
    """The same."""


class Actor(Model):
    """Somebody who speaks, over all statements."""

    id: str
    """The current id."""
    url: str
    """The page in this room."""
    names: list[str]
    """The most frequent first."""
    offices: list[Office]
    """By their first date."""
    institution: str | None
    """The most frequent, or null."""
    country: str | None
    """The most frequent code, or null."""
    statements: int
    """How many."""
    merged: list[str]
    """Ids that people merged into it."""

    @classmethod
    def of(cls, one: RecordedActor) -> Actor:
        """An actor of a record."""
        return cls(
            id=one.id,
            url=urls.actor_url(one.id),
            names=list(one.names),
            offices=[Office(office=of.office, first=of.first, last=of.last) for of in one.offices],
            institution=one.institution,
            country=one.country,
            statements=one.statements,
            merged=list(one.merged),
        )


class Towards(Model):
    """How often one speaks of another."""

    code: str
    """The other."""
    name: str
    """What it is called."""
    total: int
    """How many statements."""
    acts: dict[str, int]
    """By act."""


class Change(Model):
    """What a person said of an actor id."""

    kind: str
    """`merge`, `unmerge` or `split`."""
    old: str
    """The id."""
    new: str
    """The id that it was merged into, taken out of, or that some of its statements went to."""
    who: str
    """Who said it."""
    why: str
    """Why."""
    decided_at: str
    """When: ISO time, UTC."""


class Actors(Paged):
    """Which actors."""

    q: str = Field("", max_length=LONGEST)
    """Part of an id, name, office or country, case and accents aside."""


class ActorsPage(Page):
    """Actors, those with most statements first."""

    actors: list[Actor]


class WholeActor(Model):
    """Where an actor id leads, and what is known of it."""

    url: str
    """The page in this room."""
    id: str
    """The id that was asked for."""
    current: list[str]
    """The ids that stand for it now."""
    actors: list[Actor]
    """Those."""
    speaks_of: list[Towards]
    """Of whom the first of them speaks, its own state left out; the most spoken of first."""
    changes: list[Change]
    """What people said of these ids, oldest first."""
    statements: str
    """Address of their statements."""


ActorId = Annotated[str, in_path("An actor's id, current or merged.", "xke.tovasch")]


@router.get("/actors")
def actors(request: Request, room: InRoom, asked: Annotated[Actors, Query()]) -> ActorsPage:
    """List actors.

    Persons, bodies and governments that speak in the record.
    """
    with room.record() as record:
        every = room.kept(record, "actors", glance.all_actors)
        found = record.actors(asked.q, limit=_ALL) if asked.q.strip() else every
    return ActorsPage(
        url=urls.actors_url(asked.q, asked.page),
        **numbers(request, asked, len(found)),
        actors=[Actor.of(one) for one in cut(found, asked)],
    )


@router.get("/actors/{id:path}")
def actor(room: InRoom, id: ActorId) -> WholeActor:
    """An actor.

    Names, offices over time, whom the actor speaks of, and where an id that was merged or split leads.
    """
    with room.record() as record:
        link = record.actor(id)
        known = glance.actors_named(record, link.current)
        towards = glance.about_by_actor(record, link.current[0])
    nobody = {one: RecordedActor(one, (), (), None, None, 0) for one in link.current}
    return WholeActor(
        url=urls.actor_url(link.id),
        id=link.id,
        current=list(link.current),
        actors=[Actor.of(known.get(one, nobody[one])) for one in link.current],
        speaks_of=[towards_of(room, one) for one in towards],
        changes=[
            Change(kind=one.kind, old=one.old, new=one.new, who=one.who, why=one.why, decided_at=one.decided_at)
            for one in link.changes
        ],
        statements=urls.api_url("search", actor=link.current),
    )


def towards_of(room: InRoom, one: glance.Towards) -> Towards:
    """How often one speaks of another, as answered."""
    return Towards(code=one.code, name=room.name_of(one.code), total=one.total, acts=dict(one.acts))
