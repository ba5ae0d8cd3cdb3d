"""``verbale demo``: the articles that ship with the program, read into a record."""

from __future__ import annotations

import shlex
import tempfile
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import click

from verbale.commands.common import annotator, console, count, emit
from verbale.commands.read import keep, summary
from verbale.record.model import Filters, RecordedStatement
from verbale.record.store import Record

_SHOWN = 12


@click.command(short_help="Read the sample articles and show what is found.")
@click.option(
    "--record",
    "record_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to keep the record; else a temporary folder.",
)
@click.pass_context
def demo(context: click.Context, /, record_path: Path | None) -> None:
    """Read the sample articles that ship with Verbale into a record, and show what was found.

    The articles tell of invented states, persons and outlets, whose registry file ships beside them.
    """
    from verbale.present import statements_table

    path = record_path or Path(tempfile.mkdtemp(prefix="verbale-")) / "demo.record"
    folder = resources.files("verbale") / "examples"
    # A folder on disk even where the package is read from an archive.
    with resources.as_file(folder) as examples, Record.open(path) as record:
        registry = examples / "registry.yaml"
        options = {"published": None, "input_format": "auto", "jobs": 1, "registry": (registry,)}
        tally = keep(record, annotator(options).run([str(examples / "articles")]), lambda read, failed: None)
        click.echo(f"Read {summary(tally)}.")
        one, other = busiest_pair(record.statements())
        affair = affair_between(record, one, other)
        if affair:
            shown = f"the first {_SHOWN} of " if len(affair) > _SHOWN else ""
            number = count(len(affair), "statement")
            click.echo(f"\nWhat {one} and {other} said about each other, oldest first ({shown}{number}):\n")
            emit(console(), statements_table(affair[:_SHOWN]))
        _next_steps(path, affair, one)
    if tally["failed"]:
        context.exit(1)


def busiest_pair(statements: Iterable[RecordedStatement]) -> tuple[str, str]:
    """The two states that said most about each other; two empty names where nobody spoke of anybody."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in statements:
        country = one.statement.speaker.country
        for about in one.statement.about:
            if country and about != country:
                pairs[min(country, about), max(country, about)] += 1
    return min(pairs, key=lambda pair: (-pairs[pair], pair), default=("", ""))


def affair_between(record: Record, one: str, other: str) -> list[RecordedStatement]:
    """Statements of either state about the other, oldest first, undated ones last."""
    both = [
        *record.statements(Filters(country=(one,), about=(other,))),
        *record.statements(Filters(country=(other,), about=(one,))),
    ]
    return sorted(both, key=lambda found: (found.when is None, found.when or ""))


def _next_steps(path: Path, affair: list[RecordedStatement], country: str) -> None:
    name = shlex.quote(str(path))
    click.echo(f"\nThe record is {path}. Next, try:\n")
    if affair:
        click.echo(f"  verbale show {shlex.quote(affair[0].id)} --record {name}")
        click.echo(f"  verbale search --country {country} --act accuse --record {name}")
    click.echo(f"  verbale search talks --record {name}")
    click.echo(f"  verbale export statements --format csv --record {name}")
