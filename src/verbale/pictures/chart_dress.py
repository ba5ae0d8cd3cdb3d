"""What is made of a chart of pygal's so that it can stand in a page: its shapes in our colours, with links and words.

Of what the library draws only shapes are taken: no script, no style sheet, no fonts, no settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from verbale.pictures import words as say
from verbale.pictures.ladder_svg import Look, add, number, picture
from verbale.pictures.measure import width
from verbale.pictures.paint import SANS, Paint

Form = Literal["full", "hollow", "missing", "shift"]
_GEOMETRY = ("x", "y", "width", "height", "d", "cx", "cy", "r", "transform")
#: How far apart the marks of two series are at most, so that both are seen where they have one value.
_APART = 9.0
#: Half the size of the place that leads on from a mark.
_HIT = 12.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a chart: its address, where it has one, and what it says.

    ``aside``: by how much it is moved sideways, so that marks of one day and value do not hide one another.
    """

    link: str | None
    told: str
    aside: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series: what it is called, its colour (of :mod:`verbale.pictures.paint`), its form and its marks, in order."""

    name: str
    colour: str
    form: Form
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Dress:
    """What a chart becomes.

    ``told``: what it shows, in words; ``nothing``: what is said where it shows nothing. ``bands``: the places, on the
    axis of x, that are shaded, and ``band``: what that means. ``uprights``: the same of upright lines, and ``upright``.
    """

    look: Look
    told: str
    nothing: str
    text: float
    series: tuple[Drawn, ...]
    bands: tuple[tuple[float, Mark], ...] = ()
    band: str = ""
    uprights: tuple[tuple[float, Mark], ...] = ()
    upright: str = ""


def dressed(chart: Any, dress: Dress) -> str:
    """Draw a chart of pygal's; the text of an SVG element."""
    made: list[str] = []

    def read(root: Any) -> Any:
        # The library forgets where things are once it has rendered.
        made.append(_Chart(chart, root, dress).text())
        return root

    chart.add_xml_filter(read)
    chart.render()
    return made[0]


