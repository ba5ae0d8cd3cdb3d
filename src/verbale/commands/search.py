"""``verbale search``: statements by words, speaker, country, act and date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verbale.commands.common import binary_stdout, complain, console, count, day, emit, record_option, registry_option
from verbale.commands.countries import country_codes
from verbale.language.labels import ACTS
from verbale.record.export import statement_row
from verbale.record.model import Filters, SearchResult
from verbale.record.store import Record
from verbale.schema import STATEMENT_KINDS
from verbale.serialize import dumps

_OPTIONS = (
    click.option("--speaker", multiple=True, metavar="NAME", help="Part of the speaker's name, office or institution."),
    click.option("--country", multiple=True, metavar="STATE", help="State the speaker speaks for: code or name."),
    click.option("--about", multiple=True, metavar="STATE", help="State the statement is about: code or name."),
    click.option("--act", multiple=True, type=click.Choice(ACTS), help="What the speaker does by saying it."),
    click.option("--kind", multiple=True, type=click.Choice(STATEMENT_KINDS), help="Quoted, reported, or both."),
    click.option("--outlet", multiple=True, metavar="NAME", help="Part of the outlet's name."),
    click.option("--since", callback=day, metavar="DATE", help="Said (or else published) on this day or later."),
    click.option("--until", callback=day, metavar="DATE", help="Said (or else published) on this day or earlier."),
)


def _filters(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(short_help="Search the statements of a record.")
@click.argument("query", nargs=-1)
@record_option
@_filters
@registry_option
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N", help="At most N; 0 for all."
)
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
def search(query: tuple[str, ...], record_path: Path, limit: int, form: str, **options: Any) -> None:
    """Search the statements of a record, best first.

    All words of QUERY must occur; "a phrase" stays together, word* is any word that begins so, -word leaves out
    (write -- before a QUERY that begins with a minus). Without QUERY, the filters alone, newest first. A filter given
    several times means any of them.
    """
    registry = options.pop("registry")
    words = " ".join(query)
    with Record.open(record_path, create=False) as record:
        for name in ("country", "about"):
            if options[name]:
                options[name] = country_codes(options[name], registry, record.countries())
        result = record.search(words, Filters(**options), limit=limit or None)
    if form == "jsonl":
        out = binary_stdout()
        for one in result:
            out.write(dumps(statement_row(one)).encode() + b"\n")
        out.flush()
    elif result.hits:
        from verbale.present import statements_table

        emit(console(), statements_table(result.hits, words))
    _say_how_many(result, quiet=form == "jsonl")


def _say_how_many(result: SearchResult, *, quiet: bool) -> None:
    if not result.total:
        complain("no statement matches")
    elif not quiet:
        shown = f"{len(result)} of " if len(result) < result.total else ""
        click.echo(f"{shown}{count(result.total, 'statement')}")
    if result.undated:
        complain(f"{count(result.undated, 'statement')} without any date left out by --since and --until")
