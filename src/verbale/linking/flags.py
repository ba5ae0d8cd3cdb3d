"""What an analyst should know of a checked quotation: a negation dropped, a number altered, passages put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from verbale.linking.tokens import NONE, SENTENCE, Wording, is_negation, is_number, root
from verbale.linking.word_lists import word_lists
from verbale.linking.wording import OMITTED, Alignment, Row

Flag = Literal[
    "negation dropped",
    "negation added",
    "number altered",
    "name altered",
    "tense or person",
    "omission marked",
    "joined",
    "wrong speaker",
    "speaker unknown",
    "not in quotation marks",
]
DROPPED: Flag = "negation dropped"
ADDED: Flag = "negation added"
NUMBER: Flag = "number altered"
NAME: Flag = "name altered"
TENSE: Flag = "tense or person"
MARKED: Flag = "omission marked"
JOINED: Flag = "joined"
WRONG_SPEAKER: Flag = "wrong speaker"
UNKNOWN_SPEAKER: Flag = "speaker unknown"
NOT_QUOTED: Flag = "not in quotation marks"

#: So many words left out between marks of punctuation are a passage of their own, not a change of the claim's.
_PASSAGE = 4
#: Passages put together have so many words on either side of what is left out.
_SIDE = 3
#: Words put in place of those left out, to join two passages: at most so many.
_LINKS = 2
#: Numbers that are also other words ("one does not", "a second"): they count as numbers beside another number only.
_DOUBTFUL = frozenset({"1", "second", "once"})


def flags_of(one: Alignment) -> Iterator[Flag]:
    """What the rows of an alignment show, in the order of :data:`Flag`; a flag may come twice."""
    differing = [row for row in one.rows if row.kind != "same"]
    changed = [row for row in differing if not _passage(row, one)]
    signs = [_negations(row, one) for row in changed]
    if any(sign < 0 for sign in signs) or reverses(one) or cut_off(one):
        yield DROPPED
    if any(sign > 0 for sign in signs):
        yield ADDED
    if any(_number(row, one) for row in changed):
        yield NUMBER
    if any(_name(row, one) for row in changed):
        yield NAME
    if differing and all(_tense(row, one) for row in differing):
        yield TENSE
    if any(row.note == OMITTED for row in one.rows):
        yield MARKED


def reverses(one: Alignment) -> bool:
    """Whether an omission that the claim marks takes a negation out of the middle of a clause."""
    marked = (row for row in one.rows if row.note == OMITTED)
    return any(any(map(is_negation, _real(row, one))) and not _bounded(row, one) for row in marked)


def cut_off(one: Alignment) -> str:
    """The negation, as written, right before or after a passage whose first and last words are the claim's; or ""."""
    tokens, (first, last) = one.real.tokens, one.passage
    if first and one.core[0] == 0 and tokens[first].before == NONE and is_negation(tokens[first - 1].word):
        return one.real.text[slice(*tokens[first - 1][1:3])]
    ends = last < len(tokens) and one.core[1] == len(one.claim.words)
    if ends and tokens[last].before == NONE and is_negation(tokens[last].word):
        return one.real.text[slice(*tokens[last][1:3])]
    return ""


def spliced(one: Alignment) -> bool:
    """Whether passages that are apart are put together without a mark.

    What is left out between them holds the end of a sentence, or is of four words or more and begins or ends at a mark
    of punctuation.
    """
    for row in one.rows:
        here, there = row.claimed[1] - row.claimed[0], row.real[1] - row.real[0]
        if row.kind not in ("left out", "changed") or here > _LINKS or there - here < 2:
            continue
        if not (_agreed(one, 0, row.claimed[0]) >= _SIDE <= _agreed(one, row.claimed[1], len(one.claim.words))):
            continue
        befores = [token.before for token in one.real.tokens[row.real[0] : row.real[1] + 1]]
        if max(befores) >= SENTENCE or (there - here >= _PASSAGE and max(befores[0], befores[-1]) != NONE):
            return True
    return False


def _agreed(one: Alignment, first: int, last: int) -> int:
    same = (row.claimed for row in one.rows if row.kind == "same")
    return sum(max(0, min(b, last) - max(a, first)) for a, b in same)


def _passage(row: Row, one: Alignment) -> bool:
    """Whether a row leaves out a passage of its own, whose negations and numbers are not the claim's."""
    return row.kind == "left out" and row.real[1] - row.real[0] >= _PASSAGE and _bounded(row, one)


def _bounded(row: Row, one: Alignment) -> bool:
    tokens, (first, last) = one.real.tokens, row.real
    return tokens[first].before != NONE and (last == len(tokens) or tokens[last].before != NONE)


def _claimed(row: Row, one: Alignment) -> tuple[str, ...]:
    return one.claim.words[slice(*row.claimed)]


def _real(row: Row, one: Alignment) -> tuple[str, ...]:
    return one.real.words[slice(*row.real)]


def _negations(row: Row, one: Alignment) -> int:
    """Negations that the claim has more than the real wording; a word with "un-" or the like counts for one."""
    mine, theirs = _claimed(row, one), _real(row, one)
    more = sum(map(is_negation, mine)) - sum(map(is_negation, theirs))
    return more + sum(_opposite(a, b) - _opposite(b, a) for a, b in zip(mine, theirs, strict=False))


def _opposite(word: str, other: str) -> bool:
    """Whether a word is another with "un-" or the like before it."""
    return len(other) > 3 and word.endswith(other) and word.removesuffix(other) in word_lists().negating


def _number(row: Row, one: Alignment) -> bool:
    mine = sorted(filter(is_number, _claimed(row, one)))
    theirs = sorted(filter(is_number, _real(row, one)))
    return mine != theirs and (bool(mine and theirs) or not _DOUBTFUL.issuperset(mine + theirs))


def _name(row: Row, one: Alignment) -> bool:
    mine, theirs = _capitals(one.claim, row.claimed), _capitals(one.real, row.real)
    return bool(mine and theirs and mine != theirs)


def _capitals(wording: Wording, places: tuple[int, int]) -> set[str]:
    tokens = wording.tokens[slice(*places)]
    inside = (t for t in tokens if t.before < SENTENCE and wording.text[t.start].isupper())
    return {t.word for t in inside if t.word not in word_lists().stop}


def _tense(row: Row, one: Alignment) -> bool:
    mine, theirs = _claimed(row, one), _real(row, one)
    if any(map(is_number, mine)) or len(mine) != len(theirs):
        return False
    return all(root(a) == root(b) for a, b in zip(mine, theirs, strict=True))
