"""Articles about invented states, and heads that say what a test tells it to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

import numpy as np

from verbale.events.parties import Party
from verbale.events.reading import Reading, Related
from verbale.language.coder import VERBALE, EventHeads, FloatArray, IndexArray, PairQuery, PairScores
from verbale.language.decode import Scores
from verbale.language.encoding import Encoded, encode, pieces_in
from verbale.language.labels import RELATIONS, STATUSES
from verbale.language.model import WEIGHTS
from verbale.schema import Article, Form, Published, Segment, Span, Speaker, Statement
from verbale.statements.find import read_ranges

#: The invented states by name.
STATES = {"Kestria": "XKE", "Valdoria": "XVA", "Meridonia": "XME", "Tarvenia": "XTV", "Ilmaria": "XIL"}
_NAMES = re.compile("|".join(STATES))


@dataclass(frozen=True)
class Say:
    """That a relation is read of ``actor`` to ``recipient`` in the sentence that holds ``word``."""

    type: str
    actor: str
    recipient: str
    word: str
    chance: float = 0.9
    status: str = "occurred"
    sure: float = 0.9


def one_hot(index: int, size: int, chance: float) -> FloatArray:
    out = np.full(size, (1 - chance) / (size - 1), np.float32)
    out[index] = chance
    return out


def relations(**chances: float) -> FloatArray:
    """Probabilities of the types named, the rest on none."""
    out = np.zeros(len(RELATIONS) + 1, np.float32)
    for name, chance in chances.items():
        out[RELATIONS.index(name)] = chance
    out[-1] = 1 - out.sum()
    return out


def statuses(name: str, chance: float = 0.9) -> FloatArray:
    return one_hot(STATUSES.index(name), len(STATUSES), chance)


def article(
    text: str, published: str | None = "2031-05-08", *, headline: bool = False, form: Form = "press"
) -> Article:
    """``published``: a Thursday; with ``headline`` the first line is one."""
    cut = text.index("\n") if headline else 0
    segments = [Segment(0, cut, "headline")] if headline else []
    begin = cut + len(text[cut:]) - len(text[cut:].lstrip())
    segments.append(Segment(begin, len(text), "body"))
    return Article("a", text, Published(published, "day" if published else None), tuple(segments), form=form)


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return at, at + len(words)


def named(text: str) -> list[Party]:
    """Every invented state that the text names."""
    return [Party(*m.span(), STATES[m.group()], "place") for m in _NAMES.finditer(text)]


def statement(
    text: str, source: str, cue: str, content: str, act: str = "state", *, about: tuple[str, ...] = (), number: int = 1
) -> Statement:
    """A statement of the state that its source names first."""
    who = _NAMES.search(source)
    speaker = Speaker(country=STATES[who.group()] if who else None, institution=source)
    spans = [(span(text, part),) if part else () for part in (source, cue, content)]
    made = Statement(f"s{number}", "indirect", act, 0.9, spans[0], spans[1], spans[2], speaker)
    return replace(made, act_confidence=0.8, about=about)


class FakeHeads(EventHeads):
    """Reads what it is told; vectors are the numbers of the article's pieces."""

    def __init__(self, encoded: Encoded, parties: Sequence[Party], says: Sequence[Say], text: str) -> None:
        self.encoded, self.parties, self.says, self.text = encoded, parties, says, text
        self.asked: list[tuple[str, str]] = []

    def pairs(self, hidden: FloatArray, queries: Sequence[PairQuery], convention: int = VERBALE) -> PairScores:
        rows, states, looked = [], [], []
        for query in queries:
            pair = self._code(hidden, query.actor), self._code(hidden, query.recipient)
            self.asked.append(pair)
            inner = hidden[query.sentence[0] : query.sentence[1], 0].astype(int).tolist()
            row, state, look = relations(), statuses("occurred"), np.zeros(len(inner), np.float32)
            for say in self.says:
                at = int(pieces_in(self.encoded, [span(self.text, say.word)])[0])
                if pair == (STATES[say.actor], STATES[say.recipient]) and at in inner:
                    row, state = relations(**{say.type: say.chance}), statuses(say.status, say.sure)
                    look[inner.index(at)] = 1
            rows.append(row)
            states.append(state)
            looked.append(look)
        empty = np.zeros((0, 17), np.float32), np.zeros((0, 5), np.float32)
        return PairScores(np.stack(rows), np.stack(states), looked) if rows else PairScores(*empty, [])

    def _code(self, hidden: FloatArray, pieces: IndexArray) -> str:
        place = int(self.encoded.start[int(hidden[pieces[0], 0])])
        return next(p.code for p in self.parties if p.start <= place < p.end)


def read(made: Article, says: Sequence[Say] = (), parties: Sequence[Party] | None = None) -> Reading:
    """The reading of an article by heads that say ``says``."""
    encoded = encode(made.text, WEIGHTS / "tokenizer.json", read_ranges(made))
    numbers = np.arange(len(encoded), dtype=np.float32)[:, None]
    scores = cast(Scores, SimpleNamespace(encoded=encoded, hidden=numbers))
    known = named(made.text) if parties is None else parties
    return Reading.read(made, scores, known, FakeHeads(encoded, known, says, made.text))


def words(text: str, place: Span) -> str:
    return text[place[0] : place[1]]


def found(reading: Reading, actor: str, recipient: str) -> list[Related]:
    """What was read of one state towards another."""
    pair = STATES[actor], STATES[recipient]
    kept = [r for r in reading.related if (r.actor, r.recipient) == pair]
    return kept
