"""Official documents and transcripts."""

from __future__ import annotations

import pytest

from verbale.articles.build import article_from_text, build
from verbale.articles.raw import Metadata, Raw
from verbale.schema import Article

BRIEFING = """Press Hall

1:07 P.M. VST

MS. ODELL-MARN:  Good afternoon.  I have one thing at the top.

The minister travels to Ostmark on Friday.

Q    Will he raise the dam?

MS. ODELL-MARN:  He always does.

QUESTION: And the port?

SENIOR MINISTRY OFFICIAL:  I would not go into that. (Laughter.)

MR HALE: That's all.

1:41 P.M. VST
"""
READOUT = """President Ada Roe spoke today with Prime Minister Olm of Ostmark. The
President reaffirmed the commitment of Tarsonia to the treaty.

They discussed the dam.

\\###
"""


def article(text: str, **kwargs: str) -> Article:
    stem = kwargs.pop("stem", "")
    built = build(Raw("x", "x", text, metadata=Metadata(**kwargs), stem=stem))
    assert isinstance(built, Article)
    return built


def test_transcript_turns() -> None:
    read = article_from_text(BRIEFING)
    assert read.form == "transcript"
    assert dict(read.reasons)["form"] == "6 speaker labels"
    labels = [read.text[t.label[0] : t.label[1]] for t in read.turns]
    assert labels == ["MS. ODELL-MARN", "Q", "MS. ODELL-MARN", "QUESTION", "SENIOR MINISTRY OFFICIAL", "MR HALE"]
    assert [t.name for t in read.turns] == ["Odell-Marn", "", "Odell-Marn", "", "", "Hale"]
    assert [t.role for t in read.turns] == ["official", "question", "official", "question", "official", "official"]
    first = read.turns[0]
    assert read.text[first.start : first.end].strip().endswith("travels to Ostmark on Friday.")
    assert read.text[read.turns[-1].start : read.turns[-1].end].strip() == "That's all."


def test_labels_stand_apart_from_what_is_spoken() -> None:
    read = article_from_text(BRIEFING)
    pieces = [(s.kind, read.text[s.start : s.end]) for s in read.segments]
    assert pieces[:4] == [
        ("boilerplate", "Press Hall"),
        ("boilerplate", "1:07 P.M. VST"),
        ("byline", "MS. ODELL-MARN:"),
        ("body", "Good afternoon.  I have one thing at the top."),
    ]
    assert pieces[-1] == ("boilerplate", "1:41 P.M. VST")


def test_forced_transcript() -> None:
    read = build(Raw("x", "x", "MR HALE: No.\n\nHe sat down.", "transcript"))
    assert isinstance(read, Article)
    assert read.form == "transcript"
    assert [t.name for t in read.turns] == ["Hale"]


def test_press_is_no_transcript() -> None:
    text = "VELM: The ministry said no.\n\nWATCH: The dam\n\nOSTHAVEN: The port is shut, the mayor said on Friday.\n\n"
    assert article_from_text(text * 2).form == "press"


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("Statement by NSC Spokesperson Ilse Marn on the Port of Velm", "NSC Spokesperson Ilse Marn"),
        ("Readout of President Ada Roe’s Call with Prime Minister Olm of Ostmark", "President Ada Roe"),
        ("Joint Statement from Tarsonia and Ostmark", "Tarsonia and Ostmark"),
        (
            "Joint Statement by the Leaders of Tarsonia, Ostmark, and Velmia",
            "the Leaders of Tarsonia, Ostmark, and Velmia",
        ),
        ("Tarsonia-Ostmark Joint Leaders’ Statement", "Tarsonia and Ostmark"),
        ("FACT SHEET: The New Dam", None),
    ],
)
def test_titles_of_documents(title: str, issuer: str | None) -> None:
    read = article(READOUT, title=title)
    assert (read.form, read.issuer) == ("document", issuer)


def test_title_on_the_first_line() -> None:
    read = article(f"Readout of President Ada Roe's Call with Prime Minister Olm\n\n{READOUT}")
    assert (read.form, read.issuer) == ("document", "President Ada Roe")
    assert read.segments[0].kind == "headline"


def test_document_by_outlet_mark_or_manner() -> None:
    assert article(READOUT, outlet="White House").issuer == "White House"
    assert article(READOUT).form == "document"
    assert article(READOUT.replace("\\###", "")).form == "document"
    assert article(READOUT, url="https://www.state.gov/x").issuer == "US Department of State"


def test_document_by_the_name_of_its_file() -> None:
    read = article(READOUT, stem="2031-02-03-readout-of-president-ada-roes-call-with-prime-minister-olm")
    assert (read.issuer, read.published.date) == ("President Ada Roe", "2031-02-03")
    assert read.title == "Readout of President Ada Roes Call with Prime Minister Olm"


def test_end_mark_is_furniture() -> None:
    read = article(READOUT)
    assert (read.segments[-1].kind, read.text[read.segments[-1].start :].strip()) == ("boilerplate", "\\###")


def test_report_on_a_statement_is_press() -> None:
    text = (
        "Joint statement by Tarsonia and Ostmark angers Velmia\n\nVELM: The foreign ministry of Velmia said on Monday"
        " that it rejects the joint statement of its neighbours.\n\nThe ministry said that it had told both envoys so."
    )
    assert article(text).form == "press"
    assert article(text, title="Statement on the dam angers Velmia", outlet="The Velm Courier").form == "press"
