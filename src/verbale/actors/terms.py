"""Who held an office on a day, and whom a family name means: terms of office weighed by what the article speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from verbale.actors.mentions import Scan
from verbale.actors.registry import Holder, Office, Registry, fold

#: What a term must score to be the one that a family name alone means, and by how much it must beat the next person's.
ENOUGH = 4.0
AHEAD = 1.0
#: What it must score where the name may be no person's.
MORE = 6.0
#: How alike two spellings of a name must be (Ratcliff and Obershelp's measure), and the shortest that are compared.
ALIKE = 0.8
SHORTEST = 5
#: Years after the end of a term in which its holder is still named by family name alone.
REMEMBERED = 6
_NEAR = 250
_WORD_BEFORE = re.compile(r"(?<![.!?:“\"\n] )(?<!^)\b([A-Z][\w-]*) $")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a family name beside itself.

    ``office``, ``code``: what stands before the name. ``spelled``: it is a person's for sure, so that other spellings
    of it are looked for. ``doubtful``: it may be no person's, so that more must fit.
    """

    office: Office | None = None
    code: str | None = None
    spelled: bool = False
    doubtful: bool = False


NOTHING = Given()


@dataclass(slots=True)
class Weighed:
    """A term and how well it fits."""

    holder: Holder
    score: float


@dataclass
class Terms:
    """The terms of office of the registry, as an article of a ``date`` (ISO, or None) may mean them."""

    found: Scan
    registry: Registry
    date: str | None
    _spelled: dict[str, list[Holder]] = field(default_factory=dict)

    @cached_property
    def codes(self) -> Counter[str]:
        """How often the article names each state, organisation and group."""
        return Counter(m.code for m in self.found.mentions if m.code)

    @cached_property
    def most(self) -> int:
        """How often it names the one that it names most."""
        return max(self.codes.values(), default=0)

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices that the article speaks of."""
        return frozenset(t.office.office for t in self.found.titles if t.office is not None)

    def in_office(self, code: str, office: Office) -> Holder | None:
        """Who held an office of one holder at a time on the article's day; None where that is not known."""
        single = office.only or code in self.registry.organisations
        if self.date is None or len(self.date) < 4 or not single:
            return None
        terms = [h for h in self.registry.terms(code) if self.registry.office_of(h.office) is office]
        if not terms and office.kind:
            kinds = [(h, self.registry.office_of(h.office)) for h in self.registry.terms(code)]
            terms = [h for h, o in kinds if o is not None and o.only and o.kind == office.kind]
        return the_one(terms, self.date)

    def exactly(self, code: str, words: str) -> Holder | None:
        """Who held an office that is named in full on the article's day: ``special representative for …``."""
        if self.date is None or " " not in words:
            return None
        return the_one((h for h in self.registry.terms(code) if h.office.lower() == words), self.date)

    def named(self, name: str) -> list[Holder]:
        """The terms of everybody with a full name, else of somebody of the article's states spelled much like it."""
        exact = self.registry.holders(name)
        if exact:
            return exact
        return [
            h
            for h in respelled(name, self.registry)
            if self.codes[h.code] and (self.date is None or h.holds_on(self.date))
        ]

    def whom(self, name: str, place: int, given: Given = NOTHING) -> Holder | None:
        """Whom a family name at ``place`` means, with what is ``given`` about it.

        Weighed are the day, the states that the article names, and the office. None where no term fits well, or the
        terms of two persons fit alike.
        """
        if not name[:1].isupper() or self._in_a_longer_name(place):
            return None
        best: dict[str, Weighed] = {}
        for holder in self._options(name, spelled=given.spelled):
            if given.code and holder.code != given.code:
                continue
            score = self._score(holder, place) + self._titled(holder, given.office)
            if holder.name not in best or score > best[holder.name].score:
                best[holder.name] = Weighed(holder, score)
        ranked = sorted(best.values(), key=lambda w: -w.score)
        if not ranked or ranked[0].score < (MORE if given.doubtful else ENOUGH):
            return None
        if len(ranked) > 1 and ranked[0].score - ranked[1].score < AHEAD and not _same(ranked[0], ranked[1]):
            return None
        return ranked[0].holder

    def _in_a_longer_name(self, place: int) -> bool:
        """Whether a capitalised word that is no title stands right before ``place``: ``Camp David``, ``USS Ross``."""
        before = _WORD_BEFORE.search(self.found.text, max(0, place - 30), place)
        if before is None:
            return False
        low, end = max(0, before.start(1) - 40), before.end(1)
        ends = {t.end for t in self.found.titles_in(low, place)} | {m.end for m in self.found.mentions_in(low, place)}
        if end in ends:
            return False  # a title, or a place at the end of the phrase before
        word = fold(before.group(1))
        return word not in self.registry.not_names and word not in self.registry.honorifics

    def past(self, name: str) -> Holder | None:
        """Whom a family name means that one person alone made known in an office left long ago."""
        if self.date is None:
            return None
        known = [h for h in self.registry.called(name) if h.office in self.registry.famous and h.start <= self.date]
        alone = len({h.name for h in known}) == 1
        return known[-1] if alone and all(h.ended_by(self.date) for h in known) else None

    def _options(self, name: str, *, spelled: bool) -> list[Holder]:
        """The terms of everybody with a name, or in the article's states with one spelled much like it."""
        exact = self.registry.called(name)
        if exact or len(name) < SHORTEST or not spelled:
            return exact
        if name not in self._spelled:
            wanted = fold(name).replace(" ", "")
            near = self.registry.families(wanted[:1])
            mine = {w: [h for h in terms if h.code in self.codes] for w, terms in near.items()}
            self._spelled[name] = [h for word, terms in mine.items() if terms and alike(wanted, word) for h in terms]
        return self._spelled[name]

    def _titled(self, holder: Holder, office: Office | None) -> float:
        if office is None:
            return 0.0
        own = self.registry.office_of(holder.office)
        if own is office:
            return 2.0
        return 0.5 if own is not None and own.kind and own.kind == office.kind else -3.0

    def _score(self, holder: Holder, place: int) -> float:
        score = self._timely(holder)
        if holder.office in self.registry.famous:
            score += 1.5
        number = self.codes[holder.code]
        if number:
            score += 2.0
            score += number / self.most
            near = self.found.mentions_in(max(0, place - _NEAR), place + _NEAR)
            score += 1.0 if any(m.code == holder.code for m in near) else 0.0
        office = self.registry.office_of(holder.office)
        if office is not None and office.office in self.offices:
            score += 1.0
        if office is not None and office.only and office.rank == "1":
            score += 1.0  # who heads a state or a government is named without an office more often than others
        return score

    def _timely(self, holder: Holder) -> float:
        if self.date is None:
            return 0.5 if not holder.end or holder.end > "2005" else -1.0
        if holder.holds_on(self.date):
            return 2.5
        if holder.start > self.date:
            return -4.0
        ended = int(self.date[:4]) - int((holder.end or self.date)[:4])
        return 0.0 if ended <= REMEMBERED else -2.0


