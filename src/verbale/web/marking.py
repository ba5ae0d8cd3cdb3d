"""An article's text in blocks, and these in pieces with all the marks that lie over each.

Statements nest, and events lie across them; a page has one element after the other. So the text is cut wherever a mark
begins or ends, each piece has a set of classes, and neighbouring pieces that lead to the same statement are one link.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, cast

from markupsafe import Markup, escape

from verbale.schema import Article, Event, SegmentKind, Span, Statement
from verbale.web.wording import harmless

Role = Literal["source", "cue", "content", "prompted", "evidence", "label"]
#: Acts of statements and types of events to classes by which the stylesheet colours them.
Tints = tuple[Mapping[str, str], Mapping[str, str]]
NO_TINTS: Tints = ({}, {})
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what it is in the statement or event ``item`` (``s1``, ``e1``; empty for neither).

    ``tint``: a further class, by which the stylesheet colours it.
    """

    start: int
    end: int
    role: Role
    item: str = ""
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch over whose whole length the same marks lie, the shortest of them first."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()

    @property
    def classes(self) -> str:
        """The classes of its element: the roles, the tint of its shortest content and of its shortest evidence."""
        names = dict.fromkeys(mark.role for mark in self.marks)
        depth = sum(mark.role == "content" for mark in self.marks)
        tints = [next((mark.tint for mark in self.marks if mark.role == role), "") for role in ("content", "evidence")]
        told = [tints[0], f"{tints[1]}-line" if tints[1] else "", "deep" if depth > 1 else ""]
        return " ".join([*names, *filter(None, told)])

    @property
    def items(self) -> frozenset[str]:
        """The statements and events that it belongs to."""
        return frozenset(mark.item for mark in self.marks if mark.item)

    @property
    def target(self) -> str:
        """The item that the piece leads to: that of the shortest mark, a statement's before an event's."""
        named = [mark for mark in self.marks if mark.item]
        said = [mark for mark in named if mark.role != "evidence"]
        return (said or named)[0].item if named else ""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces that lead to one item, or to none.

    ``anchors``: the items whose marks begin here. ``first``: no run before it leads to its item.
    """

    target: str
    pieces: tuple[Piece, ...]
    anchors: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; ``items``: statements and events whose words begin in it.

    ``before``: where the white space before it begins, which is the end of the paragraph before.
    """

    kind: SegmentKind
    before: int
    start: int
    end: int
    runs: tuple[Run, ...]
    items: tuple[str, ...] = ()


