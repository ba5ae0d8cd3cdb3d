"""Checking quotations: altered in eight ways, unaltered, and invented.

``python -m benchmarks.verify`` measures on what is said in the invented affairs (``benchmarks/data/affairs``), and on
the quotations to be checked in their keys. Candidates are found as in a record, by
:func:`verbale.linking.verify.search_terms` joined with OR: the 200 that have the most and rarest.

``python -m benchmarks.verify --record FILE`` draws quotations (``--draw``, 200) from a record and asks the record
itself; ``--misses`` prints those whose original is not first.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.affair_quotables import Affair, affairs
from benchmarks.alterations import WAYS, Altered
from verbale.linking.items import fold
from verbale.linking.quotable import Quotable
from verbale.linking.tokens import read
from verbale.linking.verify import Checked, check, search_terms
from verbale.record import Record
from verbale.record.verify import quotable_of

INVENTED = Path(__file__).parent / "data" / "invented_quotations.txt"
#: The affairs that thresholds may be chosen by: the first so many.
TUNED = 5
CANDIDATES = 200
#: Shorter contents are not altered: what is left of them is anybody's.
_LEAST = 6
#: So many quotations are drawn from a record.
_DRAWN = 200
_SEED = 7
#: The verdicts that are right for a way; elsewhere ``altered``.
_RIGHT = {
    "drop a clause": ("altered", "joined", "exact"),
    "join two": ("joined",),
    "other speaker": ("wrong-speaker",),
}
_FLAGS = {
    "drop a negation": "negation dropped",
    "add a negation": "negation added",
    "change a number": "number altered",
    "join two": "joined",
    "other speaker": "wrong speaker",
}


class Asked(Protocol):
    """What claims are checked against; ``spent``: processor seconds of its ``checks``."""

    spent: float
    checks: int

    def check(self, claim: str, speaker: str | None) -> tuple[Checked, ...]:
        """The real wordings to which a claim goes back, best first."""
        ...


class Searched:
    """Quotables behind a full-text index of their words; ``spent``: processor seconds of its ``checks``."""

    def __init__(self, quotables: Sequence[Quotable]) -> None:
        self._all = quotables
        self.spent, self.checks = 0.0, 0
        self._at: dict[str, list[int]] = defaultdict(list)
        for number, q in enumerate(quotables):
            for word in sorted(set(fold(q.words).replace("’", "'").split()) | _words(q.words)):
                self._at[word].append(number)

    def candidates(self, claim: str) -> list[Quotable]:
        """The likeliest of them for a claim."""
        scores: Counter[int] = Counter()
        for term in search_terms(claim):
            for number in (found := self._at.get(fold(term), [])):
                scores[number] += math.log(1 + len(self._all) / len(found))  # type: ignore[assignment]
        return [self._all[number] for number, _ in scores.most_common(CANDIDATES)]

    def check(self, claim: str, speaker: str | None) -> tuple[Checked, ...]:
        """A claim checked against its candidates."""
        candidates = self.candidates(claim)
        began = time.process_time()
        found = check(claim, candidates, speaker)
        self.spent, self.checks = self.spent + time.process_time() - began, self.checks + 1
        return found


class Recorded:
    """A record that is asked as by ``verbale verify``; ``spent``: processor seconds of its ``checks``."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.spent, self.checks = 0.0, 0

    def check(self, claim: str, speaker: str | None) -> tuple[Checked, ...]:
        """A claim checked against the whole record."""
        began = time.process_time()
        found = self._record.verify(claim, speaker, limit=None)
        self.spent, self.checks = self.spent + time.process_time() - began, self.checks + 1
        return found


class Miss(NamedTuple):
    """A claim whose original is not first, or an unaltered one not found to be exact, with what is found instead."""

    way: str
    claim: str
    speaker: str | None
    found: tuple[Checked, ...]


def measure(
    quotables: Sequence[Quotable],
    record: Asked,
    seed: int = _SEED,
    draw: int | None = None,
    misses: list[Miss] | None = None,
) -> dict[str, float]:
    """Shares between 0 and 1, by what is measured; ``ms``: mean processor time of a check, milliseconds.

    ``first …``: the right original comes first, by way and over all. ``verdict …``: and with the right verdict.
    ``flag …``: and with the flag that tells the way. ``unaltered exact``: of whole contents and of parts of four words
    or more. What a negation is dropped from at its edge is a part, hence exact: there the flag is the verdict.
    ``invented claimed``: invented quotations for which anything is found.

    ``record``: holds the quotables. ``draw``: alter so many of those that stand in quotation marks, drawn by chance,
    rather than all. ``misses``: a list to put misses in.
    """
    chance = random.Random(seed)
    misses = [] if misses is None else misses
    long = [q for q in sorted(quotables, key=lambda q: q.id) if len(read(q.words).words) >= _LEAST]
    said = [(read(q.words).line, q) for q in long]
    quoted = [q for q in long if q.quoted]
    out: dict[str, list[bool]] = defaultdict(list)
    chosen = long if draw is None else chance.sample(quoted, min(len(quoted), draw))
    for q in sorted(chosen, key=lambda q: q.id):
        for claim in (q.words, _part(q, chance)):
            found = record.check(claim, q.name or None)
            out["unaltered exact"].append(_exact(found, q))
            misses += [] if out["unaltered exact"][-1] else [Miss("unaltered", claim, q.name, found)]
        for name, way in WAYS.items():
            altered = way(q, long, chance)
            if altered and not _is_said(altered, said):
                found = record.check(altered.words, altered.speaker)
                for label, right in _outcome(name, altered, found):
                    out[label].append(right)
                misses += [] if out["first"][-1] else [Miss(name, *altered[:2], found)]
    lines = INVENTED.read_text(encoding="utf-8").splitlines()
    out["invented claimed"] = [bool(record.check(line, None)) for line in lines]
    shares = {label: sum(found) / len(found) for label, found in sorted(out.items())}
    ms = 1000 * record.spent / record.checks
    return {"quotables": len(quotables), "drawn": len(chosen), "checks": record.checks, **shares, "ms": ms}


