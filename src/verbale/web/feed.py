"""An Atom feed (RFC 4287) of what a search finds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID, uuid5

from lxml import etree

from verbale import __version__
from verbale.record.dates import first_day
from verbale.record.model import RecordedStatement
from verbale.schema import Speaker
from verbale.web.urls import statement_url
from verbale.web.wording import apart

MEDIA_TYPE = "application/atom+xml; charset=utf-8"

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What the ids are made in (RFC 9562, version 5), so that they are the same wherever and whenever a feed is made.
_IDS = UUID("7c3b6d0a-52f1-5c0e-9d5e-6b1f0f3a9e41")
_NEVER = "1970-01-01T00:00:00Z"
_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed is.

    ``title``: the search in words. ``path``: of the feed, ``page``: of the search, both relative to ``address``, the
    room's own from outside (``https://room.example``), empty where none is known. ``record``: the record's name, which
    sets the ids of its statements apart from another's. ``changed``: when the record was last written (ISO time), which
    dates what has no date of its own.
    """

    title: str
    path: str
    page: str = ""
    address: str = ""
    record: str = ""
    changed: str | None = None


def atom(statements: Sequence[RecordedStatement], head: FeedHead) -> bytes:
    """The feed of some statements, in their order, as UTF-8.

    The id of a statement never changes, whatever the room's address: it is made of the record's name and the
    statement's. ``updated`` is the statement's day, or else its article's, or else ``changed``; a feed is as new as the
    newest of its entries and of ``changed``.
    """
    changed = _moment(head.changed)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set(f"{{{_XML}}}lang", "en")
    _add(feed, "id", _id(head.record, "feed", head.path))
    _add(feed, "title", apart(head.title))
    times = [_updated(one, changed) for one in statements]
    _add(feed, "updated", max([changed or _NEVER, *times]))
    _link(feed, "self", head.address + head.path, "application/atom+xml")
    if head.page:
        _link(feed, "alternate", head.address + head.page, "text/html")
    _add(feed, "generator", "Verbale", version=__version__)
    # Every entry has an author of its own; a feed without entries needs one.
    _author(feed, head.record or "Verbale")
    for one, updated in zip(statements, times, strict=True):
        _entry(feed, one, updated, head)
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _entry(feed: etree._Element, one: RecordedStatement, updated: str, head: FeedHead) -> None:
    statement, article = one.statement, one.article
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", _id(head.record, "statement", one.id))
    _add(entry, "title", _title(one))
    _add(entry, "updated", updated)
    if published := first_day(article.published.date):
        _add(entry, "published", f"{published}T00:00:00Z")
    for speaker in (statement.speaker, *statement.co_speakers):
        _author(entry, _name(speaker))
    _link(entry, "alternate", head.address + statement_url(one.id), "text/html")
    if article.url and re.match(r"https?://", article.url, re.IGNORECASE):
        _link(entry, "via", quote(article.url, safe="!#$%&'()*+,-./:;=?@_~[]", errors="replace"), "text/html")
    kinds = (("act", (statement.act,)), ("topic", statement.topics), ("about", statement.about))
    for kind, terms in kinds:
        for term in filter(None, dict.fromkeys(terms)):
            etree.SubElement(entry, f"{{{_ATOM}}}category", term=f"{kind}:{_clean(term)}", label=_clean(term))
    _add(entry, "content", _content(one), type="text")


def _content(one: RecordedStatement) -> str:
    """The words, and beneath them the article that they stand in."""
    article = one.article
    told = (article.title, article.outlet, article.published.date or "date unknown")
    where = ", ".join(apart(one) for one in told if one)
    dated = one.statement.date.date
    said = f"Said: {dated}\n" if dated and dated != article.published.date else ""
    words = apart(f"“{one.quote}”" if one.statement.kind == "direct" else one.quote)
    return f"{words}\n\n{said}{where}"


def _title(one: RecordedStatement) -> str:
    words = " ".join(one.quote.split())
    if len(words) > _TITLE_LENGTH:
        words = words[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{apart(_name(one.statement.speaker))} ({one.statement.act}): {apart(words)}"


def _name(speaker: Speaker) -> str:
    known = speaker.name or speaker.office or speaker.institution or speaker.country
    return known or ("Unnamed speaker" if speaker.anonymous else "Unknown speaker")


def _author(parent: etree._Element, name: str) -> None:
    author = etree.SubElement(parent, f"{{{_ATOM}}}author")
    _add(author, "name", apart(name))


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = _clean(text)


def _link(parent: etree._Element, rel: str, href: str, type_: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=_clean(href), type=type_)


def _id(record: str, kind: str, name: str) -> str:
    """An id that is the same for the same record, kind of thing and name, and for no other."""
    named = json.dumps([record, kind, name])  # in ASCII, whatever the names hold
    return uuid5(_IDS, named).urn


def _updated(one: RecordedStatement, changed: str | None) -> str:
    """The day of a statement as a time; days that lie ahead or are not known are those of the record."""
    day = first_day(one.when)
    return f"{day}T00:00:00Z" if day else changed or _NEVER


def _moment(value: str | None) -> str | None:
    """An ISO time in UTC as Atom writes it; None for none."""
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
