"""Charts by pygal, each mark of which leads to its evidence: the course of two governments' relations, and a position.

The axes are the library's; its script and style sheet are left out, so that a chart stands in a page as it is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Literal

from verbale.errors import VerbaleError
from verbale.linking.course import SCALE, Flow, Month, Series
from verbale.linking.positions import Position
from verbale.linking.shifts import Entry, Shift
from verbale.pictures import words as say
from verbale.pictures.chart_dress import Drawn, Dress, Form, Mark, dressed
from verbale.pictures.ladder_svg import Look

Way = Literal["forth", "back"]
Part = Literal["words", "deeds"]
PARTS: tuple[Part, ...] = ("words", "deeds")
WAYS: tuple[Way, ...] = ("forth", "back")
#: How the two ways are drawn: by colour, and by form for who does not see colours.
_WAYS: tuple[tuple[Way, str, Form], ...] = (("forth", "one", "full"), ("back", "other", "hollow"))
#: Room that the name of a month takes below a chart, and that of the axis at its left.
_LABEL, _LEFT = 80.0, 110.0
#: Between marks of one day and value.
_BESIDE = 8.0
#: Months between names, of which the least is taken for which there is room.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_SCORES = {"wide": ("−10 conflict", "−5", "0", "5", "cooperation 10"), "narrow": ("−10", "", "0", "", "10")}
_STANCES = ("adverse", "", "0", "", "favourable")


@dataclass(frozen=True, slots=True)
class Shape:
    """Width and height of a chart, in units of the picture, and the size of its text.

    A unit is a reader's pixel where the chart is shown at its width.
    """

    width: int
    height: int
    text: int


WIDE, NARROW = Shape(900, 260, 13), Shape(358, 230, 12)


@dataclass(frozen=True, slots=True)
class Course:
    """How a chart of relations is written.

    ``names``: of the two governments. ``link``: gives the address of the events of a month, one way, of words or deeds,
    or None. ``part``: whether of words or deeds.
    """

    names: tuple[str, str]
    link: Callable[[Month, Way, Part], str | None]
    part: Part
    look: Look
    shape: Shape = WIDE


@dataclass(frozen=True, slots=True)
class PositionLine:
    """How a chart of a position is written.

    ``link``: gives the address of a statement or event by id; ``names``: what codes are called.
    """

    link: Callable[[str], str]
    look: Look
    names: Mapping[str, str] = field(default_factory=dict)
    shape: Shape = WIDE


def course_chart(months: Sequence[Month], course: Course) -> str:
    """The months of two governments' relations as SVG: the mean of PLOVER's scores by month, each way.

    With its interval, where there is one; a month without articles is shaded, and has no mean. ``months``: in order, as
    ``Record.relations`` gives them.
    """
    settings = _settings(course.shape, (-SCALE, SCALE))
    chart = _pygal().Line(**settings, allow_interruptions=True)
    names = _SCORES["wide" if course.shape.width > 500 else "narrow"]
    chart.y_labels = [{"value": value, "label": name} for value, name in zip((-10, -5, 0, 5, 10), names, strict=True)]
    chart.x_labels = _month_labels(months, course.shape)
    # Smaller where there are many, down to what can still be told from a dot.
    size = max(0.55, min(1.0, (course.shape.width - _LEFT) / max(1, len(months)) / 15))
    series = []
    for way, colour, form in _WAYS:
        one, other = _between(way, course)
        name = f"{one} towards {other}"
        chart.add(name, [_value(_series(month, way, course.part), size) for month in months])
        told = [month for month in months if _series(month, way, course.part).mean is not None]
        marks = tuple(Mark(course.link(month, way, course.part), _told(month, way, course)) for month in told)
        series.append(Drawn(name, colour, form, marks))
    dress = Dress(
        course.look,
        _course_told(months, course),
        f"No {'statements' if course.part == 'words' else 'material acts'} with a date in the months of the record",
        course.shape.text,
        tuple(series),
        tuple((place, _missing(month, course)) for place, month in enumerate(months) if month.missing),
        "no article of the month in the record",
    )
    return dressed(chart, dress)


def position_chart(position: Position, line: PositionLine) -> str:
    """A position over time as SVG: its entries by how favourable they are, deeds full; its shifts as upright lines."""
    chart = _pygal().XY(**_settings(line.shape, (-1.0, 1.0)), stroke=False)
    places = (-1, -0.5, 0, 0.5, 1)
    chart.y_labels = [{"value": value, "label": name} for value, name in zip(places, _STANCES, strict=True)]
    days = [one.day for one in position.entries] + [one.day for one in position.shifts]
    if days:
        ticks = _ticks(min(days), max(days), line.shape)
        chart.x_labels = [{"value": day.toordinal(), "label": label} for day, label in ticks]
        ends = sorted([*days, *(day for day, _ in ticks)])
        chart.xrange = (ends[0].toordinal(), max(ends[-1].toordinal(), ends[0].toordinal() + 1))
    series: list[Drawn] = []
    kinds: tuple[tuple[str, bool, Form], ...] = (("in words", False, "hollow"), ("in deeds", True, "full"))
    for name, deed, form in kinds:
        own = [one for one in position.entries if one.stance.deed == deed]
        chart.add(name, [_node(one) for one in own])
        marks = tuple(
            Mark(line.link(one.item), _entry_told(one), move) for one, move in zip(own, _asides(own), strict=True)
        )
        series.append(Drawn(name, "one", form, marks))
    shifts = tuple((one.day.toordinal(), Mark(line.link(one.new), _shift_told(one))) for one in position.shifts)
    dress = Dress(
        line.look,
        _position_told(position, line),
        "Nothing in the record",
        line.shape.text,
        tuple(series),
        uprights=shifts,
        upright="shift of line",
    )
    return dressed(chart, dress)


def _pygal() -> Any:
    try:
        import pygal
    except ImportError:
        raise VerbaleError("charts need pygal; install verbale[web]") from None
    return pygal


def _settings(shape: Shape, scale: tuple[float, float]) -> dict[str, Any]:
    from pygal.style import Style

    size = shape.text
    style = Style(label_font_size=size, major_label_font_size=size)
    return {
        "js": [],
        "css": [],
        "style": style,
        "width": shape.width,
        "height": shape.height,
        "range": scale,
        "margin": 8,
        "margin_right": 24,
        "show_legend": False,
        "truncate_label": -1,
        "no_prefix": True,
        "disable_xml_declaration": True,
    }


def _between(way: Way, course: Course) -> tuple[str, str]:
    one, other = course.names
    return (one, other) if way == "forth" else (other, one)


def _value(series: Series, size: float) -> dict[str, Any] | None:
    """A value of a chart, the larger the more events it rests on; None where there is no mean."""
    if series.mean is None:
        return None
    value: dict[str, Any] = {"value": series.mean, "node": {"r": f"{size * min(7.5, 3.2 + sqrt(series.count)):.1f}"}}
    if series.interval:
        value["ci"] = {"low": series.interval[0], "high": series.interval[1]}
    return value


def _series(month: Month, way: Way, part: Part) -> Series:
    flow: Flow = month.forth if way == "forth" else month.back
    return flow.words if part == "words" else flow.deeds


def _told(month: Month, way: Way, course: Course) -> str:
    series = _series(month, way, course.part)
    one, other = _between(way, course)
    text = f"{say.month(month.month)}: {one} towards {other} in {course.part}, {say.count(series.count, 'event')}"
    if series.mean is not None:
        text += f", mean score {say.signed(series.mean)}"
    if series.interval:
        text += f" (95 % interval {say.signed(series.interval[0])} to {say.signed(series.interval[1])})"
    return text


def _missing(month: Month, course: Course) -> Mark:
    """What is said of a month without articles; what later ones tell of it is where it leads."""
    text = f"{say.month(month.month)}: the record has no article of this month"
    for way in WAYS:
        if _series(month, way, course.part).count and (link := course.link(month, way, course.part)):
            return Mark(link, f"{text}; later ones tell of it. {_told(month, way, course)}")
    return Mark(None, text)


def _course_told(months: Sequence[Month], course: Course) -> str:
    if not months:
        return "The record has no article with a date."
    missing = sum(one.missing for one in months)
    held = f"{say.month(months[0].month)} to {say.month(months[-1].month)}"
    gaps = f" {say.count(missing, 'month')} without an article of the record {'is' if missing == 1 else 'are'} shaded."
    return (
        f"Mean of PLOVER's scores by month, from −10 (conflict) to 10 (cooperation), in {course.part}, {held}, "
        f"with 95 % intervals where they can be estimated.{gaps if missing else ''}"
    )


def _month_labels(months: Sequence[Month], shape: Shape) -> list[str]:
    """What stands below each month: its name, or nothing where there is no room for all."""
    step = _step(len(months), shape)
    out = []
    for one in months:
        year, number = map(int, one.month.split("-"))
        named = (year * 12 + number - 1) % step == 0
        out.append("" if not named else f"{year}" if step >= 12 else say.month(one.month, short=True))
    if months and not any(out):
        out[0] = say.month(months[0].month, short=True)
    return out


def _step(months: int, shape: Shape) -> int:
    room = max(1.0, (shape.width - _LEFT) / _LABEL)
    return next((step for step in _STEPS if months / step <= room), _STEPS[-1])


def _ticks(first: dt.date, last: dt.date, shape: Shape) -> list[tuple[dt.date, str]]:
    """First days of months, quarters or years around a stretch of time, with their names."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
    step = _step(end - begin + 1, shape)
    places = range(max(12, begin - begin % step), min(end + step, dt.MAXYEAR * 12), step)
    days = [dt.date(place // 12, place % 12 + 1, 1) for place in places]
    return [(day, f"{day.year}" if step >= 12 else f"{say.MONTHS[day.month - 1][:3]} {day.year}") for day in days]


def _node(entry: Entry) -> dict[str, Any]:
    return {
        "value": (entry.day.toordinal(), entry.stance.value),
        "node": {"r": f"{3.2 + 3.2 * max(0.0, min(1.0, entry.weight)):.1f}"},
    }


def _asides(entries: Sequence[Entry]) -> list[float]:
    """By how much each entry is moved sideways, so that those of one day and value stand beside one another."""
    places = [(one.day, round(one.stance.value, 2)) for one in entries]
    before: Counter[tuple[dt.date, float]] = Counter()
    out = []
    for place in places:
        out.append((before[place] - (places.count(place) - 1) / 2) * _BESIDE)
        before[place] += 1
    return out


def _entry_told(entry: Entry) -> str:
    day = say.day(entry.day, entry.end, "interval" if entry.end > entry.day else "day")
    what = "deed" if entry.stance.deed else "words"
    return f"{day}, in {what}, stance {say.signed(entry.stance.value, 2)}: {say.clean(' '.join(entry.words.split()))}"


def _shift_told(one: Shift) -> str:
    what = f"shift on {say.clean(one.matter)}, {one.kind} ({one.score:.0%} sure)"
    return f"{say.day(one.day)}: {what}. {say.clean(one.reason)}"


def _position_told(position: Position, line: PositionLine) -> str:
    names = [line.names.get(code, code) for code in (position.government, position.about)]
    entries = say.count(len(position.entries), "statement or act", "statements and acts")
    shifts = say.count(len(position.shifts), "shift")
    return f"{say.joined(names, 'about')} on {position.topic}: {entries} by how favourable they are, {shifts} of line."
