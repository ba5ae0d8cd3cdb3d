"""Checking a quotation: who said it, or the nearest real wording with what differs.

A claim is laid beside every candidate (:mod:`verbale.linking.wording`). Verdicts:

- ``exact``: all words in a row, or in passages between which the claim marks an omission;
- ``altered``: near, with words changed, added or left out;
- ``joined``: two passages of one content, or of two of one article and speaker, put together as if said in a row;
- ``wrong-speaker``: exact, near or joined words, but of another speaker than the claim says;
- ``absent`` is what an empty answer of :func:`check` means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from verbale.linking.flags import (
    JOINED,
    NOT_QUOTED,
    UNKNOWN_SPEAKER,
    WRONG_SPEAKER,
    Flag,
    cut_off,
    flags_of,
    reverses,
    spliced,
)
from verbale.linking.quotable import Fit, Quotable, fit
from verbale.linking.search_terms import search_terms
from verbale.linking.sieve import Sieve
from verbale.linking.tokens import OMISSION, Wording, read
from verbale.linking.wording import Alignment, Difference, align, matcher_of, most

__all__ = ["Checked", "Passage", "Quotable", "Verdict", "check", "search_terms"]

Verdict = Literal["exact", "altered", "joined", "wrong-speaker"]

#: Claims of fewer words must be exact to count: three words in a row are in many statements.
SHORT = 4
#: From this score on a wording is near. Below it lie sentences that share their matter and a few turns of phrase.
NEAR = 0.62
#: The same for words of another speaker than the claimed one, which are less likely the ones meant.
NEAR_OF_OTHER = 0.75
#: So many words in a row must agree at least.
_RUN = 3
#: Shorter runs are enough from this score on.
_NEAR_IN_PIECES = 0.8
#: How near the passages of a joined claim, and the claim as a whole, must be.
_NEAR_JOINED = 0.8
#: A joined claim is told from an altered one when it explains the words better by this much.
_BETTER = 0.05
#: The words of a passage of a joined claim: at least so many.
_PASSAGE = 3
#: And one of them carries meaning.
_WORTH = 1.0
#: Share of the claim's groups of three words that must occur in one speaker's words before passages are looked for.
_TRIGRAMS = 0.4
#: What a claim joined of several statements counts.
_OF_SEVERAL = 0.95
#: What a claim counts that omits a negation behind a mark of omission.
_REVERSED = 0.9
#: Differences that a reason names: at most so many.
_NAMED = 3
#: What words of another speaker, and of one unknown, still count when the claim names a speaker.
_COUNTS: Mapping[Fit, float] = {"same": 1.0, "other": 0.95, "unknown": 0.93}


class Passage(NamedTuple):
    """A further passage of a joined claim, with the rows of its part of the claim."""

    quotable: Quotable
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a claim is found to be.

    ``score``: how near, 0 to 1. ``differences``: the rows beside ``quotable``, whose ``words`` their offsets
    ``real_span`` point into; those of ``claimed_span`` point into the claim. ``reason``: in words. ``further``: the
    other passages of a joined claim that stand in other statements, in the claim's order.
    """

    quotable: Quotable
    verdict: Verdict
    score: float
    differences: tuple[Difference, ...]
    reason: str
    flags: tuple[Flag, ...] = ()
    further: tuple[Passage, ...] = ()


class _Near(NamedTuple):
    """Alignments of the parts of a claim, in its order, most often one; ``rest``: its words that are in no part."""

    parts: tuple[tuple[Quotable, Alignment], ...]
    score: float
    rest: tuple[Wording, ...] = ()


def check(claim: str, candidates: Iterable[Quotable], speaker: str | None = None) -> tuple[Checked, ...]:
    """The real wordings to which a claim goes back, best first; none where nothing is near.

    ``speaker``: whom the claim names, as written there. The answer does not depend on the candidates' order.
    """
    asked = read(claim)
    if not asked.words:
        return ()
    pool = {q.id: q for q in sorted(candidates, key=lambda q: (q.id, q.words, q.name))}
    sieve = Sieve(asked)
    singles = dict(_singles(asked, pool.values(), sieve))
    found = [_Near(((pool[key], one),), one.score) for key, one in singles.items() if _counts(one)]
    if len(asked.words) >= SHORT and not any(one.exact or one.score > 1 - _BETTER for one in singles.values()):
        joined = list(_joined(asked, pool.values(), singles, sieve))
        used = {quotable.id for near in joined for quotable, _ in near.parts}
        found = [near for near in found if near.parts[0][0].id not in used] + joined
    checked = (_checked(near, asked, speaker) for near in found)
    return tuple(sorted((one for one in checked if one), key=_order))


