"""What words two short texts share: runs, content words, and fingerprints of word n-grams that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

import yaml

from verbale.linking.items import fold

#: Words of an n-gram that is a fingerprint, and the fewest n-grams of a window of which one is chosen.
GRAM = 4
WINDOW = 3
#: The most fingerprints of a text. The windows of a longer text grow until it has no more.
MOST_FINGERPRINTS = 14

_TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:'[^\W_]+)*")
#: Endings of words, the longest first; see :func:`stem`.
_ENDINGS = ("ation", "ition", "ment", "edly", "ing", "ion", "ied", "ies", "ate", "ed", "es", "ly", "at", "s", "e", "y")


@dataclass(frozen=True)
class Lexicon:
    """The word lists of ``data/same.yaml``, where each is explained.

    ``shifted``: form to the first of its list. ``families``: stem to its family's name.
    """

    stop: frozenset[str]
    negations: frozenset[str]
    negating: tuple[str, ...]
    shifted: Mapping[str, str]
    families: Mapping[str, str]
    persons: frozenset[str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    rough: frozenset[str]
    calendar: frozenset[str]
    wordy_types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words.

    ``tokens``: all, folded, and as direct speech has them (see ``shifted`` in the word lists). ``content``: the stems
    of those that carry content, under the names of their families. ``negated``: an odd number of negations.
    ``grams``: the runs of :data:`GRAM` words; ``window``, ``fingerprints``: see :func:`fingerprints`.
    """

    tokens: tuple[str, ...]
    content: frozenset[str]
    negated: bool
    grams: frozenset[tuple[str, ...]]
    window: int
    fingerprints: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The shipped word lists, read once."""
    return lexicon_of(yaml.safe_load((files("verbale.linking") / "data" / "same.yaml").read_text(encoding="utf-8")))


def lexicon_of(data: Mapping[str, Any]) -> Lexicon:
    """The word lists of the file's content."""
    return Lexicon(
        stop=frozenset(data["stop"].split()),
        negations=frozenset(data["negations"]),
        negating=tuple(data["negating"]),
        shifted={form: forms[0] for forms in data["shifted"] for form in forms},
        families={stem(word): family[0] for family in data["families"] for word in family},
        persons=frozenset(map(stem, data["persons"])),
        numbers=data["numbers"],
        scales=data["scales"],
        rough=frozenset(data["rough"]),
        calendar=frozenset(data["calendar"]),
        wordy_types=frozenset(data["wordy_types"]),
    )


@lru_cache(maxsize=1 << 15)
def words_of(text: str) -> Words:
    """A text in words; remembered, since a text is compared with many."""
    folded = (fold(word).removesuffix("'s") for word in _TOKEN.findall(text.replace("’", "'")))
    tokens = tuple(lexicon().shifted.get(word, word) for word in folded)
    window, chosen = fingerprints(tokens)
    content = frozenset(family(token) for token in tokens if carries(token))
    return Words(tokens, content, negations(tokens) % 2 == 1, frozenset(_grams(tokens)), window, chosen)


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A folded word without the endings of its forms; rough, and the same for the forms of most words."""
    size = 0
    while size != len(word):
        size = len(word)
        for ending in _ENDINGS:
            if word.endswith(ending) and size - len(ending) >= (4 if len(ending) > 2 else 3) and word[-2:] != "ss":
                word = word[: -len(ending)]
                break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def family(token: str) -> str:
    """The name of a word's family, else its stem."""
    return lexicon().families.get(stem(token), stem(token))


@lru_cache(maxsize=1 << 15)
def carries(token: str) -> bool:
    """Whether a folded word carries content: no function word, verb of saying, negation or number."""
    lists = lexicon()
    if len(token) < 2 or token[0].isdigit():
        return False
    return not (token in lists.stop or token in lists.numbers or negations((token,)))


def content_of(tokens: Iterable[str]) -> int:
    """How many tokens carry content."""
    return sum(map(carries, tokens))


def negations(tokens: Iterable[str]) -> int:
    """How many tokens are negations."""
    lists = lexicon()
    return sum(token in lists.negations or token.endswith(lists.negating) for token in tokens)


def run(a: Words, b: Words) -> tuple[str, ...]:
    """The longest run of words that two texts share, of at least :data:`GRAM` words; empty for none."""
    if a.grams.isdisjoint(b.grams):
        return ()
    first, second = sorted((a.tokens, b.tokens))
    found = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[found.a : found.a + found.size]


def certain_run(a: Words, b: Words) -> int:
    """The length from which a shared run is certain to hold a common fingerprint of two texts."""
    return GRAM + max(a.window, b.window) - 1


def fingerprints(tokens: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The window of a text and its fingerprints, by winnowing.

    Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (SIGMOD 2003): of every
    ``window`` n-grams that follow one another the least is chosen, so two texts with a run of ``GRAM + window - 1``
    words in common have chosen the same one in it. That holds for any total order of the n-grams, and for texts of
    different windows with the greater of them. Here the n-grams with the most content words come first, so that
    ``that it would not`` is hardly ever chosen, and then their hashes.
    """
    ranked = [(-content_of(gram), _hash(gram)) for gram in _grams(tokens)]
    window = WINDOW
    while True:
        chosen = {min(ranked[at : at + window]) for at in range(max(1, len(ranked) - window + 1)) if ranked}
        if len(chosen) <= MOST_FINGERPRINTS:
            return window, tuple(sorted(name for _, name in chosen))
        window += 2


def shared_content(a: Words, b: Words) -> tuple[int, float]:
    """How many content words two texts share, and which part they are of the one that has fewer."""
    least = min(len(a.content), len(b.content))
    shared = len(a.content & b.content)
    return shared, shared / least if least else 0.0


def _grams(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + GRAM]) for at in range(len(tokens) - GRAM + 1)]


def _hash(gram: Sequence[str]) -> str:
    return blake2b(" ".join(gram).encode(), digest_size=6).hexdigest()
