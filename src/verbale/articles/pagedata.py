"""What a web page says about itself to machines: JSON-LD, meta elements, time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "publish-date", "publishdate", "publication_date", "pubdate", "dc.date", "date", "originalpublicationdate",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_ARTICLE = re.compile(r"article|report|blogposting|review", re.I)
#: Nothing in JSON-LD nests deeper than this for a good reason.
_MAX_DEPTH = 12
_CONTROL = re.compile(r"[\x00-\x1f]")
_SEPARATOR = re.compile(r"\s+[|–—:·•-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class PageData:
    """A page's account of itself; ``dates``: values with the reason, best first."""

    title: str | None
    author: str | None
    site: str | None
    url: str | None
    body: str | None
    dates: tuple[tuple[str, str], ...]


def page_data(tree: Any) -> PageData:
    """Read the account that the page ``tree`` (lxml) gives of itself."""
    metas = _metas(tree)
    items = [item for item in _items(tree) if _is_article(item)]
    dates = [(_string(item.get("datePublished")), "the page's datePublished") for item in items]
    dates += [(metas.get(name), f"the page's {name}") for name in _PUBLISHED]
    dates += [(_string(item.get("dateCreated")), "the page's dateCreated") for item in items]
    dates += _times(tree)
    site = metas.get("og:site_name") or _first(_name(item.get("publisher")) for item in items)
    return PageData(
        title=_title(tree, metas, items, site),
        author=_first(_names(item.get("author")) for item in items) or _author(metas),
        site=site,
        url=_url(tree, metas),
        body=_first(_string(item.get("articleBody")) for item in items),
        dates=tuple((value, reason) for value, reason in dates if value),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def _items(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(_CONTROL.sub(" ", script.text_content()).strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        yield from _walk(data, 0)


def _walk(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _walk(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data:
            yield from _walk(item, depth + 1)


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _times(tree: Any) -> list[tuple[str | None, str]]:
    """Dates of ``time`` elements that mark publication, or that stand by the only top heading."""
    found: list[tuple[str | None, str]] = []
    for element in tree.iter("time"):
        marks = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate")))).lower()
        if "publi" in marks or "entry-date" in marks or element.get("pubdate") is not None:
            found.append((element.get("datetime") or element.text_content(), "the page's time element"))
    return found


def _title(tree: Any, metas: dict[str, str], items: list[dict[str, Any]], site: str | None) -> str | None:
    """Return the article's headline: the top heading where another source agrees with it, else what is declared."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    declared = [
        value
        for value in (
            _first(_string(item.get("headline")) for item in items),
            metas.get("og:title"),
            metas.get("twitter:title"),
            next((" ".join(t.text_content().split()) for t in tree.iter("title")), None),
        )
        if value
    ]
    for heading in headings:
        if heading and any(_alike(heading, value) for value in declared):
            return heading
    if declared:
        return _without_site(declared[0], site)
    return headings[0] if len(headings) == 1 and headings[0] else None


def _alike(heading: str, value: str) -> bool:
    a, b = _words(heading), _words(value)
    return bool(a) and len(a) > 1 and len(a & b) >= 0.6 * len(a)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _without_site(title: str, site: str | None) -> str:
    """``title`` without the outlet's name at its end (`` | The Example``)."""
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and site and _words(parts[-1]) and _words(parts[-1]) <= _words(site) | {"the", "news", "com"}:
        return title[: title.rindex(parts[-1])].rstrip(" |–—:·•-")
    return title


def _author(metas: dict[str, str]) -> str | None:
    for name in _AUTHORS:
        value = metas.get(name)
        if value and not value.startswith("http"):
            return value
    return None


def _url(tree: Any, metas: dict[str, str]) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            href = (element.get("href") or "").strip()
            if href.startswith("http"):
                return str(href)
    url = metas.get("og:url")
    return url if url and url.startswith("http") else None


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _names(value: Any) -> str | None:
    """Names of one or several authors, separated by commas; addresses are no names."""
    values = value if isinstance(value, list) else [value]
    names = [name for name in map(_name, values) if name and not name.startswith("http")]
    return ", ".join(dict.fromkeys(names)) or None
