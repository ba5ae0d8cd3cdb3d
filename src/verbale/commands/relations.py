"""``verbale relations``: how two governments treat each other, month by month."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from verbale.commands.common import binary_stdout, complain, console, emit, record_option, registry_option
from verbale.commands.countries import country_codes
from verbale.record.store import Record
from verbale.serialize import dumps


def _month(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"{value!r} is no month; write YYYY-MM")
    return value


@click.command(short_help="Show how two governments treat each other, month by month.")
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@record_option
@click.option("--since", callback=_month, metavar="MONTH", help="This month or later.")
@click.option("--until", callback=_month, metavar="MONTH", help="This month or earlier.")
@registry_option
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
def relations(a: str, b: str, record_path: Path, form: str, **options: Any) -> None:
    """Show how two governments treat each other, month by month, in words and in deeds.

    Means of PLOVER's scores of what happened, from -10 (conflict) to 10 (cooperation), with the number of events. Each
    event counts once, however many articles report it. A month without any article says nothing.
    """
    since, until = options["since"], options["until"]
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}.")
    with Record.open(record_path, create=False) as record:
        one, other = country_codes((a, b), options["registry"], record.countries())
        if one == other:
            raise click.UsageError(f"both states are {one}; name two.")
        found = record.relations(one, other)
    months = [month for month in found if (since or "") <= month.month <= (until or "9999-12")]
    if form == "jsonl":
        from verbale.record.line_rows import month_row

        out = binary_stdout()
        for month in months:
            out.write(dumps(month_row(month, one, other)).encode() + b"\n")
        out.flush()
    elif months:
        from verbale.present_lines import relations_view

        emit(console(), relations_view(months, one, other))
    if not found:
        complain("no article of the record has a date")
    elif not months:
        complain(f"no month of the record is among those; it has {found[0].month} to {found[-1].month}")
    elif not any(flow.both.count for month in months for flow in (month.forth, month.back)):
        complain(f"no event between {one} and {other}")
