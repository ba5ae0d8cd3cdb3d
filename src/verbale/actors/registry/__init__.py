"""The registry: who speaks for whom. States, institutions, organisations, groups, outlets, offices and their holders.

The facts stand in the YAML files beside this module, each with its sources and licence; a user's own file in the same
shapes is merged over them. Nothing is read before :meth:`Registry.load`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal, NamedTuple

from verbale.actors.phrases import Phrases
from verbale.actors.registry.load import RegistryError, check, load
from verbale.actors.registry.model import Entries, Group, Holder, Institution, Office, Organisation, Outlet, State
from verbale.actors.registry.packed import PeopleIndex, called
from verbale.actors.registry.words import fold, slug

__all__ = [
    "Group",
    "Holder",
    "Institution",
    "Name",
    "Office",
    "Organisation",
    "Outlet",
    "Registry",
    "RegistryError",
    "Role",
    "State",
    "fold",
    "slug",
]

How = Literal[
    "name",
    "demonym",
    "people",
    "capital",
    "metonym",
    "city",
    "institution",
    "organisation",
    "group",
    "outlet",
    "person",
    "blocked",
]


class Name(NamedTuple):
    """What an alias means: ``how`` it names, the ``code``, and the institution, organisation's body or outlet."""

    how: How
    code: str
    institution: str = ""
    slug: str = ""
    beware: bool = False
    shared: bool = False


class Role(NamedTuple):
    """What a word for an office or a private role means: ``office`` is None for a private one."""

    title: str
    office: Office | None


