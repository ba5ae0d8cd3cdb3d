"""A record that can only be read: what answers what is told as it was last worked out, and that this may be old."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.record.affairs import affair
from tests.web.looking.pages import main, page_of, words
from verbale.examples import REGISTRY
from verbale.record import Record, database
from verbale.web import urls
from verbale.web.app import create_app
from verbale.web.room import RoomOptions

OLD = "may be out of date"


@pytest.fixture
def unsettled(tmp_path: Path) -> Path:
    """A record of which half was settled."""
    path = tmp_path / "affairs.db"
    articles = [*affair("export-lists"), *affair("border-shooting")]
    with Record.open(path) as record:
        for one in articles[: len(articles) // 2]:
            record.add(one)
        record.settle()
        for one in articles[len(articles) // 2 :]:
            record.add(one)
    return path


@pytest.fixture
def room(unsettled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    prepare = database._prepare

    def only_read(connection: sqlite3.Connection) -> None:
        prepare(connection)
        connection.execute("PRAGMA query_only = ON")

    monkeypatch.setattr(database, "_prepare", only_read)
    with TestClient(create_app(unsettled, RoomOptions(registry=(REGISTRY,)))) as client:
        yield client


def test_pages_are_answered_and_say_so(room: TestClient, unsettled: Path) -> None:
    with Record.open(unsettled) as record:
        row = record._connection.execute("SELECT i.id FROM exchanges AS x JOIN items AS i ON i.key = x.response")
        name = str(row.fetchone()[0])
        pairs = _pairs(record)
    addresses = [urls.THREADS, urls.thread_url(name), urls.item_url(name), urls.dyad_url(*pairs[0])]
    for address in (*addresses, urls.dossier_url({"country": list(pairs[0])})):
        assert OLD in words(main(page_of(room, address))), address


def _pairs(record: Record) -> list[tuple[str, str]]:
    return [
        (str(one.statement.speaker.country), about)
        for one in record.statements()
        for about in one.statement.about
        if one.statement.speaker.country not in (None, about)
    ]


def test_the_interface_is_answered_and_says_so(room: TestClient) -> None:
    for path in ("exchanges", "threads"):
        answer = room.get(urls.api_url(path))
        assert answer.status_code == 200
        assert answer.json()["settled"] is False


def test_a_record_that_is_settled_says_nothing(
    room: TestClient, unsettled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with Record.open(unsettled) as record:
        record.settle()
    assert OLD not in words(main(page_of(room, urls.THREADS)))
    assert room.get(urls.api_url("threads")).json()["settled"] is True
