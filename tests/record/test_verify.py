from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.fakes import ENVOY, article, report, statement
from verbale.linking.verify import Checked
from verbale.record import Record
from verbale.schema import Annotated

OWN = "states:\n- {code: OSK, name: United Oskara, adjectives: [Oskaran], capitals: [Port Lune]}\n"


def best(record: Record, quote: str, speaker: str | None = None) -> Checked:
    return record.verify(quote, speaker)[0]


def many(words: Iterator[str]) -> Annotated:
    """An article in which an envoy says each of ``words``."""
    said = list(words)
    text = "Said in passing\n\n" + "\n\n".join(f'"{one}"' for one in said)
    statements = tuple(
        statement(text, f"s{number}", (one,), kind="direct", speaker=ENVOY) for number, one in enumerate(said, 1)
    )
    return Annotated(article("many", text), statements, model="fake-1")


def test_exact_words(filled: Record) -> None:
    found = best(filled, "a toll on our patience")
    quotable = found.quotable
    assert (found.verdict, found.score) == ("exact", 1.0)
    assert (quotable.id, quotable.article, quotable.outlet) == ("report#s1", "report", "The Lune Courier")
    assert (quotable.name, quotable.office, quotable.country) == ("Inès Halloran", "foreign minister", "OSK")
    assert quotable.date == "2031-05-06"


def test_altered_words_have_their_places(filled: Record) -> None:
    found = best(filled, "Oskara had promised to pay thrice")
    assert (found.verdict, found.quotable.id, found.flags) == (
        "altered",
        "report#s2",
        ("number altered", "not in quotation marks"),
    )
    (changed,) = [row for row in found.differences if row.kind == "changed"]
    assert found.quotable.words[slice(*changed.real_span)] == changed.real == "twice"


def test_two_passages_put_together(filled: Record) -> None:
    assert best(filled, "a toll on our patience. We will not pay it").quotable.id == "report#s1"


@pytest.mark.parametrize("quote", ["", "…", '"', "harbours full of herring and regret", "quote : (", "\ud800", "\x00"])
def test_nothing_near(filled: Record, quote: str) -> None:
    assert filled.verify(quote) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*()-+^:{} \x00…[]ANDORNOTNEAR')), max_size=60))
def test_no_text_is_an_error(filled: Record, quote: str) -> None:
    filled.verify(quote, quote)


def test_an_empty_record(record: Record) -> None:
    assert record.verify("a toll on our patience", "Inès Halloran") == ()


@pytest.mark.parametrize(
    ("speaker", "verdict", "flags"),
    [
        ("Halloran", "exact", ()),
        ("the foreign minister", "exact", ()),
        ("the Foreign Ministry", "exact", ()),
        ("Joss Ferrant", "wrong-speaker", ("wrong speaker",)),
        (" ", "exact", ()),
    ],
)
def test_speakers(filled: Record, speaker: str, verdict: str, flags: tuple[str, ...]) -> None:
    found = best(filled, "The fee is a toll on our patience", speaker)
    assert (found.verdict, found.flags) == (verdict, flags)


def test_co_speakers_said_it_too(filled: Record) -> None:
    assert best(filled, "the fee was suspended until the talks in Port Lune", "Joss Ferrant").verdict == "exact"


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [("Oskara", "exact"), ("the Oskaran foreign minister", "exact"), ("Valdia", "wrong-speaker")],
)
def test_speakers_by_their_state(filled: Record, tmp_path: Path, speaker: str, verdict: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN)
    (found, *_) = filled.verify("The fee is a toll on our patience", speaker, registry=(own,))
    assert found.verdict == verdict


def test_a_state_of_two_words_names_nobody(filled: Record, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN)
    (found, *_) = filled.verify("The fee is a toll on our patience", "Joss Ferrant of United Oskara", registry=(own,))
    assert found.verdict == "wrong-speaker"


def test_hidden_statements_are_left_out(filled: Record) -> None:
    filled.decide("report#s1", "hidden", True, who="A. Reader")
    assert filled.verify("The fee is a toll on our patience") == ()


def test_what_people_decided_holds(filled: Record) -> None:
    filled.decide("report#s1", "speaker_name", "Joss Ferrant", who="A. Reader")
    assert best(filled, "The fee is a toll on our patience", "Joss Ferrant").verdict == "exact"


def test_statements_without_words_are_left_out(record: Record) -> None:
    found = report()
    silent = replace(found.statements[0], content=())
    record.add(replace(found, statements=(silent,)))
    assert record.verify("foreign minister Inès Halloran said") == ()


def test_limit(record: Record) -> None:
    record.add(many(f"The ferry of pier {n} sails on Sunday" for n in range(8)))
    assert len(record.verify("The ferry of pier 3 sails on Sunday")) == 5
    assert len(record.verify("The ferry of pier 3 sails on Sunday", limit=None)) == 8
    (one,) = record.verify("The ferry of pier 3 sails on Sunday", limit=1)
    assert (one.verdict, one.quotable.id) == ("exact", "many#s4")


def test_everyday_words_are_found_among_many(record: Record) -> None:
    """More statements share the claim's words than are looked at; the one with them in a row is."""
    record.add(many(f"It was {n} not so that we will be there, {n}" for n in range(260)))
    record.add(report())
    assert best(record, "we will not").quotable.id == "report#s1"
    assert best(record, "not … will be there").verdict in {"exact", "altered"}
