"""The interface for programs: what it answers, that it leads to pages, and what it says when asked wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.docs.pages import read
from tests.web.api_examples import REQUESTS
from tests.web.api_room import border_room
from verbale.record.store import Record
from verbale.serialize import annotated_to_json
from verbale.web.api import listing, models, openapi
from verbale.web.api.application import create_api
from verbale.web.app import create_app
from verbale.web.room import Room

DOCUMENT = openapi.document(create_api(Room(Path("none"))))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api") / "border.db"


@pytest.fixture(scope="module")
def app(place: Path) -> FastAPI:
    return border_room(place)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> TestClient:
    return TestClient(app, follow_redirects=False)


def get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(value: Any) -> Iterator[str]:
    """The pages of the room that an answer leads to; the ``url`` of an article is the article's own."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("url", "response_url", "to_url") and "published" not in value:
                yield one
            yield from pages(one)
    elif isinstance(value, list):
        for one in value:
            yield from pages(one)


def test_every_route_has_an_example() -> None:
    assert {path.removeprefix("/api") for path in DOCUMENT["paths"]} == set(REQUESTS) == set(openapi.examples())


@pytest.mark.parametrize("path", REQUESTS)
def test_every_answer_leads_to_pages(client: TestClient, path: str) -> None:
    found = get(client, REQUESTS[path])
    assert found["url"].startswith("/")
    for page in dict.fromkeys(pages(found)):
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("path", REQUESTS)
def test_examples_are_as_answers_are(client: TestClient, path: str) -> None:
    """The same fields; what a list holds is compared where it holds something."""
    shown, found = openapi.examples()[path], get(client, REQUESTS[path])
    assert set(shown) == set(found)
    for name, one in shown.items():
        if isinstance(one, list) and one and isinstance(one[0], dict) and found[name]:
            assert set(one[0]) == set(found[name][0])
        elif isinstance(one, dict) and name in ("statement", "event", "article", "country"):
            assert set(one) - {"turns"} == set(found[name]) - {"turns"}


def test_models_mirror_what_is_exported(client: TestClient, place: Path) -> None:
    found = get(client, "/articles/BORDER-SHOOTING-03")
    with Record.open(place) as record:
        row = annotated_to_json(record.article("BORDER-SHOOTING-03"))
    added = {"url", "article", "quote", "decided"}
    assert set(found["statements"][0]) == set(row["statements"][0]) | added
    assert set(found["events"][0]) == set(row["events"][0]) | added
    left_out = {"statements", "events", "exchanges", "model", "turns"}
    assert {name: one for name, one in found["article"].items() if name != "turns"} == {
        name: one for name, one in row.items() if name not in left_out
    }
    assert found["statements"][2]["speaker"] == row["statements"][2]["speaker"]


def test_search_understands_and_narrows(client: TestClient) -> None:
    found = get(client, "/search?q=Kestria+accuses+on+borders&since=2026-11-09&order=oldest&size=2")
    assert found["query"]["country"] == ["XKE"]
    assert found["query"]["act"] == ["accuse"]
    assert {one["field"] for one in found["understood"]} >= {"country", "act", "topic"}
    assert all(one["act"] == "accuse" for one in found["statements"])
    assert found["facets"]["act"]
    assert found["pages"] == -(-found["total"] // 2)
    following = client.get(found["next"]).json()
    assert following["page"] == 2
    assert client.get(following["previous"]).json()["statements"] == found["statements"]
    assert not {one["id"] for one in following["statements"]} & {one["id"] for one in found["statements"]}


def test_words_are_taken_as_they_are(client: TestClient) -> None:
    found = get(client, "/search?words=Kestria&facets=0")
    assert found["query"] == {"words": "Kestria"}
    assert not found["facets"]
    assert get(client, "/search?topic=BORDERS&type=accuse")["query"] == {"topic": ["borders"], "type": ["ACCUSE"]}
    assert get(client, "/search?country=xke")["query"] == {"country": ["XKE"]}


def test_pages_of_events_go_back_in_time(client: TestClient) -> None:
    every = get(client, "/events?size=100")
    dates = [one["date"]["date"] or "" for one in every["events"] if one["date"]["date"]]
    assert dates == sorted(dates, reverse=True)
    one_by_one = [get(client, f"/events?size=3&page={number}")["events"] for number in range(1, 4)]
    assert [one["id"] for some in one_by_one for one in some] == [one["id"] for one in every["events"][:9]]
    assert every["total"] == len(every["events"]) == get(client, "/counts")["events"]


def test_decisions_are_shown(client: TestClient) -> None:
    assert get(client, "/statements/BORDER-SHOOTING-03%23s3")["decisions"][0]["who"] == "A. Reader"
    assert get(client, "/events/BORDER-SHOOTING-01%23e1")["decisions"][0]["field"] == "date"
    done = [one for one in get(client, "/events?size=100")["events"] if one["statement"]]
    assert get(client, f"/statements/{done[0]['statement'].replace('#', '%23')}")["events"][0]["id"] == done[0]["id"]


def test_a_ledger_is_in_order_of_time(client: TestClient) -> None:
    found = get(client, "/dyads/xke/XTV?size=100")
    days = [one["date"] for one in found["ledger"] if one["date"]]
    assert days == sorted(days)
    assert {one["month"] for one in found["months"]} >= {"2026-11"}
    later = get(client, "/dyads/XKE/XTV?since=2026-11-12&size=100")
    assert 0 < later["total"] < found["total"]


def test_positions_and_verify(client: TestClient) -> None:
    listed = get(client, "/positions?government=XTV&topic=borders")["positions"]
    whole = client.get(listed[0]["whole"]).json()
    assert len(whole["entries"]) == listed[0]["entries"]
    assert get(client, "/positions?shifts=true")["total"] <= get(client, "/positions")["total"]
    assert get(client, "/verify?quote=I+know+of+no+hammers.&speaker=Tholl")["verdict"] == "exact"
    assert get(client, "/verify?quote=cheese+and+nothing+but+cheese")["verdict"] == "absent"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/search?since=2024-13", 400, "YYYY-MM-DD"),
        ("/search?since=2024&until=2023-05", 400, "exchange the two"),
        ("/search?contry=XKE", 400, "contry"),
        ("/search?country=Kestria", 400, "XKE"),
        ("/search?topic=border", 400, "did you mean borders"),
        ("/search?act=shout", 400, "accuse"),
        ("/search?type=WAR", 400, "ASSAULT"),
        ("/search?status=maybe", 400, "historical"),
        ("/search?order=random", 400, "order"),
        ("/search?page=0", 400, "page"),
        ("/search?page=99", 404, "after the last"),
        ("/search?size=101", 400, "100"),
        ("/search?q=" + "a" * 501, 400, "500"),
        ("/search?" + "outlet=a&" * 51, 400, "50"),
        ("/events?until=soon", 400, "soon"),
        ("/articles/nowhere", 404, "nowhere"),
        ("/statements/BORDER-SHOOTING-03%23s99", 404, "s3"),
        ("/events/BORDER-SHOOTING-03%23e99", 404, "e1"),
        ("/actors/xke.tovash", 404, "xke.tovasch"),
        ("/countries/QQQ", 404, "QQQ"),
        ("/dyads/XKE/XKE", 400, "two governments"),
        ("/dyads/XKE/QQQ", 404, "QQQ"),
        ("/positions/XTV/XKE/space", 404, "space"),
        ("/positions/XTV/XKE/cheese", 400, "cheese"),
        ("/positions?government=XKE&about=xke", 400, "two governments"),
        ("/exchanges?between=a&between=b&between=c", 400, "2"),
        ("/threads/zz", 404, "ARTICLE#s1"),
        ("/verify", 400, "quote"),
        ("/verify?quote=%3F", 400, "no word"),
        ("/nowhere", 404, "/api/docs"),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, place: Path, path: str, status: int, told: str) -> None:
    answer = client.get(f"/api{path}")
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in problem["detail"]
    assert problem["title"]
    assert problem["type"].startswith("/api/docs#")
    assert str(place) not in answer.text
    assert bool(problem["errors"]) == (status == 400)


