"""Articles and statements for the terminal, with the evidence marked.

Colour carries nothing alone: where there is none (a pipe, ``NO_COLOR``), brackets mark who, says and what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from verbale.commands.common import count, printable
from verbale.record.model import Decision, RecordedStatement
from verbale.schema import READ_KINDS, Annotated, Article, Segment, Span, Speaker, Statement

SOURCE = Style(color="cyan", bold=True)
CUE = Style(color="yellow")
CONTENT = Style(bold=True)
LABEL = Style(color="green")
QUIET = Style(dim=True)

#: Widest column of running text, for reading.
_MEASURE = 88
_MARGIN = 20
#: Wide enough for the longest kind of segment.
_NARROW_MARGIN = 11
_LONGEST_QUOTE = 320
#: Characters of the paragraphs around a statement, on each side.
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


def statements_table(found: Iterable[RecordedStatement], query: str = "") -> Table:
    """Statements in rows: when, who for which state, the act, the words and where they are written."""
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold", expand=True)
    table.add_column("Date", width=10, no_wrap=True)
    table.add_column("Speaker", ratio=3, min_width=14, max_width=30)
    table.add_column("Act", width=8, no_wrap=True)
    table.add_column("Statement", ratio=9)
    for one in found:
        quote = Text(_shortened(printable(one.quote)))
        for word in re.findall(r"[^\W_]{2,}", query):
            quote.highlight_regex(rf"(?i)\b{re.escape(word)}", CONTENT)
        where = Text(
            " · ".join(filter(None, (_clean(one.article.outlet), _clean(one.id)))), style=QUIET, overflow="fold"
        )
        table.add_row(
            one.when or "undated", _speaker_cell(one.statement.speaker), one.statement.act, Group(quote, where)
        )
    return table


def article_view(annotated: Annotated, *, plain: bool) -> RenderableType:
    """A whole article, each statement's words marked with its number, its speaker and act in the margin."""
    article, statements = annotated.article, annotated.statements
    marks = [mark for one in statements for mark in _marks(one, plain=plain, label=True)]
    page = _page(_MARGIN)
    waiting = {one.id: one for one in statements}
    for segment in article.segments:
        for start, end in _paragraphs(article.text, segment):
            here = [one for one in waiting.values() if _begins_in(one, start, end)]
            for one in here:
                del waiting[one.id]
            margin = _margin(segment, here)
            base = Style() if segment.kind in READ_KINDS else QUIET
            if segment.kind == "headline":
                base = CONTENT
            page.add_row(margin, marked(article.text, (start, end), marks, base))
    number = count(len(statements), "statement")
    return Group(_article_head(article), Text(f"{number}; {_legend(plain, numbers=True)}\n", style=QUIET), page)


def statement_view(
    one: RecordedStatement, annotated: Annotated, decisions: Sequence[Decision], *, plain: bool
) -> RenderableType:
    """One statement in its paragraph, with who, when, what about, and the reasons for each."""
    statement, article = one.statement, annotated.article
    title = Text.assemble((one.id, "bold"), f"   {statement.act} · {statement.kind} · {_confidence(statement)}")
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style=QUIET, no_wrap=True)
    facts.add_column(max_width=_MEASURE)
    for name, value in _facts(one, article, decisions):
        facts.add_row(name, Text(printable(value)))
    page = _page(_NARROW_MARGIN)
    marks = list(_marks(statement, plain=plain, label=False))
    for (start, end), segment in _context(article, statement):
        base = Style() if any(mark.start < end and start < mark.end for mark in marks) else QUIET
        page.add_row(
            Text("" if segment.kind == "body" else segment.kind), marked(article.text, (start, end), marks, base)
        )
    return Group(title, facts, Text(), page, Text(_legend(plain, numbers=False), style=QUIET))


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


def speaker_line(speaker: Speaker) -> str:
    """Who spoke, in one line: name, office, institution and state as far as known."""
    known = [part for part in (speaker.name, speaker.office, speaker.institution) if part]
    who = ", ".join(known) or "unknown speaker"
    return f"{who} ({speaker.country})" if speaker.country else who


def _marks(statement: Statement, *, plain: bool, label: bool) -> Iterator[Mark]:
    for start, end in statement.content:
        opening = f"[{statement.id} " if label else "[" if plain else ""
        yield Mark(start, end, CONTENT, opening, "]" if opening else "")
    for start, end in statement.source:
        yield Mark(start, end, SOURCE, *("⟨⟩" if plain and not label else ("", "")))
    for start, end in statement.cue:
        yield Mark(start, end, CUE, *("**" if plain and not label else ("", "")))


def _legend(plain: bool, *, numbers: bool) -> str:
    if numbers:
        return "in the text, [s1 …] is what the first one says" + (
            "" if plain else ", with who in cyan and says in yellow"
        )
    return "⟨who⟩ *says* [what]" if plain else "who in cyan, says in yellow, what in bold"


