"""Candidates of many responses in columns, to find for each response the few that it may answer at all.

For every candidate a bound is found, not below the score that its features would have: what is known exactly counts as
it is, and what would have to be read counts in full where it speaks for the link, and not at all where it speaks
against it.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from verbale.linking import likeness
from verbale.linking.answers import Answers
from verbale.linking.candidates import SLACK, Asking, Candidate
from verbale.linking.items import Item
from verbale.numbering import Numbering

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Values = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

#: More than any score: a practice that is named is always looked at.
_ENOUGH = 50.0
#: The number of a day that is not known.
_NO_DAY = -1


class _Sets:
    """Sets of names, as a table of which set has which name."""

    def __init__(self, sets: Sequence[Iterable[str]]) -> None:
        self._names = Numbering[str]()
        members = [(self._names[name], number) for number, names in enumerate(sets) for name in names]
        self._has = np.zeros((len(self._names), len(sets)), np.bool_)
        if members:
            self._has[tuple(np.array(members).T)] = True
        self.some: Flags = np.asarray(self._has.any(axis=0))

    def meet(self, names: Iterable[str]) -> Flags:
        """For every set, whether it has one of some names."""
        rows = [self._names[name] for name in names if name in self._names]
        return np.asarray(self._has[rows].any(axis=0))


class _Whats:
    """What candidates are: the kinds, acts, types and so on that some of them have together."""

    def __init__(self, texts: Iterable[str]) -> None:
        rows = [json.loads(text) for text in texts]
        columns = np.array([[str(value) for value in row] for row in rows], np.str_).reshape(len(rows), 6).T
        self.kind, self.act, self.type, self.subtype, self.status, self.former = columns
        answers = Answers.load()
        self._kinds = Numbering[str]()
        kinds = (answers.kind(Item("", "", row[0], (0, 0), "", act=row[1], type=row[2])) for row in rows)
        self._kind = np.array(self._kinds.of(kinds), np.int64)
        self._in_kind = np.isin(self.type, sorted(answers.in_kind))

    def values(self, asking: Asking) -> tuple[Values, Values]:
        """What each adds at most; and what it adds besides where it is by whom the response is about."""
        one, weights, answers = asking.item, asking.weights.get, Answers.load()
        fits = np.array([answers.answers(one, kind) for kind in self._kinds], np.bool_)[self._kind]
        objects = max(asking.up("object"), asking.up("other object")) if asking.reading.objects else 0.0
        value: Values = np.full(len(fits), objects) + (weights("act", 0.0) + weights("act reverse", 0.0)) * fits
        value += weights("event", 0.0) * (self.kind == "event") + weights("former", 0.0) * (self.former == "True")
        value += weights("historical", 0.0) * (self.status == "historical")
        if asking.answered is not None:
            alike = (self.type == asking.answered.type) & (self.act == asking.answered.act)
            value += asking.up("told alike") * alike
        back: Values = np.zeros(len(fits))
        if one.kind == "event":
            deeds = self.kind == "event"
            back += weights("in kind", 0.0) * (deeds & (self.type == one.type) & self._in_kind)
            back += weights("same practice", 0.0) * (deeds & (self.subtype == one.subtype) & bool(one.subtype))
        known = answers.objects
        practices = {practice for name, _ in asking.reading.objects for practice in known[name].subtypes}
        value += _ENOUGH * np.isin(self.subtype, sorted(practices))
        return value, back


class Pool:
    """Candidates in columns."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        """Take up candidates, in the order of their keys."""
        told, parties, whats, topics = (Numbering[str]() for _ in range(4))
        rows = [
            (one.key, one.article, told[one.told], parties[one.parties], whats[one.what], topics[one.topics])
            for one in candidates
        ]
        table = np.array(rows, np.int64).reshape(len(rows), 6).T
        self._keys, self._article, days, self._parties, self._what, self._topic = table
        ordinals = [dt.date.fromisoformat(day).toordinal() if day else _NO_DAY for day in told]
        self._day: Numbers = np.array(ordinals, np.int64)[days]
        sides = [json.loads(text) for text in parties]
        self._actors, self._targets = (_Sets([one[side] for one in sides]) for side in (0, 1))
        self._named = np.array([bool(one[2]) for one in sides], np.bool_)
        self._whats = _Whats(whats)
        self._topics = _Sets([text.split() for text in topics])
        self._vocabulary = Numbering([""])
        words = [self._vocabulary.of(sorted(one.words)) for one in candidates]
        self._words = np.zeros((len(words), max(map(len, words), default=0)), np.int32)
        for row, numbers in enumerate(words):
            self._words[row, : len(numbers)] = numbers
        common = Answers.load().common
        self._worth = np.array([likeness.COMMON if word in common else 1.0 for word in self._vocabulary])
        self._told = np.zeros(len(self._vocabulary))

    def hopeful(self, asking: Asking, keys: Numbers, article: int, least: float) -> tuple[tuple[float, int], ...]:
        """The keys of the candidates that may reach a probability of ``least``, of some given, each once.

        Each after the score that it could reach at most (before it is made a probability), the highest first. Left out
        are those that are not here, those of the response's own ``article``, and those that are later than it.
        """
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        at = at[(self._keys[at] == keys) & (self._article[at] != article)] if len(self._keys) else at[:0]
        last = likeness.told_on(asking.item, last=True)
        if last is not None:
            at = at[(self._day[at] <= last.toordinal()) | (self._day[at] == _NO_DAY)]
        at = at[self._two_sides(asking, at)]
        if not len(at):
            return ()
        values = self._values(asking, at, self._telling(asking, at)) + self._on_days(asking, at, last)
        found = np.flatnonzero(values >= math.log(least / (1 - least)) - SLACK)
        pairs = zip(values[found].tolist(), self._keys[at[found]].tolist(), strict=True)
        return tuple(sorted(pairs, key=lambda pair: (-pair[0], pair[1])))

    def _two_sides(self, asking: Asking, at: Numbers) -> Flags:
        """Which are another side's than the response, and one of both is turned to the other."""
        parties, one = self._parties[at], asking.item
        turned = self._actors.meet(one.targets)[parties] | self._targets.meet(one.actors)[parties]
        return np.asarray(self._actors.some[parties] & ~self._actors.meet(one.actors)[parties] & turned)

    def _telling(self, asking: Asking, at: Numbers) -> Values:
        """What the words tell that each candidate shares with the response and with what that answers at home."""
        places = [self._vocabulary[word] for word in asking.told | asking.retold if word in self._vocabulary]
        self._told[places] = self._worth[places]
        shared: Values = np.sum(self._told[self._words[at]], axis=1)
        self._told[places] = 0.0
        return shared / (shared + likeness.HALF)

    def _values(self, asking: Asking, at: Numbers, weight: Values) -> Values:
        """What all but the days adds at most, for candidates of another side, of which one is turned to the other."""
        one, answered, weights = asking.item, asking.answered, asking.weights.get
        parties, what = self._parties[at], self._what[at]
        back, forth = self._actors.meet(one.targets)[parties], self._targets.meet(one.actors)[parties]
        values = asking.always() + weights("back", 0.0) * back + weights("forth", 0.0) * forth
        values += weights("reverse", 0.0) * (back & forth)
        if one.actors:
            values += weights("other side", 0.0)
        if one.targets:
            values += weights("stranger", 0.0) * ~back
        values += (asking.up("name") + asking.up("same speaker") * bool(one.names)) * self._named[parties]
        if answered is not None:
            values += weights("told otherwise", 0.0) * ~self._actors.meet(answered.actors)[parties]
        always, where_back = (found[what] for found in self._whats.values(asking))
        values += always + where_back * back
        topics = self._topic[at]
        on_topic = self._topics.meet(one.topics)[topics]
        values += weights("topic", 0.0) * on_topic
        if one.topics:
            values += weights("other topic", 0.0) * (self._topics.some[topics] & ~on_topic)
        return np.asarray(values + (asking.by_words() + asking.up("words reverse")) * weight)

    def _on_days(self, asking: Asking, at: Numbers, last: dt.date | None) -> Values:
        """What the days between add, and whether a day is one that the response names."""
        weights, day = asking.weights.get, self._day[at]
        known = (day != _NO_DAY) & (last is not None)
        gap = np.where(known, (last.toordinal() if last else 0) - day, 0)
        near = weights("same day", 0.0) * (gap == 0) + weights("within a week", 0.0) * (gap <= 7)
        values = np.where(known, weights("days", 0.0) * np.log1p(gap) / 4 + near, weights("no day", 0.0))
        named = np.zeros(len(at), np.bool_)
        for one in asking.reading.dates:
            named |= (one.first.toordinal() - 1 <= day) & (day <= one.last.toordinal() + 1)
        return np.asarray(values + weights("date", 0.0) * named)
