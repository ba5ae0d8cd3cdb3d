"""The ladder as SVG: no script, no font, no file of others; colours are CSS variables, and every rung is a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from verbale.pictures import words as say
from verbale.pictures.ladder import Ladder
from verbale.pictures.ladder_parts import Box, Curve, Key, Line, Post, Step
from verbale.pictures.paint import SANS, SERIF, Paint, stylesheet
from verbale.pictures.rungs import Rung, called, sentence

SVG = "http://www.w3.org/2000/svg"
#: Widths of lines: of words and of deeds.
_WORDS, _DEED = 1.7, 4.0
_DASHES = "7 5"
#: Fonts of the kinds of text, with their colours.
_FACES: Mapping[str, tuple[str, str]] = {
    "name": (SANS, "ink"),
    "day": (SANS, "ink"),
    "gap": (SANS, "quiet"),
    "note": (SANS, "quiet"),
    "key": (SANS, "quiet"),
    "label": (SANS, "quiet"),
    "words": (SERIF, "ink"),
}
#: An SVG element; lxml has no types.
Element = Any


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is written.

    ``title``: what it shows, in words. ``name``: an id, different for each picture of a page. ``plain``: colours
    without variables, for PDF makers; ``embed``: with its style sheet inside, for a file of its own. ``kind``: a class
    of the element, such as ``picture--wide``.
    """

    title: str
    name: str = "ladder"
    plain: bool = False
    embed: bool = False
    kind: str = ""


def ladder_svg(ladder: Ladder, look: Look) -> str:
    """The ladder as the text of an SVG element."""
    return etree.tostring(ladder_element(ladder, look), encoding="unicode")  # type: ignore[no-any-return]


def ladder_element(ladder: Ladder, look: Look) -> Element:
    """The ladder as an element of lxml."""
    root = picture(ladder.width, ladder.height, look, description(ladder))
    return _Drawing(root, ladder, Paint(look.plain)).drawn()


def picture(width: float, height: float, look: Look, description: str) -> Element:
    """An empty picture with its title and description; as wide as its place."""
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    root.set("class", " ".join(filter(None, ("picture", look.kind))))
    root.set("role", "group")
    root.set("aria-labelledby", f"{look.name}-title")
    root.set("aria-describedby", f"{look.name}-desc")
    if look.plain or look.embed:
        root.set("width", number(width))
        root.set("height", number(height))
    else:
        root.set("width", "100%")
    add(root, "title", id=f"{look.name}-title").text = say.clean(look.title)
    add(root, "desc", id=f"{look.name}-desc").text = say.clean(description)
    if look.embed:
        add(root, "style").text = stylesheet()
        paint = Paint(look.plain)
        add(root, "rect", width=number(width), height=number(height), fill=paint("paper"))
    return root


def add(parent: Element, tag: str, **attributes: str) -> Element:
    """A new element in ``parent``; ``_`` in names of attributes is ``-``, one at the end is left out."""
    made = etree.SubElement(parent, f"{{{SVG}}}{tag}")
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value)
    return made


def number(value: float) -> str:
    """A number of units, with no more places than can be seen."""
    return f"{value:.1f}".removesuffix(".0")


def description(ladder: Ladder) -> str:
    """What a ladder shows, in a sentence or two."""
    names = called(ladder.frame.lifelines, ladder.frame.names)
    drawn = [step.rung for step in ladder.steps]
    text = f"{say.count(len(drawn), 'statement or act', 'statements and acts')} between {names}"
    dated = [one for one in drawn if one.day is not None]
    if dated:
        first, last = (one.when().partition(",")[0] for one in (dated[0], dated[-1]))
        text += f", {first}" if first == last else f", from {first} to {last}"
    left = sum(ladder.left)
    return f"{text}, in order of time.{f' {left:,} more are not drawn.' if left else ''}"


