"""How sure Verbale is: the chance that what it found is right, fitted on development articles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from verbale.language.decode import Group


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of the chance to be right; ``weights`` go with :func:`features`, in order."""

    weights: tuple[float, ...]

    @classmethod
    def load(cls, settings: Sequence[Any]) -> Calibration:
        """From the numbers in the model's ``settings.json``."""
        return cls(tuple(float(w) for w in settings))

    def chance(self, group: Group) -> float:
        """Probability in [0, 1] that the group is a right find."""
        total = float(np.dot(self.weights, features(group)))
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def features(group: Group) -> tuple[float, ...]:
    """What confidence rests on.

    A constant; the scores of content, cue, cue link and source link, each as it is and as the logarithm of its
    distance from certainty; whether the cue and the source are missing.
    """
    content, cue, cue_link, source_link = (min(max(score, -5.0), 0.0) for score in group.scores)
    return (
        1.0,
        content,
        cue,
        cue_link,
        source_link,
        math.log(0.002 - content),
        math.log(0.002 - cue),
        math.log(0.002 - cue_link),
        math.log(0.002 - source_link),
        float(not group.cue),
        float(not group.source),
    )
