"""One event, one row: what an article says twice is one candidate with more evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from verbale.events.candidates import Candidate

#: Types that are words: every new act of saying may be a new event.
WORDS = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})


def with_statements(spoken: Iterable[Candidate], said: Iterable[Candidate]) -> list[Candidate]:
    """Both kinds of candidates in text order; a relation that a statement already does is no second one."""
    out = list(spoken)
    count = len(out)
    for candidate in said:
        same = next((o for o in out[:count] if o.like(candidate) and _overlap(o, candidate)), None)
        if same is None:
            out.append(candidate)
        elif candidate.chance > same.chance:
            same.chance = candidate.chance
    return sorted(out, key=lambda c: c.evidence[0])


def _overlap(one: Candidate, other: Candidate) -> bool:
    return any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def outdo(candidates: Sequence[Candidate]) -> None:
    """Mark candidates that the same words say less surely than another type between the same actors."""
    surest = sorted(((-c.weight, place) for place, c in enumerate(candidates)))
    for one in candidates:
        surer = surest[: bisect_left(surest, (-one.weight, -1))]
        others = (candidates[place] for _, place in surer)
        one.outdone = any(_overlap(o, one) and len(o.parties & one.parties) > 1 for o in others)


def merged(candidates: Sequence[Candidate], headline: Sequence[bool]) -> list[Candidate]:
    """Candidates of an article with repeated ones joined; ``headline``: whether each stands in the headline."""
    kept: list[Candidate] = []
    for candidate, top in zip(candidates, headline, strict=True):
        candidate.in_headline = top
        alike = [k for k in kept if k.like(candidate)]
        same = next((k for k in reversed(alike) if _one_event(k, candidate)), None)
        if same is None:
            candidate.rank = len(alike)
            kept.append(candidate)
        else:
            _join(same, candidate)
    return kept


def _one_event(known: Candidate, new: Candidate) -> bool:
    """Whether a report repeats a known event rather than tells of another like it."""
    if known.in_headline or new.in_headline or (known.practice and known.practice == new.practice):
        return True
    if known.type in WORDS:
        return known.statement is not None and known.statement == new.statement
    apart = known.day and new.day and not (known.day.startswith(new.day) or new.day.startswith(known.day))
    return known.status == new.status and not apart


def _join(known: Candidate, new: Candidate) -> None:
    """Add a report to what is known; the surer report gives type of statement, statuses and parties."""
    known.mentions += 1
    known.evidence += new.evidence
    if known.in_headline and not new.in_headline:
        known.evidence = [*new.evidence, *[e for e in known.evidence if e not in new.evidence]]
        known.statuses = new.statuses
    known.in_headline = known.in_headline and new.in_headline
    if new.chance > known.chance:
        known.chance = new.chance
        if known.statement is None:
            known.statuses, known.actor, known.recipient = new.statuses, new.actor, new.recipient
            known.parties = new.parties
            if not new.in_headline:
                known.best = new.evidence[:1]
    if new.statement is not None and new.act > known.act:
        known.act, known.sure, known.statement = new.act, new.sure, new.statement
        known.best = ()
        known.evidence = [*new.evidence, *[e for e in known.evidence if e not in new.evidence]]
    known.crowd = min(known.crowd, new.crowd)
    known.told = known.told or new.told
    known.day = known.day or new.day