class _Drawing:
    def __init__(self, root: Element, ladder: Ladder, paint: Paint) -> None:
        self.root, self.ladder, self.paint = root, ladder, paint
        self.rungs: dict[str, Rung] = {step.rung.id: step.rung for step in ladder.steps}

    def drawn(self) -> Element:
        """The picture with everything in it, from the back to the front."""
        back = add(self.root, "g", aria_hidden="true")
        for post in self.ladder.posts:
            self._post(back, post)
        for curve in self.ladder.curves:
            self._curve(back, curve)
        for line in self.ladder.lines:
            box = line.box
            if any(box.left - 2 < post.x < box.right + 2 for post in self.ladder.posts):
                _rect(
                    self.root, Box(box.left - 3, box.top - 2, box.right + 3, box.bottom + 2), fill=self.paint("paper")
                )
            self._line(self.root, line)
        for step in self.ladder.steps:
            self._step(step)
        foot = add(self.root, "g", class_="keys")
        for key in self.ladder.keys:
            self._key(foot, key)
        return self.root

    def _post(self, parent: Element, post: Post) -> None:
        x = number(post.x)
        for top, bottom in post.pieces():
            line = add(parent, "line", x1=x, x2=x, y1=number(top), y2=number(bottom))
            _stroke(line, self.paint("rail"), 2)
        for top, bottom in post.breaks:
            line = add(parent, "line", x1=x, x2=x, y1=number(top + 3), y2=number(bottom - 1))
            _stroke(line, self.paint("rail"), 2, "2 6")

    def _curve(self, parent: Element, curve: Curve) -> None:
        paint, x = self.paint("quiet"), curve.x
        for y, reach in zip((curve.start, curve.end), curve.leads, strict=True):
            if reach < x - 8:
                line = add(parent, "line", x1=number(reach + 10), x2=number(x), y1=number(y), y2=number(y))
                _stroke(line, paint, 1, "1 4")
        turn = min(7.0, abs(curve.end - curve.start) / 2, curve.far - x)
        down = turn if curve.end > curve.start else -turn
        path = f"M{number(x)} {number(curve.start)} H{number(curve.far - turn)} q{number(turn)} 0 {number(turn)} "
        path += f"{number(down)} V{number(curve.end - down)} q0 {number(down)} {number(-turn)} {number(down)} "
        add(parent, "path", d=f"{path}H{number(x + 4)}", fill="none", stroke=paint, stroke_width="1.2")
        add(parent, "circle", cx=number(x), cy=number(curve.start), r="2.6", fill=self.paint("paper"), stroke=paint)
        add(parent, "path", d=f"M{number(x - 2)} {number(curve.end)} l7 -3.6 v7.2 z", fill=paint)

    def _line(self, parent: Element, line: Line, quad: str | None = None) -> None:
        face, colour = _FACES[line.kind]
        made = add(parent, "text", x=number(line.x), y=number(line.y), fill=self.paint(colour))
        made.set("font-family", face)
        made.set("font-size", number(line.size))
        if line.anchor != "start":
            made.set("text-anchor", line.anchor)
        if line.kind == "gap":
            made.set("font-style", "italic")
        if not line.strong:
            made.text = line.text
            return
        strong = add(made, "tspan", font_weight="700" if line.kind == "label" else "600")
        strong.text, strong.tail = line.text[: line.strong], line.text[line.strong :]
        if quad is not None:
            strong.set("fill", self.paint.quad(quad))

    def _step(self, step: Step) -> None:
        rung = step.rung
        told = sentence(rung, self.ladder.frame.names, self.rungs)
        link = add(self.root, "a", href=rung.url, class_="rung", aria_label=told)
        add(link, "title").text = told
        _rect(link, step.box, class_="hit", rx="4", fill=self.paint("paper"), fill_opacity="0")
        if step.mask:
            _rect(link, step.mask, fill=self.paint("paper"))
        self._arrow(link, step)
        for line in step.lines:
            self._line(link, line, rung.quad)

    def _arrow(self, parent: Element, step: Step) -> None:
        """The line from who acts to whom: heavy and with a full head for a deed, dashed for what did not happen."""
        rung, y = step.rung, number(step.y)
        colour, size = self.paint.quad(rung.quad), (_DEED if rung.material else _WORDS)
        left, right = step.reach
        trim = 9.0 if rung.material else 2.0
        ends = {x for x, _ in step.heads}
        near, far = left + (trim if left in ends else 0), right - (trim if right in ends else 0)
        line = add(parent, "line", x1=number(near), x2=number(far), y1=y, y2=y)
        _stroke(line, colour, size, _DASHES if rung.status in say.UNDONE else "")
        for x in step.dots:
            if x not in ends:
                add(parent, "circle", cx=number(x), cy=y, r="4.5" if rung.material else "3.6", fill=colour)
        if step.open:
            far = left if step.dots[0] == right else right
            _stroke(add(parent, "circle", cx=number(far), cy=y, r="3.6", fill=self.paint("paper")), colour, 1.5)
        for head in step.heads:
            self._head(parent, head, step.y, (colour, rung.material))
        if rung.status == "negated":
            middle = (left + right) / 2
            cross = f"M{number(middle - 5)} {number(step.y - 5)} l10 10 m0 -10 l-10 10"
            add(parent, "path", d=cross, stroke=colour, stroke_width="2", fill="none")

    def _head(self, parent: Element, head: tuple[float, int], y: float, drawn: tuple[str, bool]) -> None:
        """An arrowhead; ``drawn``: its colour, and whether it is full."""
        (x, way), (colour, full) = head, drawn
        if full:
            path = f"M{number(x - way)} {number(y)} l{-14 * way} -7.5 v15 z"
            add(parent, "path", d=path, fill=colour)
        else:
            path = f"M{number(x - 11 * way)} {number(y - 5.5)} L{number(x - way)} {number(y)} l{-10 * way} 5.5"
            add(
                parent, "path", d=path, fill="none", stroke=colour, stroke_width=number(_WORDS), stroke_linejoin="round"
            )

    def _key(self, parent: Element, key: Key) -> None:
        y = number(key.y)
        if key.form == "answer":
            middle = number((key.left + key.right) / 2 - 8)
            path = f"M{middle} {number(key.y - 7)} c18 0 18 12 0 12"
            add(parent, "path", d=path, fill="none", stroke=self.paint("quiet"), stroke_width="1.2")
            add(parent, "path", d=f"M{middle} {number(key.y + 5)} l7 -3.6 v7.2 z", fill=self.paint("quiet"))
        else:
            colour = self.paint.quad(key.quad) if not key.form else self.paint("quiet")
            near, far = key.left + (2 if key.form == "both" else 0), key.right - (8 if key.material else 2)
            line = add(parent, "line", x1=number(near), x2=number(far), y1=y, y2=y)
            _stroke(line, colour, _DEED if key.material else _WORDS, _DASHES if key.form == "undone" else "")
            self._head(parent, (key.right, 1), key.y, (colour, key.material))
            if key.form == "both":
                self._head(parent, (key.left, -1), key.y, (colour, False))
        self._line(parent, key.line)


def _stroke(element: Element, colour: str, width: float, dashes: str = "") -> None:
    element.set("stroke", colour)
    element.set("stroke-width", number(width))
    if dashes:
        element.set("stroke-dasharray", dashes)


def _rect(parent: Element, box: Box, **attributes: str) -> None:
    place = {"x": number(box.left), "y": number(box.top)}
    size = {"width": number(box.right - box.left), "height": number(box.bottom - box.top)}
    add(parent, "rect", **place, **size, **attributes)
