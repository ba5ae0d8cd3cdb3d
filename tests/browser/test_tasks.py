"""What analysts come for, walked with the mouse and by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE
from tests.browser.hands import Hand

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)").expect
expect.set_options(timeout=PATIENCE)
pytestmark = pytest.mark.browser

LIBRARY = "Our files are not a lending library"


def link(place: Page | Locator, name: str | re.Pattern[str], *, exact: bool = False) -> Locator:
    """The first link of that name."""
    return place.get_by_role("link", name=name, exact=exact).first


def asked(page: Page, hand: Hand, question: str) -> None:
    """Ask the record from its front page."""
    page.goto("/")
    hand.write(page, page.get_by_label("Ask the record"), question)
    hand.follow(page, page.get_by_role("main").get_by_role("button", name="Search"))


def opened(page: Page, hand: Hand, words: str) -> None:
    """Ask, and open the statement with ``words``."""
    asked(page, hand, "Valdoria to Ilmaria on sanctions")
    hand.follow(page, link(page.locator("[data-item]"), re.compile(words)))
    expect(page.locator("blockquote.large")).to_contain_text(words)


def test_a_question_in_plain_words_leads_to_the_sentence_in_its_article(page: Page, hand: Hand) -> None:
    asked(page, hand, "Valdoria to Ilmaria on sanctions since 2025-06")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Valdoria about Ilmaria on sanctions")
    chips = page.locator(".taken li")
    expect(chips.filter(has_text="by Valdoria")).to_have_count(1)
    found = page.locator("main [data-item]")
    expect(found.first).to_be_visible()
    assert "not thinking of sanctions" not in " ".join(found.all_inner_texts()), "said before June"
    hand.follow(page, link(found, re.compile(LIBRARY)))
    hand.follow(page, link(page, "In the article", exact=True))
    shown = page.locator(".m.shown")
    expect(shown.filter(has_text=LIBRARY)).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_text("The envelope in Port Aven")


def test_a_condition_is_taken_away_again(page: Page, hand: Hand) -> None:
    asked(page, hand, "Valdoria to Ilmaria on sanctions")
    number = page.locator("#found-title")
    before = int(number.inner_text().split()[0])
    hand.follow(page, link(page.locator(".taken"), re.compile("by Valdoria")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Statements about Ilmaria on sanctions")
    assert int(number.inner_text().split()[0]) > before


def test_an_answer_is_followed_through_its_thread(page: Page, hand: Hand) -> None:
    opened(page, hand, LIBRARY)
    hand.follow(page, link(page.locator(".actions"), "Thread"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ilmaria and Valdoria")
    answer = page.locator(".turn[aria-current=true]")
    expect(answer).to_contain_text(LIBRARY)
    expect(answer.locator(".reason").first).to_contain_text("Answers it")
    prompt = page.locator(".turn[data-item]", has_text="by 15 July").first
    hand.follow(page, link(prompt, re.compile("by 15 July")))
    expect(page.locator("blockquote.large")).to_contain_text("to hand over by 15 July")


def test_a_change_of_line_is_seen_with_both_texts(page: Page, hand: Hand) -> None:
    page.goto("/")
    hand.follow(page, link(page.get_by_role("navigation", name="Rooms"), "Positions"))
    hand.pick(page, page.get_by_label("Whose"), "Valdoria")
    hand.follow(page, page.get_by_role("main").get_by_role("button", name="Show"))
    hand.follow(page, link(page.locator("main tbody"), "ruled out, then done"))
    shift = page.locator("article.shifted").first
    expect(shift).to_contain_text("We are not thinking of sanctions against a neighbour.")
    expect(shift).to_contain_text("imposed sanctions on three Ilmarian machine-tool makers")
    expect(shift).to_contain_text("Why:")
    hand.follow(page, link(shift, re.compile("imposed sanctions")))
    expect(page.locator("blockquote.large")).to_contain_text("imposed sanctions")


def test_a_dossier_is_made_and_prints(page: Page, hand: Hand) -> None:
    page.goto("/dossier")
    hand.write(page, page.get_by_label("State, by name or code"), "Valdoria")
    hand.write(page, page.get_by_label("and another"), "Ilmaria")
    hand.pick(page, page.get_by_label("Topic"), "sanctions")
    hand.follow(page, page.get_by_role("button", name="Make it"))
    expect(page.get_by_role("heading", name="Chronology")).to_be_visible()
    expect(page.locator("#shifts ~ article.shifted").first).to_contain_text("We are not thinking of sanctions")
    page.emulate_media(media="print")
    for hidden in (page.locator("nav.nav"), page.locator("form.find"), page.locator("form.choose")):
        expect(hidden).to_be_hidden()
    expect(page.get_by_role("heading", name="Articles", exact=True)).to_be_visible()
    paper = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert page.pdf().startswith(b"%PDF")


def test_a_statement_is_cited(page: Page, hand: Hand, tmp_path: Path) -> None:
    opened(page, hand, LIBRARY)
    expect(page.locator(".citation")).to_contain_text("The envelope in Port Aven")
    with page.expect_download() as coming:
        hand.follow(page, link(page.locator(".citing"), "BibTeX"))
    coming.value.save_as(tmp_path / "cited.bib")
    told = (tmp_path / "cited.bib").read_text(encoding="utf-8")
    assert told.startswith("@article{")
    assert LIBRARY in told
    hand.follow(page, link(page.locator(".citing"), "Text"))
    expect(page.locator("body")).to_contain_text("The envelope in Port Aven")


@pytest.mark.parametrize(
    ("quoted", "speaker", "verdict"),
    [
        ("not a lending library", "", "Said in these words"),
        ("no sanction has ever mended a customs form", "Adane", "Said in other words"),
        ("Our files are not a lending library.", "Ilmaria", "Said by somebody else"),
        ("The moon is the property of nobody at all", "", "Not in this record"),
    ],
)
def test_a_quotation_is_verified(page: Page, hand: Hand, quoted: str, speaker: str, verdict: str) -> None:
    page.goto("/verify")
    hand.write(page, page.get_by_label("The quotation"), quoted)
    if speaker:
        hand.write(page, page.get_by_label(re.compile("^Said by")), speaker)
    hand.follow(page, page.get_by_role("main").get_by_role("button", name="Verify"))
    expect(page.locator("#verdict-title")).to_contain_text(verdict)
    if verdict != "Not in this record":
        hand.follow(page, link(page.locator(".finding").first, "In the article"))
        expect(page.locator(".m.shown").first).to_be_in_viewport()


def test_the_opening_mark_of_a_quotation_leads_to_its_evidence(page: Page) -> None:
    page.goto("/search")
    said = page.locator("[data-item] .direct").first
    said.scroll_into_view_if_needed()
    place = said.evaluate(
        "one => { const box = one.getClientRects()[0]; return [box.left + 2, box.top + box.height / 2] }"
    )
    page.mouse.click(*place)
    expect(page).to_have_url(re.compile("/statement/"))
