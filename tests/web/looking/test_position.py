"""Positions: the list, one over time, and the changes of line with both texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.looking.pages import links, main, number_in, page_of, words
from verbale.record.pairs import one_ways, topics_of
from verbale.record.store import Record
from verbale.web import lines
from verbale.web.lines import stance_in_words, weight_in_words


def test_the_list_has_those_with_a_change_first(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        every = record.positions()
    tree = page_of(room, "/positions")
    rows = main(tree).xpath(".//tbody/tr")
    assert len(rows) == min(50, len(every))
    changed = [bool(row.find_class("shift")) for row in rows]
    assert changed == sorted(changed, reverse=True)
    assert sum(changed) == sum(bool(one.shifts) for one in every) > 0
    assert f"{sum(len(one.shifts) for one in every)} changes of line" in words(main(tree))


def test_the_list_is_narrowed_by_its_form(room: TestClient) -> None:
    tree = page_of(room, "/positions?government=XVA&about=XIL&topic=sanctions&shifts=true")
    (row,) = main(tree).xpath(".//tbody/tr")
    assert "/position/XVA/XIL/sanctions" in links(row)
    assert main(tree).xpath(".//select[@name='government']/option[@selected]/@value") == ["XVA"]
    assert main(tree).xpath(".//input[@name='shifts'][@checked]")
    assert "no topic" in words(main(page_of(room, "/positions?topic=weather", 400)))
    assert "/positions?government=XVA" in links(main(page_of(room, "/positions?government=Valdori", 404)))


def test_a_position_with_its_changes_of_line(room: TestClient, affairs: Path) -> None:
    with Record.open(affairs, create=False) as record:
        (position,) = record.positions("XVA", "XIL", "sanctions")
    tree = page_of(room, "/position/XVA/XIL/sanctions")
    assert words(tree.find(".//h1")) == "Valdoria about Ilmaria: sanctions"
    shown = tree.find_class("shifted")
    assert len(shown) == len(position.shifts) > 0
    by_item = {one.item: one for one in position.entries}
    for one, shift in zip(shown, position.shifts, strict=True):
        told = words(one)
        assert shift.kind.capitalize() in told
        assert shift.reason.split(";")[0].split()[0] in told
        for item in (shift.old, shift.new):
            assert " ".join(by_item[item].words.split())[:60] in told
    listed = tree.get_element_by_id("entries")
    assert len(listed.xpath(".//li[@data-item]")) == len(position.entries)
    assert len(listed.find_class("turning")) == len(position.shifts)
    assert main(tree).xpath(".//*[local-name()='svg']")


def test_a_pair_alone_leads_to_its_topics(room: TestClient) -> None:
    assert room.get("/position/xva/XIL").headers["location"] == "/positions?government=XVA&about=XIL"
    assert room.get("/position/xva/XIL/sanctions").headers["location"] == "/position/XVA/XIL/sanctions"


def test_a_position_that_is_not_there_names_those_that_are(room: TestClient) -> None:
    tree = page_of(room, "/position/XVA/XIL/sanction", 404)
    assert links(main(tree))[0] == "/position/XVA/XIL/sanctions"
    assert "Valdoria about Ilmaria" in words(main(tree))
    assert room.get("/position/XVA/XVA/sanctions").status_code == 400
    assert room.get("/position/XVA/NOBODY/sanctions").status_code == 404


def test_of_very_many_the_lines_are_not_read_at_once(
    room: TestClient, affairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_AT_ONCE", 3)
    tree = page_of(room, "/positions?government=XVA")
    assert "too many" in words(main(tree))
    with Record.open(affairs, create=False) as record:
        ways = [one for one in one_ways(record) if one.government == "XVA"]
        topics = topics_of(record, "XVA", "XIL")
    rows = main(tree).xpath(".//tbody/tr")
    assert len(rows) == len(ways)
    assert number_in(words(rows[0].find_class("num")[0])) == ways[0].items
    assert dict(topics)["sanctions"] > 0
    table = page_of(room, "/dyad/XVA/XIL").get_element_by_id("positions-title").getparent()
    assert "/position/XVA/XIL/sanctions" in links(table)


def test_stances_and_weights_in_words() -> None:
    assert [stance_in_words(value) for value in (1, 0.3, 0, -0.3, -1)] == [
        "favourable",
        "rather favourable",
        "neither",
        "rather adverse",
        "adverse",
    ]
    assert [weight_in_words(value) for value in (1, 0.8, 0.5, 0.1)] == ["in full", "largely", "in part", "a little"]
