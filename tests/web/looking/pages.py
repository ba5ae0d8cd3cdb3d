"""What is asked of a page: its words, its links, its form."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from fastapi.testclient import TestClient
from lxml import html


def page_of(room: TestClient, address: str, status: int = 200) -> Any:
    """The page at an address, as a tree."""
    answer = room.get(address)
    assert answer.status_code == status, (address, answer.status_code, answer.text[:400])
    return html.fromstring(answer.text)


def words(tree: Any) -> str:
    """A page's or a part's words on one line."""
    return " ".join(tree.text_content().split())


def main(tree: Any) -> Any:
    """The content of a page."""
    (found,) = tree.xpath("//main")
    return found


def links(tree: Any) -> list[str]:
    """All addresses that a page or a part leads to."""
    return [str(one) for one in tree.xpath(".//*[local-name()='a']/@href")]


def link_called(tree: Any, label: str) -> str:
    """The address of the first link whose words hold ``label``."""
    found = [one for one in tree.xpath(".//a[@href]") if label in words(one)]
    assert found, label
    return str(found[0].get("href"))


def number_in(text: str) -> int:
    """The first number of a text."""
    found = re.search(r"\d[\d,]*", unescape(text))
    assert found, text
    return int(found[0].replace(",", ""))
