"""``verbale export``: a record's articles or statements as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verbale.commands.common import binary_stdout, record_option
from verbale.record.export import FORMATS, WHATS, Format, What, replacing
from verbale.record.export import export as write
from verbale.record.store import Record


@click.command(short_help="Write a record as JSON Lines, CSV or Parquet.")
@click.argument("what", type=click.Choice(WHATS))
@record_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Output format.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Instead of standard output."
)
def export(what: What, record_path: Path, form: Format, output: Path | None) -> None:
    """Write all articles or statements of a record, as decided where a person decided.

    In CSV, a text that a spreadsheet would run as a formula gets an apostrophe before it; JSONL and Parquet are exact.
    """
    if output is None and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --output FILE or redirect the output.")
    with Record.open(record_path, create=False) as record:
        if output is None:
            out = binary_stdout()
            write(record, what, form, out)
            out.flush()
            return
        if output.exists() and output.samefile(record_path):
            raise click.UsageError("--output is the record itself.")
        with replacing(output) as file:
            write(record, what, form, file)
