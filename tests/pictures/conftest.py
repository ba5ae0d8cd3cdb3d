"""Records for pictures."""

from __future__ import annotations

from tests.record.conftest import path, record

__all__ = ["path", "record"]
