"""Phrases of several words found in text, longest first, by their first word."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """The words and marks of ``text[start:end]``, with offsets into ``text``."""
    stop = len(text) if end is None else end
    found = []
    for match in _TOKEN.finditer(text, start, stop):
        word = match.group()
        if word == "’" or word == "ʼ":
            word = "'"
        found.append(Token(match.start(), match.end(), word, word.lower()))
    return found


class Phrases(Generic[V]):
    """A dictionary of phrases. ``fold``: letter case does not matter."""

    def __init__(self, *, fold: bool = False) -> None:
        self.fold = fold
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self._sorted = True

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase; the same phrase may be added with several values."""
        words = tuple((t.lower if self.fold else t.text) for t in tokens(phrase))
        if words:
            self._by_first.setdefault(words[0], []).append((words, value))
            self._sorted = False

    def at(self, sequence: Sequence[Token], index: int) -> tuple[int, list[V]] | None:
        """The longest phrase that begins at token ``index``: its number of tokens and its values; None for none."""
        if not self._sorted:
            for options in self._by_first.values():
                options.sort(key=lambda o: -len(o[0]))
            self._sorted = True
        field = 3 if self.fold else 2
        options = self._by_first.get(sequence[index][field])
        if options is None:
            return None
        size, values = 0, []
        for words, value in options:
            length = len(words)
            if size and length < size:
                break
            if length == 1 or (
                index + length <= len(sequence)
                and all(sequence[index + k][field] == words[k] for k in range(1, length))
            ):
                size = length
                values.append(value)
        return (size, values) if size else None
