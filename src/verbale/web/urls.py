"""The permanent addresses of the reading room, relative to its root.

Every link to a page of the room is made here, so that pages, feeds and other programs agree, and so that an address
that was written down goes on leading to the same thing. Ids may hold any character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any
from urllib.parse import quote, urlencode

#: What may stand for one value of an address' query: texts, numbers, several of them; None and empty are left out.
Value = str | int | Sequence[str] | None
#: Fields of a query whose name in an address is another.
_SHORT = {"words": "q"}

HOME = "/"
SEARCH = "/search"
EVENTS = "/events"
COUNTRIES = "/countries"
ACTORS = "/actors"
DYADS = "/dyads"
POSITIONS = "/positions"
THREADS = "/threads"
VERIFY = "/verify"
NEW = "/new"
DOSSIER = "/dossier"
HELP = "/help"
API = "/api"
PICTURES = "/pictures.css"


def part(text: str) -> str:
    """A text as one part of a path, whatever it holds."""
    return quote(text, safe="", errors="replace")


def with_query(path: str, values: Mapping[str, Value]) -> str:
    """``path`` with a query in the order of ``values``; several values of one name stand one after the other."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        several = [value] if isinstance(value, (str, int)) else value or ()
        pairs.extend((name, str(one)) for one in several if str(one))
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path


def article_url(article: str, show: str | None = None) -> str:
    """An article; ``show``: the own id of a statement or event of it (``s3``) that is picked out in the text."""
    path = f"/article/{part(article)}"
    return f"{path}?show={part(show)}#{part(show)}" if show else path


def statement_url(statement: str) -> str:
    """A statement, by ``ARTICLE#s1``."""
    return f"/statement/{part(statement)}"


def event_url(event: str) -> str:
    """An event, by ``ARTICLE#e1``."""
    return f"/event/{part(event)}"


def item_url(item: str) -> str:
    """A statement or event, by ``ARTICLE#s1`` or ``ARTICLE#e1``."""
    own = item.rpartition("#")[2]
    return event_url(item) if own.startswith("e") else statement_url(item)


def actor_url(actor: str) -> str:
    """An actor by id, old or current."""
    return f"/actor/{part(actor)}"


def actors_url(query: str = "", page: int = 1) -> str:
    """The list of actors; ``query``: what their names hold."""
    return with_query(ACTORS, {"q": query, "page": page if page > 1 else None})


def country_url(code: str) -> str:
    """A state, organisation or group by code."""
    return f"/country/{part(code)}"


def dyad_url(one: str, other: str, **asked: Value) -> str:
    """Two governments, codes; ``asked``: ``since``, ``until``."""
    return with_query(f"/dyad/{part(one)}/{part(other)}", asked)


def dyads_url(**asked: Value) -> str:
    """Who speaks about whom; ``asked``: ``since``, ``until``."""
    return with_query(DYADS, asked)


def position_url(government: str, about: str, topic: str | None = None) -> str:
    """The position of ``government`` about ``about``, codes, on one topic or on all."""
    path = f"/position/{part(government)}/{part(about)}"
    return f"{path}/{part(topic)}" if topic else path


def positions_url(government: str = "", about: str = "", **asked: Value) -> str:
    """The list of positions, of one government or of all; ``about``: only about this one, codes."""
    return with_query(POSITIONS, {"government": government, "about": about, **asked})


def threads_url(between: Sequence[str] = (), page: int = 1) -> str:
    """The list of threads; ``between``: codes of those that take part."""
    return with_query(THREADS, {"between": between, "page": page if page > 1 else None})


def thread_url(item: str) -> str:
    """What a statement or event answers and what answers it, by ``ARTICLE#s1`` or ``ARTICLE#e1``."""
    return f"/thread/{part(item)}"


def new_url(page: int = 1) -> str:
    """What was read last."""
    return with_query(NEW, {"page": page if page > 1 else None})


def verify_url(quoted: str = "", speaker: str = "") -> str:
    """Whether the record holds the words ``quoted``; ``speaker``: who is said to have said them."""
    return with_query(VERIFY, {"quote": quoted, "speaker": speaker})


def search_url(query: object = "", ending: str = "", **changed: Value) -> str:
    """A search: ``query`` is words, a mapping of fields to values, or a dataclass of them, whose defaults are left out.

    ``ending``: ``csv``, ``jsonl``, ``parquet`` for an export, ``atom`` for a feed. ``changed``: fields that are other
    than in ``query``; None takes one away.
    """
    values = query_values(query)
    values.update({_SHORT.get(name, name): value for name, value in changed.items()})
    return with_query(f"{SEARCH}.{ending}" if ending else SEARCH, values)


def events_url(query: object = "", ending: str = "", **changed: Value) -> str:
    """A list of events, narrowed by ``query``; as :func:`search_url`, without words."""
    values = query_values(query) if query else {}
    values.update(changed)
    return with_query(f"{EVENTS}.{ending}" if ending else EVENTS, values)


def dossier_url(query: object = "", **changed: Value) -> str:
    """The dossier of what a search finds; as :func:`search_url`."""
    values = query_values(query)
    values.update({_SHORT.get(name, name): value for name, value in changed.items()})
    return with_query(DOSSIER, values)


def query_values(query: object) -> dict[str, Value]:
    """What of ``query``, as in :func:`search_url`, stands in an address, by the names that it has there."""
    if isinstance(query, str):
        return {"q": query}
    if is_dataclass(query) and not isinstance(query, type):
        given = {
            one.name: value
            for one in fields(query)
            if (value := getattr(query, one.name)) != one.default or one.default is MISSING
        }
    elif isinstance(query, Mapping):
        given = dict(query)
    else:
        raise TypeError(f"no query: {query!r}")
    return {_SHORT.get(name, name): _value(value) for name, value in given.items()}


def _value(value: Any) -> Value:
    if value is None or isinstance(value, (str, int)):
        return value
    return tuple(map(str, value))


def cite_url(statement: str, form: str) -> str:
    """A citation of a statement; ``form``: ``bib``, ``ris``, ``json`` or ``txt``."""
    return f"/cite/{part(statement)}.{part(form)}"


def api_url(path: str = "", **values: Value) -> str:
    """The interface for programs: a path below ``/api`` whose parts are quoted already, with a query."""
    return with_query(f"{API}/{path.lstrip('/')}" if path else API, values)


def pictures_url(version: str = "") -> str:
    """The style sheet of the pictures; ``version`` makes the address another when it changes."""
    return with_query(PICTURES, {"v": version})


def static_url(name: str, version: str = "") -> str:
    """A file of the room's own; ``version`` makes the address another when the file changes."""
    return with_query(f"/static/{part(name)}", {"v": version})
