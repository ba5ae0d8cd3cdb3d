"""What stands around a statement or an event in its article: the words that lead to it, the question before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verbale.linking.items import Item
from verbale.linking.word_lists import word_lists
from verbale.schema import Span, Turn

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\W\d_])|\n\s*\n")
_LAST_WORD = re.compile(r"([^\W_]+)\W?$")
_QUOTES = re.compile(r"[\"“”]|‘\S|\S’(?=\W|$)(?<!s’)")
#: How far before and after an item its sentence is looked for, in code points.
_REACH = 600


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a response.

    ``lead``: the words that report it, its own left out, and the sentence before unless that quotes somebody.
    ``question``: what was asked, in a transcript the question's turn, else the words that tell it (``asked about the
    listing``). ``lead_at``, ``question_at``: the places of the lead and of the question's turn in the article, None
    where there is none. ``turn``: the number of the response's turn, -1 outside transcripts; ``place``: how many items
    of that turn come before it.
    """

    lead: str = ""
    question: str = ""
    lead_at: Span | None = None
    question_at: Span | None = None
    turn: int = -1
    place: int = 0

    def asks(self, item: Item) -> bool:
        """Whether an item of the same article stands in the question's turn."""
        at = self.question_at
        return at is not None and at[0] <= item.place[0] and item.place[1] <= at[1]

    def leads(self, item: Item) -> bool:
        """Whether an item of the same article begins in the lead."""
        return self.lead_at is not None and self.lead_at[0] <= item.place[0] < self.lead_at[1]


def around(item: Item, text: str, turns: Sequence[Turn] = (), others: Iterable[Item] = ()) -> Around:
    """What stands around an item of an article; ``others``: the article's items, to number those of a turn."""
    own = turn_at(item.place[0], turns)
    if own >= 0:
        return _in_turn(item, text, turns, own, others)
    low, high = _sentence(text, item.place)
    before = _before(text, low)
    # The evidence of an event is a part of what tells it; a statement's own words are another's than what reports them.
    hole = (high, high) if item.kind == "event" else (max(low, item.place[0]), min(high, item.place[1]))
    lead = f"{text[before : hole[0]]} … {text[hole[1] : high]}"
    asked = " ".join(text[a:b] for a, b in item.prompted_by)
    return Around(" ".join(lead.split()), " ".join(asked.split()), (before, high))


def turn_at(offset: int, turns: Sequence[Turn]) -> int:
    """The number of the turn that holds an offset; -1 for none."""
    return next((n for n, turn in enumerate(turns) if turn.start <= offset < turn.end), -1)


def _in_turn(item: Item, text: str, turns: Sequence[Turn], own: int, others: Iterable[Item]) -> Around:
    place = sum(turns[own].start <= one.place[0] < item.place[0] for one in others)
    asked = own - 1
    while asked >= 0 and turns[asked].role == "other":
        asked -= 1
    if asked < 0 or turns[asked].role != "question" or turns[own].role == "question":
        return Around(turn=own, place=place)
    at = (turns[asked].start, turns[asked].end)
    return Around("", " ".join(text[slice(*at)].split()), None, at, own, place)


def _sentence(text: str, place: Span) -> Span:
    """The sentence, or the sentences, that hold a place."""
    start = max(0, place[0] - _REACH)
    low = max((match.end() for match in _ends(text, start, place[0])), default=start)
    # The last character may be the end of the sentence itself.
    after = next(_ends(text, max(place[0], place[1] - 1), len(text)), None)
    return low, min(after.end() if after else len(text), place[1] + _REACH)


def _before(text: str, low: int) -> int:
    """Where the sentence before one begins; ``low`` where it is of another paragraph or quotes somebody."""
    if low <= 0 or "\n" in text[max(0, low - 2) : low]:
        return low
    begin = max(text.rfind("\n", 0, low - 1) + 1, low - _REACH)
    for match in _ends(text, begin, low - 1):
        if text[match.end() : low].strip():
            begin = match.end()
    return low if _QUOTES.search(text, begin, low) else begin


def _ends(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences; points after titles and initials are none."""
    titles = word_lists().titles
    for match in _END.finditer(text, low):  # not up to ``high``: what follows an end is looked at
        if match.end() > high:
            return
        word = _LAST_WORD.search(text[max(0, match.start() - 12) : match.start()])
        if match.group() != "." or not word or not (word[1].lower() in titles or re.fullmatch("[A-Z]", word[1])):
            yield match
