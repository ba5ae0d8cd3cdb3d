"""What the model takes the names of an article for: persons, places, bodies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from verbale.language.entities import Entity

#: The least confidence with which a mark says that an unknown name is a person's.
SURE = 0.5


class Marks:
    """The entities of one article, to be asked by place."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = list(entities)
        self._ends = [e.end for e in self.entities]

    def at(self, start: int, end: int) -> Entity | None:
        """The entity that shares most with ``[start, end)``, None where there is none."""
        best: tuple[int, Entity] | None = None
        for entity in self.entities[bisect_left(self._ends, start + 1) :]:
            if entity.start >= end:
                break
            shared = min(entity.end, end) - max(entity.start, start)
            if best is None or shared > best[0]:
                best = (shared, entity)
        return best[1] if best else None

    def kind(self, start: int, end: int) -> str | None:
        """The kind of entity at ``[start, end)``."""
        entity = self.at(start, end)
        return entity.kind if entity else None

    def full_name(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` is, for sure, the whole name of a person."""
        entity = self.at(start, end)
        if entity is None or entity.kind != "person" or entity.confidence < SURE:
            return False
        return entity.start <= start and end <= entity.end + 1
