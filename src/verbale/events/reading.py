"""What happens between the actors of each sentence: the tower's reading of an article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
#: Who is named in a sentence: code to places.
Named = dict[str, list[Span]]


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
    named: list[Named] = field(default_factory=list)
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
            asked = list(self._asked(run))
            scores = tower.pairs(vectors, [query for _, _, queries in asked for _, _, query in queries])
            done = 0
            for sentence, named, queries in asked:
                these = slice(done, done + len(queries))
                relations = voted(self.article.text, (sentence.start, sentence.end), scores.relations[these])
                rows = zip(queries, relations, scores.statuses[these], scores.looked[these], strict=True)
                for (a, b, query), relation, status, looked in rows:
                    place = int(self.encoded.start[run[0] + query.sentence[0] + int(looked.argmax())])
                    spans = (nearest(named[a], place), nearest(named[b], place))
                    self.related.append(Related(sentence, a, b, relation, status, place, *spans))
                done += len(queries)

    def _asked(self, run: Span) -> Iterator[tuple[Sentence, Named, list[tuple[str, str, PairQuery]]]]:
        """The sentences of a passage with who is named there and every ordered pair of them."""
        first = bisect_left(self.sentences, run[0], key=lambda s: s.first)
        last = bisect_left(self.sentences, run[1], key=lambda s: s.first)
        for sentence, named in zip(self.sentences[first:last], self.named[first:last], strict=True):
            pieces = {code: found for code, spans in named.items() if len(found := self._pieces(spans, run))}
            within = (sentence.first - run[0], min(sentence.last, run[1]) - run[0])
            yield sentence, named, [(a, b, PairQuery(pieces[a], pieces[b], within)) for a, b in permutations(pieces, 2)]

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
