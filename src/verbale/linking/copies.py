"""The same text printed twice: reprints, agency copy and lightly edited or shortened versions of it.

Near-duplicates are found in two steps. :func:`bands` gives keys for an index; two texts that share one are candidates,
and :func:`copied` decides on the texts themselves. The sketch is MinHash (Broder, "On the resemblance and containment
of documents", 1997) over the set of five-word shingles, computed by datasketch. Two texts of Jaccard index ``s`` agree
in one of its values with probability ``s``, so with ``n`` bands of one value each they share a band with probability
``1 - (1 - s) ** n``: for 48 bands 1 - 4e-15 at a half, 0.994 at a tenth and 0.91 at a twentieth. Bands of one value
are meant: a reprint of which a quarter is shared, in a text twice as long, has a Jaccard index of hardly a tenth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from verbale.linking.items import fold
from verbale.linking.same import groups

if TYPE_CHECKING:
    from datasketch import MinHash

#: What a print was made with: sketches of different algorithms or versions say nothing about one another.
ALGORITHM = "minhash-affine32-sha1-w5"
VERSION = 1

#: Words of a shingle. Five words in a row seldom meet by chance in two texts.
SHINGLE = 5
#: Values of a sketch, each a band of its own.
BANDS = 48
_SEED = 1

#: A text with fewer shingles is a caption or a teaser: too little to say that it is a copy.
MIN_SHINGLES = 30
#: Share of the shorter text's words that lie in shared shingles. Independent reports of one speech or document of the
#: same day reach about 0.25, edited agency copy 0.35 and more.
COVERED = 0.35
#: The same of shingles of three words: an edited copy has more of those, one that took over paragraphs has not.
LOOSE = 3
COVERED_LOOSELY = 0.5
#: The share of five-word shingles outside quotation marks: independent reports share quotations, and little else.
COVERED_UNQUOTED = 0.18
#: Two texts of one outlet share background and house text: it takes more.
COVERED_ONE_OUTLET = 0.65
#: A paragraph counts as so many words at most: galleries of captions are one of thousands, printed for months.
PARAGRAPH = 150
#: A copy begins as the other does: of the first words of one (a third of a short text) a share stands among the first
#: of the other. A report of another day may have the older one's lead as well, but further down …
OPENING = 80
AMONG = 150
OPENING_COVERED = 0.2
#: … and goes on so: in three fifths of the text or more. Captions, link lists and house text stand in one place.
FIFTHS = 3
FIFTH_COVERED = 0.2
#: Where the opening was written anew, four fifths must have their share, and the whole more than this: reports of
#: different news that are filled up from one agency share half of themselves.
REWRITTEN_COVERED = 0.65
REWRITTEN_FIFTHS = 4

#: A text of which so many words hold a digit is a report of figures, and often of a fixed form that is filled in anew
#: every week: it is a copy only where more than this share of its numbers stands in the other text.
FIGURES = 0.04
FIGURES_SHARED = 0.9

#: Of a text of fewer words almost all must stand in the other: fixed forms are short, and shared but for the names.
BRIEF = 80
COVERED_BRIEF = 0.9

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")
#: What stands in quotation marks, to the end of the paragraph where they are not closed; straight ones must close. And
#: a paragraph that is a post of a network with its author, account and day at its end.
_QUOTED = re.compile(
    r"^[^\n]*[—–-][^\n]{1,60}\(@\w{1,30}\)\s+\w+\.? \d{1,2}, \d{4}\s*$"
    r"|“[^”\n]*(?:”|$)|\"[^\"\n]*\"|«[^»\n]*»|(?<!\w)[‘'][^\n]{1,600}?[’'](?!\w)",
    re.MULTILINE,
)
_GAP = "\x00"


@dataclass(frozen=True, slots=True)
class Print:
    """The sketch of a text.

    ``signature``: :data:`BANDS` values of 32 bits, little-endian. ``algorithm``, ``version``: what it was made with.
    ``shingles``: the number of different shingles of the text.
    """

    signature: bytes
    shingles: int
    algorithm: str = ALGORITHM
    version: int = VERSION

    def likeness(self, other: Print) -> float:
        """An estimate of the Jaccard index of the two texts, 0 to 1.

        Raises ValueError where the prints were made in different ways.
        """
        if (self.algorithm, self.version) != (other.algorithm, other.version):
            raise ValueError(f"prints of {self.algorithm} {self.version} and {other.algorithm} {other.version}")
        if not self.shingles or not other.shingles:
            return 0.0
        return float(np.mean(_values(self) == _values(other)))


@dataclass(frozen=True, slots=True)
class Copy:
    """That two texts are prints of one.

    ``share``: share of the shorter text's words that lie in shared shingles. ``unquoted``: the same without what stands
    in quotation marks. ``jaccard``: shared shingles over all. ``score``: how sure, 0 to 1. ``reason``: in words.
    """

    share: float
    unquoted: float
    jaccard: float
    score: float
    reason: str

    @property
    def in_one_outlet(self) -> bool:
        """Whether they are prints of one text even where both are of one outlet, whose reports share background."""
        return self.share >= COVERED_ONE_OUTLET


def print_of(text: str) -> Print:
    """The sketch of an article's body; the same for every writing of case, accents, marks and white space."""
    shingles = _read(text).shingles
    sketch = _empty().copy()
    sketch.update_batch(sorted(" ".join(shingle).encode() for shingle in shingles))
    return Print(sketch.hashvalues.astype("<u4").tobytes(), len(shingles))


