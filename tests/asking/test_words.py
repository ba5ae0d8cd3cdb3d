"""The data file says what the program knows, and nothing else."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from verbale.asking.words import made_of, words
from verbale.events.ontology import Ontology
from verbale.language.labels import ACTS
from verbale.record.browse import Browse
from verbale.schema import EVENT_STATUSES, STATEMENT_KINDS

DATA: dict[str, Any] = yaml.safe_load((files("verbale.asking") / "data" / "asking.yaml").read_text(encoding="utf-8"))
ONTOLOGY = Ontology.load()
RECKONED = {"by", "from", "after", "before", "in"}


def texts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *(one for each in value.values() for one in texts(each))]
    return [one for each in value for one in texts(each)] if isinstance(value, list) else [value]


def test_all_of_it_is_text() -> None:
    assert all(isinstance(one, str) and one.strip() == one and one for one in texts(DATA))


def test_the_sections() -> None:
    assert list(DATA) == [
        "fields", "markers", "saying", "agents", "sources", "fillers", "governments", "dates", "onwards", "spans",
        "acts", "types", "statuses", "topics", "practices", "english", "acronyms", "kinds",
    ]  # fmt: skip
    assert set(DATA["markers"]) == {"strong", "weak", "topics", "after_act"}
    assert set(DATA["dates"]) == {"since", "until", "after", "before", "in", "on", "between", "and"}
    assert set(DATA["spans"].values()) == {"days", "weeks", "months", "years"}


def test_fields_are_those_of_a_query() -> None:
    assert set(DATA["fields"].values()) <= set(Browse.__dataclass_fields__) | RECKONED


def test_vocabularies_are_complete_and_known() -> None:
    assert list(DATA["acts"]) == list(ACTS)
    assert list(DATA["types"]) == list(ONTOLOGY.types)
    assert list(DATA["statuses"]) == list(EVENT_STATUSES)
    assert set(DATA["topics"]) <= set(ONTOLOGY.topics)
    assert set(DATA["kinds"]) == set(STATEMENT_KINDS)
    assert all(set(one) == {"third", "nouns", "past", "plain", "said"} for one in DATA["acts"].values())
    assert all(set(one) == {"words", "after", "said"} for one in DATA["statuses"].values())


def test_no_phrase_means_two_things() -> None:
    practices = {name: [*one["sure"], *one["offered"]] for name, one in DATA["practices"].items()}
    for section in ("types", "topics", "practices"):
        named = practices if section == "practices" else DATA[section]
        listed = [word for phrases in named.values() for word in phrases]
        assert len(listed) == len(set(listed)), section
    forms = [(word, act) for act, one in words().acts.items() for word in one.every]
    assert len(forms) == len({word for word, _ in forms})


def test_lists_have_no_doubles() -> None:
    for section in ("saying", "agents", "sources", "fillers", "governments", "onwards", "english", "acronyms"):
        assert len(DATA[section]) == len(set(DATA[section])), section


def test_a_practice_that_is_surely_meant_means_nothing_else() -> None:
    known = words()
    acts = {word for one in known.acts.values() for word in one.every}
    assert list(DATA["practices"]) == list(ONTOLOGY.subtypes)
    assert all(set(one) == {"sure", "offered"} for one in DATA["practices"].values())
    assert not set(known.practices) & (acts | {*known.types, *known.topics, *known.perhaps} | known.english)


def test_every_topic_goes_by_its_name() -> None:
    assert set(made_of(DATA).topics.values()) == set(ONTOLOGY.topics)
