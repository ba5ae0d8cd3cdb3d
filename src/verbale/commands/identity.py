"""``verbale merge`` and ``verbale split``: which actors of a record are one, and which are two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verbale.commands.common import binary_stdout, console, count, emit, record_option
from verbale.record.model import RecordedActor
from verbale.record.store import Record
from verbale.serialize import dumps


def _named(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("give your name: who decides is kept with the decision.")
    return value


def _verdict(command: Any) -> Any:
    """``--who`` and ``--why``."""
    who = click.option("--who", required=True, callback=_named, metavar="NAME", help="Who decides; kept with it.")
    return who(click.option("--why", default="", metavar="TEXT", help="The reason, kept with it.")(command))


@click.command(short_help="Make one actor of two ids, or list a record's actors.")
@click.argument("ids", nargs=-1, metavar="[OLD [INTO]]")
@record_option
@click.option("--undo", is_flag=True, help="Take OLD out of its merge.")
@click.option("--who", default="", metavar="NAME", help="Who decides; kept with the decision.")
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with it.")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
def merge(ids: tuple[str, ...], record_path: Path, undo: bool, **given: str) -> None:
    """Make the actor OLD one with INTO, in all statements of the record, those read later included.

    Links to OLD go on working. With one id or none, list the actors whose id, name, office or country holds it.
    """
    who, why = given["who"], given["why"]
    with Record.open(record_path, create=False) as record:
        if len(ids) < 2 and not undo:
            _list(record.actors(ids[0] if ids else None), given["form"])
            return
        if len(ids) != (1 if undo else 2):
            raise click.UsageError("give OLD and INTO, or with --undo OLD alone.")
        if not who.strip():
            raise click.UsageError("--who is missing: who decides is kept with the decision.")
        if undo:
            changed = record.unmerge_actor(ids[0], who=who, why=why)
            click.echo(f"{ids[0]} stands for itself again, in {count(changed, 'statement')}")
        else:
            changed = record.merge_actors(ids[0], ids[1], who=who, why=why)
            click.echo(f"{ids[0]} is {record.actor(ids[1]).current[0]} now, in {count(changed, 'statement')}")


@click.command(short_help="Give some statements of an actor to another one.")
@click.argument("old")
@click.argument("new")
@click.argument("statements", nargs=-1, required=True, metavar="ARTICLE#ID...")
@record_option
@_verdict
def split(old: str, new: str, statements: tuple[str, ...], record_path: Path, **verdict: str) -> None:
    """Give STATEMENTS of the actor OLD to the actor NEW, where two persons were taken for one.

    The decision holds when the articles are read again.
    """
    with Record.open(record_path, create=False) as record:
        changed = record.split_actor(old, new, statements, **verdict)
    click.echo(f"{count(changed, 'statement')} of {old} {'is' if changed == 1 else 'are'} {new}'s now")


def _list(found: list[RecordedActor], form: str) -> None:
    if form == "jsonl":
        out = binary_stdout()
        for one in found:
            out.write(dumps(_row(one)).encode() + b"\n")
        out.flush()
    elif not found:
        click.echo("no actor of the record has such an id, name, office or country")
    else:
        from verbale.present_actors import recorded_view

        emit(console(), recorded_view(found))


def _row(one: RecordedActor) -> dict[str, Any]:
    return {
        "id": one.id,
        "names": list(one.names),
        "offices": [{"office": o.office, "first": o.first, "last": o.last} for o in one.offices],
        "institution": one.institution,
        "country": one.country,
        "statements": one.statements,
        "merged": list(one.merged),
    }
