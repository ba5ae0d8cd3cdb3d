"""``verbale read``: articles into a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from verbale.commands.common import annotator, complain, console, count, reading_options, record_option, say_waiting
from verbale.record.store import Record
from verbale.schema import Annotated, Problem
from verbale.serialize import dumps

#: Called after each input with how many were read and how many were not.
Advance = Callable[[int, int], None]


@click.command(short_help="Read articles into a record.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_option
@reading_options
@click.option(
    "--problems", type=click.File("w", encoding="utf-8"), metavar="FILE", help="Also write problems as JSONL."
)
@click.pass_context
def read(
    context: click.Context, /, paths: tuple[str, ...], record_path: Path, problems: IO[str] | None, **options: Any
) -> None:
    """Read files or folders into a record; reading the same articles again changes nothing.

    An input that cannot be read is named and kept among the record's problems; the others are read, and the exit
    code is 1. Stopped halfway, the same command completes the record.
    """
    say_waiting(paths)
    with Record.open(record_path) as record, _progress() as advance:
        tally = keep(record, annotator(options).run(paths), advance, problems)
        record.settle()
        total = record.counts()
    click.echo(f"{record_path}: {summary(tally)}")
    click.echo(
        f"The record holds {count(total.statements, 'statement')} and {count(total.events, 'event')} "
        f"in {count(total.articles, 'article')} from {count(total.outlets, 'outlet')}."
    )
    if tally["failed"]:
        complain(f"{count(tally['failed'], 'input')} could not be read")
        context.exit(1)


def keep(
    record: Record, items: Iterator[Annotated | Problem], advance: Advance, problems: IO[str] | None = None
) -> Counter[str]:
    """Add everything to the record; count the outcomes and ``failed``, ``statements`` and ``events``."""
    tally: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Problem):
            tally["failed"] += 1
            record.add_problem(item)
            complain(item.line())
            if problems:
                row = {"id": item.id, "name": item.name, "place": item.place, "message": item.message}
                problems.write(dumps(row) + "\n")
        else:
            tally[record.add(item)] += 1
            tally["statements"] += len(item.statements)
            tally["events"] += len(item.events)
        advance(sum(tally[outcome] for outcome in ("new", "changed", "unchanged")), tally["failed"])
    return tally


def summary(tally: Counter[str]) -> str:
    """What was read, in one line."""
    parts = [f"{tally[outcome]:,} {outcome}" for outcome in ("new", "changed", "unchanged") if tally[outcome]]
    read_in_all = sum(tally[outcome] for outcome in ("new", "changed", "unchanged"))
    how = f" ({', '.join(parts)})" if parts else ""
    counted = [(read_in_all, "article"), *((tally[f"{noun}s"], noun) for noun in ("statement", "event"))]
    articles, *found = [count(number, noun) for number, noun in counted]
    return ", ".join([f"{articles}{how}", *found, count(tally["failed"], "problem")])


@contextmanager
def _progress() -> Iterator[Advance]:
    """A progress line on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda read_so_far, failed: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # Complaints printed meanwhile go above the line: rich redirects standard error while it is live.
    with Progress(*columns, console=console(stderr=True), transient=True) as live:
        task = live.add_task("starting", total=None)

        def advance(read_so_far: int, failed: int) -> None:
            failures = f", {count(failed, 'problem')}" if failed else ""
            live.update(task, description=f"{count(read_so_far, 'article')} read{failures}")

        yield advance
