"""Looking the registry up: from what a person types to the entries that it can mean, best first.

Comparison is folded: letter case, accents, apostrophes, full stops and hyphens do not matter. See :class:`Finder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, get_args

from verbale.actors.registry import Holder, Office, Registry, slug
from verbale.actors.registry.wordings import KINDS, WORDINGS, Alias, Target, Wording, aliases, persons, plain
from verbale.record.dates import first_day, last_day

Match = Literal["exact", "family", "prefix", "words"]
#: How well a wording matches: the whole of it, a person's family name, its beginning, or all words somewhere in it.
MATCHES: tuple[Match, ...] = get_args(Match)

#: Wordings of a state that stand for it before an office or a kind of institution.
_WHOSE = frozenset({"code", "name", "adjective", "people", "capital", "metonym"})
_OWNED = re.compile(r"['’]s?(?=\s|$)")
_SMALL = frozenset({"of", "the", "for", "to", "in", "a", "an"})
#: How alike a name must be to be suggested (Ratcliff and Obershelp's measure), and how many are.
_ALIKE = 0.72
_SUGGESTED = 5
#: Letters that a word must have to be taken for the beginning of a longer one.
_SHORTEST = 3
#: Before every term of a registry, and after.
_ALWAYS = ("0000-01-01", "9999-12-31")


def holding(holder: Holder, on: str) -> bool:
    """Whether a term covers the ISO date ``on``, or for a month or year some of its days."""
    first, last = first_day(on) or _ALWAYS[0], last_day(on) or _ALWAYS[1]
    return holder.start <= last and (not holder.end or first[: len(holder.end)] <= holder.end)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with the reason it was found: its ``words``, what they are to it (``how``), and how well they match."""

    target: Target
    words: str
    how: Wording
    match: Match = "exact"


