"""The words by which governments commit themselves, from ``data/stance.yaml``: matters, and what turns a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from verbale.events.ontology import OntologyError
from verbale.events.wording import beginnings
from verbale.statements.headlines import stems

_DATA = Path(__file__).parent / "data" / "stance.yaml"
_WORD = re.compile(r"[^\W_]+")
#: Sections of words that are no matter's own.
CUES = (
    "end",
    "not",
    "aside",
    "refuse",
    "deny",
    "oppose",
    "wanted",
    "will",
    "may",
    "willing",
    "hold",
    "conditions",
    "asides",
    "own",
)


@lru_cache(maxsize=256)
def _tokens(text: str) -> frozenset[str]:
    """The words of a text, kept while the many patterns look at it."""
    return frozenset(_WORD.findall(text))


class Words:
    """Some wordings as one pattern; a text without any of their first words is not searched."""

    def __init__(self, wordings: Iterable[str], irregular: Mapping[str, list[str]]) -> None:
        pairs = sorted({pair for wording in wordings for pair in beginnings(wording, irregular)})
        self._firsts = frozenset(first for first, _ in pairs)
        ways = (re.escape(first) + (rest or r"(?![^\W_])") for first, rest in pairs)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(ways) or '(?!)'})")

    def find(self, text: str) -> re.Match[str] | None:
        """The first place in a text, :func:`plain` before."""
        if self._firsts.isdisjoint(_tokens(text)):
            return None
        return self._pattern.search(text)

    def without(self, text: str) -> str:
        """A text without what they match."""
        return text if self._firsts.isdisjoint(_tokens(text)) else self._pattern.sub(" ", text)

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a government does or does not do with another.

    ``side``: 1 where doing it favours the other, -1 where it harms. ``joint``: both must want it. ``third``: what
    favours one state harms another. ``subtypes``: of events, with 1 where such an event does it, -1 where it ends it, 0
    where the type of the event decides. ``types``: the same for types that tell otherwise than by the side, 0 for
    nothing. ``alone``: types that need no word for it.
    ``stems``: of all words that name the matter, which tell nothing of what it is about.
    """

    name: str
    side: int
    joint: bool
    third: bool
    subtypes: Mapping[str, int]
    types: Mapping[str, int]
    alone: frozenset[str]
    words: Words
    ends: Words
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of ``stance.yaml``; ``cues``: by the names of :data:`CUES`; ``admission``: the matter of plain denials."""

    matters: tuple[Matter, ...]
    cues: Mapping[str, Words]
    acts: Mapping[str, float]
    types: Mapping[str, str]
    ranks: Mapping[int, float]
    admission: str
    by_subtype: Mapping[str, tuple[Matter, int]]

    @staticmethod
    def load() -> Lexicon:
        """The shipped words, read once."""
        return _shipped()


def read(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of parsed data. Raises :class:`OntologyError` for a wording that cannot be read."""
    irregular = data["irregular"]
    matters = tuple(_matter(name, one, irregular) for name, one in data["matters"].items())
    named = {one.name for one in matters}
    if data["admission"] not in named:
        raise OntologyError(f"stance.yaml, admission: no matter {data['admission']!r}; known are {', '.join(named)}")
    by_subtype: dict[str, tuple[Matter, int]] = {}
    for matter in matters:
        for subtype, sign in matter.subtypes.items():
            if subtype in by_subtype:
                raise OntologyError(f"stance.yaml: two matters for the subtype {subtype!r}; remove it from one")
            by_subtype[subtype] = matter, sign
    return Lexicon(
        matters=matters,
        cues={name: Words(data[name], irregular) for name in CUES},
        acts=data["acts"],
        types=data["types"],
        ranks=data["ranks"],
        admission=data["admission"],
        by_subtype=by_subtype,
    )


def parsed() -> dict[str, Any]:
    """The data of the shipped file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(_DATA.read_text(encoding="utf-8"), loader)  # a safe loader either way
    return data


@cache
def _shipped() -> Lexicon:
    return read(parsed())


def _matter(name: str, one: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Matter:
    if one["side"] not in (1, -1):
        raise OntologyError(f"stance.yaml, {name}: side {one['side']!r}; write 1 or -1")
    return Matter(
        name,
        one["side"],
        bool(one.get("joint")),
        bool(one.get("third")),
        one["subtypes"],
        one.get("types", {}),
        frozenset(one.get("alone", ())),
        Words(one["words"], irregular),
        Words(one["ends"], irregular),
        stems(" ".join((*one["words"], *one["ends"]))),
    )


def plain(text: str) -> str:
    """A text as the wordings read it: small letters, straight apostrophes."""
    return text.lower().replace("’", "'")