def cut(span: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The pieces of a stretch, in order and without gaps; empty marks and what of marks lies outside are left out."""
    start, end = span
    inside = [mark for mark in marks if max(mark.start, start) < min(mark.end, end)]
    if not inside:
        return (Piece(start, end),) if start < end else ()
    inside.sort(key=lambda mark: (mark.end - mark.start, mark.start, mark.item, mark.role))
    places = {start, end, *(place for mark in inside for place in (mark.start, mark.end) if start < place < end)}
    ordered = sorted(places)
    return tuple(
        Piece(here, there, tuple(mark for mark in inside if mark.start <= here and there <= mark.end))
        for here, there in pairwise(ordered)
    )


def marks_of(statements: Iterable[Statement], events: Iterable[Event], tints: Tints = NO_TINTS) -> list[Mark]:
    """The marks of statements and events."""
    by_act, by_type = tints
    found = []
    for one in statements:
        tint = by_act.get(one.act, "")
        found += [Mark(*span, "source", one.id) for span in one.source]
        found += [Mark(*span, "cue", one.id) for span in one.cue]
        found += [Mark(*span, "content", one.id, tint) for span in one.content]
        found += [Mark(*span, "prompted", one.id) for span in one.prompted_by]
    for event in events:
        found += [Mark(*span, "evidence", event.id, by_type.get(event.type, "")) for span in event.evidence]
    return found


def places_of(statements: Iterable[Statement], events: Iterable[Event]) -> dict[str, int]:
    """Where in the text each item is told of: its content or best evidence, else whatever of it there is."""
    found = {}
    for one in statements:
        spans = one.content or one.cue or one.source
        found[one.id] = min((start for start, _ in spans), default=0)
    for event in events:
        found[event.id] = event.evidence[0][0] if event.evidence else 0
    return found


def blocks(article: Article, marks: Sequence[Mark], places: Mapping[str, int]) -> tuple[Block, ...]:
    """The text in paragraphs with their marks; ``places``: see :func:`places_of`.

    The white space before each, its pieces, and what follows the last make the whole text.
    """
    text = article.text
    labels = [Mark(*turn.label, "label") for turn in article.turns]
    waiting = sorted((place, name) for name, place in places.items())
    spans = _paragraphs(article)
    seen = set[str]()
    made: list[Block] = []
    for number, (start, end, kind) in enumerate(spans, start=1):
        told = [one for one in waiting if one[0] < end or number == len(spans)]
        waiting = waiting[len(told) :]
        begun = [(min(place, end - 1), name) for place, name in told]
        near = [mark for mark in (*labels, *marks) if mark.start < end and start < mark.end]
        runs = tuple(_runs(text, cut((start, end), near), begun, seen))
        before = made[-1].end if made else 0
        made.append(Block(kind, before, start, end, runs, tuple(name for _, name in begun)))
    return tuple(made)


def marked(text: str, block: Block, links: Mapping[str, str], shown: str = "") -> Markup:
    """The text of a block with its marks; ``links``: items to addresses; ``shown``: the item that is asked for."""
    return Markup("".join(_marked(text, block, links, shown)))


def _marked(text: str, block: Block, links: Mapping[str, str], shown: str) -> Iterator[str]:
    # No template, which would be slow: an article has hundreds of pieces. Every value is escaped.
    for run in block.runs:
        for name in run.anchors:
            yield f'<span class="anchor" id="{_escaped(name)}"></span>'
        if run.target:
            again = "" if run.first else ' tabindex="-1"'
            yield f'<a class="to" href="{_escaped(links[run.target])}"{again}>'
        for piece in run.pieces:
            words = _escaped(text[piece.start : piece.end])
            if piece.marks:
                picked = " shown" if shown in piece.items else ""
                yield f'<span class="m {_escaped(piece.classes)}{picked}">{words}</span>'
            else:
                yield words
        if run.target:
            yield "</a>"


def _escaped(value: str) -> str:
    return str(escape(harmless(value)))


def around(found: Sequence[Block], spans: Collection[Span]) -> tuple[Block, ...]:
    """The blocks in which ``spans`` lie, those between them, and one before and after that is no boilerplate."""
    within = [number for number, block in enumerate(found) if any(a < block.end and block.start < b for a, b in spans)]
    if not within:
        return tuple(found[:1])
    wanted = set(within)
    for step, edge in ((-1, within[0]), (1, within[-1])):
        number = edge + step
        while 0 <= number < len(found) and found[number].kind in ("boilerplate", "caption"):
            number += step
        if 0 <= number < len(found):
            wanted.add(number)
    return tuple(found[number] for number in sorted(wanted))


def _paragraphs(article: Article) -> list[tuple[int, int, SegmentKind]]:
    """Where each paragraph begins and ends, and its kind; of a text without segments one.

    Blank lines part them. What no segment covers, which is white space in an article as it was read, belongs to none
    unless there is more in it.
    """
    text, found, done = article.text, list[tuple[int, int, SegmentKind]](), 0
    for segment in sorted(article.segments, key=lambda one: one.start):
        for start, end, kind in ((done, segment.start, "body"), (max(done, segment.start), segment.end, segment.kind)):
            found += [
                (start + match.start(), start + match.end(), cast(SegmentKind, kind))
                for match in _PARAGRAPH.finditer(text[start:end])
            ]
        done = max(done, segment.end)
    found += [(done + match.start(), done + match.end(), "body") for match in _PARAGRAPH.finditer(text[done:])]
    return found


def _runs(text: str, pieces: Iterable[Piece], places: Sequence[tuple[int, str]], seen: set[str]) -> Iterator[Run]:
    """``pieces`` with the same target in one, cut again where an item begins; ``seen``: targets so far, added to.

    White space alone leads nowhere: a link needs words.
    """
    # What begins before the first piece begins with it.
    waiting = list(places)
    for target, group in groupby(pieces, key=lambda piece: piece.target):
        parts: list[tuple[list[str], list[Piece]]] = []
        for piece in group:
            begun = [name for place, name in waiting if place < piece.end]
            waiting = waiting[len(begun) :]
            if begun or not parts:
                parts.append((begun, []))
            parts[-1][1].append(piece)
        for anchors, of in parts:
            leads = target if text[of[0].start : of[-1].end].strip() else ""
            yield Run(leads, tuple(of), tuple(anchors), bool(leads) and leads not in seen)
            seen.add(leads)
