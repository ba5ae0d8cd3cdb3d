"""``verbale relate``: the relation between two given actors, a line a pair."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

import click

from verbale.articles.decode import clean_surrogates
from verbale.commands.common import binary_stdout, complain, count, say_waiting
from verbale.errors import VerbaleError
from verbale.events.tasks import CHUNK, Relation, Task
from verbale.serialize import dumps


@click.command(short_help="Say what one given actor does to another.")
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE]")
@click.pass_context
def relate(context: click.Context, /, file: IO[bytes]) -> None:
    """Read JSON Lines of {"id", "text", "actor": [start, end], "recipient": [start, end]} and write the relations.

    Each line out is {"id", "type", "confidence", "probabilities"}; the type is PLOVER's, or null where the first actor
    does nothing to the second. A line that cannot be read becomes {"id": …, "error": …}; the others are read, and the
    exit code is 1.
    """
    from verbale.events.relate import RelationReader
    from verbale.language.model import LanguageModel

    if file is sys.stdin.buffer:
        say_waiting(())
    reader = RelationReader(LanguageModel())
    out, failed = binary_stdout(), 0
    items = _tasks(file)
    while chunk := list(islice(items, CHUNK)):
        good = [item for item in chunk if isinstance(item, Task)]
        found = iter(list(reader.read_all(good)))
        for item in chunk:
            failed += not isinstance(item, Task)
            value = _relation(next(found)) if isinstance(item, Task) else item
            out.write(dumps(value).encode() + b"\n")
        out.flush()
    if failed:
        complain(f"{count(failed, 'line')} could not be read")
        context.exit(1)


def _relation(found: Relation) -> dict[str, Any]:
    return {
        "id": found.id,
        "type": found.type,
        "confidence": found.confidence,
        "probabilities": dict(found.probabilities),
    }


def _tasks(lines: Iterable[bytes]) -> Iterator[Task | dict[str, Any]]:
    """The tasks of a file, or what is wrong with a line of it."""
    for number, line in enumerate(lines, 1):
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        name: Any = f"line-{number}"
        try:
            value = json.loads(line.decode("utf-8-sig"))
            if not isinstance(value, dict):
                raise VerbaleError("not a JSON object")
            given = value.get("id", name)
            name = given if isinstance(given, str | int) else str(given)
            yield _task(name, value)
        except (ValueError, VerbaleError, RecursionError) as error:
            reason = "not a line of JSON" if isinstance(error, ValueError) else str(error)
            yield {"id": name, "error": f"line {number}: {reason}; correct the line or leave it out"}


def _task(name: Any, value: dict[str, Any]) -> Task:
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        raise VerbaleError('"text" is missing or empty')
    spans = []
    for role in ("actor", "recipient"):
        span = value.get(role)
        whole = isinstance(span, list) and len(span) == 2 and all(type(n) is int for n in span)
        if not whole or not isinstance(span, list) or not 0 <= span[0] < span[1] <= len(text):
            raise VerbaleError(f'"{role}" must be [start, end] inside the text of {len(text)} characters')
        if not any(c.isalnum() for c in text[span[0] : span[1]]):
            raise VerbaleError(f'"{role}" holds no word')
        spans.append((span[0], span[1]))
    return Task(name, clean_surrogates(text), spans[0], spans[1])
