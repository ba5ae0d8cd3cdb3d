"""Two ways to work a page, so that every task is walked with the mouse and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: Steps of the Tab key within which everything that a page leads to must be reached.
_FARTHEST = 250
#: Whether it has the focus, and whether its ring can be seen.
_AT = """one => one === document.activeElement"""
#: The middle of the longest line of an element, from its corner: a first line may be a quotation mark alone.
_LONGEST = """one => {
  const corner = one.getBoundingClientRect();
  const line = [...one.getClientRects()].sort((a, b) => b.width - a.width)[0];
  return { x: line.x - corner.x + line.width / 2, y: line.y - corner.y + line.height / 2 };
}"""
_RING = """one => {
  const has = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  };
  return has(one) || one.matches(":focus-visible") && has(one.closest("[data-item]") ?? one);
}"""


class Hand(Protocol):
    """What a reader does with one element of a page."""

    def follow(self, page: Page, target: Locator) -> None:
        """Use a link or a button."""

    def write(self, page: Page, target: Locator, text: str) -> None:
        """Fill in a field."""

    def pick(self, page: Page, target: Locator, label: str) -> None:
        """Choose from a list."""


class Mouse:
    """Points and clicks; letters are typed, as anybody does."""

    def follow(self, page: Page, target: Locator) -> None:
        """Click into the longest line of its words."""
        target.click(position=target.evaluate(_LONGEST))

    def write(self, page: Page, target: Locator, text: str) -> None:
        """Click into it and type."""
        target.click()
        page.keyboard.type(text)

    def pick(self, page: Page, target: Locator, label: str) -> None:
        """Choose by the words of the choice; the list itself is the browser's."""
        target.select_option(label=label)


class Keyboard:
    """Never touches the mouse: Tab until it is reached, then the keys of the browser."""

    def follow(self, page: Page, target: Locator) -> None:
        """Reach it and press Enter."""
        reach(page, target)
        page.keyboard.press("Enter")

    def write(self, page: Page, target: Locator, text: str) -> None:
        """Reach it and type."""
        reach(page, target)
        page.keyboard.type(text)

    def pick(self, page: Page, target: Locator, label: str) -> None:
        """Reach it and type the beginning of the choice."""
        reach(page, target)
        page.keyboard.type(label)


def reach(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus; its ring must then be seen.

    Raises ``AssertionError`` where Tab does not lead there.
    """
    wanted: Any = target.element_handle()
    for _ in range(_FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate(_AT):
            assert wanted.evaluate(_RING), f"no ring is seen around {wanted.evaluate('one => one.outerHTML')[:200]}"
            return
    raise AssertionError(f"Tab does not lead to {wanted.evaluate('one => one.outerHTML')[:200]} on {page.url}")
