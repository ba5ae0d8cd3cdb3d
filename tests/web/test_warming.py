"""What is loaded when the room is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from verbale.record import browse_load, cast_columns, glance
from verbale.record.store import Record
from verbale.web.app import create_app
from verbale.web.room import Room
from verbale.web.warming import warm


def test_the_first_pages_find_all_that_they_keep(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(river)
    browse_load.forget()
    cast_columns.forget()
    warm(app.state.room)
    assert browse_load._HELD
    assert cast_columns._HELD

    def cold(*_: object) -> None:
        raise AssertionError("counted again")

    for name in ("countries", "pairs", "actor_names", "all_actors"):
        monkeypatch.setattr(glance, name, cold)
    monkeypatch.setattr(Record, "counts", cold)
    client = TestClient(app)
    for address in ("/", "/actors", "/search?q=dam"):
        assert client.get(address).status_code == 200


def test_a_record_that_is_not_there_is_left(tmp_path: Path) -> None:
    warm(Room(tmp_path / "nothing.db"))
