"""Checked quotations: verdicts, flags, speakers, search terms; and the benchmark's measure."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.verify import Searched, measure
from tests.linking.test_wording import TEXTS
from verbale.linking.quotable import fit
from verbale.linking.tokens import read
from verbale.linking.verify import Checked, Quotable, check, search_terms

TOVASCH: dict[str, Any] = {
    "name": "Mirel Tovasch",
    "office": "foreign secretary",
    "country": "XKE",
    "also": ("Kestria", "Kestrian"),
}
RENN: dict[str, Any] = {
    "name": "Ila Renn",
    "office": "spokeswoman",
    "country": "XVA",
    "also": ("Valdoria", "Ministry of Foreign Affairs of Valdoria"),
}


def quotable(key: str, words: str, quoted: bool = True, **of: Any) -> Quotable:
    return Quotable(id=key, words=words, article=key.split("#", maxsplit=1)[0], quoted=quoted, **of)


RECORD = (
    quotable("a#s1", "We have nothing to hide,", date="2031-02-03", **TOVASCH),
    quotable("a#s2", "No stranger will count our fuel.", date="2031-02-03", **TOVASCH),
    quotable("b#s1", "They were never on it. We are not thinking of sanctions against a neighbour. We are thinking of "
             "a letter that gets an answer.", date="2031-04-01", **RENN),
    quotable("b#s2", "Fourteen lorries crossed the bridge at Tessen, and nobody asked for their papers", **RENN),
    quotable("c#s1", "We were shown some material … and we thank Kestria [for it] … The rest can wait", **RENN),
    quotable("d#s1", "that fourteen lorries had crossed the bridge at Tessen", quoted=False, office="a diplomat"),
    quotable("e#s1", "Orders for the harvest have been placed with Meridonian merchants in the usual way", **TOVASCH),
)  # fmt: skip


def best(claim: str, speaker: str | None = None) -> Checked:
    return check(claim, RECORD, speaker)[0]


@pytest.mark.parametrize(
    ("claim", "speaker", "verdict", "key"),
    [
        ("we have nothing to hide", None, "exact", "a#s1"),
        ("“Nothing to hide”", "Tovasch", "exact", "a#s1"),
        ("14 lorries crossed the bridge at Tessen", "Valdoria", "exact", "b#s2"),
        ("We were shown some material and we thank Kestria", None, "exact", "c#s1"),
        ("They were never on it … We are thinking of a letter", "Ila Renn", "exact", "b#s1"),
        ("We are thinking of sanctions against a neighbour", "Ila Renn", "altered", "b#s1"),
        ("Forty lorries crossed the bridge at Tessen, and nobody asked for their papers", None, "altered", "b#s2"),
        ("We … thinking of sanctions against a neighbour", "Ila Renn", "altered", "b#s1"),
        ("They were never on it. We are thinking of a letter", "Ila Renn", "joined", "b#s1"),
        ("We have nothing to hide. No stranger will count our fuel.", "Mirel Tovasch", "joined", "a#s1"),
        ("No stranger will count our fuel: we have nothing to hide.", None, "joined", "a#s2"),
        ("We have nothing to hide … No stranger will count our fuel.", None, "exact", "a#s1"),
        ("No stranger will count our fuel", "Ila Renn", "wrong-speaker", "a#s2"),
        ("No stranger should count our fuel", "Spokeswoman Ila Renn", "wrong-speaker", "a#s2"),
    ],
)
def test_verdicts(claim: str, speaker: str | None, verdict: str, key: str) -> None:
    found = best(claim, speaker)
    assert (found.verdict, found.quotable.id) == (verdict, key)
    assert 0 < found.score <= 1
    assert found.reason


@pytest.mark.parametrize(
    "claim",
    [
        "",
        " … “!” ",
        "Our submarine left the museum on its own",
        "We have something",
        "We are thinking of the sea",
        "nothing hides",
        "the … of … a … the",
    ],
)
def test_absent(claim: str) -> None:
    assert check(claim, RECORD) == ()


@pytest.mark.parametrize(
    ("claim", "flags"),
    [
        ("We are thinking of sanctions against a neighbour", {"negation dropped"}),
        ("We do not have nothing to hide", {"negation added"}),
        ("stranger will count our fuel", {"negation dropped"}),
        ("Forty lorries crossed the bridge at Tessen, and nobody asked for their papers", {"number altered"}),
        ("Fourteen lorries crossed the bridge at Harl, and nobody asked for their papers", {"name altered"}),
        ("Fourteen lorries cross the bridge at Tessen, and nobody asks for our papers", {"tense or person"}),
        ("Orders for the harvest have been placed with Meridonian merchants in the unusual way", {"negation added"}),
        ("They were never on it … We are thinking of a letter", {"omission marked"}),
        ("They were never on it. We are thinking of a letter", {"joined"}),
        ("had crossed the bridge at Tessen", {"not in quotation marks"}),
        ("We have nothing to hide", set()),
    ],
)
def test_flags(claim: str, flags: set[str]) -> None:
    assert set(best(claim).flags) == flags


def test_reasons_say_what_differs() -> None:
    assert best("Forty lorries crossed the bridge at Tessen").reason == "6 of 7 words the same, “Forty” for “Fourteen”"
    reason = best("No stranger will count our fuel", "Ila Renn").reason
    assert reason == "all 6 words in a row; said by Mirel Tovasch (foreign secretary), not by Ila Renn"
    assert "cut off at “No”" in best("stranger will count our fuel").reason


def test_a_joined_claim_names_both_statements() -> None:
    found = best("We have nothing to hide. No stranger will count our fuel.")
    assert [passage.quotable.id for passage in found.further] == ["a#s2"]
    (row,) = found.further[0].differences
    claim = "We have nothing to hide. No stranger will count our fuel."
    assert claim[slice(*row.claimed_span)] == "No stranger will count our fuel"


def test_no_joining_across_speakers_or_articles() -> None:
    claim = "No stranger will count our fuel. Orders for the harvest have been placed with Meridonian merchants"
    assert all(found.verdict != "joined" for found in check(claim, RECORD))


def test_the_best_comes_first() -> None:
    words = "There is nothing in the herring key to negotiate"
    near = quotable("x#s1", "There is nothing on Tern Bank to negotiate", **TOVASCH)
    exact = quotable("x#s2", words, **RENN)
    assert check(words, [near, exact], "Mirel Tovasch")[0].verdict == "wrong-speaker"
    early = quotable("y#s1", words, date="2030-01-01", **RENN)
    paraphrase = quotable("w#s1", words, quoted=False, date="2029-01-01", **RENN)
    assert [c.quotable.id for c in check(words, [paraphrase, exact, early])] == ["y#s1", "x#s2", "w#s1"]


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("Mirel Tovasch", "same"),
        ("Tovasch", "same"),
        ("Foreign Secretary Tovasch", "same"),
        ("Ms. Tovasch", "same"),
        ("M. Tovasch", "same"),
        ("TOVASCH, Mirel", "same"),
        ("Kestria", "same"),
        ("the Kestrian government", "same"),
        ("foreign secretary of Kestria", "same"),
        ("the interior minister of Kestria", "unknown"),
        ("the foreign minister", "unknown"),
        ("", "unknown"),
        ("Ila Renn", "other"),
        ("Pella Tovasch", "other"),
        ("Valdoria", "other"),
        ("Kestria's ambassador, Ms Kremmer", "other"),
    ],
)
def test_speakers(claimed: str, expected: str) -> None:
    assert fit(claimed, RECORD[0]) == expected


def test_speakers_without_a_name() -> None:
    assert fit("Ila Renn", quotable("a#s1", "x", office="a senior diplomat")) == "unknown"
    assert fit("Ila Renn", quotable("a#s1", "x")) == "unknown"
    assert fit("president", quotable("a#s1", "x", name="Ada Moor", office="vice president")) == "unknown"
    joint = quotable("a#s1", "x", name="Dorrit Vasmer", also=("Lucan Everode",))
    assert fit("President Everode", joint) == "same"


@pytest.mark.parametrize(
    ("claim", "has", "lacks"),
    [
        ("We will not let it pass in silence", {"silence", "pass"}, {"it", "in"}),
        ("Three ships left Brenholt before the ministers could take part", {"Brenholt", "ships", "Three"}, {"the"}),
        ("A very long and eloquent introduction of considerable magnificence. She sits.", {"sits"}, {"of"}),
        ("It is what it is", {"what"}, set()),
        ("Valdoria's neighbours' doors", {"Valdoria", "neighbours", "doors"}, set()),
    ],
)
def test_search_terms(claim: str, has: set[str], lacks: set[str]) -> None:
    terms = set(search_terms(claim))
    assert has <= terms
    assert not lacks & terms


@given(TEXTS)
def test_search_terms_are_words(claim: str) -> None:
    terms = search_terms(claim)
    assert len(terms) <= 8
    assert all(term in claim and all(c.isalnum() for c in term) for term in terms)
    assert bool(terms) == any(c.isalnum() for token in read(claim).tokens for c in claim[token.start : token.end])


@given(TEXTS, st.lists(TEXTS, max_size=5), st.one_of(st.none(), TEXTS), st.randoms(use_true_random=False))
def test_any_text_can_be_checked(claim: str, texts: list[str], speaker: str | None, chance: random.Random) -> None:
    pool = [quotable(f"{'ab'[n % 2]}#s{n}", words, name="Ila Renn" if n % 3 else "") for n, words in enumerate(texts)]
    found = check(claim, pool, speaker)
    assert all(0 <= one.score <= 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        for row in one.differences:
            assert claim[slice(*row.claimed_span)] == row.claimed
            assert one.quotable.words[slice(*row.real_span)] == row.real
    chance.shuffle(pool)
    assert check(claim, pool, speaker) == found


@given(TEXTS, st.data())
def test_any_part_is_exact(content: str, data: st.DataObject) -> None:
    tokens = read(content).tokens
    if not tokens:
        return
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    part = content[tokens[first].start : tokens[last].end]
    found = check(part, [quotable("a#s1", content)])
    assert [one.verdict for one in found] == ["exact"]
    assert found[0].score == 1.0


def test_the_benchmark_measures_a_record() -> None:
    result = measure(RECORD, Searched(RECORD), 3)
    assert result["unaltered exact"] == 1.0
    assert result["first"] == 1.0
    assert result["invented claimed"] == 0.0
