"""A text's words as they are compared: folded, with their places and what stands before them.

Case, accents, punctuation, dashes and quote marks are gone from a token's word; "n't" is "not", and a number is the
same in digits and in words. What an editor put in brackets is marked, and so is a mark of omission before a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from verbale.linking.items import fold
from verbale.linking.word_lists import word_lists
from verbale.schema import Span

#: What stands before a word: nothing or a space, a mark inside a sentence, the end of a sentence, a mark of omission.
NONE, CLAUSE, SENTENCE, OMISSION = range(4)

#: Weight of words that carry little meaning; others weigh 1.
_LIGHT = 0.3
_STEM = 4
_A_NUMBER = "#"
_ENDING = re.compile(r"(?<=...)(?:ing|ed|es|s)$")

_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])"
_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"  # U.S., a.m.
    rf"|\d+(?:[.,]\d+)+{_LETTER}*"  # 1,200 or 10.47
    rf"|(?:\[[^\W_]+\](?=[^\W_]))?[^\W_]{_LETTER}*(?:['’ʼ‘`´]{_LETTER}+)*(?:\[[^\W_]+\])?"  # [t]he, don't, want[ed]
    r"|[%$€£¥₹₽₩₪₺₴]"
)
_BRACKETS = re.compile(r"\[[^\[\]]{1,80}\]")
_OMITTED = re.compile(r"…|\.\s?\.\s?\.")
_SENTENCE = re.compile(r"[.!?\n]")
_CLAUSE = re.compile(r"[,;:()—–\"“”„«»]|\s-")
_QUIET = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\\[\\]\\s]")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


class Token(NamedTuple):
    """A word as compared, its place in the text, what stands before it, and whether an editor put it in brackets.

    Words written as one ("don't") have the same place.
    """

    word: str
    start: int
    end: int
    before: int
    inserted: bool


@dataclass(frozen=True)
class Wording:
    """A text and its tokens.

    ``words``: the tokens' words. ``line``: the words between single spaces, with one at either end. ``roots``: see
    :func:`root`.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    line: str
    roots: frozenset[str]

    def part(self, first: int, last: int) -> Wording:
        """The tokens ``[first, last)``, with the same offsets."""
        return _wording(self.text, self.tokens[first:last])

    def span(self, first: int, last: int) -> Span:
        """The place of the tokens ``[first, last)``; for none of them, the point where they would stand."""
        if first < last:
            return self.tokens[first].start, self.tokens[last - 1].end
        if first < len(self.tokens):
            return self.tokens[first].start, self.tokens[first].start
        end = self.tokens[-1].end if self.tokens else 0
        return end, end

    def weight(self, first: int, last: int) -> float:
        """How much the tokens ``[first, last)`` weigh."""
        return sum(map(weight, self.words[first:last]))


@lru_cache(maxsize=4096)
def read(text: str) -> Wording:
    """A text's tokens."""
    return _wording(text, tuple(_joined_numbers(_tokens(text))))


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a word counts in comparisons."""
    return _LIGHT if word in word_lists().stop else 1.0


def is_number(word: str) -> bool:
    """Whether a token's word is a number or tells a quantity."""
    return word[:1].isdigit() or word in word_lists().quantities


def is_negation(word: str) -> bool:
    """Whether a token's word negates."""
    return word in word_lists().negations


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """What a word has in common with its other persons, numbers and tenses; for most words their first letters.

    All numbers have one root: another number in the same place is the same sentence still.
    """
    kin = word_lists().kin.get(word)
    if kin is not None:
        return kin
    if is_number(word):
        return _A_NUMBER
    if is_negation(word):
        return word
    short = _ENDING.sub("", word) if len(word) <= _STEM + 2 else word
    return short[:_STEM]


def _wording(text: str, tokens: Sequence[Token]) -> Wording:
    words = tuple(token.word for token in tokens)
    return Wording(text, tuple(tokens), words, f" {' '.join(words)} ", frozenset(map(root, words)))


def _tokens(text: str) -> Iterator[Token]:
    brackets = [match.span() for match in reversed(list(_BRACKETS.finditer(text)))]
    titles = word_lists().titles
    last, before = "", 0
    for match in _WORD.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        mark = _mark(text[before:start], last in titles) if last else SENTENCE
        while brackets and brackets[-1][1] <= start:
            brackets.pop()
        inserted = "[" in raw or bool(brackets and brackets[-1][0] < start)
        for word in _expanded(raw):
            yield Token(word, start, end, mark, inserted)
            last, mark = word, NONE
        before = end


def _mark(between: str, title: bool) -> int:
    if between == " ":
        return NONE
    if _OMITTED.search(between):
        return OMISSION
    if _SENTENCE.search(between) and not (title and between == ". "):
        return SENTENCE
    return CLAUSE if _CLAUSE.search(between) else NONE


@lru_cache(maxsize=65536)
def _expanded(raw: str) -> tuple[str, ...]:
    """The words for which a word as written stands; always one or more."""
    lists = word_lists()
    word = _QUIET.sub("", fold(raw)).translate(_APOSTROPHES)
    if word in lists.contractions:
        return lists.contractions[word]
    stem, apostrophe, end = word.rpartition("'")
    if apostrophe:
        if end == "t" and stem.endswith("n"):
            return (*_expanded(stem[:-1]), "not") if len(stem) > 1 else ("not",)
        if stem and end in lists.ends:
            return *_expanded(stem), lists.ends[end]
        return (stem, "is") if end == "s" and stem in lists.is_after else (word,)
    if word in lists.numbers:
        return (str(lists.numbers[word]),)
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    return ("percent" if word == "%" else _THOUSANDS.sub("", word) or raw,)


def _joined_numbers(tokens: Iterator[Token]) -> Iterator[Token]:
    """Tokens, with "thirty-one" and "per cent" as one each."""
    held: Token | None = None
    for token in tokens:
        whole = held and _together(held, token)
        if whole:
            yield whole
            held = None
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _together(one: Token, other: Token) -> Token | None:
    """Two tokens as one, where they are one number or one word."""
    if one.word == "per":
        return one._replace(word="percent", end=other.end) if other.word == "cent" and not other.before else None
    lists = word_lists()
    # Digits are shorter than any number in words, and "20 5" is not 25.
    in_words = one.end - one.start > 2 and other.end - other.start > 2 and other.start - one.end == 1
    if in_words and one.word in lists.tens and other.word in lists.units and other.before == NONE:
        return one._replace(word=str(int(one.word) + int(other.word)), end=other.end)
    return None
