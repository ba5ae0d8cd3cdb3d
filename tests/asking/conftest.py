from __future__ import annotations

from pathlib import Path

import pytest

import verbale.examples
from verbale.actors.registry import Registry


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The shipped registry with the invented states of the examples."""
    return Registry.load([Path(verbale.examples.__file__).parent / "registry.yaml"])
