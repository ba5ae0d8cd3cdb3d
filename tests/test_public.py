import subprocess
import sys
import time

import verbale


def test_the_public_names_are_pinned() -> None:
    assert sorted(verbale.__all__) == [
        "AnnotateOptions",
        "Annotated",
        "Annotator",
        "Article",
        "Problem",
        "Record",
        "Speaker",
        "Statement",
        "VerbaleError",
        "__version__",
        "annotate",
    ]
    assert all(getattr(verbale, name) for name in verbale.__all__)


def test_importing_loads_nothing_heavy() -> None:
    heavy = ["numpy", "onnxruntime", "tokenizers", "lxml", "trafilatura", "rich", "yaml", "pyarrow"]
    code = f"import sys, verbale, verbale.cli; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_importing_is_quick() -> None:
    def timed(code: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - begun

    # Against the bare interpreter, in one run: the package may add three tenths of a second.
    assert min(timed("import verbale") for _ in range(3)) - min(timed("pass") for _ in range(3)) < 0.3
