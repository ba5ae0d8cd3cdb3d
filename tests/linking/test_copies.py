"""The same text printed twice."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.linking.copies import BANDS, Filter, Print, bands, copied, independent, print_of, sketch_of

LEAD = (
    "OSTREL - Kestria will close its two northern crossings to lorries from Valdoria on Monday, the ministry of trade "
    "said, after inspectors had found false papers in eleven loads of copper wire."
)
BODY = (
    "The minister told a session of parliament that the loads had come over the Tessen bridge at night. They were "
    "bound for a yard near the capital which has been empty since the flood. Customs men opened the first of them by "
    "chance when a driver asked for water and could not name the owner of his goods.",
    "Valdoria called the step hasty. Its trade office pointed out that nine of the eleven papers bore a Kestrian stamp "
    "and that nobody had asked for the registers in Port Aven, which are open on every working day.",
    "Some four hundred lorries use the crossings on a summer day. Drivers who were turned back on Friday slept in the "
    "meadow below the toll house, where a baker from the village sold them rolls at the price of the year before.",
    "A committee of both customs services is to meet in the toll house next week. It last met nine years ago and "
    "adjourned for lunch, according to its minutes, without naming an hour at which it would come together again.",
)
QUOTATION = (
    '"We shall open every load that comes over this bridge, by day and by night, and we shall weigh it and write down '
    "what is in it, until those who print false papers have grown tired of printing them and those who buy them have "
    'found another river to cross with their wire and their drivers who do not know whose wire it is."'
)
OTHER = (
    "PORT AVEN: Hauliers in the harbour reacted with anger on Friday to the news from the border. Many had contracts "
    "for the week and no second road.",
    "The head of their union, who has driven the route for thirty years, said he knew of no false paper and of many "
    "slow clerks. His members would wait at the bridge until the barrier went up.",
    "An economist at the seminary reckoned that a week without the crossings would cost the harbour a tenth of its "
    "monthly fees, most of it on fruit that cannot be kept.",
)
HOUSE = (
    "You are reading a free article. Support our reporters with a subscription that costs less than a cup of coffee a "
    "week and can be ended at any time. Sign up for the morning letter and never miss a story from the straits again. "
    "All rights reserved by the publishing house on the quay. For reprints write to the rights desk with the date and "
    "the title of the article and the name of the paper that would like to print it again in whole or in part."
)
AGENCY = "\n\n".join((LEAD, *BODY))


def test_the_same_text_is_a_copy() -> None:
    copy = copied(AGENCY, AGENCY.upper().replace(" ", "\n"))
    assert copy is not None
    assert (copy.share, copy.jaccard, copy.score) == (1.0, 1.0, 1.0)
    assert "100%" in copy.reason


def test_a_shortened_and_edited_reprint_is_a_copy() -> None:
    short = "\n\n".join(
        (
            "Border: lorries to be turned back",
            LEAD.replace("OSTREL - Kestria", "Our neighbour Kestria").replace(
                "the ministry of trade said", "it was said"
            ),
            BODY[0].replace("a session of parliament", "the house"),
            BODY[1].replace("hasty", "rash"),
        )
    )
    copy = copied(short, AGENCY)
    assert copy is not None
    assert copy == copied(AGENCY, short)
    assert copy.share > 0.6 > copy.jaccard


def test_a_common_quotation_is_no_copy() -> None:
    one = "\n\n".join((LEAD, QUOTATION, BODY[2]))
    other = "\n\n".join((OTHER[0], QUOTATION, OTHER[1]))
    assert copied(one, other) is None


def test_common_house_text_is_no_copy() -> None:
    one = "\n\n".join((LEAD, *BODY[:1], HOUSE))
    other = "\n\n".join((*OTHER[:2], HOUSE))
    assert copied(one, other) is None
    assert copied(one, other, one_outlet=True) is None


def test_a_gallery_of_captions_is_no_copy() -> None:
    """However long it is: it stands in one paragraph."""
    gallery = " ".join(f"Hide caption {n} of 90 The toll house at hour {n} of the strike" for n in range(90))
    assert copied("\n".join((LEAD, *BODY, gallery)), "\n".join((*OTHER, QUOTATION, gallery))) is None
    assert copied("\n".join((LEAD, *BODY, gallery)), "\n".join((LEAD, *BODY, gallery, HOUSE))) is not None


def test_common_posts_are_no_copy() -> None:
    posts = "\n".join(f"{part} — Ilva Renn (@ilvarenn) June {n}, 2031" for n, part in enumerate(BODY, 3))
    one, other = "\n".join((OTHER[0], posts)), "\n".join((OTHER[1], posts))
    assert copied(one, other) is None
    assert copied(one.replace("@", "of "), other.replace("@", "of ")) is not None


def test_a_report_of_another_day_with_common_background_is_no_copy() -> None:
    later = "\n\n".join((*OTHER, QUOTATION, LEAD, *BODY[:2]))
    assert copied(AGENCY, later) is None


def test_a_form_filled_in_anew_is_no_copy() -> None:
    def bulletin(week: int, loads: int, weight: str) -> str:
        return (
            f"Customs men at the Tessen bridge opened {loads} loads in the week ended March {week}, the ministry of "
            f"trade said in its weekly bulletin. They held back {weight} tonnes of copper, after {loads + 3} loads "
            f"in the week before. Since the first day of the year {loads * 9} loads were opened at both crossings, "
            f"it said. The barrier was down for {week + 2} hours, and {loads - 5} drivers without papers were turned "
            "back to the yard near the capital, where a baker from the village sells them rolls at the old price."
        )

    assert copied(bulletin(3, 41, "3.5"), bulletin(10, 58, "2.25")) is None
    assert copied(bulletin(3, 41, "3.5"), bulletin(3, 41, "3.5") + " " + BODY[0]) is not None


def test_of_a_brief_text_almost_all_must_be_common() -> None:
    form = (
        "{} said that its shares will be quoted in Port Aven by an exception from the rules of the harbour exchange, "
    )
    form += "which it failed to meet in the year of the flood. {} hopes that it can do so by the end of the summer and "
    form += "that the exchange will give it the time, but there can be no assurance of that, it said."
    assert copied(form.format("Kestrian Copper", "It"), form.format("Lune Mills", "The company")) is not None
    other = form.replace("the year of the flood", "May").replace("hopes that it", "believes that in the end it")
    assert copied(form.format("Kestrian Copper", "It"), other.format("Lune Mills", "The mill")) is None
    assert copied(form.format("Kestria", "It") + " 5 pct", form.format("Kestria", "It") + " 6 pct") is None


def test_one_outlet_may_use_its_background_again() -> None:
    later = "\n\n".join((LEAD, OTHER[1], BODY[2], OTHER[2]))
    assert copied(AGENCY, later) is not None
    assert copied(AGENCY, later, one_outlet=True) is None


def test_a_caption_is_too_little() -> None:
    assert copied(LEAD, LEAD) is None
    assert copied("", "") is None


def test_prints_tell_nothing_of_case_and_marks() -> None:
    print_ = print_of(AGENCY)
    assert print_ == print_of(AGENCY.upper().replace(",", " –"))
    assert print_.shingles > 200
    assert len(print_.signature) == 4 * BANDS
    assert print_.likeness(print_of(AGENCY + " " + HOUSE)) > 0.5
    assert print_of("Four words are few.").shingles == 0
    assert bands(print_of("Four words are few.")) == ()


def test_a_print_is_stable() -> None:
    """Stored prints stay comparable; a change of algorithm needs a new version."""
    assert bands(print_of("one two three four five"))[:2] == ("1.00.0e419025", "1.01.d51eaeb4")


def test_prints_of_different_kinds_do_not_compare() -> None:
    print_ = print_of(AGENCY)
    with pytest.raises(ValueError, match="prints of"):
        print_.likeness(Print(print_.signature, print_.shingles, version=print_.version + 1))


@pytest.mark.parametrize(("alike", "least"), [(0.5, 0.97), (0.1, 0.97), (0.05, 0.9)])
def test_alike_texts_share_a_band(alike: float, least: float) -> None:
    draw, hits, rounds = random.Random(3), 0, 60
    for _ in range(rounds):
        shared = round(300 * 2 * alike / (1 + alike))
        common = [f"w{draw.randrange(10**6)}" for _ in range(shared + 4)]
        texts = [common + [f"w{draw.randrange(10**6)}" for _ in range(300 - shared)] for _ in range(2)]
        first, second = (set(bands(print_of(" ".join(text)))) for text in texts)
        hits += bool(first & second)
    assert hits / rounds >= least


@given(st.lists(st.sampled_from(["north", "south", "bridge", "toll", "wire"]), max_size=80), st.integers(0, 80))
@settings(max_examples=50, deadline=None)
def test_copied_is_symmetric(words: list[str], cut: int) -> None:
    one, other = " ".join(words), " ".join(words[cut:] + words[:cut])
    assert copied(one, other) == copied(other, one)


def passes(a: str, b: str) -> bool:
    """Whether the sketches of two texts let them through; the same from either side."""
    first, second = sketch_of(a), sketch_of(b)
    found = Filter(first).passes(second)
    assert found == Filter(second).passes(first)
    return found


@given(
    st.lists(st.sampled_from(["north", "south", "bridge", "toll", "wire", "load"]), min_size=30, max_size=120),
    st.integers(0, 120),
    st.integers(0, 40),
)
@settings(max_examples=100, deadline=None)
def test_the_filter_loses_no_copy(words: list[str], cut: int, more: int) -> None:
    """Texts of few words repeat themselves, so that a shingle stands in many places."""
    one = " ".join(words)
    other = " ".join((*words[cut:], *(f"other{n}" for n in range(more)), *words[:cut]))
    if copied(one, other):
        assert passes(one, other)


def test_the_filter_keeps_apart_what_shares_little() -> None:
    assert passes(AGENCY, AGENCY)
    assert passes(AGENCY, "\n\n".join((*BODY, *OTHER)))
    assert not passes("\n\n".join((LEAD, *BODY)), "\n\n".join((*OTHER, LEAD[:60])))
    assert not passes(LEAD, LEAD)
    assert not passes("", AGENCY)


def test_a_copy_knows_whether_one_outlet_may_write_so() -> None:
    later = "\n\n".join((LEAD, OTHER[1], BODY[2], OTHER[2]))
    for text in (AGENCY, later):
        copy = copied(AGENCY, text)
        assert copy is not None
        assert copy.in_one_outlet == (copied(AGENCY, text, one_outlet=True) is not None)


def test_independent_counts_copies_once() -> None:
    ten = [(f"a{n}", f"paper {n}") for n in range(10)]
    reprints = [(f"a{n}", "a0") for n in range(1, 10)]
    assert independent(ten, reprints) == 1
    assert independent(ten, []) == 10
    assert independent([*ten, ("own", "paper 3")], reprints) == 2
    assert independent([("x", "paper"), ("y", "paper")], []) == 1
    assert independent([("x", ""), ("y", "")], []) == 1
    assert independent([], []) == 0


def test_independent_moves_texts_between_outlets() -> None:
    articles = [("a1", "A"), ("a2", "B"), ("b1", "A"), ("c1", "B"), ("c2", "C")]
    assert independent(articles, [("a1", "a2"), ("c1", "c2")]) == 3


@given(
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from("ABCD")), max_size=8, unique_by=lambda row: row[0]),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4),
    st.randoms(use_true_random=False),
)
def test_independent_is_bounded_and_without_order(
    articles: list[tuple[int, str]], copies: list[tuple[int, int]], draw: random.Random
) -> None:
    named = [(str(id), outlet) for id, outlet in articles]
    links = [(str(a), str(b)) for a, b in copies]
    count = independent(named, links)
    assert count <= len({outlet for _, outlet in named})
    assert (count == 0) == (not named)
    draw.shuffle(named)
    draw.shuffle(links)
    assert independent(named, [(b, a) for a, b in links]) == count


def test_accents_make_no_difference() -> None:
    composed, decomposed = "Ses pêcheurs ont quitté le détroit", "Ses pe\u0302cheurs ont quitte\u0301 le de\u0301troit"
    assert print_of(composed) == print_of(decomposed) == print_of("SES PECHEURS ONT QUITTE LE DETROIT")


def test_shingles_that_lie_over_one_another_do_not_cover_more_than_their_words() -> None:
    """A third of a text, taken over in one piece, has many shared shingles and covers a third of the words."""
    words = [f"word{number}" for number in range(300)]
    others = [f"other{number}" for number in range(300)]
    piece = " ".join(words[:90] + others[90:])
    assert not Filter(sketch_of(" ".join(words))).passes(sketch_of(piece))
    most = " ".join(words[:150] + others[150:])
    assert Filter(sketch_of(" ".join(words))).passes(sketch_of(most))
