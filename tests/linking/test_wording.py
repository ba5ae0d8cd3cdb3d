"""Tokens of a wording, and two wordings side by side."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from verbale.linking.tokens import CLAUSE, NONE, OMISSION, SENTENCE
from verbale.linking.word_lists import made_of, word_lists
from verbale.linking.wording import Alignment, align, most, read

PIECES = (
    *(
        "we",
        "don't",
        "can't",
        "will",
        "not",
        "the",
        "U.S.",
        "[Pakistan]",
        "[t]he",
        "thirty",
        "one",
        "thirty-one",
        "per",
    ),
    *("cent", "%", "…", ",", ".", "1,200", "5", "cease-fire", "ceasefire", "Kestria's", "no"),
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="ab12 .,…'’[]n't-%“”\n", max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
)


def rows(claim: str, real: str) -> list[tuple[str, str, str]]:
    found = aligned(claim, real)
    return [(row.kind, row.claimed, row.real) for row in found.differences()]


def aligned(claim: str, real: str) -> Alignment:
    found = align(read(claim), read(real))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We DON’T negotiate,”", "we do not negotiate"),
        ("They can't, won't, cannot.", "they can not will not can not"),
        ("n't", "not"),
        ("We're told I'm wrong; it's late", "we are told i am wrong it is late"),
        ("Kestria's gate", "kestria's gate"),
        ("three of thirty-one", "3 of 31"),
        ("Twenty one and nineteen", "21 and 19"),
        ("20 5", "20 5"),
        ("1,200 tons, 10.47 p.m.", "1200 tons 10.47 pm"),
        ("5% or five per cent", "5 percent or 5 percent"),
        ("the U.S. and the US", "the us and the us"),
        ("[T]he minister want[ed] it", "the minister wanted it"),
        ("Sühne, Élan", "suhne elan"),
        ("cease-fire – now — or never", "cease fire now or never"),
        ("$5", "$ 5"),
        ("_under_ score", "under score"),
        ("", ""),
        ("… “!”", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(read(text).words) == words


def test_what_stands_before_a_word() -> None:
    text = "One, two. Three … four [...] five Mr. Six seven\n\neight"
    assert [token.before for token in read(text).tokens] == [
        SENTENCE, CLAUSE, SENTENCE, OMISSION, OMISSION, NONE, NONE, NONE, SENTENCE,
    ]  # fmt: skip


def test_brackets_mark_an_insertion() -> None:
    inserted = {token.word for token in read("We thank [our neighbours] and [t]hem all").tokens if token.inserted}
    assert inserted == {"our", "neighbours", "them"}


def test_rows_of_a_changed_claim() -> None:
    assert rows("We will sign three letters on Monday evening", "We will not sign two letters on Monday") == [
        ("same", "We will", "We will"),
        ("left out", "", "not"),
        ("same", "sign", "sign"),
        ("changed", "three", "two"),
        ("same", "letters on Monday", "letters on Monday"),
        ("added", "evening", ""),
    ]


def test_a_claim_may_be_a_part() -> None:
    found = aligned("the gate stays shut", "He said that The Gate stays shut, whatever comes.")
    assert found.exact
    assert found.score == 1.0
    assert found.passage == (3, 7)


def test_changed_at_the_edges() -> None:
    assert rows("Three calls were made", "Nobody slept. Two calls were made, in both languages.")[0] == (
        "changed",
        "Three",
        "Two",
    )
    assert rows("calls were made at dawn", "Two calls were made. In January it snowed.")[-1][0] == "added"


@pytest.mark.parametrize(
    ("claim", "real"),
    [
        ("WE DO NOT WANT A CEASEFIRE", "“We don’t want a cease-fire”"),
        ("We thank [Pakistan] for its help", "We thank them for its help"),
        ("We thank them for its help", "We thank [the Republic of Pakistan] for its help"),
        ("We thank Pakistan for its help", "We [Kestrians] thank Pakistan for its help"),
        ("We will meet … in January at the gate", "We will meet, if God wills, in January at the gate"),
        ("We will meet [...] in January at the gate", "We will meet, if God wills, in January at the gate"),
        ("fourteen ships and 3 boats", "14 ships and three boats"),
        ("We will meet in January", "We will meet … in January"),
    ],
)
def test_lenient(claim: str, real: str) -> None:
    assert aligned(claim, real).exact


@pytest.mark.parametrize(
    ("claim", "real"),
    [
        ("We do [not] want a truce with them", "We do want a truce with them"),
        ("We want [three] ships of the line", "We want many ships of the line"),
        ("We will meet in January at the gate", "We will meet, if God wills, in January at the gate"),
        ("We want thirty-one ships", "We want thirteen ships"),
    ],
)
def test_not_lenient(claim: str, real: str) -> None:
    assert not aligned(claim, real).exact


def test_tense_and_person_are_nearer_than_other_words() -> None:
    real = "We will open the gate on Friday"
    assert (
        aligned("They would open the gate on Friday", real).score
        > aligned("You cats open the gate on Friday", real).score
    )


def test_omissions_stand_where_the_claim_has_them() -> None:
    real = "We were here on Monday. We were not there. We were ill."
    (left,) = [row for row in aligned("We were here on Monday. We were ill.", real).differences() if row.kind != "same"]
    assert left.real == "We were not there"


def test_nothing_shared() -> None:
    assert align(read("one two"), read("red blue")) is None
    assert align(read(""), read("red blue")) is None
    assert align(read("red"), read("")) is None


@given(TEXTS, TEXTS)
def test_any_text_aligns(claim: str, real: str) -> None:
    one, other = read(claim), read(real)
    for wording in (one, other):
        assert all(0 <= t.start < t.end <= len(wording.text) and t.word for t in wording.tokens)
        assert [t.start for t in wording.tokens] == sorted(t.start for t in wording.tokens)
    assert most(one, other) >= 0
    found = align(one, other)
    if found is None:
        return
    assert 0 < found.score <= 1
    told = [range(*row.claimed) for row in found.rows]
    assert [at for places in told for at in places] == list(range(len(one.words)))
    real_rows = [row.real for row in found.rows]
    assert all(a[1] == b[0] for a, b in pairwise(real_rows))


@given(TEXTS, TEXTS)
def test_offsets_point_at_the_words(claim: str, real: str) -> None:
    found = align(read(claim), read(real))
    for row in found.differences() if found else ():
        assert claim[slice(*row.claimed_span)] == row.claimed
        assert real[slice(*row.real_span)] == row.real
        assert bool(row.real) != (row.kind == "added") or row.note
        assert row.kind != "same" or row.note or set(read(row.claimed).words) & set(read(row.real).words)


@given(TEXTS)
def test_a_text_is_exactly_itself(text: str) -> None:
    wording = read(text)
    if wording.words:
        found = aligned(text, text)
        assert found.exact
        assert found.score == 1.0
        assert found.run == len(wording.words)


def test_data_schema() -> None:
    data = yaml.safe_load((files("verbale.linking") / "data" / "wording.yaml").read_text(encoding="utf-8"))
    lists = word_lists()
    assert made_of(data) == lists
    for name, value in data.items():
        words = [w for group in value for w in group] if name == "kin" else list(value)
        assert all(isinstance(word, str) and word == word.casefold() and word.strip() for word in words), name
        assert len(words) == len(set(words)) or name == "roles", name
    for name in ("units", "teens", "tens"):
        assert all(isinstance(n, int) for n in data[name].values())
    assert all(isinstance(word, str) for parts in data["contractions"].values() for word in parts)
    assert not lists.stop & lists.negations
    assert not lists.stop & lists.quantities
    assert not lists.kin.keys() & (lists.negations | lists.quantities)
    assert all(len(group) > 1 for group in data["kin"])
    assert lists.lesser <= lists.roles | {"undersecretary"}
