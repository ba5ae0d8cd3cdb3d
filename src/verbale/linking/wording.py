"""Two wordings side by side: what is the same, changed, added and left out.

Tokens are compared (:mod:`verbale.linking.tokens`): case, accents, punctuation, dashes and quote marks are no
differences. Nor are an omission that the claim marks ("…", "[...]") and an editor's insertion ("[Pakistan]"), unless a
negation or a number is at stake, nor words written together or apart ("ceasefire", "cease-fire").

The alignment is difflib's (the longest run first, then left and right of it: Ratcliff and Metzener, "Pattern matching:
the gestalt approach", Dr. Dobb's Journal, July 1988), cut down to the chain of runs that is worth most: the sum of the
runs' weights less a price for the words between them, as in the local alignment of Smith and Waterman (1981).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from verbale.linking.tokens import OMISSION, SENTENCE, Wording, is_negation, is_number, read, root, weight
from verbale.schema import Span

__all__ = ["Alignment", "Difference", "DifferenceKind", "Row", "Wording", "align", "most", "read"]

DifferenceKind = Literal["same", "changed", "added", "left out"]

#: Notes of rows that count as the same though the words are not alike.
OMITTED, IN_BRACKETS, TOGETHER = "omission marked", "in brackets", "written together or apart"

#: What a changed word still counts when it differs in person, number or tense only.
_KIN = 0.5
#: Price of the words between two runs, for each unit of their weight.
_GAP = 0.5
#: Words left out in one place never weigh more than this: what stands around them is as near as if fewer were missing.
_MOST_LEFT_OUT = 2.0
#: An insertion in brackets stands for at most so many words.
_MOST_REPLACED = 4
#: Words at a claim's edge may be spelled with so many words more or fewer.
_SPELLED = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of two wordings side by side.

    ``claimed``, ``real``: the words as they stand, empty where there are none; ``claimed_span``, ``real_span``: their
    places ``[start, end)`` in the two texts. ``added``: in the claim only; ``left out``: in the real wording only.
    ``note``: why words that are not alike count as the same.
    """

    kind: DifferenceKind
    claimed: str
    real: str
    claimed_span: Span
    real_span: Span
    note: str = ""


class Row(NamedTuple):
    """A row in tokens: ``claimed`` and ``real`` are places ``[first, last)`` among the tokens of the two."""

    kind: DifferenceKind
    claimed: Span
    real: Span
    note: str = ""


class Block(NamedTuple):
    """``size`` tokens that agree, from ``claimed`` on in the claim and from ``real`` on in the real wording."""

    claimed: int
    real: int
    size: int


@dataclass(frozen=True)
class Alignment:
    """A claim laid beside the passage of a real wording that is nearest to it.

    ``core``: the claim's tokens from the first to the last that agree; ``passage``: the real wording's. ``rows``: the
    whole claim beside the passage. ``score``: from 0 to 1, twice the weight of what agrees by the weight of both
    sides. ``run``: the most words in a row that agree.
    """

    claim: Wording
    real: Wording
    core: Span
    passage: Span
    rows: tuple[Row, ...]
    score: float
    run: int

    @property
    def exact(self) -> bool:
        """Whether nothing differs that counts."""
        return all(row.kind == "same" for row in self.rows)

    def differences(self) -> tuple[Difference, ...]:
        """The rows with their words and offsets."""
        return tuple(_difference(row, self.claim, self.real) for row in self.rows)


def most(claim: Wording, real: Wording) -> float:
    """A score that no alignment of the two exceeds, quick to find."""
    shared = sum(weight(t.word) for t in claim.tokens if t.inserted or root(t.word) in real.roots)
    shared += sum(t.inserted for t in real.tokens)
    return 2 * shared / (claim.weight(0, len(claim.words)) + shared) if shared else 0.0


def matcher_of(claim: Wording) -> SequenceMatcher[str]:
    """A matcher to try many real wordings with."""
    return SequenceMatcher(None, (), claim.words, autojunk=False)


