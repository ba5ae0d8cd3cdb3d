"""The list of events, walked with the mouse and by keyboard alone: narrowed, made wider, and down to the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE
from tests.browser.hands import Hand, Keyboard

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)").expect
expect.set_options(timeout=PATIENCE)
pytestmark = pytest.mark.browser

BEARINGS = "the export of spindle bearings to Valdoria will be suspended"


def entered(page: Page, hand: Hand) -> None:
    """From the front page to all events."""
    page.goto("/")
    hand.follow(page, page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Events"))
    headed(page, "All events")
    expect(page.get_by_role("navigation", name="Rooms").locator("[aria-current]")).to_have_text("Events")


def headed(page: Page, title: str) -> None:
    """Wait for the page of this title, and its script."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def facet(page: Page, title: str, value: str) -> Locator:
    """What narrows the list to a value."""
    return page.locator("#narrow").get_by_role("region", name=title, exact=True).get_by_role("link", name=value)


def number(page: Page) -> int:
    """How many are found, as the page tells."""
    return int(page.locator("#found-title").inner_text().split()[0])


def test_events_are_narrowed_and_lead_to_their_sentence(page: Page, hand: Hand) -> None:
    entered(page, hand)
    every = number(page)
    hand.follow(page, facet(page, "Type", "sanction"))
    headed(page, "Events of type SANCTION")
    sanctions = number(page)
    assert 0 < sanctions < every
    expect(page.locator("main [data-item] .type")).to_have_text(["SANCTION"] * sanctions)
    hand.follow(page, facet(page, "Towards whom", "Valdoria"))
    headed(page, "Events towards Valdoria of type SANCTION")
    both = number(page)
    assert 0 < both < sanctions
    hand.follow(page, page.locator(".taken").get_by_role("link", name="of type SANCTION"))
    headed(page, "Events towards Valdoria")
    assert both < number(page) < every
    hand.follow(page, page.locator("main [data-item]").get_by_role("link", name=BEARINGS))
    expect(page.locator("blockquote.large")).to_contain_text(BEARINGS)
    hand.follow(page, page.locator(".actions").get_by_role("link", name="In the article"))
    sentence = page.locator(".m.shown").filter(has_text=BEARINGS)
    expect(sentence).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"/article/EXPORT-LISTS-05\?show=e5"))


def test_a_chosen_value_is_taken_away_where_it_was_chosen(page: Page, hand: Hand) -> None:
    entered(page, hand)
    every = number(page)
    hand.follow(page, facet(page, "Status", "historical"))
    headed(page, "Events of earlier times")
    chosen = page.locator("#narrow .chosen").get_by_role("link", name="without historical")
    expect(chosen).to_have_attribute("aria-current", "true")
    hand.follow(page, chosen)
    headed(page, "All events")
    assert number(page) == every


def test_events_are_read_by_single_keys(page: Page) -> None:
    entered(page, Keyboard())
    press = page.keyboard.press
    Keyboard().follow(page, facet(page, "Who", "Ilmaria"))
    headed(page, "Events by Ilmaria")
    found = page.locator("main [data-item] [data-open]")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        press(key)
        expect(found.nth(at)).to_be_focused()
        expect(found.nth(at)).to_be_in_viewport()
    words = found.nth(0).inner_text()
    press("Enter")
    expect(page.locator("blockquote.large")).to_contain_text(words.strip(" “”…"))
    page.wait_for_load_state()
    Keyboard().follow(page, page.locator(".actions").get_by_role("link", name="In the article"))
    expect(page.locator(".m.shown").first).to_be_in_viewport()
    page.wait_for_load_state()
    press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("sanctions")
    press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=sanctions$"))


def test_who_and_when_are_typed(page: Page, hand: Hand) -> None:
    entered(page, hand)
    hand.follow(page, page.locator("#narrow").get_by_text("Who, what, when"))
    hand.write(page, page.get_by_role("textbox", name="Towards whom"), "Ilmaria")
    hand.write(page, page.get_by_label("From", exact=True), "2026")
    hand.follow(page, page.locator("#narrow").get_by_role("button", name="Show"))
    headed(page, "Events towards Ilmaria since 2026")
    expect(page.get_by_role("textbox", name="Towards whom")).to_have_value("Ilmaria")
    assert number(page) > 0


def test_a_list_of_none_leads_on(page: Page, hand: Hand) -> None:
    page.goto("/events?actor=XIL&type=CONCEDE")
    expect(page.locator("#found-title")).to_have_text("Nothing found")
    hand.follow(page, page.locator(".empty").get_by_role("link", name="of type CONCEDE"))
    headed(page, "Events by Ilmaria")
    assert number(page) > 0
