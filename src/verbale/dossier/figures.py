"""The pictures of a dossier: ladders no taller than a page, the course of relations, and lines on a topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from verbale.dossier.model import Dossier, Steps
from verbale.linking.course import Month
from verbale.pictures.charts import PARTS, WIDE, Course, Part, PositionLine, Shape, Way, course_chart, position_chart
from verbale.pictures.ladder import WIDE as WIDE_LADDER
from verbale.pictures.ladder import Frame, layout
from verbale.pictures.ladder_svg import Look, description, ladder_svg
from verbale.pictures.rungs import Rung

#: Most rungs of a ladder; its measures on paper, and how tall it may be there so that a page holds it.
RUNGS, PAPER, TALLEST = 24, replace(WIDE_LADDER, width=720.0, margin=112.0, gutter=60.0), 940.0
_CHART = Shape(720, 250, 13)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the text of an SVG element; ``told``: what it shows, for who does not see it."""

    title: str
    svg: str
    told: str


def ladders_of(rungs: Sequence[Rung], lifelines: Sequence[str], names: Mapping[str, str]) -> tuple[Steps, ...]:
    """Rungs, in order of time, as ladders one after the other; none where there is nothing or nobody to draw."""
    frame = Frame(tuple(lifelines), names, sizes=PAPER, most=RUNGS)
    drawn = [one for one in rungs if not {*one.actors, *one.targets}.isdisjoint(lifelines)]
    out = []
    while drawn:
        number = min(RUNGS, len(drawn))
        while number > 1 and layout(drawn[:number], frame).height > TALLEST:
            number -= 1
        out.append(Steps(tuple(drawn[:number]), frame))
        drawn = drawn[number:]
    return tuple(out)


def on_paper(dossier: Dossier) -> list[Picture]:
    """The pictures of a dossier for paper: plain colours, no links. Charts raise ``VerbaleError`` without pygal."""
    return [*course(dossier), *lines(dossier), *_ladders(dossier)]


def course(dossier: Dossier, shape: Shape = _CHART, link: Callable[[str], str] | None = None) -> list[Picture]:
    """The charts of words and of deeds; ``link``: for a page, gives the address of an event by id."""
    pair = dossier.wanted.pair
    if not dossier.drawn.months or pair is None:
        return []
    names = dossier.names[pair[0]], dossier.names[pair[1]]

    def evidence(month: Month, way: Way, part: Part) -> str | None:
        flow = month.forth if way == "forth" else month.back
        told = flow.words if part == "words" else flow.deeds
        return link(told.evidence[0]) if link and told.evidence else None

    out = []
    for part in PARTS:
        flows = [flow for month in dossier.drawn.months for flow in (month.forth, month.back)]
        number = sum((flow.words if part == "words" else flow.deeds).count for flow in flows)
        if not number:
            continue
        title = f"{names[0]} and {names[1]}, in {part}"
        look = Look(title, f"course-{part}-{shape.width}", plain=link is None, kind=_kind(shape) if link else "")
        told = f"Mean of PLOVER’s scores by month, from −10 (conflict) to 10 (cooperation); {number:,} events."
        out.append(Picture(title, course_chart(dossier.drawn.months, Course(names, evidence, part, look, shape)), told))
    return out


def lines(dossier: Dossier, shape: Shape = _CHART, link: Callable[[str], str] | None = None) -> list[Picture]:
    """The charts of positions on the topic; ``link``: for a page, gives the address of an item by id."""
    out = []
    for number, one in enumerate(dossier.drawn.lines):
        names = dossier.names[one.government], dossier.names[one.about]
        title = f"{names[0]} about {names[1]}: {one.topic.replace('-', ' ')}"
        look = Look(title, f"line-{number}-{shape.width}", plain=link is None, kind=_kind(shape) if link else "")
        chart = position_chart(one, PositionLine(link or _nowhere, look, dossier.names, shape))
        told = f"How favourable it is over time; {len(one.entries):,} statements and acts."
        out.append(Picture(title, chart, told))
    return out


def _kind(shape: Shape) -> str:
    return "picture--wide" if shape.width >= WIDE.width else "picture--narrow"


def _ladders(dossier: Dossier) -> list[Picture]:
    out = []
    for number, steps in enumerate(dossier.drawn.ladders, 1):
        ladder = layout(steps.rungs, steps.frame)
        many = len(dossier.drawn.ladders)
        title = "What was said and done" + (f", part {number} of {many}" if many > 1 else "")
        look = Look(title, f"ladder-{number}", plain=True)
        out.append(Picture(title, ladder_svg(ladder, look), description(ladder)))
    return out


def _nowhere(_item: str) -> str:
    return "#"
