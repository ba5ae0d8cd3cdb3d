"""The registry's names as they are typed into a search box: without regard to letter case, accents and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbale.actors.registry import Registry
from verbale.actors.registry.wordings import plain

if TYPE_CHECKING:
    from verbale.actors.registry.model import Entries, State

What = Literal["state", "body", "outlet", "none"]
_KEPT = 4


class Meaning(NamedTuple):
    """What a wording can mean.

    ``what``: a ``state``, organisation or group; a ``body`` of one, called ``name``; an ``outlet`` of that name; or
    ``none``, a phrase that looks like an actor's name. ``code``: whose. ``adjective``: *Kestrian*. ``shared``: others
    are called so as well. ``initials``: it is written in capitals.
    """

    what: What
    code: str
    name: str = ""
    adjective: bool = False
    shared: bool = False
    initials: bool = False


class Names:
    """The names of one registry, ready to be looked up."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._meanings: dict[str, list[Meaning]] = {}
        for words, meaning in _wordings(registry):
            known = self._meanings.setdefault(plain(words), [])
            known.append(meaning._replace(initials=words.isupper() and len(words) <= 5))
        self._meanings.pop("", None)
        self._heads: dict[str, list[str]] = {}
        for body in registry.entries.bodies.values():
            for head in dict.fromkeys(map(plain, (body.kind, *body.heads))):
                self._heads.setdefault(head, []).append(body.kind)
        offices = registry.entries.roles.offices
        self.offices = frozenset(plain(title) for office in offices for title in (office.office, *office.titles))
        phrases = (*self._meanings, *self._heads, *self.offices)
        self.longest = max((len(phrase.split()) for phrase in phrases), default=1)

    def meanings(self, words: str) -> tuple[Meaning, ...]:
        """All that plain words can mean, each once; none where the registry does not know them."""
        found: dict[tuple[What, str, str], Meaning] = {}
        for one in self._meanings.get(words, ()):
            known = found.setdefault(one[:3], one)
            # What is said of it is the plainest of its wordings: a name in small letters is no initials.
            found[one[:3]] = known._replace(
                adjective=known.adjective and one.adjective,
                shared=known.shared and one.shared,
                initials=known.initials and one.initials,
            )
        return tuple(found.values())

    def body(self, code: str, words: str) -> str | None:
        """The name of a state's or organisation's body by its kind or any of its wordings, shared ones included."""
        own = [one.name for one in self.meanings(words) if one.what == "body" and one.code == code]
        for kind in () if own else self._heads.get(words, ()):
            name = self.registry.institution(code, kind)[0]
            own += [name.replace(" in {host}", "")] if name else []
        return own[0] if own else None

    def person(self, name: str) -> str | None:
        """The registry's name of the person whose plain name in full this is; None where there is none."""
        for holder in self.registry.holders(name) if " " in name else ():
            if any(plain(one) == name for one in (holder.name, *holder.names)):
                return holder.name
        return None

    def is_family(self, word: str) -> bool:
        """Whether somebody in the registry is called by this one plain word alone."""
        return bool(self.registry.called(word))

    def is_known(self, code: str) -> bool:
        """Whether a code is one of the registry's."""
        registry = self.registry
        return code in registry.states or code in registry.organisations or code in registry.groups

    def label(self, code: str) -> str:
        """What a code is called in a sentence, with its article."""
        registry = self.registry
        if code in registry.states:
            return registry.states[code].with_article
        if code in registry.organisations:
            name = registry.organisations[code].name
            return f"the {name}" if " " in name else name
        return str(registry.groups[code].name) if code in registry.groups else code


_made: dict[int, tuple[object, Names]] = {}
_lock = Lock()


def names_of(registry: Registry | Entries | None = None) -> Names:
    """The names of a registry, or of its entries, made once for each; of the shipped one where none is given."""
    given = Registry.load() if registry is None else registry
    with _lock:
        kept = _made.get(id(given))
        if kept is None or kept[0] is not given:
            names = Names(given if isinstance(given, Registry) else Registry(given))
            while len(_made) >= _KEPT:
                _made.pop(next(iter(_made)))
            kept = _made[id(given)] = (given, names)
    return kept[1]


def _wordings(registry: Registry) -> Iterator[tuple[str, Meaning]]:
    for state in registry.states.values():
        yield from _of_state(state)
    others = [(one.code, one.name, one.names) for one in registry.organisations.values()]
    others += [(one.code, one.name, one.names) for one in registry.groups.values()]
    for code, name, names in others:
        yield from _each((code, name, *names), Meaning("state", code))
    for organisation in registry.organisations.values():
        for name, names in organisation.bodies:
            yield from _each((name, *names), Meaning("body", organisation.code, name))
    for one in registry.entries.institutions:
        own = Meaning("body", one.state, one.name.replace(" in {host}", ""))
        yield from _each((own.name, *one.aliases), own)
        yield from _each(one.shared, own._replace(shared=True))
    for outlet in registry.entries.outlets.values():
        yield from _each((outlet.name, *outlet.names), Meaning("outlet", "", outlet.name))
    yield from _each(registry.entries.roles.blocked, Meaning("none", ""))


def _of_state(state: State) -> Iterator[tuple[str, Meaning]]:
    plainly = (state.code, state.name, state.short, *state.names, *state.people, *state.capitals, *state.metonyms)
    yield from _each(plainly, Meaning("state", state.code))
    yield from _each(state.adjectives, Meaning("state", state.code, adjective=True))
    yield from _each(state.shared, Meaning("state", state.code, shared=True))


def _each(words: Iterable[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    for one in words:
        yield one, meaning
