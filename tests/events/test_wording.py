"""What the words tell, in sentences about invented states."""

from __future__ import annotations

import re
from typing import Any

import pytest

from verbale.events.ontology import OntologyError
from verbale.events.wording import Wordings, beginnings, index

WORDINGS = Wordings.load()


@pytest.mark.parametrize(
    ("type", "text", "mode"),
    [
        ("CONSULT", "Foreign Minister Pella Ostrane visited Vasmer on Tuesday.", "visit"),
        ("CONSULT", "The prime minister arrived in Tovasch for two days of talks.", "visit"),
        ("CONSULT", "Kestria's president will host the Valdorian prime minister next week.", "visit"),
        ("CONSULT", "The two ministers spoke by phone about the bridge.", "phone"),
        ("CONSULT", "She held a telephone call with her Ilmarian counterpart.", "phone"),
        ("CONSULT", "They met on the sidelines of a fisheries forum in a third country.", "third-party"),
        ("CONSULT", "Ministers of the League gathered for an emergency session of the League council.", "multilateral"),
        ("CONSULT", "Kestria and Valdoria met on Monday.", None),
        ("CONSULT", "He said that readers should visit our page for the full text.", None),
        ("CONSULT", "Ostrane met her counterpart.", None),
        ("RETREAT", "Everode withdrew its troops from the valley.", "withdraw"),
        ("RETREAT", "Kestria released two Valdorian fishermen and other prisoners.", "release"),
        ("RETREAT", "The ministry released a statement on Monday.", None),
        ("RETREAT", "A truce took hold along the Korrin line at dawn.", "ceasefire"),
        ("RETREAT", "Everode allowed international inspectors into the plant.", "access"),
        ("RETREAT", "The defence minister stepped down over the affair.", "resign"),
        ("RETREAT", "The militia laid down its weapons.", "disarm"),
        ("REQUEST", "Valdoria asked Kestria to provide generators.", "assist"),
        ("REQUEST", "Ilmaria called on Everode to withdraw from the islands.", "yield"),
        ("REQUEST", "The League urged both sides to return to the negotiating table.", "meet"),
        ("REQUEST", "Kestria urged Valdoria to amend its fishing law.", "change"),
        ("REQUEST", "He asked Kestria about it.", None),
        ("REJECT", "Everode refused to release the crew.", "yield"),
        ("REJECT", "Vasmer ruled out new talks.", "meet"),
        ("REJECT", "Vasmer dismissed the report.", None),
        ("ACCUSE", "Kestria condemned the arrest.", "disapprove"),
        ("ACCUSE", "Kestria accused Everode of shifting the markers.", "allege"),
        ("ACCUSE", "The council opened an inquiry into the sinking.", "investigate"),
        ("ACCUSE", "Everode had violated the treaty, she said.", "allege"),
        ("THREATEN", "It warned that it would impose tariffs on timber.", "restrict"),
        ("THREATEN", "Any ship that came closer would face military action.", "violence"),
        ("THREATEN", "Kestria threatened to recall its ambassador.", "relations"),
        ("THREATEN", "There will be consequences, he said.", None),
        ("PROTEST", "Thousands marched against the pact in the capital.", "demo"),
        ("PROTEST", "A crowd stormed the Kestrian embassy.", "riot"),
        ("PROTEST", "Dockers called a general strike.", "strike"),
        ("PROTEST", "Two detainees began a hunger strike.", "hunger"),
        ("PROTEST", "Lorry drivers blocked the road to the border.", "obstruct"),
        ("SANCTION", "Valdoria expelled three Kestrian diplomats.", "expel"),
        ("SANCTION", "Kestria withdrew its ambassador from Vasmer.", "withdraw"),
        ("SANCTION", "Ilmaria suspended development aid to Everode.", "discontinue"),
        ("SANCTION", "A court found the shipping line guilty.", "convict"),
        ("SANCTION", "Valdoria imposed sanctions on Everode.", None),
        ("MOBILIZE", "Everode deployed two warships to the strait.", "troops"),
        ("MOBILIZE", "Everode test-fired a ballistic missile.", "weapons"),
        ("MOBILIZE", "Kestria sent police reinforcements to the crossing.", "police"),
        ("COERCE", "Everode seized a Valdorian trawler.", "seize"),
        ("COERCE", "The authorities detained a Kestrian reporter.", "arrest"),
        ("COERCE", "Hackers from Everode broke in, it said.", "cyber"),
        ("COERCE", "Everode cut off gas to Ilmaria.", "withhold"),
        ("COERCE", "The junta declared martial law.", "martial-law"),
        ("COERCE", "A night curfew was ordered in Tovasch.", "curfew"),
        ("ASSAULT", "Warplanes bombed the harbour.", "aerial"),
        ("ASSAULT", "A drone strike hit the depot.", "drone"),
        ("ASSAULT", "Everode shelled the border village.", "heavy-weapons"),
        ("ASSAULT", "Everode's strike killed five people.", None),
        ("ASSAULT", "The two sides may strike a deal soon.", None),
        ("ASSAULT", "A suicide bomber struck the consulate.", "suicide-attack"),
        ("ASSAULT", "Gunmen kidnapped two engineers.", "abduct"),
        ("ASSAULT", "Police used tear gas on the crowd.", "crowd-control"),
        ("ASSAULT", "Sarin was used in the attack.", "unconventional"),
        ("AGREE", "Kestria will visit Valdoria by phone.", None),
    ],
)
def test_modes(type: str, text: str, mode: str | None) -> None:
    assert WORDINGS.mode(type, text) == mode


