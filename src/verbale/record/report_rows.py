"""Reports of one utterance or event beside one of them: for ``verbale show``, in words and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from verbale.linking.items import Item
from verbale.linking.wording import OMITTED, Alignment, Difference, DifferenceKind, align, read
from verbale.record.export import exchange_row
from verbale.record.quotes import JOINT
from verbale.record.threads import Answers, Reports
from verbale.schema import Span
from verbale.serialize import Json

#: A report's words beside those shown: the same but for case and marks, changed, the same with more around them, a part
#: of them, or words of its own.
Likeness = Literal["same", "changed", "more", "part", "own"]

#: Two wordings that are less alike than this say the same in words of their own.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's words beside those shown.

    ``added``: in the report only; ``left out``: only in the words shown. ``shown``, ``here``: the words of either,
    empty where there are none; ``span``: the place of ``here`` in the report's words.
    """

    kind: DifferenceKind
    shown: str
    here: str
    span: Span


@dataclass(frozen=True, slots=True)
class Beside:
    """A report's words beside those shown, piece by piece in the order of the report.

    ``more``: whether the report has further words around the pieces; ``part``: whether the words shown have.
    """

    pieces: tuple[Piece, ...]
    more: bool = False
    part: bool = False

    @property
    def differences(self) -> tuple[Piece, ...]:
        """The pieces that are not the same."""
        return tuple(piece for piece in self.pieces if piece.kind != "same")

    @property
    def wording(self) -> Likeness:
        """How the report's words stand to those shown."""
        if self.differences:
            return "changed"
        return "more" if self.more else "part" if self.part else "same"


def words_of(item: Item) -> str:
    """The words that tell an item: of an event that is told in several places, the best one."""
    return item.words if item.kind == "statement" else item.words.partition(JOINT)[0]


def beside(shown: str, here: str) -> Beside | None:
    """A report's words beside those shown; None where they are words of its own."""
    one, other = read(shown), read(here)
    shorter = len(one.words) <= len(other.words)
    found = align(one, other) if shorter else align(other, one)
    if found is None or found.score < _ALIKE:
        return None
    pieces = tuple(_clear([_piece(row, claimed_is_shown=shorter) for row in found.differences()]))
    outside = _outside(found)
    return Beside(pieces, more=outside and shorter, part=outside and not shorter)


def in_order(reports: Reports) -> list[Item]:
    """The reports by day of publication, unknown days last."""
    return sorted(reports.items, key=lambda item: (item.published is None, str(item.published), item.id))


def reports_row(item_id: str, reports: Reports, answers: Answers) -> Json:
    """What ``verbale show --format jsonl`` adds to the statement or event ``item_id``."""
    shown = next(item for item in reports.items if item.id == item_id)
    prints = reports.prints()
    return {
        "reports": {
            "outlets": reports.outlets,
            "articles": reports.articles,
            "items": [_report(item, shown, prints.get(item.article)) for item in in_order(reports)],
            "contradictions": [
                {
                    "about": found.about,
                    "first": one,
                    "second": other,
                    "in_first": found.in_first,
                    "in_second": found.in_second,
                    "reason": found.reason,
                }
                for one, other, found in reports.contradictions
            ],
        },
        "answers": [exchange_row(one) for one in answers.answers],
        "answered_by": [exchange_row(one) for one in answers.answered_by],
    }


def _report(item: Item, shown: Item, print_of: str | None) -> Json:
    found = beside(words_of(shown), words_of(item))
    return {
        "id": item.id,
        "article": item.article,
        "outlet": item.outlet or None,
        "published": item.published.isoformat() if item.published else None,
        "print_of": print_of,
        "quote": item.words,
        "wording": found.wording if found else "own",
        "differences": [
            {"kind": one.kind, "shown": one.shown, "here": one.here} for one in (found.differences if found else ())
        ],
    }


def _piece(row: Difference, *, claimed_is_shown: bool) -> Piece:
    kind = row.kind
    if claimed_is_shown:
        # What only the report has is left out by the claim that the words shown are.
        kinds: dict[DifferenceKind, DifferenceKind] = {"added": "left out", "left out": "added"}
        return Piece(kinds.get(kind, kind), row.claimed, row.real, row.real_span)
    omitted = kind == "same" and row.note == OMITTED
    return Piece(kind, row.real, "" if omitted else row.claimed, row.claimed_span)


def _clear(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces none of which reaches into the next: words written as one ("don't") are told by what differs."""
    end = 0
    for piece, following in pairwise([*pieces, None]):
        assert piece is not None
        first, last = max(end, piece.span[0]), max(end, piece.span[1])
        if following is not None and piece.kind == "same":
            last = max(first, min(last, following.span[0]))
        cut = (first, last) != piece.span
        here = piece.here[first - piece.span[0] : last - piece.span[0]] if cut and piece.kind == "same" else piece.here
        end = last
        yield Piece(piece.kind, piece.shown, here, (first, last))


def _outside(found: Alignment) -> bool:
    """Whether the longer wording has words before or after those beside the shorter one."""
    spans = [row.real for row in found.rows]
    return min(first for first, _ in spans) > 0 or max(last for _, last in spans) < len(found.real.words)
