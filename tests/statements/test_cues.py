import re

import pytest

from verbale.language.labels import ACTS
from verbale.statements.cues import _entries, act_of, acts_in


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("denied", "deny"),
        ("has repeatedly urged", "request"),
        ("refused to comment", "decline"),
        ("refused", "reject"),
        ("called on", "request"),
        ("expressed deep concern", None),
        ("expressed concern", "concern"),
        ("said", None),
        ("", None),
    ],
)
def test_what_a_cue_names(cue: str, act: str | None) -> None:
    assert act_of(cue) == act


def test_what_words_speak_for() -> None:
    assert acts_in("the fleet must leave the Straits") == ["request"]
    assert acts_in("We will continue to work with Kestria") == ["commit"]
    assert acts_in("the ferry sails at noon") == []


def test_the_file_names_known_acts_only() -> None:
    assert set(_entries()) == {"cues", "contents"}
    assert set(_entries()["cues"]) | set(_entries()["contents"]) <= set(ACTS) - {"state"}


def test_patterns_of_contents_are_in_small_letters() -> None:
    """They are searched in words in small letters."""
    for patterns in _entries()["contents"].values():
        for pattern in patterns:
            bare = re.sub(r"\\[A-Z]", "", pattern)
            assert bare == bare.lower(), pattern
    assert "decline" in acts_in("NO COMMENT")
