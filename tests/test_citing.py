from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.fakes import briefing, eventful, report
from verbale.citing import FORMS, MEDIA_TYPES, Cited, Form, citation_key, cite, cited
from verbale.errors import NotInRecordError
from verbale.record import Record
from verbale.record.model import ArticleHead, RecordedStatement
from verbale.schema import Published, Speaker, Statement

STATEMENT = report().statements[0]


def said(**fields: Any) -> RecordedStatement:
    known: dict[str, Any] = {
        "id": "report",
        "title": "Oskara rejects harbour fee",
        "outlet": "The Lune Courier",
        "url": "https://courier.example/fee",
        "published": Published("2031-05-07", "day"),
    }
    quote = fields.pop("quote", "The fee is a toll on our patience … We will not pay it.")
    statement: Statement = fields.pop("statement", STATEMENT)
    return RecordedStatement(ArticleHead(**(known | fields)), statement, quote)


def bibtex(*items: Cited | RecordedStatement) -> list[Any]:
    library = parse_string(cite(items, "bib"))
    assert not library.failed_blocks
    return list(library.entries)


def ris(*items: Cited | RecordedStatement) -> list[dict[str, Any]]:
    return list(rispy.load(io.StringIO(cite(items, "ris"), newline="")))


def csl(*items: Cited | RecordedStatement) -> list[dict[str, Any]]:
    return list(json.loads(cite(items, "json")))


