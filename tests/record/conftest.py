"""Annotated articles about invented states, made by hand, with offsets found from their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.fakes import briefing, report
from verbale.record import Record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.record"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path) as opened:
        yield opened


@pytest.fixture
def filled(record: Record) -> Record:
    record.add(report())
    record.add(briefing())
    return record
