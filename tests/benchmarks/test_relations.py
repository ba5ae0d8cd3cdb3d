"""Reading PLV's rows, the scores of relations, and the project's own sentences without an event."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.relations import best_root, macro_f1, marked, negatives, root, rows
from verbale.events.relate import LABELS
from verbale.language.labels import RELATIONS


def row(sentence: str, source: str = "Kestria", target: str = "Valdoria") -> dict[str, str]:
    return {"marked_sentence": sentence, "source": source, "target": target}


def places(found: tuple[str, tuple[int, int], tuple[int, int]]) -> tuple[str, str, str]:
    text, source, target = found
    return text, text[slice(*source)], text[slice(*target)]


def test_marks_are_taken_out_and_give_the_places() -> None:
    found = marked(row("The <s>Kestrian army</s> struck <t>Valdoria</t> < 3 times."))
    assert places(found) == ("The Kestrian army struck Valdoria < 3 times.", "Kestrian army", "Valdoria")


def test_the_target_may_come_first() -> None:
    found = marked(row("<t>Valdoria</t> was struck by <s>Kestria</s>"))
    assert places(found) == ("Valdoria was struck by Kestria", "Kestria", "Valdoria")


def test_marks_within_one_another() -> None:
    found = marked(row("<s>The army of <t>Valdoria</t></s> mutinied."))
    assert places(found) == ("The army of Valdoria mutinied.", "The army of Valdoria", "Valdoria")


def test_unmarked_actors_are_found_by_their_words() -> None:
    found = marked(row("Troops of KESTRIA struck <t>Valdoria</t>."))
    assert places(found) == ("Troops of KESTRIA struck Valdoria.", "KESTRIA", "Valdoria")
    text, source, _ = marked(row("They struck <t>Valdoria</t>."))
    assert 0 <= source[0] < source[1] <= len(text)


@given(st.lists(st.sampled_from(["<s>", "</s>", "<t>", "</t>", "Kestria", "Valdoria", " hit ", "<", ">"]), max_size=12))
def test_any_marks_are_survived(parts: list[str]) -> None:
    text, *spans = marked(row("x" + "".join(parts)))
    assert not any(mark in text for mark in ("<s>", "</s>", "<t>", "</t>"))
    assert all(0 <= a <= b <= len(text) for a, b in spans)


def test_rows_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    head = "sentence_id\tmarked_sentence\tsource\ttarget\troot\n"
    path.write_text(head + '7\t"We left," <s>Kestria</s> told <t>Valdoria</t>.\tKestria\tValdoria\tYIELD\n', "utf-8")
    ((task, code),) = rows(path)
    assert (task.id, task.text, code) == ("7", '"We left," Kestria told Valdoria.', "YIELD")
    assert (task.text[slice(*task.actor)], task.text[slice(*task.recipient)]) == ("Kestria", "Valdoria")


def test_concessions_and_retreats_are_one_root() -> None:
    assert root("CONCEDE") == root("RETREAT") == "YIELD"
    assert len({root(kind) for kind in RELATIONS}) == len(RELATIONS) - 1
    chances = dict.fromkeys(LABELS, 0.0) | {"CONCEDE": 0.2, "RETREAT": 0.2, "AID": 0.3, "none": 0.3}
    assert best_root(chances, ["AID", "YIELD"]) == "YIELD"
    assert best_root(chances | {"AID": 0.5}, ["AID", "YIELD"]) == "AID"


def test_plv_knows_no_none_and_only_its_own_roots() -> None:
    chances = dict.fromkeys(LABELS, 0.0) | {"none": 0.9, "AID": 0.06, "AGREE": 0.04}
    assert best_root(chances, ["AGREE", "AID", "YIELD"]) == "AID"
    assert best_root(chances, ["AGREE", "YIELD"]) == "AGREE"


def test_f1_by_hand() -> None:
    gold = ["AID", "AID", "AGREE", "YIELD"]
    found = ["AID", "AGREE", "AGREE", "REJECT"]
    scores = macro_f1(gold, found)
    assert set(scores) == {"AID", "AGREE", "YIELD", "macro", "micro"}
    assert (scores["AID"], scores["AGREE"], scores["YIELD"]) == pytest.approx((2 / 3, 2 / 3, 0))
    assert scores["macro"] == pytest.approx(4 / 9)
    assert scores["micro"] == 0.5
    assert set(macro_f1(gold, gold).values()) == {1.0}


def test_negatives_are_pairs_in_both_orders() -> None:
    tasks = negatives()
    assert len(tasks) > 400
    assert len({task.id for task in tasks}) == len(tasks)
    both = {(t.text, t.actor, t.recipient) for t in tasks}
    assert all((text, recipient, actor) in both for text, actor, recipient in both)
    for task in tasks:
        assert task.actor != task.recipient
        for start, end in (task.actor, task.recipient):
            assert task.text[start:end].strip()
    assert [t.text for t in negatives()] == [t.text for t in tasks]
