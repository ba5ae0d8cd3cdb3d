"""Two governments: how they treat each other month by month, and what they said and did to one another."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from verbale.linking.course import Month as MonthOf
from verbale.pictures.ladder_rows import Ask, dyad_rungs
from verbale.record import glance
from verbale.record.dates import first_day, last_day
from verbale.record.line_rows import month_row
from verbale.web import lines, urls
from verbale.web.api.models import Model
from verbale.web.api.paging import Page, Paged, cut, numbers
from verbale.web.api.problems import faulty
from verbale.web.api.rungs import Rung
from verbale.web.api.values import Code, Date, codes, in_order, in_path
from verbale.web.room import InRoom

router = APIRouter(tags=["relations"])


class Series(Model):
    """The events of one kind and direction in a month."""

    count: int
    """How many."""
    mean: float | None
    """Mean of their scores, -10 (conflict) to 10 (cooperation); null for none, or a month without articles."""
    interval: Annotated[list[float], Field(min_length=2, max_length=2)] | None
    """95 % confidence interval of the mean, or null."""
    evidence: list[str]
    """Ids of the events."""


class Flow(Model):
    """What one does to the other in a month."""

    words: Series
    deeds: Series
    both: Series


class Month(Model):
    """A month of two governments' relations."""

    month: str
    """`YYYY-MM`."""
    articles: int
    """How many articles of the record were published in it."""
    missing: bool
    """None were, so that nothing can be said of it."""
    forth: Flow
    """What the first does to the second."""
    back: Flow
    """The reverse."""


class Pair(Model):
    """Two states or organisations of which one speaks about the other."""

    first: str
    """The lesser code."""
    second: str
    """The other."""
    statements: int
    """How many statements either makes about the other."""
    url: str
    """Their page in this room."""


class PairsPage(Page):
    """Pairs, those with most statements first."""

    pairs: list[Pair]


class Dyads(Paged):
    """Which months, and which page of the ledger."""

    since: Date | None = None
    """This day, month or year, or later; of the months, the whole month."""
    until: Date | None = None
    """This day, month or year, or earlier."""


class Dyad(Page):
    """Two governments; the page is one of the ledger."""

    first: str
    """Code of the first."""
    second: str
    """Code of the second."""
    settled: bool
    """False where articles were added since what answers what was worked out, and the record cannot be written."""
    months: list[Month]
    """All months of the period, from the first to the last that the record has articles of."""
    ledger: list[Rung]
    """What either said or did to the other, in order of time."""


One = Annotated[Code, in_path("Code of one government.", "XKE")]
Other = Annotated[Code, in_path("Code of the other.", "XTV")]


@router.get("/dyads")
def dyads(request: Request, room: InRoom, asked: Annotated[Paged, Query()]) -> PairsPage:
    """List pairs.

    All pairs of states and organisations of which one speaks about the other.
    """
    with room.record() as record:
        found = room.kept(record, "pairs", glance.pairs)
    return PairsPage(
        url=urls.dyads_url(),
        **numbers(request, asked, len(found)),
        pairs=[
            Pair(first=one.one, second=one.other, statements=one.statements, url=urls.dyad_url(one.one, one.other))
            for one in cut(found, asked)
        ],
    )


@router.get("/dyads/{a}/{b}")
def dyad(request: Request, room: InRoom, a: One, b: Other, asked: Annotated[Dyads, Query()]) -> Dyad:
    """Two governments.

    Their relations month by month, and a ledger of what each said and did to the other.
    """
    in_order(asked.since, asked.until)
    with room.record() as record:
        one, other = (*codes(room, record, "a", [a], status=404), *codes(room, record, "b", [b], status=404))
        if one == other:
            raise faulty("b", f"both are {one}; name two governments")
        settled = room.settle(record)
        days = _day(asked.since), _day(asked.until, last=True)
        ask = Ask(urls.item_url, *days, asked.size, (asked.page - 1) * asked.size)
        rows = dyad_rungs(record, one, other, ask, lines.between(room, record, one, other))
        months = lines.months(room, record, (one, other))
    return Dyad(
        url=urls.dyad_url(one, other, since=asked.since, until=asked.until),
        **numbers(request, asked, rows.total),
        first=one,
        second=other,
        settled=settled,
        months=[_month(month, one, other) for month in months if _within(month.month, asked)],
        ledger=[Rung.of(rung) for rung in rows.rungs],
    )


def _day(value: str | None, *, last: bool = False) -> dt.date | None:
    day = last_day(value) if last else first_day(value)
    return dt.date.fromisoformat(day) if day else None


def _within(month: str, asked: Dyads) -> bool:
    since, until = first_day(asked.since), last_day(asked.until)
    return (since is None or month >= since[:7]) and (until is None or month <= until[:7])


def _month(month: MonthOf, one: str, other: str) -> Month:
    row: dict[str, Any] = month_row(month, one, other)
    return Month.model_validate(row)
