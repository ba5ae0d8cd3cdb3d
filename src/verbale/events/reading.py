"""What happens between the actors of each sentence: the model's reading of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

from verbale.events.parties import Party, inside
from verbale.events.pieces import Sentence, split
from verbale.events.votes import lifted, practised, voted
from verbale.language.coder import EventHeads, FloatArray, PairQuery
from verbale.language.decode import Scores
from verbale.language.encoding import Encoded, pieces_in
from verbale.schema import Article, Span
from verbale.statements.find import read_ranges

#: Sentences with more actors than this are lists; only the first ones are paired.
MOST_ACTORS = 5
#: Who is named in a sentence: code to places.
Named = dict[str, list[Span]]


class Related(NamedTuple):
    """A reading of an ordered pair: probabilities of relations ``(17,)`` and statuses ``(5,)``, where it was found.

    ``looked``: the place in the text that was looked at most; ``actor_at``, ``recipient_at``: the nearest mentions;
    ``practice``: the subtype that the words alone make an event.
    """

    sentence: Sentence
    actor: str
    recipient: str
    relations: FloatArray
    statuses: FloatArray
    looked: int
    actor_at: Span
    recipient_at: Span
    practice: str | None = None


@dataclass(slots=True)
class Reading:
    """What is read between the actors of an article, in text order."""

    article: Article
    related: list[Related] = field(default_factory=list)

    @classmethod
    def read(cls, article: Article, scores: Scores, parties: Sequence[Party], heads: EventHeads) -> Reading:
        """Read every ordered pair of the actors of each sentence."""
        asked = list(_asked(article, scores.encoded, parties))
        read = heads.pairs(scores.hidden, [query for _, _, queries in asked for *_, query in queries])
        out, done = cls(article), 0
        for sentence, named, queries in asked:
            these = slice(done, done + len(queries))
            span = (sentence.start, sentence.end)
            pairs = [(a, b) for a, b, _ in queries]
            relations = voted(article.text, span, read.relations[these])
            practice = practised(article.text, span, pairs, named, relations)
            relations = relations if practice is None else lifted(relations, practice)
            rows = zip(pairs, relations, read.statuses[these], read.looked[these], strict=True)
            for number, ((a, b), relation, status, looked) in enumerate(rows):
                place, name = int(scores.encoded.start[sentence.first + int(looked.argmax())]), None
                if practice is not None and practice.pair == number:
                    place, name = practice.place, practice.name
                spans = (nearest(named[a], place), nearest(named[b], place))
                out.related.append(Related(sentence, a, b, relation, status, place, *spans, name))
            done += len(queries)
        return out


def _asked(
    article: Article, encoded: Encoded, parties: Sequence[Party]
) -> Iterator[tuple[Sentence, Named, list[tuple[str, str, PairQuery]]]]:
    """The sentences that name two actors, with who is named there and every ordered pair of them."""
    for sentence in split(article.text, encoded, read_ranges(article)):
        named = dict(list(inside(parties, (sentence.start, sentence.end)).items())[:MOST_ACTORS])
        if len(named) < 2:
            continue
        pieces = {code: found for code, spans in named.items() if len(found := pieces_in(encoded, spans))}
        within = (sentence.first, sentence.last)
        pairs = [(a, b, PairQuery(pieces[a], pieces[b], within)) for a, b in permutations(pieces, 2)]
        if pairs:
            yield sentence, named, pairs


def nearest(spans: Sequence[Span], place: int) -> Span:
    """The span nearest to a place of the text."""
    return min(spans, key=lambda s: max(s[0] - place, place - s[1], 0))
