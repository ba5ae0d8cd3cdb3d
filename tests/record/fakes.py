"""Annotated articles about invented states, made by hand, with offsets found from their words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from verbale.schema import (
    Annotated,
    Article,
    DateMention,
    Event,
    Published,
    Segment,
    SegmentKind,
    Span,
    Speaker,
    Statement,
)

HARBOUR = Speaker("osk.mfa.ines-halloran", "Inès Halloran", "foreign minister", "Foreign Ministry", "OSK")
ENVOY = Speaker(None, None, "a senior envoy", None, "VLD", anonymous=True, reason="only the role is named")

REPORT = """Oskara rejects harbour fee

Photo: A ferry at Port Lune.

"The fee is a toll on our patience," foreign minister Inès Halloran said on Tuesday. "We will not pay it."

A senior envoy of Valdia said that Oskara had promised to pay twice.

Sign up for our newsletter.
"""

BRIEFING = """Valdia lifts the fee

The envoy told reporters that the fee was suspended "until the talks in Port Lune".

Foreign minister Inès Halloran welcomed the step.
"""


def place(text: str, words: str) -> Span:
    """Where ``words`` stand in ``text``."""
    start = text.index(words)
    return start, start + len(words)


def article(article_id: str, text: str, **fields: Any) -> Article:
    """An article whose segments are its paragraphs: the first a headline, those that say so captions and adverts."""
    segments = []
    start = 0
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        start = text.index(paragraph, start)
        kind: SegmentKind = "body"
        if number == 0:
            kind = "headline"
        elif paragraph.startswith("Photo"):
            kind = "caption"
        elif paragraph.startswith("Sign up"):
            kind = "boilerplate"
        segments.append(Segment(start, start + len(paragraph), kind))
    return Article(article_id, text, segments=tuple(segments), **fields)


def statement(text: str, own_id: str, content: tuple[str, ...], **fields: Any) -> Statement:
    """A statement whose offsets are those of the words given; ``source`` and ``cue`` too are words."""
    spans: dict[str, Any] = {
        name: tuple(place(text, words) for words in (given if isinstance(given, tuple) else (given,)))
        for name, given in fields.items()
        if name in {"source", "cue", "prompted_by"}
    }
    others = {name: value for name, value in fields.items() if name not in spans}
    made = Statement(
        own_id, "indirect", "state", 0.91234567, (), (), tuple(place(text, one) for one in content), HARBOUR
    )
    return replace(made, **spans, **others)


def report(article_id: str = "report", text: str = REPORT, **fields: Any) -> Annotated:
    """A report with two statements, the first in two pieces."""
    known = {
        "title": "Oskara rejects harbour fee",
        "outlet": "The Lune Courier",
        "url": "https://courier.example/fee",
        "published": Published("2031-05-07", "day", "the line under the headline"),
        "reasons": (("title", "the first line"),),
    }
    statements = (
        statement(
            text,
            "s1",
            ("The fee is a toll on our patience", "We will not pay it."),
            source="foreign minister Inès Halloran",
            cue="said",
            kind="direct",
            act="reject",
            act_confidence=0.8,
            about=("VLD",),
            topics=("trade",),
            date=DateMention("2031-05-06", "day", "Tuesday", "the Tuesday before publication"),
        ),
        statement(
            text,
            "s2",
            ("Oskara had promised to pay twice",),
            source="A senior envoy of Valdia",
            cue="said that",
            act="accuse",
            speaker=ENVOY,
            about=("OSK",),
        ),
    )
    return Annotated(article(article_id, text, **(known | fields)), statements, model="fake-1")


def briefing(article_id: str = "briefing") -> Annotated:
    """A report without a date of publication, with two statements, one of them of two speakers."""
    statements = (
        statement(
            BRIEFING,
            "s1",
            ('the fee was suspended "until the talks in Port Lune"',),
            source="The envoy",
            cue="told",
            kind="mixed",
            act="commit",
            speaker=ENVOY,
            co_speakers=(Speaker(None, "Joss Ferrant", None, None, "TRV"),),
            about=("OSK", "TRV"),
        ),
        statement(BRIEFING, "s2", ("the step",), source="Inès Halloran", cue="welcomed", act="support", about=("VLD",)),
    )
    return Annotated(article(article_id, BRIEFING, outlet="Evening Post"), statements, model="fake-1")


def event(text: str, own_id: str, evidence: tuple[str, ...], **fields: Any) -> Event:
    """An event whose evidence is at the words given; REJECT of Oskara to Valdia unless ``fields`` say otherwise."""
    spans = tuple(place(text, words) for words in evidence)
    made = Event(own_id, "REJECT", ("OSK",), ("VLD",), "occurred", -2.0, 0.87654321, spans, status_confidence=0.7654321)
    return replace(made, **fields)


def eventful(article_id: str = "report", text: str = REPORT, **fields: Any) -> Annotated:
    """The report with its events: one dated and done by a statement, one historical, one negated, one reciprocal."""
    events = (
        event(
            text,
            "e1",
            ("We will not pay it.", "Oskara rejects harbour fee"),
            mode="yield",
            subtype="tariff",
            contexts=("economic", "territory"),
            statement="s1",
            date=DateMention("2031-05-06", "day", "Tuesday", "the Tuesday before publication"),
        ),
        event(
            text,
            "e2",
            ("Oskara had promised to pay twice",),
            type="AGREE",
            status="historical",
            score=2.5,
            date=DateMention("2030/2031-03", "interval", "twice", "before the news"),
        ),
        event(
            text,
            "e3",
            ("promised to pay",),
            type="SANCTION",
            status="negated",
            score=-6.0,
            actor=("VLD",),
            recipient=("OSK", "UNO"),
        ),
        event(
            text,
            "e4",
            ("A ferry at Port Lune",),
            type="CONSULT",
            score=2.5,
            actor=("OSK", "VLD", "TRV"),
            recipient=(),
            in_headline=True,
        ),
    )
    return replace(report(article_id, text, **fields), events=events)
