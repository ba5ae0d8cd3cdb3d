"""What the registry knows of an entry on a day. Ids are those that reading an article gives."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from verbale.actors.entries import (
    BodyEntry,
    Entry,
    InstitutionEntry,
    InstitutionFullEntry,
    NamedEntry,
    OfficeEntry,
    OrganisationEntry,
    PersonEntry,
    StateEntry,
    Summary,
    Term,
)
from verbale.actors.registry import Holder, Institution, Registry, slug
from verbale.actors.registry.find import Finder, holding
from verbale.actors.registry.wordings import Target, plain
from verbale.actors.resolve import Reader, resolver
from verbale.schema import Article, Speaker


class Facts:
    """The facts of a registry on a day: ``on`` is an ISO date, or a month or year for anybody then in office."""

    def __init__(self, finder: Finder, on: str) -> None:
        self.finder = finder
        self.registry: Registry = finder.registry
        self.on = on

    def summary(self) -> Summary:
        """How much there is of everything."""
        entries = self.registry.entries
        return Summary(
            states=sum(not state.was for state in entries.states.values()),
            past_states=sum(state.was for state in entries.states.values()),
            organisations=len(entries.organisations),
            bodies=sum(len(one.bodies) for one in entries.organisations.values()),
            groups=len(entries.groups),
            institutions=len(entries.institutions),
            types=len(entries.bodies),
            outlets=len(entries.outlets),
            state_outlets=sum(bool(one.state) for one in entries.outlets.values()),
            offices=len(entries.roles.offices),
            persons=len({plain(holder.name) for holder in entries.holders}),
            terms=len(entries.holders),
            in_office=sum(holding(holder, self.on) for holder in entries.holders),
            on=self.on,
        )

    def entry(self, target: Target) -> Entry:
        """Everything known of an entry."""
        made = {
            "state": self._state,
            "organisation": self._organisation,
            "group": self._organisation,
            "institution": self._institution,
            "body": self._body,
            "person": self._person,
            "office": self._office,
            "party": self._named,
            "outlet": self._named,
        }
        return made[target.kind](target)

    def name(self, target: Target) -> tuple[str, str]:
        """The name and id of an entry, for a list."""
        code, key = target.code, target.key
        if target.kind == "person":
            term = self._latest(self.finder.persons(target))
            return term.name, term.id
        if target.kind == "office":
            return (f"{key}, {self.registry.code_name(code)}" if code else key), ""
        name = actor = self._own_name(target)
        if target.kind in ("state", "institution"):
            actor = self.registry.institution(code, key or "government")[0]
        return name, self._id(code, actor)

    def _own_name(self, target: Target) -> str:
        code, key = target.code, target.key
        if target.kind == "institution":
            return _hosted(self.registry.institution(code, key)[0])
        if target.kind in ("body", "party"):
            return self._keyed[code, key][0]
        return key if target.kind == "outlet" else self.registry.code_name(code)

    def _state(self, target: Target) -> StateEntry:
        state = self.registry.states[target.code]
        regions = tuple(n for c, names in self.registry.entries.roles.regions if c == target.code for n in names)
        span = Holder(state.name, state.code, "", state.since, state.until)
        return StateEntry(
            *self._head(target),
            names=state.names,
            adjectives=state.adjectives,
            people=state.people,
            capitals=state.capitals,
            metonyms=state.metonyms,
            cities=state.cities,
            regions=regions,
            shared=state.shared,
            beware=state.beware,
            since=state.since,
            until=state.until,
            existed=holding(span, self.on) and not (state.was and not state.until),
            predecessor=state.predecessor,
            institutions=self._institutions(state.code),
            holders=self._holders(h for h in self.registry.terms(state.code) if self._main(h)),
            terms=len(self.registry.terms(state.code)),
        )

    def _organisation(self, target: Target) -> OrganisationEntry:
        code = target.code
        group = self.registry.groups.get(code) if target.kind == "group" else None
        organisation = None if group else self.registry.organisations[code]
        bodies = organisation.bodies if organisation else ()
        return OrganisationEntry(
            *self._head(target),
            names=(group or self.registry.organisations[code]).names,
            bodies=tuple(BodyEntry(self._id(code, name), name, _besides(name, names)) for name, names in bodies),
            institutions=self._institutions(code),
            holders=self._holders(self.registry.terms(code)),
            terms=len(self.registry.terms(code)),
        )

    def _institution(self, target: Target) -> InstitutionFullEntry:
        own = self._listed.get((target.code, target.key))
        wanted = self.registry.institution(target.code, target.key)[0]
        return InstitutionFullEntry(
            *self._head(target),
            type=own.kind if own else target.key,
            aliases=_besides(own.name, own.aliases) if own else (),
            shared=own.shared if own else (),
            listed=own is not None,
            holders=self._holders(h for h in self.registry.terms(target.code) if self._of(h).institution == wanted),
        )

    def _body(self, target: Target) -> InstitutionFullEntry:
        name, names = self._keyed[target.code, target.key]
        names = _besides(name, names)
        return InstitutionFullEntry(*self._head(target), type="body", aliases=names, shared=(), listed=True, holders=())

    def _person(self, target: Target) -> PersonEntry:
        terms = self.finder.persons(target)
        made = sorted(map(self._term, terms), key=lambda t: (t.since, t.until or "9"), reverse=True)
        spellings = dict.fromkeys(name for h in terms for name in (h.name, *h.names))
        first = self._latest(terms)
        return PersonEntry(
            "person",
            first.id,
            first.name,
            first.code,
            first.country,
            self.on,
            spellings=tuple(name for name in spellings if name != first.name),
            woman=any(h.woman for h in terms),
            terms=tuple(made),
        )

    def _office(self, target: Target) -> OfficeEntry:
        code, words = target.code, target.key
        office = self.finder.titles.get(plain(words)) or self.registry.office_of(words)
        terms = self.finder.terms(code, words) if code else []
        same = (h for h in self.registry.entries.holders if self.registry.office_of(h.office) is office)
        countries = () if code else tuple(sorted({h.code for h in same}))
        if terms:
            institution = self._of(terms[0]).institution or ""
        else:
            institution = self.registry.institution(code, (office.institution or office.kind) if office else "")[0]
        made = sorted(map(self._term, terms), key=lambda t: (t.since, t.until or "9"), reverse=True)
        return OfficeEntry(
            *self._head(target),
            titles=tuple(dict.fromkeys(t for t in (office.office, *office.titles) if t != words)) if office else (),
            institution=institution,
            institution_id=self._id(code, institution) if institution else "",
            only=bool(office and office.only),
            countries=countries,
            holders=tuple(term for term in made if term.in_office),
            terms=tuple(made),
        )

    def _named(self, target: Target) -> NamedEntry:
        if target.kind == "outlet":
            names = self.registry.entries.outlets[target.key].names
        else:
            names = self._keyed[target.code, target.key][1]
        return NamedEntry(*self._head(target), names=names)

    def _head(self, target: Target) -> tuple[str, str, str, str, str, str]:
        """The fields that all entries begin with."""
        name, own = self.name(target)
        if target.kind == "office":
            name = target.key
        return target.kind, own, name, target.code, self.registry.code_name(target.code), self.on

    def _institutions(self, code: str) -> tuple[InstitutionEntry, ...]:
        """The institutions with an entry of their own, then those that have only the usual names."""
        kinds, place = self.registry.entries.bodies, f"{code.lower()}."
        order = {kind: number for number, kind in enumerate(kinds)}
        own = [i for i in self.registry.entries.institutions if i.state == code]
        own.sort(key=lambda i: (order.get(i.kind, len(order)), i.name))
        listed = tuple(
            InstitutionEntry(place + i.slug, _hosted(i.name), i.kind, _besides(i.name, i.aliases), i.shared)
            for i in own
        )
        usual = []
        for kind in kinds:
            name, part = self.registry.institution(code, kind)
            if name and (code, part) not in self._listed:
                usual.append(InstitutionEntry(place + part, _hosted(name), kind, listed=False))
        return (*listed, *usual)

    def _holders(self, terms: Iterable[Holder]) -> tuple[Term, ...]:
        """Who of them is in office on the day: offices of one person first, spokespersons last."""
        held = {(h.name, h.office): h for h in terms if holding(h, self.on)}
        return tuple(map(self._term, sorted(held.values(), key=self._weight)))

    def _weight(self, holder: Holder) -> tuple[bool, bool, int, str]:
        office, offices = self.registry.office_of(holder.office), self.registry.entries.roles.offices
        place = offices.index(office) if office else len(offices)
        main = self._main(holder)
        return not main, bool(office and office.office == "spokesperson"), place if main else 0, holder.start

    def _main(self, holder: Holder) -> bool:
        """Whether a term is in an office that one person at a time holds, by its own words."""
        office = self.finder.titles.get(plain(holder.office))
        return office is not None and office.only

    def _latest(self, terms: list[Holder]) -> Term:
        """The term that stands for a person: one on the day, else the last to begin before it, else the first."""
        made = sorted(map(self._term, terms), key=lambda t: t.since)
        begun = [t for t in made if t.since <= self.on]
        return next((t for t in reversed(made) if t.in_office), begun[-1] if begun else made[0])

    def _term(self, holder: Holder) -> Term:
        speaker = self._of(holder)
        return Term(
            holder.name,
            holder.office,
            holder.code,
            self.registry.code_name(holder.code),
            speaker.institution or "",
            speaker.id or "",
            holder.start,
            holder.end,
            holding(holder, self.on),
        )

    def _of(self, holder: Holder) -> Speaker:
        """The speaker that a term makes."""
        return self._reader.identified(self._reader.holder_speaker(holder, ""))

    def _id(self, code: str, institution: str) -> str:
        return self._reader.identified(Speaker(institution=institution, country=code or None)).id or ""

    @cached_property
    def _reader(self) -> Reader:
        """The reader of an empty article: what gives ids to what an article names."""
        return resolver(Article("", ""), (), self.registry)

    @cached_property
    def _listed(self) -> dict[tuple[str, str], Institution]:
        return {(i.state, i.slug): i for i in self.registry.entries.institutions}

    @cached_property
    def _keyed(self) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
        """Names and other names of organisations' bodies and of parties."""
        organisations = self.registry.organisations.values()
        bodies = {(one.code, slug(name)): (name, names) for one in organisations for name, names in one.bodies}
        parties = self.registry.entries.roles.parties
        return bodies | {(code, slug(name)): (name, names) for code, name, names in parties}


def _besides(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Other names without the one itself."""
    return tuple(other for other in others if other != name)


def _hosted(name: str) -> str:
    """An embassy's name without the place it is in."""
    return name.replace(" in {host}", "")
