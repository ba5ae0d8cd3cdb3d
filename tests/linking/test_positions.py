"""Stances, lines and their changes, of invented governments."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.events.ontology import Ontology, OntologyError
from verbale.language.labels import ACTS
from verbale.linking.items import Item
from verbale.linking.lexicon import CUES, Lexicon, parsed, read
from verbale.linking.positions import Position, positions, weight
from verbale.linking.shifts import FORMULA, Entry, Shift, shifts
from verbale.linking.stance import stance

START = dt.date(2031, 1, 1)


def said(words: str, act: str = "state", day: int = 0, cue: str = "said", **given: Any) -> Item:
    defaults: dict[str, Any] = {
        "id": f"art-{day:03}#s1",
        "article": f"art-{day:03}",
        "actors": frozenset({"XKE"}),
        "targets": frozenset({"XVA"}),
        "topics": frozenset({"trade"}),
        "first": START + dt.timedelta(days=day),
        "last": START + dt.timedelta(days=day),
        "published": START + dt.timedelta(days=day),
    }
    made = {**defaults, **given}
    return Item(kind=made.pop("kind", "statement"), place=(0, len(words)), words=words, act=act, cue=cue, **made)


def done(words: str, type: str, day: int = 0, **given: Any) -> Item:
    return said(words, "", day, "", kind="event", type=type, **{"id": f"art-{day:03}#e1", **given})


def only(items: Sequence[Item], **given: Any) -> Position:
    found = positions(items, **given)
    assert len(found) == 1
    return found[0]


def found(*items: Item, **given: Any) -> tuple[Shift, ...]:
    return only(items, **given).shifts


# Stances: what the words commit to.


@pytest.mark.parametrize(
    ("act", "cue", "words", "told"),
    [
        ("reject", "", "Everode rules out any new sanctions on timber", ("sanctions", -1, "does not")),
        ("reject", "ruled out", "new sanctions on timber", ("sanctions", -1, "does not")),
        ("deny", "said", "We have no plans to impose an embargo", ("sanctions", -1, "does not")),
        ("deny", "denied", "that it was considering tariffs on steel", ("tariffs", -1, "does not")),
        ("commit", "", "We will impose a tariff of ten per cent on steel from May", ("tariffs", 1, "will")),
        ("threaten", "", "We may yet impose tariffs if nothing moves", ("tariffs", 1, "may")),
        ("state", "", "We do not rule out sanctions", ("sanctions", 1, "may")),
        ("reject", "rejected", "calls to lift the embargo", ("sanctions", 1, "does not")),
        ("reject", "dismissed", "calls for sanctions", ("sanctions", -1, "does not")),
        ("commit", "", "Everode will lift its sanctions on Friday", ("sanctions", -1, "will")),
        ("request", "called on", "to come to the negotiating table", ("talks", 1, "will")),
        ("state", "", "We are ready for talks without conditions", ("talks", 1, "will")),
        ("reject", "", "There will be no talks while a single soldier stands on the island", ("talks", -1, "does not")),
        ("reject", "", "Talks with Everode are out of the question", ("talks", -1, "does not")),
        ("support", "welcomed", "the offer of talks", ("talks", 1, "will")),
        ("reject", "refused", "an independent inquiry into the sinking", ("inquiry", -1, "does not")),
        ("commit", "agreed to", "an independent inquiry into the sinking", ("inquiry", 1, "will")),
        ("commit", "", "Four inspectors may enter the plant on Monday", ("inspection", 1, "will")),
        ("reject", "", "We shall never recognise the junta's republic", ("recognition", -1, "does not")),
        ("support", "", "Everode respects the territorial integrity of Kestria", ("recognition", -1, "does")),
        ("commit", "", "Everode will reopen the border on Friday", ("closure", -1, "will")),
        ("state", "", "We apologise to the families", ("admission", 1, "does")),
        ("deny", "denied", "that its soldiers had fired", ("admission", -1, "does not")),
    ],
)
def test_what_a_statement_commits_to(act: str, cue: str, words: str, told: tuple[str, int, str]) -> None:
    (commitment,) = stance(said(words, act, cue=cue)).commitments
    assert (commitment.matter, commitment.sign, commitment.polarity) == told


@pytest.mark.parametrize(
    ("act", "cue", "words"),
    [
        ("decline", "", "would not comment on sanctions"),
        ("accuse", "", "the sanctions are unlawful"),
        ("reject", "rejected", "the sanctions as unlawful"),
        ("request", "urged", "to lift its sanctions at once"),
        ("support", "", "thanked Everode for its aid"),
        ("state", "", "The weather was fine"),
        ("reject", "", "If the talks fail"),
        # It rejects, and no word shows what.
        ("reject", "", "Talks with a wall"),
        # One thing and the opposite.
        ("state", "", "We will lift the sanctions. We will not lift the sanctions."),
    ],
)
def test_what_commits_to_nothing(act: str, cue: str, words: str) -> None:
    assert stance(said(words, act, cue=cue)).commitments == ()


@pytest.mark.parametrize(
    ("type", "subtype", "status", "words", "told"),
    [
        ("SANCTION", "sanctions", "occurred", "Everode imposed sanctions", ("sanctions", 1, "does")),
        ("SANCTION", "sanctions", "negated", "Everode is not considering sanctions", ("sanctions", -1, "does not")),
        ("SANCTION", "sanctions", "hypothetical", "Everode may impose sanctions", ("sanctions", 1, "may")),
        ("RETREAT", "sanctions-relief", "future", "Everode will lift its sanctions", ("sanctions", -1, "will")),
        (
            "REJECT",
            "sanctions-relief",
            "occurred",
            "Everode refused to lift its sanctions",
            ("sanctions", 1, "does not"),
        ),
        ("REQUEST", "sanctions-relief", "occurred", "Everode urged Kestria to lift sanctions", None),
        ("RETREAT", "tariff", "occurred", "Everode cut the tariff on steel", ("tariffs", -1, "does")),
        ("THREATEN", "tariff", "occurred", "Everode threatened tariffs", ("tariffs", 1, "may")),
        ("REJECT", "negotiation", "occurred", "Everode refused talks", ("talks", -1, "does not")),
        ("CONSULT", "negotiation", "occurred", "The two held talks in Vasmer", ("talks", 1, "does")),
        ("SANCTION", "recall", "occurred", "Everode recalled its ambassador", ("mission", -1, "does")),
        ("AGREE", "inquiry", "occurred", "Everode agreed to a joint inquiry", ("inquiry", 1, "will")),
        ("ACCUSE", "inquiry", "occurred", "Everode opened an inquiry into Kestria's deeds", None),
        ("CONCEDE", "apology", "occurred", "Everode apologised", ("admission", 1, "does")),
        ("SUPPORT", "apology", "occurred", "Kestria accepted the apology", None),
        ("CONCEDE", "recognition", "occurred", "The decree is revoked", ("recognition", -1, "does")),
    ],
)
def test_what_an_event_commits_to(
    type: str, subtype: str, status: str, words: str, told: tuple[str, int, str] | None
) -> None:
    commitments = stance(done(words, type, subtype=subtype, status=status)).commitments
    assert [(c.matter, c.sign, c.polarity) for c in commitments] == ([told] if told else [])


def test_the_value_follows_deeds_then_commitments_then_the_act() -> None:
    assert stance(done("Everode imposed sanctions", "SANCTION", score=-6.0)).value == -0.6
    assert (
        stance(said("We will lift our sanctions", "commit")).value > 0 > stance(said("Shame on them", "accuse")).value
    )
    assert stance(said("We have no plans for sanctions", "deny")).value > 0
    assert stance(said("It rained", "state")).value == 0


@given(st.text(max_size=200), st.sampled_from(["", *ACTS]), st.sampled_from(["statement", "event"]))
def test_any_words_have_a_stance(words: str, act: str, kind: str) -> None:
    item = said(words, act, kind=kind, type="SANCTION" if kind == "event" else "")
    told = stance(item)
    assert -1 <= told.value <= 1
    assert told.reason
    assert all(0 < one.firmness <= 1 for one in told.commitments)


# Lines and their changes.

RULED_OUT = "We are not considering sanctions"
IMPOSED = "Kestria imposed sanctions on two Valdorian banks"


def test_what_was_ruled_out_is_done() -> None:
    deed = done(IMPOSED, "SANCTION", 90, subtype="sanctions")
    (shift,) = found(said(RULED_OUT, "deny", 0), said("No sanctions are planned", "deny", 30), deed)
    assert (shift.old, shift.new, shift.kind) == ("art-030#s1", "art-090#e1", "ruled out, then done")
    assert shift.day == START + dt.timedelta(days=90)
    assert 0.7 < shift.score <= 1
    assert "sanctions" in shift.reason
    assert "2031-01-31" in shift.reason


def test_and_lifted_again() -> None:
    lifted = done("Kestria lifted the sanctions", "RETREAT", 200, subtype="sanctions-relief")
    deed = done(IMPOSED, "SANCTION", 90, subtype="sanctions")
    kinds = [one.kind for one in found(said(RULED_OUT, "deny", 0), deed, lifted)]
    assert kinds == ["ruled out, then done", "done, then ended"]


def test_a_threat_carried_out_is_a_shift_only_where_it_was_ruled_out() -> None:
    threat = said("We will impose sanctions unless the boats leave", "threaten", 10)
    deed = done(IMPOSED, "SANCTION", 90, subtype="sanctions")
    assert found(threat, deed) == ()
    (shift,) = found(said(RULED_OUT, "deny", 0), threat, deed)
    assert (shift.new, shift.kind) == (threat.id, "ruled out, then done")


def test_what_was_refused_is_agreed_and_the_reverse() -> None:
    no, yes = "We will not sit down with Valdoria", "We will sit down with Valdoria"
    (shift,) = found(said(no, "reject", 0), said(yes, "commit", 60))
    assert shift.kind == "refused, then agreed"
    (shift,) = found(said(yes, "commit", 0), said(no, "reject", 60))
    assert shift.kind == "agreed, then refused"


def test_a_denial_ends_in_an_apology() -> None:
    sorry = said("We apologise for the fire on the bridge", "state", 60)
    (shift,) = found(said("We did not fire on the bridge", "deny", 0), sorry)
    assert shift.kind == "denied, then admitted"
    # People deny much: one denial of something else is not taken back by it.
    assert found(said("We never saw the letter", "deny", 0), sorry) == ()


@pytest.mark.parametrize(
    "items",
    [
        # charges upon charges
        [said("Valdoria broke the treaty", "accuse", n) for n in (0, 20, 40)],
        # silence, and a refusal to comment
        [said(RULED_OUT, "deny", 0), said("would not discuss sanctions", "decline", 50)],
        # the same in other words
        [said("There will be no talks", "reject", 0), said("There is nothing to negotiate", "reject", 50)],
        # a plain remark on one day against a steady line
        [
            said("We will hold talks in May", "commit", 0),
            said("I would not talk to them", "state", 10),
            said("We look forward to the talks", "commit", 20),
        ],
        # another matter
        [said("There will be no talks", "reject", 0), said("We will send humanitarian aid", "commit", 50)],
        # on one day, in an order that is not known
        [said("There will be no talks", "reject", 0), said("We will hold talks", "commit", 0, id="art-000#s2")],
    ],
    ids=["accuse", "silence", "reworded", "stray", "other matter", "same day"],
)
def test_what_is_no_shift(items: list[Item]) -> None:
    assert found(*items) == ()


def test_plain_words_need_to_be_said_twice() -> None:
    line = said("We will hold talks in May", "commit", 0)
    once = said("I would not talk to them", "state", 10)
    again = said("We do not talk to them", "state", 25)
    assert found(line, once) == ()
    (shift,) = found(line, once, again)
    assert (shift.new, shift.old) == (once.id, line.id)


def test_a_lower_official_weighs_less_than_a_minister_and_a_deed_is_anybodys() -> None:
    line = said("There will be no talks", "reject", 0)
    turn = said("We will hold talks", "commit", 30)
    assert found(line, turn, weights={turn.id: weight(5)}) == ()
    assert len(found(line, turn, weights={turn.id: weight(2)})) == 1
    met = done("They held talks in Vasmer", "CONSULT", 30, subtype="negotiation")
    assert len(found(line, met, weights={met.id: weight(5)})) == 1
    assert weight(1) == weight(2) > weight(4) > weight(3) > weight(5) == weight(99)


def test_words_that_hold_the_line_are_its_last() -> None:
    held = said("The decision stands", "state", 60)
    (shift,) = found(
        said("There will be no talks", "reject", 0), held, said("We will sit down with them", "commit", 90)
    )
    assert shift.old == held.id


def test_a_vague_date_does_not_make_a_shift() -> None:
    vague = said(
        "We will hold talks", "commit", 31, last=START + dt.timedelta(days=58), published=START.replace(year=2032)
    )
    assert found(said("There will be no talks", "reject", 40), vague) == ()


# Formulas.

FORMULA_WORDS = "the border is a matter for the two coast guards alone"


def steady(count: int, step: int, words: str = FORMULA_WORDS, start: int = 0) -> list[Item]:
    return [said(f"Once more, {words}, whatever {n} says", "state", start + n * step) for n in range(count)]


def test_a_formula_is_dropped() -> None:
    later = [said(f"We look at the charts of year {n}", "state", 100 + n * 20) for n in (0, 1)]
    (shift,) = found(*steady(3, 20), *later)
    assert (shift.kind, shift.old, shift.new) == (FORMULA, "art-040#s1", "art-100#s1")
    assert "matter for the two coast guards alone" in shift.matter
    assert "3 of 3 statements" in shift.reason
    assert "missing from the 2 later ones" in shift.reason


def test_a_new_formula_is_named() -> None:
    new = "every line on the chart may be discussed"
    (shift,) = found(*steady(3, 20), *steady(2, 20, new, 100))
    assert f"“{new}" in shift.reason.replace("Once more, ", "")


@pytest.mark.parametrize(
    "items",
    [
        steady(3, 20),  # still used
        [*steady(3, 20), said("We look at the charts", "state", 100)],  # one statement later
        [*steady(3, 5), *(said(f"We look at charts {n}", "state", 100 + n) for n in (0, 1, 2))],  # within ten days
        # used now and then among many other statements
        sorted(
            [*steady(3, 20), *(said(f"Word {n}", "state", n, id=f"x{n}#s1") for n in range(1, 40, 3))]
            + [said(f"Other {n}", "state", 100 + n) for n in (0, 1)],
            key=lambda i: i.id,
        ),
    ],
    ids=["used", "once", "short", "rare"],
)
def test_a_formula_is_not_dropped(items: list[Item]) -> None:
    assert found(*items) == ()


# Positions.


def test_who_counts() -> None:
    own = said("There will be no talks", "reject", 0)
    former = said("Of course we shall talk", "commit", 20, former=True)
    nobody = said("We will hold talks", "commit", 30, actors=frozenset())
    opposition = said("We will hold talks", "commit", 40)
    undated = said("We will hold talks", "commit", 50, first=None, last=None, published=None)
    background = done("They held talks", "CONSULT", 50, first=None, last=None, status="historical")
    found = only([own, former, nobody, opposition, undated, background], weights={opposition.id: 0.0})
    assert [one.item for one in found.entries] == [own.id]


def test_one_entry_for_one_utterance_at_its_first_day() -> None:
    old = said("There will be no talks", "reject", 0)
    quoted = said("There will be no talks", "reject", 365, first=None, last=None)
    turn = said("We will sit down with them", "commit", 200)
    groups = {old.id: "g", quoted.id: "g"}
    position = only([old, turn, quoted], groups=groups)
    assert [one.item for one in position.entries] == [old.id, turn.id]
    assert position.entries[0].items == (old.id, quoted.id)
    assert len(position.shifts) == 1


def test_an_event_done_by_a_statement_is_one_with_it() -> None:
    words = said("Those who fired cannot judge", "reject", 0)
    event = done("turned down a joint inquiry", "REJECT", 0, subtype="inquiry", said=words.id)
    (entry,) = only([words, event]).entries
    assert entry.items == (event.id, words.id)
    assert entry.stance.commitments[0].matter == "inquiry"


def test_what_is_to_come_is_placed_at_its_announcement() -> None:
    lift = done("Kestria will lift the sanctions", "RETREAT", 60, status="future", subtype="sanctions-relief")
    announced = START + dt.timedelta(days=10)
    assert only([Item(**{**fields(lift), "published": announced})]).entries[0].day == announced


def fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__dataclass_fields__}


def test_topics_and_governments_are_apart() -> None:
    both = said(
        "There will be no talks", "reject", topics=frozenset({"trade", "borders"}), actors=frozenset({"XKE", "XIL"})
    )
    keys = [(p.government, p.about, p.topic) for p in positions([both])]
    assert keys == [(g, "XVA", t) for g in ("XIL", "XKE") for t in ("borders", "trade")]
    mutual = done("They met", "CONSULT", actors=frozenset({"XKE", "XVA"}), targets=frozenset({"XKE", "XVA"}))
    assert [(p.government, p.about) for p in positions([mutual])] == [("XKE", "XVA"), ("XVA", "XKE")]
    assert positions([]) == ()


WORDINGS = st.sampled_from(
    [
        ("There will be no talks", "reject"),
        ("We will hold talks", "commit"),
        ("I would not talk to them", "state"),
        ("The decision stands", "state"),
        ("We are not considering sanctions", "deny"),
        (FORMULA_WORDS, "state"),
    ]
)


@given(st.lists(st.tuples(st.integers(0, 200), WORDINGS), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(told: list[tuple[int, tuple[str, str]]], rng: random.Random) -> None:
    items = [said(words, act, day, id=f"a{n}#s1") for n, (day, (words, act)) in enumerate(told)]
    shuffled = copy.copy(items)
    rng.shuffle(shuffled)
    assert positions(items) == positions(shuffled)
    for position in positions(items):
        for shift in position.shifts:
            assert 0 < shift.score <= 1
            assert shift.reason
            days = {one.item: one.day for one in position.entries}
            assert days[shift.old] < days[shift.new] == shift.day


def test_shifts_take_bare_entries() -> None:
    assert shifts([]) == ()
    told = [Entry(one.id, one.first or START, stance(one), one.words) for one in steady(2, 10)]
    assert shifts(told) == ()


# The data.


def test_the_words_fit_the_ontology() -> None:
    lexicon, ontology = Lexicon.load(), Ontology.load()
    data = parsed()
    assert set(data) == {*CUES, "matters", "admission", "ranks", "acts", "types", "irregular"}
    assert tuple(data["acts"]) == ACTS
    assert all(-1 <= value <= 1 for value in lexicon.acts.values())
    assert set(lexicon.types.values()) <= set(ontology.types)
    assert set(lexicon.ranks) == {1, 2, 3, 4, 5}
    for name, matter in data["matters"].items():
        assert set(matter) <= {"side", "joint", "third", "subtypes", "types", "alone", "words", "ends"}, name
        assert set(matter["subtypes"]) <= set(ontology.subtypes), name
        assert {*matter.get("types", ()), *matter.get("alone", ())} <= set(ontology.types), name
        assert all(isinstance(one, str) for one in (*matter["words"], *matter["ends"])), name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d["matters"]["talks"].update(side=2), "talks: side 2"),
        (lambda d: d["matters"]["talks"].update(words=["... x"]), "cannot be read"),
        (lambda d: d["matters"]["talks"]["subtypes"].update(tariff=1), "two matters"),
        (lambda d: d.update(admission="guilt"), "no matter 'guilt'"),
    ],
)
def test_bad_words_are_told(change: Any, told: str) -> None:
    data = copy.deepcopy(parsed())
    change(data)
    with pytest.raises(OntologyError, match=told):
        read(data)
