from __future__ import annotations

from datetime import date

import pytest

from verbale.actors.registry import Registry
from verbale.asking import Asked, Context, Part, asked_of, understand
from verbale.record.browse import Browse

#: Queries, the parts as ``field=value``, and the words that are left to be searched for.
SURE = [
    ("Valdoria on sanctions to Kestria since 2016", "country=XVA topic=sanctions about=XKE since=2016", ""),
    ("xva > xke reject", "country=XVA about=XKE act=reject", ""),
    ("reject valdoria->kestria", "act=reject country=XVA about=XKE", ""),
    ("valdoria <> kestria", "country=XVA country=XKE about=XVA about=XKE", ""),
    ("between Valdoria and Kestria", "country=XVA country=XKE about=XVA about=XKE", ""),
    ("> kestria", "about=XKE", ""),
    ("valdoria >", "country=XVA", ""),
    ("Hessel on Kestria", "speaker=Hessel about=XKE", ""),
    ("Foreign Minister Hessel on tolls", "speaker=Hessel", "tolls"),
    ("Jorun Hessel says nothing", "speaker=Jorun Hessel", "nothing"),
    ("Kestrian trade minister on Valdoria", "country=XKE speaker=trade minister about=XVA", ""),
    ("Kestrian officials about Valdoria", "country=XKE about=XVA", ""),
    ("Kestrian Foreign Office on Valdoria", "speaker=Foreign Office of Kestria about=XVA", ""),
    ("Port Aven on Ostrel", "country=XVA about=XKE", ""),
    ("League of Littoral States on Kestria", "country=LLS about=XKE", ""),
    ("from the Ostrel Tribune", "outlet=Ostrel Tribune", ""),
    ("tolls from Straits Today in 2019", "outlet=Straits Today since=2019 until=2019", "tolls"),
    ("before June 2019", "until=2019-05", ""),
    ("before 1 January 2019", "until=2018-12-31", ""),
    ("after 2016", "since=2017", ""),
    ("since 3 June 2019", "since=2019-06-03", ""),
    ("since June 3, 2019 tolls", "since=2019-06-03", "tolls"),
    ("between 2016 and 2018", "since=2016 until=2018", ""),
    ("from May 2016 to 2018-02", "since=2016-05 until=2018-02", ""),
    ("2016-2018", "since=2016 until=2018", ""),
    ("tolls on 3 June 2019", "since=2019-06-03 until=2019-06-03", "tolls"),
    ("since yesterday", "since=2024-05-14", ""),
    ("tolls last month", "since=2024-04 until=2024-04", "tolls"),
    ("past 30 days", "since=2024-04-15 until=2024-05-15", ""),
    ('"red line" about Kestria -toll ferr*', "about=XKE", '"red line" -toll ferr*'),
    ("demarche", "subtype=demarche", ""),
    ("démarches to Kestria", "subtype=demarche about=XKE", ""),
    ("Valdoria > Kestria recall", "country=XVA about=XKE subtype=recall", ""),
    ("joint statement by Valdoria and Kestria", "subtype=joint-statement country=XVA country=XKE", ""),
    ("readout about Kestria since 2016", "subtype=readout about=XKE since=2016", ""),
    ("summons negated", "subtype=summons", "negated"),
    ("practice:recall,summons", "subtype=recall subtype=summons", ""),
    ('"joint statement"', "", '"joint statement"'),
    ("sanction negated", "type=SANCTION status=negated", ""),
    ("negated sanctions by Valdoria", "status=negated type=SANCTION country=XVA", ""),
    ("SANCTION by Valdoria", "type=SANCTION country=XVA", ""),
    ("about:XKE act:deny", "about=XKE act=deny", ""),
    ('about:"Kestria,Valdoria" act:denies', "about=XKE about=XVA act=deny", ""),
    ("by:Hessel from:2016", "speaker=Hessel outlet=2016", ""),
    ("by:valdoria in:2016 sort:newest", "country=XVA since=2016 until=2016 order=newest", ""),
    ("status:future type:visit kind:direct topic:nukes", "status=future type=CONSULT kind=direct topic=nuclear", ""),
    ("Valdoria denies", "country=XVA act=deny", ""),
    ("Kestria has rejected tolls", "country=XKE act=reject", "tolls"),
    ("Valdoria accuses Kestria of theft", "country=XVA act=accuse about=XKE", "theft"),
    ("Kestrian denials", "country=XKE act=deny", ""),
    ("denied by Kestria", "act=deny country=XKE", ""),
    ("what has Valdoria told Kestria about sanctions?", "country=XVA about=XKE topic=sanctions", ""),
    ("statements by Valdoria and Kestria", "country=XVA country=XKE", ""),
    ("Valdoria, Kestria on Meridonia", "country=XVA country=XKE about=XME", ""),
    ("about Kestria's ferries", "about=XKE", "ferries"),
    ("Valdoria on Kestria sanctions", "country=XVA about=XKE topic=sanctions", ""),
    ("Valdoria on visa bans", "country=XVA subtype=travel-ban", ""),
    ("Valdoria on fishing bans", "country=XVA", "fishing bans"),
]

