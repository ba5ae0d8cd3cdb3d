"""The list of events: what it is narrowed by, the counts beside it, its pages and files, and what helps when empty."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import HOSTILE, Rooms
from tests.web.looking.pages import link_called, links, main, number_in, page_of, words
from verbale.record.model import EventFilters
from verbale.record.pages import all_events
from verbale.record.store import Record
from verbale.web import urls

PARAMETERS = ("actor", "recipient", "type", "status", "subtype", "outlet", "article", "since", "until", "page", "size")


def _found(affairs: Path, **filters: tuple[str, ...]) -> list[str]:
    with Record.open(affairs, create=False) as record:
        return [one.id for one in all_events(record, EventFilters(**filters))]  # type: ignore[arg-type]


def _shown(tree: object) -> list[str]:
    return [one for one in links(main(tree)) if one.startswith("/event/")]


def test_all_events_page_by_page(room: TestClient, affairs: Path) -> None:
    wanted = [urls.event_url(one) for one in _found(affairs)]
    address, seen = "/events?size=9", list[str]()
    for _ in range(100):
        tree = page_of(room, address)
        assert number_in(words(tree.get_element_by_id("found-title"))) == len(wanted)
        seen += _shown(tree)
        following = tree.xpath("//a[@rel='next']/@href")
        if not following:
            break
        address = following[0]
        assert "size=9" in address
    assert seen == wanted
    assert tree.xpath("//a[@rel='prev']/@href")
    beyond = page_of(room, "/events?size=9&page=999")
    assert link_called(main(beyond), "page ") == address


def test_each_thing_can_be_taken_away(room: TestClient) -> None:
    tree = page_of(room, "/events?actor=Valdoria&type=sanction&type=AID&status=occurred&since=2020&page=1&size=5")
    (taken,) = tree.find_class("taken")
    assert "by Valdoria" in words(taken)
    assert "type=AID" not in link_called(taken, "of type AID")
    assert "type=SANCTION" in link_called(taken, "of type AID")
    assert "since" not in link_called(taken, "since 2020")
    assert "actor=XVA" in link_called(taken, "since 2020")
    assert "size=5" in link_called(taken, "by Valdoria")
    assert link_called(taken, "Take all away") == "/events"
    assert "Events by Valdoria of type SANCTION or AID" in words(tree.find(".//h1"))


def test_a_count_finds_as_many_as_it_says(room: TestClient) -> None:
    tree = page_of(room, "/events?actor=XVA")
    seen = set[str]()
    for section in tree.find_class("facets")[0].iter("section"):
        row = next(one for one in section.iter("li") if not one.get("class"))
        count = number_in(words(row.find_class("figure")[0]))
        found = page_of(room, row.find(".//a").get("href"))
        assert number_in(words(found.get_element_by_id("found-title"))) == count
        seen.add(section.get("aria-labelledby"))
    assert {"by-actor", "by-recipient", "by-type", "by-status", "by-year"} <= seen
    chosen = tree.xpath("//li[@class='chosen']//a/@href")
    assert chosen == ["/events"]


def test_the_form_asks_for_the_same_again(room: TestClient) -> None:
    tree = page_of(room, "/events?actor=XVA&recipient=XIL&type=SANCTION&outlet=Meridian+Wire&since=2020")
    (form,) = [one for one in main(tree).iter("form") if one.get("action") == "/events"]
    given = {name: value for name, value in form.form_values() if value}
    assert given == {
        "actor": "Valdoria",
        "recipient": "Ilmaria",
        "type": "SANCTION",
        "outlet": "Meridian Wire",
        "since": "2020",
    }
    again = page_of(room, f"/events?{'&'.join(f'{name}={quote(value)}' for name, value in given.items())}")
    assert _shown(again) == _shown(tree)
    both = page_of(room, "/events?actor=Valdoria,+XIL")
    assert "by Valdoria or Ilmaria" in words(both.find(".//h1"))


def test_an_empty_list_tells_what_to_take_away(room: TestClient, affairs: Path) -> None:
    tree = page_of(room, "/events?actor=XVA&outlet=No+Such+Outlet")
    assert "Nothing found" in words(main(tree))
    (empty,) = tree.find_class("empty")
    assert link_called(empty, "No Such Outlet") == "/events?actor=XVA"
    assert number_in(words(empty.find(".//li"))) == len(_found(affairs, actor=("XVA",)))
    alone = page_of(room, "/events?type=NOTHING")
    assert link_called(alone.find_class("empty")[0], "All") == "/events"


@pytest.mark.parametrize("ending", ["", ".csv", ".atom"])
@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("since=soon", 400, "soon"),
        ("until=2031-13", 400, "2031-13"),
        ("since=2031/2032", 400, "2031/2032"),
        ("since=2030&until=2020", 400, "before it begins"),
        ("page=0", 400, "page"),
        ("size=1000", 400, "size"),
        ("actor=Nowhereland", 404, "Nowhereland"),
    ],
)
def test_what_cannot_be_read_is_told(room: TestClient, query: str, status: int, told: str, ending: str) -> None:
    answer = room.get(f"/events{ending}?{query}")
    assert answer.status_code == status
    assert told in answer.text


def test_a_mistyped_state_is_offered_with_the_rest_of_the_list(room: TestClient) -> None:
    tree = page_of(room, "/events?actor=Valdorria&type=AID", 404)
    assert "/events?actor=XVA&type=AID" in [
        one.replace("type=AID&actor=XVA", "actor=XVA&type=AID") for one in links(main(tree))
    ]


@pytest.mark.parametrize("name", PARAMETERS)
def test_nothing_in_an_address_is_run(rooms: Rooms, hostile: Path, name: str) -> None:
    room = rooms(hostile)
    for value in (
        HOSTILE,
        "\x00",
        "%",
        "'; DROP TABLE events; --",
        "\ud800".encode("utf-8", "surrogatepass"),
        "9" * 400,
    ):
        answer = room.get("/events", params={name: value})
        assert answer.status_code in (200, 400, 404), value
        for tag in ("<script>alert", "<img src=x"):
            assert tag not in answer.text
        assert room.get("/events.atom", params={name: value}).status_code in (200, 400, 404), value
    assert not feedparser.parse(room.get("/events.atom").content).bozo
    plain = room.get("/events").text
    assert "<script>alert" not in plain
    assert "1 event" in plain


def test_files_hold_all_that_is_listed(room: TestClient, affairs: Path) -> None:
    wanted = _found(affairs, type=("SANCTION",))
    tree = page_of(room, "/events?type=SANCTION&page=2")
    assert "/events.csv?type=SANCTION" in links(tree)
    answer = room.get("/events.csv?type=SANCTION&page=2&size=3")
    assert answer.headers["content-disposition"].startswith('attachment; filename="affairs-events-')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == wanted
    assert {row["type"] for row in rows} == {"SANCTION"}
    assert rows[0]["list_query"] == "Events of type SANCTION"
    assert rows[0]["list_address"] == "http://testserver/events?type=SANCTION"
    assert rows[0]["list_total"] == str(len(wanted))
    lines = [json.loads(line) for line in room.get("/events.jsonl?type=SANCTION").text.splitlines()]
    assert [one["id"] for one in lines] == wanted
    assert lines[0]["evidence"]
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(room.get("/events.parquet?type=SANCTION").content))
    assert table.column("id").to_pylist() == wanted
    assert {"/events.csv?type=AID", "/events.atom?type=AID"} <= set(links(page_of(room, "/events.xls?type=AID", 404)))


def test_the_page_links_its_files_and_its_feed(room: TestClient) -> None:
    for address in ("/events?type=SANCTION&page=2&size=5", "/events?type=sanction&type=SANCTION"):
        tree = page_of(room, address)
        for ending in ("csv", "jsonl", "parquet", "atom"):
            assert f"/events.{ending}?type=SANCTION" in links(main(tree))
        assert tree.xpath("//link[@rel='alternate']/@href") == ["/events.atom?type=SANCTION"]
        (told,) = tree.xpath("//link[@rel='alternate']/@title")
        assert told == "Events of type SANCTION"
    assert page_of(room, "/events?actor=XVA&outlet=No+Such+Outlet").xpath("//link[@rel='alternate']")


@pytest.mark.parametrize("query", ["", "?actor=Valdoria&status=occurred&page=3&size=2", "?type=SANCTION&since=2020"])
def test_the_feed_has_the_newest_of_the_list(room: TestClient, query: str) -> None:
    answer = room.get(f"/events.atom{query}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    (address,) = [one.href for one in feed.feed.links if one.rel == "alternate"]
    tree = page_of(room, address.removeprefix("http://testserver"))
    assert feed.feed.title == words(tree.find(".//h1"))
    assert number_in(words(tree.get_element_by_id("found-title"))) > 0
    whole = page_of(room, f"{address.removeprefix('http://testserver')}{'&' if '?' in address else '?'}size=50")
    assert [one.link.removeprefix("http://testserver") for one in feed.entries] == _shown(whole)
    (own,) = [one.href for one in feed.feed.links if one.rel == "self"]
    again = feedparser.parse(room.get(own.removeprefix("http://testserver")).content)
    assert [one.id for one in again.entries] == [one.id for one in feed.entries]
    assert again.feed.id == feed.feed.id


def test_a_feed_of_no_event_can_be_kept(room: TestClient) -> None:
    feed = feedparser.parse(room.get("/events.atom?type=AID&outlet=No+Such+Outlet").content)
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.title == "Events of type AID in No Such Outlet"


def test_what_is_not_told_as_a_fact_has_no_day_on_which_it_happened(room: TestClient) -> None:
    planned = page_of(room, "/event/EXPORT-LISTS-05%23e5")
    facts = words(planned.find_class("facts")[0])
    assert "Statusfuture" in facts
    assert "Date1 July 2025" in facts
    assert "Happened" not in facts
    assert "Happened19 June 2025" in words(page_of(room, "/event/EXPORT-LISTS-04%23e1").find_class("facts")[0])


def test_what_is_linked_to_an_event_has_its_status_and_no_more_of_a_day_than_is_told(room: TestClient) -> None:
    tree = page_of(room, "/event/EXPORT-LISTS-04%23e1")
    cards = {one.xpath(".//a[@data-open]/@href")[0]: words(one) for one in main(tree).iterfind(".//li[@data-item]")}
    answer = cards["/event/EXPORT-LISTS-05%23e5"]
    assert answer.startswith("Ilmaria → to Valdoria SANCTION future")
    month = cards["/event/EXPORT-LISTS-08%23e6"]
    assert "historical" in month
    assert "June 2025 ·" in month
    assert "1 June 2025" not in month


def test_a_search_for_events_leads_to_all_that_are_told(room: TestClient, affairs: Path) -> None:
    tree = page_of(room, "/search?country=XVA&about=XIL&type=SANCTION&since=2020")
    (told,) = tree.find_class("told")
    address = link_called(told, "event")
    listed = page_of(room, address)
    assert number_in(words(told)) == number_in(words(listed.get_element_by_id("found-title")))
    assert len(_found(affairs, actor=("XVA",), recipient=("XIL",), type=("SANCTION",))) >= number_in(words(told))
    for address in (
        "/search",
        "/search?country=XVA",
        "/search?type=SANCTION&q=wheat",
        "/search?type=SANCTION&act=reject",
        "/search?outlet=No+Such+Outlet",
    ):
        assert not page_of(room, address).find_class("told"), address


def test_the_interface_for_programs_leads_to_the_same_list(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        one = next(each for each in record.events() if each.event.subtype and each.article.outlet)
    outlet, practice = str(one.article.outlet), str(one.event.subtype)
    found = room.get("/api/events", params={"outlet": outlet, "subtype": practice, "size": 100}).json()
    assert one.id in [each["id"] for each in found["events"]]
    assert {each["subtype"] for each in found["events"]} == {practice}
    assert {each["article"]["outlet"] for each in found["events"]} == {outlet}
    tree = page_of(room, found["url"])
    assert number_in(words(tree.get_element_by_id("found-title"))) == found["total"]
    assert room.get("/api/events?subtype=nothing").status_code == 400