def test_only_get(client: TestClient) -> None:
    answer = client.post("/api/search")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_a_name_is_told_its_code(client: TestClient) -> None:
    near = client.get("/api/search?country=Kestria").json()["near"]
    assert near[0]["value"] == "XKE"
    assert near[0]["url"] == "/country/XKE"


def test_a_fault_is_told_and_is_no_page(place: Path, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Record, "actor", broken)
    answer = TestClient(app, raise_server_exceptions=False).get("/api/actors/x")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "boom" not in answer.text


def test_a_record_that_went_away(tmp_path: Path) -> None:
    gone = TestClient(create_app(tmp_path / "gone.db"))
    answer = gone.get("/api/counts")
    assert answer.status_code == 503
    assert answer.json()["status"] == 503


def test_an_empty_record(tmp_path: Path) -> None:
    Record.open(tmp_path / "empty.db").close()
    empty = TestClient(create_app(tmp_path / "empty.db"))
    for path in ("search", "events", "actors", "countries", "dyads", "positions", "exchanges", "threads", "new"):
        found = get(empty, f"/{path}")
        assert found["total"] == found["pages"] == 0
    assert get(empty, "/search?q=anything")["statements"] == []


def test_the_description(client: TestClient) -> None:
    found = get(client, "/openapi.json")
    assert found == DOCUMENT
    assert found["openapi"].startswith("3.1")
    operations = [one["get"] for one in found["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert one["summary"]
        assert one["description"]
        assert set(one["responses"]) >= {"200", "400", "404", "503"}
        assert "example" in one["responses"]["200"]["content"]["application/json"]
        assert all(parameter.get("description") for parameter in one.get("parameters", ()))


def test_every_field_is_described() -> None:
    for shape in listing.shapes(DOCUMENT):
        assert shape.text, shape.name
        for row in shape.rows:
            assert row.text or row.type in {one.name for one in listing.shapes(DOCUMENT)} or " of " in row.type, (
                f"{shape.name}.{row.name}"
            )


def test_the_listing_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "style=" not in page.text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    for path in DOCUMENT["paths"]:
        assert path in page.text
    targets = set(re.findall(r'href="#([^"]+)"', page.text)) - {"main"}
    assert targets <= set(re.findall(r'id="([^"]+)"', page.text))
    assert client.get("/api/").headers["location"] == "/api/docs"


def test_the_documentation_has_every_route_parameter_and_field() -> None:
    text = read("reference/api.md")
    sections = {part.partition("\n")[0].strip(): part for part in re.split(r"^#{2,3} ", text, flags=re.M)}
    for route in listing.routes(DOCUMENT):
        section = sections[f"`GET {route.path}`"]
        documented = re.findall(r"^\| `(\w+)`", section, re.M)
        assert documented == [row.name for row in route.rows], route.path
        assert route.answer in section
    data = read("reference/data.md")
    for shape in listing.shapes(DOCUMENT):
        section = sections[shape.name]
        if hasattr(models, shape.name) and "data.md" in section:
            assert all(f"`{row.name}`" in data + section for row in shape.rows), shape.name
        else:
            assert re.findall(r"^\| `(\w+)`", section, re.M) == [row.name for row in shape.rows], shape.name
    assert set(re.findall(r"`GET (/api/[^`]*)`", text)) == set(DOCUMENT["paths"])