def _order(one: Checked) -> tuple[float, bool, str, str]:
    """Best first; of equals those in quotation marks, then the earliest."""
    q = one.quotable
    return -one.score, not q.quoted, q.date or "~", q.id


def _singles(asked: Wording, pool: Iterable[Quotable], sieve: Sieve) -> Iterator[tuple[str, Alignment]]:
    matcher = matcher_of(asked)
    for quotable in pool:
        if sieve.most(quotable.words) >= NEAR and most(asked, real := read(quotable.words)) >= NEAR:
            one = align(asked, real, matcher)
            if one:
                yield quotable.id, one


def _counts(one: Alignment) -> bool:
    """Whether an alignment is near enough to be told."""
    if one.exact:
        return one.run == len(one.claim.words) or one.run >= _RUN
    return len(one.claim.words) >= SHORT and one.score >= (NEAR if one.run >= _RUN else _NEAR_IN_PIECES)


def _joined(
    asked: Wording, pool: Iterable[Quotable], singles: Mapping[str, Alignment], sieve: Sieve
) -> Iterator[_Near]:
    """Claims made of two or more passages of one article and speaker, better explained so than by any one passage."""
    groups: dict[tuple[object, ...], list[Quotable]] = {}
    told: dict[tuple[object, ...], set[int]] = {}
    for quotable in pool:
        threes = sieve.in_a_row(quotable.words)
        if threes:
            whose = quotable.article and quotable.speaker
            key: tuple[object, ...] = (quotable.article, whose) if whose else (quotable.id,)
            groups.setdefault(key, []).append(quotable)
            told.setdefault(key, set()).update(threes)
    for key, group in groups.items():
        if len(told[key]) < _TRIGRAMS * sieve.threes:
            continue
        pieces = list(_cover(asked, group))
        parts = tuple((piece.quotable, piece.part) for piece in pieces if isinstance(piece, _Piece))
        if len(parts) < 2:
            continue
        covered = [one.claim.weight(0, len(one.claim.words)) for _, one in parts]
        agreed = sum(w * one.score for w, (_, one) in zip(covered, parts, strict=True))
        score = 2 * agreed / (asked.weight(0, len(asked.words)) + sum(covered))
        best = max((singles[q.id].score for q in group if q.id in singles), default=0.0)
        if score >= max(_NEAR_JOINED, best + _BETTER):
            rest = tuple(piece for piece in pieces if isinstance(piece, Wording))
            near = _Near(parts, score, rest)
            yield near if _marked(near) else near._replace(score=score * _OF_SEVERAL)


class _Piece(NamedTuple):
    """A passage that makes up a part of a claim, with what it is worth and where in the claim it begins."""

    worth: float
    quotable: Quotable
    part: Alignment
    first: int


def _cover(asked: Wording, group: Sequence[Quotable]) -> Iterator[_Piece | Wording]:
    """The passages of a group that make up a claim, and what remains of it, in its order; the weightiest are sought."""
    best = max(_pieces(asked, group), key=lambda piece: piece.worth, default=None)
    if best is None:
        if asked.words:
            yield asked
        return
    last = best.first + len(best.part.claim.words)
    yield from _cover(asked.part(0, best.first), group)
    yield best
    yield from _cover(asked.part(last, len(asked.words)), group)


def _pieces(asked: Wording, group: Sequence[Quotable]) -> Iterator[_Piece]:
    """The passage of each statement that is nearest to some of the claim."""
    matcher = matcher_of(asked)
    for quotable in group if len(asked.words) >= _PASSAGE else ():
        whole = align(asked, read(quotable.words), matcher)
        part = align(asked.part(*whole.core), whole.real) if whole else None
        if whole and part and part.run >= _PASSAGE and part.score >= _NEAR_JOINED:
            worth = part.score * part.claim.weight(0, len(part.claim.words))
            if worth >= _WORTH:
                yield _Piece(worth, quotable, part, whole.core[0])


