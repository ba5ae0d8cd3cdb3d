"""Text to model input: word pieces with their places, shape features, and windows.

Everything here keeps offsets: a piece's ``[start, end)`` are Unicode code points of the text as it was given.
Training uses these same functions, so what the model sees in training is what it sees in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int32]

#: Letter case of a word, lost by the lower-casing vocabulary (``US`` is not ``us``).
CASES = ("lower", "title", "upper", "mixed", "other")
#: Where a piece stands in relation to double quotation marks.
QUOTES = ("outside", "opening", "inside", "closing")
#: What stands before a piece: nothing special, a line break, a blank line.
BREAKS = ("none", "line", "paragraph")
#: Number of combined shape features, one embedding row each.
SHAPES = len(CASES) * len(QUOTES) * len(BREAKS)

_SAME_LENGTH = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "–": "-", "—": "-", "―": "-"}
)
_DOUBLED = re.compile(r"''|``")
_LINE = re.compile(r"[^\n]+")
#: A line shorter than this is no hard-wrapped one.
_WRAPPED_FROM = 40
_WRAPPED = re.compile(r"[^\n]?[\w,;:–—-]\n(?=[^\W_])", re.UNICODE)
_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Encoded:
    """The pieces of one text.

    ``ids``, ``shapes``: model inputs; ``start``, ``end``: code point offsets; ``first``: whether the piece begins
    a word (labels are read there only). All of shape ``(n,)``.
    """

    ids: IntArray
    shapes: IntArray
    start: IntArray
    end: IntArray
    first: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def lines(self) -> npt.NDArray[np.int64]:
        """The number of the line each piece stands in, ``(n,)``, from 1."""
        return np.cumsum(self.shapes % len(BREAKS) > 0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``[start, end)`` of an :class:`Encoded`, to be read from ``keep_start`` to ``keep_end`` only."""

    start: int
    end: int
    keep_start: int
    keep_end: int


@cache
def tokenizer(path: Path) -> Tokenizer:
    """The shipped word-piece tokenizer, loaded once a process."""
    loaded = Tokenizer.from_file(str(path))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


@cache
def _continuations(path: Path) -> npt.NDArray[np.bool_]:
    vocab = tokenizer(path).get_vocab()
    table = np.zeros(max(vocab.values()) + 1, dtype=np.bool_)
    for piece, index in vocab.items():
        table[index] = piece.startswith("##")
    return table


def plain(text: str) -> str:
    """The text with typographic marks made plain, same length: curly quotes straight, ``''`` a double quote."""
    return _DOUBLED.sub('" ', text.translate(_SAME_LENGTH))


def quote_states(text: str) -> npt.NDArray[np.uint8]:
    """For each character the index into :data:`QUOTES`, never spoilt by an odd mark.

    A paragraph's end closes whatever is open: papers open each paragraph of a long quotation and close only the last.
    A line break within a hard-wrapped paragraph does not: the line before it ends in the middle of a sentence.
    """
    states = np.zeros(len(text), dtype=np.uint8)
    opened = line = -1
    for match in re.finditer(r"[\"“„«”»\n]|''|``", text):
        mark, at, after = match.group(), match.start(), match.end()
        if mark == "\n":
            if opened >= 0 and at - line > _WRAPPED_FROM and _WRAPPED.match(text, max(opened, at - 2)):
                line = at
                continue
            line = at
            if opened >= 0:
                states[opened:at] = 2
            opened = -1
        elif mark in _OPENERS or mark == "``" or (opened < 0 and mark not in _CLOSERS):
            if opened >= 0:
                states[opened:at] = 2
            states[at:after] = 1
            opened = after
        else:
            if opened >= 0:
                states[opened:at] = 2
            states[at:after] = 3
            opened = -1
    if opened >= 0:
        states[opened:] = 2
    return states


