"""The single keys: to the search box, from result to result, from page to page, and off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE
from tests.browser.hands import Keyboard

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)").expect
expect.set_options(timeout=PATIENCE)
pytestmark = pytest.mark.browser


def test_a_search_is_made_and_read_by_single_keys(page: Page) -> None:
    page.goto("/")
    press = page.keyboard.press
    press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("Renn")
    press("Enter")
    results = page.locator("main [data-item] [data-open]")
    expect(results.first).to_be_visible()
    page.wait_for_load_state()
    press("j")
    expect(results.nth(0)).to_be_focused()
    press("j")
    expect(results.nth(1)).to_be_focused()
    press("k")
    expect(results.nth(0)).to_be_focused()
    words = results.nth(0).inner_text()
    press("Enter")
    expect(page.locator("blockquote.large")).to_contain_text(words.strip(" “”…"))
    page.wait_for_load_state()
    press("/")
    page.keyboard.type("j/k?")
    expect(page.locator("#find")).to_have_value("j/k?")
    press("Escape")
    press("?")
    expect(page).to_have_url(re.compile(r"/help#keys$"))


def test_pages_of_results_are_turned(page: Page) -> None:
    page.goto("/search")
    page.keyboard.press("n")
    expect(page.locator(".pager")).to_contain_text("Page 2 of")
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page.locator(".pager")).to_contain_text("Page 1 of")


def test_the_keys_are_turned_off_and_stay_so(page: Page) -> None:
    page.goto("/help")
    Keyboard().follow(page, page.get_by_role("button", name="Turn the keys off"))
    expect(page.get_by_role("button", name="Turn the keys on")).to_be_focused()
    page.goto("/countries")
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()


def test_the_first_step_of_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/countries")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
