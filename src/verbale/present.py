"""Articles and statements for the terminal, with the evidence marked.

Colour carries nothing alone: where there is none (a pipe, ``NO_COLOR``), brackets mark who, says and what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from verbale.commands.common import count, printable
from verbale.present_events import EventsList, doing, period
from verbale.present_text import (
    CONTENT,
    CUE,
    LABEL,
    MEASURE,
    NARROW_MARGIN,
    QUIET,
    SOURCE,
    Mark,
    around,
    clean,
    marked,
    page_table,
    paragraphs,
    plain,
    shortened,
)
from verbale.record.model import Decision, RecordedStatement
from verbale.schema import READ_KINDS, Annotated, Article, Segment, Spans, Speaker, Statement

_MARGIN = 20


def statements_table(found: Iterable[RecordedStatement], query: str = "") -> Table:
    """Statements in rows: when, who for which state, the act, the words and where they are written."""
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold", expand=True)
    table.add_column("Date", width=10, no_wrap=True)
    table.add_column("Speaker", ratio=3, min_width=14, max_width=30)
    table.add_column("Act", width=8, no_wrap=True)
    table.add_column("Statement", ratio=9)
    for one in found:
        quote = Text(shortened(printable(one.quote)))
        for word in re.findall(r"[^\W_]{2,}", query):
            quote.highlight_regex(rf"(?i)\b{re.escape(word)}", CONTENT)
        where = Text(" · ".join(filter(None, (clean(one.article.outlet), clean(one.id)))), style=QUIET, overflow="fold")
        table.add_row(
            one.when or "undated", _speaker_cell(one.statement.speaker), one.statement.act, Group(quote, where)
        )
    return table


def article_view(annotated: Annotated, *, plain: bool, elsewhere: Mapping[str, int] | None = None) -> RenderableType:
    """A whole article, each statement's words marked with its number, its speaker, act and date in the margin.

    ``elsewhere``: statement id to the number of other articles that report it. The events follow below.
    """
    article, statements = annotated.article, annotated.statements
    marks = [mark for one in statements for mark in _marks(one, plain=plain, label=True)]
    page = page_table(_MARGIN)
    waiting = {one.id: one for one in statements}
    for segment in article.segments:
        for start, end in paragraphs(article.text, segment):
            here = [one for one in waiting.values() if _begins_in(one, start, end)]
            for one in here:
                del waiting[one.id]
            margin = _margin(segment, here, elsewhere or {})
            base = Style() if segment.kind in READ_KINDS else QUIET
            if segment.kind == "headline":
                base = CONTENT
            page.add_row(margin, marked(article.text, (start, end), marks, base))
    number = count(len(statements), "statement")
    legend = Text(f"{number}; {_legend(plain, numbers=True)}\n", style=QUIET)
    below = [EventsList(annotated)] if annotated.events else []
    return Group(_article_head(article), legend, page, *below)


def statement_view(
    one: RecordedStatement, annotated: Annotated, decisions: Sequence[Decision], *, plain: bool
) -> RenderableType:
    """One statement in its paragraph, with who, when, what about, and the reasons for each."""
    statement, article = one.statement, annotated.article
    title = Text.assemble(
        (printable(one.id), "bold"), f"   {statement.act} · {statement.kind} · {_confidence(statement)}"
    )
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style=QUIET, no_wrap=True)
    facts.add_column(max_width=MEASURE)
    for name, value in _facts(one, annotated, decisions):
        facts.add_row(name, Text(printable(value)))
    page = page_table(NARROW_MARGIN)
    marks = list(_marks(statement, plain=plain, label=False))
    for (start, end), segment in around(article, _spans(statement)):
        base = Style() if any(mark.start < end and start < mark.end for mark in marks) else QUIET
        page.add_row(
            Text("" if segment.kind == "body" else segment.kind), marked(article.text, (start, end), marks, base)
        )
    return Group(title, facts, Text(), page, Text(_legend(plain, numbers=False), style=QUIET))


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


def _margin(segment: Segment, statements: Sequence[Statement], elsewhere: Mapping[str, int]) -> Text:
    lines = [] if segment.kind == "body" else [Text(segment.kind)]
    for one in statements:
        who = one.speaker.name or one.speaker.office or one.speaker.institution or "?"
        state = f" {one.speaker.country}" if one.speaker.country else ""
        when = f"\n{period(one.date.date)}" if one.date.date else ""
        others = f"\nalso in {count(elsewhere[one.id], 'article')}" if one.id in elsewhere else ""
        lines.append(Text.assemble((f"{one.id} {one.act}", LABEL), f"\n{printable(who)}{state}{when}{others}"))
    return Text("\n").join(lines)


def _spans(statement: Statement) -> Spans:
    return (*statement.source, *statement.cue, *statement.content, *statement.prompted_by)


def _begins_in(statement: Statement, start: int, end: int) -> bool:
    spans = statement.content or (*statement.source, *statement.cue)
    return bool(spans) and start <= spans[0][0] < end


def _article_head(article: Article) -> RenderableType:
    when = article.published.date or "publication date unknown"
    lines = [
        " · ".join(filter(None, (article.outlet, f"{when} ({article.published.basis})", article.byline))),
        " · ".join(filter(None, (article.id, article.form, article.issuer, article.url))),
    ]
    return Text(printable("\n".join(lines)), style=QUIET)


def _facts(one: RecordedStatement, annotated: Annotated, decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    statement, article = one.statement, annotated.article
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
    for event in annotated.events:
        if event.statement == statement.id:
            yield "does", f"{doing(event)} ({one.article.id}#{event.id})"
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


__all__ = [
    "CONTENT",
    "LABEL",
    "QUIET",
    "SOURCE",
    "Mark",
    "article_view",
    "marked",
    "plain",
    "speaker_line",
    "statement_view",
    "statements_table",
]
