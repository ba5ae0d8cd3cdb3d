"""Search: how the question was read, what was found, and how to make it narrower or wider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.asking import Asked, describe
from verbale.events.ontology import Ontology
from verbale.record.browse import Browse, Found, Order
from verbale.record.pages import count_events
from verbale.record.store import Record
from verbale.schema import EVENT_STATUSES
from verbale.web import happenings, narrowing, urls, wording
from verbale.web.room import InRoom, Link, Room, UnclearError, render

router = APIRouter()
#: Ways to sort, in words.
_ORDERS: dict[Order, str] = {"best": "best match", "newest": "newest", "oldest": "oldest"}
#: Files that a search can be taken away as, and what they are.
FILES = {"csv": "CSV", "jsonl": "JSON lines", "parquet": "Parquet"}


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, room: InRoom) -> HTMLResponse:
    """What is found, a page of it."""
    with room.record() as record:
        asked = narrowing.asked_by(request.query_params, room, narrowing.context_of(room, record))
        found = browsed(record, asked.browse)
        names = narrowing.actor_names(room, record)
        wider = narrowing.wider(record, asked, names) if not found.total else ()
        told = _told(record, asked.browse, found)
    return render(
        request,
        "search.html",
        asked=_typed(request, asked),
        understood=asked,
        browse=asked.browse,
        title=described(asked.browse, room, names),
        found=found,
        chips=narrowing.chips(asked, names),
        offers=[
            *(Link(f"the words “{said}”", narrowing.url_of(one)) for said, one in narrowing.as_words(asked)),
            *(Link(one.label, narrowing.url_of(asked.taking(one))) for one in asked.alternatives),
        ],
        groups=narrowing.groups(found, asked.browse, room) if found.total else (),
        wider=wider,
        told=told,
        orders=_orders(asked, found),
        files=[Link(label, narrowing.url_of(asked, ending)) for ending, label in FILES.items()],
        feed=narrowing.url_of(asked, "atom"),
        kept=[(name, value) for name, value in asked.parameters() if name not in _IN_FORM],
        types=tuple(Ontology.load().types),
        statuses=EVENT_STATUSES,
        dossier=urls.dossier_url(replace(asked.browse, page=1)) if _has(request, urls.DOSSIER) else "",
    )


#: Fields that the form beside the results asks for; the others go along with it.
_IN_FORM = ("q", "since", "until", "type", "status", "page")


def browsed(record: Record, browse: Browse) -> Found:
    """A page of what a query finds. Raises :class:`UnclearError` for a malformed date."""
    try:
        return record.browse(browse)
    except ValueError as error:
        raise UnclearError.of(error) from error


def described(browse: Browse, room: Room, names: dict[str, str]) -> str:
    """A query in words; its actors by their names."""
    by_name = tuple(names.get(one, one) for one in browse.actor)
    return describe(replace(browse, actor=by_name, order="best"), room.registry)


def _told(record: Record, browse: Browse, found: Found) -> Link | None:
    """The events that a search for events, or one that finds nothing, can be asked of, where there are any."""
    asks = browse.type or browse.status or browse.subtype
    filters = happenings.of_search(browse) if asks or not found.total else None
    number = count_events(record, filters) if filters else 0
    return Link(wording.count(number, "event"), urls.events_url(filters)) if number else None


def _typed(request: Request, asked: Asked) -> str:
    """What stands in the search box: what was typed, or what it would be typed as."""
    given = request.query_params
    typed = given.get("q", "")
    return typed if not any(name in given for name in Browse.__dataclass_fields__) else asked.text


def _orders(asked: Asked, found: Found) -> Iterator[tuple[str, str]]:
    """Ways to sort with their addresses; that which is sorted by has none."""
    now = asked.browse.order
    if now == "best" and not found.ranked:
        now = "newest"
    for order, label in _ORDERS.items():
        if order == "best" and not asked.browse.words:
            continue
        browse = replace(asked.browse, order=order, page=1)
        yield label, "" if order == now else urls.search_url(browse)


def _has(request: Request, path: str) -> bool:
    """Whether the room has a page of this address."""
    return any(getattr(route, "path", "") == path for route in request.app.routes)
