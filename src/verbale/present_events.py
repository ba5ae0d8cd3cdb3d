"""Events for the terminal: those of an article below its text, and one with its evidence and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from verbale.commands.common import count, printable
from verbale.present_text import (
    CONTENT,
    LABEL,
    MEASURE,
    NARROW_MARGIN,
    QUIET,
    Mark,
    around,
    marked,
    page_table,
    shortened,
)
from verbale.record.model import EventDecision, RecordedEvent
from verbale.schema import Annotated, Article, Event

#: Narrower than this, a table of events would break its words.
_TABLE_FROM = 84
_LONGEST_EVIDENCE = 240


class EventsList:
    """The events of an article: a table where the terminal is wide enough, else one below the other."""

    def __init__(self, annotated: Annotated) -> None:
        """``annotated``: the article and its events."""
        self._article = annotated.article
        self._events = annotated.events

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it."""
        yield Text(f"\n{count(len(self._events), 'event')}, as the article tells them\n", style=QUIET)
        if options.max_width >= _TABLE_FROM:
            yield self._table()
        else:
            yield from self._blocks()

    def _table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold", expand=True)
        table.add_column("", no_wrap=True, style=LABEL)
        table.add_column("Date", width=10)
        table.add_column("Who → whom", width=15)
        table.add_column("What", width=18)
        table.add_column("Status", width=12)
        table.add_column("Evidence", ratio=1)
        for event in self._events:
            what = Text.assemble((printable(event.type), CONTENT), *([f"\n{how}"] if (how := _how(event)) else []))
            status = f"{printable(event.status)}\n{event.confidence:.0%}"
            evidence = Text(_evidence(self._article, event), overflow="fold")
            table.add_row(printable(event.id), _when(event), Text(who(event), overflow="fold"), what, status, evidence)
        return table

    def _blocks(self) -> Iterator[RenderableType]:
        for event in self._events:
            how = f" {_how(event)}" if _how(event) else ""
            head = Text.assemble((f"{printable(event.id)}  ", LABEL), (printable(event.type), CONTENT), printable(how))
            facts = f"{_when(event)} · {printable(event.status)} · {event.confidence:.0%}"
            yield Group(head, *(Padding(Text(line), (0, 0, 0, 4)) for line in (who(event), facts)))
            yield Padding(Text(_evidence(self._article, event), overflow="fold"), (0, 0, 1, 4))


def event_view(
    one: RecordedEvent, annotated: Annotated, decisions: Sequence[EventDecision], *, plain: bool
) -> RenderableType:
    """One event in its paragraphs, with who, what, when and how sure."""
    event, article = one.event, annotated.article
    sure = f"confidence {event.confidence:.0%}"
    title = Text.assemble((printable(one.id), "bold"), printable(f"   {event.type} · {event.status} · {sure}"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style=QUIET, no_wrap=True)
    facts.add_column(max_width=MEASURE)
    for name, value in _facts(one, decisions):
        facts.add_row(name, Text(printable(value)))
    page = page_table(NARROW_MARGIN)
    marks = [Mark(start, end, CONTENT, *("[]" if plain else ("", ""))) for start, end in event.evidence]
    for (start, end), segment in around(article, event.evidence):
        holds = any(mark.start < end and start < mark.end for mark in marks)
        kind = Text("" if segment.kind == "body" else segment.kind)
        page.add_row(kind, marked(article.text, (start, end), marks, Style() if holds else QUIET))
    legend = "[what tells it]" if plain else "what tells it in bold"
    return Group(title, facts, Text(), page, Text(legend, style=QUIET))


def who(event: Event) -> str:
    """Who did it to whom, by codes."""
    actors = printable(", ".join(event.actor))
    if event.recipient:
        return f"{actors} → {printable(', '.join(event.recipient))}"
    return printable(" ↔ ".join(event.actor))


def doing(event: Event) -> str:
    """An event in one line: what, with its status where it is no plain event, and who to whom."""
    status = "" if event.status == "occurred" else f", {event.status}"
    return f"{event.type}{status}: {who(event)}"


def period(date: str) -> str:
    """A date as it is read: both ends of an interval in words."""
    return printable(date.replace("/", " to "))


def _facts(one: RecordedEvent, decisions: Sequence[EventDecision]) -> Iterator[tuple[str, str]]:
    event = one.event
    yield "who", who(event)
    yield "what", f"{event.type}{f' ({how})' if (how := _how(event)) else ''}, score {event.score:+.1f}"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    sure = f" ({event.status_confidence:.0%})" if event.status_confidence else ""
    yield "status", event.status + sure
    yield "when", _when_and_why(one)
    if event.statement:
        yield "said in", f"{one.article.id}#{event.statement}"
    if event.in_headline:
        yield "headline", "only the headline or summary tells it"
    where = (one.article.title, one.article.outlet, one.article.published.date, one.article.url)
    yield "in", " · ".join(" ".join(part.split()) for part in where if part) or one.article.id
    for decision in decisions:
        because = f": {decision.why}" if decision.why else ""
        value = {"1": "yes", "0": "no"}.get(decision.value or "", decision.value or "nothing")
        yield "decided", f"{decision.field} is {value}, by {decision.who}, {decision.decided_at[:10]}{because}"


def _when_and_why(one: RecordedEvent) -> str:
    told = one.event.date
    reasons = ", ".join(filter(None, (f"“{told.text}”" if told.text else "", told.basis)))
    because = f" ({reasons})" if reasons else ""
    if told.date or told.text:
        return f"{period(told.date) if told.date else 'date unknown'}{because}"
    published = f"; published {one.article.published.date}" if one.article.published.date else ""
    return f"not told{because}{published}"


def _when(event: Event) -> str:
    if event.date.date:
        return period(event.date.date)
    return f"“{printable(event.date.text)}”" if event.date.text else "undated"


def _how(event: Event) -> str:
    return printable(", ".join(filter(None, (event.mode, event.subtype))))


def _evidence(article: Article, event: Event) -> str:
    """The words of the best evidence, and how many more places tell it."""
    if not event.evidence:
        return ""
    (start, end), *others = event.evidence
    more = f" (and {count(len(others), 'more place', 'more places')})" if others else ""
    return shortened(printable(article.text[start:end]), _LONGEST_EVIDENCE) + more