@pytest.mark.parametrize(
    ("type", "text", "subtype"),
    [
        ("ACCUSE", "The foreign ministry summoned the Kestrian ambassador.", "summons"),
        ("ACCUSE", "Valdoria handed over a note verbale.", "note"),
        ("REQUEST", "Its envoy made a démarche in Vasmer.", "demarche"),
        ("SANCTION", "Kestria recalled its ambassador for consultations.", "recall"),
        ("SANCTION", "The attaché was declared persona non grata.", "expulsion"),
        ("SANCTION", "Ilmaria closed its consulate in Tovasch.", "closure"),
        ("SANCTION", "Everode severed diplomatic relations with Kestria.", "severance"),
        ("SANCTION", "The list adds a travel ban on two ministers.", "travel-ban"),
        ("SANCTION", "Valdoria froze the assets of the bank.", "asset-freeze"),
        ("SANCTION", "Kestria raised tariffs on wine.", "tariff"),
        ("SANCTION", "New export controls on machine tools took effect.", "export-control"),
        ("SANCTION", "Valdoria imposed further sanctions on Everode.", "sanctions"),
        ("SANCTION", "Everode will withdraw from the treaty on bees.", "treaty-exit"),
        ("SANCTION", "Vasmer called off the visit.", "cancellation"),
        ("RETREAT", "Valdoria lifted the sanctions.", "sanctions-relief"),
        ("RETREAT", "The two states carried out a prisoner swap.", "prisoner-exchange"),
        ("AGREE", "Both accepted a ceasefire.", "ceasefire"),
        ("SUPPORT", "Kestria recognised the independence of the Uplands.", "recognition"),
        ("SUPPORT", "The ministers signed a fisheries agreement.", "agreement-signed"),
        ("SUPPORT", "Ostrane offered her condolences to Ilmaria.", "condolences"),
        ("CONSULT", "The new ambassador presented his credentials to the king.", "credentials"),
        ("CONSULT", "Its readout of the call did not mention fish.", "readout"),
        ("CONSULT", "Ilmaria mediated between the two.", "mediation"),
        ("REJECT", "Everode vetoed the draft.", "veto"),
        ("THREATEN", "Everode gave Kestria an ultimatum.", "ultimatum"),
        ("COOPERATE", "The navies held joint exercises in the gulf.", "exercise"),
        ("COOPERATE", "Ilmaria will sell six helicopters to Kestria.", "arms-sale"),
        ("CONCEDE", "Everode apologised for the delay.", "apology"),
        ("COERCE", "Everode annexed the Uplands in 2014.", "annexation"),
        ("SUPPORT", "Kestria praised Valdoria.", None),
        ("SANCTION", "Kestria presented its credentials as a friend of Valdoria.", None),
        ("AID", "The foreign ministry summoned the Kestrian ambassador.", None),
    ],
)
def test_subtypes(type: str, text: str, subtype: str | None) -> None:
    assert WORDINGS.subtype(type, text) == subtype


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("the sanctions would stay until the crew was free", ("sanctions",)),
        ("Everode enriched uranium at two sites", ("nuclear",)),
        ("the pipeline would carry natural gas to Ilmaria by spring", ("energy",)),
        ("elections in the Uplands had been free", ("elections",)),
        ("a family of refugees had asked for asylum", ("refugees",)),
        ("hackers had stolen the files", ("cyber",)),
        ("Kestria would cut its carbon emissions by half", ("climate",)),
        ("the water treaty on the Korrin gives each state half of the river's flow", ("water",)),
        ("the smugglers moved cocaine through the port", ("drugs",)),
        ("human rights are not for sale", ("human-rights",)),
        ("the vaccine was safe", ("health",)),
        ("the two sides had traded barbs for a year", ()),
        ("this is a nuclear family, not a state", ()),
        ("the war of words must end", ()),
        ("he would not comment on that", ()),
        ("a long road lies ahead", ()),
        ("the U.N. resolution was clear", ("united-nations",)),
        ("the I.A.E.A. may come back", ("nuclear",)),
        ("Kestria added two banks to its entity list", ("sanctions", "export-controls")),
        ("the line of control must be respected", ("borders",)),
        ("Everode must free the hostages", ("prisoners",)),
        ("Kestria does not interfere in its neighbours' internal affairs", ("sovereignty",)),
        ("the prime minister must resign", ("domestic-politics",)),
        ("all three nurses had been vaccinated", ("health",)),
        ("Everode shot down a balloon", ("conflict",)),
        ("we are ready for talks with Kestria", ("diplomacy",)),
        ("the party won by a landslide", ()),
        ("a climate of fear", ()),
        ("he was on a boat off the Black Sea coast", ()),
        ("lawmakers were told", ()),
        ("the tariffs turned into a trade war", ("trade",)),
    ],
)
def test_topics(text: str, topics: tuple[str, ...]) -> None:
    assert WORDINGS.topics(text) == topics


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("Kestrian lawmakers passed the bill before parliament rose", ("legislative",)),
        ("the tariffs on steel would hurt exports", ("economic",)),
        ("the embassy had closed its doors", ("diplomatic",)),
        ("peacekeepers held the bridge", ("military", "peacekeeping")),
        ("a coup by the junta", ("political_institutions", "pro_autocracy")),
        ("traffickers took them across", ("trafficking",)),
        ("he thanked his hosts", ()),
    ],
)
def test_contexts(text: str, contexts: tuple[str, ...]) -> None:
    assert set(WORDINGS.contexts(text)) == set(contexts)


