"""Title, outlet and byline of an article, each with the reason for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from verbale.articles.datelines import dateline
from verbale.articles.patterns import patterns
from verbale.articles.raw import Metadata
from verbale.schema import Segment

_PUBLISHED_IN = re.compile(
    r"^\W{0,4}(?i:(?:first |originally )?(?:published|appeared|printed)) (?:in|by|on|at) "
    r"(?P<outlet>(?:The )?[A-Z][\w’'&.-]*"
    r"(?: (?:[A-Z&][\w’'&.-]*|of|and|the|International|News)){0,5}?)(?:,| on\b| \d|$|\.)"
)
_BY = re.compile(r"^(?:written |reported |story |posted |analysis |opinion )?by:?\s+(?P<who>.+)", re.I)
_BY_CUT = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|,\s*(?=(?:associated press|reuters|afp|cnn|usa today|the\s|staff|special)))", re.I
)
_LABELS = frozenset({"by", "by:", "|", "and", "written by", "author", "author:"})
#: Second-level domains under which outlets have their names (``example.co.uk``).
_SECOND = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?\d{4},?\s*(?P<outlet>(?:The )?[A-Z][\w’'&]*(?: [A-Z][\w’'&]*){0,4})", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A value and the reason for it in words; both empty where nothing is known."""

    value: str | None = None
    reason: str = ""


def find_title(text: str, segments: Sequence[Segment], metadata: Metadata, page_title: str | None) -> Named:
    """Return the article's title: of the metadata, the page, else its headline."""
    if metadata.title:
        return Named(metadata.title, "given with the input")
    if page_title:
        return Named(page_title, "the page's headline")
    for s in segments:
        if s.kind == "headline":
            return Named(" ".join(text[s.start : s.end].split()), "the first line looks like a headline")
        if s.kind == "body":
            break
    return Named()


def find_outlet(text: str, segments: Sequence[Segment], metadata: Metadata, site: str | None) -> Named:
    """Return the outlet: of the metadata, the page, a line that says so, the page's address, or a dateline's agency."""
    if metadata.outlet:
        return Named(metadata.outlet, "given with the input")
    if site:
        return Named(site, "the page's site name")
    for s in segments:
        if s.kind == "boilerplate":
            match = _PUBLISHED_IN.match(text[s.start : s.end][:160])
            if match:
                return Named(match["outlet"].strip(), "a line says where it was published")
    if metadata.url:
        name = outlet_of(metadata.url)
        if name:
            return Named(name, "the address of the page")
    return _signed(text, segments)


def _signed(text: str, segments: Sequence[Segment]) -> Named:
    for s in segments:
        piece = text[s.start : s.end]
        if s.kind == "dateline":
            found = dateline(piece + " x")
            if found and found.agency:
                return Named(found.agency, "the agency in the dateline")
        if s.kind == "byline" and piece.lower() in patterns().outlets:
            return Named(patterns().outlets[piece.lower()], "the line of the author")
        if s.kind == "boilerplate":
            match = _COPYRIGHT.search(piece[:200])
            if match:
                return Named(match["outlet"], "the line of the copyright")
    return Named()


def outlet_of(url: str) -> str | None:
    """Return a readable name for the host of ``url``: a known outlet's name, else its domain (``example.com``)."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname
    if not host or "." not in host:
        return None
    parts = host.lower().split(".")
    core = parts[-3] if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else parts[-2]
    for name in patterns().outlets.values():
        folded = re.sub(r"[^a-z]", "", name.lower())
        if core in (folded, folded.removeprefix("the")) and len(core) > 2:
            return name
    return host.removeprefix("www.")


def find_byline(text: str, segments: Sequence[Segment], page_author: str | None) -> Named:
    """Who wrote the article: of the page, or the lines that name the authors."""
    if page_author:
        return Named(page_author, "the page's author")
    names: list[str] = []
    for s in segments:
        if s.kind == "body":
            break
        if s.kind != "byline":
            continue
        piece = " ".join(text[s.start : s.end].split())
        match = _BY.match(piece)
        name = _BY_CUT.split((match["who"] if match else piece).strip(" |"))[0].strip(" ,")
        if name and name.lower() not in _LABELS and name.lower() not in patterns().outlets:
            names.append(name)
    return Named(", ".join(dict.fromkeys(names)), "the line of the author") if names else Named()
