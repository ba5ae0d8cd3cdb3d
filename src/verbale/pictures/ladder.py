"""The ladder: governments as lifelines, time running down, and each statement or act a rung from one to the other.

This module only reckons where everything stands, in the units of the picture; :mod:`verbale.pictures.ladder_svg` draws
it. Time is true to order: days on which something happened stand one below the other, and where days lie between, the
lifelines break and the break says how many.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from verbale.pictures import words as say
from verbale.pictures.ladder_parts import (
    NARROW,
    NONE_LEFT,
    WIDE,
    Box,
    Curve,
    Key,
    Left,
    Line,
    Post,
    Sizes,
    Step,
    curves_of,
)
from verbale.pictures.measure import SERIF, shortened, width, wrap
from verbale.pictures.rungs import ACT, PLAIN, Rung, called, ordered

__all__ = ["MOST", "NARROW", "WIDE", "Frame", "Ladder", "Sizes", "layout"]

#: How many lifelines a ladder has at most.
MOST = 3


#: Between lines of text, as a multiple of their size.
_LEADING = 1.34
#: From where to where a line runs.
Reach = tuple[float, float]
#: Around text; between rungs of a day; between days; below a text to its arrow; of a stub that leads out of the ladder.
_PAD, _RUNG, _DAY, _DROP, _STUB = 12.0, 17.0, 16.0, 9.0, 54.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a ladder shows.

    ``lifelines``: two or three codes, from left to right (one, where nobody else is known); ``names``: what codes are
    called. ``most``: rungs that are drawn; ``keep``: which ones where there are more, the ``last`` or the ``first``.
    ``left``: how many more there are that are not given.
    """

    lifelines: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    sizes: Sizes = WIDE
    most: int = 40
    keep: Literal["first", "last"] = "last"
    left: Left = NONE_LEFT


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder laid out: all positions in units from its upper left corner, ``y`` downwards.

    ``posts``: the lifelines; ``steps``: the rungs drawn, in order; ``lines``: all text that belongs to no rung;
    ``curves``: which answers which; ``keys``: what lines and colours mean, of those that occur. ``left``: what is not
    drawn.
    """

    width: float
    height: float
    posts: tuple[Post, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    curves: tuple[Curve, ...]
    keys: tuple[Key, ...]
    left: Left
    frame: Frame

    def texts(self) -> tuple[Line, ...]:
        """All lines of text, from top to bottom as they were laid out."""
        return (*self.lines, *(line for step in self.steps for line in step.lines), *(key.line for key in self.keys))


def layout(rungs: Iterable[Rung], frame: Frame) -> Ladder:
    """Lay out a ladder of ``rungs`` in any order; the same rungs always make the same ladder.

    Raises ``ValueError`` unless there are one to three different lifelines.
    """
    if not 1 <= len(frame.lifelines) <= MOST or len(set(frame.lifelines)) < len(frame.lifelines):
        raise ValueError(f"a ladder has one to three different lifelines, not {', '.join(frame.lifelines) or 'none'}")
    every = ordered(rungs)
    shown = [one for one in every if _belongs(one, frame)]
    elsewhere = len(every) - len(shown)
    most = max(0, frame.most)
    drawn = (shown[len(shown) - min(most, len(shown)) :]) if frame.keep == "last" else shown[:most]
    cut = len(shown) - len(drawn)
    earlier, later = (cut, 0) if frame.keep == "last" else (0, cut)
    left = Left(frame.left.earlier + earlier, frame.left.later + later, frame.left.elsewhere + elsewhere)
    return _Layout(frame).made(drawn, left)


def _belongs(rung: Rung, frame: Frame) -> bool:
    """Whether anybody of the ladder acts, or is acted towards."""
    return not {*rung.actors, *rung.targets}.isdisjoint(frame.lifelines)


class _Layout:
    """A ladder in the making: ``y`` is where the next thing stands."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.sizes = frame, frame.sizes
        first = self.sizes.margin + (_PAD if self.sizes.margin else _PAD / 2)
        last = self.sizes.width - self.sizes.gutter
        between = (last - first) / max(1, len(frame.lifelines) - 1)
        self.columns = {code: first + number * between for number, code in enumerate(frame.lifelines)}
        self.first, self.last, self.between = first, last, between
        self.y = 6.0
        self.named = 0.0
        self.lines: list[Line] = []
        self.steps: list[Step] = []
        self.breaks: list[tuple[float, float]] = []

    def made(self, rungs: Sequence[Rung], left: Left) -> Ladder:
        """The ladder of ``rungs``, in order."""
        self._names()
        top = self.y
        self.y += 10
        if left.earlier:
            self._note(f"{left.earlier:,} earlier not drawn", broken=True)
        before: Rung | None = None
        for one in rungs:
            self._time(before, one)
            self._step(one)
            before = one
        if not rungs:
            self._note("Nothing between them is drawn here", broken=False)
        if left.later:
            self._note(f"{left.later:,} later not drawn", broken=True)
        bottom = self.y + 4
        self.y = bottom
        if bottom - self.named > self.sizes.repeat / 2 and len(rungs) > 4:
            self.y += 4
            self._names()
        if left.elsewhere:
            self.y += 6
            self._text(self._fit(f"{say.count(left.elsewhere, 'other')} between others not drawn"), self.first, "note")
        keys = self._keys(rungs)
        posts = tuple(Post(code, x, top, bottom, tuple(self.breaks)) for code, x in self.columns.items())
        gutter = (self.last + 7, self.sizes.width - 4)
        curves = curves_of(self.steps, gutter)
        return Ladder(
            self.sizes.width,
            math.ceil(self.y + 6),
            posts,
            tuple(self.steps),
            tuple(self.lines),
            curves,
            keys,
            left,
            self.frame,
        )

    def _names(self) -> None:
        """The names of the governments over their lifelines."""
        size, count = self.sizes.name, len(self.columns)
        most = min(self.between - 10, 260.0) if count > 1 else 260.0
        if not self.sizes.margin:
            most = (self.sizes.width - 12.0 * count) / count
        wrapped = {}
        for code in self.columns:
            name = say.clean(self.frame.names.get(code, code))
            wrapped[code] = wrap(name, size, most, 2, bold=True) or (code,)
        rows = max(map(len, wrapped.values()))
        for number, (code, x) in enumerate(self.columns.items()):
            edge = "start" if number == 0 else "end" if number == count - 1 else "middle"
            anchor = "middle" if self.sizes.margin else edge
            at = x if anchor == "middle" else 2.0 if anchor == "start" else self.sizes.width - 2
            for row, text in enumerate(wrapped[code]):
                y = self.y + size + (rows - len(wrapped[code]) + row) * size * 1.2
                self.lines.append(Line(self._inside(text, at, anchor), y, text, "name", size, anchor, len(text)))
        self.y += size + (rows - 1) * size * 1.2 + 8
        self.named = self.y

    def _inside(self, text: str, x: float, anchor: str) -> float:
        """``x`` moved so that a name in the middle of its lifeline does not leave the picture."""
        half = width(text, self.sizes.name, bold=True) / 2
        return max(half, min(x, self.sizes.width - half)) if anchor == "middle" else x

    def _time(self, before: Rung | None, one: Rung) -> None:
        """The break before a rung, where days passed, and the day that it begins."""
        dates = None if before is None else (before.day, before.last, before.precision)
        if dates == (one.day, one.last, one.precision):
            return
        if before is not None:
            passed = _days_between(before, one)
            if passed is None and one.day is None:
                self._break("of unknown date", 0)
            elif passed is not None and passed > 1:
                self._break(f"{say.span(passed)} later", passed)
            else:
                self.y += _DAY
        if self.y - self.named > self.sizes.repeat:
            start = self.y
            self._names()
            if self.breaks and start - self.breaks[-1][1] < _DAY:
                start = self.breaks.pop()[0]
            self.breaks.append((start, self.y))
            self.y += 8
        self._day(one)

    def _day(self, one: Rung) -> None:
        size, text = self.sizes.day, one.when(short=True)
        if self.sizes.margin:
            y = self.y + size
            for part in text.split(", "):
                for row in wrap(part, size, self.sizes.margin - 14, 3, bold=True):
                    self.lines.append(Line(2.0, y, row, "day", size, "start", len(row)))
                    y += size * 1.25
        else:
            self.lines.append(Line(self.first + _PAD, self.y + size, text, "day", size, "start", len(text)))
            self.y += size * _LEADING + 3

    def _break(self, text: str, days: int) -> None:
        """Broken spacing, the taller the more days it stands for, on a logarithmic scale."""
        start, size = self.y + 4, self.sizes.day
        height = size * 1.5 + min(48.0, 5.0 * math.log2(1 + days))
        x = 2.0 if self.sizes.margin else self.first + _PAD
        self.lines.append(Line(x, start + height / 2 + size * 0.35, text, "gap", size))
        self.breaks.append((start, start + height))
        self.y = start + height + 10

    def _note(self, text: str, *, broken: bool) -> None:
        start = self.y
        self._text(self._fit(text), self.first + _PAD, "note")
        self.y += 6
        if broken:
            self.breaks.append((start, self.y))
        self.y += 6

    def _fit(self, text: str) -> str:
        most = self.last - self.first - 2 * _PAD
        size = self.sizes.day
        return text if width(text, size) <= most else shortened(text, size, most)

    def _text(self, text: str, x: float, kind: str) -> None:
        self.lines.append(Line(x, self.y + self.sizes.day, text, kind, self.sizes.day))
        self.y += self.sizes.day * _LEADING

    def _step(self, rung: Rung) -> None:
        """A rung: its words, and below them its arrow."""
        sources = sorted({self.columns[code] for code in rung.actors if code in self.columns})
        ends = sorted({self.columns[code] for code in rung.recipients if code in self.columns})
        left, right = self._reach(sources, ends)
        speaks_right = min(sources or ends) > (left + right) / 2 and not rung.reciprocal
        start, end, texts = self._words(rung, (left, right), (sources, ends), speaks_right)
        block = max(one.width for one in texts)
        x = end - _PAD - block if speaks_right else start + _PAD
        top, lines = self.y, []
        for one in texts:
            lines.append(one.moved(end - _PAD if speaks_right else x, self.y, "end" if speaks_right else "start"))
            self.y += one.size * _LEADING
        y = self.y = self.y + _DROP - 2
        box = Box(min(x, left) - 4, top - 3, max(x + block, right) + 4, y + 11)
        crossed = any(x - 2 < post < x + block + 2 for post in self.columns.values())
        mask = Box(x - 3, top, x + block + 3, y - _DROP + 2) if crossed else None
        heads = _heads(sources, ends)
        self.steps.append(Step(rung, y, (left, right), tuple(sources), heads, tuple(lines), box, mask, not heads))
        self.y += _RUNG

    def _words(
        self, rung: Rung, reach: Reach, ends: tuple[Sequence[float], Sequence[float]], speaks_right: bool
    ) -> tuple[float, float, list[Line]]:
        """From where to where the words of a rung may stand, and its lines."""
        if not self.sizes.full:
            start, end = self._room(reach, *ends)
            return start, end, self._block(rung, end - start - 2 * _PAD)
        most = self.last - self.first - 2 * _PAD
        whole = self._block(rung, most)
        # Beside its arrow, where it needs no more lines there than over the whole ladder.
        start, end = (self.first, reach[1]) if speaks_right else (reach[0], self.last)
        beside = self._block(rung, end - start - 2 * _PAD)
        if len(beside) == len(whole) and _told(beside) == _told(whole):
            return start, end, beside
        return self.first, self.last, whole

    def _reach(self, sources: Sequence[float], ends: Sequence[float]) -> Reach:
        """From where to where the line of a rung runs; with only one end on the ladder a stub."""
        known = sorted({*sources, *ends})
        if len(known) > 1:
            return known[0], known[-1]
        here, alone = known[0], len(self.columns) == 1
        # What comes in from nowhere comes from the left, but at the first lifeline.
        leftwards = here == self.last if sources else here != self.first
        return (here - _STUB, here) if leftwards and not alone else (here, here + _STUB)

    def _room(self, reach: Reach, sources: Sequence[float], ends: Sequence[float]) -> tuple[float, float]:
        """Between which lifelines the words of a rung stand."""
        left, right = reach
        if len({*sources, *ends}) > 1:
            return left, right
        if right >= self.last and left > self.first:
            return min(left, right - self.between), right
        return left, max(right, left + self.between)

    def _block(self, rung: Rung, most: float) -> list[Line]:
        """The lines of a rung, at no place yet: what it is and by whom, then its words."""
        label = say.clean(" ".join(rung.label.split()))
        tags = [say.clean(rung.who), *self._absent(rung), say.STATUSES.get(rung.status, "")]
        if rung.reports > 1:
            tags.append(f"{rung.reports:,} reports")
        size = self.sizes.label
        head = wrap(" · ".join(filter(None, [label, *tags])), size, most, 2, bold=True) or ("?",)
        out = [Line(0, 0, text, "label", size, "start", len(label) if n == 0 else 0) for n, text in enumerate(head)]
        size = self.sizes.words
        body = wrap(say.clean(rung.words), size * SERIF, most, self.sizes.lines)
        return out + [Line(0, 0, text, "words", size) for text in body]

    def _absent(self, rung: Rung) -> list[str]:
        """Who takes part in a rung and has no lifeline."""
        names, out = self.frame.names, list[str]()
        actors = [code for code in rung.actors if code not in self.columns]
        recipients = [code for code in rung.recipients if code not in self.columns]
        if not rung.actors:
            out.append("by nobody named")
        if actors:
            out.append(f"{'by' if len(actors) == len(rung.actors) else 'with'} {called(actors, names)}")
        if recipients and not rung.reciprocal:
            out.append(f"{'to' if len(recipients) == len(rung.recipients) else 'also to'} {called(recipients, names)}")
        if not rung.recipients:
            out.append("to nobody named")
        return out

    def _keys(self, rungs: Sequence[Rung]) -> tuple[Key, ...]:
        """What lines and colours mean, of those drawn, in rows at the foot."""
        kinds: dict[str, tuple[str, bool, str]] = {}
        for one in rungs:
            kinds.setdefault(one.quad or (ACT if one.material else PLAIN), (one.quad, one.material, ""))
        wanted = [(name, kinds[name]) for name in sorted(kinds, key=_rank)]
        if any(one.status in say.UNDONE for one in rungs):
            wanted.append(("to come, only possible or not done", ("", False, "undone")))
        if any(step.rung.reciprocal for step in self.steps):
            wanted.append(("with one another", ("", False, "both")))
        ids = {one.id for one in rungs}
        if any(not ids.isdisjoint(one.answers) for one in rungs):
            wanted.append(("from what was said to its answer", ("", False, "answer")))
        if not wanted:
            return ()
        self.y += 16
        size, x, out = self.sizes.day, self.first if self.sizes.margin else 4.0, list[Key]()
        for name, (quad, material, form) in wanted:
            long = 40 + width(name, size)
            if out and x + long > self.sizes.width:
                x, self.y = (self.first if self.sizes.margin else 4.0), self.y + size * 1.5
            line = Line(x + 40, self.y + size, name, "key", size)
            out.append(Key(x, x + 32, self.y + size * 0.66, quad, material, form, line))
            x += long + 22
        self.y += size * 1.5
        return tuple(out)


def _told(lines: Sequence[Line]) -> str:
    return " ".join(one.text for one in lines)


def _rank(name: str) -> tuple[int, str]:
    known = ("verbal cooperation", "material cooperation", PLAIN, ACT, "verbal conflict", "material conflict")
    return (known.index(name) if name in known else len(known)), name


def _days_between(before: Rung, one: Rung) -> int | None:
    """Days from a rung to the next; None where one has no date, or lies within the other's time."""
    if before.day is None or one.day is None:
        return None
    return max(0, (one.day - (before.last or before.day)).days)


def _heads(sources: Sequence[float], ends: Sequence[float]) -> tuple[tuple[float, int], ...]:
    """Where arrowheads stand, and whether each points right (1) or left (-1); between two that act, both ways."""
    if not sources:
        return tuple((x, -1 if x == min(ends) and x != max(ends) else 1) for x in ends)
    right = ((x, 1) for x in ends if min(sources) < x)
    left = ((x, -1) for x in ends if max(sources) > x)
    return tuple(sorted((*right, *left)))
