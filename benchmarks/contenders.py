"""What the speed benchmark times, each in a process of its own, so that none disturbs another.

A contender is made once (models loaded, windows laid out), then run as often as wanted. Annotating and the bare
encoder are compared in the same layout: two processes with one thread each, or one process with two threads.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
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
#: Ids and shapes of a window.
Cut = tuple[IntArray, IntArray]

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


def encoder(cuts: Path, threads: int) -> Run:
    """Run the bare encoder in one process, on the windows that annotating gives it, as many at a time."""
    model = LanguageModel(options=ReadingOptions(threads=1))
    chunks, pool = load_cuts(cuts), ThreadPoolExecutor(threads)
    return lambda: [list(pool.map(lambda cut: model.bare(*cut), chunk)) for chunk in chunks]


def encoder_pair(cuts: Path, count: int) -> Run:
    """Run the bare encoder in two processes with a thread each; ``count`` chunks are shared out as in annotating."""
    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=_load_chunks, initargs=(cuts,))
    _workers.append(pool)
    return lambda: list(pool.map(_run_chunk, range(count)))


_chunks: list[list[Cut]] = []
_model: LanguageModel | None = None


def _load_chunks(cuts: Path) -> None:
    global _model  # noqa: PLW0603  one model a process
    _model = LanguageModel(options=ReadingOptions(threads=1))
    _chunks.extend(load_cuts(cuts))


def _run_chunk(index: int) -> None:
    assert _model is not None
    for cut in _chunks[index]:
        _model.bare(*cut)


def spacy_pipeline(path: Path, sample: int, processes: int) -> Run:
    """Run a spaCy pipeline over the same texts; its walk is fitted to the first ``sample`` of them."""
    from benchmarks.pipeline import build

    texts = [article["text"] for article in read_lines(path)]
    nlp = build(texts[:sample])
    return lambda: sum(1 for _ in nlp.pipe(texts, n_process=processes, batch_size=SPACY_BATCH))


class _Recorder(LanguageModel):
    """A model that notes the windows it is given, by chunk of articles."""

    def __init__(self) -> None:
        super().__init__(options=ReadingOptions(threads=1))
        self.chunks: list[list[Cut]] = []

    def read(self, texts: Any) -> list[Scores]:
        self.chunks.append([])
        given: list[Encoded] = list(texts)
        return super().read(given)

    def bare(self, ids: IntArray, shapes: IntArray) -> Any:
        self.chunks[-1].append((ids, shapes))
        return super().bare(ids, shapes)


class _Recording(Annotator):
    def __init__(self, model: LanguageModel) -> None:
        super().__init__(AnnotateOptions())
        self._model = model


def record_cuts(path: Path, out: Path) -> tuple[int, int, int]:
    """Annotate ``path`` and keep the windows that the encoder was given.

    Returns the numbers of chunks, of windows and of pieces. Run it in a process of its own: it loads the model.
    """
    model = _Recorder()
    for _ in _Recording(model).run([str(path)]):
        pass
    arrays = {
        f"{c}.{w}.{k}": array
        for c, chunk in enumerate(model.chunks)
        for w, cut in enumerate(chunk)
        for k, array in enumerate(cut)
    }
    np.savez(out, **arrays)  # type: ignore[arg-type]
    cuts = [cut for chunk in model.chunks for cut in chunk]
    return len(model.chunks), len(cuts), sum(len(ids) for ids, _ in cuts)


def load_cuts(path: Path) -> list[list[Cut]]:
    """Load what :func:`record_cuts` kept, chunk by chunk."""
    found: dict[int, dict[int, dict[int, IntArray]]] = {}
    with np.load(path) as stored:
        for name in stored.files:
            chunk, window, part = (int(number) for number in name.split("."))
            found.setdefault(chunk, {}).setdefault(window, {})[part] = stored[name]
    return [
        [(parts[0], parts[1]) for _, parts in sorted(found.get(chunk, {}).items())]
        for chunk in range(max(found, default=-1) + 1)
    ]
