"""Captions of pictures, told by their credit, by how they open, or by being printed twice."""

from __future__ import annotations

from verbale.articles.looks import fold, has_speech
from verbale.articles.patterns import patterns

_MAX = 600
_MAX_CREDIT_TAIL = 140


def is_caption(line: str) -> bool:
    """Whether ``line`` is a picture's caption by its opening words or by the credit at its end."""
    if len(line) > _MAX:
        return False
    known = patterns()
    if known.caption.search(line):
        return not has_speech(line) or line.endswith(")") or known.credit.found(line[-_MAX_CREDIT_TAIL:])
    return known.credit.found(line[-_MAX_CREDIT_TAIL:])


def repeats(line: str, following: str) -> bool:
    """Whether ``following`` prints ``line`` again (marks and white space aside)."""
    return len(line) > 12 and abs(len(line) - len(following)) <= 12 and fold(line) == fold(following)
