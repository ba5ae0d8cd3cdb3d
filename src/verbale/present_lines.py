"""Positions and relations for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from verbale.commands.common import count, printable
from verbale.linking.course import Month, Series
from verbale.linking.positions import Position
from verbale.linking.shifts import Entry, Shift
from verbale.present_text import CONTENT, CUE, LABEL, QUIET, clean, shortened
from verbale.record.line_rows import Report, Told, date
from verbale.record.model import RecordedEvent, RecordedStatement

_LONGEST_QUOTE = 200
#: So many months without an article and without an event become one line.
_RUN = 3


def position_view(position: Position, where: Told) -> RenderableType:
    """A position as a block: its entries by date, each shift before the entry with which the new line begins."""
    entries = count(len(position.entries), "entry", "entries")
    shifts = f", {count(len(position.shifts), 'shift')}" if position.shifts else ""
    of = f"{position.government} about {position.about} on "
    head = Text.assemble((of, QUIET), (position.topic, "bold"), (f"   {entries}{shifts}", QUIET))
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), pad_edge=False, expand=True)
    table.add_column(width=10, style=LABEL)
    table.add_column(width=9, overflow="fold")
    table.add_column(ratio=3, min_width=14, max_width=28)
    table.add_column(ratio=9)
    for entry in position.entries:
        for shift in position.shifts:
            if shift.new == entry.item:
                table.add_row(Text(shift.day.isoformat()), Text("SHIFT", CUE), Text(shift.kind, CUE), _shift(shift))
        table.add_row(*_entry(entry, where))
    return Group(head, Text(), table)


def _entry(entry: Entry, where: Told) -> tuple[Text, Text, Text, RenderableType]:
    best = where.reports[entry.item]
    what = best.event.type if isinstance(best, RecordedEvent) else best.statement.act
    below = Text(" · ".join(filter(None, (_outlets(entry, where), clean(entry.item)))), style=QUIET, overflow="fold")
    quote = Text(shortened(printable(best.quote), _LONGEST_QUOTE))
    return Text(date(entry).replace("/", "\nto ")), Text(printable(what)), _who(best), Group(quote, below)


def _outlets(entry: Entry, where: Told) -> str:
    names = where.outlets(entry)
    independent = where.independent.get(entry.item, len(names))
    if len(names) < 2:
        return "".join(map(clean, names))
    return f"{len(names)} outlets" + (f", {independent} independent" if independent < len(names) else "")


def _who(report: Report) -> Text:
    if not isinstance(report, RecordedStatement):
        return Text("(event)", QUIET)
    speaker = report.statement.speaker
    name, office = speaker.name, speaker.office or speaker.institution
    lines = [printable(one) for one in (name, office) if one] or ["unnamed"]
    return Text.assemble(lines[0], *((f"\n{line}", QUIET) for line in lines[1:]))


def _shift(shift: Shift) -> Text:
    told = printable(shift.reason)
    return Text.assemble(
        (told, CONTENT), (f"\nscore {shift.score:.2f} · {clean(shift.old)} → {clean(shift.new)}", QUIET)
    )


def relations_view(months: Sequence[Month], a: str, b: str) -> RenderableType:
    """A table of the months: articles, and the mean score and number of events each way, in words and in deeds."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Month", no_wrap=True)
    table.add_column("Articles", justify="right", no_wrap=True)
    for way in (f"{a} → {b}", f"{b} → {a}"):
        table.add_column(f"{way}\nwords", justify="right", no_wrap=True)
        table.add_column("\ndeeds", justify="right", no_wrap=True)
    for first, last, month in _rows(months):
        name = first if first == last else f"{first} to {last}"
        articles = Text("no articles", QUIET) if month.missing else Text(f"{month.coverage:,}")
        flows = (month.forth, month.back)
        table.add_row(Text(name), articles, *(_cell(one) for flow in flows for one in (flow.words, flow.deeds)))
    legend = Text("\nmean score, -10 (conflict) to 10 (cooperation), and the number of events", style=QUIET)
    return Group(table, legend)


def _rows(months: Sequence[Month]) -> Iterator[tuple[str, str, Month]]:
    """The months, long runs of empty ones as one: first, last, and one of them."""

    def empty(month: Month) -> bool:
        return month.missing and not month.forth.both.count and not month.back.both.count

    for alike, group in groupby(months, key=empty):
        run = list(group)
        if alike and len(run) >= _RUN:
            yield run[0].month, run[-1].month, run[0]
        else:
            yield from ((month.month, month.month, month) for month in run)


def _cell(series: Series) -> Text:
    if not series.count:
        return Text("·", QUIET)
    mean = "–" if series.mean is None else f"{series.mean:+.1f}"
    return Text.assemble(mean, (f" ({series.count})", QUIET))
