"""The words of dates, from words.yaml, and the pattern sources made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name[:3]: i for i, name in enumerate(MONTH_NAMES, 1)}
WEEKDAYS = {name[:3]: i for i, name in enumerate(WEEKDAY_NAMES)}


@dataclass(frozen=True)
class Words:
    """Words of dates by their use; see words.yaml. ``feasts``: a pattern's source and its rule."""

    cores: dict[str, list[str]]
    left: frozenset[str]
    before_months: dict[str, frozenset[str]]
    doubtful: frozenset[str]
    numbers: dict[str, int]
    uncertain: tuple[str, ...]
    ordinals: dict[str, int]
    tens: dict[str, int]
    ones: dict[str, int]
    teens: dict[str, int]
    feasts: dict[str, int | list[int]]
    attacks: dict[str, int]
    vague: dict[str, list[str]]
    sets: frozenset[str]
    first_in: frozenset[str]
    not_years: dict[str, frozenset[str]]
    not_weekdays: dict[str, frozenset[str]]
    not_months: frozenset[str]
    moved: frozenset[str]
    nights: tuple[str, ...]


def read_data(name: str) -> dict[str, Any]:
    """The data of a file beside this module."""
    text = resources.files("verbale.dates").joinpath(name).read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(text, loader)  # a safe loader either way
    return data


@cache
def words() -> Words:
    """Read the words, once."""
    data = read_data("words.yaml")
    for name in ("left", "doubtful", "sets", "first_in", "not_months", "moved"):
        data[name] = frozenset(data[name])
    for name in ("before_months", "not_years", "not_weekdays"):
        data[name] = {key: frozenset(value) for key, value in data[name].items()}
    data["feasts"] = {feast["name"]: feast["day"] for feast in data["feasts"]}
    return Words(**{**data, "uncertain": tuple(data["uncertain"]), "nights": tuple(data["nights"])})


def either(names: Iterable[str]) -> str:
    """A pattern for one of the names, the longest first; a blank stands for any white space."""
    longest = sorted(names, key=lambda n: (-len(n), n))
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s") for n in longest) + ")"
