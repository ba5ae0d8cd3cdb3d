"""From raw documents to articles: encodings, HTML, TEI, sourcing."""

from __future__ import annotations

import pickle

import pytest

from verbale.articles.build import ArticleOptions, article_from_text, build
from verbale.articles.decode import decode
from verbale.articles.raw import Metadata, Raw
from verbale.articles.sourcing import outlet_of
from verbale.schema import Article, Problem

BODY = "The foreign ministry of Tarsonia said on Monday that it had summoned the ambassador of Ostmark over the port."
LONG = "“We expect an answer before the week is out,” said Ilse Marn, who speaks for the ministry in Velm. "
PAGE = f"""<!DOCTYPE html><html><head><title>Envoy summoned over port | The Velm Courier</title>
<meta property="og:site_name" content="The Velm Courier"><link rel="canonical" href="https://velm.example/envoy">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Envoy summoned over port",
"datePublished": "2031-06-27T08:00:00Z", "author": [{{"@type": "Person", "name": "Jane Roe"}}]}}]}}</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Envoy summoned over port</h1>
<p>{BODY}</p><p>{LONG}</p><p>{LONG}</p><p>{BODY}</p></article><footer>All rights reserved</footer></body></html>"""


def read(raw: Raw) -> Article:
    built = build(raw)
    assert isinstance(built, Article), built
    return built


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Olé “x”".encode(), "utf-8"),
        ("Olé “x”".encode("utf-8-sig"), "utf-8"),
        ("Olé “x”".encode("utf-16"), "utf-16-le"),
        ("Olé “x” said the mayor of Velm".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text.startswith("Olé “x”")
    assert decoded.encoding == encoding
    assert decoded.reason


def test_declared_charset() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Привет</body></html>'
    assert "Привет" in decode(page.encode("cp1251"), markup=True).text


def test_damaged_utf8_stays_utf8() -> None:
    data = "“Ünïversal” – «été»".encode() * 5 + b"\xff"
    decoded = decode(data)
    assert (decoded.encoding, decoded.text[-1]) == ("utf-8", "\ufffd")
    assert decode(bytes(range(256))).text


def test_reason_of_the_encoding() -> None:
    article = read(Raw("x", "x.txt", (BODY + " “é”").encode("cp1252")))
    assert dict(article.reasons)["encoding"].startswith("cp1252")


def test_text_is_unchanged() -> None:
    text = f"  \r\n{BODY}\x00\r\n\t{BODY}  "
    assert read(Raw("x", "x.txt", b"\xef\xbb\xbf" + text.encode())).text == text
    assert article_from_text(text).text == text


def test_lone_surrogates_keep_offsets() -> None:
    article = article_from_text(f"\ud800{BODY}")
    assert article.text == f"\ufffd{BODY}"
    article.text.encode()


def test_page() -> None:
    article = read(Raw("x", "x.html", PAGE.encode(), "html"))
    assert article.text.split("\n\n")[:2] == ["Envoy summoned over port", BODY]
    assert "Home" not in article.text
    assert (article.title, article.outlet, article.byline) == (
        "Envoy summoned over port",
        "The Velm Courier",
        "Jane Roe",
    )
    assert (article.published.date, article.published.basis) == ("2031-06-27", "the page's datePublished")
    assert article.url == "https://velm.example/envoy"
    assert article.segments[0].kind == "headline"


def test_input_goes_before_the_page() -> None:
    raw = Raw("x", "x", PAGE, "html", Metadata(title="Another", outlet="Wire", published="2031-06-28"))
    article = read(raw)
    assert (article.title, article.outlet, article.published.date) == ("Another", "Wire", "2031-06-28")


def test_page_without_date_has_none() -> None:
    article = read(
        Raw("x", "x", f"<html><body><article><p>{BODY}</p><p>{LONG * 3}</p></article></body></html>", "html")
    )
    assert article.published.date is None


def test_broken_pages() -> None:
    article = read(Raw("x", "x", f"<html><body><div><p>{BODY}<p>{LONG * 3}<table><tr><b>", "html"))
    assert BODY in article.text
    for page in ("<html></html>", "<", "\x00", "<!-- only -->", "<html><body><script>x()</script>"):
        assert isinstance(build(Raw("x", "x", page, "html")), Problem)


def test_tei() -> None:
    tei = f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
    <title>Envoy summoned</title></titleStmt><publicationStmt><publisher>Velm Archive</publisher>
    <date when="2031-06-27"/></publicationStmt></fileDesc></teiHeader><text><body><div><head>Envoy summoned</head>
    <p>{BODY}</p><p>{LONG}<note>A note.</note></p></div></body></text></TEI>"""
    article = read(Raw("x", "x.xml", tei.encode(), "tei"))
    assert article.text.startswith(f"Envoy summoned\n\n{BODY}\n\n")
    assert (article.title, article.outlet, article.published.date) == ("Envoy summoned", "Velm Archive", "2031-06-27")
    assert isinstance(build(Raw("x", "x.xml", b"no xml", "tei")), Problem)
    assert isinstance(build(Raw("x", "x.xml", b"<TEI><text><body/></text></TEI>", "tei")), Problem)


def test_nothing_to_read() -> None:
    problem = build(Raw("x", "x.txt", " \n "))
    assert isinstance(problem, Problem)
    assert problem.line() == "x.txt: nothing to read in it; leave it out or give the article's text"


def test_what_workers_get_can_be_pickled() -> None:
    raw = Raw("x", "x.txt", BODY.encode(), metadata=Metadata(title="T"))
    options = ArticleOptions(published="2031-01-01")
    article = build(pickle.loads(pickle.dumps(raw)), pickle.loads(pickle.dumps(options)))
    assert pickle.loads(pickle.dumps(article)) == build(raw, options)


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.theguardian.com/x", "The Guardian"),
        ("https://news.velm.example/x", "news.velm.example"),
        ("https://www.velm.example", "velm.example"),
        ("nonsense", None),
    ],
)
def test_outlet_of(url: str, outlet: str | None) -> None:
    assert outlet_of(url) == outlet


def test_agency_of_the_dateline_is_the_outlet() -> None:
    article = article_from_text(f"VELM (Reuters) - {BODY}")
    assert (article.outlet, dict(article.reasons)["outlet"]) == ("Reuters", "the agency in the dateline")
