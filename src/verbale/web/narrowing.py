"""A search as its address gives it: what is asked for, how it can be made wider or narrower, each way an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, get_args

from starlette.datastructures import QueryParams

from verbale.asking import Asked, Context, Part, asked_of, understand
from verbale.asking.asked import FIELDS, SINGLE, browse_of
from verbale.record import database, glance
from verbale.record.browse import Browse, Facet, Found, Order
from verbale.record.model import EventFilters
from verbale.record.store import Record
from verbale.web import urls
from verbale.web.room import Room, UnclearError

#: What is counted beside the results, in the order in which it stands there, with its heading.
TITLES: Mapping[str, str] = {
    "country": "Who speaks",
    "about": "About whom",
    "act": "Act",
    "topic": "Topic",
    "year": "Year",
    "speaker": "Speaker",
    "outlet": "Outlet",
    "kind": "Words",
    "type": "Event done by it",
    "status": "Status of the event",
    "subtype": "Practice",
}
_KINDS = {"direct": "in quotation marks", "indirect": "reported", "mixed": "partly quoted"}
#: A field of the facets to that of the query, where it is called otherwise.
_FIELD = {"speaker": "actor"}
#: So many values of a facet are shown at once, the others on demand.
SHOWN = 8
MOST_PAGES, MOST_SIZE = 1_000_000, 100
_OUTLETS = "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY outlet"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the search is narrowed by; ``url``: the search without it. ``said``: what it was read from."""

    label: str
    url: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet.

    ``url``: the search narrowed to it, which finds ``count``; of a ``chosen`` one, the search without it. ``also``: the
    search for it beside those chosen, empty where none is.
    """

    label: str
    count: int
    url: str
    chosen: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A facet; ``more``: the values that are not shown at once."""

    field: str
    title: str
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


class Wider(NamedTuple):
    """A search without one thing, and how many statements that finds."""

    chip: Chip
    total: int


def context_of(room: Room, record: Record) -> Context:
    """What the record knows that helps to understand a search."""
    today = date.today()

    def made(record: Record) -> Context:
        with database.errors(record.path):
            outlets = [row["outlet"] for row in record._connection.execute(_OUTLETS)]
        speakers = [name for names in room.kept(record, "actor names", glance.actor_names).values() for name in names]
        return Context(outlets, speakers, today)

    return room.kept(record, f"asking on {today}", made)


def asked_by(given: QueryParams, room: Room, context: Context) -> Asked:
    """What an address asks for: its ``q`` as it is understood, and its fields. Raises :class:`UnclearError`."""
    fields = {name: some for name in FIELDS if name != "words" and (some := values(given, name))}
    chosen = replace(Browse(), **{name: _single(name, some) for name, some in fields.items()})
    if chosen.order not in get_args(Order):
        raise UnclearError(f"{chosen.order!r} is no order; write {', '.join(get_args(Order))}.")
    typed = understand(given.get("q", ""), room.registry, context)
    parts = list(asked_of(chosen, room.registry).parts)
    known = {(one.field, one.value) for one in parts}
    for one in typed.parts:
        if (one.field, one.value) not in known and not (one.field in SINGLE and one.field in fields):
            parts.append(one)
    base = Browse(size=number(given, "size", Browse().size, MOST_SIZE))
    browse = replace(browse_of(parts, typed.searched, base), page=number(given, "page", 1, MOST_PAGES))
    return replace(typed, parts=tuple(parts), browse=browse)


def without_words(asked: Asked) -> Asked:
    """The search without the words that are looked for in the text."""
    return replace(asked, words="", searched="", browse=browse_of(asked.parts, "", asked.browse))


def url_of(asked: Asked, ending: str = "") -> str:
    """The address of a search; with an ``ending`` of all that it finds."""
    browse = replace(asked.browse, page=1)
    return urls.search_url(replace(browse, size=Browse().size) if ending else browse, ending)


