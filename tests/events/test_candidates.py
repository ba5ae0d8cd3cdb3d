"""What may be an event: by what sentences say and by what statements do."""

from __future__ import annotations

import pytest

from tests.events.made import Say, article, read, statement, words
from verbale.events.candidates import TYPE_OF_ACT, Candidate, related_candidates, spoken_candidates
from verbale.language.labels import ACTS, RELATIONS
from verbale.schema import Speaker, Statement


def said(text: str, *says: Say) -> list[Candidate]:
    return list(related_candidates(read(article(text), says)))


def spoken(text: str, made: Statement, *says: Say) -> list[Candidate]:
    return list(spoken_candidates(read(article(text), says), [made]))


def test_every_act_that_is_an_event_has_a_type() -> None:
    assert set(TYPE_OF_ACT) < set(ACTS)
    assert set(TYPE_OF_ACT.values()) < set(RELATIONS)


def test_a_relation_is_one_candidate_with_its_place() -> None:
    text = "On Monday Kestria imposed sanctions on Valdoria over fish."
    (one,) = said(text, Say("SANCTION", "Kestria", "Valdoria", "imposed", 0.7, "negated"))
    assert (one.type, one.actor, one.recipient) == ("SANCTION", ("XKE",), ("XVA",))
    assert one.chance == pytest.approx(0.7)
    assert one.status == "negated"
    assert [words(text, e) for e in one.evidence] == ["Kestria imposed sanctions on Valdoria"]
    assert (one.statement, one.crowd) == (None, 2)


def test_evidence_ends_with_a_word() -> None:
    text = "On Monday Kestria and Valdoria agreed to a truce."
    says = (Say("AGREE", "Kestria", "Valdoria", "agreed"), Say("AGREE", "Valdoria", "Kestria", "agreed"))
    (one,) = said(text, *says)
    assert [words(text, e) for e in one.evidence] == ["Kestria and Valdoria agreed"]


def test_where_nothing_is_read_there_are_no_candidates() -> None:
    text = "Kestria and Valdoria are neighbours."
    assert said(text) == []
    assert said(text, Say("SANCTION", "Kestria", "Valdoria", "are", 0.01)) == []


def test_what_both_do_to_one_another_is_one_event_without_a_recipient() -> None:
    text = "Kestria and Valdoria met on Monday."
    says = [Say("CONSULT", a, b, "met", 0.8) for a, b in (("Kestria", "Valdoria"), ("Valdoria", "Kestria"))]
    (one,) = said(text, *says)
    assert (set(one.actor), one.recipient) == ({"XKE", "XVA"}, ())


def test_three_that_meet_are_one_event() -> None:
    text = "Kestria, Valdoria and Tarvenia met on Monday."
    names = ("Kestria", "Valdoria", "Tarvenia")
    (one,) = said(text, *(Say("CONSULT", a, b, "met") for a in names for b in names if a != b))
    assert (set(one.actor), one.recipient, one.crowd) == ({"XKE", "XVA", "XTV"}, (), 3)


def test_blows_in_both_directions_stay_two_events() -> None:
    text = "Kestria and Valdoria shelled one another."
    says = [Say("ASSAULT", a, b, "shelled", 0.8) for a, b in (("Kestria", "Valdoria"), ("Valdoria", "Kestria"))]
    assert {(c.actor, c.recipient) for c in said(text, *says)} == {(("XKE",), ("XVA",)), (("XVA",), ("XKE",))}


def test_a_visit_hardly_read_the_other_way_round_keeps_its_direction() -> None:
    text = "Kestria praised Valdoria."
    says = [
        Say("SUPPORT", "Kestria", "Valdoria", "praised", 0.9),
        Say("SUPPORT", "Valdoria", "Kestria", "praised", 0.1),
    ]
    (one,) = said(text, *says)
    assert (one.actor, one.recipient) == (("XKE",), ("XVA",))


def test_one_actor_and_several_recipients_are_one_event() -> None:
    text = "Kestria imposed sanctions on Valdoria and Tarvenia."
    (one,) = said(text, *(Say("SANCTION", "Kestria", b, "imposed") for b in ("Valdoria", "Tarvenia")))
    assert (one.actor, set(one.recipient)) == (("XKE",), {"XVA", "XTV"})


def test_several_actors_and_one_recipient_are_one_event() -> None:
    text = "Kestria and Tarvenia imposed sanctions on Valdoria."
    (one,) = said(text, *(Say("SANCTION", a, "Valdoria", "imposed") for a in ("Kestria", "Tarvenia")))
    assert (set(one.actor), one.recipient) == ({"XKE", "XTV"}, ("XVA",))


