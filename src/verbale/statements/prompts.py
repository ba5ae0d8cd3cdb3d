"""What a statement was prompted by, where its own sentence says so: ``when asked whether …``."""

from __future__ import annotations

import re

from verbale.schema import Span, Spans

_ASKED = re.compile(
    r"(?:\b(?:when|after|once|while)\s+(?:[\w’'.-]+\s+){0,4}?(?:asked|questioned|pressed|quizzed)\b"
    r"|(?:^|(?<=[.!?”\"]\s))(?:asked|questioned|pressed)\b(?=\s+(?:about|if|whether|by|on|to|why|how|what|for)\b)"
    r"|\b(?:in\s+(?:reply|response|answer)|responding|replying|in\s+reaction|reacting)\s+to\b)"
    r"[^.!?“”\"\n]*?(?=,\s|[.!?“”\"\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[.!?][”\"'’]?(?=\s|$)|\n")


def prompts(text: str) -> list[Span]:
    """Every stretch of a text that says what somebody was asked or reacts to, in order."""
    return [(m.start(), m.end()) for m in _ASKED.finditer(text)]


def prompted_by(text: str, anchor: Span, found: list[Span]) -> Spans:
    """The prompts in the sentence that holds the cue (or, without one, the content) at ``anchor``."""
    low = 0
    for match in _SENTENCE_END.finditer(text, max(0, anchor[0] - 600), anchor[0]):
        low = match.end()
    low = max(low, anchor[0] - 600)
    after = _SENTENCE_END.search(text, anchor[1])
    high = after.end() if after else len(text)
    return tuple(span for span in found if low <= span[0] and span[1] <= high)
