"""Readers of a reading room, for the load tool locust (which is not among Verbale's own dependencies).

    python -m benchmarks.room_addresses FILE FOLDER --host http://127.0.0.1:8000
    verbale serve --record FILE &
    ADDRESSES=FOLDER locust -f benchmarks/room_load.py --headless -u 1 -t 45s --only-summary -H http://127.0.0.1:8000

Each reader asks for one page after the other: four searches to one statement and one article.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from locust import HttpUser, constant, task

_FOLDER = Path(os.environ.get("ADDRESSES", "."))
_CHANCE = random.Random(3)


def _paths(name: str) -> list[str]:
    found = (urlsplit(line) for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())
    return [f"{one.path}?{one.query}" if one.query else one.path for one in found]


class Reader(HttpUser):
    """Somebody who never waits."""

    wait_time = constant(0)
    pages: ClassVar[dict[str, list[str]]] = {name: _paths(name) for name in ("search", "statement", "article")}

    @task(4)
    def search(self) -> None:
        """Search, with all facets."""
        self.client.get(_CHANCE.choice(self.pages["search"]), name="search")

    @task(1)
    def statement(self) -> None:
        """Open a statement by its address."""
        self.client.get(_CHANCE.choice(self.pages["statement"]), name="statement")

    @task(1)
    def article(self) -> None:
        """Open an article by its address."""
        self.client.get(_CHANCE.choice(self.pages["article"]), name="article")
