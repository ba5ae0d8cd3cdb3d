"""States, organisations and groups, and who speaks of whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from verbale.record import glance
from verbale.web import urls
from verbale.web.api.actors import Towards, towards_of
from verbale.web.api.models import Model
from verbale.web.api.paging import Page, Paged, cut, numbers
from verbale.web.api.values import Code, codes, in_path
from verbale.web.room import InRoom, Room

router = APIRouter(tags=["actors and countries"])


class Country(Model):
    """A state, organisation or group."""

    code: str
    """ISO 3166-1 alpha-3, or the registry's."""
    name: str
    """What it is called."""
    url: str
    """Its page in this room."""
    said: int
    """Statements of its speakers."""
    about: int
    """Statements about it."""
    events: int
    """Events in which it takes part."""
    last: str | None
    """The last day of any of these, or null."""

    @classmethod
    def of(cls, room: Room, one: glance.CountrySeen) -> Country:
        """A country of a record."""
        return cls(
            code=one.code,
            name=room.name_of(one.code),
            url=urls.country_url(one.code),
            said=one.said,
            about=one.about,
            events=one.events,
            last=one.last,
        )


class CountriesPage(Page):
    """States, organisations and groups, those with most statements and events first."""

    countries: list[Country]


class WholeCountry(Model):
    """A state, organisation or group with who speaks of whom."""

    url: str
    """Its page in this room."""
    country: Country
    speaks_of: list[Towards]
    """Of whom its speakers speak, itself left out."""
    spoken_of_by: list[Towards]
    """Whose speakers speak of it, its own left out."""
    statements: str
    """Address of its statements."""
    statements_about: str
    """Address of the statements about it."""


CountryCode = Annotated[Code, in_path("Code of a state, organisation or group.", "XKE")]


@router.get("/countries")
def countries(request: Request, room: InRoom, asked: Annotated[Paged, Query()]) -> CountriesPage:
    """List countries.

    All states, organisations and groups that speak, are spoken of or take part in an event.
    """
    with room.record() as record:
        found = room.kept(record, "countries", glance.countries)
    return CountriesPage(
        url=urls.COUNTRIES,
        **numbers(request, asked, len(found)),
        countries=[Country.of(room, one) for one in cut(found, asked)],
    )


@router.get("/countries/{code}")
def country(room: InRoom, code: CountryCode) -> WholeCountry:
    """A country.

    How much it says and is spoken of, of whom it speaks and who speaks of it.
    """
    with room.record() as record:
        (own,) = codes(room, record, "code", [code], status=404)
        seen = {one.code: one for one in room.kept(record, "countries", glance.countries)}
        speaks_of = glance.about_by_country(record, own)
        spoken_of = glance.spoken_of_by(record, own)
    return WholeCountry(
        url=urls.country_url(own),
        country=Country.of(room, seen.get(own) or glance.CountrySeen(own)),
        speaks_of=[towards_of(room, one) for one in speaks_of],
        spoken_of_by=[towards_of(room, one) for one in spoken_of],
        statements=urls.api_url("search", country=own),
        statements_about=urls.api_url("search", about=own),
    )
