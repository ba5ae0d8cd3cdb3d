"""Responses and their possible prompts, as far as is needed to choose among very many; see :mod:`verbale.linking.pool`.

Here a candidate is little: strings that many share. From these follows the score that it could reach at most as what a
response answers in another article (:func:`verbale.linking.exchanges.across`), so that the features are read for few.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from verbale.dates.periods import Period
from verbale.linking import likeness
from verbale.linking.answers import CUES, Answers, rare_words
from verbale.linking.items import Item
from verbale.linking.likeness import Response
from verbale.linking.surroundings import Around

#: Room for the rounding of sums of floats.
SLACK = 1e-6
#: Features of which the bounds know more than that they are there or not.
KNOWN = frozenset(
    (
        *("bias", "event answers", "historical answer", "former answer", "no target", "in turn", "told"),
        *(*CUES, *(f"own {name}" for name in CUES)),
        *("back", "forth", "reverse", "same side", "same speaker", "other side", "stranger", "no actor", "name"),
        *("event", "historical", "former", "act", "act reverse", "in kind", "object", "other object"),
        *("same practice", "practice named"),
        *("topic", "other topic", "date", "days", "same day", "within a week", "no day"),
        *("told alike", "told otherwise", "all words", "words", "lead words", "question words"),
        *("words reverse", "words same", "told words", "told alike words"),
    )
)


class Candidate(NamedTuple):
    """What is known of a possible prompt; the last four as :func:`traits` has them, the words parted."""

    key: int
    article: int
    words: frozenset[str]
    told: str
    parties: str
    what: str
    topics: str


def traits(item: Item) -> dict[str, str]:
    """What a candidate is, as strings: its telling words, when it became known, whose, what and about what it is."""
    parties = [sorted(group) for group in (item.actors, item.targets, item.names)]
    what = [item.kind, item.act, item.type, item.subtype, item.status, item.former]
    return {
        "words": " ".join(sorted(rare_words(item.words))),
        "told": str(likeness.told_on(item) or ""),
        "parties": json.dumps(parties),
        "what": json.dumps(what),
        "topics": " ".join(sorted(item.topics)),
    }


@dataclass(frozen=True)
class Reading:
    """What :func:`verbale.linking.likeness.read` finds and what takes long to find.

    ``told``: the telling words of the response and what is around it; ``objects``: names and nouns.
    """

    lead: str
    question: str
    told: frozenset[str]
    cues: tuple[str, ...]
    objects: tuple[tuple[str, str], ...]
    dates: tuple[Period, ...]

    @classmethod
    def of(cls, response: Response) -> Reading:
        """Keep what was read."""
        objects = tuple((one.name, one.noun) for one in response.objects)
        where = response.around
        cues = tuple(sorted(response.cues))
        words = response.told | response.occasion
        return cls(where.lead, where.question, words, cues, objects, response.dates)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """What :meth:`to_json` wrote."""
        lead, question, told, cues, objects, dates = json.loads(text)
        periods = (Period(dt.date.fromisoformat(a), dt.date.fromisoformat(b), precision) for a, b, precision in dates)
        named = tuple((name, noun) for name, noun in objects)
        return cls(lead, question, frozenset(told.split()), tuple(cues), named, tuple(periods))

    def to_json(self) -> str:
        """Write as JSON."""
        dates = [(one.first.isoformat(), one.last.isoformat(), one.precision) for one in self.dates]
        return json.dumps([self.lead, self.question, " ".join(sorted(self.told)), self.cues, self.objects, dates])

    def response(self, item: Item) -> Response:
        """The response as it was read, but for the places of what is around it."""
        known = Answers.load().objects
        objects = tuple(replace(known[name], noun=noun) for name, noun in self.objects)
        return Response(item, Around(self.lead, self.question), frozenset(self.cues), objects, self.dates)


@dataclass(frozen=True)
class Asking:
    """A response that looks for what it answers. ``answered``: what it answers in its own article."""

    item: Item
    reading: Reading
    answered: Item | None
    weights: Mapping[str, float] = field(repr=False)

    @property
    def told(self) -> frozenset[str]:
        """The telling words of the response and what is around it."""
        return self.reading.told

    @cached_property
    def retold(self) -> frozenset[str]:
        """The telling words of what it answers in its own article."""
        return rare_words(self.answered.words) if self.answered else frozenset()

    def always(self) -> float:
        """What the response adds by itself, whatever it is to answer, and what features add at most that are new."""
        one = self.item
        own = {
            "bias": True,
            f"as {one.act or one.type}": one.act or one.type,
            "event answers": one.kind == "event",
            "historical answer": one.status == "historical",
            "former answer": one.former,
            "no target": not one.targets,
            "told": self.answered is not None,
            **dict.fromkeys(self.reading.cues, True),
        }
        others = (name for name in self.weights if name not in KNOWN and not name.startswith("as "))
        return self.weigh(own) + self.up(*others)

    def by_words(self) -> float:
        """What all the words that there could be add at most, whoever the parties are."""
        names = ["all words", "words", "lead words"]
        names += ["question words"] if self.reading.question else []
        names += ["told words", "told alike words"] if self.answered else []
        return self.up(*names)

    def weigh(self, holds: Mapping[str, object]) -> float:
        """The weights of the features that hold."""
        return sum(self.weights.get(name, 0.0) for name, held in holds.items() if held)

    def up(self, *names: str) -> float:
        """The most that some features add that may hold or not."""
        return sum(max(0.0, self.weights.get(name, 0.0)) for name in names)
