"""A real wording with what a quotation makes of it, in pieces for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from verbale.linking.verify import Checked
from verbale.linking.wording import OMITTED, Difference

#: ``same``: in both; ``changed``: the quotation has other words; ``added``: only the quotation has them; ``left out``:
#: only the real wording has them; ``omitted``: left out with a mark of omission; ``gap``: what stands between.
Kind = Literal["same", "changed", "added", "left out", "omitted", "gap"]
#: Characters of the statement that are shown before and after the passage.
AROUND = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the wording: what was ``real``ly said, and what the quotation claims there, empty for nothing."""

    kind: Kind
    real: str = ""
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The words of a statement around and in the passage that a quotation goes back to; ``id``: the statement's."""

    id: str
    before: str
    pieces: tuple[Piece, ...]
    after: str


def wordings(found: Checked) -> tuple[Beside, ...]:
    """The real wordings of a finding: one, or the passages that a quotation puts together."""
    first = _beside(found.quotable.id, found.quotable.words, found.differences)
    further = (_beside(one.quotable.id, one.quotable.words, one.differences) for one in found.further)
    return (first, *further)


def differs(found: Checked) -> bool:
    """Whether a word of the quotation is not as it was said."""
    rows = (*found.differences, *(row for one in found.further for row in one.differences))
    return any(row.kind != "same" for row in rows)


def _beside(name: str, words: str, rows: Sequence[Difference]) -> Beside:
    start = min((row.real_span[0] for row in rows), default=0)
    end = max((row.real_span[1] for row in rows), default=0)
    return Beside(name, _tail(words[:start]), tuple(_pieces(words, rows)), _head(words[end:]))


def _pieces(words: str, rows: Sequence[Difference]) -> Iterator[Piece]:
    for row, following in pairwise([*rows, None]):
        assert row is not None
        if row.kind == "same":
            yield Piece("omitted" if row.note == OMITTED else "same", row.real, row.claimed)
        else:
            yield Piece(row.kind, row.real, row.claimed)
        if following is not None:
            yield Piece("gap", _between(words, row, following))


def _between(words: str, row: Difference, following: Difference) -> str:
    """What stands between two rows; a mark of omission where that is words, or goes back."""
    gap = words[row.real_span[1] : following.real_span[0]]
    if following.real_span[0] < row.real_span[1] or any(letter.isalnum() for letter in gap):
        return " … "
    return gap or " "


def _tail(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return "… " + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rpartition(" ")[0] + " …"
