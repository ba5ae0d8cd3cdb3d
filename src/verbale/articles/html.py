"""Web pages: the article's text, headline, author, outlet and date, without the page around it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from verbale.articles.calendar import parse_date
from verbale.articles.pagedata import PageData, page_data

#: Extracted text shorter than this is no article (cookie walls, error pages).
MIN_TEXT = 25
_NEWLINES = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page yields. ``published``: the date and the reason. Missing parts are None; ``text`` may be empty."""

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: tuple[str, str] | None = None


def read_page(markup: str) -> Page:
    """Extract the article from ``markup``; broken markup gives what there is, never an exception.

    Paragraphs of :attr:`Page.text` are separated by a blank line; the headline is the first one.
    """
    import trafilatura  # importing it takes a good part of a second, which readers of plain text need not wait for
    from lxml import html as lxml_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = _parse(lxml_html, markup)
    if tree is None:
        return Page("")
    data = page_data(tree)
    document = _extract(trafilatura, tree)
    title = data.title or _field(document, "title")
    body = _paragraphs(getattr(document, "text", None) or data.body or "")
    text = _with_headline(title, body)
    return Page(
        text=text,
        title=title,
        author=data.author or _field(document, "author"),
        site=data.site or _field(document, "sitename"),
        url=data.url or _field(document, "url"),
        published=_published(data, tree),
    )


def _parse(lxml_html: Any, markup: str) -> Any:
    """Return the page's tree, or None where there is nothing in it. Declarations of encoding are past use by now."""
    cleaned = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", markup).replace("\x00", "")
    if not cleaned.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        tree = lxml_html.document_fromstring(cleaned.encode("utf-8", errors="replace"), parser=parser)
    except (ValueError, AssertionError, lxml_html.etree.LxmlError):
        return None
    return tree


def _extract(trafilatura: Any, tree: Any) -> Any:
    """Trafilatura's document, or None; its failures on odd pages are no reason to fail here."""
    from copy import deepcopy

    try:
        return trafilatura.bare_extraction(
            deepcopy(tree), favor_recall=True, include_comments=False, include_tables=False, with_metadata=True
        )
    except Exception:  # third-party code on arbitrary markup
        return None


def _field(document: Any, name: str) -> str | None:
    value = getattr(document, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _paragraphs(text: str) -> str:
    return _NEWLINES.sub("\n\n", _SPACES.sub(" ", text).strip())


def _with_headline(title: str | None, body: str) -> str:
    """``body`` with the headline on top, where it does not stand there already."""
    if not title or not body:
        return body
    first = body.split("\n", 1)[0]
    return body if _fold(first) == _fold(title) else f"{title}\n\n{body}"


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _published(data: PageData, tree: Any) -> tuple[str, str] | None:
    """Return the page's own statement of its date; else what the page's address or marked-up text says, by htmldate."""
    for value, reason in data.dates:
        found = parse_date(value)
        if found:
            return value, reason
    from copy import deepcopy

    import htmldate

    try:
        found_date = htmldate.find_date(deepcopy(tree), original_date=True, extensive_search=False, url=data.url)
    except Exception:  # third-party code on arbitrary markup
        return None
    return (found_date, "the page's markup") if found_date else None
