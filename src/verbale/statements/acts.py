"""What a speaker does by saying it: the act of each statement, from the model's vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from verbale.language.coder import softmax
from verbale.language.labels import ACTS
from verbale.schema import Spans
from verbale.statements.cues import act_of, acts_in

#: The acts, the strongest first: where a statement does two things it is the stronger (docs/reference/definitions.md).
STRENGTH = (
    "threaten", "reject", "accuse", "deny", "request", "concern", "commit", "support", "confirm", "decline", "state",
)  # fmt: skip
FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ActSettings:
    """Constants fitted on development articles.

    ``temperature`` divides the head's scores (Guo et al. 2017, "On Calibration of Modern Neural Networks"); ``cue`` is
    added to the score of the act that the cue's own words name; ``content`` to the scores of those that the words of
    the content speak for; ``leaning`` to the score of an act always: what was labelled for training has them in other
    shares than the news (Saerens et al. 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities").
    """

    temperature: float = 1.0
    cue: float = 0.0
    content: float = 0.0
    leaning: Mapping[str, float] = field(default_factory=dict)


def decide(text: str, cue: Spans, content: Spans, scores: FloatArray, settings: ActSettings) -> tuple[str, float]:
    """The likeliest act and its probability, from the heads' ``scores`` ``(12,)`` and the words' votes."""
    votes = scores[: len(ACTS)] / np.float32(settings.temperature)
    words = [" ".join(text[a:b] for a, b in spans) for spans in (cue, content)]
    _vote(votes, words[0], words[1], settings)
    return _likeliest(softmax(votes))


def _vote(scores: FloatArray, cue: str, content: str, settings: ActSettings) -> None:
    """Add the votes of the words to the scores ``(11,)`` of one statement."""
    named = act_of(cue)
    if named is not None:
        scores[ACTS.index(named)] += settings.cue
    for act in told(named, acts_in(content)):
        scores[ACTS.index(act)] += settings.content
    for act, more in settings.leaning.items():
        scores[ACTS.index(act)] += more


def told(named: str | None, acts: Sequence[str]) -> list[str]:
    """The acts that a content's words speak for, without those weaker than the one that the cue names."""
    if named is None:
        return list(acts)
    return [act for act in acts if STRENGTH.index(act) <= STRENGTH.index(named)]


def _likeliest(chances: FloatArray) -> tuple[str, float]:
    best = int(chances.argmax())
    return ACTS[best], float(chances[best])
