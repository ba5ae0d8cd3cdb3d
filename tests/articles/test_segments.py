"""Segments over the unchanged text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.articles.build import article_from_text, build
from verbale.articles.raw import Metadata, Raw
from verbale.schema import READ_KINDS, SEGMENT_KINDS, Article

BODY = (
    "The foreign ministry of Tarsonia said on Monday that it had summoned the ambassador of Ostmark over the blockade"
    " of the port."
)
SECOND = "“We expect an answer before the week is out,” the ministry's spokesperson, Ilse Marn, told reporters."


def kinds(text: str, metadata: Metadata | None = None) -> list[tuple[str, str]]:
    article = article_from_text(text, metadata=metadata)
    return [(s.kind, text[s.start : s.end]) for s in article.segments]


def kind_of(text: str, piece: str) -> str:
    at = text.index(piece)
    article = article_from_text(text)
    found = [s.kind for s in article.segments if s.start <= at and at + len(piece) <= s.end]
    assert len(found) == 1, found
    return found[0]


def in_article(line: str, *, tail: bool = False) -> str:
    parts = ["Tarsonia summons envoy of Ostmark", "", BODY, "", SECOND, "", BODY.replace("Monday", "Friday")]
    parts[len(parts) if tail else 4 : len(parts) if tail else 4] = ["", line, ""]
    return "\n".join(parts)


def check(article: Article) -> None:
    """Segments are in order, do not overlap, and cover all but white space."""
    text, end = article.text, 0
    for s in article.segments:
        assert s.kind in SEGMENT_KINDS
        assert end <= s.start < s.end <= len(text)
        assert not text[end : s.start].strip()
        assert text[s.start : s.end].strip() == text[s.start : s.end]
        end = s.end
    assert not text[end:].strip()
    for turn in article.turns:
        assert 0 <= turn.label[0] < turn.label[1] <= turn.start <= turn.end <= len(text)


def test_page_with_everything() -> None:
    text = "\n".join(
        [
            "World News",
            "Tarsonia summons envoy of Ostmark over port",
            "",
            "Tarsonia summons envoy of Ostmark over port",
            "",
            "By",
            "Jane Roe",
            "|",
            "The envoy of Ostmark leaves the ministry in Velm. —Screengrab/Ministry of Foreign Affairs",
            "The envoy of Ostmark leaves the ministry in Velm. —Screengrab/Ministry of Foreign Affairs",
            "  • Tarsonia calls the blockade an outrage.",
            "",
            f"VELM (Tarsonia Wire) – {BODY}",
            "",
            SECOND,
            "",
            "Published in The Velm Courier, June 27th, 2031",
            "Your email address will not be published. Required fields are marked *",
            "Back to top",
        ]
    )
    assert [kind for kind, _ in kinds(text)] == (
        [
            "boilerplate",
            "headline",
            "headline",
            "byline",
            "byline",
            "boilerplate",
            "caption",
            "caption",
            "summary",
            "dateline",
            "body",
            "body",
            "boilerplate",
            "boilerplate",
            "boilerplate",
        ]
    )
    article = article_from_text(text)
    assert article.published.date == "2031-06-27"
    assert article.outlet == "The Velm Courier"
    assert article.byline == "Jane Roe"
    assert article.title == "Tarsonia summons envoy of Ostmark over port"


def test_text_that_begins_with_a_paragraph_has_no_headline() -> None:
    assert [kind for kind, _ in kinds(f"{BODY}\n{SECOND}\n")] == ["body", "body"]


def test_dateline_is_cut_from_the_paragraph() -> None:
    text = f"VELM/OSTHAVEN: {BODY}\n\n{SECOND}"
    assert kinds(text)[:2] == [("dateline", "VELM/OSTHAVEN:"), ("body", BODY)]


@pytest.mark.parametrize(
    "dateline",
    ["VELM (AFP) —", "VELM, June 3 (Reuters) -", "NEW VELM, Tarsonia —", "Velm (Reuters) –", "(CNN)", "VELM –"],
)
def test_forms_of_dateline(dateline: str) -> None:
    assert kinds(f"{dateline} {BODY}")[0] == ("dateline", dateline)


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Sign up for our newsletter",
        "Daily diplomacy news delivered to your inbox: sign up for our newsletter",
        "Read more: Ostmark builds a second dam",
        "ALSO READ: Ostmark builds a second dam",
        "RELATED: Ostmark builds a second dam",
        "Share Tweet Pin Email",
        "More On This...",
        "Follow @velmcourier",
        "Follow us on Twitter",
        "OSTMARK SENDS TWO MORE FRIGATES TO THE STRAIT",
        "(Click here for our latest updates.)",
        "Enlarge image",
        "This website uses cookies to improve your experience.",
        "The text was updated to include comments from the ministry.",
    ],
)
def test_furniture_in_the_middle(line: str) -> None:
    assert kind_of(in_article(line), line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Jane Roe; Editing by Ada Poe)",
        "The Associated Press contributed to this report.",
        "Contributing: Jane Roe",
        "Jane Roe is a senior reporter at The Velm Courier.",
        "Copyright © 2031 The Velm Courier. All rights reserved.",
        "Leave a Reply",
        "Most popular",
        "Ostmark Opens New Embassy as Talks With Tarsonia Stall",
        "Roe and Poe reported from Velm. Tarsonia Wire writer Ann Low contributed.",
        "\\###",
    ],
)
def test_furniture_at_the_end(line: str) -> None:
    assert kind_of(in_article(line, tail=True), line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "FILE PHOTO: The port of Velm, Tarsonia, April 11, 2029. REUTERS/Jane Roe/File Photo",
        "Sailors wait at the port of Velm. (AP Photo/Jane Roe)",
        "Enlarge this image toggle caption Jane Roe/AFP/Getty Images",
        "The envoy of Ostmark arrives in Velm. Photo: Jane Roe",
        "The envoy of Ostmark arrives in Velm. — AFP/File",
    ],
)
def test_captions(line: str) -> None:
    assert kind_of(in_article(line), line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "“No,” he said.",
        "The ministry said it would share the report with its partners.",
        "He told reporters to read the full statement and to follow the talks on Monday.",
        "Ostmark's cookies were seized at the border, the customs office said.",
        "Sign the treaty now, the president of Ostmark urged his neighbours.",
        "The photo was taken by a fisherman, the ministry said.",
        "She is a former ambassador and now advises the government of Tarsonia on the talks with Ostmark.",
        "More than forty ships wait outside the port.",
        "Watch what they do, not what they say, the minister warned.",
        "Related charges were dropped, the attorney general of Tarsonia said on Friday.",
        "Published figures show that trade fell by half, the central bank said.",
        "Talks continue.",
        "U.S. officials declined to comment.",
        "It was first published by the ministry in 2019, according to Ms. Marn.",
    ],
)
def test_paragraphs_of_news_stay_body(line: str) -> None:
    assert kind_of(in_article(line), line) == "body"


def test_crosshead_is_a_headline() -> None:
    assert kind_of(in_article("What Ostmark wants"), "What Ostmark wants") == "headline"


def test_furniture_inside_a_paragraph() -> None:
    text = in_article("The dam stands. (RELATED: Ostmark’s Second Dam) The ministry said it would not go.")
    assert kind_of(text, "(RELATED: Ostmark’s Second Dam)") == "boilerplate"
    assert kind_of(text, "The dam stands.") == "body"
    popup = "Jane Anne RoeRoe wins vote Ostmark to hold election Who is Jane Roe MORE"
    text = in_article(f"On Friday Senator Jane Roe {popup} (Velm) said that the dam would stand.")
    assert kind_of(text, popup) == "boilerplate"
    assert kind_of(text, "said that the dam would stand.") == "body"


def test_title_of_the_metadata_is_the_headline() -> None:
    title = "Envoy summoned over port."
    assert kinds(f"{title}\n\n{BODY}", Metadata(title="Envoy Summoned Over Port"))[0] == ("headline", title)


def test_name_and_outlet_above_the_text_are_bylines() -> None:
    found = kinds(f"Tarsonia summons the envoy of Ostmark\n\nJane Roe\n\nUSA TODAY\n\n{BODY}\n\n{SECOND}")
    assert [kind for kind, _ in found] == ["headline", "byline", "byline", "body", "body"]


def test_hard_wrapped_paragraph_is_one_segment() -> None:
    words = (BODY + " " + SECOND + " ") * 3
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 71:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line, "", *lines])
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_line_ends_are_kept() -> None:
    text = f"Envoy of Ostmark summoned\r\n\r\n{BODY}\r\n{SECOND}\r\n"
    article = article_from_text(text)
    assert article.text == text
    assert [s.kind for s in article.segments] == ["headline", "body", "body"]


LINES = st.sampled_from(
    [
        BODY,
        SECOND,
        "By Jane Roe",
        "ADVERTISEMENT",
        "• One point",
        "MR HALE: Yes.",
        "Q   Why?",
        "VELM: It rained.",
        "",
        "|",
        "Photo: X",
        "June 3, 2031",
        "\\###",
        "(READ: x y z)",
        "Jane Roe RoeThe thing MORE said",
        "Share",
        "“",
        "''",
        "\x00",
    ]
)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_covered(text: str) -> None:
    check(article_from_text(text))


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
@settings(max_examples=150, deadline=None)
def test_any_lines_are_covered(lines: list[str], end: str) -> None:
    text = end.join(lines)
    article = article_from_text(text)
    check(article)
    forced = build(Raw("x", "x", text, "transcript"))
    if isinstance(forced, Article):
        check(forced)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 300000,
        "“" * 300000,
        "a" * 300000,
        "word " * 60000,
        "\n" * 300000 + "a",
        "(READ: " * 40000,
        " MORE" * 60000,
        "1" * 300000,
        "A" * 300000,
        "June 5, 2030 " * 20000,
        "AP/ " * 70000,
        "Jane RoeAbc MORE " * 9000,
    ],
    ids=range(12),
)
def test_time_is_linear(text: str) -> None:
    begun = time.process_time()
    check(article_from_text(text))
    assert time.process_time() - begun < 5


def test_only_quotation_marks_are_read() -> None:
    article = article_from_text("\"“”''\"")
    assert article.segments
    assert {s.kind for s in article.segments} <= READ_KINDS | {"boilerplate"}


@pytest.mark.parametrize(
    "line",
    [
        "Reporting from Osthaven, the Courier's Jane Roe said the port was “quiet as a grave”.",
        "Writing in the Courier, the minister said: “It cannot go on.”",
        "The government would consider it on humanitarian grounds, the agency reports.",
        "Update: Asked on Sunday whether the port was shut, the minister declined to answer.",
        "Reuters reported on Friday that the minister would go.",
    ],
)
def test_reports_of_reports_stay_body(line: str) -> None:
    assert kind_of(in_article(line), line) == "body"
    assert kind_of(in_article(line, tail=True), line) == "body"


def test_news_printed_twice_is_read_once() -> None:
    line = "The envoy said on Friday that “nothing is settled”."
    found = [kind for kind, piece in kinds(in_article(f"{line}\n\n{line}")) if piece == line]
    assert found == ["body", "caption"]
