"""The words that the comparison of wordings knows (``data/wording.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class WordLists:
    """Folded words by what they do; the file explains each list at its head.

    ``contractions``: word to the words that it stands for. ``ends``: end after an apostrophe to its word. ``numbers``:
    a number in words to its digits, up to nineteen and the tens. ``kin``: word to the name of its group (the group's
    first word). ``quantities`` holds the ``numbers`` too.
    """

    contractions: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, str]
    is_after: frozenset[str]
    numbers: Mapping[str, int]
    units: frozenset[str]
    tens: frozenset[str]
    quantities: frozenset[str]
    negations: frozenset[str]
    negating: tuple[str, ...]
    kin: Mapping[str, str]
    stop: frozenset[str]
    usual: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    lesser: frozenset[str]
    general: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The lists, read once."""
    path = files("verbale.linking") / "data" / "wording.yaml"
    return made_of(yaml.safe_load(path.read_text(encoding="utf-8")))


def made_of(data: Mapping[str, Any]) -> WordLists:
    """The lists of the file's content."""
    numbers = {**data["units"], **data["teens"], **data["tens"]}
    return WordLists(
        contractions={word: tuple(parts) for word, parts in data["contractions"].items()},
        ends=data["ends"],
        is_after=frozenset(data["is_after"]),
        numbers=numbers,
        units=frozenset(map(str, data["units"].values())),
        tens=frozenset(map(str, data["tens"].values())),
        quantities=frozenset(data["quantities"]) | frozenset(numbers),
        negations=frozenset(data["negations"]),
        negating=tuple(data["negating"]),
        kin={word: group[0] for group in data["kin"] for word in group},
        stop=frozenset(data["stop"]),
        usual=frozenset(data["usual"]),
        titles=frozenset(data["titles"]),
        roles=frozenset(data["roles"]),
        lesser=frozenset(data["lesser"]),
        general=frozenset(data["general"]),
    )
