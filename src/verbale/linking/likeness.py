"""How much two items look like an answer and what it answers: the features of the model of exchanges.

The model is a logistic one; its weights are in ``data/answering.json``, fitted by ``benchmarks/exchanges.py``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from verbale.dates import periods
from verbale.dates.reading import read_dates
from verbale.linking.answers import Answers, Object, occasions, rare_words
from verbale.linking.items import Item, fold
from verbale.linking.surroundings import Around, turn_at
from verbale.schema import Published, Turn

#: Values of features by name; absent ones are 0.
Features = Mapping[str, float]
#: How telling some words are, 0 to 1.
Weigh = Callable[[Collection[str]], float]

#: How far a prompt may be from a date that its answer names: reporters name the day of either end.
_SLACK = dt.timedelta(days=1)
#: Dates of other precisions are too coarse to name a document.
_NAMING = ("day", "interval", "week", "month", "season")
#: The summed weight of shared words that counts as half of all that words can tell.
HALF = 1.5
#: What a common word counts across articles, where another counts 1.
COMMON = 0.4
_BLANK, _LINE = re.compile(r"\n\s*\n"), re.compile(r"\n")
#: So many blank lines part the paragraphs of a text.
_FEW = 3
#: What stands in a sentence before a place in it.
_LAST = re.compile(r"(?<=[.!?…] )[^.!?]*$")
_LETTER = re.compile(r"[^\W\d_]")
#: How likely what the question before an answer names is what it answers, at least.
ASKED = 0.6
#: How a statement begins, in code points.
_BEGINS = 40
_NOT_YET = ("future", "hypothetical", "negated")


@dataclass(frozen=True)
class Response:
    """A possible response, read once for all of its candidates, and as far as they ask for it.

    ``cues``: groups of reply words in its reporting words and lead; those of its own words also after ``own``.
    ``objects``: the things that it or its surroundings name; ``found``: the periods that they name, None for not read.
    """

    item: Item
    around: Around
    cues: frozenset[str]
    objects: tuple[Object, ...]
    found: tuple[periods.Period, ...] | None = field(default=None, compare=False)

    @cached_property
    def told_of(self) -> tuple[Object, ...]:
        """The things that it names itself."""
        return Answers.load().named(f"{self.item.cue} {self.item.words}")

    @cached_property
    def asked(self) -> tuple[Object, ...]:
        """The things that the question names."""
        return Answers.load().named(self.around.question) if self.around.question else ()

    @cached_property
    def dates(self) -> tuple[periods.Period, ...]:
        """The periods that it and its surroundings name."""
        return tuple(named_dates(self.item, told(self.item, self.around))) if self.found is None else self.found

    @cached_property
    def own(self) -> frozenset[str]:
        """The telling words of the response."""
        return rare_words(self.item.words)

    @cached_property
    def lead(self) -> frozenset[str]:
        """The telling words that lead to it."""
        return rare_words(f"{self.item.cue} {self.around.lead}")

    @cached_property
    def question(self) -> frozenset[str]:
        """The telling words of the question."""
        return rare_words(self.around.question)

    @cached_property
    def told(self) -> frozenset[str]:
        """All telling words of the response and its surroundings."""
        return self.own | self.lead | self.question

    @cached_property
    def occasion(self) -> frozenset[str]:
        """The telling words of what it is said to follow, in the words that report it."""
        return occasions(f"{self.item.cue} . {self.around.lead} . {self.around.question}")

    @cached_property
    def folded(self) -> str:
        """All its words and those around it without case and accents."""
        return fold(told(self.item, self.around))


def told(item: Item, around: Around) -> str:
    """The words of a response and those around it."""
    return f"{item.cue} . {around.lead} . {around.question} . {item.words}"


def read(item: Item, around: Around) -> Response:
    """Read a response and what stands around it."""
    answers = Answers.load()
    asked = ("asked",) if around.question else ()
    own = answers.cue(reporting(item, around))
    every = (*own, *answers.cue(f"{item.cue} . {around.lead}"), *asked, *(f"own {name}" for name in own))
    return Response(item, around, frozenset(every), answers.named(told(item, around)))


def reporting(item: Item, around: Around) -> str:
    """The words by which an item is told to be an answer, if it is one: not those of its neighbours.

    Of an event its best evidence; of a statement the reporting words; without any, and of concern, also how it begins
    (``its disappointment at``), after the words right before it.
    """
    words = item.words.partition(" … ")[0]
    if item.kind == "event":
        return words
    before = item.cue or around.lead.partition(" … ")[0][-_BEGINS:]
    return before if item.cue and item.act != "concern" else f"{before} . {words[:_BEGINS]}"


def named_dates(item: Item, text: str) -> Iterator[periods.Period]:
    """The days, weeks and months before an item's own day that some words name."""
    published = item.published.isoformat() if item.published else None
    for expression, mention in read_dates(text, Published(published, "day" if published else None)):
        period = periods.read(mention.date)
        if period is None or expression.vague or mention.precision not in _NAMING:
            continue
        if item.day is None or period.last < item.day:
            yield period


