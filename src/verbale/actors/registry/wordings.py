"""Every wording of the registry's entries, and how wordings are compared: what looking up goes through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from verbale.actors.registry import Holder, Registry, slug

Kind = Literal["state", "organisation", "group", "institution", "body", "office", "person", "party", "outlet"]
#: Kinds of entry, in the order in which equally good matches are given.
KINDS: tuple[Kind, ...] = get_args(Kind)

Wording = Literal[
    "code",
    "id",
    "name",
    "adjective",
    "people",
    "capital",
    "metonym",
    "alias",
    "spelling",
    "office",
    "shared",
    "family",
    "city",
    "region",
]
#: What a wording is to its entry, the plainest first: ``shared`` is an alias that others use too, ``spelling`` another
#: spelling of a person's name, ``family`` the end of it.
WORDINGS: tuple[Wording, ...] = get_args(Wording)

#: Letters that do not decompose into a plain one and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)
_JOINED = re.compile(r"['’‘ʻʼ`.]")
_PARTED = re.compile(r"[\W_]+")


class Target(NamedTuple):
    """An entry: its kind, its code (empty where it has none), and what tells it from others of that kind and code.

    ``key``: the slug of an institution, body or party; the office; the plain name of a person; an outlet's name.
    """

    kind: Kind
    code: str
    key: str = ""


class Alias(NamedTuple):
    """A wording of an entry, as it is compared and as the registry writes it, and what it is to the entry."""

    plain: str
    words: str
    how: Wording
    target: Target


def plain(text: str) -> str:
    """Text as it is compared: lower case, no accents, apostrophes or full stops, single blanks; any script."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    return _PARTED.sub(" ", _JOINED.sub("", bare)).strip()


def aliases(registry: Registry) -> list[Alias]:
    """Every wording of every entry."""
    sources = (_of_states, _of_institutions, _of_bodies, _of_persons, _of_the_rest)
    made = ((plain(words), words, how, target) for source in sources for words, how, target in source(registry))
    return [Alias(*one) for one in made if one[0]]


def persons(registry: Registry) -> dict[str, list[Holder]]:
    """All terms by the plain name of the person. Persons are told apart by name alone."""
    found: dict[str, list[Holder]] = {}
    for holder in registry.entries.holders:
        found.setdefault(plain(holder.name), []).append(holder)
    return found


def _of_states(registry: Registry) -> Iterator[tuple[str, Wording, Target]]:
    regions: dict[str, list[str]] = {}
    for code, parts in registry.entries.roles.regions:
        regions.setdefault(code, []).extend(parts)
    for state in registry.states.values():
        kinds: tuple[tuple[Wording, Iterable[str]], ...] = (
            ("code", (state.code,)),
            ("name", (state.name, state.short, *state.names)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
            ("metonym", state.metonyms),
            ("shared", state.shared),
            ("city", state.cities),
            ("region", regions.get(state.code, ())),
        )
        for how, names in kinds:
            for name in names:
                yield name, how, Target("state", state.code)


def _of_institutions(registry: Registry) -> Iterator[tuple[str, Wording, Target]]:
    for one in registry.entries.institutions:
        target = Target("institution", one.state, one.slug)
        yield one.name.replace(" in {host}", ""), "name", target
        for alias in one.aliases:
            yield alias, "alias", target
        for alias in one.shared:
            yield alias, "shared", target


def _of_bodies(registry: Registry) -> Iterator[tuple[str, Wording, Target]]:
    for one in registry.organisations.values():
        for name, names in one.bodies:
            target = Target("body", one.code, slug(name))
            yield name, "name", target
            for alias in names:
                yield alias, "alias", target


def _of_persons(registry: Registry) -> Iterator[tuple[str, Wording, Target]]:
    for key, terms in persons(registry).items():
        target = Target("person", "", key)
        yield terms[0].name, "name", target
        for name in dict.fromkeys(n for h in terms for n in h.names):
            yield name, "spelling", target


def _of_the_rest(registry: Registry) -> Iterator[tuple[str, Wording, Target]]:
    kinds: tuple[tuple[Kind, Iterable[tuple[str, str, tuple[str, ...]]]], ...] = (
        ("organisation", ((o.code, o.name, o.names) for o in registry.organisations.values())),
        ("group", ((g.code, g.name, g.names) for g in registry.groups.values())),
    )
    for kind, entries in kinds:
        for code, name, names in entries:
            yield code, "code", Target(kind, code)
            for word in (name, *names):
                yield word, "name", Target(kind, code)
    for outlet in registry.entries.outlets.values():
        for word in (outlet.name, *outlet.names):
            yield word, "name", Target("outlet", outlet.state or "", outlet.name)
    for code, name, names in registry.entries.roles.parties:
        for word in (name, *names):
            yield word, "name", Target("party", code, slug(name))
