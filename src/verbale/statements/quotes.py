"""Quotation marks over a text, and a statement's kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from verbale.language.encoding import quote_states
from verbale.schema import Form, Span, StatementKind

#: A stretch between single quotation marks: opened before a word, closed after one, no line break, not over-long.
_SINGLE = re.compile(r"(?<![\w’'])[‘']([^\n‘“\"]{1,600}?)['’](?![\w’'])")
_WORD = re.compile(r"[^\W_]+")


def quoted(text: str) -> npt.NDArray[np.bool_]:
    """For each character whether it stands between quotation marks, double or single.

    Apostrophes are not marks: a single mark opens only before a word and closes only after one, on one line.
    """
    mask: npt.NDArray[np.bool_] = quote_states(text) == 2
    for match in _SINGLE.finditer(text):
        if not mask[match.start()] and _opens(match.group(1)):
            mask[match.start(1) : match.end(1)] = True
    return mask


def _opens(inside: str) -> bool:
    # "the Smiths' and the Browns'" and "'90s" are no quotations.
    return bool(inside.strip()) and not inside[0].isspace() and not inside[:2].isdigit()


def kind_of(text: str, content: Iterable[Span], mask: npt.NDArray[np.bool_]) -> StatementKind:
    """``direct`` when all words of the content are quoted, ``mixed`` when some are, ``indirect`` when none is."""
    words = inside = 0
    for start, end in content:
        for match in _WORD.finditer(text, start, end):
            words += 1
            inside += bool(mask[match.start()])
    if not inside:
        return "indirect"
    # A stray word at an edge ("that", "and") does not make a quotation mixed.
    return "direct" if inside >= words or (words - inside <= 1 and words >= 8) else "mixed"


def kind_in(form: Form, implied: bool, kind: StatementKind) -> StatementKind:
    """An official document and a turn of a transcript are their speaker's own words: direct, marks or none."""
    return "direct" if implied and form != "press" else kind