def rarity(texts: Iterable[str]) -> Weigh:
    """How telling words are among some texts: a word of every text weighs little; the sum is brought to 0..1."""
    counts: Counter[str] = Counter()
    number = 2
    for text in texts:
        counts.update(rare_words(text))
        number += 1

    def weigh(words: Collection[str]) -> float:
        total = sum(math.log(number / (counts[word] + 1)) / math.log(number) for word in sorted(words))
        return total / (total + HALF) if total > 0 else 0.0

    return weigh


def telling(words: Collection[str]) -> float:
    """How much some words tell across articles: 0 to 1, each as much as any other but for common ones."""
    total = len(words) - (1 - COMMON) * len(Answers.load().common.intersection(words))
    return total / (total + HALF)


def days_between(response: Item, prompt: Item) -> int | None:
    """Days from a prompt to its answer; negative where the prompt is later; None where a day is unknown.

    What is announced counts from the day of its report, and a period of the answer to its last day.
    """
    answered, asked = told_on(response, last=True), told_on(prompt)
    return None if answered is None or asked is None else (answered - asked).days


def told_on(item: Item, *, last: bool = False) -> dt.date | None:
    """The day on which an item became known."""
    day = (item.last if last else item.first) or item.published
    if item.status in _NOT_YET and item.published and day:
        return min(item.published, day)
    return day


def pair(of: Response, prompt: Item, weigh: Weigh, first: bool = True) -> dict[str, float]:
    """The features that pairs of one article and of two have in common; see the weights for their names.

    ``first``: whether the prompt is the first item of its side, so that it stands for all that the side did.
    """
    answers, item = Answers.load(), of.item
    words = rare_words(prompt.words)
    same = bool(item.actors & prompt.actors)
    back = bool(item.targets & prompt.actors) and not same
    forth = bool(prompt.targets & item.actors) and not same
    objects = [one for one in of.objects if first or not one.whole]
    named = any(one.is_one(prompt) for one in objects)
    fitting = named or any(one.fits(prompt) for one in objects)
    topics = item.topics & prompt.topics
    deeds = item.kind == prompt.kind == "event"
    fits = answers.answers(item, answers.kind(prompt))
    all_words = weigh(of.told & words)
    made: dict[str, float] = {
        "back": back,
        "forth": forth,
        "reverse": back and forth,
        "same side": same,
        "same speaker": bool(item.names & prompt.names),
        "other side": bool(item.actors and prompt.actors) and not same,
        "stranger": bool(item.targets and prompt.actors) and not back,
        "no target": not item.targets,
        "no actor": not prompt.actors,
        "topic": bool(topics),
        "other topic": bool(item.topics and prompt.topics) and not topics,
        "words": weigh(of.own & words),
        "lead words": weigh((of.lead - of.own) & words),
        "question words": weigh(of.question & words),
        "all words": all_words,
        "words reverse": all_words * (back or forth),
        "words same": all_words * same,
        "name": any(name in of.folded for name in prompt.names - item.names),
        "object": fitting,
        "object itself": named,
        "object told": any(one.is_one(prompt) for one in of.told_of if first or not one.whole),
        "deed named": named and prompt.kind == "event",
        "occasion": weigh(of.occasion & words),
        "practice": bool(prompt.subtype),
        "practice named": back and forth and any(prompt.subtype in one.subtypes for one in objects),
        "other object": bool(of.objects) and not fitting,
        "act": fits,
        "act reverse": fits and (back or forth),
        "in kind": back and deeds and item.type == prompt.type and item.type in answers.in_kind,
        "same practice": back and deeds and bool(item.subtype) and item.subtype == prompt.subtype,
        "event": prompt.kind == "event",
        "event answers": item.kind == "event",
        "historical": prompt.status == "historical",
        "historical answer": item.status == "historical",
        "former": prompt.former,
        "former answer": item.former,
    }
    made |= dict.fromkeys(of.cues, 1.0)
    if item.act or item.type:
        made[f"as {item.act or item.type}"] = 1.0
    return made


def _named(of: Response, prompt: Item) -> bool:
    """Whether a prompt is of a day that the response names."""
    day = told_on(prompt)
    return day is not None and any(one.first - _SLACK <= day <= one.last + _SLACK for one in of.dates)


def reported(item: Item, around: Around) -> bool:
    """Whether a statement is reported, by reporting words or by others in its sentence; a document's own are not."""
    before, _, after = around.lead.partition(" … ")
    last = _LAST.search(before)
    return bool(item.cue or _LETTER.search(last.group() if last else before) or _LETTER.search(after))


def paragraph_breaks(text: str) -> list[int]:
    """Where paragraphs end: at blank lines, or at any line where a text has hardly any blank ones."""
    blank = [match.start() for match in _BLANK.finditer(text)]
    return (
        blank
        if len(blank) > _FEW or len(blank) * 3 > text.count("\n")
        else [match.start() for match in _LINE.finditer(text)]
    )


