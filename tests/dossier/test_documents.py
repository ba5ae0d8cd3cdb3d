"""The documents: HTML, PDF and Word hold what the dossier holds, and nothing in a text becomes markup."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from tests.dossier.conftest import Make
from tests.web.conftest import HOSTILE, STRANGE_ID, Rooms
from verbale.cli import main
from verbale.dossier.html import page
from verbale.dossier.model import Dossier, Wanted
from verbale.dossier.paper import breakable, is_rtl
from verbale.errors import MissingExtraError
from verbale.web.room import Room

RTL = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, \u05d6\u05d5 \u05d4\u05e6\u05d4\u05e8\u05d4"
ODD = (
    "<b>bold</b> & #emph[not] $x^2$ \\ @here `code` = head",
    RTL,
    "w" * 10_000,
    "word " * 2_000,
    '#import "/etc/passwd" ]}) #panic("no") sys.inputs',
)


@pytest.fixture(scope="module")
def odd(dossier: Dossier) -> Dossier:
    """A dossier with odd texts wherever one may stand."""
    entries = [replace(one, words=text, who=text[:300]) for one, text in zip(dossier.entries, ODD, strict=False)]
    source = replace(dossier.sources[0], reference=ODD[0] + ODD[2], url="https://example.org/" + "a" * 500)
    return replace(
        dossier,
        title=RTL,
        entries=(*entries, *dossier.entries[len(ODD) : 8]),
        sources=(source, *dossier.sources[1:]),
    )


def text_of(pdf: bytes, tmp_path: Path) -> str:
    """The words of a PDF, as far as a program to read them is here."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("needs pdftotext")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, "-raw", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u200b", "").split())


def test_the_html_file_has_all_and_every_link_leads_somewhere(dossier: Dossier, river: Path) -> None:
    text = page(Room(river), dossier)
    tree = lxml_html.fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for one in tree.xpath("//a/@href"):
        assert one.startswith(("http://", "https://")) or one.removeprefix("#") in ids, one
    assert len(tree.xpath("//article[@data-item]")) == len(dossier.entries)
    assert len(tree.xpath("//ol[@class='sources']/li")) == len(dossier.sources)
    assert not tree.xpath("//script | //link | //img")
    assert [one.text for one in tree.iter("h2")][:3] == ["In numbers", "Course", "Chronology"]


def test_html_escapes(odd: Dossier, river: Path) -> None:
    text = page(Room(river), odd)
    assert "<b>bold</b>" not in text
    assert "&lt;b&gt;bold&lt;/b&gt;" in text


def test_a_hostile_record_is_shown_and_not_run(hostile: Path, make: Make, rooms: Rooms) -> None:
    made = make(hostile, Wanted(("X<i>",)))
    assert made.sources[0].article == STRANGE_ID
    assert made.sources[0].url == ""
    for text in (page(Room(hostile), made), rooms(hostile).get("/dossier", params={"country": "X<i>"}).text):
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "\u202e" not in text
        assert "&lt;script&gt;" in text


