"""The data as JSON: what ``verbale annotate`` writes, and back again.

The field names are the program's contract with its users (docs/reference); new fields may be added, none renamed.
Probabilities are rounded to four digits, so that the last bits of a float never make two outputs differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from verbale.schema import (
    Annotated,
    Article,
    Attribution,
    DateMention,
    Event,
    Exchange,
    Mention,
    Problem,
    Published,
    Segment,
    Spans,
    Speaker,
    Statement,
    Turn,
)

Json = dict[str, Any]


def dumps(value: Mapping[str, Any]) -> str:
    """One JSON object on one line, readable in any script; lone surrogates are written as escapes."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(value, ensure_ascii=True)
    return line


def annotated_to_json(annotated: Annotated, *, attributions: bool = False, mentions: bool = False) -> Json:
    """An annotated article as the object ``verbale annotate`` writes.

    ``attributions`` and ``mentions`` add the keys of those names.
    """
    out = article_to_json(annotated.article)
    out["statements"] = [statement_to_json(statement) for statement in annotated.statements]
    out["events"] = [event_to_json(event) for event in annotated.events]
    out["exchanges"] = [_exchange_to_json(found) for found in annotated.exchanges]
    if attributions:
        out["attributions"] = [_attribution_to_json(found) for found in annotated.attributions]
    if mentions:
        out["mentions"] = [_mention_to_json(found) for found in annotated.mentions]
    out["model"] = annotated.model
    return out


def annotated_from_json(value: Mapping[str, Any]) -> Annotated:
    """The article that :func:`annotated_to_json` wrote.

    Raises ``KeyError`` or ``TypeError`` where a field that every article has is missing or of another type.
    """
    return Annotated(
        article=article_from_json(value),
        statements=tuple(statement_from_json(item) for item in value["statements"]),
        attributions=tuple(_attribution_from_json(item) for item in value.get("attributions", ())),
        model=value.get("model", ""),
        mentions=tuple(_mention_from_json(item) for item in value.get("mentions", ())),
        events=tuple(event_from_json(item) for item in value.get("events", ())),
        exchanges=tuple(Exchange(**item) for item in value.get("exchanges", ())),
    )


def _exchange_to_json(found: Exchange) -> Json:
    return {"response": found.response, "to": found.to, "confidence": found.confidence, "reason": found.reason}


def problem_to_json(problem: Problem) -> Json:
    """An input that could not be read, as the line that stands for it among the annotated ones."""
    return {"id": problem.id, "error": problem.line()}


def article_to_json(article: Article) -> Json:
    """An article without what was found in it."""
    out: Json = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "published": published_to_json(article.published),
        "form": article.form,
        "issuer": article.issuer,
        "reasons": dict(article.reasons),
        "segments": [{"start": seg.start, "end": seg.end, "kind": seg.kind} for seg in article.segments],
    }
    if article.turns:
        out["turns"] = turns_to_json(article.turns)
    return out


def article_from_json(value: Mapping[str, Any]) -> Article:
    """The article of :func:`article_to_json`."""
    return Article(
        id=value["id"],
        text=value["text"],
        published=Published(**value["published"]),
        segments=tuple(Segment(**item) for item in value["segments"]),
        title=value.get("title"),
        outlet=value.get("outlet"),
        byline=value.get("byline"),
        url=value.get("url"),
        form=value.get("form", "press"),
        issuer=value.get("issuer"),
        turns=turns_from_json(value.get("turns", ())),
        reasons=tuple(value.get("reasons", {}).items()),
    )


def published_to_json(published: Published) -> Json:
    """A publication date with its reason and bounds."""
    return {
        "date": published.date,
        "precision": published.precision,
        "basis": published.basis,
        "not_before": published.not_before,
        "not_after": published.not_after,
    }


def turns_to_json(turns: Iterable[Turn]) -> list[Json]:
    """A transcript's turns."""
    return [
        {"label": list(turn.label), "start": turn.start, "end": turn.end, "name": turn.name, "role": turn.role}
        for turn in turns
    ]


def turns_from_json(value: Iterable[Mapping[str, Any]]) -> tuple[Turn, ...]:
    """The turns of :func:`turns_to_json`."""
    return tuple(
        Turn(
            label=(item["label"][0], item["label"][1]),
            start=item["start"],
            end=item["end"],
            name=item["name"],
            role=item["role"],
        )
        for item in value
    )


