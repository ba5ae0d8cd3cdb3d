from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.record.fakes import ENVOY, eventful, report
from verbale.record.model import ArticleHead, RecordedEvent, RecordedStatement
from verbale.schema import DateMention, Event, Published, Speaker
from verbale.web.feed import FeedHead, atom

STATEMENT = report().statements[0]
REFUSAL, PROMISE, THREAT, TALKS = eventful().events[:4]
HEAD = FeedHead(
    "Statements about Valdia",
    "/search.atom?about=VLD",
    "/search?about=VLD",
    "https://room.example",
    "harbour",
    "2031-06-01T10:00:00+02:00",
)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


ARTICLE = ArticleHead(
    "report",
    "Oskara rejects <harbour> fee & more",
    "The Lune Courier",
    "https://courier.example/fee?a=1&b=2",
    Published("2031-05-07", "day"),
)
EVENTS = FeedHead(
    "Events by Oskara",
    "/events.atom?actor=OSK",
    "/events?actor=OSK",
    "https://room.example",
    "harbour",
    "2031-06-01T10:00:00+02:00",
    lambda code: {"OSK": "Oskara", "VLD": "Valdia"}.get(code, code),
)


def said(own: str = "s1", **fields: Any) -> RecordedStatement:
    quote = fields.pop("quote", "The fee is a toll on our patience")
    statement = replace(fields.pop("statement", STATEMENT), id=own)
    return RecordedStatement(replace(ARTICLE, **fields), statement, quote)


def done(own: str = "e1", event: Event = REFUSAL, quote: str = "We will not pay it.", **fields: Any) -> RecordedEvent:
    return RecordedEvent(replace(ARTICLE, **fields), replace(event, id=own), quote)


def parsed(data: bytes) -> Any:
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    feed = etree.fromstring(data)
    check(feed)
    return feed


def check(feed: Any) -> None:
    """What RFC 4287 asks of a feed, as far as this one uses it."""

    def texts(element: Any, name: str) -> list[str]:
        return [one.text or "" for one in element.findall(f"a:{name}", ATOM)]

    assert feed.tag == f"{{{ATOM['a']}}}feed"
    entries = feed.findall("a:entry", ATOM)
    ids = [one for element in (feed, *entries) for one in texts(element, "id")]
    assert len(ids) == len(entries) + 1 == len(set(ids))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    for element in (feed, *entries):
        assert len(texts(element, "title")) == len(texts(element, "updated")) == 1
        for one in (*texts(element, "updated"), *texts(element, "published")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one)
        assert all(one.findall("a:name", ATOM)[0].text for one in element.findall("a:author", ATOM))
        rels = [(one.get("rel"), one.get("type")) for one in element.findall("a:link", ATOM)]
        assert len(rels) == len(set(rels))
    assert feed.findall("a:author", ATOM)
    assert feed.findall("a:link", ATOM)[0].get("rel") == "self"
    assert all(len(one.findall("a:content", ATOM)) == 1 for one in entries)


def test_a_reader_reads_it() -> None:
    data = atom([said("s1"), said("s2", statement=replace(STATEMENT, speaker=ENVOY, kind="indirect"))], HEAD)
    parsed(data)
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.updated) == ("atom10", HEAD.title, "2031-06-01T08:00:00Z")
    first, second = feed.entries
    assert first.title == "Inès Halloran (reject): The fee is a toll on our patience"
    assert first.author == "Inès Halloran"
    assert first.link == "https://room.example/statement/report%23s1"
    assert [one.href for one in first.links if one.rel == "via"] == ["https://courier.example/fee?a=1&b=2"]
    assert (first.updated, first.published) == ("2031-05-06T00:00:00Z", "2031-05-07T00:00:00Z")
    assert first.content[0].value.startswith(
        "“The fee is a toll on our patience”\n\nSaid: 2031-05-06\nOskara rejects <h"
    )
    assert {one.term for one in first.tags} == {"act:reject", "topic:trade", "about:VLD"}
    assert second.author == "a senior envoy"


def test_a_reader_reads_events() -> None:
    data = atom([done(), done("e2", THREAT), done("e3", TALKS, outlet=None)], EVENTS)
    parsed(data)
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.updated) == ("atom10", EVENTS.title, "2031-06-01T08:00:00Z")
    assert [(one.rel, one.href) for one in feed.feed.links] == [
        ("self", "https://room.example/events.atom?actor=OSK"),
        ("alternate", "https://room.example/events?actor=OSK"),
    ]
    first, second, third = feed.entries
    assert first.title == "Oskara → Valdia (REJECT): We will not pay it."
    assert second.title == "Valdia → Oskara and UNO (SANCTION, negated): We will not pay it."
    assert third.title.startswith("Oskara ↔ Valdia ↔ TRV (CONSULT): ")
    assert (first.author, second.author) == ("The Lune Courier", "The Lune Courier")
    assert feed.feed.author == "harbour"
    assert "author" not in third
    assert first.link == "https://room.example/event/report%23e1"
    assert [one.href for one in first.links if one.rel == "via"] == ["https://courier.example/fee?a=1&b=2"]
    assert (first.updated, first.published) == ("2031-05-06T00:00:00Z", "2031-05-07T00:00:00Z")
    assert first.content[0].value == (
        "We will not pay it.\n\nOskara → Valdia: REJECT (yield, tariff)\nDate: 2031-05-06\n"
        "Oskara rejects <harbour> fee & more, The Lune Courier, 2031-05-07"
    )
    assert {one.term for one in first.tags} == {
        "type:REJECT",
        "status:occurred",
        "subtype:tariff",
        "actor:OSK",
        "recipient:VLD",
    }
    assert "VLD: SANCTION, negated" in second.content[0].value.replace("Valdia → Oskara and UNO", "VLD")


