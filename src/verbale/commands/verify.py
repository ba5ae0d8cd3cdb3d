"""``verbale verify``: whether a record holds the words of a quotation, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale.commands.common import (
    binary_stdout,
    complain,
    console,
    count,
    emit,
    record_option,
    registry_errors,
    registry_option,
)
from verbale.record.store import Record
from verbale.serialize import dumps, speaker_to_json

if TYPE_CHECKING:
    from verbale.linking.verify import Checked
    from verbale.linking.wording import Difference


@click.command(short_help="Check a quotation against the statements of a record.")
@click.argument("quote")
@record_option
@click.option("--speaker", metavar="NAME", help="Who is said to have said it: a name, an office, a state.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=5, show_default=True, metavar="N", help="At most N; 0 for all."
)
@click.option(
    "--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="Output."
)
@registry_option
@click.pass_context
def verify(context: click.Context, /, quote: str, record_path: Path, **options: Any) -> None:
    """Check whether QUOTE is in a record: who said it, or the nearest real wording with what differs.

    Differences stand in brackets: [claimed → real], [left out: …], [added: …]. Exit code 1 where nothing in the record
    is near.
    """
    if not any(letter.isalnum() for letter in quote):
        raise click.UsageError("QUOTE has no word; give the words to check, in quotes.")
    speaker = (options["speaker"] or "").strip() or None
    with Record.open(record_path, create=False) as record:
        with registry_errors():
            found = record.verify(quote, speaker, limit=None, registry=options["registry"])
        shown = found[: options["limit"] or None]
        if options["form"] == "jsonl":
            _write(record, quote, speaker, shown)
        elif shown:
            from verbale.present_text import plain
            from verbale.present_verify import checked_view

            out = console()
            emit(out, checked_view(record, shown, plain=plain(out)))
            of = f"{len(shown)} of " if len(shown) < len(found) else ""
            click.echo(f"{of}{count(len(found), 'wording')}")
        else:
            click.echo(f"not in this record; {count(record.counts().statements, 'statement')} looked through")
        if speaker:
            _say_nameless(shown, options["registry"])
    if not found:
        context.exit(1)


def _say_nameless(found: Iterable[Checked], registry: Sequence[Path]) -> None:
    """Tell that a speaker cannot be known by a state whose name is not known."""
    from verbale.record.verify import state_names

    doubtful = (one.quotable.country for one in found if {"wrong speaker", "speaker unknown"} & set(one.flags))
    nameless = sorted(set(filter(None, doubtful)) - set(state_names(registry)))
    if nameless:
        complain(
            f"what {', '.join(nameless)} is called is not known; give its file with --registry to name it as speaker"
        )


def _write(record: Record, quote: str, speaker: str | None, found: Iterable[Checked]) -> None:
    rows = [_row(record, quote, one) for one in found]
    looked = {"verdict": "absent", "claimed": quote, "speaker": speaker, "statements": record.counts().statements}
    out = binary_stdout()
    for row in rows or [looked]:
        out.write(dumps(row).encode() + b"\n")
    out.flush()


def _row(record: Record, quote: str, one: Checked) -> dict[str, Any]:
    """A finding as one object."""
    quotable = one.quotable
    return {
        "verdict": one.verdict,
        "score": one.score,
        "claimed": quote,
        "quote": quotable.words,
        "speaker": speaker_to_json(record.statement(quotable.id).statement.speaker),
        "date": quotable.date or None,
        "outlet": quotable.outlet or None,
        "article": quotable.article,
        "statement": quotable.id,
        "differences": [_difference(row) for row in one.differences],
        "further": [
            {
                "quote": passage.quotable.words,
                "statement": passage.quotable.id,
                "differences": [_difference(row) for row in passage.differences],
            }
            for passage in one.further
        ],
        "flags": list(one.flags),
        "reason": one.reason,
    }


def _difference(row: Difference) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "claimed": row.claimed,
        "real": row.real,
        "claimed_span": list(row.claimed_span),
        "real_span": list(row.real_span),
        "note": row.note,
    }
