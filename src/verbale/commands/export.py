"""``verbale export``: what a record holds as files for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from verbale.commands.common import binary_stdout, complain, count, record_option, registry_errors, registry_option
from verbale.record.export import FORMATS, WHATS, Format, What, replacing
from verbale.record.export import export as write
from verbale.record.store import Record

if TYPE_CHECKING:
    from verbale.record.layouts import Layout, Written

Done = TypeVar("Done")

#: As in :data:`verbale.record.layouts.LAYOUTS`, which is loaded only when one is asked for.
LAYOUTS: tuple[Layout, ...] = ("verbale", "gdelt", "polecat")


@click.command(short_help="Write a record as JSON Lines, CSV, Parquet or a layout of events.")
@click.argument("what", type=click.Choice(WHATS))
@record_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Output format.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="verbale",
    show_default=True,
    help="Of events: Verbale's own fields, or the tab-separated columns of GDELT 2.0 or POLECAT.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Instead of standard output."
)
@registry_option
@click.pass_context
def export(context: click.Context, /, what: What, record_path: Path, output: Path | None, **options: Any) -> None:
    """Write all articles, statements, events, exchanges or positions of a record, as decided where a person decided.

    In CSV, a text that a spreadsheet would run as a formula gets an apostrophe before it; JSONL and Parquet are exact.
    The layouts of other datasets hold only what happened, on a known day; how many events they leave out is said.
    """
    form: Format = options["form"]
    layout: Layout = options["layout"]
    _check(context, what, layout)
    if output is None and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --output FILE or redirect the output.")
    with Record.open(record_path, create=False) as record:
        if layout == "verbale":
            _into(output, record_path, lambda out: write(record, what, form, out))
            return
        from verbale.record.layouts import Parties, write_layout

        with registry_errors():
            parties = Parties(tuple(options["registry"]))
        _say_left_out(_into(output, record_path, lambda out: write_layout(record, layout, out, parties)))


def _check(context: click.Context, what: What, layout: Layout) -> None:
    """Refuse options that say nothing of what is written."""

    def given(name: str) -> bool:
        return context.get_parameter_source(name) is not ParameterSource.DEFAULT

    if what != "events" and given("layout"):
        raise click.UsageError("--layout goes with events.")
    if layout == "verbale" and given("registry"):
        raise click.UsageError("--registry gives names to --layout gdelt and polecat only.")
    if layout != "verbale" and given("form"):
        raise click.UsageError(f"--layout {layout} has a format of its own, tab-separated text; leave --format out.")


def _into(output: Path | None, record_path: Path, write_to: Callable[[IO[bytes]], Done]) -> Done:
    """Write to a file that is replaced when all is written, or to standard output."""
    if output is None:
        out = binary_stdout()
        done = write_to(out)
        out.flush()
        return done
    if output.exists() and output.samefile(record_path):
        raise click.UsageError("--output is the record itself.")
    with replacing(output) as file:
        return write_to(file)


def _say_left_out(written: Written) -> None:
    if written.left_out:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in sorted(written.left_out.items()))
        complain(f"{count(written.left_out.total(), 'event')} left out: {reasons}")
