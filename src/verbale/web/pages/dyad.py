"""Two governments beside one another: the course of their relations, what they said and did, what answers what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from verbale.linking.course import Month, Series
from verbale.pictures.charts import NARROW, WIDE, Course, Part, Way, course_chart
from verbale.pictures.ladder import Frame
from verbale.pictures.ladder_rows import Ask, Rows, dyad_rungs
from verbale.pictures.ladder_svg import Look
from verbale.pictures.ledger import Figure, ladder_figure
from verbale.pictures.matrix import Table, counts_of, matrix
from verbale.record import glance
from verbale.record.forest import Some, exchanges_of
from verbale.record.store import Record
from verbale.web import lines, urls
from verbale.web.codes import code_of, named
from verbale.web.periods import InPeriod, Period, years
from verbale.web.pictured import stylesheet_url
from verbale.web.room import InRoom, Room, UnclearError, render

router = APIRouter()
#: Rungs of the ladder, exchanges below it, and pairs beside the matrix that are shown.
_RUNGS, _EXCHANGES, _PAIRS = 40, 8, 40


@dataclass(frozen=True, slots=True)
class Row:
    """A month in the table of the course: its name, what it is one way and the other, each with its address."""

    month: str
    url: str
    series: tuple[tuple[Series, str], ...]
    missing: bool


@router.get("/dyads", response_class=HTMLResponse)
def dyads(request: Request, room: InRoom, asked: InPeriod) -> HTMLResponse:
    """Who speaks about whom, in a period or at all."""
    with room.record() as record:
        counts = _counts(room, record, asked)
        pairs = room.kept(record, "pairs", glance.pairs)
    names = named(room, {code for pair in counts for code in pair})

    def to(one: str, about: str) -> str:
        return urls.search_url({"country": [one], "about": [about], **asked.values()})

    table = Table("Who speaks about whom.", to, names)
    return render(
        request,
        "dyads.html",
        matrix=Markup(matrix(counts, table)) if counts else "",
        pairs=pairs[:_PAIRS],
        left=max(0, len(pairs) - _PAIRS),
        period=asked,
        pictures=stylesheet_url(),
    )


@router.get("/dyad/{one}/{other}", response_class=HTMLResponse)
def dyad(request: Request, room: InRoom, one: str, other: str, asked: InPeriod) -> Response:
    """Two governments, by their codes."""
    with room.record() as record:
        a = code_of(room, record, one, lambda code: urls.dyad_url(code, other))
        b = code_of(room, record, other, lambda code: urls.dyad_url(a, code))
        if a == b:
            raise UnclearError(f"{room.name_of(a)} is both of the two; give another.")
        if (a, b) != (one, other):
            return RedirectResponse(urls.dyad_url(a, b, **asked.values()), status_code=302)
        settled = room.settle(record)
        known = lines.between(room, record, a, b)
        rows = dyad_rungs(record, a, b, Ask(urls.item_url, asked.first, asked.last, _RUNGS), known)
        every = lines.months(room, record, (a, b))
        first, last = (str(day) if day else None for day in (asked.first, asked.last))
        exchanges, answered = exchanges_of(record, (a, b), Some(_EXCHANGES, since=first, until=last, newest=True))
        positions = [(way, lines.held(room, record, *way)) for way in ((a, b), (b, a))]
        said = _said(_counts(room, record, asked), (a, b), asked)
    months = _months(every, asked)
    title = f"{room.name_of(a)} and {room.name_of(b)}"
    return render(
        request,
        "dyad.html",
        a=a,
        b=b,
        title=title,
        period=asked,
        years=years(rows.days),
        days=rows.days,
        figure=_ladder(room, rows, (a, b), title),
        charts=_charts(room, months, (a, b)) if sum(map(_counted, months)) > 1 else (),
        table=_table(months, a, b),
        exchanges=exchanges,
        answered=answered,
        positions=positions,
        said=said,
        settled=settled,
        pictures=stylesheet_url(),
    )


def _counts(room: Room, record: Record, asked: Period) -> dict[tuple[str, str], int]:
    """How many statements of one are about another, for all pairs."""
    if asked:
        return counts_of(record, asked.first, asked.last)
    return room.kept(record, "who about whom", counts_of)


def _said(
    counts: Mapping[tuple[str, str], int], pair: tuple[str, str], asked: Period
) -> list[tuple[str, str, int, str]]:
    """How many statements each makes about the other, with the address of these."""
    out = []
    for one, about in (pair, pair[::-1]):
        url = urls.search_url({"country": [one], "about": [about], **asked.values()})
        out.append((one, about, counts.get((one, about), 0), url))
    return out


def _ladder(room: Room, rows: Rows, pair: tuple[str, str], title: str) -> Markup | str:
    if not rows.rungs:
        return ""
    names = named(room, {*pair, *(code for one in rows.rungs for code in (*one.actors, *one.targets))})
    frame = Frame(pair, names, most=_RUNGS, left=rows.left)
    return Markup(ladder_figure(rows.rungs, frame, Figure(title, "dyad")))


def _months(every: Sequence[Month], asked: Period) -> list[Month]:
    """The months of the period; of all, those in which something happened and what lies between them."""
    names = [one.month for one in every if _counted(one)]
    first = f"{asked.first:%Y-%m}" if asked.first else names[0] if names else ""
    last = f"{asked.last:%Y-%m}" if asked.last else names[-1] if names else ""
    return [one for one in every if first <= one.month and (not last or one.month <= last)]


def _counted(month: Month) -> bool:
    return bool(month.forth.both.count or month.back.both.count)


def _charts(room: Room, months: Sequence[Month], pair: tuple[str, str]) -> list[tuple[Part, Markup]]:
    """The charts of words and of deeds, for wide and for narrow pages; one in which nothing happened is left out."""
    names = room.name_of(pair[0]), room.name_of(pair[1])

    def link(month: Month, way: Way, part: Part) -> str | None:
        return _evidence(_series(month, way, part), month.month, pair)

    made = []
    for part in _PARTS:
        if not any(_series(one, way, part).count for one in months for way in _WAYS):
            continue
        drawn = ""
        for kind, shape in (("wide", WIDE), ("narrow", NARROW)):
            look = Look(f"{names[0]} and {names[1]}, in {part}", f"course-{part}-{kind}", kind=f"picture--{kind}")
            drawn += course_chart(months, Course(names, link, part, look, shape))
        # All that the charts hold of the record is escaped where they are made.
        made.append((part, Markup(drawn)))
    return made


_PARTS: tuple[Part, ...] = ("words", "deeds")
_WAYS: tuple[Way, ...] = ("forth", "back")


def _series(month: Month, way: Way, part: Part) -> Series:
    flow = month.forth if way == "forth" else month.back
    return flow.words if part == "words" else flow.deeds


def _evidence(series: Series, month: str, pair: tuple[str, str]) -> str | None:
    """Where the events of a month are read: the one there is, or the month with all that was said and done in it."""
    if not series.evidence:
        return None
    if len(series.evidence) == 1:
        return urls.item_url(series.evidence[0])
    return f"{urls.dyad_url(*pair, since=month, until=month)}#ladder-title"


def _table(months: Iterable[Month], a: str, b: str) -> list[Row]:
    """The months in which something happened; with the numbers both ways, in words and in deeds."""
    out = []
    for one in months:
        if not _counted(one):
            continue
        series = [_series(one, way, part) for way in _WAYS for part in _PARTS]
        row = tuple((each, _evidence(each, one.month, (a, b)) or "") for each in series)
        out.append(Row(one.month, urls.dyad_url(a, b, since=one.month, until=one.month), row, one.missing))
    return out
