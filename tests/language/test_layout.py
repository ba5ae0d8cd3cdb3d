from hypothesis import given
from hypothesis import strategies as st

from verbale.language.layout import laid_out


def parts(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (text[slice(*x.source)].strip(), text[slice(*x.cue)], [text[a:b] for a, b in x.content]) for x in laid_out(text)
    ]


def test_a_signed_quotation() -> None:
    text = "Readers wrote:\n\n“The ferry should sail again this spring.” ― Ila Renn, teacher\n\nAnd more."
    assert parts(text) == [("Ila Renn, teacher", "―", ["“The ferry should sail again this spring.”"])]


def test_labelled_turns_with_a_quoted_paragraph_that_goes_on() -> None:
    text = (
        'They met on air.\n"HOLLEN: We have no quarrel with anyone."\n"And we want none."\n'
        '"RENN: That is not what we heard."\n"HOLLEN: Then listen."\nHe left.'
    )
    found = parts(text)
    assert [source for source, _, _ in found] == ["HOLLEN", "RENN", "HOLLEN"]
    assert found[0][2] == ['We have no quarrel with anyone."', 'And we want none."']


def test_a_dateline_is_no_label() -> None:
    assert parts("CALVESSA: The ministry said no.\n\nUPDATE: It said no again.") == []


def test_a_dash_within_a_sentence_is_no_signature() -> None:
    assert parts('"We will not go," she said — and left the room.') == []


@given(st.text(alphabet=st.sampled_from('AB: "“”\n―-a.')))
def test_any_text_is_survived(text: str) -> None:
    for laid in laid_out(text):
        assert all(0 <= a <= b <= len(text) for a, b in (laid.source, laid.cue, *laid.content))
