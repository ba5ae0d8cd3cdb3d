"""The pages: what they show, that every address leads on, and that nothing in a text is run."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html as lxml_html

from tests.web.conftest import HOSTILE, LONG, STRANGE_ID, Rooms
from verbale.record.store import Record
from verbale.web import urls
from verbale.web.room import RoomOptions

#: Families of addresses that these pages answer themselves.
OWN = ("/article/", "/statement/", "/event/", "/actor/", "/country/", "/actors", "/countries", "/new", "/help")


def text_of(page: str) -> str:
    """A page's words."""
    return " ".join(lxml_html.fromstring(page).text_content().split())


def links(page: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'href="([^"]*)"', page)}


def test_the_front_room_counts_and_leads_on(room: TestClient) -> None:
    page = room.get("/").text
    assert "statements and" in page
    assert urls.country_url("XVA") in links(page)
    assert any(one.startswith("/dyad/XKE/XVA") for one in links(page))


def test_every_link_of_these_pages_leads_somewhere(room: TestClient) -> None:
    waiting, seen = ["/"], set[str]()
    while waiting:
        address = waiting.pop()
        answer = room.get(address)
        assert answer.status_code in (200, 302), address
        for one in links(answer.text):
            path = one.partition("#")[0]
            if path not in seen and (path.startswith(OWN) or path == "/"):
                seen.add(path)
                waiting.append(path)
    assert len(seen) > 60


def test_an_article_is_shown_whole_with_its_marks(room: TestClient, river: Path) -> None:
    with Record.open(river, create=False) as record:
        annotated = next(record.article(article.id) for article in record.articles())
    article = annotated.article
    page = room.get(urls.article_url(article.id)).text
    (sheet,) = lxml_html.fromstring(page).find_class("sheet")
    for margin in sheet.find_class("margin"):
        margin.getparent().remove(margin)
    assert sheet.text_content().split() == article.text.split()
    for one in annotated.statements:
        assert f'id="{one.id}"' in page
        assert urls.statement_url(f"{article.id}#{one.id}") in links(page)
    assert 'class="text boilerplate"' in page
    assert page.count("<h1") == 1


def test_what_was_asked_for_is_picked_out(room: TestClient) -> None:
    plain, shown = room.get("/article/river-01").text, room.get("/article/river-01?show=s5").text
    assert " shown" not in plain
    assert " shown" in shown
    assert room.get("/article/river-01?show=s77").status_code == 404


def test_a_statement_alone_and_in_its_paragraphs(room: TestClient, river: Path) -> None:
    with Record.open(river, create=False) as record:
        one = next(found for found in record.statements() if found.decided)
    page = room.get(urls.statement_url(one.id)).text
    assert " ".join(one.quote.split()) in text_of(page)
    assert "it says that it is not so" in page
    assert "reviewed" in page
    assert urls.article_url(one.article.id, one.statement.id) in links(page)
    assert urls.thread_url(one.id) in links(page)
    assert urls.cite_url(one.id, "bib") in links(page)


def test_a_statement_names_who_else_reports_it_and_what_answers(room: TestClient, river: Path) -> None:
    with Record.open(river, create=False) as record:
        exchanges = record.exchanges()
        pages = [room.get(urls.item_url(one.response.id)).text for one in exchanges]
        known = {one.to.id for one in exchanges}
    assert exchanges
    assert any(urls.item_url(name) in links(page) for page in pages for name in known)
    assert any("Also reported" in page for page in pages)


def test_an_event_with_what_it_is_and_who_did_it_by_saying(room: TestClient) -> None:
    page = room.get("/event/river-01%23e99").text
    assert "ACCUSE" in page
    assert "verbal conflict" in page
    assert "Done by saying" in page
    assert "\u22123.0" in page


def test_an_actor_with_offices_and_of_whom(room: TestClient) -> None:
    page = text_of(room.get("/actor/xva.ostrane").text)
    assert "foreign minister" in page
    assert "Of whom" in page
    assert "statement" in page


def test_actors_are_found_by_name_office_and_state(room: TestClient) -> None:
    for words in ("OSTRANE", "foreign minister", "xva"):
        assert "/actor/xva.ostrane" in links(room.get("/actors", params={"q": words}).text)
    nobody = room.get("/actors", params={"q": "nobody of this name"})
    assert nobody.status_code == 200
    assert "No speaker" in nobody.text


