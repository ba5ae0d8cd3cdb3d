"""``verbale dossier``: two governments, one, or a topic over a period as one printable document."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale.commands.common import complain, count, day, record_option, registry_errors, registry_option
from verbale.commands.countries import country_codes
from verbale.errors import MissingExtraError, RecordError, VerbaleError
from verbale.record.store import Record

if TYPE_CHECKING:
    from verbale.dossier.model import Dossier

#: The libraries that each kind of document needs, and the extra that installs them.
_NEEDED = {
    ".html": (("fastapi", "jinja2", "pygal"), "web"),
    ".pdf": (("typst", "pygal"), "dossier"),
    ".docx": (("typst", "pygal", "docx"), "dossier"),
}


@click.command(short_help="Make a printable dossier with its sources.")
@click.argument("states", metavar="[STATE]...", nargs=-1)
@record_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write it; the ending says as what: .pdf, .docx or .html.",
)
@click.option("--topic", metavar="TOPIC", help="Only what is on this topic; without a STATE, all that is.")
@click.option("--actor", metavar="ID", help="Only statements of this speaker.")
@click.option("--since", callback=day, metavar="DATE", help="This day, month or year, or later.")
@click.option("--until", callback=day, metavar="DATE", help="This day, month or year, or earlier.")
@registry_option
def dossier(states: tuple[str, ...], record_path: Path, output: Path, **options: Any) -> None:
    """Make a dossier of two states, of one, or of a topic, as PDF, as Word document or as HTML.

    Counts, the course of relations, what was said and done in order of time with the words, shifts of position and
    what answers what; each with the numbers of the articles listed at the end.
    """
    needed, extra = _NEEDED.get(output.suffix.lower(), ((), ""))
    if not extra:
        raise click.UsageError(f"--output {output}: the ending is one of {', '.join(_NEEDED)}.")
    if missing := [name for name in needed if find_spec(name) is None]:
        raise MissingExtraError(f"a dossier as {output.suffix[1:]} ({', '.join(missing)})", extra)
    made = _gathered(states, record_path, options)
    body = _written(made, output.suffix.lower(), record_path, options["registry"])
    try:
        output.write_bytes(body)
    except OSError as error:
        raise VerbaleError(f"{output}: cannot be written ({error.strerror})") from error
    if not made.entries:
        complain(f"the record has nothing of {made.title}, {made.period}")
    told = count(len(made.entries), "statement or event", "statements and events")
    click.echo(f"{output}: {told}, {count(len(made.sources), 'article')} cited")


def _gathered(states: tuple[str, ...], record_path: Path, options: dict[str, Any]) -> Dossier:
    from verbale.actors.registry.load import load
    from verbale.dossier.gather import check, gather, namer
    from verbale.dossier.model import Wanted
    from verbale.events.ontology import Ontology

    topic = options["topic"] or ""
    topics = Ontology.load().topics
    if topic and topic not in topics:
        raise click.UsageError(f"{topic!r} is no topic; write one of {', '.join(sorted(topics))}.")
    with registry_errors():
        registry = load(tuple(options["registry"]))
    with Record.open(record_path, create=False) as record:
        codes = country_codes(states, options["registry"], record.countries())
        wanted = Wanted(codes, options["actor"] or "", topic, options["since"] or "", options["until"] or "")
        try:
            check(wanted)
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None
        try:
            record.settle()
        except RecordError:
            complain("the record cannot be written; answers are told as they were last found")
        return gather(record, wanted, namer(registry))


def _written(made: Dossier, ending: str, record_path: Path, registry: tuple[Path, ...]) -> bytes:
    if ending == ".pdf":
        from verbale.dossier.pdf import pdf

        return pdf(made)
    if ending == ".docx":
        from verbale.dossier.word import word

        return word(made)
    from verbale.dossier.html import page
    from verbale.web.room import Room, RoomOptions

    return page(Room(record_path, RoomOptions(registry=registry)), made).encode("utf-8", "replace")
