"""Where a government's line changes: a deed once ruled out, an inquiry once refused, a formula that is heard no more.

The rule. For one government, about another, on one topic, the commitments on one matter (see
:mod:`verbale.linking.stance`) stand in the order of their days. A *line* is a stretch with one sign, and it needs a
deed, a decision (agreed, refused, announced) or persistence: the firmness of its entries, times how far their speaker
binds the government, adds up to :data:`LINE` or more. Entries of the other sign that do not reach that before the old
line is heard again are stray remarks and change nothing; so does silence, and so do charges upon charges, which commit
to nothing. Where two entries of one day disagree their order is not known, and the later line begins with the next
day; for the same reason an entry that is dated to a month or so does not count where a better dated one of those days
disagrees. A threat that is carried out is no change, for it never said the opposite.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod, sqrt

from verbale.linking.formulas import Dropped, dropped
from verbale.linking.lexicon import Lexicon
from verbale.linking.stance import WORD, Commitment, Stance
from verbale.statements.headlines import stems

#: Firmness that makes a line: one decision or denial, or two plain words on different days.
LINE = 0.75
#: What one item of full firmness adds to the trust in a line: two are surer than one, and none is beyond doubt.
_TRUST = 0.75
#: The share of trust that is left where the two lines have no word in common beside those of the matter.
_NO_COMMON_WORDS = 0.9
#: ... where the old line hung on a condition, which may have been met.
_CONDITIONAL = 0.9
#: Denials of a deed, and words in common with the admission, of which one is needed to pair them: people deny much.
_DENIALS, _COMMON = 2, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One utterance or deed of a position.

    ``item``: id of the item that tells it best; ``items``: of all that report it; ``day``: when it was said or done,
    the first of the days to ``last`` where it is not known to the day; ``words``: its content; ``statement``: whether
    words and not a deed; ``weight``: how far the speaker binds the government, 0 to 1.
    """

    item: str
    day: dt.date
    stance: Stance
    words: str = ""
    statement: bool = True
    weight: float = 1.0
    items: tuple[str, ...] = ()
    last: dt.date | None = None

    @property
    def end(self) -> dt.date:
        """The last day on which it may have been."""
        return max(self.day, self.last or self.day)


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of line, from the last item of the old to the first of the new, on ``day``.

    ``kind``: see :data:`CALLED` and :data:`FORMULA`; ``matter``: what it is about, or the formula; ``score``: how sure
    it is, 0 to 1.
    """

    kind: str
    old: str
    new: str
    day: dt.date
    matter: str
    score: float
    reason: str


#: What a line is called, by the side of its matter (1 favours the other, -1 harms it), its sign and the polarity of its
#: firmest entry. The kind of a shift is two of these: "refused, then agreed", "ruled out, then done".
CALLED = {
    (1, 1): {"does": "done", "will": "agreed", "may": "left open", "does not": "kept"},
    (1, -1): {"does": "ended", "will": "to be ended", "may": "called in question", "does not": "refused"},
    (-1, 1): {"does": "done", "will": "announced", "may": "threatened", "does not": "kept"},
    (-1, -1): {"does": "ended", "will": "to be ended", "may": "to be ended", "does not": "ruled out"},
}
#: The kind of a shift of words alone.
FORMULA = "formula dropped"


@dataclass(frozen=True, slots=True)
class _Step:
    """An entry as far as it speaks on one matter."""

    entry: Entry
    said: Commitment

    @property
    def force(self) -> float:
        # A deed is the government's whoever tells it.
        return self.said.firmness * (1.0 if self.entry.stance.deed else self.entry.weight)


def shifts(entries: Iterable[Entry]) -> tuple[Shift, ...]:
    """The changes of line in the entries of one position, in time order; the order of the entries does not matter."""
    ordered = sorted(entries, key=lambda e: (e.day, e.item))
    found = [one for matter in _matters(ordered) for one in _of_matter(_placed(_steps(ordered, matter)))]
    found += [_of_formula(one) for one in dropped([e for e in ordered if e.statement])]
    return tuple(sorted(found, key=lambda s: (s.day, s.old, s.new, s.matter)))


def _matters(entries: Sequence[Entry]) -> list[str]:
    return sorted({said.matter for e in entries for said in e.stance.commitments})


def _steps(entries: Sequence[Entry], matter: str) -> list[_Step]:
    """The entries on a matter; one that holds the line, whatever it is, repeats the last commitment made before it."""
    steps: list[_Step] = []
    last: Entry | None = None
    for entry in entries:
        told, on = entry.stance.commitments, entry.stance.on
        here = next((said for said in told if said.matter == matter), None)
        if here is not None:
            steps.append(_Step(entry, here))
        elif entry.stance.holds and steps and (matter in on or (not on and last is steps[-1].entry)):
            before = steps[-1].said
            steps.append(_Step(entry, Commitment(matter, before.sign, before.polarity, entry.words, WORD)))
            last = entry
        if told:
            last = entry
    return steps


def _placed(steps: Sequence[_Step]) -> list[_Step]:
    """The steps without those whose place among the others is not known well enough to tell the line before them."""

    def doubtful(one: _Step) -> bool:
        start, end = one.entry.day, one.entry.end
        return start < end and any(
            other.said.sign != one.said.sign
            and other.entry.day <= end
            and other.entry.end >= start
            and other.entry.end - other.entry.day < end - start
            for other in steps
        )

    return [one for one in steps if not doubtful(one)]


def _of_matter(steps: Sequence[_Step]) -> list[Shift]:
    """The changes among the steps on one matter."""
    runs: list[list[_Step]] = []
    line: list[_Step] = []
    pending: list[_Step] = []
    for step in steps:
        if not line or step.said.sign == line[-1].said.sign:
            line.append(step)
            pending = []
        elif step.entry.day > line[-1].entry.end:
            pending.append(step)
            if _enough(pending):
                if _enough(line):
                    runs.append(line)
                line, pending = pending, []
    runs.append(line)
    return [found for old, new in pairwise(runs) if (found := _changed(old, new)) is not None]


def _enough(steps: Sequence[_Step]) -> bool:
    """Whether they make a line: one firm step, or several that are not all of one day."""
    if any(step.force >= LINE for step in steps):
        return True
    return len({step.entry.day for step in steps}) > 1 and sum(step.force for step in steps) >= LINE


def _changed(old: Sequence[_Step], new: Sequence[_Step]) -> Shift | None:
    lexicon = Lexicon.load()
    matter, sign = new[0].said.matter, new[0].said.sign
    if old[0].said.sign == sign:
        return None
    last, first = old[-1], new[0]
    on = next(one for one in lexicon.matters if one.name == matter)
    common = (_stems(old) & _stems(new)) - on.stems
    if matter == lexicon.admission and len({s.entry.day for s in old}) < _DENIALS and len(common) < _COMMON:
        return None
    score = sqrt(_trust(old) * _trust(new))
    score *= (1.0 if common else _NO_COMMON_WORDS) * (_CONDITIONAL if last.said.conditional else 1.0)
    return Shift(
        kind=f"{_called(old, on.side)}, then {_called(new, on.side)}",
        old=last.entry.item,
        new=first.entry.item,
        day=first.entry.day,
        matter=matter,
        score=round(score, 3),
        reason=f"on {matter}: {_told(last, len(old))}; then {_told(first, len(new))}",
    )


def _called(steps: Sequence[_Step], side: int) -> str:
    said = max((step.said for step in steps), key=lambda s: s.firmness)
    if said.matter == Lexicon.load().admission:
        return "admitted" if said.sign > 0 else "denied"
    return CALLED[side, said.sign][said.polarity]


def _trust(steps: Sequence[_Step]) -> float:
    return 1 - prod(1 - _TRUST * step.force for step in steps)


def _stems(steps: Sequence[_Step]) -> frozenset[str]:
    return frozenset().union(*(stems(step.entry.words) for step in steps))


def _told(step: _Step, count: int) -> str:
    more = "" if count < 2 else f", one of {count} of this line"
    condition = ", on a condition" if step.said.conditional else ""
    return f"{step.said.polarity} “{step.said.phrase}” on {step.entry.day.isoformat()}{condition}{more}"


def _of_formula(one: Dropped) -> Shift:
    return Shift(
        kind=FORMULA,
        old=one.last.item,
        new=one.later[0].item,
        day=one.later[0].day,
        matter=one.phrase,
        score=one.score,
        reason=one.reason,
    )
