"""What ``verbale relate`` is asked and what it answers: light, so that the command line starts quickly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verbale.schema import Span

#: Texts read together.
CHUNK = 32


@dataclass(frozen=True, slots=True)
class Task:
    """A text with the places of two actors, ``[start, end)`` in code points."""

    id: str
    text: str
    actor: Span
    recipient: Span


@dataclass(frozen=True, slots=True)
class Relation:
    """What the first does to the second: the likeliest type, None for nothing, and the probabilities of all."""

    id: str
    type: str | None
    confidence: float
    probabilities: Mapping[str, float]