def untexed(text: str) -> str:
    """The text that TeX shows."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    return re.sub(
        r"\{\\text(\w+)\}|\\([$&%#_])",
        lambda m: names[m[1]] if m[1] else m[2],
        text,
    )


NOTE = (
    "Inès Halloran, foreign minister, Foreign Ministry (OSK), 6 May 2031: "
    "“The fee is a toll on our patience … We will not pay it.” Record id: report#s1"
)


def test_bibtex() -> None:
    (entry,) = bibtex(Cited(said(), byline="By Ada Quill and Tom van Reeth"))
    assert (entry.entry_type, entry.key) == ("article", "report:s1")
    assert {name: field.value for name, field in entry.fields_dict.items()} == {
        "author": "Quill, Ada and van Reeth, Tom",
        "title": "{Oskara rejects harbour fee}",
        "journal": "The Lune Courier",
        "year": "2031",
        "month": "may",
        "date": "2031-05-07",
        "url": "https://courier.example/fee",
        "note": NOTE.replace("#", r"\#"),
    }


def test_ris() -> None:
    (entry,) = ris(Cited(said(), byline="Ada Quill, Tom Reeth"))
    assert entry["type_of_reference"] == "NEWS"
    assert (entry["id"], entry["accession_number"]) == ("report:s1", "report#s1")
    assert entry["authors"] == ["Quill, Ada", "Reeth, Tom"]
    assert entry["title"] == "Oskara rejects harbour fee"
    assert entry["secondary_title"] == "The Lune Courier"
    assert (entry["year"], entry["date"]) == ("2031", "2031/05/07/")
    assert entry["urls"] == ["https://courier.example/fee"]
    assert entry["notes"] == [NOTE]


def test_csl() -> None:
    (item,) = csl(Cited(said(), byline="Our Correspondent"))
    assert item == {
        "id": "report:s1",
        "citation-key": "report:s1",
        "type": "article-newspaper",
        "title": "Oskara rejects harbour fee",
        "author": [{"literal": "Our Correspondent"}],
        "container-title": "The Lune Courier",
        "issued": {"date-parts": [[2031, 5, 7]]},
        "URL": "https://courier.example/fee",
        "note": NOTE,
    }


def test_plain() -> None:
    assert cite([Cited(said(), byline="by Ada Quill")], "txt") == (
        "Ada Quill. “Oskara rejects harbour fee”. The Lune Courier, 7 May 2031. https://courier.example/fee "
        + NOTE
        + ".\n"
    )


@pytest.mark.parametrize(
    ("date", "precision", "plain", "parts", "da"),
    [
        ("2031-05", "month", "May 2031", [[2031, 5]], "2031/05//"),
        ("2031", "year", "2031", [[2031]], "2031///"),
        (None, None, "n.d.", None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    date: str | None, precision: str | None, plain: str, parts: Any, da: str | None
) -> None:
    one = said(published=Published(date, precision))
    assert f"Courier, {plain}" in cite([one], "txt")
    assert csl(one)[0]["issued"] == ({"date-parts": parts} if parts else {"literal": "n.d."})
    assert ris(one)[0].get("date") == da
    assert ris(one)[0]["year"] == (date[:4] if date else "n.d.")
    fields = bibtex(one)[0].fields_dict
    assert fields["year"].value == (date[:4] if date else "n.d.")
    assert ("date" in fields, "month" in fields) == (date is not None, precision == "month")


def test_what_is_not_known_is_not_made_up() -> None:
    one = said(title=None, outlet=None, url="javascript:alert(1)", published=Published())
    assert cite([one], "txt").startswith("[untitled]. n.d. Inès")
    assert set(csl(one)[0]) == {"id", "citation-key", "type", "title", "issued", "note"}
    nobody = said(statement=replace(STATEMENT, speaker=Speaker(), kind="indirect"))
    assert "unknown speaker, 6 May 2031: reported: “" in cite([nobody], "txt")


def test_bylines() -> None:
    listed = {
        "By ADA QUILL": [("Quill".upper(), "ADA")],
        "Ada Quill & J. R. Reeth": [("Quill", "Ada"), ("Reeth", "J. R.")],
        "Lune News Agency": "Lune News Agency",
        "Ada Quill, Staff Writer": "Ada Quill, Staff Writer",
        "quill": "quill",
        "": None,
    }
    for byline, wanted in listed.items():
        authors = csl(Cited(said(), byline=byline))[0].get("author")
        if isinstance(wanted, list):
            assert authors == [{"family": family, "given": given} for family, given in wanted]
        else:
            assert authors == ([{"literal": wanted}] if wanted else None)


def test_a_document_is_its_issuers() -> None:
    one = Cited(said(outlet="Ministry's site"), byline="Ada Quill", issuer="Foreign Ministry of Oskara")
    (entry,) = bibtex(one)
    assert (entry.entry_type, entry["author"], entry["howpublished"]) == (
        "misc", "{Foreign Ministry of Oskara}", "Ministry's site"
    )  # fmt: skip
    assert (csl(one)[0]["type"], ris(one)[0]["type_of_reference"]) == ("document", "GEN")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "test.record") as opened:
        yield opened


def test_from_a_record(record: Record) -> None:
    annotated = eventful()
    record.add(replace(annotated, article=replace(annotated.article, byline="Ada Quill")))
    record.add(briefing())
    (entry,) = bibtex(cited(record, "report#e2"))
    assert entry["author"] == "Quill, Ada"
    assert untexed(entry["note"]) == (
        "Event: AGREE, historical, OSK towards VLD, 2030 to March 2031: “Oskara had promised to pay twice”. "
        "Record id: report#e2"
    )
    two = [cited(record, one) for one in ("briefing#s1", "briefing#s2")]
    assert [one.key for one in bibtex(*two)] == ["briefing:s1", "briefing:s2"]
    assert len(ris(*two)) == len(csl(*two)) == len(cite(two, "txt").splitlines()) == 2
    assert "and Joss Ferrant (TRV)" in cite(two, "txt")
    with pytest.raises(NotInRecordError):
        cited(record, "report#s9")


def test_forms() -> None:
    assert set(MEDIA_TYPES) == set(FORMS)
    assert cite([], "bib") == cite([], "ris") == cite([], "txt") == ""
    assert csl() == []
    with pytest.raises(ValueError, match="known are bib"):
        cite([], "doc")  # type: ignore[arg-type]


@given(st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=8, unique=True))
def test_keys_are_ascii_and_each_its_own(names: list[str]) -> None:
    ids = [f"{name}#s{number}" for name in names for number in (1, 12)]
    keys = [citation_key(one) for one in ids]
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]*", key) for key in keys)
    assert len({key.casefold() for key in keys}) == len(ids)
    assert keys == [citation_key(one) for one in ids]


ANY = st.one_of(st.text(max_size=60), st.text(alphabet="\\{}%$&#_~^\"'@,=\n\r ab-TYER", max_size=60))


@settings(deadline=None)
@given(title=ANY, outlet=ANY, quote=ANY, byline=ANY, url=ANY)
def test_nothing_breaks_out_of_its_field(title: str, outlet: str, quote: str, byline: str, url: str) -> None:
    one = Cited(said(title=title, outlet=outlet, quote=quote, url=f"https://x.example/{url}"), byline=byline)
    (entry,), (listed,), (item,) = bibtex(one), ris(one), csl(one)
    assert untexed(entry["title"][1:-1]) == item["title"] == listed["title"]
    assert untexed(entry["note"]) == item["note"] == listed["notes"][0]
    assert untexed(entry["journal"]) == item["container-title"] if "container-title" in item else True
    assert entry["url"] == item["URL"] == listed["urls"][0]
    assert item["URL"].isascii()
    assert cite([one], "txt").count("\n") == 1
    body = cite([one], "bib")
    assert body.count("{") == body.count("}")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("MS RENN:.", "MS RENN"),
        ("MS RENN:", "MS RENN"),
        ("By Ms. Renn –", "Ms. Renn"),
        ("Ada Quill:, Tom van Reeth:", "Quill, Ada and van Reeth, Tom"),
    ],
)
def test_a_line_of_a_transcript_is_a_clean_author(byline: str, author: str) -> None:
    one = Cited(said(title="Who pays the fee?"), byline=byline)
    (entry,) = bibtex(one)
    assert entry.fields_dict["author"].value.strip("{}") == author
    names = [" ".join(reversed(each.split(", "))) for each in author.split(" and ")]
    (record,) = ris(one)
    assert [" ".join(reversed(each.split(", "))) for each in record["authors"]] == names
    (item,) = csl(one)
    assert [each.get("literal") or f"{each['given']} {each['family']}" for each in item["author"]] == names
    assert cite([one], "txt").startswith(f"{' and '.join(names)}. “Who pays the fee?” The Lune Courier")


@pytest.mark.parametrize("form", FORMS)
def test_nothing_ends_twice(form: Form) -> None:
    speaker = Speaker(None, "MS RENN:", "spokesperson:.", None, "OSK")
    quote = "We will not pay it."
    for ending in (".", "?", "!", "…", ".”", ",", " —", ""):
        statement = replace(STATEMENT, speaker=speaker)
        one = said(title=f"It said “no{ending}", quote=f"{quote[:-1]}{ending}", statement=statement)
        text = cite([Cited(one, byline="MS RENN:.")], form)
        assert not re.search(r"[.?!…]”*[.,]|:[.,]|[.,]{2}", text), text
        assert "MS RENN, spokesperson (OSK)" in text
