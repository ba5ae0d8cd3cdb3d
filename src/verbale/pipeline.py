"""One article through the stages: statements, speakers, actors, acts, dates, events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import Resolved, SpeakerQuery, resolver
from verbale.events.coding import find_events, statement_date, with_topics
from verbale.events.parties import parties
from verbale.events.reading import Reading
from verbale.events.when import Calendar
from verbale.language.coder import ActQuery, FloatArray
from verbale.language.decode import Scores
from verbale.language.encoding import pieces_in
from verbale.language.entities import entities
from verbale.language.model import LanguageModel
from verbale.linking.inside import answers
from verbale.schema import Annotated, Article, Mention, Statement
from verbale.statements.acts import ActSettings, decide
from verbale.statements.find import Draft, find_attributions, find_statements

if TYPE_CHECKING:
    from verbale.annotator import AnnotateOptions


@dataclass(frozen=True, slots=True)
class Work:
    """An article read as far as nothing is decided that is fitted on readings.

    ``acts``: scores ``(k, 12)`` of the statements' acts; they have none yet.
    """

    article: Article
    statements: tuple[Statement, ...]
    acts: FloatArray
    mentions: tuple[Mention, ...]
    reading: Reading
    calendar: Calendar


def run(
    article: Article, scores: Scores, model: LanguageModel, registry: Registry, options: AnnotateOptions
) -> Annotated:
    """Everything that an article says."""
    work = prepare(article, scores, model, registry)
    statements = with_acts(work, ActSettings(**model.settings["acts"]))
    attributions = find_attributions(article, scores, model) if options.attributions else ()
    found = Annotated(
        article,
        statements,
        attributions,
        model.version,
        work.mentions if options.mentions else (),
        find_events(work.reading, statements, work.calendar),
    )
    return replace(found, exchanges=answers(found))


def prepare(article: Article, scores: Scores, model: LanguageModel, registry: Registry) -> Work:
    """Find statements, speakers and actors, and read acts and relations."""
    drafts, named = find_statements(article, scores, model), entities(scores)
    queries = [SpeakerQuery(d.source, d.cue, d.content) for d in drafts]
    reader = resolver(article, queries, registry, named)
    pairs = zip(drafts, queries, strict=True)
    statements = tuple(_statement(i, draft, reader.read(query)) for i, (draft, query) in enumerate(pairs))
    found = tuple(mentions(reader, named))
    acts = model.coder.acts(scores.hidden, [_asked(s, scores) for s in statements])
    reading = Reading.read(article, scores, parties(reader, found, statements), model.coder)
    return Work(article, statements, acts, found, reading, Calendar(article, reader.talk.found.text))


def _asked(statement: Statement, scores: Scores) -> ActQuery:
    return ActQuery(*(pieces_in(scores.encoded, getattr(statement, part)) for part in ("content", "cue", "source")))


def with_acts(work: Work, settings: ActSettings) -> tuple[Statement, ...]:
    """The statements of an article with their acts, dates and topics."""
    text, out = work.article.text, []
    for statement, scores in zip(work.statements, work.acts, strict=True):
        act, chance = decide(text, statement.cue, statement.content, scores, settings)
        when = statement_date(statement, work.calendar)
        made = replace(statement, act=act, act_confidence=round(chance, 4), date=when)
        out.append(with_topics(made, work.article, work.mentions))
    return tuple(out)


def _statement(index: int, draft: Draft, who: Resolved) -> Statement:
    return Statement(
        id=f"s{index + 1}",
        kind=draft.kind,
        act="state",
        confidence=draft.confidence,
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        speaker=who.speaker,
        in_headline=draft.in_headline,
        nested_in=None if draft.outer is None else f"s{draft.outer + 1}",
        co_speakers=who.co_speakers,
        about=who.about,
        prompted_by=draft.prompted_by,
    )
