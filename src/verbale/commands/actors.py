"""``verbale actors``: what the registry knows of whom, and whom it takes the words of a passage for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from verbale.commands.common import binary_stdout, console, count, day, emit, registry_errors, registry_option
from verbale.errors import VerbaleError
from verbale.serialize import dumps, speaker_to_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from verbale.actors.facts import Facts
    from verbale.actors.registry.find import Found

#: Wordings that only place an actor, whose entry is shown in short where others match.
_PLACES = frozenset({"city", "region"})


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of the command as given; ``on`` is None for today."""

    query: str
    explain: str | None
    on: str | None
    limit: int
    form: str
    registry: tuple[Path, ...]


@click.command(short_help="Show what is known of states, offices and persons.")
@click.argument("query", nargs=-1)
@click.option("--explain", metavar="TEXT", help="Show whom the words of TEXT mean, and why, instead.")
@click.option(
    "--on", callback=day, metavar="DATE", help="Who is in office then; default today. With --explain: its date."
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=10, show_default=True, metavar="N", help="At most N; 0 for all."
)
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
@registry_option
@click.pass_context
def actors(context: click.Context, /, query: tuple[str, ...], **given: Any) -> None:
    """Show what the registry knows of QUERY, best match first; without QUERY, how much it holds.

    QUERY is a name of a state, organisation, group, institution, outlet or person, any of its other names, a code, an
    id such as usa.state, or an office with its state (pakistan foreign minister). Letter case and accents do not
    matter.
    """
    options = _Options(" ".join(query), **given)
    if options.explain is not None:
        if query:
            raise click.UsageError("QUERY and --explain exclude each other; give one of them.")
        if context.get_parameter_source("limit") is ParameterSource.COMMANDLINE:
            raise click.UsageError("--limit goes with QUERY; --explain shows every mention.")
        _explain(options, options.explain)
        return
    if query and not any(letter.isalnum() for letter in options.query):
        raise click.UsageError("QUERY has no letter or digit; give a name, code or id.")
    _look_up(options)


def _look_up(options: _Options) -> None:
    from verbale.actors.facts import Facts
    from verbale.actors.registry import Registry
    from verbale.actors.registry.find import Finder

    with registry_errors():
        finder = Finder(Registry.load(options.registry))
    on = options.on or date.today().isoformat()
    facts = Facts(finder, on)
    if not options.query:
        _show_summary(facts, options.form)
        return
    found = finder.find(options.query, on)
    if not found:
        raise VerbaleError(_nothing(options.query, facts))
    shown = found[: options.limit or None]
    if options.form == "jsonl":
        _write_lines(_record(facts, one) for one in shown)
    else:
        _show(facts, shown)
    if more := len(found) - len(shown):
        words = count(more, "more match", "more matches")
        click.echo(f"{words}; --limit {len(found)} shows all", err=options.form == "jsonl")


def _show_summary(facts: Facts, form: str) -> None:
    if form == "jsonl":
        _write_lines([asdict(facts.summary())])
        return
    from verbale.present_actors import summary_view

    emit(console(), summary_view(facts.summary()))


def _show(facts: Facts, shown: list[Found]) -> None:
    """The exact matches whole, the others in short."""
    from rich.console import Group

    from verbale.present_actors import entry_view, list_view

    whole = _best(shown)
    parts: list[RenderableType] = []
    for one in whole:
        parts += [entry_view(facts.entry(one.target), one), ""]
    others = [one for one in shown if one not in whole]
    if others:
        parts += ["Also:"] if whole else []
        parts += [list_view([(one, *facts.name(one.target)) for one in others]), ""]
        parts.append("verbale actors ID shows all that is known of one")
    emit(console(), Group(*(parts if others else parts[:-1])))


def _best(shown: list[Found]) -> list[Found]:
    """The matches to show whole: the only one, else exact ones, else persons by their family name."""
    if len(shown) == 1:
        return shown
    exact = [one for one in shown if one.match == "exact" and one.how not in _PLACES]
    return exact or [one for one in shown if one.match == "family"]


def _record(facts: Facts, found: Found) -> dict[str, Any]:
    """A match as one object: the entry, and under ``found`` why it matches."""
    matched = {"words": found.words, "as": found.how, "match": found.match}
    return {**asdict(facts.entry(found.target)), "found": matched}


def _nothing(query: str, facts: Facts) -> str:
    """What to say where nothing matches."""
    if facts.finder.no_actor(query):
        return f"{query!r} looks like an actor's name and is none; the registry keeps it from being read as one"
    near = facts.finder.near(query)
    if near:
        return f"nothing matches {query!r}; did you mean {' or '.join(map(repr, near))}?"
    return f"nothing matches {query!r}; add an entry in a file of your own and give it with --registry"


def _explain(options: _Options, text: str) -> None:
    """Show whom the words of a passage mean."""
    from verbale.annotator import AnnotateOptions, Annotator
    from verbale.articles.build import article_from_text
    from verbale.articles.raw import Metadata

    if not text.strip():
        raise click.UsageError("--explain needs words to read; give a sentence or two in quotes.")
    reader = Annotator(AnnotateOptions(published=options.on, registry=options.registry, mentions=True))
    with registry_errors():
        reader.registry  # noqa: B018  a faulty file of the user's is told before anything is read
    annotated = reader.read(article_from_text(text, metadata=Metadata(published=options.on)))
    if not annotated.mentions:
        raise VerbaleError(
            "no word of the passage names an actor; what it should mean can go into a file for --registry"
        )
    if options.form == "table":
        from verbale.present_actors import mentions_view

        emit(console(), mentions_view(annotated))
        return
    _write_lines(
        {
            "words": annotated.article.text[slice(*one.span)],
            "span": list(one.span),
            "kind": one.kind,
            "actor": speaker_to_json(one.actor),
            "confidence": round(one.confidence, 4),
        }
        for one in annotated.mentions
    )


def _write_lines(records: Iterable[Mapping[str, Any]]) -> None:
    out = binary_stdout()
    for record in records:
        out.write(dumps(record).encode() + b"\n")
    out.flush()
