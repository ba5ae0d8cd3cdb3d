"""``verbale mcp``: the record for language models, over standard input and output."""

from __future__ import annotations

import contextlib
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from verbale.commands.common import complain, record_option, registry_errors, registry_option
from verbale.errors import MissingExtraError


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise click.BadParameter(f"{value!r} is no address; write one such as http://127.0.0.1:8000")
    return value


@click.command(short_help="Let a language model read a record (MCP).")
@record_option
@click.option(
    "--address",
    default="",
    callback=_address,
    metavar="URL",
    help="Of verbale serve with the same record: answers then link to its pages.",
)
@registry_option
def mcp(record_path: Path, address: str, registry: tuple[Path, ...]) -> None:
    """Serve a record to a language model's program over the Model Context Protocol (standard input and output).

    The program starts this command itself; its tools search, read and check what the record holds, and change nothing.
    """
    if find_spec("mcp") is None:
        raise MissingExtraError("mcp", "mcp")
    from verbale.mcp_server import McpOptions, make_server

    with registry_errors():
        server = make_server(record_path, McpOptions(tuple(registry), address))
    if sys.stdin.isatty():
        complain("waiting for a program that speaks MCP on standard input; Ctrl-C ends it")
    with contextlib.suppress(KeyboardInterrupt):
        server.run("stdio")