def test_contexts_are_the_three_strongest_in_order() -> None:
    text = (
        "The missile test, the warheads, the enriched uranium and the nuclear reactor were discussed with lawmakers, "
        "beside elections, corruption and the price of natural gas; the reactor's centrifuges are new."
    )
    found = WORDINGS.contexts(text)
    assert len(found) == 3
    assert found[0] == "cbrn"


def test_hints_need_company() -> None:
    assert WORDINGS.topics("the sea was calm") == ()
    assert "maritime" in WORDINGS.topics("a vessel off the island")
    assert "maritime" not in WORDINGS.topics("the sea, the sea, the sea")


def test_a_wording_repeated_counts_once() -> None:
    assert WORDINGS.topics("refugees and refugees and refugees, and asylum, and uranium, uranium")[0] == "refugees"


def test_quotes_case_and_lines_do_not_matter() -> None:
    assert WORDINGS.mode("SANCTION", "VALDORIA EXPELLED\nTHREE ‘DIPLOMATS’") == "expel"
    assert WORDINGS.topics("WOMEN’S RIGHTS") == ("women",)
    assert WORDINGS.mode("RETREAT", "a cease fire") == WORDINGS.mode("RETREAT", "a cease-fire") == "ceasefire"


def test_a_gap_stays_in_its_sentence() -> None:
    assert WORDINGS.subtype("SANCTION", "Kestria recalled that day. Its ambassador smiled.") is None
    assert WORDINGS.subtype("SANCTION", "Kestria recalled its U.S. ambassador.") == "recall"


