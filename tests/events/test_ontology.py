from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from training.ontology import FOLDER, compiled, parsed
from verbale.events.ontology import QUADS, Ontology, OntologyError, read
from verbale.events.wording import index
from verbale.language.labels import RELATIONS, STATUSES

ONTOLOGY = Ontology.load()
DATA = parsed()
PAIRS = [(name, mode) for name, found in ONTOLOGY.types.items() for mode in (None, *found.modes)]


def test_the_compiled_file_is_in_step_with_the_yaml() -> None:
    assert (FOLDER / "compiled.json").read_text(encoding="utf-8") == compiled(), "run python -m training.ontology"


def test_types_and_statuses_are_the_models() -> None:
    assert tuple(ONTOLOGY.types) == RELATIONS
    assert set(ONTOLOGY.statuses) == set(STATUSES)


def test_plovers_numbers() -> None:
    assert len(ONTOLOGY.types) == 16
    assert len(ONTOLOGY.contexts) == 37
    assert sum(len(one.modes) for one in ONTOLOGY.types.values()) == 66
    assert ONTOLOGY.score("AID") == 10.0
    assert ONTOLOGY.score("ASSAULT", "unconventional") == -10.0
    assert ONTOLOGY.score("REQUEST", "assist") == 0.5
    assert ONTOLOGY.quad("PROTEST") == "material conflict"
    assert {name for name in ONTOLOGY.types if ONTOLOGY.requires_recipient(name)} == {"COOPERATE", "AID", "SANCTION"}


def test_the_score_of_accuse_is_read_as_meant() -> None:
    assert ONTOLOGY.score("ACCUSE") == -3.0
    assert "prints 3.0" in ONTOLOGY.type("ACCUSE").note


def test_quad_classes_and_scores_agree() -> None:
    for found in ONTOLOGY.types.values():
        scores = [found.score, *(mode.score for mode in found.modes.values())]
        if "cooperation" in found.quad:
            assert min(scores) > 0, found.name
        elif found.name != "REQUEST":
            assert max(scores) < 0, found.name


@pytest.mark.parametrize(("name", "mode"), PAIRS)
def test_every_type_and_mode_has_a_cameo_code(name: str, mode: str | None) -> None:
    code = ONTOLOGY.cameo(name, mode)
    assert code.root == code.code[:2]
    assert code.base == code.code[:3]
    # Concessions, inquiries, protests and convictions stand elsewhere in CAMEO.
    if code.root not in ("08", "09", "14") and mode != "convict":
        assert QUADS[code.quad - 1] == ONTOLOGY.quad(name)


@pytest.mark.parametrize(
    ("event", "code", "quad", "goldstein"),
    [
        (("CONSULT", "visit"), "042", 1, 1.9),
        (("CONSULT", "phone"), "041", 1, 1.0),
        (("CONSULT", None, (), "negotiation"), "046", 1, 7.0),
        (("CONSULT", "visit", (), "negotiation"), "046", 1, 7.0),
        (("SUPPORT",), "051", 1, 3.4),
        (("SUPPORT", None, ("diplomatic",), "recognition"), "054", 1, 6.0),
        (("AGREE", None, ("military", "economic")), "0312", 1, 5.2),
        (("AGREE", None, ("economic", "military")), "0311", 1, 5.2),
        (("AGREE", None, ("gender", "military")), "0312", 1, 5.2),
        (("AID", None, ("health",)), "073", 2, 7.4),
        (("RETREAT", "access", ("cbrn",)), "0862", 2, 9.0),
        (("RETREAT", None, (), "sanctions-relief"), "085", 2, 7.0),
        (("ACCUSE", "investigate", ("human_rights",)), "092", 2, -2.0),
        (("ACCUSE", None, (), "summons"), "114", 3, -2.0),
        (("REJECT", None, (), "veto"), "129", 3, -5.0),
        (("THREATEN", "violence", ("cbrn",)), "1385", 3, -7.0),
        (("PROTEST", "demo"), "141", 3, -6.5),
        (("SANCTION", None, ("economic",)), "163", 4, -8.0),
        (("SANCTION", "expel", ("economic",)), "166", 4, -7.0),
        (("SANCTION", "discontinue", ("military",)), "1622", 4, -5.6),
        (("SANCTION", None, ("military",), "aid-suspension"), "1622", 4, -5.6),
        (("COERCE", "seize", ("territory",)), "192", 4, -9.5),
        (("ASSAULT", "aerial", ("terrorism",)), "195", 4, -10.0),
        (("ASSAULT", None, ("terrorism",)), "183", 4, -10.0),
        (("MOBILIZE", None, (), "no such"), "150", 4, -7.2),
    ],
)
def test_cameo(event: tuple[Any, ...], code: str, quad: int, goldstein: float) -> None:
    found = ONTOLOGY.cameo(*event)
    assert (found.code, found.quad, found.goldstein) == (code, quad, goldstein)