class Registry:
    """All entries, with the indexes that reading text needs. Make one with :meth:`load`."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.states = entries.states
        self.organisations = entries.organisations
        self.groups = entries.groups
        self.names: Phrases[Name] = Phrases()
        self.heads: Phrases[str] = Phrases(fold=True)
        self.alone: set[tuple[str, str]] = set()
        self.roles: Phrases[Role] = Phrases(fold=True)
        self.former = frozenset(entries.roles.former)
        self.not_names = frozenset(entries.roles.not_names)
        self.inside_titles = frozenset(entries.roles.inside_titles)
        self.famous = frozenset(entries.roles.famous)
        self.parties = {word: (code, name) for code, name, words in entries.roles.parties for word in words}
        self.women, self.men = frozenset(entries.roles.women), frozenset(entries.roles.men)
        self.honorifics = frozenset(h.rstrip(".") for h in entries.roles.honorifics)
        self.people = entries.people or PeopleIndex(frozenset(entries.roles.first_word))
        self._terms: dict[str, list[Holder]] = {}
        self._families: dict[str, dict[str, list[Holder]]] = {}
        self._offices: dict[str, Office | None] = {}
        self.regions: Phrases[str] = Phrases()
        self._kinds = {(i.state, i.kind): i for i in reversed(entries.institutions) if i.kind != "own"}
        self._slugs = {(i.state, key): i for i in entries.institutions for key in (i.slug, i.name)}
        self._own_slugs: dict[str, dict[str, str]] = {}
        self._index()
        phrases = (self.names, self.heads, self.roles, self.regions)
        words = (word for kind in phrases for word in kind.first_words)
        self.openers = frozenset(word.lower() for word in (*words, *self.people.openings))
        self.former_words = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.former))})\b")

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Registry:
        """The shipped registry with the YAML files ``extra`` merged over it.

        Raises :class:`RegistryError`, which names file, entry and remedy.
        """
        return _shipped() if not extra else cls(load(extra))

    def check(self) -> None:
        """Raise :class:`RegistryError` when an entry refers to one that does not exist."""
        check(self.entries, "registry")

    def institution(self, code: str, kind: str) -> tuple[str, str]:
        """The name and slug of an institution by its kind, slug or name; empty for an unknown state or kind."""
        found = self._kinds.get((code, kind)) or self._slugs.get((code, kind))
        if found is not None:
            return found.name, found.slug
        if kind[:1].isupper():
            return kind, slug(kind)  # a name, as users write it
        state, body = self.states.get(code), self.entries.bodies.get(kind)
        if state is None or body is None:
            return "", ""
        adjective = state.adjectives[0] if state.adjectives else state.name
        host = "{host}" if "{host}" in body.name else ""
        return body.name.format(state=state.in_names, adjective=adjective, host=host), kind

    def slug_of(self, code: str, name: str) -> str:
        """The part of an id for an institution: its slug in the registry, its kind, or one made from the name."""
        if not name:
            return ""
        if code not in self._own_slugs:
            kinds = {self.institution(code, kind)[0]: self.institution(code, kind)[1] for kind in self.entries.bodies}
            own = {i.name: i.slug for i in self.entries.institutions if i.state == code}
            self._own_slugs[code] = {**kinds, **own}
        return self._own_slugs[code].get(name) or slug(name)

    def embassy(self, code: str, host: str) -> tuple[str, str]:
        """The name and slug of the embassy of ``code``; ``host``: the place it is in, as written, or empty."""
        name, own = self.institution(code, "embassy")
        return (name.replace("{host}", host) if host else name.replace(" in {host}", "")), own

    def holders(self, name: str) -> list[Holder]:
        """All terms of persons whose name, folded, is ``name`` or ends in it."""
        words = fold(name).split()
        if not words:
            return []
        options = [self.entries.holders[i] for i in self.people.families.get(words[-1], ())]
        return [h for h in options if any(_fits(words, fold(n).split()) for n in (h.name, *h.names))]

    def called(self, name: str) -> list[Holder]:
        """All terms of persons who are called by one name alone: the family's, or the first word in some states."""
        word = fold(name).replace(" ", "")
        options = [self.entries.holders[i] for i in self.people.families.get(word, ())]
        first = self.people.first_word
        return [h for h in options if any(word in called(n, first=h.code in first) for n in (h.name, *h.names))]

    def terms(self, code: str) -> list[Holder]:
        """All terms of office in a state, organisation or group."""
        return self._terms.get(code, [])

    def office_of(self, words: str) -> Office | None:
        """The office that a term's words name: by its name or a title, else the longest name they begin with."""
        if words not in self._offices:
            starts = [o for o in self.entries.roles.offices if words.startswith(o.office)]
            self._offices[words] = max(starts, key=lambda o: len(o.office), default=None)
        return self._offices[words]

    def in_time(self, code: str, date: str) -> str:
        """The state that was where ``code`` is now, on an ISO date: of Moscow in 1987, the Soviet Union."""
        state = self.states.get(code)
        while state is not None and state.predecessor:
            before = self.states.get(state.predecessor)
            if before is None or not before.until or date[: len(before.until)] > before.until:
                break
            state = before
        return state.code if state is not None else code

    def families(self, letter: str) -> dict[str, list[Holder]]:
        """Family names, folded and without spaces, that begin with a letter, with their terms."""
        if not self._families:
            for holder in self.entries.holders:
                for name in (holder.name, *holder.names):
                    words = fold(name).split()
                    first = holder.code in self.people.first_word
                    for own in {*called(name, first=first), "".join(words[-2:])}:
                        self._families.setdefault(own[:1], {}).setdefault(own, []).append(holder)
        return self._families.get(letter, {})

    def code_name(self, code: str) -> str:
        """The usual English name of a code, or the code."""
        for table in (self.states, self.organisations, self.groups):
            if code in table:
                return str(table[code].name)
        return code

    def _index(self) -> None:
        for state in self.states.values():
            self._index_state(state)
        for body in self.entries.bodies.values():
            for head in body.heads:
                self.heads.add(head, body.kind)
            self.alone.update((head, body.kind) for head in body.alone)
        self._index_bodies()
        for phrase in self.entries.roles.blocked:
            self.names.add(phrase, Name("blocked", ""))
        for code, regions in self.entries.roles.regions:
            for region in regions:
                self.regions.add(region, code)
        self._index_people()

    def _index_bodies(self) -> None:
        for inst in self.entries.institutions:
            for alias in dict.fromkeys((inst.name, *inst.aliases)):
                self.names.add(alias, Name("institution", inst.state, inst.name, inst.slug))
            for alias in inst.shared:
                self.names.add(alias, Name("institution", inst.state, inst.name, inst.slug, shared=True))
        for org in self.organisations.values():
            for name, aliases in ((org.name, org.names), *org.bodies):
                for alias in dict.fromkeys((name, *aliases)):
                    self.names.add(alias, Name("organisation", org.code, name, slug(name)))
        for group in self.groups.values():
            for alias in dict.fromkeys((group.name, *group.names)):
                self.names.add(alias, Name("group", group.code, group.name, slug(group.code)))
        for outlet in self.entries.outlets.values():
            for alias in dict.fromkeys((outlet.name, *outlet.names)):
                self.names.add(alias, Name("outlet", outlet.state or "", outlet.name, slug(outlet.name)))

    def _index_state(self, state: State) -> None:
        beware = set(state.beware)
        kinds: tuple[tuple[How, tuple[str, ...]], ...] = (
            ("name", (state.name, *state.names)),
            ("demonym", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
            ("metonym", state.metonyms),
            ("city", state.cities),
        )
        seen: set[str] = set()
        for how, aliases in kinds:
            for alias in aliases:
                if alias not in seen:
                    seen.add(alias)
                    self.names.add(alias, Name(how, state.code, beware=alias in beware))
        for alias in state.shared:
            self.names.add(alias, Name("name", state.code, shared=True))

    def _index_people(self) -> None:
        roles = self.entries.roles
        for office in roles.offices:
            for title in (office.office, *office.titles):
                self._offices.setdefault(title, office)
                self.roles.add(title, Role(title, office))
        for word in roles.private:
            self.roles.add(word, Role(word, None))
        for holder in self.entries.holders[self.people.count :]:
            self.people.add(holder)
        for holder in self.entries.holders:
            self._terms.setdefault(holder.code, []).append(holder)
        for word in self.people.openings:
            self.names.add_later(word, partial(self._persons_from, word))

    def _persons_from(self, word: str) -> list[tuple[list[str], Name]]:
        """The names of persons that begin with a word, to be put among the others when the word is met."""
        return [(words, Name("person", code)) for words, code in self.people.openings[word]]


def _fits(words: list[str], name: list[str]) -> bool:
    """Whether a name as written can be a registered one: the same words, or its first and last, or its last."""
    if words == name or words == name[-len(words) :]:
        return True
    return len(words) >= 2 and len(name) >= 2 and words[0] == name[0] and words[-1] == name[-1]


@lru_cache(maxsize=1)
def _shipped() -> Registry:
    return Registry(load())