def _page(margin: int) -> Table:
    page = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    page.add_column(width=margin, style=QUIET)
    page.add_column(max_width=_MEASURE)
    return page


def _margin(segment: Segment, statements: Sequence[Statement]) -> Text:
    lines = [] if segment.kind == "body" else [Text(segment.kind)]
    for one in statements:
        who = one.speaker.name or one.speaker.office or one.speaker.institution or "?"
        state = f" {one.speaker.country}" if one.speaker.country else ""
        lines.append(Text.assemble((f"{one.id} {one.act}", LABEL), f"\n{printable(who)}{state}"))
    return Text("\n").join(lines)


def _begins_in(statement: Statement, start: int, end: int) -> bool:
    spans = statement.content or (*statement.source, *statement.cue)
    return bool(spans) and start <= spans[0][0] < end


def _paragraphs(text: str, segment: Segment) -> Iterator[Span]:
    """The segment's paragraphs; blank lines part them."""
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[segment.start : segment.end]):
        yield segment.start + match.start(), segment.start + match.end()


def _context(article: Article, statement: Statement) -> Iterator[tuple[Span, Segment]]:
    """The paragraphs that a statement stands in and their neighbours, as far as they are near."""
    spans = (*statement.source, *statement.cue, *statement.content, *statement.prompted_by)
    first = min((start for start, _ in spans), default=0) - _AROUND
    last = max((end for _, end in spans), default=0) + _AROUND
    for segment in article.segments:
        for start, end in _paragraphs(article.text, segment):
            holds = any(start < span_end and span_start < end for span_start, span_end in spans)
            if holds or (first <= start and end <= last and segment.kind in READ_KINDS):
                yield (start, end), segment


def _article_head(article: Article) -> RenderableType:
    when = article.published.date or "publication date unknown"
    lines = [
        " · ".join(filter(None, (article.outlet, f"{when} ({article.published.basis})", article.byline))),
        " · ".join(filter(None, (article.id, article.form, article.issuer, article.url))),
    ]
    return Text(printable("\n".join(lines)), style=QUIET)


def _facts(one: RecordedStatement, article: Article, decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    statement = one.statement
    yield "who", speaker_line(statement.speaker)
    if statement.speaker.reason:
        sure = f" (right {statement.speaker.confidence:.0%} of the time)" if statement.speaker.confidence else ""
        yield "  why", statement.speaker.reason + sure
    for other in statement.co_speakers:
        yield "and", speaker_line(other)
    yield "when", _when(one)
    if statement.addressee:
        yield "to", statement.addressee
    if statement.about:
        yield "about", ", ".join(statement.about)
    if statement.topics:
        yield "topics", ", ".join(statement.topics)
    if statement.nested_in:
        yield "inside", f"{one.article.id}#{statement.nested_in}, whose speaker reports it"
    if statement.in_headline:
        yield "headline", "only the headline or summary says it"
    for start, end in statement.prompted_by:
        yield "answers", " ".join(article.text[start:end].split())
    where = (article.title, article.outlet, article.published.date, article.url)
    yield "in", " · ".join(" ".join(part.split()) for part in where if part) or article.id
    for decision in decisions:
        because = f": {decision.why}" if decision.why else ""
        value = {"1": "yes", "0": "no"}.get(decision.value or "", decision.value or "nothing")
        yield "decided", f"{decision.field} is {value}, by {decision.who}, {decision.decided_at[:10]}{because}"


def _when(one: RecordedStatement) -> str:
    said = one.statement.date
    expression = f"“{said.text}”, " if said.text else ""
    if said.date or said.text:
        return f"{said.date or 'date unknown'} ({expression}{said.basis})"
    published = one.article.published
    if published.date:
        return f"not said; published {published.date} ({published.basis})"
    bound = f"; not before {published.not_before}" if published.not_before else ""
    return f"unknown ({published.basis}{bound})"


def _confidence(statement: Statement) -> str:
    act = f", act {statement.act_confidence:.0%}" if statement.act_confidence else ""
    return f"confidence {statement.confidence:.0%}{act}"


def _speaker_cell(speaker: Speaker) -> Text:
    who = speaker.name or speaker.office or speaker.institution or "unknown"
    return Text.assemble(printable(who), (f" ({speaker.country})" if speaker.country else "", "cyan"))


def _shortened(quote: str) -> str:
    whole = " ".join(quote.split())
    if len(whole) <= _LONGEST_QUOTE:
        return whole
    return whole[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _clean(text: str | None) -> str:
    return printable(" ".join((text or "").split()))


__all__ = ["Mark", "article_view", "marked", "plain", "speaker_line", "statement_view", "statements_table"]
