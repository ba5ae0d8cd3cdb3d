"""What the speed benchmark times, each in a process of its own, so that none disturbs another.

A contender is made once (models loaded, batches laid out), then run as often as wanted. Annotating and the bare
encoder are compared in the same layout: two processes with one thread each, or one process with two threads.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.attribution import read_lines
from verbale.annotator import AnnotateOptions, Annotator
from verbale.language.decode import Scores
from verbale.language.encoding import Encoded, IntArray
from verbale.language.model import LanguageModel, ReadingOptions

Run = Callable[[], object]
#: Ids, shapes and mask of the windows that are read together.
Batch = tuple[IntArray, IntArray, IntArray]

COMMAND = [sys.executable, "-m", "verbale.cli"]
#: Articles that spaCy hands to a process at a time; its own default would give all of a small set to one.
SPACY_BATCH = 8


class Contender:
    """Something to time, living in a fresh process."""

    def __init__(self, make: Callable[..., Run], *arguments: Any) -> None:
        """``make(*arguments)`` is called in the new process and returns what is timed there."""
        self._pool = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_prepare, initargs=(make, arguments)
        )
        self._pool.submit(_timed).result()  # once untimed: everything is loaded and laid out

    def seconds(self) -> float:
        """Wall-clock time of one run."""
        return self._pool.submit(_timed).result()

    def close(self) -> None:
        """End the process, and those it has started."""
        self._pool.submit(_finish).result()
        self._pool.shutdown()


_run: Run | None = None
#: A process that ends waits for its own workers, which must be told first.
_workers: list[ProcessPoolExecutor] = []


def _prepare(make: Callable[..., Run], arguments: tuple[Any, ...]) -> None:
    global _run  # noqa: PLW0603  one contender a process
    _run = make(*arguments)


def _timed() -> float:
    assert _run is not None
    begun = time.perf_counter()
    _run()
    return time.perf_counter() - begun


def _finish() -> None:
    for pool in _workers:
        pool.shutdown()


def command(path: Path, jobs: int) -> Run:
    """Run the whole command, start of Python and of its workers included, its output to a file."""

    def run() -> None:
        with path.with_suffix(f".{jobs}.out").open("wb") as out:
            subprocess.run([*COMMAND, "annotate", str(path), "--jobs", str(jobs)], stdout=out, check=True)

    return run


def annotating(path: Path, threads: int) -> Run:
    """Annotate in one process that has its model and registry already, as a Python user does."""
    reader = Annotator(AnnotateOptions(), threads=threads)
    return lambda: sum(1 for _ in reader.run([str(path)]))


def encoder(batches: Path, threads: int) -> Run:
    """Run the bare encoder in one process, on the windows and batches that annotating gives it."""
    model = LanguageModel(options=ReadingOptions(threads=threads))
    chunks = load_batches(batches)
    return lambda: [model.bare(*batch) for chunk in chunks for batch in chunk]


def encoder_pair(batches: Path, count: int) -> Run:
    """Run the bare encoder in two processes with a thread each; ``count`` chunks are shared out as in annotating."""
    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=_load_chunks, initargs=(batches,))
    _workers.append(pool)
    return lambda: list(pool.map(_run_chunk, range(count)))


_chunks: list[list[Batch]] = []
_model: LanguageModel | None = None


def _load_chunks(batches: Path) -> None:
    global _model  # noqa: PLW0603  one model a process
    _model = LanguageModel(options=ReadingOptions(threads=1))
    _chunks.extend(load_batches(batches))


def _run_chunk(index: int) -> None:
    assert _model is not None
    for batch in _chunks[index]:
        _model.bare(*batch)


def spacy_pipeline(path: Path, sample: int, processes: int) -> Run:
    """Run a spaCy pipeline over the same texts; its walk is fitted to the first ``sample`` of them."""
    from benchmarks.pipeline import build

    texts = [article["text"] for article in read_lines(path)]
    nlp = build(texts[:sample])
    return lambda: sum(1 for _ in nlp.pipe(texts, n_process=processes, batch_size=SPACY_BATCH))


class _Recorder(LanguageModel):
    """A model that notes the batches it is given, by chunk of articles."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[list[Batch]] = []

    def read(self, texts: Any) -> list[Scores]:
        self.chunks.append([])
        given: list[Encoded] = list(texts)
        return super().read(given)

    def bare(self, ids: IntArray, shapes: IntArray, mask: IntArray) -> Any:
        self.chunks[-1].append((ids, shapes, mask))
        return super().bare(ids, shapes, mask)


class _Recording(Annotator):
    def __init__(self, model: LanguageModel) -> None:
        super().__init__(AnnotateOptions())
        self._model = model


def record_batches(path: Path, out: Path) -> tuple[int, int, int]:
    """Annotate ``path`` and keep the windows and batches that the encoder was given.

    Returns the numbers of chunks, of windows and of pieces. Run it in a process of its own: it loads the model.
    """
    model = _Recorder()
    for _ in _Recording(model).run([str(path)]):
        pass
    arrays = {
        f"{c}.{b}.{k}": array
        for c, chunk in enumerate(model.chunks)
        for b, batch in enumerate(chunk)
        for k, array in enumerate(batch)
    }
    np.savez(out, **arrays)  # type: ignore[arg-type]
    batches = [batch for chunk in model.chunks for batch in chunk]
    return len(model.chunks), sum(len(ids) for ids, _, _ in batches), sum(int(mask.sum()) for _, _, mask in batches)


def load_batches(path: Path) -> list[list[Batch]]:
    """Load what :func:`record_batches` kept, chunk by chunk."""
    found: dict[int, dict[int, dict[int, IntArray]]] = {}
    with np.load(path) as stored:
        for name in stored.files:
            chunk, batch, part = (int(number) for number in name.split("."))
            found.setdefault(chunk, {}).setdefault(batch, {})[part] = stored[name]
    return [
        [(parts[0], parts[1], parts[2]) for _, parts in sorted(found.get(chunk, {}).items())]
        for chunk in range(max(found, default=-1) + 1)
    ]
