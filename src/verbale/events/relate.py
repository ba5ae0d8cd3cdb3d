"""The relation between two given actors of one sentence or passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.events.pieces import Sentence, split
from verbale.events.tasks import CHUNK, Relation, Task
from verbale.language.coder import PLV, VERBALE, FloatArray, PairQuery
from verbale.language.decode import Scores
from verbale.language.encoding import Encoded, pieces_in
from verbale.language.labels import RELATIONS
from verbale.language.model import LanguageModel
from verbale.schema import Span

LABELS = (*RELATIONS, "none")
#: Pieces up to which a text is read whole.
LONGEST = 160
#: How many times likelier than the model says it is that there is no event: what it was trained on has too many events.
#: With it one in twenty of the project's pairs without an event gets a type, and one in fifty of PLV's gets none.
CAUTION = 3.2


class RelationReader:
    """Reads relations with one loaded model."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model

    def read_all(self, tasks: Sequence[Task]) -> Iterator[Relation]:
        """The relation of each task, in order. An actor without a piece that the model reads has none."""
        for begin in range(0, len(tasks), CHUNK):
            yield from self._chunk(tasks[begin : begin + CHUNK])

    def _chunk(self, tasks: Sequence[Task]) -> Iterator[Relation]:
        scores = self.model.read([self.model.encode(task.text) for task in tasks])
        for task, got in zip(tasks, scores, strict=True):
            parts = [pieces_in(got.encoded, [span]) for span in (task.actor, task.recipient)]
            if not len(parts[0]) or not len(parts[1]):
                yield Relation(task.id, None, 1.0, {name: float(name == "none") for name in LABELS})
                continue
            query = PairQuery(parts[0], parts[1], _within(task, got.encoded))
            found = self._read(task, got, query)
            best = int(found.argmax())
            chances = {name: round(float(p), 4) for name, p in zip(LABELS, found, strict=True)}
            yield Relation(task.id, None if best == len(RELATIONS) else LABELS[best], chances[LABELS[best]], chances)

    def _read(self, task: Task, scores: Scores, query: PairQuery) -> FloatArray:
        """Probabilities ``(17,)``: whether there is an event by Verbale's habits, and which by those of PLV.

        PLV has no sentence without an event between its actors, so its habit cannot tell.
        """
        own, plv = (self.model.coder.pairs(scores.hidden, [query], habit).relations[0] for habit in (VERBALE, PLV))
        out: FloatArray = plv.copy()
        none = own[-1] * CAUTION / (own[-1] * CAUTION + 1 - own[-1])
        out[:-1] *= (1 - none) / max(1e-9, 1 - out[-1])
        out[-1] = none
        return out


def _within(task: Task, encoded: Encoded) -> Span:
    """The pieces to read: all of a short text, of a longer one the sentences from the first actor's to the last's."""
    both = pieces_in(encoded, [task.actor, task.recipient])
    if len(encoded) <= LONGEST:
        return 0, len(encoded)
    held = [s for s in split(task.text, encoded, [(0, len(task.text))]) if _touches(s, int(both[0]), int(both[-1]))]
    return min([s.first for s in held], default=int(both[0])), max([s.last for s in held], default=int(both[-1]) + 1)


def _touches(sentence: Sentence, first: int, last: int) -> bool:
    return sentence.first <= last and sentence.last > first


__all__ = ["CHUNK", "Relation", "RelationReader", "Task"]
