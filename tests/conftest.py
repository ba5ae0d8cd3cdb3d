"""What all tests share: the corpora beside the checkout, where they are, and hypothesis without a clock."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[2] / "shared"

# Machines that run the tests are shared: how long an example takes says nothing.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples every time, so that a change is judged by what it changed; ``HYPOTHESIS_PROFILE=searching`` looks
# for new ones, more of them.
settings.register_profile("repeated", settings.get_profile("steady"), derandomize=True)
settings.register_profile("searching", settings.get_profile("steady"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeated"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the corpora where they are absent."""
    if not SHARED.is_dir():
        for item in items:
            if "shared" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="the corpora in ../shared are not here"))
