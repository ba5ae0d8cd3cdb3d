"""The words of a claim that find it with full-text search."""

from __future__ import annotations

import re
from typing import NamedTuple

from verbale.linking.items import fold
from verbale.linking.tokens import SENTENCE, is_number, read
from verbale.linking.word_lists import word_lists

#: At most so many words, and words that carry little meaning only to make up so many.
MOST_TERMS = 8
_FEW = 5
#: What a name, a number, and a word that is usual in the field is worth beside its length.
_NAME, _NUMBER, _USUAL = 6, 4, -6
_WORD = re.compile(r"[^\W_]+")


class _Term(NamedTuple):
    """A word, best first in its order: ``light`` words last, ``value`` is negative."""

    light: bool
    value: int
    at: int
    raw: str


def search_terms(claim: str) -> tuple[str, ...]:
    """At most eight words of a claim, as written there, the most useful for finding it first.

    Names, numbers and long words come first, from every sentence of the claim in turn, since its sentences may have
    been joined. Stop words come in only where there is little else. Each is letters and digits only; a caller joins
    them with OR. The claim may be altered: no one word must be found.
    """
    seen: set[str] = set()
    sentences: list[list[_Term]] = []
    for token in read(claim).tokens:
        if token.before >= SENTENCE or not sentences:
            sentences.append([])
        for match in _WORD.finditer(claim, token.start, token.end):
            word = fold(match.group())
            if word not in seen:
                seen.add(word)
                sentences[-1].append(_term(word, match, token.before < SENTENCE))
    turns = sorted((term.light, turn, term) for one in sentences for turn, term in enumerate(sorted(one)))
    heavy = sum(not light for light, _, _ in turns)
    return tuple(term.raw for _, _, term in turns[: min(MOST_TERMS, max(heavy, _FEW))])


def _term(word: str, match: re.Match[str], inside: bool) -> _Term:
    lists = word_lists()
    raw = match.group()
    value = len(word)
    value += _NAME if inside and raw[0].isupper() else 0
    value += _NUMBER if is_number(word) else 0
    value += _USUAL if word in lists.usual else 0
    light = word in lists.stop or word in lists.negations or (len(word) < 2 and not word.isdigit())
    return _Term(light, -value, match.start(), raw)
