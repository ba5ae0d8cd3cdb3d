"""The sentences of an article and their pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from verbale.language.encoding import Encoded
from verbale.language.sentences import sentences
from verbale.schema import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)`` of the text and its pieces ``[first, last)``; ``line`` numbers its paragraph."""

    start: int
    end: int
    first: int
    last: int
    line: int


def split(text: str, encoded: Encoded, ranges: Iterable[Span]) -> list[Sentence]:
    """The sentences of the ranges that hold pieces, in text order."""
    out = []
    for begin, finish in ranges:
        for start, end in sentences(text, begin, finish):
            first = int(np.searchsorted(encoded.end, start, side="right"))
            last = int(np.searchsorted(encoded.start, end, side="left"))
            if last > first:
                out.append(Sentence(start, end, first, last, text.count("\n", 0, start)))
    return out