class Places:
    """The items of one article in their places."""

    def __init__(self, items: Iterable[Item], text: str, turns: Sequence[Turn]) -> None:
        self.items = sorted(items, key=lambda one: (one.place, one.id))
        self.turns = tuple(turns)
        self._breaks = paragraph_breaks(text)
        self.weigh = rarity(text[a:b] for a, b in pairwise((0, *self._breaks, len(text))))
        self._order = {one.id: n for n, one in enumerate(self.items)}
        self._turn = {one.id: turn_at(one.place[0], turns) for one in self.items}
        self._first: dict[frozenset[str], str] = {}
        for one in self.items:
            if one.actors:
                self._first.setdefault(one.actors, one.id)

    def features(self, of: Response, prompt: Item) -> Features:
        """The features of a pair of this article."""
        item, where = of.item, of.around
        gap = days_between(item, prompt)
        between = self._order[item.id] - self._order[prompt.id]
        asks = where.asks(prompt)
        low, high = sorted((item.place[0], prompt.place[0]))
        first = self.first_of(prompt) == prompt.id
        return pair(of, prompt, self.weigh, first) | {
            "before": between > 0,
            "next": between == 1,
            "distance": math.log1p(_distance(item, prompt) / 100),
            "same paragraph": bisect_right(self._breaks, low) == bisect_right(self._breaks, high),
            "in lead": where.leads(prompt),
            "last speaker": self.last_speaker(item) == prompt.id,
            "first of its side": first,
            "object asked": any(one.is_one(prompt) for one in of.asked if first or not one.whole),
            # An item without a day has that of its article, which makes it no later than others of the article.
            "later": gap is not None and gap < 0 and prompt.first is not None,
            "days": math.log1p(max(0, gap or 0)) / 4,
            "in question": asks,
            "first answer": asks and where.place == 0,
            "other question": where.question_at is not None and not asks,
            "same turn": where.turn >= 0 and self._turn[prompt.id] == where.turn,
            "asks itself": self.is_question(item),
            "whole question": self.is_question(prompt) and not prompt.actors,
            "document": not self.turns and item.kind == "statement" and not reported(item, where),
        }

    def first_of(self, item: Item) -> str:
        """The id of the first item of those who are the actors of one; an article begins with what it is about."""
        return self._first.get(item.actors, "")

    def is_question(self, item: Item) -> bool:
        """Whether an item stands in a reporter's turn."""
        turn = self._turn[item.id]
        return turn >= 0 and self.turns[turn].role == "question"

    def last_speaker(self, item: Item) -> str:
        """The id of the last item before one that is another's, by its states or by its speaker; empty for none."""
        for one in reversed(self.items[: self._order[item.id]]):
            known = bool(one.names and item.names)
            if not overlap(one, item) and (not one.actors & item.actors or (known and not one.names & item.names)):
                return one.id
        return ""


def overlap(a: Item, b: Item) -> bool:
    """Whether two items share a character of their article."""
    return a.article == b.article and a.place[0] < b.place[1] and b.place[0] < a.place[1]


def _distance(a: Item, b: Item) -> int:
    return max(0, max(a.place[0], b.place[0]) - min(a.place[1], b.place[1]))


def apart(of: Response, prompt: Item, answered: Item | None = None) -> dict[str, float]:
    """The features of a pair of two articles, of which no other article tells anything.

    ``answered``: what the response answers in its own article.
    """
    gap = days_between(of.item, prompt)
    made = pair(of, prompt, telling) | {
        "days": math.log1p(max(0, gap or 0)) / 4,
        "same day": gap is not None and gap <= 0,
        "within a week": gap is not None and gap <= 7,
        "no day": gap is None,
        "date": _named(of, prompt),
        "in turn": of.around.question_at is not None,
    }
    if answered is not None:
        like = (answered.actors, answered.type, answered.act) == (prompt.actors, prompt.type, prompt.act)
        shared = telling(rare_words(answered.words) & rare_words(prompt.words))
        made |= {
            "told": 1.0,
            "told words": shared,
            "told alike": like,
            "told alike words": shared * like,
            "told otherwise": not answered.actors & prompt.actors,
        }
    return made


def score(features: Features, weights: Mapping[str, float]) -> float:
    """The probability of the logistic model, 0 to 1; ``bias`` is its constant.

    An answer to a question that names what it is about (``asked about the reaction of …``) is an answer to that: the
    probability of the likeliest such prompt is raised to :data:`ASKED` and more. So is that of a practice of the other
    side of these days, turned to this one, that is named (``over the recent joint statement``).
    """
    total = weights["bias"] + sum(weights.get(name, 0.0) * features[name] for name in sorted(features))
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    named = features.get("practice named") and features.get("within a week")
    if named or (features.get("object asked") and features.get("reverse")):
        return ASKED + (1 - ASKED) * chance
    return chance
