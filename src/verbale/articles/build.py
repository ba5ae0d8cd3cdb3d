"""From one raw document to an :class:`~verbale.schema.Article`: pure, and without anything kept between calls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from verbale.articles import documents
from verbale.articles.dates import DateEvidence, publication
from verbale.articles.decode import clean_surrogates, decode
from verbale.articles.lines import units
from verbale.articles.raw import Metadata, Raw
from verbale.articles.segments import Hints, segment
from verbale.articles.sourcing import Named, find_byline, find_outlet, find_title
from verbale.articles.turns import script
from verbale.schema import Article, Form, Problem

_WORD = re.compile(r"[^\W_]")
#: Documents longer than this (code points) are refused: no article is so long, and a mistaken input may be.
MAX_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class ArticleOptions:
    """How documents are read. ``published``: publication date of all of them, as the user wrote it, or None."""

    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A document's text with what was found around it."""

    text: str
    metadata: Metadata
    page_date: tuple[str, str] | None = None
    page_title: str | None = None
    author: str | None = None
    site: str | None = None
    encoding: Named = field(default_factory=Named)


def build(raw: Raw, options: ArticleOptions | None = None) -> Article | Problem:
    """Read ``raw`` into an article; a document with nothing to read becomes a :class:`Problem`."""
    read = _read(raw)
    if isinstance(read, str):
        return Problem(raw.id, raw.name, read, raw.place)
    if len(read.text) > MAX_CHARACTERS:
        return Problem(
            raw.id, raw.name, f"longer than {MAX_CHARACTERS:,} characters; split it into articles", raw.place
        )
    if not _WORD.search(read.text):
        return Problem(raw.id, raw.name, "no word in it, only marks: nothing to read", raw.place)
    return _article(raw, read, options or ArticleOptions())


def article_from_text(text: str, *, id: str = "text", metadata: Metadata | None = None) -> Article:
    """Return an article from a string, which stays as it is (lone surrogates aside, which become U+FFFD)."""
    raw = Raw(id=id, name=id, data=text, metadata=metadata or Metadata())
    return _article(raw, _Read(clean_surrogates(text), raw.metadata), ArticleOptions())


def _read(raw: Raw) -> _Read | str:
    """Return the document's text and surroundings, or what is wrong with it and the remedy."""
    if raw.format == "tei":
        return _read_tei(raw)
    if isinstance(raw.data, bytes):
        decoded = decode(raw.data, markup=raw.format == "html")
        text, encoding = decoded.text, Named(decoded.encoding, decoded.reason)
    else:
        text, encoding = clean_surrogates(raw.data.removeprefix("\ufeff")), Named()
    if raw.format == "html":
        return _read_html(raw, text, encoding)
    if not text.strip():
        return "nothing to read in it; leave it out or give the article's text"
    return _Read(text, raw.metadata, encoding=encoding)


def _read_html(raw: Raw, markup: str, encoding: Named) -> _Read | str:
    from verbale.articles.html import MIN_TEXT, read_page

    page = read_page(markup)
    if len(page.text) < MIN_TEXT:
        return "no article found in the page; save the full page, or give the article's text as .txt"
    metadata = replace(raw.metadata, url=raw.metadata.url or page.url)
    return _Read(page.text, metadata, page.published, page.title, page.author, page.site, encoding)


def _read_tei(raw: Raw) -> _Read | str:
    from verbale.articles.tei import read_tei

    data = raw.data if isinstance(raw.data, bytes) else clean_surrogates(raw.data).encode("utf-8")
    try:
        found = read_tei(data)
    except ValueError as error:
        return f"not valid XML ({str(error)[:80]}); check the file, or give the article's text as .txt"
    if not found.text.strip():
        return "no text in the body of the XML; check that it is TEI, or give the article's text as .txt"
    date = (found.date, "the date in the TEI header") if found.date else None
    return _Read(clean_surrogates(found.text), raw.metadata, date, found.title, found.author, found.publisher)


def _article(raw: Raw, read: _Read, options: ArticleOptions) -> Article:
    """Put the article together: its form first, since that decides how it is segmented."""
    text, metadata = read.text, read.metadata
    paragraphs = units(text)
    title_hint = metadata.title or read.page_title
    spoken = script(text, paragraphs, forced=raw.format == "transcript", title=title_hint)
    evidence = documents.Evidence(title_hint, metadata.outlet or read.site, metadata.url, raw.stem, spoken is not None)
    document = documents.official(paragraphs, evidence)
    form: Form = "document" if document else "press"
    reason = document.reason if document else ""
    if spoken is not None:
        segments, form, reason = spoken.segments, "transcript", spoken.reason
    else:
        hints = Hints(title_hint, metadata.outlet or read.site, read.author, document is not None)
        segments = segment(text, hints, paragraphs)
    dates = DateEvidence(options.published, metadata.published, read.page_date, metadata.url, raw.stem)
    title = find_title(text, segments, metadata, read.page_title)
    if document and document.slug_title and title.value is None:
        title = Named(document.slug_title, "the name of the file")
    outlet = find_outlet(text, segments, metadata, read.site)
    byline = find_byline(text, segments, read.author)
    issuer = Named(document.issuer, document.issuer_reason) if document else Named()
    reasons = {
        "title": title.reason,
        "outlet": outlet.reason,
        "byline": byline.reason,
        "form": reason,
        "issuer": issuer.reason,
        "encoding": f"{read.encoding.value}: {read.encoding.reason}" if read.encoding.value else "",
    }
    return Article(
        id=raw.id,
        text=text,
        published=publication(text, segments, dates),
        segments=segments,
        title=title.value,
        outlet=outlet.value,
        byline=byline.value,
        url=metadata.url,
        form=form,
        issuer=issuer.value,
        turns=spoken.turns if spoken else (),
        reasons=tuple((name, why) for name, why in reasons.items() if why),
    )
