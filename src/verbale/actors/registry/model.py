"""The registry's entries: small frozen classes, one for each kind of file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbale.actors.registry.packed import PeopleIndex


@dataclass(frozen=True, slots=True)
class State:
    """A state: ``code`` is ISO 3166-1 alpha-3 (or withdrawn, ISO 3166-3; or made up for invented states).

    ``short``: the name used to compose institutions' names. ``adjectives``, ``people``: demonyms. ``capitals`` and
    ``metonyms`` stand for the government; ``cities`` only place a local source. ``beware``: names that need context.
    ``shared``: names whose usual owner is another state, which the passage decides. ``predecessor``: the code of the
    state that had the capital before. ``was``: the state no longer exists. ``since``, ``until``: ISO dates or parts
    between which it existed, empty where it still does or did long before the news that is read.
    """

    code: str
    name: str
    short: str = ""
    article: bool = False
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    beware: tuple[str, ...] = ()
    was: bool = False
    shared: tuple[str, ...] = ()
    predecessor: str = ""
    since: str = ""
    until: str = ""

    @property
    def with_article(self) -> str:
        """The usual name, with ``the`` where it takes one."""
        return f"the {self.name}" if self.article else self.name

    @property
    def in_names(self) -> str:
        """The state's name as it stands after ``of``: ``Pakistan``, ``the Philippines``."""
        return f"the {self.short or self.name}" if self.article and not self.short else self.short or self.name


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of institution that every state has; ``name`` is a pattern, ``heads`` and ``alone`` its words."""

    kind: str
    name: str
    heads: tuple[str, ...]
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution of a state or, with ``state`` an organisation's code, of an organisation.

    ``kind``: a body's kind, or ``own``. ``slug``: its part of a speaker's id. ``shared``: aliases that other states
    use as well, which the passage decides.
    """

    state: str
    kind: str
    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of states; ``bodies`` as pairs of a name and its wordings."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    bodies: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An armed or political group that acts in international affairs."""

    code: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the press.

    ``state``: the state that it speaks for, only where it is the government's voice and nothing else. ``run_by``: the
    state whose government runs it; an outlet is a source without a country all the same.
    """

    name: str
    names: tuple[str, ...] = ()
    state: str | None = None
    run_by: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office: ``kind`` the body it belongs to in its holder's state, empty for any.

    ``state``, ``organisation``: codes that the title alone gives. ``institution``: a slug within the state. ``only``:
    one holder at a time. ``titles``: other wordings. ``rank``: ``1``, who heads a state or a government, to ``5``.
    """

    office: str
    titles: tuple[str, ...] = ()
    kind: str = ""
    state: str | None = None
    institution: str | None = None
    organisation: str | None = None
    only: bool = False
    rank: str = "5"


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of a person in an office: ``start``, ``end`` are ISO dates or parts of them, empty when open.

    ``names``: other wordings of the name. ``woman``: the person is one, which helps to tell whom ``she`` means.
    """

    name: str
    code: str
    office: str
    start: str = ""
    end: str = ""
    institution: str | None = None
    names: tuple[str, ...] = ()
    woman: bool = False

    def holds_on(self, date: str) -> bool:
        """Whether the term covers the ISO ``date``; a part of a date covers the whole of its month or year."""
        return self.start <= date and (not self.end or date[: len(self.end)] <= self.end)

    def ended_by(self, date: str) -> bool:
        """Whether the term had ended before the ISO ``date``, as far as its end is known."""
        return bool(self.end) and self.end < date[: len(self.end)]


@dataclass(frozen=True, slots=True)
class Roles:
    """Words about offices, names and places: see offices.yaml, words.yaml and regions.yaml."""

    offices: tuple[Office, ...] = ()
    private: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    first_word: tuple[str, ...] = ()
    inside_titles: tuple[str, ...] = ()
    famous: tuple[str, ...] = ()
    parties: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    women: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass
class Entries:
    """All entries read so far, by kind; ``people``: the index of the first terms' names, where there is one."""

    states: dict[str, State] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    institutions: list[Institution] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    holders: list[Holder] = field(default_factory=list)
    roles: Roles = field(default_factory=Roles)
    people: PeopleIndex | None = None
