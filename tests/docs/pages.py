"""Reading the documentation's Markdown: sections, tables, links, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("training/**/*.md")])

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<code>.*?)^```$", re.M | re.S)
_HEADING = re.compile(r"^(?P<marks>#{1,6}) (?P<title>.+)$", re.M)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Code:
    """A fenced block: the words after the fence, and what is in it."""

    page: Path
    info: str
    text: str


def read(name: str) -> str:
    """A page of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(page: Path) -> list[Code]:
    """The fenced blocks of a page."""
    return [Code(page, m["info"].strip(), m["code"]) for m in _FENCE.finditer(page.read_text(encoding="utf-8"))]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def sections(text: str, level: int) -> dict[str, str]:
    """Title to text of the sections of one level, up to the next heading of that level or a higher one."""
    found = [m for m in _HEADING.finditer(prose(text)) if len(m["marks"]) <= level]
    ends = [m.start() for m in found[1:]] + [len(prose(text))]
    return {
        m["title"]: prose(text)[m.end() : end] for m, end in zip(found, ends, strict=True) if len(m["marks"]) == level
    }


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of the tables in ``text``, heads and rules left out."""
    lines = [line.strip() for line in text.splitlines()]
    for before, line in zip(["", *lines], lines, strict=False):
        is_rule = bool(re.fullmatch(r"\|[-| :]+\|", line))
        is_head = line.startswith("|") and not before.startswith("|")
        if line.startswith("|") and not is_rule and not is_head:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def coded(cell: str) -> list[str]:
    """The words set as code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def first_cells(text: str) -> list[str]:
    """All words set as code in the first cells of the tables in ``text``."""
    return [word for row in rows(text) for word in coded(row[0])]


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    titles = [m["title"] for m in _HEADING.finditer(prose(page.read_text(encoding="utf-8")))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def links(page: Path) -> list[str]:
    """The targets of a page's links."""
    return [m["target"] for m in _LINK.finditer(prose(page.read_text(encoding="utf-8")))]
