"""A command line whose reader is a fake: it knows two articles by the names of their files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from tests.record.fakes import briefing, eventful, report
from verbale.cli import main
from verbale.record import Record
from verbale.schema import Annotated, Problem

Run = Callable[..., Result]


@dataclass(frozen=True)
class FakeOptions:
    published: str | None
    input_format: str = "auto"
    registry: tuple[Path, ...] = ()
    attributions: bool = False
    mentions: bool = False
    jobs: int = 1


class FakeAnnotator:
    asked: FakeOptions
    registry = None

    def __init__(self, options: FakeOptions) -> None:
        type(self).asked = options

    def run(self, paths: Sequence[str]) -> Iterator[Annotated | Problem]:
        for path in paths or ("-",):
            if "interrupt" in path:
                raise KeyboardInterrupt
            if "eventful" in path:
                yield eventful()
            elif "report" in path or path == "-":
                yield report()
            elif "briefing" in path or "articles" in path:
                yield briefing()
            else:
                yield Problem(Path(path).stem, path, "is empty\x1b[31m", "line 7")


@pytest.fixture(autouse=True)
def annotator(monkeypatch: pytest.MonkeyPatch) -> type[FakeAnnotator]:
    module = ModuleType("verbale.annotator")
    module.__dict__.update(Annotator=FakeAnnotator, AnnotateOptions=FakeOptions)
    monkeypatch.setitem(sys.modules, "verbale.annotator", module)
    return FakeAnnotator


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], env={"COLUMNS": "100"})

    return invoke


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.record"


@pytest.fixture
def kept(path: Path) -> Path:
    with Record.open(path) as record:
        record.add(report())
        record.add(briefing())
    return path


@pytest.fixture
def eventful_record(path: Path) -> Path:
    with Record.open(path) as record:
        record.add(eventful())
        record.add(briefing())
    return path
