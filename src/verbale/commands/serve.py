"""``verbale serve``: the record as a reading room in the browser."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale.commands.common import complain, record_option, registry_errors, registry_option
from verbale.errors import MissingExtraError, VerbaleError
from verbale.record.store import Record

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_NEEDED = ("fastapi", "uvicorn", "jinja2", "pygal")
#: Names by which this machine is reached from itself.
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")


@click.command(short_help="Open a record as a reading room in the browser.")
@record_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen at; others see the room."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, too.")
@click.option("--verbose", is_flag=True, help="A line for each request.")
@registry_option
def serve(record_path: Path, host: str, port: int, **options: Any) -> None:
    """Serve a record as web pages: search, countries, speakers, articles with every statement marked.

    The room is read-only and has no password: whoever reaches HOST reads the record. Articles read into the record
    meanwhile appear without starting it anew. Ctrl-C ends it.
    """
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise MissingExtraError(f"serve ({', '.join(missing)})", "web")
    # A record that is not there or is none is told before anything listens; an old one is brought up to date.
    with Record.open(record_path, create=False):
        pass
    from verbale.web.app import create_app
    from verbale.web.room import RoomOptions
    from verbale.web.warming import warm

    with registry_errors(), _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        names = tuple(dict.fromkeys((*_OWN_NAMES, host.strip("[]"))))
        room = RoomOptions(registry=tuple(options["registry"]), hosts=names if _is_own(host) else (), address=address)
        app = create_app(record_path, room)
        app.state.room.registry  # noqa: B018  (a faulty file is told now)
        click.echo(f"Reading room of {record_path}: {address}/")
        click.echo("Ctrl-C ends it.")
        if not _is_own(host):
            complain(f"{host} can be reached from other machines; the room has no password")
        threading.Thread(target=warm, args=(app.state.room,), daemon=True).start()
        if options["open_browser"]:
            click.launch(f"{address}/")
        _run(app, listener, verbose=options["verbose"])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises ``VerbaleError`` where that cannot be had."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise VerbaleError(f"--host {host}: cannot be listened at ({error.strerror}); try 127.0.0.1") from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        raise VerbaleError(
            f"port {port} of {host} cannot be had ({error.strerror}); give another with --port, or 0 for a free one"
        ) from error
    return made


def _run(app: ASGIApp, listener: socket.socket, *, verbose: bool) -> None:
    """Serve until somebody ends it; requests that are being answered then get a moment."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="info" if verbose else "error",
        access_log=verbose,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    # The server ends in order and then passes the interruption on, which is how one ends it.
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    click.echo("\nClosed.")


def _is_own(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _address(host: str, port: int) -> str:
    """What a person types to get there; every address of a machine includes its own."""
    name = host.strip("[]")
    name = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(name, name)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
