"""The patterns of page furniture, compiled from data/boilerplate.yaml once a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

#: A line longer than this is never page furniture by a pattern that may match anywhere in it.
MAX_FURNITURE = 420


@dataclass(frozen=True, slots=True)
class Guarded:
    """Patterns that are searched for only where one of their words occurs, which is cheap to see."""

    entries: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    ignore_case: bool

    def found(self, line: str) -> bool:
        """Whether one of the patterns occurs in ``line``."""
        seen = line.lower() if self.ignore_case else line
        for words, pattern in self.entries:
            for word in words:
                if word in seen:
                    if pattern.search(line):
                        return True
                    break
        return False


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns, by what they find.

    ``whole``, ``opening``, ``anywhere``: lines of furniture; ``closing``: furniture at the end of an article only;
    ``inline``: furniture inside a paragraph; ``caption``, ``credit``: of pictures;
    ``lead``: furniture at the beginning of a paragraph; ``byline``: lines that name authors; ``section``: names of an
    outlet's sections; ``outlets``: lower-cased names of outlets and agencies to their usual form; ``share``: words of
    share bars, ``share_core`` those that make a line one.
    """

    whole: re.Pattern[str]
    opening: re.Pattern[str]
    anywhere: Guarded
    closing: re.Pattern[str]
    inline: re.Pattern[str]
    lead: re.Pattern[str]
    caption: re.Pattern[str]
    credit: Guarded
    byline: re.Pattern[str]
    section: re.Pattern[str]
    outlets: dict[str, str]
    share: frozenset[str]
    share_core: frozenset[str]


def load_data(name: str) -> Any:
    """Read a file of ``data/``."""
    source = resources.files("verbale.articles").joinpath(f"data/{name}").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(source, Loader=loader)  # a safe loader either way


@cache
def patterns() -> Patterns:
    """Return the shipped patterns."""
    data = load_data("boilerplate.yaml")
    return Patterns(
        whole=_compile(data["whole"]),
        opening=_compile(data["opening"]),
        anywhere=_guarded(data["anywhere"], ignore_case=True),
        closing=_compile(data["closing"]),
        inline=_compile(data["inline"], ignore_case=False),
        lead=_compile(data["lead"], ignore_case=False),
        caption=_compile(data["caption"], ignore_case=False),
        credit=_guarded(data["credit"], ignore_case=False),
        byline=_compile(data["byline"]),
        section=_compile(data["section"]),
        outlets={name.lower(): name for name in data["outlets"]},
        share=frozenset(data["share"]),
        share_core=frozenset(data["share_core"]),
    )


def _compile(sources: list[str], *, ignore_case: bool = True) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources), re.I if ignore_case else 0)


def _guarded(entries: list[dict[str, Any]], *, ignore_case: bool) -> Guarded:
    flags = re.I if ignore_case else 0
    return Guarded(tuple((tuple(e["words"]), re.compile(e["pattern"], flags)) for e in entries), ignore_case)
