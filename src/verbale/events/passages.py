"""The stretches of an article that are read for events, and the pieces of their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from verbale.language.encoding import Encoded
from verbale.language.sentences import sentences
from verbale.schema import Span

#: Most pieces of a passage: neighbouring sentences of a paragraph are read together up to here.
LONGEST = 160


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


def passages(chosen: Sequence[Sentence]) -> list[Span]:
    """Runs of pieces ``[first, last)`` that cover the chosen sentences: those of one paragraph together."""
    out: list[Span] = []
    line = -1
    for sentence in chosen:
        first, last = sentence.first, min(sentence.last, sentence.first + 2 * LONGEST)
        if out and sentence.line == line and first == out[-1][1] and last - out[-1][0] <= LONGEST:
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
        line = sentence.line
    return out
