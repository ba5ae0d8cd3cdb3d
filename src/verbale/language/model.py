"""The shipped model at work: windows of text in, scores out, on ONNX Runtime."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from verbale.language.coder import EventHeads, FloatArray
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
    """How texts are cut and read.

    ``size``, ``overlap``: pieces a window. ``threads``: windows that are read at the same time; 0 for as many as the
    process may use cores.
    """

    size: int = 254
    overlap: int = 64
    threads: int = 0


class LanguageModel:
    """One loaded model. Loading takes about 0.2 s; keep it and read many texts."""

    def __init__(self, folder: Path = WEIGHTS, options: ReadingOptions | None = None) -> None:
        """Load ``model.onnx`` and ``.bin``, the ``.npz`` files, ``tokenizer.json`` and ``settings.json``."""
        import onnxruntime

        self.options = options or ReadingOptions()
        self.folder = folder
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.log_severity_level = 3
        # The fused sum and normalization is slower than the two by themselves.
        self.session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"),
            settings,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
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

    @cached_property
    def threads(self) -> int:
        """How many windows are read at the same time."""
        if self.options.threads:
            return self.options.threads
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, "verbale-windows")

    def read(self, texts: Sequence[Encoded]) -> list[Scores]:
        """Scores of each text."""
        cuts = [windows(text, self.options.size, self.options.overlap) for text in texts]
        results = [_Assembly(text, len(text_cuts)) for text, text_cuts in zip(texts, cuts, strict=True)]
        jobs = [(t, w) for t, text_cuts in enumerate(cuts) for w in range(len(text_cuts))]
        inputs = ((texts[t], cuts[t][w]) for t, w in jobs)
        runs = self._pool.map(self._run, inputs) if self.threads > 1 and len(jobs) > 1 else map(self._run, inputs)
        for (t, w), outputs in zip(jobs, runs, strict=True):
            results[t].put(w, cuts[t][w], outputs)
        return [assembly.scores() for assembly in results]

    def _run(self, chosen: tuple[Encoded, Window]) -> list[FloatArray]:
        text, cut = chosen
        ids, shapes = np.zeros((2, cut.end - cut.start + 2), dtype=np.int32)
        ids[0], ids[-1] = _BEGIN, _END
        ids[1:-1], shapes[1:-1] = text.ids[cut.start : cut.end], text.shapes[cut.start : cut.end]
        return self.bare(ids, shapes)

    def bare(self, ids: IntArray, shapes: IntArray) -> list[FloatArray]:
        """The session alone: :data:`OUTPUTS` of one window ``(n,)``.

        One at a time, since what lies between the layers of one window stays in the processor's cache: eight at a time
        take half as long again. So none is padded either, and attention needs no mask, which takes half of its time.
        """
        places = np.arange(len(ids), dtype=np.int32)
        found = self.session.run(OUTPUTS, {"ids": ids[None], "shapes": shapes[None], "places": places})
        return [one[0] for one in found]


class _Assembly:
    """Puts the windows of one text together again."""

    def __init__(self, text: Encoded, count: int) -> None:
        self.text = text
        self.tags = np.empty((len(text), len(LAYERS), len(TAGS)), dtype=np.float32)
        self.entities = np.empty((len(text), len(ENTITY_TAGS)), dtype=np.float32)
        self.hidden: FloatArray | None = None
        self.window = np.zeros(len(text), dtype=np.int64)
        self.lines = text.lines()
        self.views: list[View | None] = [None] * count

    def put(self, index: int, cut: Window, outputs: list[FloatArray]) -> None:
        hidden, tags, entities, queries, keys = outputs
        if self.hidden is None:
            self.hidden = np.empty((len(self.text), hidden.shape[-1]), dtype=np.float32)
        kept = slice(cut.keep_start, cut.keep_end)
        inner = slice(cut.keep_start - cut.start + 1, cut.keep_end - cut.start + 1)
        self.tags[kept], self.hidden[kept], self.window[kept] = tags[inner], hidden[inner], index
        self.entities[kept] = entities[inner]
        own = slice(1, cut.end - cut.start + 1)
        self.views[index] = View(cut.start, cut.end, queries[own], keys[own], keys[0], self.lines[cut.start : cut.end])

    def scores(self) -> Scores:
        none = np.zeros((0, 1), dtype=np.float32)
        hidden = none if self.hidden is None else self.hidden
        views = tuple(v for v in self.views if v is not None)
        return Scores(self.text, self.tags, hidden, self.window, views, self.entities)