def align(claim: Wording, real: Wording, matcher: SequenceMatcher[str] | None = None) -> Alignment | None:
    """The claim beside the nearest passage of the real wording; None where they share no word.

    ``matcher``: the claim's, see :func:`matcher_of`.
    """
    at = real.line.find(claim.line)
    if at >= 0 and claim.words:
        chain = [Block(0, real.line.count(" ", 0, at), len(claim.words))]
    else:
        matcher = matcher or matcher_of(claim)
        matcher.set_seq1(real.words)
        blocks = [Block(b, a, n) for a, b, n in matcher.get_matching_blocks() if n]
        chain = _worth_most(_slid(blocks, claim, real), claim, real)
    if not chain:
        return None
    rows = tuple(_rows(chain, claim, real))
    near = sum(_nearness(row, claim, real) for row in rows)
    both = sum(_row_weight(row, claim, real) for row in rows)
    last = chain[-1]
    return Alignment(
        claim=claim,
        real=real,
        core=(chain[0].claimed, last.claimed + last.size),
        passage=(chain[0].real, last.real + last.size),
        rows=rows,
        score=min(1.0, 2 * near / both),
        run=max(b.size for b in chain),
    )


def _slid(blocks: Sequence[Block], claim: Wording, real: Wording) -> list[Block]:
    """Blocks between which words are left out, parted where the claim has the strongest mark.

    "I was here. I was ill. I was there" without its second sentence is "I was here. I was there" or "I was here. I
    was" with "there" after it; the first is meant.
    """
    out = list(blocks)
    for at in range(1, len(out)):
        one, other = out[at - 1], out[at]
        if one.claimed + one.size == other.claimed:
            starts = list(_shifts(one, other, claim, real))
            best = max(starts, key=lambda at: claim.tokens[at].before)
            by = best - other.claimed
            out[at - 1] = one._replace(size=one.size + by)
            out[at] = Block(best, other.real + by, other.size - by)
    return out


def _shifts(one: Block, other: Block, claim: Wording, real: Wording) -> Iterator[int]:
    """The claim's tokens at which the second of two blocks may begin as well, its own beginning first."""
    yield other.claimed
    for by in range(1, one.size):
        if claim.words[other.claimed - by] != real.words[other.real - by]:
            break
        yield other.claimed - by
    for by in range(other.size - 1):
        if claim.words[other.claimed + by] != real.words[one.real + one.size + by]:
            break
        yield other.claimed + by + 1


def _worth_most(blocks: Sequence[Block], claim: Wording, real: Wording) -> list[Block]:
    """The chain of neighbouring blocks whose weight less the price of the gaps is highest; of equals the first."""
    best, best_sum = (0, 0), 0.0
    first, total = 0, 0.0
    for at, block in enumerate(blocks):
        if at:
            total -= _price(blocks[at - 1], block, claim, real)
        if total <= 0:
            first, total = at, 0.0
        total += claim.weight(block.claimed, block.claimed + block.size)
        if total > best_sum + 1e-9:
            best, best_sum = (first, at + 1), total
    return list(blocks[best[0] : best[1]])


def _price(one: Block, other: Block, claim: Wording, real: Wording) -> float:
    mine, theirs = (one.claimed + one.size, other.claimed), (one.real + one.size, other.real)
    if _alike(mine, theirs, claim, real):
        return 0.0
    between = claim.weight(*mine)
    if claim.tokens[other.claimed].before == OMISSION:
        return _GAP * between
    return _GAP * max(between, min(real.weight(*theirs), 2 * _MOST_LEFT_OUT))


def _alike(claimed: Span, actual: Span, claim: Wording, real: Wording) -> bool:
    """Whether words differ in nothing but where they are parted."""
    return "".join(claim.words[slice(*claimed)]) == "".join(real.words[slice(*actual)])


def _rows(chain: Sequence[Block], claim: Wording, real: Wording) -> Iterator[Row]:
    """The rows of the whole claim, in its order."""
    first, last = chain[0], chain[-1]
    yield from _gap((0, first.claimed), (_back(claim, real, first), first.real), claim, real)
    yield Row("same", (first.claimed, first.claimed + first.size), (first.real, first.real + first.size))
    for one, other in pairwise(chain):
        ends = one.claimed + one.size, one.real + one.size
        yield from _gap((ends[0], other.claimed), (ends[1], other.real), claim, real)
        yield Row("same", (other.claimed, other.claimed + other.size), (other.real, other.real + other.size))
    ends = last.claimed + last.size, last.real + last.size
    yield from _gap((ends[0], len(claim.words)), (ends[1], _on(claim, real, last)), claim, real)


