"""The words of a statement or an event, from its offsets."""

from __future__ import annotations

from verbale.schema import Event, Span, Spans, Speaker, Statement

#: Stands between the pieces of a content that the article interrupts.
JOINT = " … "


def quote_of(text: str, statement: Statement) -> str:
    """The content's words, pieces joined; for a statement without content (a refusal to comment), its source to cue."""
    if statement.content:
        return JOINT.join(text[start:end] for start, end in statement.content)
    start, end = place_of(statement)
    return text[start:end]


def place_of(statement: Statement) -> tuple[int, int]:
    """From the first to the last offset of the content, or of source and cue where there is no content."""
    spans: Spans = statement.content or (*statement.source, *statement.cue)
    if not spans:
        return (0, 0)
    return min(start for start, _ in spans), max(end for _, end in spans)


def event_quote(text: str, event: Event) -> str:
    """The words of the evidence, the best first, pieces joined."""
    return JOINT.join(text[start:end] for start, end in event.evidence)


def event_place(event: Event) -> Span:
    """The place of the best evidence."""
    return event.evidence[0] if event.evidence else (0, 0)


def speaker_words(text: str, statement: Statement) -> str:
    """Everything that names the speakers, resolved and as written, for full-text search."""
    speakers: tuple[Speaker, ...] = (statement.speaker, *statement.co_speakers)
    words = [part for one in speakers for part in (one.name, one.office, one.institution, one.country) if part]
    words += [text[start:end] for start, end in statement.source]
    return " · ".join(dict.fromkeys(words))