def _checked(near: _Near, asked: Wording, speaker: str | None) -> Checked | None:
    """The verdict; None where the words are another's and not near enough for that."""
    quotable = near.parts[0][0]
    theirs: Fit = fit(speaker, quotable) if speaker else "same"
    if theirs == "other" and near.score < NEAR_OF_OTHER:
        return None
    words = _words_verdict(near)
    reversed_ = any(reverses(one) for _, one in near.parts)
    flags = [flag for _, one in near.parts for flag in flags_of(one)]
    flags += [JOINED] if words == "joined" else []
    flags += [WRONG_SPEAKER] if theirs == "other" else [UNKNOWN_SPEAKER] if theirs == "unknown" else []
    flags += [] if all(q.quoted for q, _ in near.parts) else [NOT_QUOTED]
    own, further = _rows(near)
    return Checked(
        quotable=quotable,
        verdict="wrong-speaker" if theirs == "other" else words,
        score=round(near.score * _COUNTS[theirs] * (_REVERSED if reversed_ else 1), 4),
        differences=own,
        reason=_reason(near, words, theirs, speaker),
        flags=tuple(dict.fromkeys(flags)),
        further=further,
    )


def _words_verdict(near: _Near) -> Literal["exact", "altered", "joined"]:
    alignments = [one for _, one in near.parts]
    exact = all(one.exact and not reverses(one) for one in alignments)
    if len(alignments) == 1:
        return "exact" if exact else "joined" if spliced(alignments[0]) else "altered"
    return "exact" if exact and _marked(near) else "joined"


def _marked(near: _Near) -> bool:
    """Whether the claim marks an omission before every passage but the first, and has no other words."""
    return not near.rest and all(one.claim.tokens[0].before == OMISSION for _, one in near.parts[1:])


def _rows(near: _Near) -> tuple[tuple[Difference, ...], tuple[Passage, ...]]:
    """The rows beside the first passage's statement, words that are in no statement added; the others with theirs."""
    first = near.parts[0][0]
    own: list[Difference] = []
    further: list[Passage] = []
    for quotable, one in near.parts:
        if quotable is first:
            own += one.differences()
        else:
            further.append(Passage(quotable, one.differences()))
    end = own[-1].real_span[1]
    for rest in near.rest:
        place = rest.span(0, len(rest.words))
        own.append(Difference("added", rest.text[slice(*place)], "", place, (end, end)))
    return tuple(own), tuple(further)


def _reason(near: _Near, words: str, theirs: Fit, speaker: str | None) -> str:
    """The verdict in words: how many agree, what differs first, and who said it where the claim has that wrong."""
    alignments = [one for _, one in near.parts]
    total = sum(len(one.words) for one in (*near.rest, *(one.claim for one in alignments)))
    same = sum(row.claimed[1] - row.claimed[0] for one in alignments for row in one.rows if row.kind == "same")
    text = f"{same} of {total} words the same"
    if words == "exact":
        in_a_row = len(alignments) == 1 and alignments[0].run == total
        text = f"all {total} words" + (" in a row" if in_a_row else ", but for marks")
    elif words == "joined":
        text = f"{max(2, len(alignments))} passages put together without a mark of omission, {text}"
    own, further = _rows(near)
    rows = [*own, *(row for passage in further for row in passage.differences)]
    named = [_told(row) for row in rows if row.kind != "same"]
    named += [f"cut off at “{word}”" for one in alignments if (word := cut_off(one))]
    text = ", ".join([text, *named[:_NAMED], *(["…"] if len(named) > _NAMED else [])])
    said_by = near.parts[0][0].said_by
    if theirs == "same":
        return text
    if theirs == "other":
        return f"{text}; said by {said_by}, not by {speaker}"
    return f"{text}; said by {said_by}" if said_by else f"{text}; the speaker is not known"


def _told(row: Difference) -> str:
    if row.kind == "changed":
        return f"“{row.claimed}” for “{row.real}”"
    return f"{row.kind} “{row.claimed or row.real}”"
