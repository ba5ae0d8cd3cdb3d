"""The parts of a ladder: where lines, texts and curves stand, in units of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from verbale.pictures.measure import SERIF, width
from verbale.pictures.rungs import Rung

#: How far off the line of its rung a curve begins or ends, where another one does so too.
_ASIDE = 4.5


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures of a ladder, in units of the picture, which are a reader's pixels where it is shown at its width.

    ``margin``: the column of the days, 0 where each stands on a line of its own; ``gutter``: the column in which
    answers are joined to what they answer; ``label``, ``words``, ``day``, ``name``: sizes of text; ``lines``: most
    lines of a rung's words; ``full``: words may be as wide as the ladder, and not only as their arrow; ``repeat``: the
    names are repeated after so much.
    """

    width: float
    margin: float
    gutter: float
    label: float
    words: float
    day: float
    name: float
    lines: int
    full: bool
    repeat: float


#: For a page of some 700 pixels and more, and for a telephone.
WIDE = Sizes(900, 126, 70, 13.5, 14.5, 13, 15.5, 2, full=False, repeat=1000)
NARROW = Sizes(358, 0, 34, 12.5, 14, 12.5, 14, 3, full=True, repeat=700)


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Left(NamedTuple):
    """How many rungs are not drawn: ``earlier`` and ``later`` than those drawn, and between others altogether."""

    earlier: int = 0
    later: int = 0
    elsewhere: int = 0


NONE_LEFT = Left()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at its baseline; the first ``strong`` characters are bold.

    ``kind``: ``name``, ``day``, ``gap``, ``note``, ``label``, ``words`` or ``key``. ``anchor``: which part of the text
    is at ``x``: ``start``, ``middle`` or ``end``.
    """

    x: float
    y: float
    text: str
    kind: str
    size: float
    anchor: str = "start"
    strong: int = 0

    @property
    def width(self) -> float:
        """About how wide it is, rather too wide than too narrow."""
        return width(self.text, self.size * (SERIF if self.kind == "words" else 1), bold=self.strong > 0)

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return Box(left, self.y - 0.8 * self.size, left + self.width, self.y + 0.24 * self.size)

    def moved(self, x: float, top: float, anchor: str) -> Line:
        """The line with its ``anchor`` at ``x`` and its upper edge at ``top``."""
        return replace(self, x=x, y=top + self.size, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Post:
    """A lifeline; ``breaks``: from where to where it is broken."""

    code: str
    x: float
    top: float
    bottom: float
    breaks: tuple[tuple[float, float], ...]

    def pieces(self) -> tuple[tuple[float, float], ...]:
        """Its unbroken pieces, from top to bottom."""
        out, y = [], self.top
        for start, end in self.breaks:
            if start > y:
                out.append((y, min(start, self.bottom)))
            y = max(y, end)
        if y < self.bottom:
            out.append((y, self.bottom))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung in its place.

    ``y``, ``reach``: its line; ``dots``: where it starts; ``heads``: where it ends, each pointing right (1) or left
    (-1). ``box``: all of it, which is the link; ``mask``: the room of its words where a lifeline would cross them.
    ``open``: nobody of the ladder is at its other end.
    """

    rung: Rung
    y: float
    reach: tuple[float, float]
    dots: tuple[float, ...]
    heads: tuple[tuple[float, int], ...]
    lines: tuple[Line, ...]
    box: Box
    mask: Box | None
    open: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """That ``response`` answers ``prompt``, ids: from the end of one line over to ``far`` and back to the other.

    ``start``, ``end``: the heights of prompt and response; ``leads``: from where a thin line leads over to the gutter
    at ``x``, at both. Curves from one prompt run together.
    """

    prompt: str
    response: str
    x: float
    far: float
    start: float
    end: float
    leads: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Key:
    """What a line means: a sample at ``y``, and its text. ``form``: empty, ``undone``, ``both`` or ``answer``."""

    left: float
    right: float
    y: float
    quad: str
    material: bool
    form: str
    line: Line


def curves_of(steps: Sequence[Step], gutter: tuple[float, float]) -> tuple[Curve, ...]:
    """A curve for each answer that is drawn with what it answers, in the lanes of the ``gutter`` between two places.

    Answers to one prompt share a lane; prompts whose lanes would overlap have different ones, the shorter nearer.
    """
    places = {step.rung.id: step for step in steps}
    answers: dict[str, list[Step]] = {}
    for step in steps:
        for name in dict.fromkeys(step.rung.answers):
            if name in places and name != step.rung.id:
                answers.setdefault(name, []).append(step)
    reach = {name: _reach([places[name], *responses]) for name, responses in answers.items()}
    lanes: list[list[tuple[float, float]]] = []
    lane_of = {}
    for name in sorted(answers, key=lambda name: (reach[name][1] - reach[name][0], reach[name])):
        top, bottom = reach[name]
        free = (n for n, lane in enumerate(lanes) if all(bottom < a or b < top for a, b in lane))
        lane_of[name] = next(free, len(lanes))
        if lane_of[name] == len(lanes):
            lanes.append([])
        lanes[lane_of[name]].append((top, bottom))
    near, right = gutter
    both = {step.rung.id for responses in answers.values() for step in responses} & set(answers)
    apart = min(14.0, (right - near) / (len(lanes) + 1))
    return tuple(
        Curve(
            name,
            step.rung.id,
            near,
            near + apart * (lane_of[name] + 1) + 2,
            places[name].y + (_ASIDE if name in both else 0),
            step.y - (_ASIDE if step.rung.id in both else 0),
            (places[name].reach[1], step.reach[1]),
        )
        for name, responses in answers.items()
        for step in responses
    )


def _reach(steps: Sequence[Step]) -> tuple[float, float]:
    heights = [step.y for step in steps]
    return min(heights), max(heights)
