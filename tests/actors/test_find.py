"""Looking the registry up, and what is known of what is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.actors.entries import (
    InstitutionFullEntry,
    NamedEntry,
    OfficeEntry,
    OrganisationEntry,
    PersonEntry,
    StateEntry,
)
from verbale.actors.facts import Facts
from verbale.actors.registry import Holder, Registry
from verbale.actors.registry.find import Finder, holding
from verbale.actors.registry.wordings import Target, plain

OWN = """
states:
- {code: XNV, name: Norvaska, names: [Republic of Norvaska], adjectives: [Norvaskan], capitals: [Port Élan],
   metonyms: [Tern House], cities: [Dunmark], since: "1994-05-01"}
- {code: XOL, name: Oltraine, adjectives: [Oltrainian], capitals: [Sarnath], beware: [Sarnath]}
institutions:
- {state: XNV, kind: foreign-ministry, slug: overseas, name: Overseas Office of Norvaska,
   aliases: [Norvaskan Overseas Office], shared: [Overseas Office, OvO]}
- {state: XOL, kind: own, slug: overseas, name: Overseas Office of Oltraine, shared: [Overseas Office]}
organisations:
- {code: QHL, name: Quay and Harbour League, names: [Q.H.L.], bodies: [{name: Tide Council, names: [the Tiders]}]}
groups:
- {code: QUAYFRONT, name: Quay Front, names: [Quayists]}
outlets:
- {name: Sarnath Herald}
- {name: Radio Oltraine, state: XOL}
holders:
  XNV:
    foreign minister:
    - Ødri Kalmström [Oedri Calmstrom] (f) 2020-01-10/2023-06
    - Tebo O'Marsk 2023-06-01/
    vice president:
    - Hanne Kalmström 2010/2012
    envoy for the tides:
    - Jarl Brinkvist 2020/
  XOL:
    foreign secretary:
    - Wil Anders-Brú 2019/
  QHL:
    secretary-general:
    - Ødri Kalmström 2023-07/