#: Queries that say too little, and what is offered: among others these.
UNSURE = [
    ("Kestria", "country=XKE, about=XKE"),
    ("deny", "act=deny"),
    ("hessel on tolls", "speaker=hessel"),
    ("sanctions", "topic=sanctions, type=SANCTION, subtype=sanctions"),
    ("recall of memories", "subtype=recall"),
    ("Kestria denied landing", "country=XKE, act=deny"),
    ("withdrawal from Kestria", "country=XKE"),
    ("attack on Kestria", "about=XKE"),
    ("2016", "since=2016, until=2016"),
    ("after 2016 floods", "since=2016"),
    ("Foreign Office", "speaker=Foreign Office of Kestria"),
    ("Straits Today", "outlet=Straits Today"),
    ("Kestrian trains", "country=XKE"),
    ("act:jump", ""),
    ("about:nowhere", ""),
    ("since:yesteryear", ""),
    ("https://tribune.example/a?b=c", ""),
    ("", ""),
    ("   ", ""),
    ("> < <> ->", ""),
]


def said(parts: tuple[Part, ...]) -> str:
    return " ".join(f"{one.field}={one.value}" for one in parts)


def read(text: str, registry: Registry) -> Asked:
    return understand(text, registry, Context(today=date(2024, 5, 15)))


@pytest.mark.parametrize(("text", "parts", "words"), SURE, ids=[one[0] for one in SURE])
def test_what_is_surely_meant(text: str, parts: str, words: str, registry: Registry) -> None:
    asked = read(text, registry)
    assert (said(asked.parts), asked.browse.words) == (parts, words)
    assert all(part.said and part.label for part in asked.parts)


@pytest.mark.parametrize(("text", "offered"), UNSURE, ids=[one[0] for one in UNSURE])
def test_what_is_not_sure_stays_words_and_is_offered(text: str, offered: str, registry: Registry) -> None:
    asked = read(text, registry)
    assert asked.parts == ()
    assert asked.words == " ".join(text.split())
    assert {(one.split("=")[0], one.split("=")[1]) for one in offered.split(", ") if one} <= {
        (one.field, one.value) for one in asked.alternatives
    }


def test_the_shipped_names() -> None:
    asked = understand("US on sanctions to Pakistan since 2016")
    assert asked.browse == Browse(country=("USA",), topic=("sanctions",), about=("PAK",), since="2016")
    assert [(one.said, one.label) for one in asked.parts] == [
        ("US", "by the United States"),
        ("on sanctions", "on sanctions"),
        ("to Pakistan", "about Pakistan"),
        ("since 2016", "since 2016"),
    ]
    assert said(understand("usa > pak reject").parts) == "country=USA about=PAK act=reject"
    assert said(understand("Toner on Pakistan from Dawn").parts) == "speaker=Toner about=PAK outlet=Dawn"
    assert said(understand("us on pakistan").parts) == "country=USA about=PAK"
    assert understand("tell us more").parts == ()
    assert understand("Congo on Rwanda").parts == ()
    assert said(understand("State Department about EU").parts) == "speaker=US Department of State about=EUU"


def test_what_the_record_knows(registry: Registry) -> None:
    context = Context(outlets=["The Lune Courier"], speakers=["Inès Halloran"])
    asked = understand("halloran on fees from lune courier", registry, context)
    assert said(asked.parts) == "speaker=halloran outlet=The Lune Courier"
    asked = understand("ines halloran on fees", registry, context)
    assert said(asked.parts) == "speaker=Inès Halloran"


def test_without_a_day_nothing_is_reckoned(registry: Registry) -> None:
    assert understand("tolls last week", registry).parts == ()


def test_a_part_is_taken_away(registry: Registry) -> None:
    asked = read("Valdoria on Kestria fishing bans since 2016", registry)
    country, about, since = asked.parts
    less = asked.without(about)
    assert less.parts == (country, since)
    assert less.browse == Browse(words="fishing bans", country=("XVA",), since="2016")
    assert less.without(about) == less
    assert asked.browse.about == ("XKE",)


def test_an_alternative_is_taken(registry: Registry) -> None:
    asked = read("Kestria tolls since 2016", registry)
    by = next(one for one in asked.alternatives if one.field == "country")
    taken = asked.taking(by)
    assert taken.browse == Browse(words="tolls", country=("XKE",), since="2016")
    assert (taken.words, taken.alternatives) == ("tolls", ())
    assert taken.taking(by) == taken


def test_parameters_leave_defaults_out(registry: Registry) -> None:
    asked = read("valdoria <> kestria tolls", registry)
    assert asked.parameters() == [
        ("q", "tolls"),
        ("country", "XVA"),
        ("country", "XKE"),
        ("about", "XVA"),
        ("about", "XKE"),
    ]
    assert read("", registry).parameters() == []


def test_a_query_that_was_not_typed_has_parts(registry: Registry) -> None:
    browse = Browse(words="tolls", country=("XVA", "XKE"), until="2019-05", order="newest", page=3)
    asked = asked_of(browse, registry)
    assert asked.browse == browse
    assert [one.label for one in asked.parts] == ["by Valdoria", "by Kestria", "until May 2019", "newest first"]
    assert asked.without(asked.parts[0]).browse == Browse(
        words="tolls", country=("XKE",), until="2019-05", order="newest"
    )
    assert read(asked.text, registry).browse == Browse(
        words="tolls", country=("XVA", "XKE"), until="2019-05", order="newest"
    )


def test_the_same_thing_said_twice_is_one_part(registry: Registry) -> None:
    asked = read("about Kestria about:XKE since 2016 since 2018", registry)
    assert said(asked.parts) == "about=XKE since=2016"
    assert asked.parts[0].said == "about:XKE about Kestria"
    assert asked.words == "since 2018"
