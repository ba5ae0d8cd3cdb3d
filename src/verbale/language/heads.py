"""The small arrays that numpy reads beside the network's graphs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

#: What is added to an array's name for the scale of its rows, where it is stored in eight bits.
SCALE = ".scale"


def read_heads(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Every array of a file by name, those in eight bits multiplied out."""
    with np.load(path) as stored:
        out = {name: stored[name].astype(np.float32) for name in stored.files if not name.endswith(SCALE)}
        for name in stored.files:
            if name.endswith(SCALE):
                out[name.removesuffix(SCALE)] *= stored[name]
    return out