def test_the_pdf_holds_the_words(dossier: Dossier, odd: Dossier, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from verbale.dossier.pdf import pdf

    text = text_of(pdf(dossier), tmp_path)
    for part in (dossier.title, "Chronology", f"[{len(dossier.sources)}]", dossier.entries[0].words[:40]):
        assert part in text
    strange = text_of(pdf(odd), tmp_path)
    assert "<b>bold</b> & #emph[not] $x^2$ \\ @here `code` = head" in strange
    # Twice so many letters, with page numbers between.
    assert strange.count("w" * 30) > 400
    assert "#panic(" in strange


def test_the_pdf_of_a_hostile_record(hostile: Path, make: Make, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from verbale.dossier.pdf import pdf

    assert "alert(1)" in text_of(pdf(make(hostile, Wanted(("X<i>",)))), tmp_path)


def test_the_word_document_opens_again(dossier: Dossier, odd: Dossier) -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("typst")
    from verbale.dossier.word import word

    made = docx.Document(BytesIO(word(dossier)))
    texts = [one.text for one in made.paragraphs]
    assert dossier.title in texts
    assert any(dossier.entries[0].words[:60] in one for one in texts)
    assert sum(one.style.name == "Heading 1" for one in made.paragraphs) >= 6
    assert len(made.inline_shapes) >= len(dossier.drawn.ladders)
    marks = set(made.element.xpath("//w:bookmarkStart/@w:name"))
    assert set(made.element.xpath("//w:hyperlink/@w:anchor")) <= marks
    assert {f"source_{one.number}" for one in dossier.sources} <= marks
    strange = docx.Document(BytesIO(word(odd)))
    assert any("<b>bold</b> & #emph[not]" in one.text for one in strange.paragraphs)
    assert len(strange.element.xpath("//w:bidi")) >= 2


def test_the_word_document_of_a_hostile_record(hostile: Path, make: Make) -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("typst")
    from verbale.dossier.word import word

    texts = [one.text for one in docx.Document(BytesIO(word(make(hostile, Wanted(("X<i>",)))))).paragraphs]
    assert any(HOSTILE[:20] in one for one in texts)


def test_without_the_libraries_the_extra_is_named(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    from verbale.dossier.pdf import pdf
    from verbale.dossier.word import word

    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    for write in (pdf, word):
        with pytest.raises(MissingExtraError, match=r"verbale\[dossier\]"):
            write(dossier)


def test_the_page_and_its_files(river: Path, rooms: Rooms) -> None:
    room = rooms(river)
    assert "A dossier with its sources" in room.get("/dossier").text
    asked = {"country": ["XKE", "XVA"]}
    answer = room.get("/dossier", params=asked)
    assert answer.status_code == 200
    tree = lxml_html.fromstring(answer.text)
    for address in tree.xpath("//ul[@class='actions']//a/@href"):
        assert address.startswith("/dossier.")
    first = tree.xpath("//article[@data-item]//blockquote/a/@href")[0]
    assert room.get(first).status_code == 200
    assert room.get("/dossier.html", params=asked).headers["content-disposition"].endswith('XKE-XVA.html"')
    searched = room.get("/dossier", params={"country": "XKE", "q": "unheard-of-words", "act": "deny"}).text
    assert "not heeded" in searched
    assert "act deny" in searched


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"country": ["XKE", "XVA", "XIL"]}, 400),
        ({"country": "Nowhere at all"}, 404),
        ({"topic": "no-topic"}, 400),
        ({"country": "XKE", "since": "May"}, 400),
        ({"q": "unheard-of-words"}, 400),
        ({"actor": "nobody"}, 404),
        ({"since": "2020"}, 400),
    ],
)
def test_what_cannot_be_made_is_told(river: Path, rooms: Rooms, query: dict[str, str], status: int) -> None:
    assert rooms(river).get("/dossier", params=query).status_code == status


def test_files_on_the_page(river: Path, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    pytest.importorskip("docx")
    room = rooms(river)
    asked = {"country": ["XKE", "XVA"], "topic": "water"}
    assert room.get("/dossier.pdf", params=asked).content.startswith(b"%PDF")
    assert room.get("/dossier.docx", params=asked).content.startswith(b"PK")
    assert room.get("/dossier.odt", params=asked).status_code == 404
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    answer = room.get("/dossier.pdf", params=asked)
    assert answer.status_code == 501
    assert "verbale[dossier]" in answer.text


def test_the_command(river: Path, tmp_path: Path) -> None:
    for ending in ("html", "pdf", "docx"):
        if ending != "html":
            pytest.importorskip("typst")
        out = tmp_path / f"a.{ending}"
        done = CliRunner().invoke(main, ["dossier", "XKE", "XVA", "--record", str(river), "--output", str(out)])
        assert done.exit_code == 0, done.output
        assert "cited" in done.output
        assert out.stat().st_size > 5_000


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["XKE", "--output", "a.txt"], "the ending is one of"),
        (["--output", "a.html"], "a dossier needs"),
        (["XKE", "XVA", "XIL", "--output", "a.html"], "one state, or two"),
        (["--topic", "no-topic", "--output", "a.html"], "is no topic"),
        (["XKE", "--since", "May", "--output", "a.html"], "is not a date"),
    ],
)
def test_wrong_usage_is_told(river: Path, words: list[str], told: str) -> None:
    done = CliRunner().invoke(main, ["dossier", *words, "--record", str(river)])
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())


def test_long_words_break_and_directions_are_told() -> None:
    assert breakable("w" * 100).replace("\u200b", "") == "w" * 100
    assert max(map(len, breakable("w" * 100).split("\u200b"))) == 40
    assert breakable("an ordinary text") == "an ordinary text"
    assert is_rtl(f"“{RTL}”")
    assert not is_rtl("12 of them")
