"""From what was read to events: candidates joined, dated, given a status, weighed, and worded in PLOVER."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from verbale.dates.periods import read as period_of
from verbale.events.candidates import Candidate, related_candidates, spoken_candidates
from verbale.events.merging import merged, outdo, with_statements
from verbale.events.ontology import Ontology
from verbale.events.reading import Reading
from verbale.events.topics import around_of, topics_of
from verbale.events.weighing import Weights, features, fitted
from verbale.events.when import Calendar, carried
from verbale.events.wording import Wordings
from verbale.language.coder import FloatArray
from verbale.language.labels import STATUSES
from verbale.schema import HEAD_KINDS, Article, DateMention, Event, Mention, Span, Spans, Statement

#: Days before publication after which what happened is background.
BACKGROUND, STALE = 30, 10
#: And days after which it surely is.
LONG_AGO = 300
#: Words that say that something lies back.
_BEFORE = re.compile(
    r"\b(?:previously|at the time|years? ago|months? ago|in the past|"
    r"had (?:already |long |earlier |once )?\w+(?:ed|en|wn)|"
    r"earlier (?:this year|in the)|once \w+ed)\b"
)


#: What stands behind one who is asked to do something.
_SHOULD = re.compile(r"\s+(?:should|must|ought to|needs? to|ha[sd] to)\s+(?!ask|urge|demand|call|request|press)")


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its date, on its way to an event; ``chance``: that it is one."""

    candidate: Candidate
    date: DateMention
    chance: float


def find_events(
    reading: Reading, statements: Sequence[Statement], calendar: Calendar, weights: Weights | None = None
) -> tuple[Event, ...]:
    """The events of an article, in the order of their evidence."""
    settings = weights or fitted()
    found = [f for f in weighed(reading, statements, calendar, settings) if f.chance >= settings.threshold]
    return tuple(_event(i, f, reading.article.text, statements) for i, f in enumerate(found))


def weighed(
    reading: Reading, statements: Sequence[Statement], calendar: Calendar, settings: Weights | None
) -> list[Found]:
    """Every candidate of an article with its date and how sure it is; ``settings`` None leaves that open."""
    spoken = spoken_candidates(reading, statements)
    everything = with_statements(spoken, related_candidates(reading))
    tops = [(s.start, s.end) for s in reading.article.segments if s.kind in HEAD_KINDS]
    contents = sorted(span for s in statements for span in s.content)
    for candidate in everything:
        _turn(candidate, reading.article.text)
        date = _dated(candidate, statements, calendar, contents)
        candidate.day = date.date or ""
        _settle_status(candidate, date, calendar)
    headline = [any(a <= c.evidence[0][0] < b for a, b in tops) for c in everything]
    outdo(everything)
    out = []
    for candidate in merged(everything, headline):
        date = _dated(candidate, statements, calendar, contents)
        row = features(candidate, len(reading.article.text))
        out.append(Found(candidate, date, settings.chance(row) if settings else 0.0))
    return sorted(out, key=lambda f: f.candidate.evidence[0])


def statement_date(statement: Statement, calendar: Calendar) -> DateMention:
    """When a statement was made: as its clause says, else on the day that the passage or the opening gives."""
    own = calendar.said(statement.source, statement.cue, statement.content)
    return own if own.date or own.text else _carried_on(statement.content[0], calendar, own)


def _carried_on(place: Span, calendar: Calendar, own: DateMention) -> DateMention:
    for value, reason in (
        (calendar.before(place[0], 1), "the day given just before"),
        (calendar.news, "the day of the news"),
        (calendar.before(place[0]), "the day given just before"),
    ):
        if value.date:
            return carried(value, reason)
    return own


def _dated(
    candidate: Candidate, statements: Sequence[Statement], calendar: Calendar, contents: Sequence[Span]
) -> DateMention:
    if candidate.statement is not None:
        return statements[candidate.statement].date
    evidence = candidate.evidence[0]
    said = _within(evidence, contents)
    own = calendar.happened(evidence, within=said)
    if own.date or own.text or said or candidate.status != "occurred":
        return own
    return _carried_on(evidence, calendar, own)


def _within(evidence: Span, contents: Sequence[Span]) -> Span | None:
    """The content that holds an evidence."""
    return next((span for span in contents if span[0] <= evidence[0] and evidence[1] <= span[1]), None)


def _turn(candidate: Candidate, text: str) -> None:
    """Turn a request about whose actor it is said that they should do something: they are asked, and do not ask."""
    if candidate.type != "REQUEST" or candidate.statement is not None or candidate.at is None:
        return
    if candidate.recipient and _SHOULD.match(text, candidate.at[1]):
        candidate.actor, candidate.recipient = candidate.recipient, candidate.actor


def _settle_status(candidate: Candidate, date: DateMention, calendar: Calendar) -> None:
    """What the date tells of the status: long past is background, a day to come is no past."""
    before = _BEFORE.search(calendar.text, *candidate.evidence[0]) is not None
    if before:
        candidate.statuses = _scaled(candidate.statuses, occurred=0.03)
    when, published = period_of(date.date), period_of(calendar.article.published.date)
    if when is None or published is None:
        return
    begin, end, today = when.first, when.last, published.last
    if begin > today:
        candidate.statuses = _scaled(candidate.statuses, occurred=0.02, historical=0.02)
    elif (today - end).days > LONG_AGO:
        candidate.statuses = _scaled(candidate.statuses, occurred=0.001, future=0.1)
    elif (today - end).days > BACKGROUND:
        candidate.statuses = _scaled(candidate.statuses, occurred=0.05, future=0.1)
    elif (today - end).days > STALE:
        candidate.statuses = _scaled(candidate.statuses, occurred=0.3, future=0.1)
    elif (today - begin).days <= 4 and not before:
        candidate.statuses = _scaled(candidate.statuses, historical=0.2)


def _scaled(chances: FloatArray, **factors: float) -> FloatArray:
    """Probabilities of the statuses with some of them multiplied, summing to 1 again."""
    out = np.array([c * factors.get(name, 1.0) for name, c in zip(STATUSES, chances, strict=True)], np.float32)
    return np.asarray(out / out.sum(), np.float32)


def _event(index: int, found: Found, text: str, statements: Sequence[Statement]) -> Event:
    candidate = found.candidate
    evidence: Spans = tuple(dict.fromkeys([*candidate.best, *candidate.evidence]))
    statement = None if candidate.statement is None else statements[candidate.statement]
    words = text[evidence[0][0] : evidence[0][1]]
    if statement is not None:
        words = " ".join([words, *(text[a:b] for a, b in statement.content)])
    wordings, ontology = Wordings.load(), Ontology.load()
    mode = wordings.mode(candidate.type, words)
    return Event(
        id=f"e{index + 1}",
        type=candidate.type,
        actor=candidate.actor,
        recipient=candidate.recipient,
        status=candidate.status,
        score=ontology.score(candidate.type, mode),
        confidence=round(found.chance, 4),
        evidence=evidence,
        mode=mode,
        subtype=wordings.subtype(candidate.type, words),
        contexts=wordings.contexts(words),
        date=found.date,
        statement=None if statement is None else statement.id,
        status_confidence=round(float(candidate.statuses.max()), 4),
        in_headline=candidate.in_headline,
    )


def with_topics(statement: Statement, article: Article, mentions: Sequence[Mention] = ()) -> Statement:
    """A statement with the topics that its content names, else its sentence, its question or a near headline."""
    content = " ".join(article.text[a:b] for a, b in statement.content)
    return replace(statement, topics=topics_of(content, around_of(statement, article, mentions)).topics)