def test_two_kinds_in_a_sentence_are_two_candidates() -> None:
    text = "Kestria accused Valdoria, and Tarvenia thanked Ilmaria."
    says = [Say("ACCUSE", "Kestria", "Valdoria", "accused"), Say("SUPPORT", "Tarvenia", "Ilmaria", "thanked")]
    assert {(c.type, c.actor) for c in said(text, *says)} == {("ACCUSE", ("XKE",)), ("SUPPORT", ("XTV",))}


TEXT = "Kestria accused Valdoria of lying. Tarvenia said nothing."


def test_an_accusation_is_an_event_towards_whom_it_is_read() -> None:
    made = statement(TEXT, "Kestria", "accused", "of lying", "accuse", about=("XTV",))
    (one,) = spoken(TEXT, made, Say("ACCUSE", "Kestria", "Valdoria", "accused", 0.8))
    assert (one.type, one.actor, one.recipient) == ("ACCUSE", ("XKE",), ("XVA",))
    assert one.chance == pytest.approx(0.8)
    assert (one.statement, one.act, one.sure) == (0, 0.8, 0.9)
    assert one.status == "occurred"
    assert words(TEXT, one.evidence[0]) == "Kestria accused Valdoria of lying"


def test_without_a_reading_the_first_that_it_is_about_is_the_recipient() -> None:
    made = statement(TEXT, "Kestria", "accused", "of lying", "accuse", about=("XTV", "XIL"))
    (one,) = spoken(TEXT, made)
    assert (one.recipient, one.chance, one.status) == (("XTV",), 0, "occurred")


def test_readings_of_other_sentences_tell_nothing_of_a_statement() -> None:
    text = "Kestria accused Valdoria of lying.\n\nKestria blamed Tarvenia."
    made = statement(text, "Kestria", "accused", "of lying", "accuse", about=("XVA",))
    (one,) = spoken(text, made, Say("ACCUSE", "Kestria", "Tarvenia", "blamed"))
    assert one.recipient == ("XVA",)


@pytest.mark.parametrize("act", ["state", "confirm", "deny", "decline"])
def test_acts_that_only_inform_are_no_events(act: str) -> None:
    assert spoken(TEXT, statement(TEXT, "Kestria", "accused", "of lying", act, about=("XVA",))) == []


def test_who_speaks_for_nobody_does_nothing() -> None:
    made = statement(TEXT, "Kestria", "accused", "of lying", "accuse", about=("XVA",))
    for speaker in (Speaker(), Speaker(country="XKE", former=True)):
        changed = Statement("s1", "direct", "accuse", 0.9, made.source, made.cue, made.content, speaker, about=("XVA",))
        assert spoken(TEXT, changed) == []


def test_an_accusation_of_nobody_is_no_event() -> None:
    assert spoken(TEXT, statement(TEXT, "Kestria", "accused", "of lying", "accuse")) == []
    assert spoken(TEXT, statement(TEXT, "Kestria", "accused", "of lying", "accuse", about=("XKE",))) == []


def test_joint_praise_needs_nobody_else() -> None:
    text = "Kestria and Valdoria praised the pact."
    made = statement(text, "Kestria and Valdoria", "praised", "the pact", "support")
    joint = Statement(
        "s1", "indirect", "support", 0.9, made.source, made.cue, made.content, made.speaker,
        co_speakers=(Speaker(country="XVA"),),
    )  # fmt: skip
    (one,) = spoken(text, joint)
    assert (one.actor, one.recipient) == (("XKE", "XVA"), ())


def test_the_evidence_of_a_long_statement_is_its_content() -> None:
    text = "Kestria accused Valdoria, " + "as it had done every year, " * 30 + "of lying."
    (one,) = spoken(text, statement(text, "Kestria", "accused", "of lying", "accuse", about=("XVA",)))
    assert words(text, one.evidence[0]) == "of lying"


def test_who_is_punished_does_not_punish_by_the_same_words() -> None:
    text = "Kestria imposed sanctions on firms in Valdoria that supply Meridonia."
    says = (
        Say("SANCTION", "Kestria", "Valdoria", "imposed", 0.8),
        Say("SANCTION", "Valdoria", "Meridonia", "imposed", 0.4),
    )
    assert [(c.actor, c.recipient) for c in said(text, *says)] == [(("XKE",), ("XVA",))]
    even = (says[0], Say("SANCTION", "Valdoria", "Kestria", "imposed", 0.7))
    assert len(said(text, *even)) == 2


def test_a_statement_about_another_tells_of_it() -> None:
    text = "Kestria accused Valdoria of theft."
    made = statement(text, "Kestria", "accused", "of theft", "accuse", about=("XVA",))
    (one,) = spoken(text, made)
    assert one.told
