"""Transcripts as segments and turns: labels stand apart, so that what is spoken stays body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verbale.articles.dates import date_line
from verbale.articles.furniture import is_furniture, is_whole_furniture
from verbale.articles.lines import Unit
from verbale.articles.looks import ends_sentence, fold, words
from verbale.articles.transcripts import Label, is_transcript, labels, turns
from verbale.schema import Segment, SegmentKind, Turn


@dataclass(frozen=True, slots=True)
class Script:
    """A transcript: its segments, its turns, and why it is taken for one."""

    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...]
    reason: str


def script(text: str, paragraphs: Sequence[Unit], *, forced: bool = False, title: str | None = None) -> Script | None:
    """Read ``text`` as a transcript, or None where it is none. ``forced``: the user says that it is one."""
    found = labels(text, paragraphs)
    if not forced and not is_transcript(text, paragraphs, found):
        return None
    first = min(found) if found else 0
    segments: list[Segment] = []
    last = len(paragraphs)
    while last > first + 1 and (last - 1) not in found and _is_margin(paragraphs[last - 1].text):
        last -= 1
    for i, unit in enumerate(paragraphs):
        if i in found:
            segments.extend(_labelled(text, unit, found[i]))
        elif i < first and found:
            segments.append(Segment(unit.start, unit.end, _preamble(paragraphs, i, first, title)))
        else:
            kind: SegmentKind = "boilerplate" if i >= last or is_whole_furniture(unit.text) else "body"
            segments.append(Segment(unit.start, unit.end, kind))
    end = paragraphs[last - 1].end if paragraphs else 0
    reason = "given as a transcript" if forced else f"{len(found)} speaker labels"
    return Script(tuple(segments), turns(paragraphs, found, end), reason)


def _labelled(text: str, unit: Unit, label: Label) -> list[Segment]:
    """Return a paragraph with its label apart; the marks around the label go with it."""
    end = min(label.end, unit.end)
    rest = text[end : unit.end]
    found = [Segment(unit.start, unit.start + len(text[unit.start : end].rstrip()), "byline")]
    if rest.strip():
        found.append(Segment(end + len(rest) - len(rest.lstrip()), unit.end, "body"))
    return found


def _preamble(paragraphs: Sequence[Unit], i: int, first: int, title: str | None) -> SegmentKind:
    """Return what stands before the first label: the headline, notes on place and time, or words of introduction."""
    text = paragraphs[i].text
    if title and fold(text) == fold(title):
        return "headline"
    if _is_margin(text):
        return "boilerplate"
    if ends_sentence(text) and len(words(text)) >= 8:
        return "body"
    if i == 0 and len(words(text)) >= 4:
        return "headline"
    return "boilerplate" if len(words(text)) <= 8 else "summary"


def _is_margin(text: str) -> bool:
    return is_furniture(text) or date_line(text) is not None
