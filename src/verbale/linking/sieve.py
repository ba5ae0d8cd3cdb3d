"""A quick look at many texts for those that a claim may go back to, before they are read word by word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from verbale.linking.items import fold
from verbale.linking.tokens import Token, Wording, is_negation, is_number, root, weight
from verbale.linking.word_lists import word_lists

_BETWEEN = re.compile(r"[\W_]+")
_QUIET = frozenset("[]\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SHORT = 3
#: "Not" as it is written: by itself, in "don't" and in "cannot".
_NOT = (" not ", "n t ", " cannot ")
#: An insertion in brackets stands for up to four words of weight 1.
_INSERTION = 4.0


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The folded words of a text between single spaces, roughly as tokens have them."""
    # As fold does, but without a look at every letter: most of what is read here is put aside again.
    line = unicodedata.normalize("NFKD", text)
    drop = [ord(letter) for letter in set(line) if letter in _QUIET or unicodedata.combining(letter)]
    if drop:
        # Such marks stand inside words and between them: the line holds the text both ways.
        line = f"{line.translate(dict.fromkeys(drop))} {line.translate(dict.fromkeys(drop, ' '))}"
    return f" {_BETWEEN.sub(' ', line.casefold()).strip()} "


class Sieve:
    """What can be seen of a claim in plain text: the beginnings of its words, and three words in a row."""

    def __init__(self, claim: Wording) -> None:
        beginnings = [(_beginning(token, claim.text), weight(token.word)) for token in claim.tokens]
        self._needles = [(start, heavy) for start, heavy in beginnings if start]
        self._nots = claim.words.count("not") * weight("not")
        self._free = sum(heavy for start, heavy in beginnings if not start) - self._nots
        self._whole = claim.weight(0, len(claim.words))
        words = plain(claim.text).split()
        self._threes = [f" {' '.join(three)} " for three in zip(words, words[1:], words[2:], strict=False)]

    def most(self, text: str) -> float:
        """A score that no alignment of the claim with the text exceeds."""
        line = plain(text)
        shared = self._free + sum(heavy for start, heavy in self._needles if start in line)
        if self._nots and any(written in line for written in _NOT):
            shared += self._nots
        shared += _INSERTION * text.count("[")
        return 2 * shared / (self._whole + shared) if shared else 0.0

    @property
    def threes(self) -> int:
        """How many groups of three words in a row the claim has."""
        return len(self._threes)

    def in_a_row(self, text: str) -> frozenset[int]:
        """The claim's groups of three words in a row that stand in the text, by number."""
        line = plain(text)
        return frozenset(at for at, three in enumerate(self._threes) if three in line)


def _beginning(token: Token, text: str) -> str:
    """What stands in plain text wherever a token does, with the space before it; empty where that is not sure."""
    word, start, lists = token.word, root(token.word), word_lists()
    if token.inserted or word in lists.kin or is_number(word) or word == "not":
        return ""
    if is_negation(word):
        return f" {word} "
    if len(word) <= _SHORT:
        # Others may be abbreviations, which are written with points or without.
        return f" {word} " if word in lists.stop else ""
    return f" {start}" if start.isalpha() and fold(text[token.start : token.start + len(start)]) == start else ""
