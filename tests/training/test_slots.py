"""The little language in which training examples are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.slots import Filled, Filler, Written, WrittenEvent, event, read_written
from verbale.actors.registry import Registry
from verbale.actors.registry.model import State
from verbale.examples import REGISTRY


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load([REGISTRY])


@pytest.fixture(scope="module")
def states(registry: Registry) -> dict[str, State]:
    return {letter: registry.states[code] for letter, code in (("A", "XKE"), ("B", "XVA"), ("C", "USA"))}


def written(tmp_path: Path, *lines: object) -> list[Written]:
    path = tmp_path / "events_made.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return list(read_written([path]))


def filled(text: str, states: dict[str, State], tmp_path: Path, **more: object) -> Filled:
    (line,) = written(tmp_path, {"text": text, "events": []} | more)
    return line.fill(states)


def mentions(found: Filled) -> dict[str, list[str]]:
    return {letter: [found.text[a:b] for a, b in spans] for letter, spans in found.mentions.items()}


def parts(found: Filled) -> dict[str, list[str]]:
    return {role: [found.text[a:b] for a, b in spans] for role, spans in found.parts.items()}


def test_slots_take_the_forms_of_their_state(states: dict[str, State], tmp_path: Path) -> None:
    found = filled("{A} and {B.cap} met the {B.adj} envoy; {A:its minister} slept.", states, tmp_path)
    assert found.text == "Kestria and Port Aven met the Valdorian envoy; its minister slept."
    assert mentions(found) == {"A": ["Kestria", "its minister"], "B": ["Port Aven", "Valdorian"]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{C} left.", "The United States left."),
        ("It rained. {C} left.", "It rained. The United States left."),
        ("{A} met {C}.", "Kestria met the United States."),
        ("{A} met the {C} team.", "Kestria met the United States team."),
        ("{A} met {C.adj} envoys.", "Kestria met American envoys."),
    ],
)
def test_articles_of_names(text: str, wanted: str, states: dict[str, State], tmp_path: Path) -> None:
    assert filled(text, states, tmp_path).text == wanted


def test_parts_of_a_statement_are_marked(states: dict[str, State], tmp_path: Path) -> None:
    text = "<s>{A:The envoy} of {A}</s> <c>told</c> {B} <q>that {B} lied</q>, and <q>lied again</q>."
    found = filled(text, states, tmp_path, act="accuse")
    assert found.text == "The envoy of Kestria told Valdoria that Valdoria lied, and lied again."
    assert parts(found) == {
        "source": ["The envoy of Kestria"],
        "cue": ["told"],
        "content": ["that Valdoria lied", "lied again"],
    }
    assert mentions(found) == {"A": ["The envoy", "Kestria"], "B": ["Valdoria", "Valdoria"]}
    assert found.act == "accuse"


def test_only_letters_that_need_a_state_draw_one(tmp_path: Path) -> None:
    (line,) = written(tmp_path, {"text": "{A:The ministry} thanked {B}, and {C.adj} ships left {C:it}.", "events": []})
    assert line.letters == {"B", "C"}


def test_events_are_read(tmp_path: Path) -> None:
    (line,) = written(tmp_path, {"text": "{A}, {B}, {C}", "events": ["AID A,B>C negated", "CONSULT A,B future"]})
    assert line.events == (
        WrittenEvent("AID", ("A", "B"), ("C",), "negated"),
        WrittenEvent("CONSULT", ("A", "B"), (), "future"),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"events": []}, "text"),
        ({"text": "{A} {Z}", "events": []}, "a slot is not of the form"),
        ({"text": "{A} {A.name}", "events": []}, "a slot is not of the form"),
        ({"text": "{A} {A: {B}}", "events": []}, "a slot is not of the form"),
        ({"text": "{A} left}", "events": []}, "a slot is not of the form"),
        ({"text": "{A}", "act": "shout"}, "act 'shout' is none of state, confirm"),
        ({"text": "{A} said no.", "act": "deny"}, "an act needs a content"),
        ({"text": "<q>{A} said no.", "act": "deny"}, "tags must be closed"),
        ({"text": "<q>{A} <c>said</q> no.</c>", "act": "deny"}, "tags must be closed"),
        ({"text": "<q>{A} <c>said</c> no.</q>", "act": "deny"}, "tags must be closed"),
        ({"text": "</q>{A}<q>", "act": "deny"}, "tags must be closed"),
        ({"text": "{A} {B}", "events": ["AID A B occurred"]}, "not of the form 'TYPE A>B status'"),
        ({"text": "{A} {B}", "events": ["AID A>B"]}, "not of the form"),
        ({"text": "{A} {B}", "events": ["GIVE A>B occurred"]}, "unknown type or status"),
        ({"text": "{A} {B}", "events": ["AID A>B done"]}, "unknown type or status"),
        ({"text": "{A} {B}", "events": ["AID A>C occurred"]}, "no mention of one of its actors"),
    ],
)
def test_faults_are_named_with_file_and_line(line: object, fault: str, tmp_path: Path) -> None:
    good = {"text": "{A} {B}", "events": []}
    with pytest.raises(ValueError, match=r"events_made\.jsonl, line 2: ") as caught:
        written(tmp_path, good, line)
    assert fault in str(caught.value)


def test_what_is_no_json_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "acts_made.jsonl"
    path.write_text('{"text": \n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"acts_made\.jsonl, line 1"):
        list(read_written([path]))


def test_an_event_needs_its_actors() -> None:
    assert event("AID A>B occurred", {"A", "B", "C"}).recipient == ("B",)
    with pytest.raises(ValueError, match="no mention"):
        event("AID A>B occurred", {"A"})


def test_every_letter_draws_another_state_and_a_seed_the_same(registry: Registry, tmp_path: Path) -> None:
    (line,) = written(tmp_path, {"text": "{A} {B} {C} {D} {E}", "events": []})
    names = [mentions(Filler(registry, 3).fill(line)) for _ in range(2)]
    assert names[0] == names[1]
    assert len({words[0] for words in names[0].values()}) == 5
    filler = Filler(registry, 3)
    assert len({filler.fill(line).text for _ in range(5)}) == 5


def test_states_that_are_no_more_or_lack_a_form_are_never_drawn(registry: Registry) -> None:
    drawn = Filler(registry, 1).states
    assert len(drawn) > 150
    assert all(s.adjectives and s.capitals for s in drawn)
    assert "SUN" not in {s.code for s in drawn}