def test_what_is_planned_has_the_day_on_which_it_is_told() -> None:
    planned = replace(PROMISE, status="future", date=DateMention("2031-09", "month"))
    feed = feedparser.parse(atom([done(event=planned)], EVENTS))
    assert feed.entries[0].updated == feed.entries[0].published == "2031-05-07T00:00:00Z"
    assert feed.feed.updated == "2031-06-01T08:00:00Z"
    assert "future" in feed.entries[0].title
    assert "Date: 2031-09\n" in feed.entries[0].content[0].value
    feed = feedparser.parse(atom([done(event=planned, published=Published())], EVENTS))
    assert feed.entries[0].updated == "2031-06-01T08:00:00Z"
    feed = feedparser.parse(atom([said(statement=replace(STATEMENT, date=DateMention("2032", "year")))], HEAD))
    assert feed.entries[0].updated == "2031-05-07T00:00:00Z"


def test_ids_do_not_change() -> None:
    def ids(head: FeedHead) -> list[str | None]:
        return [one.text for one in parsed(atom([said("s1")], head)).iter(f"{{{ATOM['a']}}}id")]

    assert ids(HEAD) == ids(replace(HEAD, address="http://127.0.0.1:8000", title="x", changed=None))
    assert ids(HEAD)[1] == ids(replace(HEAD, path="/search.atom?q=x"))[1]
    assert ids(HEAD)[0] != ids(replace(HEAD, path="/search.atom?q=x"))[0]
    assert ids(HEAD)[1] != ids(replace(HEAD, record="other"))[1]


def test_ids_of_events_do_not_change() -> None:
    def ids(head: FeedHead, own: str = "e1") -> list[str | None]:
        return [one.text for one in parsed(atom([done(own)], head)).iter(f"{{{ATOM['a']}}}id")]

    assert ids(EVENTS) == ids(replace(EVENTS, address="http://127.0.0.1:8000", title="x", changed=None, named=str))
    assert ids(EVENTS)[1] == ids(replace(EVENTS, path="/events.atom"))[1]
    assert ids(EVENTS)[0] != ids(replace(EVENTS, path="/events.atom"))[0]
    assert ids(EVENTS)[1] != ids(replace(EVENTS, record="other"))[1]
    assert ids(EVENTS)[1] != ids(EVENTS, "e2")[1]
    # What readers have noted as read must stay so.
    assert ids(EVENTS)[1] == "urn:uuid:f50ee1c2-a267-5e9d-b0e2-c5548570f63f"
    (told,) = parsed(atom([said()], HEAD)).findall("a:entry/a:id", ATOM)
    assert told.text == "urn:uuid:33c5887e-975c-577b-93fd-31350cc36606"


def test_what_has_no_date() -> None:
    undated = said(published=Published(), statement=replace(STATEMENT, date=DateMention()))
    feed = feedparser.parse(atom([undated], HEAD))
    assert feed.entries[0].updated == "2031-06-01T08:00:00Z"
    assert "published" not in feed.entries[0]
    assert "date unknown" in feed.entries[0].content[0].value
    feed = feedparser.parse(atom([undated], replace(HEAD, changed=None)))
    assert feed.entries[0].updated == feed.feed.updated == "1970-01-01T00:00:00Z"


def test_a_feed_without_entries() -> None:
    feed = parsed(atom([], FeedHead("Nothing", "/search.atom", changed="no time")))
    assert feed.findall("a:link", ATOM)[0].get("href") == "/search.atom"


def test_what_is_no_address_is_no_link() -> None:
    data = atom([said(url="javascript:alert(1)"), said("s2", url="https://x.example/\u0001 é")], HEAD)
    assert b"javascript" not in data
    assert b"https://x.example/%01%20%C3%A9" in data
    parsed(data)


TEXT = st.text(st.characters(), max_size=30)


@given(title=TEXT, quote=TEXT, name=TEXT, own=TEXT)
def test_any_text_makes_a_feed(title: str, quote: str, name: str, own: str) -> None:
    speaker = Speaker(name=name or None)
    one = said(own, title=title, outlet=title, quote=quote, id=title, statement=replace(STATEMENT, speaker=speaker))
    parsed(atom([one], replace(HEAD, title=title, record=name)))


@given(title=TEXT, quote=TEXT, code=TEXT, own=TEXT)
def test_any_text_makes_a_feed_of_events(title: str, quote: str, code: str, own: str) -> None:
    event = replace(REFUSAL, type=title, mode=quote, subtype=own, actor=(code, title), recipient=(own,))
    one = done(own, event, quote, title=title, outlet=title or None, id=title)
    parsed(atom([one], replace(EVENTS, title=title, record=code)))


def test_what_is_written_from_right_to_left_stands_apart() -> None:
    speaker = Speaker(None, "\u202eשרה\u202c", None, None, "OSK")
    one = said(quote="\u2067שלום (x)", title="\u202bכותרת", statement=replace(STATEMENT, speaker=speaker))
    feed = parsed(atom([one], replace(HEAD, title="Statements with “שלום”")))
    told = " ".join(feed.itertext())
    assert not set(told) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
    assert told.count("\u2068") == told.count("\u2069") > 3
    title = feed.findtext("a:entry/a:title", namespaces=ATOM)
    assert title == "\u2068שרה\u2069 (reject): \u2068שלום (x)\u2069"
