"""The shipped registry in one file that is quick to read: rows instead of fields, and an index of persons' names.

``compiled.json`` is made from the YAML files by training/registry/compile.py; a test keeps them in step.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from typing import Any, TypeVar

from verbale.actors.phrases import split
from verbale.actors.registry.model import (
    Body,
    Entries,
    Group,
    Holder,
    Institution,
    Office,
    Organisation,
    Outlet,
    Roles,
    State,
)
from verbale.actors.registry.words import fold

T = TypeVar("T")
_LISTS: dict[str, type] = {
    "states": State,
    "bodies": Body,
    "institutions": Institution,
    "organisations": Organisation,
    "groups": Group,
    "outlets": Outlet,
    "holders": Holder,
}


@dataclass
class PeopleIndex:
    """Where the names of the first ``count`` terms stand.

    ``first_word``: codes whose people are called by the first word of their names. ``families``: the words by which
    persons are called, folded, to the terms' numbers. ``openings``: the first word of each name
    of several words to the name's words and its code.
    """

    first_word: frozenset[str] = frozenset()
    count: int = 0
    families: dict[str, list[int]] = field(default_factory=dict)
    openings: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict)

    def add(self, holder: Holder) -> None:
        """Index one more term."""
        for name in dict.fromkeys((holder.name, *holder.names)):
            words = fold(name).split()
            if not words:
                continue
            for word in {words[-1], *called(name, first=holder.code in self.first_word)}:
                numbers = self.families.setdefault(word, [])
                if not numbers or numbers[-1] != self.count:
                    numbers.append(self.count)
            exact = split(name)
            if len(words) > 1:
                known = self.openings.setdefault(exact[0], [])
                if (exact, holder.code) not in known:
                    known.append((exact, holder.code))
        self.count += 1


_PARTICLES = frozenset({"al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az"})


def called(name: str, *, first: bool) -> set[str]:
    """The words, folded and hyphens closed, by which a person is called alone: the last of the name, or the first."""
    words = [fold(word).replace(" ", "") for word in name.split()]
    words = [w for w in words if w not in ("jr", "sr", "ii", "iii")]
    last = set(words[-1:])
    if words and "-" in name.rsplit(maxsplit=1)[-1]:  # el-Sisi is called Sisi too
        particle, _, rest = name.rsplit(maxsplit=1)[-1].partition("-")
        last |= {fold(rest).replace(" ", "")} if particle.lower() in _PARTICLES else set()
    return {words[0]} if first and words else last


def index(holders: Iterable[Holder], first_word: Iterable[str]) -> PeopleIndex:
    """The index of all terms."""
    made = PeopleIndex(frozenset(first_word))
    for holder in holders:
        made.add(holder)
    return made


def pack(entries: Entries) -> str:
    """The entries as the text of ``compiled.json``."""
    rows: dict[str, Any] = {}
    for name in _LISTS:
        found = getattr(entries, name)
        rows[name] = [_row(one) for one in (found.values() if isinstance(found, dict) else found)]
    roles = entries.roles
    words = {f.name: getattr(roles, f.name) for f in fields(Roles) if f.name != "offices"}
    people = index(entries.holders, roles.first_word)
    data = {
        "rows": rows,
        "offices": [_row(o) for o in roles.offices],
        "words": words,
        "people": {"count": people.count, "families": people.families, "openings": people.openings},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def unpack(text: str) -> Entries:
    """The entries of ``compiled.json``."""
    data = json.loads(text)
    made = Entries()
    for name, kind in _LISTS.items():
        found: list[Any] = [_made(kind, row) for row in data["rows"][name]]
        if name in ("institutions", "holders"):
            setattr(made, name, found)
        else:
            key = {"bodies": "kind", "outlets": "name"}.get(name, "code")
            setattr(made, name, {getattr(one, key): one for one in found})
    words = {name: _deep(value) for name, value in data["words"].items()}
    made.roles = Roles(offices=tuple(_made(Office, row) for row in data["offices"]), **words)
    people = data["people"]
    first = frozenset(made.roles.first_word)
    made.people = PeopleIndex(first, people["count"], people["families"], people["openings"])
    return made


def _row(one: Any) -> list[Any]:
    """The values of an entry without the defaults at its end."""
    values = list(astuple(one))
    defaults = [f.default for f in fields(one)]
    while values and values[-1] == defaults[len(values) - 1]:
        values.pop()
    return values


def _made(kind: type[T], row: list[Any]) -> T:
    return kind(*[_deep(value) if value.__class__ is list else value for value in row])


def _deep(value: Any) -> Any:
    return tuple(_deep(v) for v in value) if value.__class__ is list else value