def test_every_code_is_used_and_every_subtype_and_topic_told() -> None:
    used = {rule.code for rules in ONTOLOGY.rules.values() for rule in rules}
    assert used == set(ONTOLOGY.codes)
    assert len(ONTOLOGY.subtypes) > 40
    assert len(ONTOLOGY.topics) > 40


def test_every_context_and_mode_has_words() -> None:
    told = {context for topic in ONTOLOGY.topics.values() for context in topic.contexts}
    told |= set(DATA["wordings"]["contexts"])
    assert told == set(ONTOLOGY.contexts)
    for name, found in ONTOLOGY.types.items():
        assert set(DATA["wordings"]["modes"].get(name, {})) == set(found.modes), name


def test_unknown_names() -> None:
    with pytest.raises(OntologyError, match=r"no type 'CHAT'; known are AGREE"):
        ONTOLOGY.score("CHAT")
    with pytest.raises(OntologyError, match=r"CONSULT has no mode 'letter'; known are visit"):
        ONTOLOGY.score("CONSULT", "letter")
    with pytest.raises(OntologyError, match=r"AID has no mode 'x'; known are none"):
        ONTOLOGY.score("AID", "x")
    with pytest.raises(OntologyError, match="no type"):
        ONTOLOGY.cameo("CHAT")


BROKEN: list[tuple[tuple[Any, ...], Any, str]] = [
    (("plover", "types", "AGREE", "quad"), "warm", r"plover\.yaml, AGREE: no quad class 'warm'"),
    (("plover", "types", "AGREE", "definition"), " ", r"plover\.yaml, AGREE: no definition"),
    (("plover", "types", "CONSULT", "modes", "visit", "score"), 11, r"CONSULT, visit: score 11 is no number"),
    (("plover", "contexts", "health"), None, "contexts, health: no definition"),
    (("subtypes", "subtypes", "note", "types"), ["CHAT"], r"subtypes\.yaml, note: no type 'CHAT'"),
    (("subtypes", "subtypes", "note", "types"), [], "note: no types; name at least one"),
    (("subtypes", "subtypes", "note", "telling"), "yes", "note: telling is 'yes'; write true"),
    (("topics", "topics", "trade", "contexts"), ["money"], r"topics\.yaml, trade: no context 'money'"),
    (("cameo", "codes", "03"), [1.0, "x"], "'03': not a CAMEO code"),
    (("cameo", "codes", "990"), [1.0, "x"], "no quad class 1 to 4 for the root 99"),
    (("cameo", "rules", "AID"), [{"code": "071", "context": "economic"}], "AID: no code for the type alone"),
    (("cameo", "rules", "CONSULT"), [{"code": "040"}], "CONSULT: no code for mode visit"),
    (("cameo", "rules", "AID"), [{"code": "999"}], "AID: no code '999'"),
    (("cameo", "rules", "AID"), [{"code": "070"}, {"code": "071"}], "two rules for"),
    (("cameo", "rules", "AID"), [{"code": "070", "mode": "cash"}], "AID: no mode 'cash'; known are none"),
    (("cameo", "rules", "AID"), [{"code": "070", "subtype": "veto"}], "no subtype of this type 'veto'"),
    (("cameo", "rules", "AID"), [{"code": "070", "colour": "red"}], "a rule has code, subtype, mode, context"),
    (("cameo", "rules", "CHAT"), [{"code": "070"}], "rules: no type 'CHAT'"),
    (("wordings", "modes", "CHAT"), {}, "modes: no type 'CHAT'"),
    (("wordings", "modes", "AID"), {"cash": {"wordings": ["cash"]}}, "'cash': there is no such mode"),
    (("wordings", "contexts", "money"), {"wordings": ["money"]}, "'money': there is no such context"),
    (("wordings", "contexts", "health"), {"hints": ["pill"]}, "'health': there are none"),
    (("wordings", "contexts", "health"), {"wordings": ["... pill"]}, "cannot be read"),
]


def checked(data: dict[str, dict[str, Any]]) -> None:
    read(data)
    index(data)


@pytest.mark.parametrize(("path", "value", "message"), BROKEN)
def test_broken_references_are_told(path: tuple[str, ...], value: Any, message: str) -> None:
    data = deepcopy(DATA)
    place: Any = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(OntologyError, match=message):
        checked(data)
