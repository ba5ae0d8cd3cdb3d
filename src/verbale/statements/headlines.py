"""What a headline or a summary says and the body repeats is one statement, the body's."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "a an the of to in on at by for with and or but that this these those as is are was were be been being has have had "
    "will would can could should may might must do does did not no it its he his she her they their them we our us i you "
    "your from into over after before amid than then there here about up down out also who whom which what when where "
    "how said says say s t".split()
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "ly")


def stem(word: str) -> str:
    """A crude stem, good enough to match ``deny`` with ``denied`` and ``sanction`` with ``sanctions``."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.rstrip("eiy")


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in _SMALL)


def repeated(headline: str, bodies: Sequence[str], share: float = 0.5) -> bool:
    """Whether one of the bodies says what the headline says: at least ``share`` of its content words return there."""
    wanted = stems(headline)
    if not wanted:
        return True
    return any(len(wanted & stems(body)) >= share * len(wanted) for body in bodies)
