"""Lines and paragraphs of a text, by offset.

A unit is a paragraph: one line, or several lines where the text is hard-wrapped. Everything that classifies text looks
at units, so that wrapped and unwrapped texts are treated alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\u2028\u2029]+")
#: Lines longer than this are not the work of a hard wrap.
_WRAP_MAX = 100
_WRAP_MIN = 45
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f\u2007", " "))
_BULLET = re.compile(r"[•●▪‣·*–—-]\s|\d{1,2}[.)]\s")
_LABEL = re.compile(r"(?:[A-Z][A-Z.'’ -]{1,60}:|Q\s)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph: ``start``, ``end`` without outer white space, ``text`` on one line, ``gap``: blank line before."""

    start: int
    end: int
    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    raw_length: int
    gap: bool


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        breaks = text.count("\n", previous_end, match.start()) or text.count("\r", previous_end, match.start())
        found.append(_Line(start, start + len(stripped), len(raw.rstrip()), not found or breaks > 1))
        previous_end = match.end()
    return found


def _width(lines: list[_Line]) -> int:
    """Width at which the text is wrapped, or 0."""
    if len(lines) < 3:
        return 0
    lengths = sorted(line.raw_length for line in lines)
    high = lengths[int(len(lengths) * 0.9)]
    long = sum(1 for length in lengths if length > _WRAP_MAX)
    if high > _WRAP_MAX or high < _WRAP_MIN or long * 10 > len(lengths):
        return 0
    return high


def _continues(text: str, upper: _Line, lower: _Line, width: int) -> bool:
    """Whether ``lower`` carries on the paragraph of ``upper``: its first word did not fit there."""
    if lower.gap or upper.raw_length > width + 30:
        return False
    head = text[lower.start : min(lower.end, lower.start + 64)]
    if _BULLET.match(head) or _LABEL.match(head):
        return False
    word = head.split(None, 1)[0]
    if upper.raw_length + 1 + len(word) > width - 6:
        return True
    return head[0].islower() and upper.raw_length > width // 2


def units(text: str) -> list[Unit]:
    """Return the paragraphs of ``text`` in order; linear in its length."""
    lines = _lines(text)
    width = _width(lines)
    found: list[Unit] = []
    i = 0
    while i < len(lines):
        j = i
        while width and j + 1 < len(lines) and _continues(text, lines[j], lines[j + 1], width):
            j += 1
        start, end = lines[i].start, lines[j].end
        piece = text[start:end] if i == j else " ".join(text[line.start : line.end] for line in lines[i : j + 1])
        found.append(Unit(start, end, piece if piece.isascii() else piece.translate(_SPACES), lines[i].gap))
        i = j + 1
    return found
