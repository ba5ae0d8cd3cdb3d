"""A reading room served as an analyst starts it, and a browser before it that reaches nothing else.

Fixtures live as long as this folder: a browser left open would keep an event loop running under other tests.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.hands import Hand, Keyboard, Mouse
from tests.record.affairs import affair
from verbale.examples import REGISTRY
from verbale.record.store import Record
from verbale.schema import Annotated

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

#: Milliseconds that a page may take: far more than it does, as other programs may hold the machine.
PATIENCE = 15_000


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's own chromium; without it, or without playwright, the tests are skipped."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on this machine; apt-get install chromium")
    with api.sync_playwright() as running:
        one = running.chromium.launch(executable_path=found, headless=True, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture(scope="package")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The room of an affair of invented states, as ``verbale serve`` serves it; without a slash at its end.

    The browser is asked for first: without it no record need be made.
    """
    path = tmp_path_factory.mktemp("browser") / "affair.db"
    with Record.open(path) as record:
        for one in affair("export-lists"):
            record.add(_known(one))
        record.settle()
    command = ["serve", "--record", str(path), "--port", "0", "--registry", str(REGISTRY)]
    process = subprocess.Popen(
        [sys.executable, "-m", "verbale.cli", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, line + process.stdout.read()
        yield line[line.index("http://") :].strip().rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _known(one: Annotated) -> Annotated:
    """With ids of the speakers that have a name."""
    told = []
    for said in one.statements:
        name, country = said.speaker.name, said.speaker.country
        known = f"{(country or 'x').lower()}.{name.lower()}" if name else None
        told.append(replace(said, speaker=replace(said.speaker, id=known, reason="named", confidence=0.9)))
    return replace(one, statements=tuple(told))


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A window of a desk's width that reaches the room alone; what it asked of others and complained of fails."""
    made = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, color_scheme="light")
    made.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    keep_in(made, address, wrong)
    yield made
    made.close()
    assert not wrong


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of it, empty."""
    return context.new_page()


@pytest.fixture(params=[Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def hand(request: pytest.FixtureRequest) -> Hand:
    """With the mouse, and by keyboard alone."""
    used: Hand = request.param
    return used


def keep_in(context: BrowserContext, address: str, wrong: list[str]) -> None:
    """Let nothing out to another host than that of ``address``; write such requests and every complaint to ``wrong``.

    Complaints are what the console calls an error, violations of the policy of content among them, and failed scripts.
    """
    own = urlsplit(address).netloc

    def pass_on(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == own:
            route.continue_()
        else:
            wrong.append(f"asked of another host: {request.url}")
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text}")

    context.route("**/*", pass_on)
    context.on("console", hear)
    context.on("weberror", lambda error: wrong.append(f"script: {error.error}"))
