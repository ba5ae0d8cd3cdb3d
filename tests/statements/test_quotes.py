import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.statements.quotes import kind_in, kind_of, quoted


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ('Renn said: "The listings are baseless."', '"The listings are baseless."', "direct"),
        ("Renn said the listings were baseless.", "the listings were baseless", "indirect"),
        ('Renn called the listings "baseless" and late.', 'the listings "baseless" and late', "mixed"),
        ("Renn spoke of 'mutual' threats.", "'mutual' threats", "mixed"),
        ("Renn said Kestria's friends' ships were late.", "Kestria's friends' ships were late", "indirect"),
        ("''We will answer,'' Renn said.", "''We will answer,''", "direct"),
        ("‘We will answer in kind,’ Renn said.", "‘We will answer in kind,’", "direct"),
        ('Renn said "the matter is closed', '"the matter is closed', "direct"),
    ],
)
def test_kinds(text: str, content: str, kind: str) -> None:
    start = text.index(content)
    assert kind_of(text, [(start, start + len(content))], quoted(text)) == kind


def test_the_issuers_own_words_are_direct() -> None:
    assert kind_in("document", True, "indirect") == "direct"
    assert kind_in("transcript", True, "mixed") == "direct"
    assert kind_in("transcript", False, "indirect") == "indirect"
    assert kind_in("press", True, "indirect") == "indirect"


@given(st.text(alphabet=st.sampled_from("ab '\"‘’“”\n.")))
def test_any_marks_are_survived(text: str) -> None:
    mask = quoted(text)
    assert len(mask) == len(text)
    assert kind_of(text, [(0, len(text))], mask) in ("direct", "indirect", "mixed")
