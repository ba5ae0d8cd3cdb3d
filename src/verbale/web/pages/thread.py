"""Threads: what answers what, all of them and one as a ladder and as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from verbale.pictures.ladder import Frame
from verbale.pictures.ladder_rows import Ask, Rows, lifelines_of, thread_rungs
from verbale.pictures.ledger import Figure, ladder_figure
from verbale.record.forest import ThreadSeen, threads_seen
from verbale.record.store import Record
from verbale.web import urls
from verbale.web.codes import code_of, named
from verbale.web.nesting import Turn, nested, opening, reasons_of
from verbale.web.pages.listing import PageNumber, listed
from verbale.web.pictured import stylesheet_url
from verbale.web.room import InRoom, Room, render

router = APIRouter()
#: Threads on a page.
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A thread in the list, with its first turns."""

    seen: ThreadSeen
    turns: tuple[Turn, ...]

    @property
    def left(self) -> int:
        """How many turns are not shown."""
        return max(0, self.seen.size - len(self.turns))


@router.get("/threads", response_class=HTMLResponse)
def threads(
    request: Request, room: InRoom, between: Annotated[tuple[str, ...], Query()] = (), page: PageNumber = 1
) -> HTMLResponse:
    """All threads, the newest first; ``between``: only those in which all of these take part."""
    wanted = [one.strip() for one in between if one.strip()]
    with room.record() as record:
        settled = room.settle(record)
        seen = room.kept(record, "threads", threads_seen)
        codes = [code_of(room, record, one, lambda code: urls.threads_url([code])) for one in dict.fromkeys(wanted)]
        chosen = [one for one in seen if one.codes.issuperset(codes)]
        found = listed(chosen, page, _THREADS)
        shown = [_shown(record, one) for one in found.shown]
    return render(
        request,
        "threads.html",
        found=found,
        threads=shown,
        total=len(seen),
        codes=codes,
        known=sorted({code for one in seen for code in one.codes}, key=lambda code: (room.name_of(code), code)),
        url_of=lambda number: urls.threads_url(codes, number),
        settled=settled,
    )


@router.get("/thread/{name:path}", response_class=HTMLResponse)
def thread(request: Request, room: InRoom, name: str) -> HTMLResponse:
    """The thread that a statement or event, ``ARTICLE#s1`` or ``ARTICLE#e1``, belongs to."""
    with room.record() as record:
        # Of a name that the record does not have, its page's error names what is near.
        record.event(name) if name.rpartition("#")[2].startswith("e") else record.statement(name)
        settled = room.settle(record)
        rows = thread_rungs(record, name, Ask(urls.item_url))
        turns = nested(rows.rungs, reasons_of(record, rows.rungs))
        same = {one.id for one in record.reports(name).items}
    here = next((one.rung.id for one in turns if one.rung.id in same), name)
    codes = {code for one in rows.rungs for code in (*one.actors, *one.targets)}
    return render(
        request,
        "thread.html",
        name=name,
        shown=here,
        turns=turns,
        figure=_figure(room, rows) if len(rows.rungs) > 1 else "",
        codes=sorted(codes),
        more=rows.left.later,
        settled=settled,
        pictures=stylesheet_url(),
    )


def _figure(room: Room, rows: Rows) -> Markup:
    """The ladder; all that it holds of the record is escaped where it is made."""
    lines = lifelines_of(rows.rungs)
    if not lines:
        return Markup("")
    names = named(room, {code for one in rows.rungs for code in (*one.actors, *one.targets)})
    frame = Frame(lines, names, most=60, left=rows.left)
    return Markup(ladder_figure(rows.rungs, frame, Figure("The thread as a ladder", "thread")))


def _shown(record: Record, seen: ThreadSeen) -> Shown:
    return Shown(seen, opening(record, seen.opening, urls.item_url))
