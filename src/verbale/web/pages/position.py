"""Positions: what a government says and does about another on one topic, over time, and where it changes its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from verbale.events.ontology import Ontology
from verbale.linking.positions import Position
from verbale.linking.shifts import Entry, Shift
from verbale.pictures.charts import NARROW, WIDE, PositionLine, position_chart
from verbale.pictures.ladder_svg import Look
from verbale.record.hints import nearest
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.record.store import Record
from verbale.web import lines, urls
from verbale.web.codes import code_of, named
from verbale.web.pages.listing import PageNumber, listed
from verbale.web.pictured import stylesheet_url
from verbale.web.room import InRoom, Link, NotFoundError, Room, UnclearError, render, room_of

router = APIRouter()
#: Positions, and entries of one, on a page.
_POSITIONS, _ENTRIES = 50, 40


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a position as it is shown.

    ``found``: the statement or event that tells it best; ``stance``: in words. ``shifts``: those that it begins.
    """

    entry: Entry
    found: RecordedStatement | RecordedEvent
    stance: str
    weight: str
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of line with both texts."""

    shift: Shift
    old: Told
    new: Told


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form above the positions asks for; empty for any. ``shifts``: only those with a change of line."""

    government: str = ""
    about: str = ""
    topic: str = ""
    shifts: bool = False
    page: PageNumber = 1


@router.get("/positions", response_class=HTMLResponse)
def positions(request: Request, room: InRoom, wanted: Annotated[Wanted, Depends()]) -> HTMLResponse:
    """All positions, or those of one government, about another, on a topic, or with a change of line."""
    government, about, topic, shifts = wanted.government, wanted.about, wanted.topic, wanted.shifts
    topics = Ontology.load().topics
    if topic and topic not in topics:
        raise UnclearError(f"{topic!r} is no topic; write one of {', '.join(sorted(topics))}.")
    with room.record() as record:
        one = code_of(room, record, government, urls.positions_url) if government else None
        other = code_of(room, record, about, lambda code: urls.positions_url(one or "", code)) if about else None
        ways = lines.ways(room, record)
        known = lines.seen(room, record, one, other)
    chosen = [each for each in known or () if topic in ("", each.topic) and (each.shifts or not shifts)]
    chosen.sort(key=lambda each: (-len(each.shifts), -each.entries, each.government, each.about, each.topic))

    def page_of(number: int) -> str:
        asked = {"topic": topic, "shifts": "true" if shifts else None, "page": number if number > 1 else None}
        return urls.positions_url(one or "", other or "", **asked)

    pairs = [each for each in ways if one in (None, each.government) and other in (None, each.about)]
    return render(
        request,
        "positions.html",
        found=listed(chosen, wanted.page, _POSITIONS),
        pairs=listed(pairs, wanted.page, _POSITIONS) if known is None else None,
        total=sum(len(each.shifts) for each in chosen),
        governments=_by_name(room, (each.government for each in ways)),
        abouts=_by_name(room, (each.about for each in ways)),
        topics=sorted(topics),
        government=one,
        about=other,
        topic=topic,
        shifts=shifts,
        page_of=page_of,
    )


@router.get("/position/{government}/{about}", response_class=HTMLResponse)
def subject(request: Request, room: InRoom, government: str, about: str) -> Response:
    """What a government says and does about another, topic by topic."""
    with room.record() as record:
        one, other = _pair(room, record, (government, about), None)
    return RedirectResponse(urls.positions_url(one, other), status_code=302)


@router.get("/position/{government}/{about}/{topic}", response_class=HTMLResponse)
def position(request: Request, government: str, about: str, topic: str, page: PageNumber = 1) -> Response:
    """One position: its line over time, the changes of line with both texts, and every statement and deed."""
    room = room_of(request)
    with room.record() as record:
        pair = _pair(room, record, (government, about), topic)
        if pair != (government, about):
            return RedirectResponse(urls.position_url(*pair, topic), status_code=302)
        every = lines.positions(room, record, *pair)
        found = next((each for each in every if each.topic == topic), None)
        if found is None:
            raise _no_position(room, pair, topic, [each.topic for each in every])
        shown = listed(found.entries, page, _ENTRIES)
        told = [_told(record, each, found.shifts) for each in shown.shown]
        turned = _turned(record, found)
    return render(
        request,
        "position.html",
        position=found,
        definition=Ontology.load().topics[topic].definition if topic in Ontology.load().topics else "",
        chart=_chart(room, found),
        found=shown,
        told=told,
        turned=turned,
        others=[each.topic for each in every if each.topic != topic],
        page_of=lambda number: (
            urls.with_query(urls.position_url(*pair, topic), {"page": number if number > 1 else None}) + "#entries"
        ),
        pictures=stylesheet_url(),
    )


def _pair(room: Room, record: Record, asked: tuple[str, str], topic: str | None) -> tuple[str, str]:
    """The codes of an address. Raises :class:`NotFoundError` for an unknown one, and for one that is both."""
    one = code_of(room, record, asked[0], lambda code: urls.position_url(code, asked[1], topic))
    other = code_of(room, record, asked[1], lambda code: urls.position_url(one, code, topic))
    if one == other:
        raise UnclearError(f"{room.name_of(one)} is both of the two; a position is about another.")
    return one, other


def _no_position(room: Room, pair: tuple[str, str], topic: str, known: Sequence[str]) -> NotFoundError:
    """That the record has no such position; near are the topics of this pair."""
    names = [room.name_of(code) for code in pair]
    alike = dict.fromkeys((*nearest(topic, list(known)), *known))
    message = f"This record has nothing of {names[0]} about {names[1]} on {topic.replace('-', ' ')!r}."
    return NotFoundError(message, [Link(each.replace("-", " "), urls.position_url(*pair, each)) for each in alike])


def _told(record: Record, entry: Entry, shifts: Sequence[Shift] = ()) -> Told:
    found = record.event(entry.item) if entry.item.rpartition("#")[2].startswith("e") else record.statement(entry.item)
    own = tuple(each for each in shifts if each.new == entry.item)
    stance, weight = lines.stance_in_words(entry.stance.value), lines.weight_in_words(entry.weight)
    return Told(entry, found, stance, weight, own)


def _turned(record: Record, found: Position) -> list[Turned]:
    """The changes of line, each from the entry that it leaves to the one that it comes to."""
    by_item = {each.item: each for each in found.entries}
    out = []
    for shift in found.shifts:
        old, new = by_item.get(shift.old), by_item.get(shift.new)
        if old and new:
            out.append(Turned(shift, _told(record, old), _told(record, new)))
    return out


def _chart(room: Room, found: Position) -> Markup:
    """The line over time, for wide and for narrow pages; what it holds of the record is escaped where it is made."""
    names = named(room, (found.government, found.about))
    title = f"{names[found.government]} about {names[found.about]}: {found.topic.replace('-', ' ')}"
    drawn = ""
    for kind, shape in (("wide", WIDE), ("narrow", NARROW)):
        look = Look(title, f"line-{kind}", kind=f"picture--{kind}")
        drawn += position_chart(found, PositionLine(urls.item_url, look, names, shape))
    return Markup(drawn)


def _by_name(room: Room, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their names, by these."""
    found = {code: room.name_of(code) for code in codes}
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
