"""The relation between two given actors of one sentence or passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from verbale.events.passages import LONGEST, Sentence, split
from verbale.events.tasks import CHUNK, Relation, Task
from verbale.events.votes import voted
from verbale.language.encoding import Encoded, pieces_in
from verbale.language.labels import RELATIONS
from verbale.language.model import LanguageModel
from verbale.language.tower import PLV, PairQuery
from verbale.schema import Span

#: Pieces that are read at once at most.
MOST = 2 * LONGEST
LABELS = (*RELATIONS, "none")


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
        runs = [_run(task, got.encoded) for task, got in zip(tasks, scores, strict=True)]
        passages = [got.middle[first:last] for got, (first, last) in zip(scores, runs, strict=True)]
        for task, got, run, hidden in zip(tasks, scores, runs, self.model.events.read(passages), strict=True):
            parts = [_inside(got.encoded, span, run) for span in (task.actor, task.recipient)]
            if not len(parts[0]) or not len(parts[1]):
                yield Relation(task.id, None, 1.0, {name: float(name == "none") for name in LABELS})
                continue
            query = PairQuery(parts[0], parts[1], (0, len(hidden)))
            read = self.model.events.pairs(hidden, [query], PLV).relations[0]
            found = voted(task.text, (0, len(task.text)), read)
            best = int(found.argmax())
            chances = {name: round(float(p), 4) for name, p in zip(LABELS, found, strict=True)}
            yield Relation(task.id, None if best == len(RELATIONS) else LABELS[best], chances[LABELS[best]], chances)


def _run(task: Task, encoded: Encoded) -> Span:
    """The pieces to read: all of a short text, of a longer one the sentences from the first actor's to the last's."""
    both = pieces_in(encoded, [task.actor, task.recipient])
    if len(encoded) <= LONGEST or not len(both):
        return 0, len(encoded)
    held = [s for s in split(task.text, encoded, [(0, len(task.text))]) if _touches(s, int(both[0]), int(both[-1]))]
    first = min([s.first for s in held], default=int(both[0]))
    last = max([s.last for s in held], default=int(both[-1]) + 1)
    if last - first > MOST:
        # Too far apart to be read at once: the surroundings of the second actor, then nothing is read between them.
        first = max(0, int(both[-1]) - MOST // 2)
        last = min(len(encoded), first + MOST)
    return first, last


def _inside(encoded: Encoded, span: Span, run: Span) -> npt.NDArray[np.int64]:
    """The pieces of a span that the run holds, counted from its first."""
    found = pieces_in(encoded, [span])
    return found[(found >= run[0]) & (found < run[1])] - run[0]


def _touches(sentence: Sentence, first: int, last: int) -> bool:
    return sentence.first <= last and sentence.last > first


__all__ = ["CHUNK", "Relation", "RelationReader", "Task"]
