"""Every family of pages under axe: nothing serious, no width beyond the window's, and nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.browser.conftest import PATIENCE, keep_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed (extra test)"
)
pytestmark = pytest.mark.browser

ARTICLE = "/article/EXPORT-LISTS-06?show=s5"
EVENT = "/event/EXPORT-LISTS-04%23e1"
SEARCH = "/search?q=Valdoria+to+Ilmaria+on+sanctions"
DOSSIER = "/dossier?country=XVA&country=XIL&topic=sanctions"
EVENTS = "/events"
NARROWED = "/events?actor=XVA&type=SANCTION&since=2025&size=3"
NO_EVENT = "/events?actor=XIL&type=CONCEDE"
POSITION = "/position/XVA/XIL/sanctions"
#: One page of each family, those with a picture among them.
FAMILIES = (
    "/",
    SEARCH,
    ARTICLE,
    "/statement/EXPORT-LISTS-06%23s5",
    EVENTS,
    NARROWED,
    NO_EVENT,
    EVENT,
    "/actor/xva.renn",
    "/country/XVA",
    "/dyad/XVA/XIL",
    "/positions",
    POSITION,
    "/thread/EXPORT-LISTS-06%23s5",
    "/verify?quote=no+sanction+has+ever+mended+a+customs+form",
    DOSSIER,
    "/help",
)
#: Those that differ most between widths and colours.
TELLING = (SEARCH, ARTICLE, EVENTS, NARROWED, NO_EVENT, EVENT, POSITION, DOSSIER)
#: axe reads style sheets a second time by a script, which the pages' policy forbids as it should.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
Scheme = Literal["light", "dark"]


@pytest.mark.parametrize(
    ("width", "scheme", "pages"),
    [(1280, "light", FAMILIES), (390, "light", TELLING), (1280, "dark", TELLING), (390, "dark", TELLING)],
    ids=["desk-light", "hand-light", "desk-dark", "hand-dark"],
)
def test_nothing_serious_is_in_the_way(
    browser: Browser, address: str, width: int, scheme: Scheme, pages: tuple[str, ...]
) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    keep_in(context, address, wrong)
    page = context.new_page()
    for path in pages:
        answer = page.goto(path)
        assert answer is not None
        wrong += [f"{path}: answered {answer.status}"] if answer.status != 200 else []
        wrong += [f"{path}: {one}" for one in _faults(page)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong.append(f"{path}: {wide} wide in {width}")
    context.close()
    assert not wrong, "\n".join(wrong)


def _faults(page: Page) -> list[str]:
    found: list[dict[str, Any]] = axe.Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}, in {len(one['nodes'])} places"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
