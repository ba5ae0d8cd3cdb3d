"""The command line: a thin group over :mod:`verbale.commands`.

Exit codes: 0 all well, 1 some input failed or the record could not be used, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

import click

from verbale import __version__
from verbale.commands.actors import actors
from verbale.commands.annotate import annotate
from verbale.commands.common import complain
from verbale.commands.demo import demo
from verbale.commands.dossier import dossier
from verbale.commands.exchanges import exchanges
from verbale.commands.export import export
from verbale.commands.identity import merge, split
from verbale.commands.mcp import mcp
from verbale.commands.positions import positions
from verbale.commands.read import read
from verbale.commands.relate import relate
from verbale.commands.relations import relations
from verbale.commands.search import search
from verbale.commands.serve import serve
from verbale.commands.show import show
from verbale.commands.verify import verify
from verbale.errors import VerbaleError


class _Group(click.Group):
    """A group that puts errors in one line, and is quiet when its reader leaves."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except VerbaleError as error:
            complain(str(error))
            context.exit(1)
        except KeyboardInterrupt:
            complain("interrupted; what was finished is kept")
            context.exit(130)
        except BrokenPipeError:
            _forget_stdout()
            context.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="verbale %(version)s")
def main() -> None:
    """Keep a sourced record of what governments said about one another, from the news.

    Start with: verbale demo
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


for _command in (
    annotate,
    relate,
    read,
    search,
    verify,
    show,
    exchanges,
    positions,
    relations,
    dossier,
    serve,
    mcp,
    export,
    actors,
    merge,
    split,
    demo,
):
    main.add_command(_command)


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere instead of failing."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main(prog_name="verbale")
