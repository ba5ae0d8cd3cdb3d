"""Phrases of several words found in text, longest first, by their first word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


class Token(NamedTuple):
    """A word or a mark: its place, its text with straight apostrophes, and the text in lower case."""

    start: int
    end: int
    text: str
    lower: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split ``text[start:end]`` into words and marks, with offsets into ``text``."""
    stop = len(text) if end is None else end
    plain = text.replace("’", "'").replace("ʼ", "'")  # one character for one: offsets stay
    return [Token(*m.span(), word := m.group(), word.lower()) for m in _TOKEN.finditer(plain, start, stop)]


def split(phrase: str) -> list[str]:
    """Split a phrase into words and marks, without offsets."""
    if phrase.replace(" ", "").isalnum():
        return phrase.split()
    return _TOKEN.findall(phrase.replace("’", "'").replace("ʼ", "'"))


class _Opening(Generic[V]):
    """What begins with one word: phrases of that word alone, and longer ones by their second word."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[V] = []
        self.longer: dict[str, list[tuple[tuple[str, ...], V]]] = {}


class Phrases(Generic[V]):
    """A dictionary of phrases. ``fold``: letter case does not matter."""

    def __init__(self, *, fold: bool = False) -> None:
        self.fold = fold
        self._later: dict[str, Callable[[], list[tuple[list[str], V]]]] = {}
        self._openings: dict[str, _Opening[V]] = {}

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase; the same phrase may be added with several values."""
        self._put(split(phrase.lower() if self.fold else phrase), value)

    def add_later(self, first: str, phrases: Callable[[], list[tuple[list[str], V]]]) -> None:
        """Phrases, in words, that begin with the word ``first``; they are made when it is met first."""
        self._later[first] = phrases

    def _put(self, words: list[str], value: V) -> None:
        if not words:
            return
        opening = self._openings.get(words[0])
        if opening is None:
            opening = self._openings[words[0]] = _Opening()
        if len(words) == 1:
            opening.alone.append(value)
        else:
            opening.longer.setdefault(words[1], []).append((tuple(words), value))

    @property
    def first_words(self) -> list[str]:
        """The words that phrases begin with, as compared."""
        return list(self._openings)

    def at(self, sequence: Sequence[Token], index: int) -> tuple[int, list[V]] | None:
        """Find the longest phrase that begins at token ``index``: its number of tokens and its values, or None."""
        token = sequence[index]
        if token.text in self._later:
            for words, value in self._later.pop(token.text)():
                self._put(words, value)
        opening = self._openings.get(token.lower if self.fold else token.text)
        if opening is None:
            return None
        if opening.longer and index + 1 < len(sequence):
            after = sequence[index + 1]
            options = opening.longer.get(after.lower if self.fold else after.text)
            found = self._longest(options, sequence, index) if options else None
            if found is not None:
                return found
        return (1, opening.alone) if opening.alone else None

    def _longest(
        self, options: list[tuple[tuple[str, ...], V]], sequence: Sequence[Token], index: int
    ) -> tuple[int, list[V]] | None:
        size: int = 0
        values: list[V] = []
        for words, value in options:
            length = len(words)
            if length < size or index + length > len(sequence):
                continue
            if all(
                (sequence[index + k].lower if self.fold else sequence[index + k].text) == words[k]
                for k in range(2, length)
            ):
                values = [*values, value] if length == size else [value]
                size = length
        return (size, values) if size else None