def _outcome(name: str, altered: Altered, found: Sequence[Checked]) -> Iterator[tuple[str, bool]]:
    best = found[0] if found else None
    first = best is not None and any(_alike(best.quotable, q) for q in altered.of)
    yield f"first: {name}", first
    yield "first", first
    flagged = best is not None and first and _FLAGS.get(name, "") in best.flags
    told = best is not None and first and best.verdict in _RIGHT.get(name, ("altered",))
    yield f"verdict: {name}", told or (flagged and name == "drop a negation")
    if name in _FLAGS:
        yield f"flag: {name}", flagged


def _is_said(altered: Altered, said: Sequence[tuple[str, Quotable]]) -> bool:
    """Whether somebody did say what is meant to be wrong: the claim is then right, or right of another."""
    line = read(altered.words).line
    found = [q for other, q in said if line in other]
    moved = altered.speaker != altered.of[0].name
    return any(not any(_alike(q, one) for one in altered.of) or (moved and q.name == altered.speaker) for q in found)


def quotations(affair: Affair, record: Searched) -> Iterator[tuple[str, bool, bool]]:
    """The quotations of an affair's key: the verdict there, whether it is found, and whether the original is first."""
    for claim in affair.claims:
        found = record.check(claim.words, claim.speaker)
        verdict = found[0].verdict if found else "absent"
        real = read(claim.real)
        first = not found if not claim.real else bool(found) and _within(read(found[0].quotable.words).line, real.line)
        yield claim.verdict, verdict == claim.verdict, first


def _part(q: Quotable, chance: random.Random) -> str:
    tokens = read(q.words).tokens
    first = chance.randrange(len(tokens) - 3)
    last = chance.randrange(first + 4, len(tokens) + 1)
    return q.words[tokens[first].start : tokens[last - 1].end]


def _exact(found: Sequence[Checked], q: Quotable) -> bool:
    return bool(found) and found[0].verdict == "exact" and any(c.quotable.id == q.id for c in found)


def _alike(one: Quotable, other: Quotable) -> bool:
    """Whether two contents are the same words, or one holds the other, as in copies."""
    return _within(read(one.words).line, read(other.words).line)


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _words(text: str) -> set[str]:
    return {part for token in read(text).tokens for part in _split(text[token.start : token.end])}


def _split(raw: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(raw)).split()


def measure_record(path: Path, draw: int, verbose: bool = False) -> None:
    """Measure on quotations of a record, and print."""
    misses: list[Miss] = []
    with Record.open(path, create=False) as record:
        said = [quotable_of(one, {}) for one in record.statements() if one.statement.content]
        _print(measure(said, Recorded(record), draw=draw, misses=misses))
    for miss in misses if verbose else ():
        print(f"-- {miss.way}: {miss.claim} ({miss.speaker})")
        for one in miss.found[:2]:
            print(f"   {one.verdict} {one.score} {one.quotable.id} {one.quotable.words} ({one.quotable.said_by})")


def _print(measured: Mapping[str, float]) -> None:
    for label, value in measured.items():
        print(f"{label:28s} {value:.3f}")


def main() -> None:
    """Measure and print: on a record where one is given, else for the affairs thresholds were chosen by and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--draw", type=int, default=_DRAWN)
    parser.add_argument("--misses", action="store_true")
    a = parser.parse_args()
    if a.record:
        measure_record(a.record, a.draw, a.misses)
        return
    every = affairs()
    for name, some in ((f"first {TUNED} affairs", every[:TUNED]), ("rest", every[TUNED:]), ("all affairs", every)):
        print(f"== {name}")
        record = Searched([q for affair in every for q in affair.quotables])
        rows = [row for affair in some for row in quotations(affair, record)]
        for verdict in sorted({v for v, _, _ in rows}):
            told = [(right, first) for v, right, first in rows if v == verdict]
            print(f"key {verdict:14s} {sum(r for r, _ in told)} of {len(told)} told, {sum(f for _, f in told)} first")
        print(f"key verdicts right {sum(r for _, r, _ in rows) / len(rows):.3f}")
        some_quotables = sorted((q for affair in some for q in affair.quotables), key=lambda q: q.id)
        _print(measure(some_quotables, Searched(some_quotables)))


if __name__ == "__main__":
    main()
