"""Articles' text for the terminal: marks, paragraphs, and the page that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from verbale.commands.common import printable
from verbale.schema import READ_KINDS, Article, Segment, Span, Spans

SOURCE = Style(color="cyan", bold=True)
CUE = Style(color="yellow")
CONTENT = Style(bold=True)
LABEL = Style(color="green")
QUIET = Style(dim=True)

#: Widest column of running text, for reading.
MEASURE = 88
#: Wide enough for the longest kind of segment.
NARROW_MARGIN = 11
_LONGEST_QUOTE = 320
#: Characters of the paragraphs around what is shown, on each side.
_AROUND = 400


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with its style, and what to write at its ends where there is no colour."""

    start: int
    end: int
    style: Style
    opening: str = ""
    closing: str = ""


def plain(console: Console) -> bool:
    """Whether colour does not reach the reader, so that brackets must."""
    return console.no_color or console.color_system is None


def marked(text: str, span: Span, marks: Sequence[Mark], base: Style) -> Text:
    """A stretch of an article with its marks: nested and overlapping ones combine; line breaks become spaces."""
    start, end = span
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    places = sorted(
        {start, end, *(place for mark in inside for place in (mark.start, mark.end) if start < place < end)}
    )
    out = Text()
    for here, following in zip(places, [*places[1:], None], strict=True):
        # Inner marks close first and open last.
        for mark in sorted((mark for mark in inside if mark.end == here), key=lambda mark: -mark.start):
            out.append(mark.closing, LABEL)
        if following is None:
            break
        for mark in sorted((mark for mark in inside if mark.start == here), key=lambda mark: -mark.end):
            out.append(mark.opening, LABEL)
        over = [mark.style for mark in inside if mark.start <= here and following <= mark.end]
        out.append(re.sub(r"\s", " ", printable(text[here:following])), Style.combine([base, *over]))
    return out


def page_table(margin: int) -> Table:
    """An empty page: a margin, ``margin`` columns wide, and running text."""
    page = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    page.add_column(width=margin, style=QUIET)
    page.add_column(max_width=MEASURE)
    return page


def paragraphs(text: str, segment: Segment) -> Iterator[Span]:
    """The segment's paragraphs; blank lines part them."""
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[segment.start : segment.end]):
        yield segment.start + match.start(), segment.start + match.end()


def around(article: Article, spans: Spans) -> Iterator[tuple[Span, Segment]]:
    """The paragraphs that the spans stand in and their neighbours, as far as they are near."""
    first = min((start for start, _ in spans), default=0) - _AROUND
    last = max((end for _, end in spans), default=0) + _AROUND
    for segment in article.segments:
        for start, end in paragraphs(article.text, segment):
            holds = any(start < span_end and span_start < end for span_start, span_end in spans)
            if holds or (first <= start and end <= last and segment.kind in READ_KINDS):
                yield (start, end), segment


def shortened(quote: str, longest: int = _LONGEST_QUOTE) -> str:
    """A quotation on one line, of about ``longest`` characters at most."""
    whole = " ".join(quote.split())
    if len(whole) <= longest:
        return whole
    return whole[:longest].rsplit(" ", 1)[0] + " …"


def clean(text: str | None) -> str:
    """Text on one line, without characters that steer a terminal; empty for None."""
    return printable(" ".join((text or "").split()))