def test_a_merged_actor_leads_on_and_a_split_one_names_both(rooms: Rooms, river: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(river.read_bytes())
    with Record.open(copy, create=False) as record:
        record.merge_actors("xke.orlu", "xke.ilvane", who="A. Reader", why="a trial")
        some = [one.id for one in record.statements() if one.statement.speaker.id == "xva.ostrane"][:1]
        record.split_actor("xva.ostrane", "xva.other", some, who="A. Reader", why="another one")
    room = rooms(copy)
    merged = room.get("/actor/xke.orlu")
    assert (merged.status_code, merged.headers["location"]) == (302, "/actor/xke.ilvane")
    split = room.get("/actor/xva.ostrane").text
    assert "/actor/xva.other" in links(split)
    assert "another one" in split


def test_a_country_by_code_in_any_letters_or_by_name(rooms: Rooms, room: TestClient) -> None:
    assert room.get("/country/XVA").status_code == 200
    assert room.get("/country/xva").headers["location"] == "/country/XVA"
    assert room.get("/country/Iceland").headers["location"] == "/country/ISL"
    empty = room.get("/country/ISL")
    assert empty.status_code == 200
    assert "nothing of Iceland" in text_of(empty.text)


def test_names_of_ones_own_states(rooms: Rooms, river: Path, tmp_path: Path) -> None:
    registry = tmp_path / "own.yaml"
    registry.write_text("states:\n- {code: XVA, name: Valdoria, adjectives: [Valdorian]}\n", encoding="utf-8")
    room = rooms(river, RoomOptions(registry=(registry,)))
    assert "Valdoria" in room.get("/countries").text
    assert room.get("/country/valdoria").headers["location"] == "/country/XVA"


def test_events_of_a_country_page_by_page(room: TestClient) -> None:
    page = room.get("/country/XVA").text
    assert "events, the newest first" in page
    days = re.findall(r'<article class="card event.*?datetime="([\d-]+)', page, re.DOTALL)
    assert days == sorted(days, reverse=True)


def test_what_is_new_page_by_page(room: TestClient) -> None:
    first, after = room.get("/new").text, room.get("/new?page=50").text
    assert "/article/" in first
    assert "lost.html" in first
    assert "no page 50" in text_of(after)


def test_an_empty_record_says_how_to_begin(rooms: Rooms, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    Record.open(path).close()
    room = rooms(path)
    assert f"verbale read PATH … --record {path}" in text_of(room.get("/").text)
    for address in ("/new", "/actors", "/countries", "/help"):
        assert room.get(address).status_code == 200


def test_what_is_read_meanwhile_is_shown(rooms: Rooms, river: Path, tmp_path: Path) -> None:
    path = tmp_path / "growing.db"
    Record.open(path).close()
    room = rooms(path)
    assert "This record is empty" in room.get("/").text
    with Record.open(river, create=False) as whole, Record.open(path) as record:
        record.add(whole.article("river-01"))
    assert "1 article" in room.get("/").text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/new",
        "/actors",
        "/countries",
        urls.actor_url("other"),
        urls.actors_url(HOSTILE),
        urls.article_url(STRANGE_ID),
        urls.article_url(STRANGE_ID, "s2"),
        urls.statement_url(f"{STRANGE_ID}#s1"),
        urls.statement_url(f"{STRANGE_ID}#s2"),
        urls.event_url(f"{STRANGE_ID}#e1"),
        urls.country_url("X<i>"),
        urls.country_url("X\"'<"),
    ],
)
def test_nothing_in_a_text_is_run(rooms: Rooms, hostile: Path, address: str) -> None:
    answer = rooms(hostile).get(address)
    assert answer.status_code == 200
    page = answer.text
    tree = lxml_html.fromstring(page)
    assert [one.get("src") for one in tree.iter("script")] == [one.get("src") for one in tree.xpath("//head/script")]
    assert not list(tree.iter("img", "i"))
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            assert not value.strip().lower().startswith("javascript:")
    assert "\u202e" not in page
    assert "\x07" not in page


def test_errors_do_not_run_what_was_asked_for(rooms: Rooms, hostile: Path) -> None:
    for family in ("article", "statement", "event", "actor", "country", "nowhere"):
        answer = rooms(hostile).get(f"/{family}/{urls.part(HOSTILE + '#s1')}x")
        assert answer.status_code == 404
        tree = lxml_html.fromstring(answer.text)
        assert len(list(tree.iter("script"))) == 1
        assert not list(tree.iter("img"))


def test_a_long_word_is_shown_whole_in_its_article(rooms: Rooms, hostile: Path) -> None:
    assert LONG in rooms(hostile).get(urls.article_url(STRANGE_ID)).text