def test_long_texts_do_not_take_long() -> None:
    """The gaps of wordings must not multiply: a text of repeated beginnings is the worst case."""
    assert WORDINGS.topics("impose new " * 20_000) == ()


@pytest.mark.parametrize(
    ("wording", "nexts", "gap"),
    [
        ("veto", (), False),
        ("arms sale/sales", ("sale", "sales"), False),
        ("by (the) telephone", ("the", "telephone"), False),
        ("women's rights", ("s",), False),
        ("cease-fire line", ("fire",), False),
        ("a terror*", (), False),
        ("freeze+ ... assets/funds", ("assets", "funds"), True),
        ("hand (over) ... notes", (), False),
    ],
)
def test_the_words_that_come_second_are_known(wording: str, nexts: tuple[str, ...], gap: bool) -> None:
    made = index({**EMPTY, "topics": {"topics": {"one": {"wordings": [wording]}}}})
    assert {(one.nexts, one.gap) for one in made.wordings} == {(nexts, gap)}


EMPTY: dict[str, dict[str, Any]] = {
    "plover": {"contexts": {}, "types": {}},
    "subtypes": {"subtypes": {}},
    "wordings": {"aside": [], "contexts": {}, "modes": {}, "irregular": {}},
}


def found(wording: str, text: str) -> bool:
    """Whether a wording is in a text at one of its words."""
    return any(
        re.compile(rest).match(text, word.end()) if rest else True
        for start, rest in beginnings(wording, {"give": ["give", "gave"]})
        for word in re.finditer(r"[^\W_]+", text)
        if word.group() == start
    )


@pytest.mark.parametrize(
    ("wording", "texts", "others"),
    [
        ("veto", ["a veto", "veto-proof"], ["vetoes", "vet"]),
        ("impose+", ["impose", "imposes", "imposed", "imposing"], ["imposition"]),
        ("deny+", ["denies", "denied", "denying"], ["denys"]),
        ("expel+", ["expels", "expelled", "expelling"], ["expeller"]),
        ("reach+", ["reaches", "reached"], ["reachs"]),
        ("give+ ... notice", ["gave them all due notice", "give notice"], ["given notice", "gave. notice"]),
        ("give+ ... notice", ["gave a, b, c d notice"], ["gave one two three four five six notice"]),
        ("a terror*", ["a terrorist"], ["a terra"]),
        ("third-party", ["third-party", "third party"], ["third, party", "thirdparty"]),
        ("by (the) telephone", ["by telephone", "by the telephone"], ["by a telephone"]),
        ("arms sale/sales", ["arms sale", "arms-sales"], ["arms salesman"]),
    ],
)
def test_the_signs_of_wordings(wording: str, texts: list[str], others: list[str]) -> None:
    assert [text for text in texts if not found(wording, text)] == []
    assert [text for text in others if found(wording, text)] == []


@pytest.mark.parametrize(
    "wording",
    ["... veto", "veto ...", "(the) veto", "give ... (the) veto", "war*", "a, b", "ve+to", "x/", "", "-", "a*b"],
)
def test_wordings_that_cannot_be_read(wording: str) -> None:
    with pytest.raises(OntologyError, match="wording"):
        list(beginnings(wording))