def bands(print: Print) -> tuple[str, ...]:
    """Keys for an index: texts that share one are candidates for :func:`copied`; none for a text without shingles."""
    if not print.shingles:
        return ()
    return tuple(f"{print.version}.{band:02x}.{value:08x}" for band, value in enumerate(_values(print).tolist()))


def sketch_of(text: str) -> bytes:
    """A number of 16 bits for each shingle in its place, little-endian: see :class:`Filter`."""
    numbers = [crc32(" ".join(shingle).encode()) & 0xFFFF for _, shingle in _shingles(_read(text).words)]
    return np.array(numbers, "<u2").tobytes()


class Filter:
    """Tells of most texts quickly, by their sketches alone, that :func:`copied` would not have them."""

    def __init__(self, sketch: bytes) -> None:
        """``sketch``: of the text that others are compared with, by :func:`sketch_of`."""
        self._own = np.frombuffer(sketch, "<u2")
        self._known = _marked(self._own)

    def passes(self, sketch: bytes) -> bool:
        """Whether the text of a sketch may be a copy; never false where it is one.

        Each place of a shared shingle in the shorter text has a number that the longer one knows; so no more words are
        covered than such places cover.
        """
        other = np.frombuffer(sketch, "<u2")
        least = min(len(self._own), len(other))
        if least < MIN_SHINGLES:
            return False
        hits = []
        if len(other) == least:
            hits.append(self._known[other])
        if len(self._own) == least:
            hits.append(_marked(other)[self._own])
        return any(
            np.count_nonzero(one) >= MIN_SHINGLES // 2 and _reach(one) >= COVERED * (least + SHINGLE - 1)
            for one in hits
        )