def chips(asked: Asked, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """What a search is narrowed by; ``names``: of actors by id."""
    made = [Chip(labelled(one, names), url_of(asked.without(one)), one.said) for one in asked.parts if _narrows(one)]
    if asked.searched:
        made.append(Chip(f"with the words {asked.searched}", url_of(without_words(asked))))
    return tuple(made)


def labelled(part: Part, names: Mapping[str, str]) -> str:
    """A part in words; an actor by name."""
    return f"by {names.get(part.value, part.value)}" if part.field == "actor" else part.label


def groups(found: Found, browse: Browse, room: Room) -> tuple[Group, ...]:
    """The facets of what was found, without those that hold nothing to choose."""
    made: list[Group] = []
    for field, title in TITLES.items():
        choices = [_choice(field, facet, browse, room) for facet in found.facets.get(field, ())]
        made += grouped(field, title, choices, found.total)
    return tuple(made)


def grouped(field: str, title: str, choices: list[Choice], total: int) -> Iterator[Group]:
    """A facet of its values, unless it holds nothing to choose among ``total`` results; years the latest first."""
    if not choices or (len(choices) == 1 and choices[0].count == total and not choices[0].chosen):
        return
    if field == "year":
        choices = choices[::-1]
    first = [one for number, one in enumerate(choices) if number < SHOWN or one.chosen]
    rest = [one for number, one in enumerate(choices) if number >= SHOWN and not one.chosen]
    yield Group(field, title, tuple(first), tuple(rest))


def choice(field: str, facet: Facet, asked: Browse | EventFilters, url: Callable[..., str]) -> Choice:
    """A value of a facet, by its label; ``url``: the address of what is asked for with some fields changed."""
    if field == "year":
        chosen = asked.since == asked.until == facet.value
        span = None if chosen else facet.value
        return Choice(facet.label, facet.count, url(since=span, until=span), chosen)
    now: tuple[str, ...] = getattr(asked, field)
    chosen = facet.value in now
    wanted = tuple(one for one in now if one != facet.value) if chosen else (facet.value,)
    also = "" if chosen or not now else url(**{field: (*now, facet.value)})
    return Choice(facet.label, facet.count, url(**{field: wanted}), chosen, also)


def as_words(asked: Asked) -> tuple[tuple[str, Asked], ...]:
    """The search with the words of a practice looked for in the text instead, for each; with these words."""
    made = []
    for part in asked.parts:
        if part.field == "subtype" and part.said and ":" not in part.said:
            words = f'"{" ".join(part.said.replace(chr(34), " ").split())}"'
            searched = f"{asked.searched} {words}".strip()
            left = replace(asked.without(part), words=searched, searched=searched)
            made.append((words.strip('"'), replace(left, browse=browse_of(left.parts, searched, asked.browse))))
    return tuple(made)


def wider(record: Record, asked: Asked, names: Mapping[str, str], most: int = 8) -> tuple[Wider, ...]:
    """Of a search that finds nothing, what it would find without each of the things that it is narrowed by."""
    tried = [(one.without(part), labelled(part, names)) for one in (asked,) for part in asked.parts if _narrows(part)]
    if asked.searched:
        tried.append((without_words(asked), f"with the words {asked.searched}"))
    found = [
        Wider(Chip(label, url_of(one)), record.browse(replace(one.browse, page=1, size=1), values=0).total)
        for one, label in tried[:most]
    ]
    return tuple(sorted((one for one in found if one.total), key=lambda one: -one.total))


def actor_names(room: Room, record: Record) -> dict[str, str]:
    """What actors are called, by id."""
    return room.kept(record, "names of actors", _names_of)


def _names_of(record: Record) -> dict[str, str]:
    """Ids, merged ones included, to the name that is most frequent."""
    known = {one: names[0] for one, names in glance.actor_names(record).items()}
    return known | {old: known.get(new, new) for old, new in glance.actor_links(record).items()}


def _choice(field: str, facet: Facet, browse: Browse, room: Room) -> Choice:
    def url(**changed: Any) -> str:
        return urls.search_url(replace(browse, page=1, **changed))

    label = facet.label or value_label(field, facet.value, room)
    return choice(_FIELD.get(field, field), replace(facet, label=label), browse, url)


def value_label(field: str, value: str, room: Room) -> str:
    """A value of a field as it stands in a list of them."""
    if field in ("country", "about"):
        return room.name_of(value)
    if field == "type":
        return value.lower()
    if field in ("topic", "subtype"):
        return value.replace("-", " ")
    return _KINDS.get(value, value) if field == "kind" else value


def _narrows(part: Part) -> bool:
    return part.field != "order"


def values(given: QueryParams, name: str) -> tuple[str, ...]:
    """The values of a field of an address, each once; empty ones are none."""
    found: Iterable[str] = (one.strip() for one in given.getlist(name))
    return tuple(dict.fromkeys(one for one in found if one))


def _single(name: str, values: tuple[str, ...]) -> Any:
    """The last of several values of a field that has one."""
    return values[-1] if name in SINGLE else values


def number(given: QueryParams, name: str, usual: int, most: int) -> int:
    """A number of an address from 1 to ``most``. Raises :class:`UnclearError` for what is none."""
    value = given.get(name, "").strip()
    if not value:
        return usual
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= most:
        raise UnclearError(f"“{name}” is a number from 1 to {most:,}, not {value!r}.")
    return int(value)
