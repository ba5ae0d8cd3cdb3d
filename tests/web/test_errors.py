"""What is said when something is not there or goes wrong, and what every answer carries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import Rooms
from tests.web.test_pages import links, text_of
from verbale.record import glance
from verbale.record.store import Record
from verbale.web.app import create_app
from verbale.web.guard import HEADERS
from verbale.web.room import RoomOptions


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/article/river-001", "/article/river-01"),
        ("/article/RIVER-01", "/article/river-01"),
        ("/statement/river-01%23s99", "/article/river-01"),
        ("/statement/river-01%23s99", "/statement/river-01%23s5"),
        ("/event/river-1%23e1", "/article/river-01"),
        ("/statement/river-01", "/statement/river-01%23s5"),
        ("/statement/river-1", "/article/river-01"),
        ("/thread/river-1%23s1", "/article/river-01"),
        ("/thread/river-01%23s99", "/statement/river-01%23s5"),
        ("/cite/river-1%23s1.bib", "/article/river-01"),
        ("/actor/xva.ostran", "/actor/xva.ostrane"),
        ("/country/Icelan", "/country/ISL"),
        ("/countrys", "/countries"),
    ],
)
def test_what_is_not_there_names_what_is_near(room: TestClient, address: str, meant: str) -> None:
    answer = room.get(address)
    assert answer.status_code == 404
    assert meant in links(answer.text)


def test_an_error_does_not_name_the_file(room: TestClient, river: Path) -> None:
    assert str(river.parent) not in room.get("/article/nowhere").text


def test_a_page_number_that_is_none(room: TestClient) -> None:
    for page in ("x", "0", "-1", "99999999999"):
        answer = room.get("/new", params={"page": page})
        assert answer.status_code == 400
        assert "page" in text_of(answer.text).lower()


def test_a_record_that_went_away_is_told(rooms: Rooms, tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    Record.open(path).close()
    room = rooms(path)
    path.unlink()
    answer = room.get("/new")
    assert answer.status_code == 503
    assert "no such record" in answer.text
    assert room.get("/help").status_code == 200


def test_a_fault_of_the_program_is_a_page_that_helps(
    rooms: Rooms, river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret of the machine")

    monkeypatch.setattr(glance, "latest_articles", broken)
    answer = rooms(river, failing=False).get("/new")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.text
    assert "secret of the machine" not in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_family_that_cannot_be_loaded_is_an_error(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.web.app.FAMILIES", ("verbale.web.pages.nowhere",))
    with pytest.raises(ModuleNotFoundError):
        create_app(river)


@pytest.mark.parametrize("address", ["/", "/nowhere", "/static/room.css", "/country/xva", "/api/x"])
def test_every_answer_is_guarded(room: TestClient, address: str) -> None:
    answer = room.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "set-cookie" not in answer.headers


def test_pages_load_nothing_from_elsewhere(room: TestClient) -> None:
    for address in ("/", "/article/river-01", "/help"):
        page = room.get(address).text
        loaded = re.findall(r'(?:src|action|data)="([^"]*)"|<link[^>]*href="([^"]*)"', page)
        assert all(one.startswith("/") and not one.startswith("//") for pair in loaded for one in pair if one)
        assert "<style" not in page


def test_a_room_answers_to_its_own_names_only(rooms: Rooms, river: Path) -> None:
    room = rooms(river, RoomOptions(hosts=("localhost", "::1")))
    assert room.get("/help", headers={"host": "localhost:8000"}).status_code == 200
    assert room.get("/help", headers={"host": "[::1]:8000"}).status_code == 200
    refused = room.get("/help", headers={"host": "elsewhere.example"})
    assert refused.status_code == 421
    assert "elsewhere.example" in refused.text


def test_static_files_have_an_address_of_their_content(room: TestClient) -> None:
    page = room.get("/help").text
    (sheet,) = [one for one in links(page) if "room.css" in one]
    assert "?v=" in sheet
    assert room.get(sheet).headers["content-type"].startswith("text/css")
