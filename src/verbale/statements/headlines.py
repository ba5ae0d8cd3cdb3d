"""What a headline or a summary says and the body repeats is one statement, the body's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "ly")


@cache
def _small() -> frozenset[str]:
    """Words too common to tell one statement from another."""
    return frozenset((_DATA / "small_words.txt").read_text(encoding="utf-8").split())


def stem(word: str) -> str:
    """A crude stem, good enough to match ``deny`` with ``denied`` and ``sanction`` with ``sanctions``."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith("ss"):
            break
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.rstrip("eiy")


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in _small())


def repeated(headline: str, bodies: Sequence[str], share: float = 0.5) -> bool:
    """Whether one of the bodies says what the headline says: at least ``share`` of its content words return there."""
    wanted = stems(headline)
    if not wanted:
        return True
    return any(len(wanted & stems(body)) >= share * len(wanted) for body in bodies)
