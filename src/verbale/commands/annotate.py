"""``verbale annotate``: articles in, one JSON object a line out."""

from __future__ import annotations

import sys
from typing import Any

import click

from verbale.commands.common import annotator, binary_stdout, complain, count, reading_options, say_waiting
from verbale.schema import Problem
from verbale.serialize import annotated_to_json, dumps, problem_to_json


@click.command(short_help="Write what was said as JSON, a line an article.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@reading_options
@click.option("--attributions", is_flag=True, help="Add every attribution found, beliefs and plans included.")
@click.option("--mentions", is_flag=True, help="Add every mention of an actor, and whom it means.")
@click.pass_context
def annotate(
    context: click.Context, /, paths: tuple[str, ...], attributions: bool, mentions: bool, **options: Any
) -> None:
    """Read files or folders (or standard input) and write what was said, one JSON object a line.

    An input that cannot be read becomes {"id": …, "error": …}; the others are read, and the exit code is 1.
    """
    say_waiting(paths)
    failed = 0
    out = binary_stdout()
    visible = sys.stdout.isatty()
    for item in annotator(options, attributions=attributions, mentions=mentions).run(paths):
        if isinstance(item, Problem):
            failed += 1
            line = dumps(problem_to_json(item))
            if not visible:
                complain(item.line())
        else:
            line = dumps(annotated_to_json(item, attributions=attributions, mentions=mentions))
        out.write(line.encode() + b"\n")
        out.flush()
    if failed:
        complain(f"{count(failed, 'input')} could not be read")
        context.exit(1)
