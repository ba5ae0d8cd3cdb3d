"""What the commands share: options, consoles, plain output, and words for errors."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from verbale.errors import VerbaleError
from verbale.record.dates import precision_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from verbale.annotator import Annotator

Command = TypeVar("Command", bound=Callable[..., Any])

#: Width of tables where no terminal says how wide it is.
PLAIN_WIDTH = 100

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

INPUT_FORMATS = ("auto", "text", "html", "jsonl", "tei", "transcript")


def printable(text: str) -> str:
    """Text without characters that steer a terminal; each becomes U+FFFD, so that offsets stay."""
    return _CONTROLS.sub("\ufffd", text)


def console(*, stderr: bool = False) -> Console:
    """A console that never guesses emoji or markup in texts, and is :data:`PLAIN_WIDTH` wide off a terminal."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        made = Console(stderr=stderr, highlight=False, emoji=False, markup=False, width=PLAIN_WIDTH)
    return made


def emit(out: Console, shown: RenderableType) -> None:
    """Print; off a terminal without the blanks that fill its lines."""
    if out.is_terminal:
        out.print(shown)
        return
    with out.capture() as captured:
        out.print(shown)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def complain(message: str) -> None:
    """One line on standard error; above a progress line, which click's own echo would write into."""
    print(f"verbale: {printable(message)}", file=sys.stderr, flush=True)


def binary_stdout() -> IO[bytes]:
    """Standard output for bytes: always UTF-8, whatever the locale."""
    return sys.stdout.buffer


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Check an option that takes a date."""
    if value is not None and precision_of(value) not in {"day", "month", "year"}:
        raise click.BadParameter(f"{value!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return value


def record_option(command: Command) -> Command:
    """``--record FILE``, required."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("--record", "record_path", type=path, required=True, metavar="FILE", help="The record.")(
        command
    )


def registry_option(command: Command) -> Command:
    """``--registry FILE``, repeatable."""
    return click.option(
        "--registry",
        type=click.Path(path_type=Path, exists=True),
        multiple=True,
        metavar="FILE",
        help="Your own states, institutions and persons (YAML), beside those that ship; may be given again.",
    )(command)


def reading_options(command: Command) -> Command:
    """The options of the commands that read articles."""
    options = (
        click.option("--published", callback=day, metavar="DATE", help="Publication date of all inputs."),
        click.option(
            "--input-format",
            type=click.Choice(INPUT_FORMATS),
            default="auto",
            show_default=True,
            help="Format of the inputs.",
        ),
        click.option(
            "--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Worker processes."
        ),
        registry_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def annotator(options: dict[str, Any], *, attributions: bool = False, mentions: bool = False) -> Annotator:
    """The reader that a command's options ask for."""
    from verbale.annotator import AnnotateOptions, Annotator

    made = Annotator(
        AnnotateOptions(
            published=options["published"],
            input_format=options["input_format"],
            registry=tuple(options["registry"]),
            attributions=attributions,
            mentions=mentions,
            jobs=options["jobs"],
        )
    )
    if options["registry"]:
        # A faulty file of the user's is told before anything is read.
        with registry_errors():
            made.registry  # noqa: B018
    return made


@contextmanager
def registry_errors() -> Iterator[None]:
    """Turn what is wrong with a user's registry file into an error in one line."""
    from verbale.actors.registry.load import RegistryError

    try:
        yield
    except RegistryError as error:
        raise VerbaleError(str(error)) from error


def say_waiting(paths: tuple[str, ...]) -> None:
    """Tell a person at a terminal that the program waits for input."""
    if (not paths or "-" in paths) and sys.stdin is not None and sys.stdin.isatty():
        complain("reading from standard input; end it with Ctrl-D")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 article``, ``1,204 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
