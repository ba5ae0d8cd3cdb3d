"""A list of events as its address gives it: what it is narrowed by, how it can be made wider or narrower, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from starlette.datastructures import QueryParams

from verbale.asking.labels import label_of
from verbale.asking.names import names_of
from verbale.asking.words import words
from verbale.record.browse import Browse, Facet
from verbale.record.events import WRITTEN
from verbale.record.model import EventFilters
from verbale.record.pages import EventsFound, count_events, page_of_events
from verbale.record.store import Record
from verbale.web import narrowing, urls
from verbale.web.codes import code_of
from verbale.web.narrowing import Chip, Choice, Group, Wider
from verbale.web.periods import period
from verbale.web.room import Room, UnclearError

SIZE = 20
#: What is counted beside the list, in the order in which it stands there, with its heading.
TITLES = {
    "actor": "Who",
    "recipient": "Towards whom",
    "type": "Type",
    "status": "Status",
    "subtype": "Practice",
    "year": "Year",
    "outlet": "Told by",
}
#: At most so many values of each are counted.
_VALUES = 30
_PARTIES = ("actor", "recipient")
#: Fields of a search that can be asked of events, under another name or the same; and those that say how it is shown.
_SEARCHED = {"country": "actor", "about": "recipient"}
_SAME = ("type", "status", "subtype", "outlet", "since", "until")
_SHOWN = ("order", "page", "size")


@dataclass(frozen=True, slots=True)
class Happenings:
    """A page of a list of events: what it is narrowed to, which page, and how many stand on it."""

    filters: EventFilters
    page: int = 1
    size: int = SIZE

    def url(self, ending: str = "", **changed: Any) -> str:
        """Its address, or that of its first page with some filters changed; with an ``ending`` of the whole list."""
        size = self.size if self.size != SIZE and not ending else None
        return urls.events_url(replace(self.filters, **changed), ending, size=size)

    def page_url(self, number: int) -> str:
        """The address of one of its pages."""
        size = self.size if self.size != SIZE else None
        return urls.events_url(self.filters, size=size, page=number if number > 1 else None)


def asked_by(given: QueryParams, room: Room, record: Record) -> Happenings:
    """What an address asks for.

    Raises :class:`UnclearError` for what is no date or number, and :class:`~verbale.web.room.NotFoundError` for a state
    that is not known.
    """
    some: dict[str, Any] = {
        name: tuple(dict.fromkeys(put(one) for one in narrowing.values(given, name)))
        for name, put in WRITTEN.items()
        if name not in _PARTIES
    }
    span = period(*((narrowing.values(given, name) or ("",))[-1] for name in ("since", "until")))
    some |= span.values()
    for name in _PARTIES:
        written = [one.strip() for value in narrowing.values(given, name) for one in value.split(",")]
        rest = EventFilters(**some)

        def instead(code: str, name: str = name, rest: EventFilters = rest) -> str:
            return urls.events_url(rest, **{name: code})

        some[name] = tuple(dict.fromkeys(code_of(room, record, one, instead) for one in written if one))
    return Happenings(
        EventFilters(**some),
        narrowing.number(given, "page", 1, narrowing.MOST_PAGES),
        narrowing.number(given, "size", SIZE, narrowing.MOST_SIZE),
    )


def found_by(record: Record, asked: Happenings, values: int = _VALUES) -> EventsFound:
    """The page of events that is asked for, and what stands beside it, at most ``values`` of each.

    Raises :class:`UnclearError`.
    """
    try:
        return page_of_events(record, asked.filters, asked.size, (asked.page - 1) * asked.size, values=values)
    except ValueError as error:
        raise UnclearError.of(error) from error


def chips(asked: Happenings, room: Room) -> tuple[Chip, ...]:
    """What a list is narrowed by."""
    return tuple(Chip(label, asked.url(**less)) for label, less in _parts(asked, room))


def wider(record: Record, asked: Happenings, room: Room, most: int = 8) -> tuple[Wider, ...]:
    """Of a list that is empty, what it would hold without each of the things that it is narrowed by."""
    found = [
        Wider(Chip(label, asked.url(**less)), count_events(record, replace(asked.filters, **less)))
        for label, less in _parts(asked, room)[:most]
    ]
    return tuple(sorted((one for one in found if one.total), key=lambda one: -one.total))


def groups(found: EventsFound, asked: Happenings, room: Room) -> tuple[Group, ...]:
    """What is counted beside a list, without what holds nothing to choose."""
    made: list[Group] = []
    for field, title in TITLES.items():
        choices = [_choice(field, facet, asked, room) for facet in found.facets.get(field, ())]
        made += narrowing.grouped(field, title, choices, found.total)
    return tuple(made)


def described(filters: EventFilters, room: Room) -> str:
    """A list in plain words: *Events by Valdoria towards Kestria of type SANCTION since 2016*."""
    names = names_of(room.registry)
    said = ["Events" if filters != EventFilters() else "All events"]
    if filters.actor:
        said.append("by " + _any([names.label(one) for one in filters.actor]))
    if filters.recipient:
        said.append("towards " + _any([names.label(one) for one in filters.recipient]))
    if filters.type:
        said.append("of type " + _any(filters.type))
    if filters.status:
        said.append(_any([words().statuses_said.get(one, one) for one in filters.status]))
    if filters.subtype:
        said.append("with the practice " + _any([f"“{one.replace('-', ' ')}”" for one in filters.subtype]))
    if filters.outlet:
        said.append("in " + _any(filters.outlet))
    if filters.article:
        said.append("in the article " + _any(filters.article))
    if filters.since and filters.since == filters.until:
        said.append(
            label_of("since", filters.since, names).replace("since", "on" if len(filters.since) == 10 else "in")
        )
    else:
        said += [label_of(name, value, names) for name in ("since", "until") if (value := getattr(filters, name))]
    return " ".join(said)


def written(codes: Sequence[str], room: Room) -> str:
    """States as they can be typed into a field, by name."""
    names = [room.name_of(one) for one in codes]
    return ", ".join(code if "," in name else name for code, name in zip(codes, names, strict=True))


def of_search(browse: Browse) -> EventFilters | None:
    """What a search asks for, asked of events; None where some of it cannot be, or nothing is asked for."""
    asked = {
        one.name: value for one in fields(Browse) if one.name not in _SHOWN and (value := getattr(browse, one.name))
    }
    if not asked or not asked.keys() <= {*_SEARCHED, *_SAME}:
        return None
    return EventFilters(**{_SEARCHED.get(name, name): value for name, value in asked.items()})


def _parts(asked: Happenings, room: Room) -> list[tuple[str, dict[str, Any]]]:
    """Each thing that a list is narrowed by, in words, and the filters that it changes when it is taken away."""
    names = names_of(room.registry)
    made: list[tuple[str, dict[str, Any]]] = []
    for one in fields(EventFilters):
        given = getattr(asked.filters, one.name)
        for value in (given,) if isinstance(given, str) else given or ():
            left = None if given == value else tuple(other for other in given if other != value)
            made.append((_label(one.name, value, names), {one.name: left}))
    return made


def _label(field: str, value: str, names: Any) -> str:
    if field in _PARTIES:
        return f"{'by' if field == 'actor' else 'towards'} {names.label(value)}"
    if field == "article":
        return f"in the article {value}"
    if field == "type":
        return f"of type {value}"
    if field == "status":
        return words().statuses_said.get(value, value)
    return label_of(field, value, names)


def _choice(field: str, facet: Facet, asked: Happenings, room: Room) -> Choice:
    label = narrowing.value_label("country" if field in _PARTIES else field, facet.value, room)
    return narrowing.choice(field, replace(facet, label=label), asked.filters, asked.url)


def _any(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} or {values[-1]}"
