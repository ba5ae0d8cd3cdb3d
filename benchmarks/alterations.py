"""Eight ways to get a quotation wrong.

Each takes the words as they are, the rest of the record, and a source of chance, and gives the altered claim with the
speaker that it names, or None where the words offer no occasion.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from verbale.linking.quotable import Quotable
from verbale.linking.tokens import is_number, read
from verbale.linking.word_lists import word_lists

_NEGATION = re.compile(r"\s+(?:not|never)\b|n['’]t\b|\bno\s+", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|has|have|had|should|must|does|did)\b(?! not)")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\s…\s")
_CLAUSES = re.compile(r"(?<=[,;:])\s+")
_OTHER_FORMS = {
    "we": "they", "our": "their", "us": "them", "i": "he", "my": "his", "is": "was", "are": "were", "has": "had",
    "have": "had", "will": "would", "can": "could", "do": "did", "does": "did", "am": "was", "was": "is", "were": "are",
}  # fmt: skip
_NUMBERS = ("three", "seven", "eleven", "forty", "90", "17", "250")


class Altered(NamedTuple):
    """A claim with the speaker it names, and the statements that it goes back to."""

    words: str
    speaker: str | None
    of: tuple[Quotable, ...]


Way = Callable[[Quotable, Sequence[Quotable], random.Random], Altered | None]


def drop_negation(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """“We will not sign” becomes “We will sign”."""
    return _cut(q, chance, [match.span() for match in _NEGATION.finditer(q.words)], " ")


def add_negation(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """“We will sign” becomes “We will not sign”."""
    return _cut(q, chance, [(match.end(), match.end()) for match in _AUXILIARY.finditer(q.words)], " not")


def change_number(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """Another number in the place of one."""
    spans = [(t.start, t.end) for t in read(q.words).tokens if is_number(t.word) and t.word not in ("1", "second")]
    taken = {word for number in _NUMBERS for word in read(number).words if word in read(q.words).words}
    return _cut(q, chance, spans, chance.choice([n for n in _NUMBERS if read(n).words[0] not in taken]))


def swap_word(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """A word of meaning from elsewhere in the place of one."""
    word = _heavy_word(chance.choice(pool), chance)
    return _cut(q, chance, _heavy(q), word) if word and word not in q.words else None


def drop_clause(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """Three or more words between marks of punctuation left out."""
    pieces = _CLAUSES.split(q.words)
    at = [i for i, piece in enumerate(pieces) if len(piece.split()) >= 3]
    if len(pieces) < 3 or not at:
        return None
    out = chance.choice(at)
    rest = " ".join(piece for i, piece in enumerate(pieces) if i != out)
    return Altered(rest, q.name or None, (q,)) if len(rest.split()) >= 6 else None


def join_two(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """A sentence of this and one of another statement of the same article and speaker, as if said in a row."""
    others = [o for o in pool if q.name and (o.article, o.name) == (q.article, q.name) and o.id != q.id and _long(o)]
    mine = _long(q)
    if not others or not mine:
        return None
    other = chance.choice(others)
    one, two = chance.choice(mine).rstrip(" ,;:"), chance.choice(_long(other)).rstrip(" ,;:")
    words = f"{one if one[-1] in '.!?' else one + '.'} {two}"
    return None if read(words).line in read(q.words).line else Altered(words, q.name, (q, other))


def other_speaker(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """The same words from another's mouth."""
    names = sorted({o.name for o in pool if o.name and o.name != q.name})
    return Altered(q.words, chance.choice(names), (q,)) if q.name and names else None


def other_forms(q: Quotable, pool: Sequence[Quotable], chance: random.Random) -> Altered | None:
    """One to three words in another tense or person."""
    spots = [m for m in re.finditer(r"[^\W_]+", q.words) if m.group().lower() in _OTHER_FORMS]
    if not spots:
        return None
    chosen = chance.sample(spots, min(len(spots), chance.randint(1, 3)))
    words = q.words
    for match in sorted(chosen, key=lambda m: -m.start()):
        words = words[: match.start()] + _OTHER_FORMS[match.group().lower()] + words[match.end() :]
    return Altered(words, q.name or None, (q,))


#: The ways by name.
WAYS: Mapping[str, Way] = {
    "drop a negation": drop_negation,
    "add a negation": add_negation,
    "change a number": change_number,
    "swap a word": swap_word,
    "drop a clause": drop_clause,
    "join two": join_two,
    "other speaker": other_speaker,
    "tense or person": other_forms,
}


def _cut(q: Quotable, chance: random.Random, spans: Sequence[tuple[int, int]], put: str) -> Altered | None:
    """One of the spans replaced."""
    if not spans:
        return None
    a, b = chance.choice(spans)
    return Altered(q.words[:a] + put + q.words[b:], q.name or None, (q,))


def _heavy(q: Quotable) -> list[tuple[int, int]]:
    lists = word_lists()
    light = lists.stop | lists.negations | lists.quantities
    return [(t.start, t.end) for t in read(q.words).tokens if len(t.word) >= 5 and t.word not in light]


def _heavy_word(q: Quotable, chance: random.Random) -> str:
    spans = _heavy(q)
    return q.words[slice(*chance.choice(spans))] if spans else ""


def _long(q: Quotable) -> list[str]:
    """The sentences of four words or more."""
    return [one for one in _SENTENCES.split(q.words) if len(one.split()) >= 4]
