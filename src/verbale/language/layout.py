"""Attributions that the page's layout makes, not its sentences: signed quotations and labelled turns in an article.

A line that holds a quotation, a dash and a name is that name's. Lines that begin with a speaker's label in capitals and
a colon are that speaker's, with the unlabelled quoted lines after them, where an article prints part of an interview or
a debate. The model reads sentences and has seen too few of these; their form leaves no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbale.language.decode import Group, Piece, Scores
from verbale.language.encoding import pieces_in
from verbale.schema import Span

_SIGNED = re.compile(
    r"^[ \t\u00a0]*(?P<content>[\"“].{12,}?[\"”])[ \t\u00a0]*(?P<cue>[-–—―]{1,2})[ \t\u00a0]*"
    r"(?P<source>[^\W\d_a-zà-ÿ][^\n.!?:;\"“”]{2,70})\.?[ \t\u00a0]*$",
    re.MULTILINE,
)
_LABEL = re.compile(
    r"^[ \t\u00a0]*[\"“]?(?P<source>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+[ \u00a0]?){1,4})(?P<cue>:)(?=\s)[ \t\u00a0]*"
    r"(?P<content>\S.*)$",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"[ \t\u00a0]*[\"“](?P<content>\S.*)")
#: A label makes turns only among others: so many labelled lines, of so many speakers, one of them more than once.
_LINES, _SPEAKERS = 3, 2


@dataclass(frozen=True, slots=True)
class Laid:
    """One attribution by layout, as character spans."""

    source: Span
    cue: Span
    content: tuple[Span, ...]


def laid_out(text: str) -> list[Laid]:
    """Every attribution that the layout makes, in text order."""
    signed = [Laid(m.span("source"), m.span("cue"), (m.span("content"),)) for m in _SIGNED.finditer(text)]
    return sorted([*signed, *_turns(text)], key=lambda laid: laid.content[0])


def _turns(text: str) -> Iterator[Laid]:
    labels = list(_LABEL.finditer(text))
    names = Counter(m.group("source").strip() for m in labels)
    if len(labels) < _LINES or len(names) < _SPEAKERS or max(names.values()) < 2:
        return
    for index, match in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        content = [match.span("content"), *_continued(text, match.end(), limit)]
        yield Laid(match.span("source"), match.span("cue"), tuple(content))


def _continued(text: str, at: int, limit: int) -> Iterator[Span]:
    """The lines after a turn that go on with it: each opens a quotation and has no label of its own."""
    while at < limit:
        begin = at + len(text[at:limit]) - len(text[at:limit].lstrip())
        line = _QUOTED_LINE.match(text, begin, limit)
        if line is None:
            return
        yield line.span("content")
        at = line.end()


def with_layout(text: str, scores: Scores, groups: Sequence[Group], layer: str) -> list[Group]:
    """The groups, with those of the layout in place of whatever overlaps their contents by half or more."""
    made = [group for laid in laid_out(text) if (group := _group(scores, laid, layer)) is not None]
    if not made:
        return list(groups)
    taken = {int(word) for group in made for piece in group.content for word in piece.words}
    kept = [group for group in groups if _share(group, taken) < 0.5]
    return sorted([*kept, *made], key=lambda g: g.content[0].start)


def _share(group: Group, taken: set[int]) -> float:
    words = [int(word) for piece in group.content for word in piece.words]
    return sum(word in taken for word in words) / max(1, len(words))


def _group(scores: Scores, laid: Laid, layer: str) -> Group | None:
    source, cue = _piece(scores, "source", laid.source), _piece(scores, "cue", laid.cue)
    content = [piece for span in laid.content if (piece := _piece(scores, "content", span)) is not None]
    if source is None or cue is None or not content:
        return None
    return Group(layer, (source,), (cue,), tuple(content), (0.0, 0.0, 0.0, 0.0))


def _piece(scores: Scores, role: str, span: Span) -> Piece | None:
    inside = pieces_in(scores.encoded, [span])
    words = inside[scores.encoded.first[inside]]
    return Piece(role, words, *span, 0.0) if len(words) else None
