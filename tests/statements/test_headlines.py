import pytest

from verbale.statements.headlines import repeated, stem
from verbale.statements.prompts import prompted_by, prompts


@pytest.mark.parametrize(("a", "b"), [("deny", "denied"), ("sanction", "sanctions"), ("reject", "rejected")])
def test_forms_of_a_word_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_a_headline_that_the_body_repeats() -> None:
    body = "the fishing fleet would be kept out of the Straits until a treaty was signed"
    assert repeated("fishing fleet to be kept out of Straits", [body])
    assert not repeated("consul expelled within two days", [body])


def test_prompts_stand_in_the_statements_sentence() -> None:
    text = (
        'He smiled. "No," said Hollen when asked whether the fleet would sail. She left. Asked about fish, he said yes.'
    )
    found = prompts(text)
    assert [text[a:b] for a, b in found] == ["when asked whether the fleet would sail", "Asked about fish"]
    at = text.index("said Hollen")
    assert prompted_by(text, (at, at + 4), found) == (found[0],)
    at = text.index("said yes")
    assert prompted_by(text, (at, at + 4), found) == (found[1],)