class Finder:
    """Finds entries of a registry; the indexes are made with the first question."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def find(self, query: str, on: str) -> list[Found]:
        """Every entry that ``query`` can mean, best first, each once.

        ``on``: ISO date; of persons, those in office then come first.
        """
        asked = plain(query)
        if not asked:
            return []
        best: dict[Target, tuple[tuple[int, ...], Found]] = {}
        for rank, found in self._all(query, asked):
            if found.target not in best or rank < best[found.target][0]:
                best[found.target] = (rank, found)
        ranked = sorted(best.values(), key=lambda one: (one[0], self._standing(one[1].target, on), one[1].target))
        return [found for _, found in ranked]

    def near(self, query: str) -> list[str]:
        """Wordings of the registry that are spelled much like ``query``, most alike first."""
        asked = plain(query)
        pool: dict[str, str] = {}
        for alias in self.aliases:
            pool.setdefault(alias.plain, alias.words)
            if alias.target.kind == "person":
                pool.setdefault(alias.plain.rpartition(" ")[2], alias.words)
        found = self._near_offices(query)
        found += [pool[one] for one in get_close_matches(asked, pool, n=_SUGGESTED, cutoff=_ALIKE)]
        found += [pool[word] for word in asked.split() if word in pool and word not in _SMALL]
        return list(dict.fromkeys(found))[:_SUGGESTED]

    def no_actor(self, query: str) -> bool:
        """Whether the registry lists ``query`` as a phrase that looks like an actor's name and is none."""
        return plain(query) in {plain(phrase) for phrase in self.registry.entries.roles.blocked}

    def terms(self, code: str, words: str) -> list[Holder]:
        """The terms in an office of a state, organisation or group: by its words, else by the office they are for.

        A state without a foreign minister answers with its foreign secretary, where one person at a time holds each.
        """
        terms, asked = self.registry.terms(code), plain(words)
        if same := [h for h in terms if plain(h.office) == asked]:
            return same
        office = self.titles.get(asked)
        if office is None:
            return []
        offices = [(h, self.registry.office_of(h.office)) for h in terms]
        return [h for h, o in offices if o is office] or [
            h for h, o in offices if office.only and office.kind and o is not None and o.only and o.kind == office.kind
        ]

    def persons(self, target: Target) -> list[Holder]:
        """All terms of the persons of a name."""
        return self._people.get(target.key, [])

    @cached_property
    def titles(self) -> dict[str, Office]:
        """Offices by their plain words."""
        found: dict[str, Office] = {}
        for office in self.registry.entries.roles.offices:
            for title in (office.office, *office.titles):
                found.setdefault(plain(title), office)
        return found

    @cached_property
    def aliases(self) -> list[Alias]:
        """Every wording of every entry."""
        return aliases(self.registry)

    def _all(self, query: str, asked: str) -> Iterator[tuple[tuple[int, ...], Found]]:
        """Matches with their ranks; smaller is better."""
        for target in self._by_id(query.strip().lower()):
            yield (0, 0, 0, KINDS.index(target.kind)), Found(target, query.strip().lower(), "id")
        for found in (*self._composed(query), *self._offices(asked)):
            yield self._rank(found, int(not found.target.code)), found
        words, squeezed = asked.split(), asked.replace(" ", "")
        for alias in self.aliases:
            how_well = _compare(alias, asked, words, squeezed)
            if how_well is not None:
                match, grade = how_well
                how = "family" if match == "family" else alias.how
                found = Found(alias.target, alias.words, how, match)
                yield self._rank(found, grade), found
        for found in self._described(words):
            yield self._rank(found, 2), found

    def _rank(self, found: Found, grade: int) -> tuple[int, ...]:
        return MATCHES.index(found.match), grade, WORDINGS.index(found.how), KINDS.index(found.target.kind)

    def _standing(self, target: Target, on: str) -> tuple[bool, bool, int]:
        """Persons in office first, then those of the best known offices, then the latest."""
        if target.kind != "person":
            return (False, False, 0)
        terms = self.persons(target)
        latest = max((h.end or h.start)[:4] or "0" for h in terms)
        return (
            not any(holding(h, on) for h in terms),
            not any(h.office in self.registry.famous for h in terms),
            -int(latest),
        )

    def _by_id(self, asked: str) -> Iterator[Target]:
        """The entry of an id: ``usa.state``, ``uno.un-secretariat``, ``pak.foreign-office.hina-rabbani-khar``."""
        code, *parts = asked.split(".")
        code = code.upper()
        if not parts or not all(parts) or " " in asked:
            return
        kind, own = self.registry.institution(code, parts[0])
        if len(parts) == 1 and own == parts[0] and kind:
            yield Target("institution", code, own)
        if len(parts) == 1:
            yield from (
                a.target for a in self.aliases if a.target[1:] == (code, parts[0]) and a.target.kind != "office"
            )
            if code in self.registry.groups and parts[0] == slug(self.registry.groups[code].name):
                yield Target("group", code)
            if code in self.registry.organisations and parts[0] == slug(self.registry.organisations[code].name):
                yield Target("organisation", code)
        named = (h for h in self.registry.entries.holders if h.code == code and slug(h.name) == parts[-1])
        yield from (Target("person", "", plain(holder.name)) for holder in named)

    def _composed(self, query: str) -> Iterator[Found]:
        """A state or organisation with an office or a kind of institution: ``Pakistan's foreign minister``."""
        words = plain(_OWNED.sub("", query)).split()
        whole = " ".join(words)
        for cut in range(1, len(words)):
            yield from self._belonging(words[:cut], words[cut:], whole)
            for link in ("of the", "of", "the", ""):
                after = link.split()
                if words[:cut][-len(after) :] == after or not after:
                    yield from self._belonging(words[cut:], words[: cut - len(after)], whole)
                    break

    def _belonging(self, state: list[str], rest: list[str], whole: str) -> Iterator[Found]:
        """What ``rest``, or the ``whole``, means of a state or organisation."""
        what = " ".join(rest)
        for code in self._whose.get(" ".join(state).removeprefix("the "), ()) if what else ():
            for kind in self._heads.get(what, ()):
                name, own = self.registry.institution(code, kind)
                if name:
                    yield Found(Target("institution", code, own), name.replace(" in {host}", ""), "name")
            for words in (what, whole):
                if found := self._office_of(code, words):
                    yield found

    def _office_of(self, code: str, words: str) -> Found | None:
        """An office of a state, organisation or group; without terms, only one that a state's institution has."""
        office, terms = self.titles.get(words), self.terms(code, words)
        if terms:
            return Found(Target("office", code, terms[0].office), terms[0].office, "office")
        if office is None or not office.kind or code not in self.registry.states:
            return None
        if (office.state or office.organisation or code) != code:
            return None
        return Found(Target("office", code, office.office), office.office, "office")

    def _offices(self, asked: str) -> Iterator[Found]:
        """An office whose words alone tell whose it is; one of many states stands for itself."""
        office = self.titles.get(asked)
        code = (office.state or office.organisation) if office else None
        codes = [code] if code else list(self._literal.get(asked, ()))
        if office is not None and len(codes) != 1:
            yield Found(Target("office", "", office.office), asked, "office")
            return
        for one in codes:
            terms = self.terms(one, asked)
            name = terms[0].office if terms else office.office if office else asked
            yield Found(Target("office", one, name), name, "office")

    def _described(self, words: list[str]) -> Iterator[Found]:
        """Persons by part of their name with an office or a state: ``foreign minister Khar``."""
        asked = {word for word in words if word not in _SMALL}
        if len(asked) < 2:
            return
        for key, terms in self._people.items():
            names = {word for h in terms for name in (h.name, *h.names) for word in plain(name).split()}
            rest = asked - names
            if rest and len(rest) < len(asked) and any(rest <= self._about(h) for h in terms):
                yield Found(Target("person", "", key), terms[0].name, "name", "words")

    def _about(self, holder: Holder) -> set[str]:
        """The plain words of a term's office and of whom it speaks for."""
        office = self.registry.office_of(holder.office)
        titles = (holder.office, *((office.office, *office.titles) if office else ()))
        return {word for title in titles for word in plain(title).split()} | self._code_words.get(holder.code, set())

    def _near_offices(self, query: str) -> list[str]:
        """The office or institution asked for, of the state whose name is most like the one given."""
        words = plain(_OWNED.sub("", query)).split()
        for cut in range(1, len(words)):
            what = " ".join(words[cut:])
            known = what if what in self._heads else max(filter(what.startswith, self.titles), key=len, default="")
            close = get_close_matches(" ".join(words[:cut]), self._whose, n=1, cutoff=_ALIKE) if known else []
            if close:
                return [f"{close[0]} {known}"]
        return []

    @cached_property
    def _people(self) -> dict[str, list[Holder]]:
        return persons(self.registry)

    @cached_property
    def _whose(self) -> dict[str, list[str]]:
        """Codes by the plain wordings that may stand for them."""
        found: dict[str, list[str]] = {}
        kinds = {"state", "organisation", "group"}
        for alias in sorted(self.aliases, key=lambda a: WORDINGS.index(a.how)):
            codes = found.setdefault(alias.plain, [])
            if alias.target.kind in kinds and alias.how in _WHOSE and alias.target.code not in codes:
                codes.append(alias.target.code)
        return {words: codes for words, codes in found.items() if codes}

    @cached_property
    def _code_words(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for words, codes in self._whose.items():
            for code in codes:
                found.setdefault(code, set()).update(words.split())
        return found

    @cached_property
    def _heads(self) -> dict[str, list[str]]:
        """Kinds of institution by their plain words."""
        found: dict[str, list[str]] = {}
        for body in self.registry.entries.bodies.values():
            for head in dict.fromkeys(map(plain, (body.kind, *body.heads))):
                found.setdefault(head, []).append(body.kind)
        return found

    @cached_property
    def _literal(self) -> dict[str, dict[str, None]]:
        """Codes by the plain words of the offices that their terms are in."""
        found: dict[str, dict[str, None]] = {}
        for holder in self.registry.entries.holders:
            found.setdefault(plain(holder.office), {})[holder.code] = None
        return found


def _compare(alias: Alias, asked: str, words: list[str], squeezed: str) -> tuple[Match, int] | None:
    """How well an alias matches, with a grade within that; None for not at all."""
    own = alias.plain
    if own == asked or own.replace(" ", "") == squeezed:
        return "exact", 0
    if alias.target.kind == "person" and _is_family(own, words, squeezed):
        return "family", 0
    if own.startswith(asked) and (own[len(asked)] == " " or len(asked) >= _SHORTEST):
        return "prefix", int(own[len(asked)] != " ")
    theirs = own.split() if words[0] in own else ()
    if theirs and all(word in theirs for word in words):
        return "words", 0
    begun = len(asked) >= _SHORTEST and all(any(their.startswith(word) for their in theirs) for word in words)
    return ("words", 1) if begun else None


def _is_family(own: str, words: list[str], squeezed: str) -> bool:
    """Whether words are the end of a person's name, or its first and last word."""
    if len(words) > 1 and own.startswith(f"{words[0]} ") and own.endswith(f" {words[-1]}"):
        return True
    if own[-1] != squeezed[-1]:
        return False
    theirs = own.split()
    return any("".join(theirs[start:]) == squeezed for start in range(1, len(theirs)))
