"""The records of the reading room's tests, and dossiers of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.conftest import hostile, river, rooms  # noqa: F401 (fixtures)
from verbale.dossier.gather import gather
from verbale.dossier.model import Caps, Dossier, Wanted
from verbale.record.store import Record

Make = Callable[..., Dossier]
NAMES = {"XVA": "Valdoria", "XKE": "Kestria"}


@pytest.fixture(scope="session")
def make() -> Make:
    def made(path: Path, wanted: Wanted, caps: Caps | None = None) -> Dossier:
        with Record.open(path, create=False) as record:
            return gather(record, wanted, lambda code: NAMES.get(code, code), caps)

    return made


@pytest.fixture(scope="session")
def dossier(make: Make, river: Path) -> Dossier:  # noqa: F811
    return make(river, Wanted(("XKE", "XVA")))
