"""TEI XML: the paragraphs of the body, the title and the date of the header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_BLOCKS = frozenset({"p", "ab", "head", "l", "item", "u", "sp", "speaker", "quote"})
_SKIP = frozenset({"note", "figDesc", "figure", "fw", "pb", "lb", "teiHeader", "back", "front"})


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """What a TEI file yields; missing parts are None, ``text`` may be empty."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None


def read_tei(data: bytes) -> TeiDocument:
    """Read a TEI file. Entities outside the file are never resolved.

    Raises:
        ValueError: the XML cannot be parsed at all.

    """
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(str(error)) from error
    if root is None:
        raise ValueError("no XML element found")
    body = _first(root, "body")
    blocks: list[str] = []
    _collect(body if body is not None else root, blocks)
    header = _first(root, "teiHeader")
    date = _first(header, "date") if header is not None else None
    return TeiDocument(
        text="\n\n".join(blocks),
        title=_text_of(header, "title"),
        author=_text_of(header, "author"),
        publisher=_text_of(header, "publisher"),
        date=(date.get("when") or " ".join("".join(date.itertext()).split()) or None) if date is not None else None,
    )


def _tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _first(root: Any, name: str) -> Any:
    return next((element for element in root.iter() if _tag(element) == name), None)


def _text_of(root: Any, name: str) -> str | None:
    element = _first(root, name) if root is not None else None
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _collect(root: Any, blocks: list[str]) -> None:
    """Append the text of each block element, outermost first where blocks hold text of their own."""
    stack = [root]
    while stack:
        element = stack.pop()
        name = _tag(element)
        if name in _SKIP or not name:
            continue
        holds_blocks = any(_tag(child) in _BLOCKS for child in element)
        if (name in _BLOCKS and not holds_blocks) or (len(element) == 0 and (element.text or "").strip()):
            text = " ".join("".join(element.itertext()).split())
            if text:
                blocks.append(text)
            continue
        stack.extend(reversed(element))