def the_one(terms: Iterable[Holder], date: str) -> Holder | None:
    """The last term of the one person who is in office on ``date``; None where nobody or several are."""
    held = {h.name: h for h in terms if h.holds_on(date)}
    return next(iter(held.values())) if len(held) == 1 else None


def _same(a: Weighed, b: Weighed) -> bool:
    """Whether two entries are one person under two spellings."""
    mine, theirs = fold(a.holder.name).split(), fold(b.holder.name).split()
    return a.holder.code == b.holder.code and mine[0][0] == theirs[0][0] and mine[-1] == theirs[-1]


def alike(one: str, other: str) -> bool:
    """Whether two folded family names are spellings of one: ``natanyahu``, ``netanyahu``."""
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < SHORTEST:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def respelled(name: str, registry: Registry) -> list[Holder]:
    """The terms of somebody whose full name is spelled much like ``name``: ``Mathew Miller``.

    One of the two words must be the same, the other alike.
    """
    words = fold(name).split()
    if len(words) != 2 or min(map(len, words)) < 3:
        return []
    found = []
    for holder in registry.holders(words[1]):
        for own in (holder.name, *holder.names):
            given = fold(own).split()
            if len(given) < 2 or given[-1] != words[1] or given[0][0] != words[0][0]:
                continue
            if SequenceMatcher(None, given[0], words[0]).ratio() >= ALIKE:
                found.append(holder)
                break
    return found
