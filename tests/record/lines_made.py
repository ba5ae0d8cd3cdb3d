"""A quarrel of invented states over talks, told by three outlets over half a year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.record.fakes import article, event, statement
from verbale.record import Record
from verbale.schema import Annotated, DateMention, Published, Speaker

MINISTER = Speaker("osk.mfa.ines-halloran", "Inès Halloran", "foreign minister", "Foreign Ministry", "OSK")
RIVAL = Speaker(None, "Bram Oost", "leader of the opposition", None, "OSK")


def told(article_id: str, day: str, words: str, act: str, outlet: str = "The Lune Courier", **given: Any) -> Annotated:
    """An article of one statement of Oskara about Valdia."""
    speaker = given.pop("speaker", MINISTER)
    text = f"Oskara and Valdia\n\n{words}, {speaker.name} said.\n"
    one = statement(text, "s1", (words,), source=speaker.name, cue="said", act=act, kind="direct", speaker=speaker)
    one = replace(one, about=("VLD",), topics=("peace-talks",), date=DateMention(day, "day", "today", "the news"))
    published = Published(day, "day", "the line under the headline")
    return Annotated(article(article_id, text, outlet=outlet, published=published), (one,), model="fake-1", **given)


def happened(article_id: str, day: str, words: str, **fields: Any) -> Annotated:
    """An article of one event between Oskara and Valdia."""
    text = f"Oskara and Valdia\n\n{words}.\n"
    found = event(text, "e1", (words,), date=DateMention(day, "day", "today", "the news"), **fields)
    published = Published(day, "day", "the line under the headline")
    return Annotated(article(article_id, text, outlet="Evening Post", published=published), events=(found,), model="f")


def fill(record: Record) -> None:
    """Talks refused, refused by the opposition's word too, then agreed; a tariff and a thank-you between."""
    refused = "We will not sit down with Valdia over the herring grounds"
    record.add(told("a-refused", "2031-01-10", refused, "reject"))
    record.add(told("b-refused", "2031-01-10", refused, "reject", "Evening Post"))
    record.add(told("c-rival", "2031-02-01", "We will sit down with Valdia tomorrow", "commit", speaker=RIVAL))
    record.add(told("d-agreed", "2031-05-02", "We will sit down with Valdia in the spring", "commit"))
    tariff = "Oskara put a tariff on herring from Valdia"
    record.add(happened("e-tariff", "2031-01-20", tariff, type="SANCTION", score=-6.0))
    record.add(
        happened(
            "f-thanks",
            "2031-05-03",
            "Valdia thanked Oskara for the nets",
            type="SUPPORT",
            score=3.0,
            actor=("VLD",),
            recipient=("OSK",),
        )
    )
