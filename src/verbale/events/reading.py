"""What happens between the actors of each sentence: the tower's reading of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

import numpy as np

from verbale.events.parties import Party, inside
from verbale.events.passages import Sentence, passages, split
from verbale.events.votes import voted
from verbale.language.encoding import Encoded, pieces_in
from verbale.language.tower import EventTower, FloatArray, PairQuery
from verbale.schema import Article, Span, Spans
from verbale.statements.find import read_ranges

#: Sentences with more actors than this are lists; only the first ones are paired.
MOST_ACTORS = 5


class Related(NamedTuple):
    """A reading of an ordered pair: probabilities of relations ``(17,)`` and statuses ``(5,)``, where it was found.

    ``looked``: the place in the text that was looked at most; ``actor_at``, ``recipient_at``: the nearest mentions.
    """

    sentence: Sentence
    actor: str
    recipient: str
    relations: FloatArray
    statuses: FloatArray
    looked: int
    actor_at: Span
    recipient_at: Span


class Asked(NamedTuple):
    """A pair to read: its sentence, both codes with their mentions, and the pieces to read it in."""

    sentence: Sentence
    actor: str
    recipient: str
    named: Mapping[str, Sequence[Span]]
    within: Span


@dataclass(slots=True)
class Reading:
    """An article on its way through the tower: which passages to read, and what was read.

    ``parts``: source, cue and content of each statement, in order; ``acts`` their scores ``(12,)`` once read.
    """

    article: Article
    encoded: Encoded
    middle: FloatArray
    parties: Sequence[Party]
    parts: Sequence[tuple[Spans, Spans, Spans]]
    sentences: list[Sentence] = field(default_factory=list)
    named: list[dict[str, list[Span]]] = field(default_factory=list)
    runs: list[Span] = field(default_factory=list)
    acts: list[FloatArray] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose the sentences that name two actors or hold part of a statement."""
        self.sentences = split(self.article.text, self.encoded, read_ranges(self.article))
        starts = np.array([s.first for s in self.sentences])
        wanted = np.zeros(len(self.sentences), dtype=np.bool_)
        for part in self.parts:
            pieces = pieces_in(self.encoded, [span for spans in part for span in spans])
            wanted[np.searchsorted(starts, pieces, side="right") - 1] = True
        for index, sentence in enumerate(self.sentences):
            named = inside(self.parties, (sentence.start, sentence.end))
            self.named.append(dict(list(named.items())[:MOST_ACTORS]))
            wanted[index] |= len(named) > 1
        self.runs = passages([s for s, want in zip(self.sentences, wanted, strict=True) if want])

    def vectors(self) -> list[FloatArray]:
        """The shared encoder's vectors of each passage."""
        return [self.middle[first:last] for first, last in self.runs]

    def take(self, tower: EventTower, hidden: Sequence[FloatArray]) -> None:
        """Read acts and relations from the tower's vectors of the passages."""
        self._take_acts(tower, hidden)
        for run, vectors in zip(self.runs, hidden, strict=True):
            asked, queries = [], []
            for ask in self._pairs(run):
                parts = [self._pieces(ask.named[code], run) for code in (ask.actor, ask.recipient)]
                if len(parts[0]) and len(parts[1]):
                    asked.append(ask)
                    queries.append(PairQuery(parts[0], parts[1], ask.within))
            scores = tower.pairs(vectors, queries)
            for i, ask in enumerate(asked):
                piece = run[0] + ask.within[0] + int(scores.looked[i].argmax())
                place = int(self.encoded.start[piece])
                spans = (nearest(ask.named[ask.actor], place), nearest(ask.named[ask.recipient], place))
                words = (ask.sentence.start, ask.sentence.end)
                both = voted(self.article.text, words, scores.relations[i]), scores.statuses[i]
                self.related.append(Related(ask.sentence, ask.actor, ask.recipient, *both, place, *spans))

    def _pairs(self, run: Span) -> Iterator[Asked]:
        """The ordered pairs of each sentence of a passage."""
        for sentence, named in zip(self.sentences, self.named, strict=True):
            if not run[0] <= sentence.first < run[1]:
                continue
            within = (sentence.first - run[0], min(sentence.last, run[1]) - run[0])
            for a, b in permutations(named, 2):
                yield Asked(sentence, a, b, named, within)

    def _take_acts(self, tower: EventTower, hidden: Sequence[FloatArray]) -> None:
        size = hidden[0].shape[1] if hidden else 0
        everything = np.zeros((len(self.encoded), size), np.float32)
        for (first, last), vectors in zip(self.runs, hidden, strict=True):
            everything[first:last] = vectors
        for source, cue, content in self.parts:
            self.acts.append(
                tower.acts(everything, *(pieces_in(self.encoded, part) for part in (content, cue, source)))
            )

    def _pieces(self, spans: Sequence[Span], run: Span) -> np.ndarray:
        found = pieces_in(self.encoded, spans)
        return found[(found >= run[0]) & (found < run[1])] - run[0]


def nearest(spans: Sequence[Span], place: int) -> Span:
    """The span nearest to a place of the text."""
    return min(spans, key=lambda s: max(s[0] - place, place - s[1], 0))
