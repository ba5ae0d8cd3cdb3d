"""The registry's entries as ``verbale actors`` gives them: frozen classes whose field names are those of the output.

``since`` and ``until`` are ISO dates or parts of them, empty where unknown or open.
"""

from __future__ import annotations

from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a person in an office of the state, organisation or group ``code``, called ``country``."""

    name: str
    office: str
    code: str
    country: str
    institution: str
    id: str
    since: str
    until: str
    in_office: bool


@dataclass(frozen=True, slots=True)
class InstitutionEntry:
    """An institution in its state's list; ``listed``: it has an entry of its own, else it goes by its usual name."""

    id: str
    name: str
    type: str
    aliases: Names = ()
    shared: Names = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body of an organisation."""

    id: str
    name: str
    names: Names


@dataclass(frozen=True, slots=True)
class Entry:
    """What all entries have: ``kind`` as in :data:`verbale.actors.registry.wordings.KINDS`.

    ``id``: the id that a mention gets, empty for an office. ``code``, ``country``: whose it is, and that one's name.
    ``on``: the day that ``holders``, those in office, is about.
    """

    kind: str
    id: str
    name: str
    code: str
    country: str
    on: str


@dataclass(frozen=True, slots=True)
class StateEntry(Entry):
    """A state: ``existed``: it was there ``on`` the day; ``regions``: parts whose officials speak for it."""

    names: Names
    adjectives: Names
    people: Names
    capitals: Names
    metonyms: Names
    cities: Names
    regions: Names
    shared: Names
    beware: Names
    since: str
    until: str
    existed: bool
    predecessor: str
    institutions: tuple[InstitutionEntry, ...]
    holders: tuple[Term, ...]
    terms: int


@dataclass(frozen=True, slots=True)
class OrganisationEntry(Entry):
    """An organisation of states."""

    names: Names
    bodies: tuple[BodyEntry, ...]
    institutions: tuple[InstitutionEntry, ...]
    holders: tuple[Term, ...]
    terms: int


@dataclass(frozen=True, slots=True)
class InstitutionFullEntry(Entry):
    """An institution, or a body of an organisation; ``type``: the kind of institution, ``own`` or ``body``."""

    type: str
    aliases: Names
    shared: Names
    listed: bool
    holders: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry(Entry):
    """A person, told from others by name alone; ``terms``, latest first; ``code`` is that of the one given first."""

    spellings: Names
    woman: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class OfficeEntry(Entry):
    """An office, of a state or organisation or, without ``code``, of the ``countries`` that have terms in it.

    ``only``: one person holds it at a time.
    """

    titles: Names
    institution: str
    institution_id: str
    only: bool
    countries: Names
    holders: tuple[Term, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class NamedEntry(Entry):
    """An outlet, whose ``code`` is that of the state whose government's voice it is, or a party."""

    names: Names


@dataclass(frozen=True, slots=True)
class Summary:
    """How much the registry holds; ``in_office``: terms that cover the day ``on``."""

    states: int
    past_states: int
    organisations: int
    bodies: int
    groups: int
    institutions: int
    types: int
    outlets: int
    state_outlets: int
    offices: int
    persons: int
    terms: int
    in_office: int
    on: str
