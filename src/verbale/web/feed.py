"""Atom feeds (RFC 4287) of what a search finds, and of lists of events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID, uuid5

from lxml import etree

from verbale import __version__
from verbale.record.dates import first_day
from verbale.record.model import ArticleHead, RecordedEvent, RecordedStatement
from verbale.schema import Event, Speaker
from verbale.web.urls import item_url
from verbale.web.wording import apart, how

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

    ``title``: the search or list in words. ``path``: of the feed, ``page``: of the search or list, both relative to
    ``address``, the room's own from outside (``https://room.example``), empty where none is known. ``record``: the
    record's name, which sets the ids of its statements and events apart from another's. ``changed``: when the record
    was last written (ISO time), which dates what has no date of its own. ``named``: what a state is called, by code.
    """

    title: str
    path: str
    page: str = ""
    address: str = ""
    record: str = ""
    changed: str | None = None
    named: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an entry tells of a statement or event; ``terms``: kind and term of each category."""

    kind: str
    name: str
    title: str
    authors: tuple[str, ...]
    terms: tuple[tuple[str, str | None], ...]
    content: str
    article: ArticleHead
    when: str | None


def atom(items: Sequence[RecordedStatement] | Sequence[RecordedEvent], head: FeedHead) -> bytes:
    """The feed of some statements or events, in their order, as UTF-8.

    The id of each never changes, whatever the room's address: it is made of the record's name and its own. ``updated``
    is its day, or else its article's, or else ``changed``; a day after ``changed`` lies ahead and is none. A feed is as
    new as the newest of its entries and of ``changed``.
    """
    changed = _moment(head.changed)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set(f"{{{_XML}}}lang", "en")
    _add(feed, "id", _id(head.record, "feed", head.path))
    _add(feed, "title", apart(head.title))
    entries = [_said(one) if isinstance(one, RecordedStatement) else _done(one, head.named) for one in items]
    times = [_updated(one, changed) for one in entries]
    _add(feed, "updated", max([changed or _NEVER, *times]))
    _link(feed, "self", head.address + head.path, "application/atom+xml")
    if head.page:
        _link(feed, "alternate", head.address + head.page, "text/html")
    _add(feed, "generator", "Verbale", version=__version__)
    # Of entries that have no author of their own, and of a feed without entries.
    _author(feed, head.record or "Verbale")
    for one, updated in zip(entries, times, strict=True):
        _entry(feed, one, updated, head)
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _entry(feed: etree._Element, one: _Entry, updated: str, head: FeedHead) -> None:
    article = one.article
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", _id(head.record, one.kind, one.name))
    _add(entry, "title", one.title)
    _add(entry, "updated", updated)
    if published := first_day(article.published.date):
        _add(entry, "published", f"{published}T00:00:00Z")
    for author in one.authors:
        _author(entry, author)
    _link(entry, "alternate", head.address + item_url(one.name), "text/html")
    if article.url and re.match(r"https?://", article.url, re.IGNORECASE):
        _link(entry, "via", quote(article.url, safe="!#$%&'()*+,-./:;=?@_~[]", errors="replace"), "text/html")
    for kind, term in dict.fromkeys(one.terms):
        if term:
            etree.SubElement(entry, f"{{{_ATOM}}}category", term=f"{kind}:{_clean(term)}", label=_clean(term))
    _add(entry, "content", one.content, type="text")


def _said(one: RecordedStatement) -> _Entry:
    """A statement: its speakers' words."""
    own = one.statement
    terms = (("act", own.act), *(("topic", each) for each in own.topics), *(("about", each) for each in own.about))
    words = apart(f"“{one.quote}”" if own.kind == "direct" else one.quote)
    dated = _dated("Said", own.date.date, one.article)
    speakers = tuple(_name(speaker) for speaker in (own.speaker, *own.co_speakers))
    title = f"{apart(speakers[0])} ({own.act}): {_shortened(one.quote)}"
    content = f"{words}\n\n{dated}{_where(one.article)}"
    return _Entry("statement", one.id, title, speakers, terms, content, one.article, one.when)


def _done(one: RecordedEvent, named: Callable[[str], str]) -> _Entry:
    """An event: the outlet's telling of it."""
    own = one.event
    single = (("type", own.type), ("status", own.status), ("subtype", own.subtype))
    parties = (("actor", own.actor), ("recipient", own.recipient))
    terms = (*single, *((kind, code) for kind, codes in parties for code in codes))
    status = "" if own.status == "occurred" else f", {own.status}"
    what = f"{own.type}{f' ({how(own)})' if how(own) else ''}{status}"
    dated = _dated("Date", own.date.date, one.article)
    title = f"{_parties(own, named)} ({own.type}{status}): {_shortened(one.quote)}"
    content = f"{apart(one.quote)}\n\n{_parties(own, named)}: {apart(what)}\n{dated}{_where(one.article)}"
    outlet = tuple(filter(None, (one.article.outlet,)))
    return _Entry("event", one.id, title, outlet, terms, content, one.article, one.when)


def _parties(event: Event, named: Callable[[str], str]) -> str:
    """Who did it to whom, or with whom: *Valdoria → Ilmaria and Kestria*."""
    actors, recipients = ([apart(named(code)) for code in codes] for codes in (event.actor, event.recipient))
    return f"{' and '.join(actors)} → {' and '.join(recipients)}" if recipients else " ↔ ".join(actors)


def _dated(label: str, day: str | None, article: ArticleHead) -> str:
    """The line of a date of its own, which is not that of the article; empty for none."""
    return f"{label}: {day}\n" if day and day != article.published.date else ""


def _where(article: ArticleHead) -> str:
    """The article that the words stand in."""
    told = (article.title, article.outlet, article.published.date or "date unknown")
    return ", ".join(apart(one) for one in told if one)


def _shortened(quoted: str) -> str:
    words = " ".join(quoted.split())
    if len(words) > _TITLE_LENGTH:
        words = words[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return apart(words)


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


def _updated(one: _Entry, changed: str | None) -> str:
    """The day of an entry, or else of its article, as a time; where none is known or they lie ahead, the record's."""
    for day in map(first_day, (one.when, one.article.published.date)):
        if day and (changed is None or f"{day}T00:00:00Z" <= changed):
            return f"{day}T00:00:00Z"
    return changed or _NEVER


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
