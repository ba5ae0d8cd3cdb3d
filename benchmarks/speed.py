"""How fast Verbale reads, beside its own encoder alone and beside spaCy.

    python -m benchmarks.speed PATH [--articles N]

``PATH`` holds one article a line with its ``text`` (JSON Lines, gzipped or not). In one run, on two cores and over the
same articles, five contenders take turns, several rounds, each in a process of its own:

- ``verbale annotate PATH --jobs 2``, the whole command, start of Python and output included;
- the bare encoder on the same windows, two processes with a thread each;
- annotating in one process with two threads, model loaded;
- the bare encoder on the same windows, one process with two threads;
- a spaCy pipeline of the shape of ``en_core_web_sm`` (see :mod:`benchmarks.pipeline`), two processes.

Only ratios are reported, the median of the rounds', because times tell of the machine. Beside them: the time to import
the package, the time from the start of ``verbale annotate`` on one article to its output, and the largest process's
memory. Needs spaCy (``pip install spacy``); without it that contender is left out and the report says so.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks import contenders
from benchmarks.attribution import read_lines
from benchmarks.contenders import COMMAND, Contender

CORES = 2
_IMPORT = "import time; t = time.perf_counter(); import verbale; print(time.perf_counter() - t)"
#: Largest resident set of the commands a process has waited for, in its own small process: a child is counted with
#: the memory of the parent it was forked from.
_MEMORY = (
    "import resource, subprocess, sys; "
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


class Ratio(NamedTuple):
    """The median of the rounds' ratios, and the least and greatest."""

    median: float
    low: float
    high: float


#: What is reported: words, then the contenders divided, the first by the second.
RATIOS: tuple[tuple[str, str, str], ...] = (
    ("whole command, two processes: time / bare encoder", "command", "encoder_pair"),
    ("in one process, two threads: time / bare encoder", "annotating", "encoder"),
    ("whole command: articles a second / spaCy", "spacy", "command"),
    ("in one process: articles a second / spaCy", "spacy", "annotating"),
)


def ratios(rounds: list[dict[str, float]]) -> dict[str, Ratio]:
    """Compute :data:`RATIOS` from the seconds of each round; those of a missing contender are left out."""
    out = {}
    for name, above, below in RATIOS:
        found = sorted(one[above] / one[below] for one in rounds if above in one and below in one)
        if found:
            out[name] = Ratio(round(median(found), 3), round(found[0], 3), round(found[-1], 3))
    return out


def prepare(path: Path, count: int | None, folder: Path) -> tuple[Path, Path, int]:
    """Write the articles to read, and one of middle length alone; returns both files and how many articles.

    ``count``: so many articles, from the beginning again where the file has fewer; None for the file's own.
    """
    texts = [article["text"] for article in read_lines(path)]
    chosen = list(islice(cycle(texts), count or len(texts)))
    every, single = folder / "articles.jsonl", folder / "one.jsonl"
    lines = [json.dumps({"id": f"a{number}", "text": text}) for number, text in enumerate(chosen)]
    every.write_text("\n".join(lines) + "\n", encoding="utf-8")
    single.write_text(json.dumps({"id": "one", "text": sorted(texts, key=len)[len(texts) // 2]}) + "\n", "utf-8")
    return every, single, len(chosen)


def import_seconds(repeats: int = 5) -> float:
    """Seconds that ``import verbale`` takes, the median of several fresh processes."""
    runs = [subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, check=True) for _ in range(repeats)]
    return median(float(run.stdout) for run in runs)


def first_output_seconds(single: Path, repeats: int = 5) -> float:
    """Seconds from the start of ``verbale annotate`` on one article to its line of output, the median."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        with subprocess.Popen([*COMMAND, "annotate", str(single)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            times.append(time.perf_counter() - begun)
            process.stdout.read()
    return median(times)


def peak_megabytes(path: Path, jobs: int) -> float:
    """Memory of the largest process of ``verbale annotate PATH --jobs N``, in MB (resident set)."""
    words = [*COMMAND, "annotate", str(path), "--jobs", str(jobs)]
    run = subprocess.run([sys.executable, "-c", _MEMORY, *words], capture_output=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(run.stdout) * unit / 1e6


def race(path: Path, cuts: Path, chunks: int, rounds: int) -> list[dict[str, float]]:
    """Seconds of every contender in each round."""
    field = {
        "command": Contender(contenders.command, path, CORES),
        "encoder_pair": Contender(contenders.encoder_pair, cuts, chunks),
        "annotating": Contender(contenders.annotating, path, CORES),
        "encoder": Contender(contenders.encoder, cuts, CORES),
    }
    if importlib.util.find_spec("spacy"):
        field["spacy"] = Contender(contenders.spacy_pipeline, path, 10, CORES)
    seconds = []
    for number in range(rounds):
        seconds.append({name: contender.seconds() for name, contender in field.items()})
        print(f"round {number + 1} of {rounds} done", file=sys.stderr, flush=True)
    for contender in field.values():
        contender.close()
    return seconds


def measure(path: Path, count: int | None, rounds: int) -> dict[str, Any]:
    """Make the whole report."""
    cores = hold_to(CORES)
    with tempfile.TemporaryDirectory(prefix="verbale-speed-") as name:
        folder = Path(name)
        every, single, articles = prepare(path, count, folder)
        # First what small processes of their own tell.
        report: dict[str, Any] = {
            "articles": articles,
            "cores": cores,
            "python": platform.python_version(),
            "import_seconds": round(import_seconds(), 3),
            "first_output_seconds": round(first_output_seconds(single), 3),
            "memory_mb": round(max(peak_megabytes(every, jobs) for jobs in (1, CORES)), 1),
        }
        cuts = folder / "cuts.npz"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            chunks, windows, pieces = pool.submit(contenders.record_cuts, every, cuts).result()
        report |= {"windows": windows, "pieces": pieces, "rounds": rounds}
        seconds = race(every, cuts, chunks, rounds)
    report["ratios"] = {name: ratio._asdict() for name, ratio in ratios(seconds).items()}
    return report


def hold_to(cores: int) -> int | None:
    """Keep this process and all it starts to so many cores; None where the system has no means to."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, allowed)
    return len(allowed)


def shown(report: dict[str, Any]) -> str:
    """Show the report as text."""
    cores = f"{report['cores']} cores" if report["cores"] else "cores not limited"
    lines = [
        f"{report['articles']} articles, {report['windows']} windows, {report['pieces']:,} pieces, {cores}, "
        f"{report['rounds']} rounds; ratios: median (least–greatest)",
        "",
    ]
    for name, ratio in report["ratios"].items():
        lines.append(f"{name:52} {ratio['median']:6.2f}  ({ratio['low']:.2f}–{ratio['high']:.2f})")
    if not any("spaCy" in name for name in report["ratios"]):
        lines.append("spaCy is not installed; that comparison is left out")
    lines += [
        "",
        f"{'import verbale':52} {report['import_seconds']:6.3f} s",
        f"{'first output of verbale annotate, one article':52} {report['first_output_seconds']:6.2f} s",
        f"{'memory of the largest process':52} {report['memory_mb']:6.0f} MB",
    ]
    return "\n".join(lines)


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("path", type=Path, help="articles, JSONL, gzipped or not")
    made.add_argument(
        "--articles", type=int, metavar="N", help="read N articles, repeating the file's where it has fewer"
    )
    made.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds, at least 3 for a report")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    return made


def main() -> int:
    """Measure and print."""
    options = parser().parse_args()
    report = measure(options.path, options.articles, options.rounds)
    print(shown(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
