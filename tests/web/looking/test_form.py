"""Every page: one heading above all, headings and labels in order, tables with captions, and links that lead on."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import HOSTILE, STRANGE_ID
from tests.web.looking.pages import links, main, page_of, words
from verbale.web import urls
from verbale.web.app import create_app
from verbale.web.room import RoomOptions

PAGES = (
    "/search",
    "/search?q=Valdoria+on+sanctions+since+2025",
    "/search?country=XVA&country=XIL&act=reject&page=2",
    "/search?q=zzzz&country=XVA&act=deny",
    "/search?page=999",
    "/events",
    "/events?actor=XVA&type=SANCTION&since=2020&size=2&page=2",
    "/events?actor=XVA&outlet=nobody",
    "/events?page=999",
    "/dyads",
    "/dyads?since=2025&until=2025",
    "/dyads?since=1950&until=1951",
    "/dyad/XVA/XIL",
    "/dyad/XVA/XIL?since=2025-06&until=2025-06",
    "/dyad/XVA/XIL?since=1950&until=1951",
    "/dyad/XKE/FRA",
    "/positions",
    "/positions?government=XVA&about=XIL",
    "/positions?topic=climate",
    "/position/XVA/XIL/sanctions",
    "/threads",
    "/threads?between=XVA&between=XIL",
    "/thread/BORDER-SHOOTING-01%23e2",
    "/verify",
    "/verify?quote=%E2%80%A6",
    "/verify?quote=we+are+not+thinking+of+sanctions+against+a+neighbour&speaker=Valdoria",
    "/verify?quote=the+moon+is+made+of+cheese",
)
OWN = ("/search", "/dyad", "/position", "/thread", "/verify", "/cite", "/pictures")


@pytest.mark.parametrize("address", PAGES)
def test_the_form_of_a_page(room: TestClient, address: str) -> None:
    tree = page_of(room, address)
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    labelled = {one.get("for") for one in tree.iter("label")}
    for field in tree.iter("input", "select", "textarea"):
        inside = any(one.tag == "label" for one in field.iterancestors())
        assert field.get("type") == "hidden" or inside or field.get("id") in labelled, field.attrib
    names = [one.get("id") for one in tree.xpath("//*[@id]")]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    told = [one for name in ("aria-labelledby", "aria-describedby") for one in tree.xpath(f"//@{name}")]
    assert {one for each in told for one in each.split()} <= set(names)
    for table in main(tree).iter("table"):
        assert table.get("aria-label") or words(table.find("caption"))
        assert all(cell.get("scope") for cell in table.iter("th"))
    assert not tree.xpath("//@style")
    assert not tree.xpath("//style | //script[not(@src)]")


@pytest.mark.slow
def test_every_link_of_these_pages_leads_somewhere(room: TestClient) -> None:
    waiting, seen, families = list(PAGES), set(PAGES), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = room.get(address)
        # The other side of a position may have none.
        assert answer.status_code in ((200, 302, 404) if address.startswith("/position/") else (200, 302)), address
        if "html" not in answer.headers.get("content-type", "") or answer.status_code != 200:
            continue
        for one in links(main(page_of(room, address))):
            path = one.partition("#")[0]
            family = path.partition("?")[0].strip("/").partition("/")[0]
            # The ways that searches can take have no end: so many of each family are enough.
            if path.startswith(OWN) and path not in seen and families[family] < 16:
                families[family] += 1
                seen.add(path)
                waiting.append(path)
    assert families.keys() >= {"search", "search.csv", "search.atom", "dyad", "position", "thread", "threads"}


@pytest.mark.parametrize(
    "address",
    [
        "/search",
        urls.search_url({"q": HOSTILE.replace("\x07", "")}),
        urls.search_url({"country": ["X<i>"], "speaker": [HOSTILE], "outlet": [HOSTILE]}),
        urls.threads_url(),
        urls.thread_url(f"{STRANGE_ID}#s1"),
        urls.positions_url(),
        urls.dyads_url(),
        urls.dyad_url("X<i>", "X\"'<"),
        urls.verify_url(HOSTILE, HOSTILE),
        urls.verify_url(HOSTILE.replace("1", "7")),
        urls.search_url("alert", "atom"),
        urls.cite_url(f"{STRANGE_ID}#s1", "txt"),
    ],
)
def test_nothing_of_a_text_is_run(hostile: Path, address: str) -> None:
    client = TestClient(create_app(hostile, RoomOptions()))
    answer = client.get(address)
    assert answer.status_code == 200
    if "html" in answer.headers["content-type"] or "xml" in answer.headers["content-type"]:
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<i>" not in answer.text
    if "html" in answer.headers["content-type"]:
        assert "\u202e" not in answer.text


def test_an_empty_record_says_so(tmp_path: Path) -> None:
    from verbale.record.store import Record

    with Record.open(tmp_path / "empty.db"):
        pass
    client = TestClient(create_app(tmp_path / "empty.db", RoomOptions()))
    for address in ("/search", "/dyads", "/positions", "/threads", "/verify?quote=we+will+pay"):
        assert client.get(address).status_code == 200
    assert "how to begin" in client.get("/search").text
