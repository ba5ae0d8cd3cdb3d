"""The shipped model at work: windows of text in, scores out, on ONNX Runtime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale.language.coder import EventHeads
from verbale.language.decode import Linker, Linking, Scores, View
from verbale.language.encoding import Encoded, IntArray, Window, encode, windows
from verbale.language.heads import read_heads
from verbale.language.labels import ENTITY_TAGS, LAYERS, TAGS

WEIGHTS = Path(__file__).parent / "weights"
_BEGIN, _END = 101, 102
#: What the model says of each piece, in the order of the session's results.
OUTPUTS = ["hidden", "tags", "entities", "queries", "keys"]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How texts are cut and batched. ``size``, ``overlap``: pieces a window; ``batch``: pieces a run of the model."""

    size: int = 254
    overlap: int = 64
    batch: int = 2048
    threads: int = 0


class LanguageModel:
    """One loaded model. Loading takes about 0.2 s; keep it and read many texts."""

    def __init__(self, folder: Path = WEIGHTS, options: ReadingOptions | None = None) -> None:
        """Load ``model.onnx``, the ``.npz`` files, ``tokenizer.json`` and ``settings.json`` from a folder."""
        import onnxruntime

        self.options = options or ReadingOptions()
        self.folder = folder
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = self.options.threads
        settings.log_severity_level = 3
        self.session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), settings, providers=["CPUExecutionProvider"]
        )
        self.heads = read_heads(folder / "heads.npz")

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The model's version and the constants fitted on development data."""
        loaded: dict[str, Any] = json.loads((self.folder / "settings.json").read_text(encoding="utf-8"))
        return loaded

    @property
    def version(self) -> str:
        """The model's version, kept with everything it finds."""
        return str(self.settings["version"])

    @cached_property
    def coder(self) -> EventHeads:
        """The heads that read events and acts."""
        return EventHeads(read_heads(self.folder / "events.npz"))

    @cached_property
    def linker(self) -> Linker:
        """The linking step with its fitted settings."""
        return Linker(self.heads["distance_weight"], self.heads["line"], Linking(**self.settings["linking"]))

    def encode(self, text: str, ranges: Sequence[tuple[int, int]] | None = None) -> Encoded:
        """The pieces of a text, or of the given character ranges of it."""
        return encode(text, self.folder / "tokenizer.json", ranges)

    def read(self, texts: Sequence[Encoded]) -> list[Scores]:
        """Scores of each text; windows of like length are run together, across texts."""
        cuts = [windows(text, self.options.size, self.options.overlap) for text in texts]
        jobs = [(t, w) for t, text_cuts in enumerate(cuts) for w in range(len(text_cuts))]
        jobs.sort(key=lambda job: cuts[job[0]][job[1]].end - cuts[job[0]][job[1]].start)
        results = [_Assembly(text, len(text_cuts)) for text, text_cuts in zip(texts, cuts, strict=True)]
        for group in _groups(jobs, cuts, self.options.batch):
            outputs = self._run([(texts[t], cuts[t][w]) for t, w in group])
            for row, (t, w) in enumerate(group):
                results[t].put(w, cuts[t][w], [output[row] for output in outputs])
        return [assembly.scores() for assembly in results]

    def _run(self, chosen: list[tuple[Encoded, Window]]) -> list[npt.NDArray[np.float32]]:
        longest = max(cut.end - cut.start for _, cut in chosen) + 2
        ids = np.zeros((len(chosen), longest), dtype=np.int32)
        shapes = np.zeros_like(ids)
        mask = np.zeros_like(ids)
        for row, (text, cut) in enumerate(chosen):
            length = cut.end - cut.start
            ids[row, 0], ids[row, length + 1] = _BEGIN, _END
            ids[row, 1 : length + 1] = text.ids[cut.start : cut.end]
            shapes[row, 1 : length + 1] = text.shapes[cut.start : cut.end]
            mask[row, : length + 2] = 1
        return self.bare(ids, shapes, mask)

    def bare(self, ids: IntArray, shapes: IntArray, mask: IntArray) -> list[npt.NDArray[np.float32]]:
        """The session alone: :data:`OUTPUTS` of padded windows ``(b, n)``."""
        found: list[npt.NDArray[np.float32]] = self.session.run(
            OUTPUTS,
            {"ids": ids, "shapes": shapes, "mask": mask, "places": np.arange(ids.shape[1], dtype=np.int32)},
        )
        return found


def _groups(jobs: list[tuple[int, int]], cuts: list[list[Window]], budget: int) -> list[list[tuple[int, int]]]:
    groups: list[list[tuple[int, int]]] = []
    room = 0
    for t, w in jobs:
        length = cuts[t][w].end - cuts[t][w].start + 2
        if not groups or length * (len(groups[-1]) + 1) > max(room, length):
            groups.append([])
            room = budget
        groups[-1].append((t, w))
    return groups


class _Assembly:
    """Puts the windows of one text together again."""

    def __init__(self, text: Encoded, count: int) -> None:
        self.text = text
        self.tags = np.empty((len(text), len(LAYERS), len(TAGS)), dtype=np.float32)
        self.entities = np.empty((len(text), len(ENTITY_TAGS)), dtype=np.float32)
        self.hidden: npt.NDArray[np.float32] | None = None
        self.window = np.zeros(len(text), dtype=np.int64)
        self.lines = text.lines()
        self.views: list[View | None] = [None] * count

    def put(self, index: int, cut: Window, outputs: list[npt.NDArray[np.float32]]) -> None:
        hidden, tags, entities, queries, keys = outputs
        if self.hidden is None:
            self.hidden = np.empty((len(self.text), hidden.shape[-1]), dtype=np.float32)
        kept = slice(cut.keep_start, cut.keep_end)
        inner = slice(cut.keep_start - cut.start + 1, cut.keep_end - cut.start + 1)
        self.tags[kept], self.hidden[kept], self.window[kept] = tags[inner], hidden[inner], index
        self.entities[kept] = entities[inner]
        own = slice(1, cut.end - cut.start + 1)
        # Copies, so that a text's vectors do not keep its whole batch in memory.
        self.views[index] = View(
            cut.start, cut.end, queries[own].copy(), keys[own].copy(), keys[0].copy(), self.lines[cut.start : cut.end]
        )

    def scores(self) -> Scores:
        none = np.zeros((0, 1), dtype=np.float32)
        hidden = none if self.hidden is None else self.hidden
        views = tuple(v for v in self.views if v is not None)
        return Scores(self.text, self.tags, hidden, self.window, views, self.entities)