def _reach(hits: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """How many words the shingles cover that begin at some places."""
    words = np.zeros(len(hits) + SHINGLE - 1, np.bool_)
    for at in range(SHINGLE):
        words[at : at + len(hits)] |= hits
    return int(np.count_nonzero(words))


def copied(a: str, b: str, *, one_outlet: bool = False) -> Copy | None:
    """Whether two articles' bodies are prints of one text, shortened or edited; None where they are not.

    Symmetric. A common quotation, document or piece of house text is no copy. ``one_outlet``: both are of one outlet,
    whose reports share background.
    """
    if len(_read(b).words) < len(_read(a).words) or (len(_read(b).words) == len(_read(a).words) and b < a):
        a, b = b, a
    short, long = _read(a), _read(b)
    shared = short.shingles & long.shingles
    if len(shared) < MIN_SHINGLES // 2 or len(short.shingles) < MIN_SHINGLES:
        return None
    covered = _covered(short.words, shared)
    share, share_unquoted = _mean(covered), _mean(_covered(short.unquoted, short.outside & long.outside))
    least = COVERED_BRIEF if len(short.words) < BRIEF else COVERED_ONE_OUTLET if one_outlet else COVERED
    if share < least or share_unquoted < COVERED_UNQUOTED:
        return None
    if _mean(_covered(short.words, short.loose & long.loose, LOOSE)) < COVERED_LOOSELY:
        return None
    weighed = _weighed(covered, short.paragraphs)
    if weighed < COVERED or not _throughout(covered, weighed, _opening(short, long)):
        return None
    if _filled_in(short, long):
        return None
    jaccard = len(shared) / len(short.shingles | long.shingles)
    reason = f"{share:.0%} of the shorter text's words stand in the other, {SHINGLE} or more in a row"
    return Copy(share, share_unquoted, jaccard, min(1.0, (share + share_unquoted) / 2 + 0.3), reason)


def independent(articles: Sequence[tuple[str, str]], copies: Iterable[tuple[str, str]]) -> int:
    """How many independent sources stand behind articles, given as ``(id, outlet)``; ``copies``: pairs of ids.

    The prints of one text are one source, and so is what one outlet wrote. An outlet that printed an agency's text and
    wrote a report of its own beside it counts for one of them. So it is the greatest number of texts that can be given
    to as many different outlets: a maximum matching of texts and outlets. Articles without an outlet count as of one.
    """
    outlets = dict(sorted(articles))
    printed = [sorted({outlets[id] for id in text}) for text in groups(outlets, copies)]
    held: dict[int, str] = {}
    return sum(_placed(text, printed, held) for text in range(len(printed)))


def _placed(text: int, printed: Sequence[Sequence[str]], held: dict[int, str]) -> bool:
    """Give a text an outlet of its own, moving others along an augmenting path where there is one."""
    holders = {outlet: one for one, outlet in held.items()}
    came: dict[str, int] = {}
    queue = [text]
    for one in queue:
        for outlet in printed[one]:
            if outlet in came:
                continue
            came[outlet] = one
            if outlet in holders:
                queue.append(holders[outlet])
            else:
                _shift(text, outlet, came, held)
                return True
    return False


def _shift(text: int, free: str, came: dict[str, int], held: dict[int, str]) -> None:
    """Along the path to a free outlet each text takes the outlet it came to, and leaves its own to the one before."""
    giver, outlet = came[free], free
    while giver != text:
        left, held[giver] = held[giver], outlet
        giver, outlet = came[left], left
    held[text] = outlet


@dataclass(frozen=True)
class _Text:
    """A text as words: all, those outside quotation marks (gaps marked).

    ``shingles`` of all of them; ``paragraphs``: their numbers of words; ``figures``: numbers written with digits.
    """

    words: tuple[str, ...]
    unquoted: tuple[str, ...]
    shingles: frozenset[tuple[str, ...]]
    paragraphs: tuple[int, ...]
    figures: frozenset[str]

    @cached_property
    def outside(self) -> frozenset[tuple[str, ...]]:
        """The shingles outside quotation marks."""
        return _set(self.unquoted)

    @cached_property
    def loose(self) -> frozenset[tuple[str, ...]]:
        """Shingles of :data:`LOOSE` words."""
        return _set(self.words, LOOSE)


@lru_cache(maxsize=256)
def _read(text: str) -> _Text:
    lines = [tuple(_words(line)) for line in text.split("\n")]
    words = tuple(word for line in lines for word in line)
    parts = _QUOTED.sub(_GAP, text).split(_GAP)
    unquoted = tuple(word for part in parts for word in (*_words(part), _GAP))[:-1]
    figures = frozenset(number.replace(",", "") for number in _FIGURE.findall(text))
    return _Text(words, unquoted, _set(words), tuple(len(line) for line in lines if line), figures)


def _words(text: str) -> Iterator[str]:
    """The words of a text, folded; most are plain and need no more than lower case."""
    for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
        yield word.casefold() if word.isascii() else fold(word)


def _shingles(words: Sequence[str], size: int = SHINGLE) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at in range(len(words) - size + 1):
        yield at, tuple(words[at : at + size])


def _set(words: Sequence[str], size: int = SHINGLE) -> frozenset[tuple[str, ...]]:
    """The shingles of words, but for those across a gap."""
    return frozenset(shingle for _, shingle in _shingles(words, size) if _GAP not in shingle)


def _covered(words: Sequence[str], shared: frozenset[tuple[str, ...]], size: int = SHINGLE) -> list[bool]:
    """For each word, gaps left out, whether a shared shingle covers it."""
    out = [False] * len(words)
    for at, shingle in _shingles(words, size):
        if shingle in shared:
            out[at : at + size] = [True] * size
    return [hit for hit, word in zip(out, words, strict=True) if word != _GAP]


def _weighed(covered: Sequence[bool], paragraphs: Iterable[int]) -> float:
    """The share of words covered, where a long paragraph counts no more than :data:`PARAGRAPH` words."""
    at, hits, words = 0, 0.0, 0
    for size in paragraphs:
        counted = min(size, PARAGRAPH)
        hits += counted * _mean(covered[at : at + size])
        at, words = at + size, words + counted
    return hits / words if words else 0.0


def _filled_in(short: _Text, long: _Text) -> bool:
    """Whether the shorter text is a report of figures and the longer one has others; any other one in brief texts."""
    if len(long.words) < BRIEF:
        return short.figures != long.figures
    told = sum(any(letter.isdigit() for letter in word) for word in short.words)
    if told < FIGURES * len(short.words):
        return False
    return len(short.figures & long.figures) <= FIGURES_SHARED * len(short.figures)


def _opening(short: _Text, long: _Text) -> float:
    """The share of the first words of one of the texts that is among the first of the other."""
    texts = short.words, long.words
    shared = _set(texts[0][:AMONG]) & _set(texts[1][:AMONG])
    return max(_mean(_covered(words[:AMONG], shared)[: min(OPENING, len(words) // 3)]) for words in texts)


def _throughout(covered: Sequence[bool], share: float, opening: float) -> bool:
    """Whether what is shared runs through the text, rather than being a piece of it."""
    size = len(covered)
    fifths = sum(_mean(covered[size * n // 5 : size * (n + 1) // 5]) >= FIFTH_COVERED for n in range(5))
    if opening >= OPENING_COVERED:
        return fifths >= FIFTHS
    return share >= REWRITTEN_COVERED and fifths >= REWRITTEN_FIFTHS


def _mean(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _marked(numbers: np.ndarray[tuple[int], np.dtype[np.uint16]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of every number of 16 bits, whether it is one of some."""
    marked = np.zeros(1 << 16, np.bool_)
    marked[numbers] = True
    return marked


def _values(print: Print) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(print.signature, dtype="<u4")


@cache
def _empty() -> MinHash:
    """An empty sketch, whose permutations are drawn once from the fixed seed."""
    # Loaded here, since it brings SciPy, which no command needs that only reads a record.
    from datasketch import MinHash

    return MinHash(num_perm=BANDS, seed=_SEED, scheme="affine32")
