"""Statements and events as linking sees them: small, comparable, without their articles' texts."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from verbale.dates.periods import read as period_of
from verbale.schema import HEAD_KINDS, Annotated, DateMention, Event, Published, Span, Speaker, Statement

ItemKind = Literal["statement", "event"]
#: Pieces of an event's evidence that speak for it: a long document comes back to one event dozens of times.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A statement or an event of one article.

    ``id``: ``ARTICLE#s1`` or ``ARTICLE#e1``. ``place``: from the first to the last offset of its evidence. ``words``:
    the content of a statement, the evidence of an event. ``cue``: a statement's reporting words. ``actors``: whose it
    is (codes; the speakers' states, or an event's actors), ``targets``: towards whom (the states it is about, or the
    recipients; of a reciprocal event its actors). ``names``: family names of the speakers, folded. ``act``: of a
    statement. ``type``: of an event, or the PLOVER type of a statement's act through its event. ``subtype``: of an
    event; ``joint-statement`` of a statement that several states make. ``first``, ``last``:
    the days between which it was said or done, None where unknown; ``published``: the article's day. ``former``: a
    former official's, or nobody's who speaks for a state. ``said``: for an event, the id of the statement by which it
    was done.
    """

    id: str
    article: str
    kind: ItemKind
    place: Span
    words: str
    cue: str = ""
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    act: str = ""
    type: str = ""
    status: str = "occurred"
    subtype: str = ""
    score: float = 0.0
    topics: frozenset[str] = frozenset()
    first: dt.date | None = None
    last: dt.date | None = None
    published: dt.date | None = None
    outlet: str = ""
    quoted: bool = False
    former: bool = False
    in_headline: bool = False
    nested_in: str = ""
    prompted_by: tuple[Span, ...] = ()
    said: str = ""
    confidence: float = 1.0

    @property
    def alone(self) -> bool:
        """Whether it stands for itself: an event done by a statement is that statement over again."""
        return not self.said

    @property
    def day(self) -> dt.date | None:
        """The first day of the item, else its article's."""
        return self.first or self.published


def fold(text: str) -> str:
    """Text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def items_of(annotated: Annotated) -> tuple[Item, ...]:
    """The items of an article, in text order."""
    article = annotated.article
    made = [*_statements(annotated), *_events(annotated)]
    assert all(item.article == article.id for item in made)
    return tuple(sorted(made, key=lambda item: (item.place, item.id)))


def _statements(annotated: Annotated) -> Iterator[Item]:
    article, text = annotated.article, annotated.article.text
    types = {e.statement: e.type for e in annotated.events if e.statement}
    for s in annotated.statements:
        spans = s.content or (*s.source, *s.cue)
        if not spans:
            continue
        speakers = (s.speaker, *s.co_speakers)
        first, last = _days(s.date)
        yield Item(
            id=f"{article.id}#{s.id}",
            article=article.id,
            kind="statement",
            place=(min(a for a, _ in spans), max(b for _, b in spans)),
            words=" … ".join(text[a:b] for a, b in spans),
            cue=" ".join(text[a:b] for a, b in s.cue),
            actors=frozenset(one.country for one in speakers if one.country),
            targets=frozenset(s.about),
            names=frozenset(_family(one) for one in speakers if one.name),
            act=s.act,
            type=types.get(s.id, ""),
            subtype="joint-statement" if len({one.country for one in speakers if one.country}) > 1 else "",
            topics=frozenset(s.topics),
            first=first,
            last=last,
            published=_published(article.published),
            outlet=article.outlet or "",
            quoted=s.kind != "indirect",
            former=_silent(s),
            in_headline=s.in_headline,
            nested_in=f"{article.id}#{s.nested_in}" if s.nested_in else "",
            prompted_by=s.prompted_by,
            confidence=s.confidence,
        )


def _events(annotated: Annotated) -> Iterator[Item]:
    article, text = annotated.article, annotated.article.text
    heads = [segment for segment in article.segments if segment.kind in HEAD_KINDS]
    for e in annotated.events:
        first, last = _days(e.date)
        # In the order of the text, the headline last: what leads to an event stands where it is first told.
        told = sorted(e.evidence, key=lambda span: (any(one.start <= span[0] < one.end for one in heads), span))
        yield Item(
            id=f"{article.id}#{e.id}",
            article=article.id,
            kind="event",
            place=told[0] if told else (0, 0),
            words=" … ".join(text[a:b] for a, b in told[:TELLING]),
            actors=frozenset(e.actor),
            targets=frozenset(e.recipient or e.actor),
            type=e.type,
            status=e.status,
            subtype=e.subtype or "",
            score=e.score,
            topics=frozenset(_topics(e, annotated)),
            first=first,
            last=last,
            published=_published(article.published),
            outlet=article.outlet or "",
            in_headline=e.in_headline,
            said=f"{article.id}#{e.statement}" if e.statement else "",
            confidence=e.confidence,
        )


def _topics(event: Event, annotated: Annotated) -> tuple[str, ...]:
    """The topics of the statement by which an event was done, else those that its own words name."""
    from verbale.events.wording import Wordings

    for statement in annotated.statements:
        if statement.id == event.statement:
            return statement.topics
    words = " ".join(annotated.article.text[a:b] for a, b in event.evidence)
    return tuple(Wordings.load().topics(words))


def _family(speaker: Speaker) -> str:
    return fold((speaker.name or "").split()[-1])


def _silent(statement: Statement) -> bool:
    speakers = (statement.speaker, *statement.co_speakers)
    return all(one.former or not one.country for one in speakers)


def _days(date: DateMention) -> tuple[dt.date | None, dt.date | None]:
    period = period_of(date.date)
    return (None, None) if period is None else (period.first, period.last)


def _published(published: Published) -> dt.date | None:
    period = period_of(published.date)
    return None if period is None else period.first


def to_json(item: Item) -> dict[str, Any]:
    """An item as JSON values, empty fields left out."""
    out: dict[str, Any] = {}
    for field in fields(Item):
        value = getattr(item, field.name)
        if value == field.default:
            continue
        if isinstance(value, frozenset):
            value = sorted(value)
        out[field.name] = value.isoformat() if isinstance(value, dt.date) else value
    return out


def from_json(value: Mapping[str, Any]) -> Item:
    """The item that :func:`to_json` wrote."""
    known = dict(value)
    for name in ("actors", "targets", "names", "topics"):
        known[name] = frozenset(known.get(name, ()))
    for name in ("first", "last", "published"):
        if name in known:
            known[name] = dt.date.fromisoformat(known[name])
    known["place"] = tuple(known["place"])
    known["prompted_by"] = tuple((a, b) for a, b in known.get("prompted_by", ()))
    return Item(**known)
