from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.encoding import BREAKS, CASES, QUOTES, Encoded, encode, pieces_in, plain, quote_states, windows

VOCABULARY = Path(__file__).parents[2] / "src/verbale/language/weights/tokenizer.json"
TEXTS = st.text(alphabet=st.sampled_from("ab US.,\n“”\"'`é—Ж\u0000\U0001f600«»’"), max_size=200)


def encoded(text: str) -> Encoded:
    return encode(text, VOCABULARY)


@given(TEXTS)
def test_pieces_stay_inside_the_text_and_in_order(text: str) -> None:
    got = encoded(text)
    assert len(got.ids) == len(got.shapes) == len(got.start) == len(got.end) == len(got.first)
    if len(got):
        assert got.start.min() >= 0
        assert got.end.max() <= len(text)
        assert (got.end >= got.start).all()
        assert (np.diff(got.start) >= 0).all()


@given(TEXTS)
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(max_size=300))
def test_quote_states_never_break(text: str) -> None:
    assert len(quote_states(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "no" twice', "no"),
        ("He said “no” twice", "no"),
        ("He said ''no'' twice", "no"),
        ("He said «no» twice", "no"),
        ('"One para.\n"Two para." he said', "One para.Two para."),
        ('An odd mark " closes with its paragraph.\n\nNothing here.', " closes with its paragraph."),
        (
            'The minister said at length that "talks which had been put off\nin spring" would begin.',
            "talks which had been put off\nin spring",
        ),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: str) -> None:
    states = quote_states(text)
    assert "".join(c for c, s in zip(text, states, strict=True) if s == QUOTES.index("inside")) == inside


def test_a_word_keeps_its_case() -> None:
    got = encoded("US and us and McLean met Ila in 2031")
    case = (got.shapes // (len(QUOTES) * len(BREAKS)))[got.first]
    assert [CASES[c] for c in case] == [
        "upper", "lower", "lower", "lower", "mixed", "lower", "title", "lower", "other",
    ]  # fmt: skip


def test_lines_are_counted() -> None:
    got = encoded("One two\nthree\n\nfour")
    assert got.lines()[got.first].tolist() == [1, 1, 2, 3]


@given(st.integers(1, 900), st.integers(16, 80), st.integers(2, 14))
def test_every_piece_is_read_from_one_window(words: int, size: int, overlap: int) -> None:
    got = encoded(" ".join(["word"] * words))
    cuts = windows(got, size, overlap)
    read = [i for cut in cuts for i in range(cut.keep_start, cut.keep_end)]
    assert read == list(range(len(got)))
    for cut in cuts:
        assert cut.start <= cut.keep_start <= cut.keep_end <= cut.end
        assert cut.end - cut.start <= size


def test_ranges_leave_the_rest_out() -> None:
    text = "Headline here\nCaption there\nBody text"
    got = encode(text, VOCABULARY, [(0, 13), (28, len(text))])
    words = [text[a:b] for a, b in zip(got.start, got.end, strict=True)]
    assert "".join(words) == "HeadlinehereBodytext"


def test_pieces_in_spans() -> None:
    got = encoded("alpha beta gamma")
    assert int(got.start[pieces_in(got, [(6, 10)])[0]]) == 6
    assert len(pieces_in(got, [])) == 0
