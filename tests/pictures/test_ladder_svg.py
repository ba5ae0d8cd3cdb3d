from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from lxml import etree
from lxml import html as lxml_html

from tests.pictures.rungs_made import NAMES, OSK, QUARREL, THREE, TWO, VLD, any_rungs, rung
from verbale.pictures.ladder import layout
from verbale.pictures.ladder_svg import Look, ladder_svg
from verbale.pictures.ledger import Figure, ladder_figure, ledger
from verbale.pictures.paint import LIGHT, stylesheet
from verbale.pictures.rungs import Rung

SVG = "{http://www.w3.org/2000/svg}"
LOOK = Look("Oskara and Valdia", "one")


def test_every_rung_is_a_link_that_says_what_it_is() -> None:
    root = etree.fromstring(ladder_svg(layout(QUARREL, TWO), LOOK))
    links = root.findall(f"{SVG}a")
    assert [one.get("href") for one in links] == [
        f"/item/{name}" for name in ("charge", "tariff", "threat", "talks", "ships", "aid", "nets")
    ]
    for one in links:
        assert one.get("aria-label") == one.find(f"{SVG}title").text
    assert root.find(f"{SVG}title").text == "Oskara and Valdia"
    assert (
        "7 statements and acts between Oskara and Valdia, from 3 January 2031 to 3 May 2033"
        in root.find(f"{SVG}desc").text
    )


def test_nothing_but_shapes_and_links_is_in_a_picture() -> None:
    text = ladder_svg(layout(QUARREL, TWO), LOOK)
    tags = {etree.QName(one).localname for one in etree.fromstring(text).iter()}
    assert tags <= {"svg", "title", "desc", "g", "line", "path", "circle", "rect", "text", "tspan", "a"}
    assert " style=" not in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


def test_what_was_not_done_is_dashed_and_deeds_are_heavier() -> None:
    root = etree.fromstring(ladder_svg(layout(QUARREL, TWO), LOOK))
    lines = {one.get("href").rpartition("/")[2]: one.find(f"{SVG}line") for one in root.findall(f"{SVG}a")}
    assert {name for name, line in lines.items() if line.get("stroke-dasharray")} == {"ships", "aid"}
    assert float(lines["tariff"].get("stroke-width")) > 2 * float(lines["charge"].get("stroke-width"))


def test_colours_are_variables_or_plain() -> None:
    ladder = layout(QUARREL, TWO)
    assert f"var(--pic-mx, {LIGHT['mx']})" in ladder_svg(ladder, LOOK)
    assert "var(" not in ladder_svg(ladder, replace(LOOK, plain=True))
    assert "prefers-color-scheme" in ladder_svg(ladder, replace(LOOK, embed=True))


def test_the_style_sheet_gives_every_colour_by_day_and_by_night() -> None:
    for name in LIGHT:
        assert len(re.findall(rf"--pic-{name}: ", stylesheet())) == 2


def test_words_of_an_article_stay_words() -> None:
    evil = rung("evil", "2031-01-01", words='<script>x</script>" onload="y', who="&lt;", label="<b>")
    text = ladder_svg(layout([evil], TWO), Look("<i>", "one"))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    table = ledger([evil], NAMES, "<i>")
    assert "<script" not in table
    assert "<i>" not in table


@settings(max_examples=30, deadline=None)
@given(any_rungs())
def test_whatever_is_told_can_be_drawn(rungs: list[Rung]) -> None:
    safe = [replace(one, url="/item/x") for one in rungs]
    etree.fromstring(ladder_svg(layout(safe, THREE), LOOK))
    ladder_figure(safe, THREE, Figure("Three"))


def test_the_ledger_tells_the_same_in_order() -> None:
    root = lxml_html.fromstring(ledger(QUARREL, NAMES, "A quarrel"))
    rows = root.findall(".//tbody/tr")
    assert [row.find("th/a").get("href") for row in rows] == [
        f"/item/{one}" for one in ("charge", "tariff", "threat", "talks", "ships", "aid", "nets")
    ]
    cells = [" ".join(cell.text_content() for cell in row) for row in rows]
    assert "SANCTION, tariff (material conflict)" in cells[1]
    assert cells[1].endswith("1 accuse")
    assert "one another" in cells[3]
    assert "not done" in cells[4]
    assert "no date" in cells[6]


def test_a_figure_has_both_widths_and_the_table() -> None:
    root = lxml_html.fromstring(ladder_figure(QUARREL, TWO, Figure("A quarrel", "q")))
    assert [one.get("class") for one in root.findall("svg")] == ["picture picture--wide", "picture picture--narrow"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids)) == 4
    assert root.find(".//table") is not None
    empty = lxml_html.fromstring(ladder_figure([], TWO, Figure("Nothing")))
    assert empty.find(".//table") is None


def test_one_lifeline_is_enough() -> None:
    frame = replace(TWO, lifelines=(OSK,))
    etree.fromstring(ladder_svg(layout([rung("a", "2031-01-01", OSK, VLD)], frame), LOOK))
