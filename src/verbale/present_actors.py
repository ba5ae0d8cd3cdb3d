"""The registry's entries for the terminal, and the mentions of a passage with the actors that they mean.

Ids stand on lines of their own, so that none is broken. Colour and weight carry nothing alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from verbale.actors.entries import (
    Entry,
    InstitutionEntry,
    InstitutionFullEntry,
    NamedEntry,
    OfficeEntry,
    OrganisationEntry,
    PersonEntry,
    StateEntry,
    Summary,
    Term,
)
from verbale.actors.registry.find import Found
from verbale.commands.common import count, printable
from verbale.present import CONTENT, LABEL, QUIET, SOURCE, Mark, marked, speaker_line
from verbale.record.model import OfficeSeen, RecordedActor
from verbale.schema import Annotated, Mention, Speaker

Row = TypeVar("Row")

#: Widest column of running text, and of the words before it.
_MEASURE = 88
_LABEL_WIDTH = 26
#: How a wording that was found is told.
_HOW = {
    "shared": "a name that others use too: the passage decides",
    "family": "a family name, or the first and last",
    "spelling": "another spelling",
    "city": "a place whose officials are this state's",
    "region": "a part whose officials speak for this state",
    "people": "its people",
    "metonym": "stands for the government",
    "capital": "the capital stands for the government",
}
_EXAMPLES = (
    ("a state", "verbale actors pakistan"),
    ("an institution", "verbale actors foggy bottom"),
    ("a person", "verbale actors rice"),
    ("an office", "verbale actors pakistan foreign minister --on 2012"),
    ("an id", "verbale actors usa.state"),
    ("a passage", 'verbale actors --explain "Foggy Bottom said the Foreign Office knew."'),
)


def summary_view(summary: Summary) -> RenderableType:
    """How much the registry holds, and how to ask."""
    rows = (
        ("states", summary.states, f"and {summary.past_states} that are no more"),
        ("organisations", summary.organisations, f"with {count(summary.bodies, 'body', 'bodies')}"),
        ("groups", summary.groups, "that act abroad"),
        ("institutions", summary.institutions, f"beside {summary.types} kinds that every state has"),
        ("outlets", summary.outlets, f"of which {summary.state_outlets} speak for a state"),
        ("offices", summary.offices, "with the words for them"),
        ("persons", summary.persons, ""),
        ("terms of office", summary.terms, f"of which {summary.in_office:,} cover {summary.on}"),
    )
    counts = Table.grid(padding=(0, 2))
    counts.add_column()
    counts.add_column(justify="right")
    counts.add_column(style=QUIET)
    for name, number, more in rows:
        counts.add_row(name, f"{number:,}", more)
    ask = Table.grid(padding=(0, 2))
    ask.add_column(style=QUIET, no_wrap=True)
    ask.add_column()
    for what, line in _EXAMPLES:
        ask.add_row(what, line)
    return Group(
        Text("The registry knows", style=CONTENT), _inside(counts), Text("\nAsk for", style=CONTENT), _inside(ask)
    )


def entry_view(entry: Entry, found: Found | None = None) -> RenderableType:
    """Everything known of one entry; ``found``: why it is shown."""
    parts: list[RenderableType] = [_title(entry)]
    facts = _grid(QUIET)
    for label, value in (*_found_by(entry, found), *_facts(entry)):
        if value:
            facts.add_row(label, Text(printable(value), overflow="fold"))
    if facts.row_count:
        parts.append(_inside(facts))
    for heading, table in _tables(entry):
        if table.row_count:
            parts += [Text(heading, style=LABEL), _inside(table)]
    return Group(*parts)


def list_view(found: Sequence[tuple[Found, str, str]]) -> RenderableType:
    """Matches in short: each with its name and id."""
    table = _grid(QUIET)
    for one, name, own in found:
        words = "" if _same(one.words, name) else f" (“{one.words}”)"
        table.add_row(one.target.kind, _lines(f"{name}{words}", own))
    return table


def mentions_view(annotated: Annotated) -> RenderableType:
    """A passage with its mentions numbered, and for each the actor that it means and why."""
    text = annotated.article.text
    numbered = list(enumerate(annotated.mentions, 1))
    marks = [Mark(*one.span, SOURCE, f"[{number} ", "]") for number, one in numbered]
    table = _grid()
    for number, one in numbered:
        words = " ".join(text[slice(*one.span)].split())
        label = Text.assemble((f"{number} ", LABEL), printable(words), (f"\n  {one.kind}", QUIET))
        table.add_row(label, _lines(_actor(one), one.actor.id or "", one.actor.reason))
    passage = marked(text.strip(), (0, len(text.strip())), _shifted(marks, text), CONTENT)
    return Group(passage, Text(), table)


def _shifted(marks: Iterable[Mark], text: str) -> list[Mark]:
    """Marks in the text without the white space that it begins with."""
    by = len(text) - len(text.lstrip())
    return [Mark(m.start - by, m.end - by, m.style, m.opening, m.closing) for m in marks]


def _actor(mention: Mention) -> str:
    actor: Speaker = mention.actor
    known = actor.name or actor.office or actor.institution or actor.country
    return speaker_line(actor) if known else "no actor"


def _title(entry: Entry) -> Text:
    whose = entry.country if entry.code and entry.country != entry.name and entry.kind != "person" else ""
    about = " · ".join(filter(None, (entry.kind, entry.code if entry.kind != "person" else "", whose)))
    return Text.assemble((printable(entry.name), CONTENT), (f"   {about}", QUIET))


def _found_by(entry: Entry, found: Found | None) -> Iterator[tuple[str, str]]:
    if found is not None and not _same(found.words, entry.name) and found.how not in ("id", "office"):
        yield "found by", f"“{found.words}”, {_HOW.get(found.how, 'its ' + found.how)}"


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """The facts of an entry that are no tables."""
    if entry.id and not isinstance(entry, PersonEntry):
        yield "id", entry.id
    if isinstance(entry, StateEntry):
        yield from _of_state(entry)
    elif isinstance(entry, OrganisationEntry):
        yield "also", _listed(entry.names)
        yield "terms", count(entry.terms, "term") + " of office known" if entry.terms else ""
    elif isinstance(entry, InstitutionFullEntry):
        yield "kind", entry.type if entry.listed else f"{entry.type}, which every state has; no name of its own listed"
        yield "also", _listed(entry.aliases)
        yield "shared", _listed(entry.shared)
        yield "in office", "" if entry.holders or entry.kind == "body" else f"nobody known {_then(entry.on)}"
    elif isinstance(entry, PersonEntry):
        yield "also", _listed(entry.spellings)
    elif isinstance(entry, OfficeEntry):
        yield "institution", entry.institution
        yield "id", entry.institution_id
        yield "also", _listed(entry.titles)
        yield from _whose_office(entry)
    elif isinstance(entry, NamedEntry):
        yield "also", _listed(entry.names)
        yield "voice of", entry.country if entry.kind == "outlet" else ""


def _of_state(entry: StateEntry) -> Iterator[tuple[str, str]]:
    yield "names", _listed(entry.names)
    yield "adjectives", _listed(entry.adjectives)
    yield "people", _listed(entry.people)
    yield "capitals", _listed(entry.capitals)
    yield "metonyms", _listed(entry.metonyms)
    yield "cities", _listed(entry.cities)
    yield "parts", _listed(entry.regions)
    yield "shared", _listed(entry.shared)
    yield "beware", f"{_listed(entry.beware)} (only with context)" if entry.beware else ""
    yield "existed", _dates(entry.since, entry.until) if entry.since or entry.until else ""
    yield "", "" if entry.existed else f"no state {_then(entry.on)}"
    yield "before", f"{entry.predecessor} had the capital" if entry.predecessor else ""
    yield "terms", count(entry.terms, "term") + " of office known" if entry.terms else ""


def _whose_office(entry: OfficeEntry) -> Iterator[tuple[str, str]]:
    if not entry.code:
        yield "known of", count(len(entry.countries), "state or organisation", "states and organisations")
        yield "of one", f"verbale actors {(*entry.countries, 'STATE')[0]} {entry.name}"
    elif not entry.holders:
        yield "in office", f"nobody known {_then(entry.on)}"


def _tables(entry: Entry) -> Iterator[tuple[str, Table]]:
    """The longer parts of an entry, with their headings."""
    on = f"in office {_then(entry.on)}"
    if isinstance(entry, StateEntry | OrganisationEntry | InstitutionFullEntry):
        yield on, _table(entry.holders, lambda t: (t.office, _lines(f"{t.name}, {_dates(t.since, t.until)}", t.id)))
    if isinstance(entry, OrganisationEntry):
        yield "bodies", _table(entry.bodies, lambda b: ("body", _lines(b.name, b.id, _listed(b.names))))
    if isinstance(entry, StateEntry | OrganisationEntry):
        own = [one for one in entry.institutions if one.listed]
        yield "institutions", _table(own, _institution)
        usual = _listed([one.id for one in entry.institutions if not one.listed])
        yield "and by their usual names", _table(filter(None, [usual]), lambda ids: ("", Text(ids)))
    if isinstance(entry, PersonEntry):
        yield "terms", _table(entry.terms, partial(_term, entry.on, office=True))
    if isinstance(entry, OfficeEntry):
        yield "terms", _table(entry.terms, partial(_term, entry.on, office=False))


def _institution(one: InstitutionEntry) -> tuple[str, Text]:
    shared = f"shared: {_listed(one.shared)}" if one.shared else ""
    return one.type, _lines(one.name, one.id, _listed(one.aliases), shared)


def _term(on: str, term: Term, *, office: bool) -> tuple[str, Text]:
    """A row of a person's terms or of an office's."""
    held = f", in office {_then(on)}" if term.in_office else ""
    what = f"{term.office}, {term.country}" if office else term.name
    where = term.institution if office and term.institution != term.country else ""
    return _dates(term.since, term.until), _lines(what + held, where, term.id)


def _dates(since: str, until: str) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else "no dates known"


def _then(on: str) -> str:
    return f"on {on}" if len(on) == len("2000-01-01") else f"in {on}"


def _table(rows: Iterable[Row], cells: Callable[[Row], tuple[str, Text]]) -> Table:
    table = _grid()
    for row in rows:
        label, what = cells(row)
        table.add_row(Text(printable(label)), what)
    return table


def _grid(style: str | Style = "") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=style, max_width=_LABEL_WIDTH)
    table.add_column(max_width=_MEASURE)
    return table


def _lines(first: str, *others: str) -> Text:
    """A line and quieter ones below it; empty ones are left out."""
    text = Text(printable(first), overflow="fold")
    for other in filter(None, others):
        text.append(f"\n{printable(other)}", QUIET)
    return text


def _inside(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, 2))


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()


__all__ = ["entry_view", "list_view", "mentions_view", "summary_view"]


def recorded_view(found: Sequence[RecordedActor]) -> RenderableType:
    """The actors of a record: id, names, offices with their dates, and how many statements."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Actor", overflow="fold")
    table.add_column("Office", overflow="fold", ratio=1)
    table.add_column("Statements", justify="right", no_wrap=True)
    for one in found:
        who = printable(one.names[0]) if one.names else printable(one.institution or "")
        offices = ", ".join(printable(_seen(office)) for office in one.offices[:3])
        merged = f"  (with {', '.join(one.merged)})" if one.merged else ""
        table.add_row(f"{who}\n{one.id}{merged}", offices, str(one.statements))
    return table


def _seen(office: OfficeSeen) -> str:
    span = " to ".join(dict.fromkeys(d for d in (office.first, office.last) if d))
    return f"{office.office} ({span})" if span else office.office
