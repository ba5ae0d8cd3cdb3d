"""``verbale exchanges``: what answers what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale.commands.common import binary_stdout, complain, console, count, emit, record_option, registry_option
from verbale.commands.countries import country_codes
from verbale.record.store import Record
from verbale.serialize import dumps

if TYPE_CHECKING:
    from verbale.record.threads import RecordedExchange


@click.command(short_help="Show what answers what.")
@record_option
@click.option(
    "--between",
    multiple=True,
    metavar="STATE",
    help="Only with this state on either side: code or name; again for two.",
)
@click.option("--threads", is_flag=True, help="Each answer below what it answers, however many follow one another.")
@registry_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    metavar="N",
    help="At most N, or N threads; 0 for all.",
)
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
def exchanges(record_path: Path, between: tuple[str, ...], limit: int, form: str, **options: Any) -> None:
    """Show which statements and events of a record answer which others, the earliest first, and why it is thought so.

    A response and what it answers may stand in one article or in two.
    """
    with Record.open(record_path, create=False) as record:
        codes = country_codes(between, options["registry"], record.countries()) if between else ()
        found = record.exchanges(codes)
    if form == "jsonl":
        _jsonl(found[: limit or None])
    elif found:
        _table(found, limit, threads=options["threads"])
    else:
        complain("no exchange found")


def _table(found: tuple[RecordedExchange, ...], limit: int, *, threads: bool) -> None:
    from verbale.present_exchanges import ThreadsList, exchanges_list, threads_of

    if threads:
        whole = threads_of(found)
        emit(console(), ThreadsList(whole[: limit or None]))
        click.echo(f"{_part(limit, len(whole))}{count(len(whole), 'thread')}, {count(len(found), 'exchange')}")
    else:
        emit(console(), exchanges_list(found[: limit or None]))
        click.echo(f"{_part(limit, len(found))}{count(len(found), 'exchange')}")


def _part(limit: int, whole: int) -> str:
    return f"{limit:,} of " if 0 < limit < whole else ""


def _jsonl(found: tuple[RecordedExchange, ...]) -> None:
    from verbale.record.export import exchange_row

    out = binary_stdout()
    for one in found:
        out.write(dumps(exchange_row(one)).encode() + b"\n")
    out.flush()
