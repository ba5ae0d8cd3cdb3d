"""One utterance or one event in several articles."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.linking.items import Item, ItemKind
from verbale.linking.same import contradictions, groups, keys, same_event, same_statement, variants
from verbale.linking.shared_words import certain_run, lexicon, lexicon_of, run, stem, words_of

DAY = dt.date(2031, 5, 6)


def said(article: str, words: str, name: str = "orlen", state: str = "XAA", days: int = 0, **more: Any) -> Item:
    item = Item(
        id=f"{article}#s1",
        article=article,
        kind="statement",
        place=(0, len(words)),
        words=words,
        actors=frozenset({state} - {""}),
        names=frozenset({name} - {""}),
        published=DAY + dt.timedelta(days),
        quoted=True,
    )
    return replace(item, **more)


def done(article: str, words: str, days: int | None = 0, **more: Any) -> Item:
    day = None if days is None else DAY + dt.timedelta(days)
    item = Item(
        id=f"{article}#e1",
        article=article,
        kind="event",
        place=(0, len(words)),
        words=words,
        actors=frozenset({"XAA"}),
        targets=frozenset({"XBB"}),
        type="SANCTION",
        first=day,
        last=day,
        published=day or DAY,
    )
    return replace(item, **more)


QUOTATION = "The gate stays shut for as long as the fence lies in the river"


def test_a_quotation_is_one_utterance() -> None:
    same = same_statement(said("a", QUOTATION), said("b", f"{QUOTATION}, and the river has time", days=1))
    assert same is not None
    assert same.reason == "same speaker, 14 words in a row"
    assert same.score > 0.9


def test_an_anniversary_quotes_old_words() -> None:
    same = same_statement(said("a", QUOTATION), said("b", "as long as the fence lies in the river", days=365))
    assert same is not None
    assert "told again later" in same.reason


def test_direct_and_indirect_speech_of_one_utterance() -> None:
    one = said("a", "No stranger will count our rods")
    same = same_statement(one, said("b", "that no stranger would count their rods", days=5, quoted=False))
    assert same is not None
    assert "6 words in a row" in same.reason


def test_a_phrase_used_again_in_other_matters_is_no_utterance() -> None:
    one = said("a", "On the river, we will go on working closely with our friends and neighbours")
    other = said("b", "On the mills, we will go on working closely with our friends in the south", days=60)
    assert same_statement(one, other) is None


def test_another_government_with_the_same_phrase_is_another_utterance() -> None:
    assert same_statement(said("a", QUOTATION), said("b", QUOTATION, name="vey", state="XBB")) is None


def test_another_person_of_the_government_needs_a_long_run() -> None:
    assert same_statement(said("a", QUOTATION), said("b", QUOTATION, name="vey", days=1)) is not None
    assert same_statement(said("a", QUOTATION), said("b", QUOTATION, name="vey", days=40)) is None
    short = "the gate stays shut for good and all"
    assert same_statement(said("a", short), said("b", short, name="vey")) is None


def test_a_formula_is_no_utterance() -> None:
    words = "that it would do so as soon as it could"
    assert same_statement(said("a", f"{words} in Marn"), said("b", f"{words} after lunch")) is None


def test_a_short_quotation_of_the_same_week() -> None:
    words = "an opinion with a stamp on it"
    assert same_statement(said("a", words), said("b", words, days=2)) is not None
    assert same_statement(said("a", "in kind and soon"), said("b", "in kind and late", days=2)) is None


def test_an_indirect_report_in_other_words() -> None:
    one = said("a", "that the talks on magnets would resume in the autumn", quoted=False)
    other = said("b", "magnets talks will be resumed by autumn", quoted=False, days=1)
    same = same_statement(one, other)
    assert same is not None
    assert "words of the content" in same.reason
    assert same_statement(one, replace(other, words="magnets talks will not be resumed by autumn")) is None
    assert same_statement(one, replace(other, published=DAY + dt.timedelta(9))) is None


def test_not_within_an_article_nor_across_kinds() -> None:
    assert same_statement(said("a", QUOTATION), said("a", QUOTATION)) is None
    assert same_statement(said("a", QUOTATION), done("b", QUOTATION)) is None
    assert same_event(done("a", QUOTATION), said("b", QUOTATION)) is None


def test_one_event_in_two_reports() -> None:
    one = done("a", "Amaria froze the assets of five Belorian mills")
    other = done("b", "sanctions on the mills of Beloria")
    same = same_event(one, other)
    assert same is not None
    assert same.reason == "SANCTION of the same parties, the same day, 2 words in common"
    assert same_event(one, replace(other, type="REQUEST")) is None
    assert same_event(one, replace(other, actors=frozenset({"XBB"}), targets=frozenset({"XAA"}))) is None
    assert same_event(one, replace(other, status="negated")) is None
    assert same_event(one, replace(other, first=DAY + dt.timedelta(9), last=DAY + dt.timedelta(9))) is None


def test_a_month_holds_a_day() -> None:
    month: dict[str, Any] = {"first": DAY.replace(day=1), "last": DAY.replace(day=31)}
    one = done("a", "Amaria froze the assets of five Belorian mills")
    assert same_event(one, done("b", "the freezing of the assets of the mills", **month)) is not None


def test_a_planned_meeting_that_took_place() -> None:
    both: dict[str, Any] = {
        "type": "CONSULT",
        "actors": frozenset({"XAA", "XBB"}),
        "targets": frozenset({"XAA", "XBB"}),
    }
    one = done("a", "The delegations are to meet in Marn on Tuesday", status="future", **both)
    other = done("b", "Talks of the delegations opened in Marn", 1, **both)
    assert same_event(one, other) is not None
    assert [c.about for c in contradictions(one, other)] == ["date"]


def test_a_practice_needs_fewer_words() -> None:
    one = done("a", "two attaches were declared persona non grata", subtype="expulsion")
    other = done("b", "the expulsion of two of its diplomats", 1, subtype="expulsion")
    assert same_event(one, other) is not None
    assert same_event(one, replace(other, subtype="recall")) is None


def test_the_same_words_are_one_event_however_coded() -> None:
    words = "handed the envoy a note on the killing of two river pilots"
    assert same_event(done("a", words, type="ACCUSE"), done("b", words, 1, type="REQUEST")) is not None


def test_numbers_of_the_same_things_contradict() -> None:
    one = done("a", "Two river pilots were shot and three wounded")
    found = contradictions(one, done("b", "Two pilots were killed and four wounded"))
    assert [(c.about, c.in_first, c.in_second) for c in found] == [("number", "three wounded", "four wounded")]
    assert found == contradictions(done("b", "Two pilots were killed and four wounded"), one)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("a boat with 14 people on board", "all 16 men and women who sailed", True),
        ("put four Belorians on a list", "placed five persons under sanctions", True),
        ("three machine-tool makers", "four toolmakers", True),
        ("200 lorries", "two hundred lorries", False),
        ("forty-one crates", "41 crates", False),
        ("11,000 crates", "some 11,400 crates", False),
        ("40 million marks", "64 million marks", True),
        ("on 13 April the gates were shut", "on 12 April the gates were shut", False),
        ("at 10:40 the gates were shut", "at 10:47 the gates were shut", False),
        ("five mills and two yards", "two mills", True),
        ("25 per cent", "25 percent", False),
    ],
)
def test_numbers(one: str, other: str, differ: bool) -> None:
    assert bool(contradictions(done("a", one), done("b", other))) == differ


def test_wording_and_speaker_contradict() -> None:
    one, other = said("a", "We will answer in kind and in good time"), said("b", "We will answer in kind and at once")
    assert [c.about for c in contradictions(one, other)] == ["wording"]
    dropped = contradictions(said("a", "We do not shoot across the river"), said("b", "We do shoot across the river"))
    assert [(c.about, c.reason) for c in dropped] == [("wording", "“not” and “–”")]
    assert contradictions(one, said("b", "answer in kind")) == ()
    assert [c.about for c in contradictions(one, replace(one, id="b#s1", names=frozenset({"vey"})))] == ["speaker"]


def test_days_far_apart_are_no_contradiction() -> None:
    assert contradictions(done("a", "the mills were shut"), done("b", "the mills were shut", 365)) == ()
    next_day = DAY + dt.timedelta(1)
    issued = said("b", QUOTATION, days=1, first=next_day, last=next_day)
    assert contradictions(said("a", QUOTATION, first=DAY, last=DAY), issued) == ()


def test_variants_show_their_differences() -> None:
    texts = ["We will never pay.", "We will never, never pay", "we will never pay", "will never pay"]
    found = variants(texts)
    assert [(v.text, v.count) for v in found] == [
        ("We will never pay.", 2),
        ("We will never, never pay", 1),
        ("will never pay", 1),
    ]
    assert [v.differences for v in found] == [(), (("", "never"),), ()]
    assert variants(texts[::-1]) == found
    assert variants([]) == ()


def test_groups_are_connected_components() -> None:
    links = [("c", "a"), ("d", "e"), ("x", "a"), ("e", "f")]
    assert groups("fedcba", links) == [("a", "c"), ("b",), ("d", "e", "f")]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.randoms(use_true_random=False))
def test_groups_have_no_order(links: list[tuple[int, int]], draw: random.Random) -> None:
    ids, named = [str(n) for n in range(10)], [(str(a), str(b)) for a, b in links]
    found = groups(ids, named)
    draw.shuffle(ids)
    draw.shuffle(named)
    assert groups(ids, [(b, a) for a, b in named]) == found
    assert sorted(id for group in found for id in group) == sorted(ids)


WORDS = "the that it not bridge toll river gate mills pilots envoy note shut froze of in"
VOCABULARY = tuple(WORDS.split())


@st.composite
def items(draw: st.DrawFn, article: str, words: list[str]) -> Item:
    start = draw(st.none() | st.integers(0, 45).map(lambda n: DAY + dt.timedelta(n)))
    length = draw(st.sampled_from([0, 0, 6, 29, 30, 31, 364]))
    kinds: tuple[ItemKind, ...] = ("statement", "event")
    return Item(
        id=f"{article}#1",
        article=article,
        kind=draw(st.sampled_from(kinds)),
        place=(0, 1),
        words=" ".join(words),
        actors=draw(st.frozensets(st.sampled_from(["XAA", "XBB", "XCC"]), max_size=3)),
        targets=draw(st.frozensets(st.sampled_from(["XAA", "XBB", "XCC"]), max_size=3)),
        names=draw(st.frozensets(st.sampled_from(["orlen", "vey", "marn"]), max_size=3)),
        type=draw(st.sampled_from(["SANCTION", "CONSULT", "ACCUSE", ""])),
        subtype=draw(st.sampled_from(["", "recall"])),
        status=draw(st.sampled_from(["occurred", "future"])),
        first=start,
        last=start and start + dt.timedelta(length),
        published=draw(st.none() | st.integers(0, 45).map(lambda n: DAY + dt.timedelta(n))),
        quoted=draw(st.booleans()),
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Item, Item]:
    """Two items that share a stretch of words in different surroundings."""
    some = st.lists(st.sampled_from(VOCABULARY), max_size=40)
    shared = draw(st.lists(st.sampled_from(VOCABULARY), max_size=20))
    texts = [[*draw(some), *shared, *draw(some)] if draw(st.booleans()) else shared for _ in range(2)]
    first = draw(items("a", texts[0]))
    second = draw(items("b", texts[1]))
    return first, replace(second, kind=first.kind) if draw(st.booleans()) else second


@given(pairs())
@settings(max_examples=300, deadline=None)
def test_accepted_pairs_share_a_key(pair: tuple[Item, Item]) -> None:
    one, other = pair
    for decide in (same_statement, same_event):
        found = decide(one, other)
        assert found == decide(other, one)
        if found:
            assert 0 < found.score <= 1
            assert set(keys(one)) & set(keys(other)), found.reason
    assert contradictions(one, other) == contradictions(other, one)
    assert max(len(keys(one)), len(keys(other))) <= 24


@given(st.lists(st.sampled_from(VOCABULARY), max_size=120), st.lists(st.sampled_from(VOCABULARY), max_size=60))
@settings(deadline=None)
def test_a_certain_run_has_a_common_fingerprint(long: list[str], short: list[str]) -> None:
    one, other = words_of(" ".join([*long, *short])), words_of(" ".join([*short, *long[:5]]))
    if len(run(one, other)) >= certain_run(one, other):
        assert set(one.fingerprints) & set(other.fingerprints)


def test_word_lists() -> None:
    """The file has lists of folded words, none of them read as something else by YAML."""
    from importlib.resources import files

    data = yaml.safe_load((files("verbale.linking") / "data" / "same.yaml").read_text(encoding="utf-8"))
    assert set(data) == set(lexicon_of(data).__dataclass_fields__)
    lists = [data["negations"], data["negating"], data["persons"], data["rough"], data["calendar"]]
    lists += [*data["families"], *data["shifted"]]
    for words in [*lists, list(data["numbers"]), list(data["scales"]), data["stop"].split()]:
        assert all(isinstance(word, str) and word == word.casefold() for word in words), words
        assert len(set(words)) == len(words), words
    stems = [{stem(word) for word in family} for family in data["families"]]
    assert all(a.isdisjoint(b) for n, a in enumerate(stems) for b in stems[n + 1 :])
    assert lexicon() == lexicon_of(data)
