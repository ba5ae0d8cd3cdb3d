"""Search: how it was read, what can be taken away, the counts beside it, and what helps when nothing is found."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from fastapi.testclient import TestClient

from tests.web.looking.pages import link_called, links, main, number_in, page_of, words
from verbale.record.browse import Browse
from verbale.record.store import Record


def _asked(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


def test_how_a_question_was_read_stands_above_and_each_part_can_be_taken_away(room: TestClient) -> None:
    tree = page_of(room, "/search?q=Valdoria+on+sanctions+to+Ilmaria+since+2025")
    (taken,) = tree.find_class("taken")
    assert _asked(link_called(taken, "about")) == [("country", "XVA"), ("topic", "sanctions"), ("since", "2025")]
    without = page_of(room, link_called(taken, "since 2025"))
    assert "since" not in words(without.find_class("taken")[0])
    assert "Ilmaria" in words(without.find(".//h1"))


def test_words_that_were_not_understood_are_searched_and_can_be_taken_away(room: TestClient) -> None:
    tree = page_of(room, "/search?q=lathes&country=XVA")
    (taken,) = tree.find_class("taken")
    assert _asked(link_called(taken, "the words lathes")) == [("country", "XVA")]
    assert _asked(link_called(taken, "by Valdoria")) == [("q", "lathes")]
    assert tree.get_element_by_id("find").get("value").split()[0] == "lathes"


def test_an_address_says_more_than_the_words_beside_it(room: TestClient) -> None:
    tree = page_of(room, "/search?q=since+2020&since=2026")
    assert "since 2026" in words(tree.find(".//h1"))
    assert "2020" not in words(tree.find(".//h1"))


def test_what_stands_in_the_box_asks_for_the_same_again(room: TestClient) -> None:
    first = page_of(room, "/search?country=XVA&act=reject&since=2025&q=sanctions")
    typed = first.get_element_by_id("find").get("value")
    again = room.get("/search", params={"q": typed}).text
    assert words(first.get_element_by_id("found-title")) in again


def test_a_facet_finds_as_many_as_it_says(room: TestClient) -> None:
    tree = page_of(room, "/search?country=XVA")
    for heading in ("country", "about", "act", "topic", "year", "outlet", "kind", "speaker"):
        section = tree.get_element_by_id(f"by-{heading}").getparent()
        row = next(one for one in section.iter("li") if not one.get("class"))
        count = number_in(words(row.find_class("figure")[0]))
        found = page_of(room, row.find(".//a").get("href"))
        assert number_in(words(found.get_element_by_id("found-title"))) == count, heading


def test_a_chosen_value_can_be_left_and_another_put_beside_it(room: TestClient) -> None:
    tree = page_of(room, "/search?country=XVA&since=2025&until=2025")
    section = tree.get_element_by_id("by-country").getparent()
    (chosen,) = section.find_class("chosen")
    assert _asked(chosen.find(".//a").get("href")) == [("since", "2025"), ("until", "2025")]
    (also, *_) = section.find_class("or")
    assert next(value for name, value in _asked(also.get("href")) if name == "country") == "XVA"
    (year,) = tree.get_element_by_id("by-year").getparent().find_class("chosen")
    assert _asked(year.find(".//a").get("href")) == [("country", "XVA")]


def test_the_record_and_the_page_count_alike(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        total = record.browse(Browse(act=("reject",), size=1)).total
    tree = page_of(room, "/search?act=reject")
    assert number_in(words(tree.get_element_by_id("found-title"))) == total
    assert len(tree.find_class("card")) == min(20, total)
    for card in tree.find_class("card"):
        assert any(one.startswith("/statement/") for one in links(card))
        assert any(one.startswith("/article/") for one in links(card))


def test_pages_and_sorting(room: TestClient) -> None:
    first, second = page_of(room, "/search?order=oldest"), page_of(room, "/search?order=oldest&page=2")
    assert first.xpath("//a[@rel='next']/@href") == ["/search?order=oldest&page=2"]
    assert second.xpath("//a[@rel='prev']/@href") == ["/search?order=oldest"]
    cards = [links(one)[0] for one in (*first.find_class("card"), *second.find_class("card"))]
    assert len(cards) == 40
    assert _asked(link_called(first, "newest")) == [("order", "newest")]
    assert "best match" not in words(first.find_class("sorts")[0])
    assert "best match" in words(page_of(room, "/search?q=sanctions").find_class("sorts")[0])


def test_where_nothing_is_found_it_says_what_to_take_away(room: TestClient) -> None:
    tree = page_of(room, "/search?q=lathes&country=XVA&act=deny&since=2019&until=2019")
    assert "Nothing found" in words(main(tree))
    (empty,) = tree.find_class("empty")
    assert "Nothing in this record is all of this at once" in words(empty)
    tree = page_of(room, "/search?q=zebra&country=XVA")
    (empty,) = tree.find_class("empty")
    address = link_called(empty, "zebra")
    counted = number_in(words(empty).partition("zebra”:")[2])
    assert number_in(words(page_of(room, address).get_element_by_id("found-title"))) == counted
    assert "/verify?quote=zebra" in links(empty)


def test_what_else_words_can_mean_is_offered(room: TestClient) -> None:
    tree = page_of(room, "/search?q=Valdoria+lathes")
    offers = tree.find_class("offers")
    assert offers
    assert {name for one in links(offers[0]) for name, _ in _asked(one)} & {"country", "about"}


def test_the_form_keeps_what_it_does_not_ask_for(room: TestClient) -> None:
    tree = page_of(room, "/search?country=XVA&topic=sanctions&since=2025&type=ACCUSE")
    (form,) = [one for one in main(tree).iter("form") if one.get("action") == "/search"]
    hidden = {(one.get("name"), one.get("value")) for one in form.xpath(".//input[@type='hidden']")}
    assert hidden == {("country", "XVA"), ("topic", "sanctions")}
    assert form.xpath(".//input[@name='type'][@checked]/@value") == ["ACCUSE"]
    assert form.xpath(".//input[@name='since']/@value") == ["2025"]


def test_events_narrow_a_search(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        done = sum(1 for one in record.events() if one.event.statement and one.event.type == "ACCUSE")
    tree = page_of(room, "/search?type=ACCUSE&status=occurred")
    assert number_in(words(tree.get_element_by_id("found-title"))) == done > 0


def test_what_cannot_be_read_is_said(room: TestClient) -> None:
    for address, told in (
        ("/search?since=yesterday", "yesterday"),
        ("/search?order=worst", "newest"),
        ("/search?page=0", "page"),
        ("/search?size=1000000", "size"),
    ):
        assert told in words(main(page_of(room, address, 400))), address
