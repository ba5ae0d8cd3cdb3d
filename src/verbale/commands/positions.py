"""``verbale positions``: what one government says and does about another, by topic and date, and where it shifts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale.commands.common import binary_stdout, complain, console, count, emit, record_option, registry_option
from verbale.commands.countries import country_codes
from verbale.record.store import Record
from verbale.serialize import dumps

if TYPE_CHECKING:
    from verbale.linking.positions import Position


@click.command(short_help="Show what one government holds about another, and where it shifts.")
@record_option
@click.option("--government", required=True, metavar="STATE", help="Whose positions: code or name.")
@click.option("--about", required=True, metavar="STATE", help="The state they are about: code or name.")
@click.option("--topic", metavar="TOPIC", help="This topic only.")
@click.option("--shifts", is_flag=True, help="Only topics on which the line changed.")
@registry_option
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
def positions(record_path: Path, government: str, about: str, form: str, **options: Any) -> None:
    """Show what one government says and does about another, in time order by topic, and where its line changes.

    Words and deeds that several articles report are one entry. A shift is a candidate for your judgement, with its
    reason and a score from 0 to 1.
    """
    from verbale.record.line_rows import position_row, told

    topic: str | None = options["topic"]
    _check_topic(topic)
    with Record.open(record_path, create=False) as record:
        one, other = country_codes((government, about), options["registry"], record.countries())
        if one == other:
            raise click.UsageError(f"--government and --about are both {one}; name two states.")
        held = record.positions(one, other, topic)
        shown = [position for position in held if position.shifts or not options["shifts"]]
        found = [(position, told(record, position)) for position in shown]
    if form == "jsonl":
        out = binary_stdout()
        for position, where in found:
            out.write(dumps(position_row(position, where)).encode() + b"\n")
        out.flush()
    else:
        from verbale.present_lines import position_view

        for number, (position, where) in enumerate(found):
            if number:
                click.echo()
            emit(console(), position_view(position, where))
    if not shown:
        on = f" on {topic}" if topic else ""
        complain(f"{one} about {other}{on}: {_nothing(held)}")


def _nothing(held: tuple[Position, ...]) -> str:
    if held:
        return f"no shift; {count(len(held), 'topic')} without, shown without --shifts"
    return "nothing with a topic and a day; see all with verbale search --country and --about"


def _check_topic(topic: str | None) -> None:
    from verbale.events.ontology import Ontology

    topics = Ontology.load().topics
    if topic is not None and topic not in topics:
        raise click.UsageError(f"no topic is called {topic!r}; topics are {', '.join(sorted(topics))}.")