def _back(claim: Wording, real: Wording, first: Block) -> int:
    """Where the words of the same sentence begin that stand beside the claim's words before the first block."""
    left = claim.words[: first.claimed]
    at = first.real
    while first.real - at < len(left) + _SPELLED and at and real.tokens[at].before < SENTENCE:
        at -= 1
    backwards = [[word[::-1] for word in reversed(words)] for words in (left, real.words[at : first.real])]
    return first.real - _beside(*backwards)


def _on(claim: Wording, real: Wording, last: Block) -> int:
    """Where the words of the same sentence end that stand beside the claim's words after the last block."""
    left = claim.words[last.claimed + last.size :]
    start = at = last.real + last.size
    while at - start < len(left) + _SPELLED and at < len(real.tokens) and real.tokens[at].before < SENTENCE:
        at += 1
    return start + _beside(left, real.words[start:at])


def _beside(left: Sequence[str], here: Sequence[str]) -> int:
    """How many words of ``here`` stand beside those of the claim: as many, unless others are spelled the same."""
    wanted = "".join(left)
    for size in range(1, len(here) + 1) if left else ():
        if "".join(here[:size]) == wanted:
            return size
    return min(len(left), len(here))


def _gap(claimed: Span, actual: Span, claim: Wording, real: Wording) -> Iterator[Row]:
    """Rows for what stands between two runs that agree."""
    here, there = claimed[1] - claimed[0], actual[1] - actual[0]
    if there > here and any(t.before == OMISSION for t in claim.tokens[max(claimed[0], 1) : claimed[1] + 1]):
        cut = actual[1] - here
        yield Row("same", (claimed[0], claimed[0]), (actual[0], cut), OMITTED)
        actual, there = (cut, actual[1]), here
    if not here and not there:
        return
    if _insertion(claimed, actual, claim, real):
        yield Row("same", claimed, actual, IN_BRACKETS)
    elif not here or not there:
        yield Row("added" if here else "left out", claimed, actual)
    elif _alike(claimed, actual, claim, real):
        yield Row("same", claimed, actual, TOGETHER)
    else:
        yield from _changed(claimed, actual, claim, real)


def _changed(claimed: Span, actual: Span, claim: Wording, real: Wording) -> Iterator[Row]:
    """A changed row without the words at its edges that agree: such as were worth too little for the chain."""
    (a, b), (c, d) = claimed, actual
    while a < b and c < d and claim.words[a] == real.words[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and claim.words[b - 1] == real.words[d - 1]:
        b, d = b - 1, d - 1
    if a > claimed[0]:
        yield Row("same", (claimed[0], a), (actual[0], c))
    if a < b or c < d:
        yield Row("changed" if a < b and c < d else "added" if a < b else "left out", (a, b), (c, d))
    if b < claimed[1]:
        yield Row("same", (b, claimed[1]), (d, actual[1]))


def _insertion(claimed: Span, actual: Span, claim: Wording, real: Wording) -> bool:
    """Whether one side is an editor's insertion that says nothing against the other."""
    one, other = claim.tokens[slice(*claimed)], real.tokens[slice(*actual)]
    if any(is_negation(t.word) or is_number(t.word) for t in (*one, *other)):
        return False
    mine, theirs = bool(one) and all(t.inserted for t in one), bool(other) and all(t.inserted for t in other)
    return (mine and len(other) <= _MOST_REPLACED) or (theirs and len(one) <= _MOST_REPLACED)


def _nearness(row: Row, claim: Wording, real: Wording) -> float:
    """The weight of what agrees in a row."""
    if row.kind == "same":
        return claim.weight(*row.claimed)
    left = [root(word) for word in real.words[slice(*row.real)]]
    total = 0.0
    for word in claim.words[slice(*row.claimed)]:
        if root(word) in left:
            del left[: left.index(root(word)) + 1]
            total += _KIN * weight(word)
    return total


def _row_weight(row: Row, claim: Wording, real: Wording) -> float:
    """What a row weighs on both sides together."""
    mine, theirs = claim.weight(*row.claimed), real.weight(*row.real)
    if row.kind == "same":
        return 2 * mine
    return mine + (min(theirs, _MOST_LEFT_OUT) if row.kind == "left out" else theirs)


def _difference(row: Row, claim: Wording, real: Wording) -> Difference:
    mine, theirs = claim.span(*row.claimed), real.span(*row.real)
    return Difference(row.kind, claim.text[slice(*mine)], real.text[slice(*theirs)], mine, theirs, row.note)