@lru_cache(maxsize=50_000)
def _case(word: str) -> int:
    if not word.isalpha():
        letters = [c for c in word if c.isalpha()]
        if not letters:
            return 4
        word = "".join(letters)
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def encode(text: str, vocabulary: Path, ranges: Iterable[tuple[int, int]] | None = None) -> Encoded:
    """Encode the given character ranges of a text (all of it by default), in order, line by line."""
    simple = plain(text)
    lines = [
        (match.start(), match.end())
        for begin, end in (ranges if ranges is not None else [(0, len(text))])
        for match in _LINE.finditer(simple, begin, end)
    ]
    encodings = tokenizer(vocabulary).encode_batch([simple[a:b] for a, b in lines], add_special_tokens=False)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    previous = 0
    for (begin, _), encoding in zip(lines, encodings, strict=True):
        if not encoding.ids:
            continue
        ids.extend(encoding.ids)
        offsets = encoding.offsets
        starts.extend(a + begin for a, _ in offsets)
        ends.extend(b + begin for _, b in offsets)
        gap = text.count("\n", previous, begin)
        breaks.append(2 if gap > 1 or previous == 0 else 1)
        breaks.extend([0] * (len(offsets) - 1))
        previous = ends[-1]
    start, end = np.asarray(starts, dtype=np.int32), np.asarray(ends, dtype=np.int32)
    piece_ids = np.asarray(ids, dtype=np.int32)
    first = ~_continuations(vocabulary)[piece_ids] if ids else np.zeros(0, dtype=np.bool_)
    shapes = _shapes(text, start, end, first, np.asarray(breaks, dtype=np.int32))
    return Encoded(piece_ids, shapes, start, end, first)


def _shapes(text: str, start: IntArray, end: IntArray, first: npt.NDArray[np.bool_], breaks: IntArray) -> IntArray:
    if not len(start):
        return np.zeros(0, dtype=np.int32)
    heads = np.flatnonzero(first)
    if not len(heads) or heads[0] != 0:
        heads = np.concatenate([[0], heads])
    last_pieces = np.append(heads[1:], len(start)) - 1
    cases = [_case(text[a:b]) for a, b in zip(start[heads].tolist(), end[last_pieces].tolist(), strict=True)]
    case = np.repeat(np.asarray(cases, dtype=np.int32), np.diff(np.append(heads, len(start))))
    quote = quote_states(text)[start].astype(np.int32)
    return (case * len(QUOTES) + quote) * len(BREAKS) + breaks


def windows(encoded: Encoded, size: int, overlap: int) -> list[Window]:
    """Cut a text into windows of at most ``size`` pieces that share ``overlap`` pieces.

    A window begins at a paragraph, else a word, at or before the place the overlap asks for. Each piece is read
    from exactly one window: seams fall in the middle of an overlap.
    """
    total = len(encoded)
    cuts: list[tuple[int, int]] = []
    begin = 0
    new_line = encoded.shapes % len(BREAKS) > 0
    while begin < total:
        end = min(begin + size, total)
        if end < total:
            end = _back_to(encoded.first, end, begin + size // 2)
        cuts.append((begin, end))
        if end >= total:
            break
        wanted = max(end - overlap, begin + 1)
        lines = np.flatnonzero(new_line[wanted - overlap // 2 : wanted + overlap // 2])
        if len(lines):
            nearest = lines[np.argmin(np.abs(lines - overlap // 2))]
            begin = max(int(nearest) + wanted - overlap // 2, begin + 1)
        else:
            begin = max(_back_to(encoded.first, wanted, begin + 1), begin + 1)
    out = []
    for index, (begin, end) in enumerate(cuts):
        low = 0 if index == 0 else (cuts[index - 1][1] + begin) // 2
        high = total if index == len(cuts) - 1 else (end + cuts[index + 1][0]) // 2
        out.append(Window(begin, end, low, high))
    return out


def _back_to(marks: npt.NDArray[np.bool_], at: int, floor: int) -> int:
    found = np.flatnonzero(marks[floor : at + 1])
    return int(found[-1]) + floor if len(found) else at


def pieces_in(encoded: Encoded, spans: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    """Indices of the pieces that share a character with any of the spans."""
    mask = np.zeros(len(encoded), dtype=np.bool_)
    for begin, end in spans:
        mask[np.searchsorted(encoded.end, begin, side="right") : np.searchsorted(encoded.start, end, side="left")] = (
            True
        )
    return np.flatnonzero(mask)
