"""Two governments: the course, the ladder, what answers what, positions, and the choice of a period."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.looking.pages import link_called, links, main, number_in, page_of, words
from verbale.record.forest import Some, exchanges_of
from verbale.record.store import Record


def test_two_governments_beside_one_another(room: TestClient) -> None:
    tree = page_of(room, "/dyad/XVA/XIL")
    assert words(tree.find(".//h1")) == "Valdoria and Ilmaria"
    titles = [words(one) for one in main(tree).iter("h2")]
    for wanted in ("The course of their relations", "What they said and did to one another", "What answers what"):
        assert wanted in titles
    assert main(tree).xpath(".//*[local-name()='svg']")
    assert "/pictures.css" in tree.xpath("//link[@rel='stylesheet']/@href")[1]
    assert room.get(tree.xpath("//link[@rel='stylesheet']/@href")[1]).headers["content-type"].startswith("text/css")


def test_numbers_lead_to_their_statements(room: TestClient) -> None:
    tree = page_of(room, "/dyad/XVA/XIL?since=2025&until=2025")
    for row in tree.find_class("figures")[0].iter("dd"):
        address = row.find(".//a")
        if address is not None:
            found = page_of(room, address.get("href"))
            assert number_in(words(found.get_element_by_id("found-title"))) == number_in(words(row))


def test_a_period_by_plain_links_and_by_the_form(room: TestClient) -> None:
    tree = page_of(room, "/dyad/XVA/XIL")
    (nav,) = tree.find_class("years")
    year = page_of(room, link_called(nav, "2025"))
    (current,) = [one for one in year.find_class("years")[0] if one.get("aria-current")]
    assert words(current).startswith("2025")
    (form,) = main(year).iter("form")
    assert [one.get("name") for one in form.iter("input")] == ["since", "until"]
    assert [one.get("value") for one in form.iter("input")] == ["2025", "2025"]
    ledger = [words(one) for one in year.xpath("//table[contains(@class, 'ledger')]/tbody/tr/th")]
    assert ledger
    assert all("2025" in day for day in ledger)


def test_a_period_without_anything(room: TestClient) -> None:
    tree = page_of(room, "/dyad/XVA/XIL?since=1950&until=1951")
    assert "Nothing between them from 1950 to 1951" in words(main(tree))
    assert not main(tree).xpath(".//*[local-name()='svg']")


def test_points_lead_to_their_events_and_are_told_in_a_table(room: TestClient) -> None:
    tree = page_of(room, "/dyad/XVA/XIL")
    section = tree.get_element_by_id("course-title").getparent()
    points = {one for one in links(section) if one.startswith(("/event/", "/dyad/XVA/XIL?since="))}
    assert points
    for one in points:
        assert room.get(one).status_code == 200
    (table,) = section.iter("table")
    assert {one.partition("#")[0] for one in links(table)} >= {one.partition("#")[0] for one in points}


def test_answers_between_the_two(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        found, total = exchanges_of(record, ("XVA", "XIL"), Some(newest=True))
        some, fewer = exchanges_of(record, ("XIL", "XVA"), Some(2, since="2025-06-01", until="2025-06-30"))
        every = record.exchanges(("XVA", "XIL"))
    assert total == len(every) >= len(found) > 0
    assert {(one.response.id, one.to.id) for one in found} <= {(one.response.id, one.to.id) for one in every}
    assert len(some) <= 2 <= fewer < total
    assert [str(one.response.day) for one in found] == sorted((str(one.response.day) for one in found), reverse=True)
    rows = page_of(room, "/dyad/XVA/XIL").find_class("exchanges")[0].findall("li")
    assert 0 < len(rows) <= 8
    assert all(any(one.startswith("/thread/") for one in links(row)) for row in rows)


def test_codes_in_any_letters_names_and_unknown_ones(room: TestClient) -> None:
    assert room.get("/dyad/xva/Ilmaria?since=2025").headers["location"] == "/dyad/XVA/XIL?since=2025"
    tree = page_of(room, "/dyad/XVA/Ilmari", 404)
    assert "/dyad/XVA/XIL" in links(main(tree))
    assert "both" in words(main(page_of(room, "/dyad/XVA/XVA", 400)))


@pytest.mark.parametrize(("period", "told"), [("since=soon", "soon"), ("since=2026&until=2025", "before it begins")])
def test_a_period_that_is_none(room: TestClient, period: str, told: str) -> None:
    assert told in words(main(page_of(room, f"/dyad/XVA/XIL?{period}", 400)))
    assert told in words(main(page_of(room, f"/dyads?{period}", 400)))


def test_who_speaks_about_whom(room: TestClient) -> None:
    tree = page_of(room, "/dyads")
    (table,) = tree.find_class("matrix")
    cell = next(one for one in table.iter("a"))
    found = page_of(room, cell.get("href"))
    assert number_in(words(found.get_element_by_id("found-title"))) == number_in(words(cell))
    assert any(one.startswith("/dyad/") for one in links(main(tree)))
    less = page_of(room, "/dyads?since=2025&until=2025")
    cell = next(one for one in less.find_class("matrix")[0].iter("a"))
    assert "since=2025" in cell.get("href")
    found = page_of(room, cell.get("href"))
    assert number_in(words(found.get_element_by_id("found-title"))) == number_in(words(cell))