def statement_to_json(statement: Statement) -> Json:
    """One statement, its offsets those of its article's text."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "act": statement.act,
        "act_confidence": round(statement.act_confidence, 4),
        "confidence": round(statement.confidence, 4),
        "in_headline": statement.in_headline,
        "nested_in": statement.nested_in,
        "source": spans_to_json(statement.source),
        "cue": spans_to_json(statement.cue),
        "content": spans_to_json(statement.content),
        "speaker": speaker_to_json(statement.speaker),
        "co_speakers": [speaker_to_json(speaker) for speaker in statement.co_speakers],
        "addressee": statement.addressee,
        "about": list(statement.about),
        "topics": list(statement.topics),
        "date": _date_to_json(statement.date),
        "prompted_by": spans_to_json(statement.prompted_by),
    }


def statement_from_json(value: Mapping[str, Any]) -> Statement:
    """The statement of :func:`statement_to_json`."""
    return Statement(
        id=value["id"],
        kind=value["kind"],
        act=value["act"],
        act_confidence=value.get("act_confidence", 0.0),
        confidence=value["confidence"],
        in_headline=value["in_headline"],
        nested_in=value["nested_in"],
        source=spans_from_json(value["source"]),
        cue=spans_from_json(value["cue"]),
        content=spans_from_json(value["content"]),
        speaker=Speaker(**value["speaker"]),
        co_speakers=tuple(Speaker(**item) for item in value["co_speakers"]),
        addressee=value["addressee"],
        about=tuple(value["about"]),
        topics=tuple(value["topics"]),
        date=DateMention(**value["date"]),
        prompted_by=spans_from_json(value["prompted_by"]),
    )


def event_to_json(event: Event) -> Json:
    """One event, its offsets those of its article's text."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "subtype": event.subtype,
        "contexts": list(event.contexts),
        "status": event.status,
        "status_confidence": round(event.status_confidence, 4),
        "score": event.score,
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "date": _date_to_json(event.date),
        "evidence": spans_to_json(event.evidence),
        "statement": event.statement,
        "in_headline": event.in_headline,
        "confidence": round(event.confidence, 4),
    }


def event_from_json(value: Mapping[str, Any]) -> Event:
    """The event of :func:`event_to_json`."""
    rest = dict(value)
    rest |= {name: tuple(value[name]) for name in ("contexts", "actor", "recipient")}
    rest |= {"date": DateMention(**value["date"]), "evidence": spans_from_json(value["evidence"])}
    return Event(**rest)


def _date_to_json(date: DateMention) -> Json:
    return {"date": date.date, "precision": date.precision, "text": date.text, "basis": date.basis}


def _mention_to_json(mention: Mention) -> Json:
    return {
        "span": list(mention.span),
        "kind": mention.kind,
        "actor": speaker_to_json(mention.actor),
        "confidence": round(mention.confidence, 4),
    }


def _mention_from_json(value: Mapping[str, Any]) -> Mention:
    start, end = value["span"]
    return Mention((start, end), value["kind"], Speaker(**value["actor"]), value["confidence"])


def speaker_to_json(speaker: Speaker) -> Json:
    """Who is answerable for a statement; unknown parts are null."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "office": speaker.office,
        "institution": speaker.institution,
        "country": speaker.country,
        "anonymous": speaker.anonymous,
        "former": speaker.former,
        "reason": speaker.reason,
        "confidence": round(speaker.confidence, 4),
    }


def spans_to_json(spans: Spans) -> list[list[int]]:
    """Offsets as lists."""
    return [[start, end] for start, end in spans]


def spans_from_json(value: Iterable[Iterable[int]]) -> Spans:
    """The offsets of :func:`spans_to_json`."""
    return tuple((start, end) for start, end in value)


def _attribution_to_json(found: Attribution) -> Json:
    return {
        "source": spans_to_json(found.source),
        "cue": spans_to_json(found.cue),
        "content": spans_to_json(found.content),
        "confidence": round(found.confidence, 4),
    }


def _attribution_from_json(value: Mapping[str, Any]) -> Attribution:
    return Attribution(
        source=spans_from_json(value["source"]),
        cue=spans_from_json(value["cue"]),
        content=spans_from_json(value["content"]),
        confidence=value["confidence"],
    )
