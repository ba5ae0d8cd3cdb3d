"""One article through the stages: statements and their speakers, actors, acts, dates, events.

:func:`prepare` does what needs the shared encoder's scores, :func:`finish` what needs the event tower's vectors;
between them the passages of many articles go through the tower together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import Resolved, SpeakerQuery, resolver
from verbale.events.coding import find_events, statement_date, with_topics
from verbale.events.parties import parties
from verbale.events.reading import Reading
from verbale.events.when import Calendar
from verbale.language.decode import Scores
from verbale.language.entities import entities
from verbale.language.model import LanguageModel
from verbale.language.tower import FloatArray
from verbale.linking.inside import answers
from verbale.schema import Annotated, Article, Mention, Statement
from verbale.statements.acts import ActSettings, decide
from verbale.statements.find import Draft, find_attributions, find_statements

if TYPE_CHECKING:
    from verbale.annotator import AnnotateOptions


@dataclass(frozen=True, slots=True)
class Work:
    """An article half done: statements without their final acts, and the passages to read for events."""

    article: Article
    scores: Scores
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    reading: Reading
    calendar: Calendar


def prepare(article: Article, scores: Scores, model: LanguageModel, registry: Registry) -> Work:
    """Find statements, speakers and actors, and choose what is to be read for events."""
    drafts, named = find_statements(article, scores, model), entities(scores)
    queries = [SpeakerQuery(d.source, d.cue, d.content) for d in drafts]
    reader = resolver(article, queries, registry, named)
    pairs = zip(drafts, queries, strict=True)
    statements = tuple(_statement(i, draft, reader.read(query)) for i, (draft, query) in enumerate(pairs))
    found = tuple(mentions(reader, named))
    parts = [(s.source, s.cue, s.content) for s in statements]
    reading = Reading(article, scores.encoded, scores.middle, parties(reader, found, statements), parts)
    return Work(article, scores, statements, found, reading, Calendar(article, reader.talk.found.text))


def finish(work: Work, hidden: Sequence[FloatArray], model: LanguageModel, options: AnnotateOptions) -> Annotated:
    """Acts, dates, topics and events; ``hidden``: the tower's vectors of the passages, in order."""
    article, reading = work.article, work.reading
    reading.take(model.events, hidden)
    statements = with_acts(work, ActSettings(**model.settings["events"]["act"]))
    attributions = find_attributions(article, work.scores, model) if options.attributions else ()
    found = Annotated(
        article,
        statements,
        attributions,
        model.version,
        work.mentions if options.mentions else (),
        find_events(reading, statements, work.calendar),
    )
    return replace(found, exchanges=answers(found))


def with_acts(work: Work, settings: ActSettings) -> tuple[Statement, ...]:
    """The statements of an article whose passages were read, with their acts, dates and topics."""
    text, out = work.article.text, []
    for statement, scores in zip(work.statements, work.reading.acts, strict=True):
        act, chance = decide(text, statement.cue, statement.content, scores, settings)
        when = statement_date(statement, work.calendar)
        made = replace(statement, act=act, act_confidence=round(chance, 4), date=when)
        out.append(with_topics(made, work.article, work.mentions))
    return tuple(out)


def _statement(index: int, draft: Draft, who: Resolved) -> Statement:
    return Statement(
        id=f"s{index + 1}",
        kind=draft.kind,
        act=draft.act,
        confidence=draft.confidence,
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        speaker=who.speaker,
        act_confidence=draft.act_confidence,
        in_headline=draft.in_headline,
        nested_in=None if draft.outer is None else f"s{draft.outer + 1}",
        co_speakers=who.co_speakers,
        about=who.about,
        prompted_by=draft.prompted_by,
    )