"""
ON = "2022-03-01"


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    path = tmp_path_factory.mktemp("registry") / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return Finder(Registry.load([path]))


def first(finder: Finder, query: str, on: str = ON) -> Target:
    return finder.find(query, on)[0].target


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("norvaska", Target("state", "XNV")),
        ("XNV", Target("state", "XNV")),
        ("xnv", Target("state", "XNV")),
        ("the Norvaskan", None),
        ("norvaskans", Target("state", "XNV")),
        ("PORT ELAN", Target("state", "XNV")),
        ("Tern  House", Target("state", "XNV")),
        ("dunmark", Target("state", "XNV")),
        ("ovo", Target("institution", "XNV", "overseas")),
        ("xnv.overseas", Target("institution", "XNV", "overseas")),
        ("xnv.defence-ministry", Target("institution", "XNV", "defence-ministry")),
        ("Norvaskan Defence Ministry", Target("institution", "XNV", "defence-ministry")),
        ("Norvaska's parliament", Target("institution", "XNV", "parliament")),
        ("embassy of Norvaska", Target("institution", "XNV", "embassy")),
        ("qhl", Target("organisation", "QHL")),
        ("Q.H.L", Target("organisation", "QHL")),
        ("qhl.tide-council", Target("body", "QHL", "tide-council")),
        ("tide council", Target("body", "QHL", "tide-council")),
        ("quayists", Target("group", "QUAYFRONT")),
        ("sarnath herald", Target("outlet", "", "Sarnath Herald")),
        ("radio oltraine", Target("outlet", "XOL", "Radio Oltraine")),
        ("odri kalmstrom", Target("person", "", "odri kalmstrom")),
        ("oedri calmstrom", Target("person", "", "odri kalmstrom")),
        ("xnv.overseas.dri-kalmstrom", Target("person", "", "odri kalmstrom")),
        ("o marsk", Target("person", "", "tebo omarsk")),
        ("OMarsk", Target("person", "", "tebo omarsk")),
        ("anders bru", Target("person", "", "wil anders bru")),
        ("norvaska foreign minister", Target("office", "XNV", "foreign minister")),
        ("foreign minister of Norvaska", Target("office", "XNV", "foreign minister")),
        ("Norvaska's top diplomat", Target("office", "XNV", "foreign minister")),
        ("oltrainian foreign minister", Target("office", "XOL", "foreign secretary")),
        ("Sarnath finance minister", Target("office", "XOL", "finance minister")),
        ("qhl secretary general", Target("office", "QHL", "secretary-general")),
        ("envoy for the tides", Target("office", "XNV", "envoy for the tides")),
        ("foreign minister omarsk", Target("person", "", "tebo omarsk")),
        ("brinkvist norvaska", Target("person", "", "jarl brinkvist")),
    ],
)
def test_what_is_found_first(finder: Finder, query: str, target: Target | None) -> None:
    found = finder.find(query, ON)
    assert (found[0].target if found else None) == target


def test_the_order_is_exact_then_family_then_beginning_then_words(finder: Finder) -> None:
    found = finder.find("sarnath", ON)
    assert [(one.target.kind, one.how, one.match) for one in found] == [
        ("state", "capital", "exact"),
        ("outlet", "name", "prefix"),
    ]
    assert [one.match for one in finder.find("overseas office", ON)][:2] == ["exact", "exact"]
    matches = [one.match for one in finder.find("khan", ON)]
    assert matches == sorted(matches, key=("exact", "family", "prefix", "words").index)


def test_every_entry_is_found_once(finder: Finder) -> None:
    for query in ("norvaska", "kalmström", "foreign minister", "un", "kim"):
        targets = [one.target for one in finder.find(query, ON)]
        assert len(targets) == len(set(targets))


def test_persons_in_office_come_first(finder: Finder) -> None:
    assert first(finder, "kalmstrom", "2022-03") == Target("person", "", "odri kalmstrom")
    assert first(finder, "kalmstrom", "2011") == Target("person", "", "hanne kalmstrom")


def test_an_office_without_a_state_stands_for_itself(finder: Finder) -> None:
    assert first(finder, "foreign minister") == Target("office", "", "foreign minister")


def test_an_office_that_only_one_state_has_needs_no_state(finder: Finder) -> None:
    assert first(finder, "secretary of state").code == "USA"
    assert not any(one.target.code == "XNV" for one in finder.find("norvaska secretary of the treasury", ON))


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("norvasca", "Norvaska"),
        ("kalmstrem", "Ødri Kalmström"),
        ("norvasca foreign minister", "norvaska foreign minister"),
        ("omarsk zzz", "Tebo O'Marsk"),
    ],
)
def test_near_names_are_suggested(finder: Finder, query: str, near: str) -> None:
    assert finder.find(query, ON) == []
    assert near in finder.near(query)


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_can_be_asked_for(finder: Finder, query: str) -> None:
    for one in finder.find(query, ON)[:3]:
        assert one.words
    assert len(finder.near(query[:10])) <= 5


def test_names_that_are_no_actor(finder: Finder) -> None:
    assert finder.no_actor("south  china SEA")
    assert not finder.no_actor("norvaska")


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        ("2020-01-10", "2023-06", "2020-01-09", False),
        ("2020-01-10", "2023-06", "2020-01-10", True),
        ("2020-01-10", "2023-06", "2020-01", True),
        ("2020-01-10", "2023-06", "2019", False),
        ("2020-01-10", "2023-06", "2023-06-30", True),
        ("2020-01-10", "2023-06", "2023-07", False),
        ("2020-01-10", "2023-06", "2023", True),
        ("", "", "1999", True),
        ("2020", "", "2019-12-31", False),
    ],
)
def test_who_holds_an_office_in_a_day_month_or_year(start: str, end: str, on: str, holds: bool) -> None:
    assert holding(Holder("A B", "XNV", "envoy", start, end), on) is holds


def test_comparison_is_plain() -> None:
    assert plain("  O’Brien–Łódź, Jr. ") == "obrien lodz jr"
    assert plain("U.S.") == "us"
    assert plain("최경원")


def test_facts_of_a_state(finder: Finder) -> None:
    state = Facts(finder, ON).entry(Target("state", "XNV"))
    assert isinstance(state, StateEntry)
    assert (state.id, state.name, state.country) == ("xnv.government", "Norvaska", "Norvaska")
    assert [(t.office, t.name, t.id) for t in state.holders] == [
        ("foreign minister", "Ødri Kalmström", "xnv.overseas.dri-kalmstrom")
    ]
    assert (state.existed, state.since, state.terms) == (True, "1994-05-01", 4)
    listed = [one.id for one in state.institutions if one.listed]
    assert listed == ["xnv.overseas"]
    assert "xnv.defence-ministry" in [one.id for one in state.institutions if not one.listed]
    before = Facts(finder, "1990").entry(Target("state", "XNV"))
    assert isinstance(before, StateEntry)
    assert not before.existed


def test_facts_of_a_person_are_all_terms_latest_first(finder: Finder) -> None:
    person = Facts(finder, ON).entry(Target("person", "", "odri kalmstrom"))
    assert isinstance(person, PersonEntry)
    assert [(t.office, t.code, t.in_office) for t in person.terms] == [
        ("secretary-general", "QHL", False),
        ("foreign minister", "XNV", True),
    ]
    assert (person.id, person.code) == (person.terms[1].id, "XNV")
    assert (person.spellings, person.woman) == (("Oedri Calmstrom",), True)
    later = Facts(finder, "2024").entry(Target("person", "", "odri kalmstrom"))
    assert later.code == "QHL"


def test_facts_of_the_others(finder: Finder) -> None:
    facts = Facts(finder, ON)
    organisation = facts.entry(Target("organisation", "QHL"))
    assert isinstance(organisation, OrganisationEntry)
    assert [one.id for one in organisation.bodies] == ["qhl.tide-council"]
    ministry = facts.entry(Target("institution", "XNV", "overseas"))
    assert isinstance(ministry, InstitutionFullEntry)
    assert [t.name for t in ministry.holders] == ["Ødri Kalmström"]
    usual = facts.entry(Target("institution", "XNV", "embassy"))
    assert isinstance(usual, InstitutionFullEntry)
    assert (usual.name, usual.listed) == ("Embassy of Norvaska", False)
    office = facts.entry(Target("office", "XNV", "foreign minister"))
    assert isinstance(office, OfficeEntry)
    assert [t.name for t in office.terms] == ["Tebo O'Marsk", "Ødri Kalmström"]
    assert (office.institution_id, office.only) == ("xnv.overseas", True)
    nobody = facts.entry(Target("office", "XOL", "finance minister"))
    assert isinstance(nobody, OfficeEntry)
    assert (nobody.terms, nobody.institution_id) == ((), "xol.finance-ministry")
    everywhere = facts.entry(Target("office", "", "foreign minister"))
    assert isinstance(everywhere, OfficeEntry)
    assert {"XNV", "PAK"} <= set(everywhere.countries)
    outlet = facts.entry(Target("outlet", "XOL", "Radio Oltraine"))
    assert isinstance(outlet, NamedEntry)
    assert (outlet.id, outlet.country) == ("xol.radio-oltraine", "Oltraine")


def test_ids_are_those_of_reading(finder: Finder) -> None:
    """What reading an article gives for a name is what looking the name up gives."""
    from verbale.actors.naming import mentions
    from verbale.actors.resolve import resolver
    from verbale.articles.build import article_from_text
    from verbale.articles.raw import Metadata

    text = (
        "Norvaska, the Quay Front and the Tide Council agreed, the Sarnath Herald said. Norvaskan Overseas Office, no."
    )
    article = article_from_text(text, metadata=Metadata(published=ON))
    found = mentions(resolver(article, (), finder.registry), ())
    facts = Facts(finder, ON)
    assert len(found) >= 4
    for mention in found:
        words = text[slice(*mention.span)]
        assert facts.entry(first(finder, words)).id == mention.actor.id, words


def test_every_entry_that_ships_has_facts(finder: Finder) -> None:
    facts = Facts(finder, "2024-06-01")
    targets = sorted({alias.target for alias in finder.aliases})
    for target in [*targets[::5], *(one for one in targets if one.kind == "state")]:
        entry = facts.entry(target)
        assert entry.kind == target.kind
        assert entry.name
        assert "{" not in entry.name
        assert entry.id == facts.name(target)[1] != "", target


def test_every_name_that_ships_is_found(finder: Finder) -> None:
    """A sample of every kind, by each of its wordings."""
    for alias in finder.aliases[:: len(finder.aliases) // 25]:
        assert alias.target in [one.target for one in finder.find(alias.words, ON)], alias


def test_the_summary_counts_what_there_is(finder: Finder) -> None:
    summary = Facts(finder, ON).summary()
    shipped = Facts(Finder(Registry.load()), ON).summary()
    assert summary.states == shipped.states + 2
    assert summary.terms == shipped.terms + 6
    assert summary.persons == shipped.persons + 5
    assert summary.groups == shipped.groups + 1
    assert summary.in_office == shipped.in_office + 3