class _Chart:
    def __init__(self, chart: Any, root: Any, dress: Dress) -> None:
        self.chart, self.source, self.dress = chart, root, dress
        self.paint = Paint(dress.look.plain)
        self.legend = self._legend()
        rows = max((row for *_, row in self.legend), default=-1) + 1
        self.height = chart.height + rows * dress.text * 1.6 + 4
        self.root = picture(chart.width, self.height, dress.look, dress.told)

    def text(self) -> str:
        """The chart as text."""
        from lxml import etree

        if not any(one.marks for one in self.dress.series):
            self._text(self.root, (8, self.chart.height / 2), self.dress.nothing, "start")
        else:
            self._plot()
        self._draw_legend()
        return etree.tostring(self.root, encoding="unicode")  # type: ignore[no-any-return]

    def _plot(self) -> None:
        plots = [one for one in _all(self.source, "g") if _classes(one)[:1] == ["plot"]]
        lines = next(one for one in plots if _classes(one) == ["plot"])
        marks = next(one for one in plots if "overlay" in _classes(one))
        group = add(self.root, "g", transform=lines.get("transform"))
        self._bands(group)
        for axis in lines:
            if "axis" in _classes(axis):
                self._axis(group, axis)
        self._uprights(group)
        for number_of, one in enumerate(self.dress.series):
            shift = self._shift(number_of)
            for line in _all(_series(lines, number_of), "path"):
                path = _copied(group, line)
                _set(path, transform=shift, fill="none", stroke=self.paint(one.colour), stroke_width="1.2")
                _set(path, stroke_opacity="0.55", aria_hidden="true")
            overlay = _series(marks, number_of)
            for whisker in (path for ci in overlay if "ci" in _classes(ci) for path in _all(ci, "path")):
                path = _copied(group, whisker)
                _set(path, transform=shift, fill="none", stroke=self.paint(one.colour), stroke_width="1.2")
        # Above all whiskers, so that none hides a mark.
        for number_of, one in enumerate(self.dress.series):
            circles = list(_all(_series(marks, number_of), "circle"))
            for circle, mark in zip(circles, one.marks, strict=True):
                shift = f"translate({number(mark.aside)} 0)" if mark.aside else self._shift(number_of)
                self._mark(group, circle, one, (mark, shift))

    def _shift(self, number_of: int) -> str:
        """By how much a series is moved aside: in a chart of months, so that two marks do not hide one another."""
        if len(self.dress.series) < 2 or not hasattr(self.chart, "_x_pos") or self.dress.uprights:
            return ""
        step = self.chart.view.width / max(1, len(self.chart._x_pos))
        return f"translate({number((number_of - 0.5) * min(_APART, step / 2))} 0)"

    def _axis(self, parent: Any, axis: Any) -> None:
        across = "x" in _classes(axis)
        for guide in _all(axis, "path"):
            if across:
                continue
            line = _copied(parent, guide)
            strong = "axis" in _classes(guide)
            _set(line, stroke=self.paint("rail" if strong else "guide"), stroke_width="1", fill="none")
        for label in _all(axis, "text"):
            if label.text:
                place = float(label.get("x")), float(label.get("y"))
                self._text(parent, place, label.text, "middle" if across else "end")

    def _bands(self, parent: Any) -> None:
        """The shaded places; those side by side are one, that says so, and each leads on where it can."""
        view, places = self.chart.view, self.chart._x_pos if hasattr(self.chart, "_x_pos") else []
        half = view.width / max(1, len(places) - 1) / 2
        run: list[float] = []
        for place, mark in self.dress.bands:
            x = view.x(places[int(place)])
            left, right = max(0.0, x - half), min(float(view.width), x + half)
            holder = self._linked(parent, mark)
            rect = add(holder, "rect", x=number(left), y="0", width=number(right - left), height=number(view.height))
            _set(rect, class_="hit", fill=self.paint("missing"))
            run = [run[0], right] if run and abs(run[1] - left) < 1 else [left, right]
            if mark.link is None:
                add(holder, "title").text = mark.told

    def _uprights(self, parent: Any) -> None:
        view = self.chart.view
        for value, mark in self.dress.uprights:
            x, top, bottom = view.x(value), 0.0, float(view.height)
            link = self._linked(parent, mark)
            hit = add(link, "rect", x=number(x - _HIT), y="0", width=number(2 * _HIT), height=number(bottom))
            _set(hit, class_="hit", fill=self.paint("paper"), fill_opacity="0")
            line = add(link, "line", x1=number(x), x2=number(x), y1=number(top), y2=number(bottom))
            _set(line, stroke=self.paint("shift"), stroke_width="2", stroke_dasharray="2 3")
            add(link, "path", class_="mark", d=_diamond(x, 6), fill=self.paint("shift"))

    def _mark(self, parent: Any, circle: Any, series: Drawn, placed: tuple[Mark, str]) -> None:
        mark, shift = placed
        link = self._linked(parent, mark)
        x, y = circle.get("cx"), circle.get("cy")
        hit = add(link, "circle", cx=x, cy=y, r=number(_HIT), class_="hit", fill=self.paint("paper"))
        _set(hit, fill_opacity="0", transform=shift)
        dot = _copied(link, circle)
        colour = self.paint(series.colour)
        _set(dot, class_="mark", transform=shift, stroke=colour, stroke_width="2")
        _set(dot, fill=colour if series.form == "full" else self.paint("paper"))

    def _linked(self, parent: Any, mark: Mark) -> Any:
        if mark.link is None:
            return add(parent, "g")
        link = add(parent, "a", href=mark.link, aria_label=mark.told)
        add(link, "title").text = mark.told
        return link

    def _text(self, parent: Any, place: tuple[float, float], text: str, anchor: str) -> None:
        made = add(parent, "text", x=number(place[0]), y=number(place[1]), fill=self.paint("quiet"))
        _set(made, font_family=SANS, font_size=number(self.dress.text), text_anchor=anchor)
        made.text = say.clean(text)

    def _legend(self) -> list[tuple[float, str, str, Form, int]]:
        """What marks mean: x, text, colour, form and row of each."""
        wanted: list[tuple[str, str, Form]] = [(one.name, one.colour, one.form) for one in self.dress.series]
        wanted += [(self.dress.band, "missing", "missing")] if self.dress.bands else []
        wanted += [(self.dress.upright, "shift", "shift")] if self.dress.uprights else []
        out: list[tuple[float, str, str, Form, int]] = []
        x, row = 8.0, 0
        for name, colour, form in wanted:
            long = 22 + width(name, self.dress.text)
            if out and x + long > self.chart.width:
                x, row = 8.0, row + 1
            out.append((x, name, colour, form, row))
            x += long + 20
        return out

    def _draw_legend(self) -> None:
        foot = add(self.root, "g", class_="keys")
        for x, name, colour, form, row in self.legend:
            y = self.chart.height + row * self.dress.text * 1.6 + self.dress.text / 2
            if form == "missing":
                box = add(foot, "rect", x=number(x - 3), y=number(y - 6), width="14", height="12")
                _set(box, fill=self.paint("missing"), stroke=self.paint("rail"), stroke_width="0.6")
            elif form == "shift":
                add(foot, "path", d=_diamond(x + 4, y), fill=self.paint(colour))
            else:
                dot = add(foot, "circle", cx=number(x + 4), cy=number(y), r="4.5", stroke=self.paint(colour))
                _set(dot, stroke_width="2", fill=self.paint(colour if form == "full" else "paper"))
            self._text(foot, (x + 18, y + self.dress.text * 0.36), name, "start")


def _diamond(x: float, y: float) -> str:
    return f"M{number(x)} {number(y - 6)} l6 6 l-6 6 l-6 -6 z"


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, tag: str) -> Iterator[Any]:
    return (one for one in element.iter() if _local(one) == tag)


def _series(plot: Any, number_of: int) -> Any:
    """The group of a series; empty where there is none."""
    found: Sequence[Any] = [one for one in plot if f"serie-{number_of}" in _classes(one)]
    return found[0] if found else []


def _copied(parent: Any, element: Any) -> Any:
    made = add(parent, _local(element))
    for name in _GEOMETRY:
        if element.get(name) is not None:
            made.set(name, element.get(name))
    return made


def _set(element: Any, **attributes: str) -> None:
    for name, value in attributes.items():
        if value:
            element.set(name.rstrip("_").replace("_", "-"), value)
