"""A dossier as a Word document, by python-docx; numbers in brackets lead to the articles at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from verbale.dossier.model import Dossier
from verbale.dossier.paper import data
from verbale.dossier.pdf import foot, png, typst
from verbale.errors import MissingExtraError

#: In inches: pictures, and how far entries stand in.
_PICTURE, _IN = 6.2, 0.25
_SOFT = "5D564C"
_QUADS: Mapping[str, str] = {
    "verbal cooperation": "1C5D86",
    "material cooperation": "1F6A48",
    "verbal conflict": "8A4A0A",
    "material conflict": "9A2020",
}


def word(dossier: Dossier) -> bytes:
    """The document. Raises :class:`~verbale.errors.MissingExtraError` where a library is missing."""
    document = _document()
    # Pictures are drawn by the same library as the PDF's; without it nothing is begun.
    typst()
    out = BytesIO()
    _Writing(document, data(dossier), foot(dossier)).written().save(out)
    return out.getvalue()


def _document() -> Any:
    try:
        from docx import Document
    except ImportError:
        raise MissingExtraError("a dossier as PDF or Word document", "dossier") from None
    return Document()


class _Writing:
    """A document in the making; ``told``: the dossier as :func:`verbale.dossier.paper.data` gives it."""

    def __init__(self, document: Any, told: Mapping[str, Any], foot: str) -> None:
        self.document, self.told, self.foot = document, told, foot
        self.marks = 0

    def written(self) -> Any:
        """The document with everything in it, in order."""
        told = self.told
        self._head()
        self._numbers()
        if told["pictures"]:
            self.document.add_heading("Course", 1)
        for one in told["pictures"]:
            self._picture(one)
        self._chronology()
        self._positions()
        self._shifts()
        self._answers()
        self._sources()
        return self.document

    def _head(self) -> None:
        from docx.shared import Pt

        told = self.told
        self.document.core_properties.title = told["title"][:255]
        self.document.core_properties.author = "Verbale"
        self.document.core_properties.comments = ""
        self.document.styles["Normal"].font.size = Pt(10.5)
        self._paragraph(told["kicker"], soft=True)
        _turned(self.document.add_heading(told["title"], 0), told["rtl"])
        self._paragraph(f"{told['period'][:1].upper()}{told['period'][1:]}.")
        self._paragraph(self.foot, soft=True)
        self.document.sections[0].footer.paragraphs[0].text = self.foot

    def _numbers(self) -> None:
        self.document.add_heading("In numbers", 1)
        self._table([(f"{name[:1].upper()}{name[1:]}", number) for name, number in self.told["numbers"]], ())
        for count in self.told["counts"]:
            self._paragraph(count)

    def _picture(self, one: Mapping[str, str]) -> None:
        from docx.shared import Inches

        shape = self.document.add_picture(BytesIO(png(one["svg"])), width=Inches(_PICTURE))
        shape._inline.docPr.set("descr", f"{one['title']}. {one['told']}")
        self._paragraph(f"{one['title']}. {one['told']}", soft=True)

    def _chronology(self) -> None:
        self.document.add_heading("Chronology", 1)
        if not self.told["entries"]:
            self._paragraph("The record has nothing of it.")
        before = ""
        for one in self.told["entries"]:
            if one["when"] != before:
                before = one["when"]
                self.document.add_heading(f"{before[:1].upper()}{before[1:]}", 2)
            self._entry(one, own=True)

    def _positions(self) -> None:
        if self.told["held"]:
            self.document.add_heading("Positions", 1)
            self._table(self.told["held"], ("Whose", "On", "Said, done", "First", "Last", "Shifts"))

    def _shifts(self) -> None:
        self.document.add_heading("Shifts of position", 1)
        if not self.told["shifts"]:
            self._paragraph("None found.")
        for one in self.told["shifts"]:
            self.document.add_heading(one["head"], 2)
            self._paragraph(one["position"])
            self._entry(one["old"])
            self._entry(one["new"])
            self._paragraph(one["reason"], soft=True)

    def _answers(self) -> None:
        self.document.add_heading("What answers what", 1)
        if not self.told["answers"]:
            self._paragraph("None found.")
        for one in self.told["answers"]:
            self._entry(one["prompt"])
            self._entry(one["response"], inner=2)
            self._paragraph(one["reason"], soft=True, inner=2)

    def _sources(self) -> None:
        self.document.add_heading("Articles", 1)
        for one in self.told["sources"]:
            paragraph = self.document.add_paragraph()
            self._mark(paragraph, f"source_{one['number']}")
            paragraph.add_run(f"[{one['number']}] ")
            paragraph.add_run(one["reference"])
            if one["url"]:
                paragraph.add_run(" ")
                self._link(paragraph, one["shown"], url=one["url"])
            _coloured(paragraph.add_run(f" In the record: {one['article']}"), _SOFT)
            _turned(paragraph, one["rtl"])

    def _entry(self, one: Mapping[str, Any], *, own: bool = False, inner: int = 1) -> None:
        """An entry; ``own``: at its place in the chronology, where its date stands above it."""
        head = self._paragraph("", inner=inner)
        if own:
            self._mark(head, _name(one["anchor"]))
        head.paragraph_format.keep_with_next = True
        head.add_run(one["who"]).bold = True
        if one["towards"]:
            head.add_run(f" {one['towards']}")
        _coloured(head.add_run(f" · {one['told']}"), _QUADS.get(one["quad"], _SOFT))
        words = self._paragraph("", inner=inner)
        run = words.add_run(one["words"])
        _turned(words, one["rtl"], run)
        if one["cut"]:
            _coloured(words.add_run(f" ({one['cut']})"), _SOFT)
        words.add_run(" ")
        for number in one["sources"]:
            self._link(words, f"[{number}]", anchor=f"source_{number}")
        if not own:
            self._paragraph(one["when"], soft=True, inner=inner)
            return
        for anchor, told in one["answers"]:
            paragraph = self._paragraph("Answers ", soft=True, inner=inner)
            self._link(paragraph, told, anchor=_name(anchor))

    def _paragraph(self, text: str, *, soft: bool = False, inner: int = 0) -> Any:
        from docx.shared import Inches, Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        if inner:
            paragraph.paragraph_format.left_indent = Inches(_IN * inner)
        if text:
            run = paragraph.add_run(text)
            if soft:
                _coloured(run, _SOFT)
        return paragraph

    def _table(self, rows: Sequence[Sequence[str]], head: Sequence[str]) -> None:
        if not rows:
            return
        every = [head, *rows] if head else rows
        table = self.document.add_table(rows=len(every), cols=len(every[0]), style="Table Grid")
        for cells, texts in zip(table.rows, every, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
                if texts is head:
                    cell.paragraphs[0].runs[0].bold = True

    def _mark(self, paragraph: Any, name: str) -> None:
        """A place in the document that links lead to."""
        self.marks += 1
        paragraph._p.append(_element("w:bookmarkStart", **{"w:id": str(self.marks), "w:name": name}))
        paragraph._p.append(_element("w:bookmarkEnd", **{"w:id": str(self.marks)}))

    def _link(self, paragraph: Any, text: str, *, url: str = "", anchor: str = "") -> None:
        """Words that lead to an address of the web or to a place in the document."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if url:
            place = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _element("w:hyperlink", **{"r:id": place})
        else:
            link = _element("w:hyperlink", **{"w:anchor": anchor})
        run = paragraph.add_run(text)
        if url:
            run.underline = True
        link.append(run._r)
        paragraph._p.append(link)


def _name(anchor: str) -> str:
    """An anchor as Word names places."""
    return anchor.replace("-", "_")


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def _coloured(run: Any, colour: str) -> None:
    from docx.shared import Pt, RGBColor

    run.font.color.rgb = RGBColor.from_string(colour)
    run.font.size = Pt(9)


def _turned(paragraph: Any, rtl: bool, *runs: Any) -> None:
    """Set a paragraph from right to left, where it is to be read so, with ``runs`` or all that it has."""
    if rtl:
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))
        for run in runs or paragraph.runs:
            run.font.rtl = True
