"""What answers what: exchanges, and the thread that a statement or event belongs to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.pictures.ladder_rows import Ask, lifelines_of, thread_rungs
from verbale.record.export import exchange_row
from verbale.record.forest import Some, exchanges_of, threads_seen
from verbale.web import urls
from verbale.web.api.models import Exchange, Model
from verbale.web.api.paging import Page, Paged, cut, numbers
from verbale.web.api.rungs import Rung
from verbale.web.api.values import Code, codes, in_path
from verbale.web.room import InRoom

router = APIRouter(tags=["relations"])


class Exchanges(Paged):
    """Which exchanges, or threads."""

    between: list[Code] = Field([], max_length=2, examples=[["XKE", "XTV"]])
    """Only those in which this state, organisation or group takes part; given twice, both."""


class ExchangesPage(Page):
    """Exchanges in order of time, undated ones last."""

    settled: bool
    """False where articles were added since what answers what was worked out, and the record cannot be written."""
    exchanges: list[Exchange]


class ThreadSeen(Model):
    """A thread in short."""

    start: str
    """Id of the earliest statement or event of it."""
    url: str
    """Its page in this room."""
    whole: str
    """Address of the whole."""
    size: int
    """How many utterances and events it joins."""
    first: str | None
    """Its first day, or null."""
    last: str | None
    """Its last day, or null."""
    codes: list[str]
    """Codes of everybody who takes part."""


class ThreadsPage(Page):
    """Threads, those with the newest answers first."""

    settled: bool
    """False where articles were added since what answers what was worked out, and the record cannot be written."""
    threads: list[ThreadSeen]


class Thread(Model):
    """What a statement or event answers, what answers it, and so on."""

    url: str
    """Its page in this room."""
    id: str
    """The statement or event that was asked for."""
    settled: bool
    """False where articles were added since what answers what was worked out, and the record cannot be written."""
    governments: list[str]
    """Those that act and are acted towards most, codes."""
    rungs: list[Rung]
    """In order of time."""
    left: int
    """How many are not among them, for there are very many."""


ItemId = Annotated[str, in_path("`ARTICLE#s1` or `ARTICLE#e1`, the `#` as `%23`.", "BORDER-SHOOTING-03#s3")]


@router.get("/exchanges")
def exchanges(request: Request, room: InRoom, asked: Annotated[Exchanges, Query()]) -> ExchangesPage:
    """List exchanges.

    Which statements and events answer which others, and why it is thought so.
    """
    with room.record() as record:
        between = codes(room, record, "between", asked.between)
        settled = room.settle(record)
        found, total = exchanges_of(record, between, Some(asked.size, (asked.page - 1) * asked.size))
    return ExchangesPage(
        url=urls.dyad_url(*between) if len(set(between)) == 2 else urls.threads_url(between),
        **numbers(request, asked, total),
        settled=settled,
        exchanges=[Exchange.of(exchange_row(one)) for one in found],
    )


@router.get("/threads")
def threads(request: Request, room: InRoom, asked: Annotated[Exchanges, Query()]) -> ThreadsPage:
    """List threads.

    All that is joined by answers; reports of one utterance or event are one.
    """
    with room.record() as record:
        between = codes(room, record, "between", asked.between)
        settled = room.settle(record)
        seen = room.kept(record, "threads", threads_seen)
    chosen = [one for one in seen if one.codes.issuperset(between)]
    return ThreadsPage(
        url=urls.threads_url(between, asked.page),
        **numbers(request, asked, len(chosen)),
        settled=settled,
        threads=[
            ThreadSeen(
                start=one.start,
                url=urls.thread_url(one.start),
                whole=urls.api_url(f"threads/{urls.part(one.start)}"),
                size=one.size,
                first=one.first,
                last=one.last,
                codes=sorted(one.codes),
            )
            for one in cut(chosen, asked)
        ],
    )


@router.get("/threads/{id:path}")
def thread(room: InRoom, id: ItemId) -> Thread:
    """A thread.

    What a statement or event answers, what answers it, and so on, however far that goes.
    """
    with room.record() as record:
        settled = room.settle(record)
        found = thread_rungs(record, id, Ask(urls.item_url))
    return Thread(
        url=urls.thread_url(id),
        id=id,
        settled=settled,
        governments=list(lifelines_of(found.rungs)),
        rungs=[Rung.of(one) for one in found.rungs],
        left=found.left.earlier + found.left.later,
    )
