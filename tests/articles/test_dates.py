"""Publication dates and written dates."""

from __future__ import annotations

import pytest

from verbale.articles.build import ArticleOptions, article_from_text, build
from verbale.articles.calendar import find_dates, parse_date
from verbale.articles.dates import date_line, from_stem, from_url
from verbale.articles.raw import Metadata, Raw
from verbale.schema import Article, Published

BODY = "The foreign ministry of Tarsonia said on Monday that it had summoned the ambassador of Ostmark over the port."


def published(text: str, metadata: Metadata | None = None, override: str | None = None) -> Published:
    article = build(Raw("x", "x", text, metadata=metadata or Metadata()), ArticleOptions(published=override))
    assert isinstance(article, Article)
    return article.published


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2031-06-27", ("2031-06-27", "day")),
        ("2031-06", ("2031-06", "month")),
        ("2031", ("2031", "year")),
        ("2031-06-27T23:30:00-05:00", ("2031-06-27", "day")),
        ("20310627", ("2031-06-27", "day")),
        ("Fri, 27 Jun 2031 10:00:00 GMT", ("2031-06-27", "day")),
        ("June 27th, 2031", ("2031-06-27", "day")),
        ("27 June, 2031", ("2031-06-27", "day")),
        ("27/06/2031", ("2031-06-27", "day")),
        ("06/27/2031", ("2031-06-27", "day")),
        ("1687859000", ("2023-06-27", "day")),
        ("March 2031", ("2031-03", "month")),
        ("04/05/2031", None),
        ("2031-13-40", None),
        ("February 30, 2031", None),
        ("soon", None),
        ("", None),
    ],
)
def test_parse_date(written: str, value: tuple[str, str] | None) -> None:
    assert parse_date(written) == value


def test_find_dates_gives_places() -> None:
    text = "It began on May 3, 2030 and ended on 4 June 2031."
    assert [(text[d.start : d.end], d.date) for d in find_dates(text)] == [
        ("May 3, 2030", "2030-05-03"),
        ("4 June 2031", "2031-06-04"),
    ]


@pytest.mark.parametrize(
    ("line", "date", "updated"),
    [
        ("Published in The Velm Courier, June 27th, 2031", "2031-06-27", False),
        ("First published: 27 June 2031", "2031-06-27", False),
        ("Updated: June 27, 2031 10:15 AM", "2031-06-27", True),
        ("March 3, 2031 10:15 AM", "2031-03-03", False),
        ("Friday, March 3, 2031 at 10:15 a.m. EST", "2031-03-03", False),
        ("By Jane Roe | March 3, 2031", "2031-03-03", False),
        ("Posted on 2031-03-03", "2031-03-03", False),
    ],
)
def test_lines_that_say_so(line: str, date: str, updated: bool) -> None:
    read = date_line(line)
    assert read is not None
    assert (read.found.date, read.updated) == (date, updated)


@pytest.mark.parametrize(
    "line",
    [
        "Published in 2019, the report says that the dam was finished on June 3, 2031 at a cost of many millions.",
        "The treaty was signed on June 27, 2031.",
        "The port of Velm on June 27, 2031.",
        "On June 27, 2031, the ministry said no.",
    ],
)
def test_lines_of_news_do_not(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://news.example/2031/06/27/envoy", "2031-06-27"),
        ("https://news.example/news/2031/jun/27/envoy/", "2031-06-27"),
        ("https://news.example/a/envoy-2031-06-27.html", "2031-06-27"),
        ("https://news.example/20310627/envoy", "2031-06-27"),
        ("https://news.example/2031/06/envoy", "2031-06"),
        ("https://news.example/story/4810231", None),
        ("https://news-2031-06-27.example/story", None),
    ],
)
def test_from_url(url: str, date: str | None) -> None:
    found = from_url(url)
    assert (found[0] if found else None) == date


def test_from_stem() -> None:
    assert from_stem("2031-06-27-readout-of-a-call") == ("2031-06-27", "day")
    assert from_stem("20310627") is None


def test_override_then_input_then_line_then_address() -> None:
    text = f"{BODY}\n\nPublished in The Velm Courier, June 27th, 2031\n"
    data = Metadata(published="2031-06-26", url="https://news.example/2031/06/28/x")
    assert published(text, data, "2031-06-25") == Published("2031-06-25", "day", "given by the user")
    assert published(text, data) == Published("2031-06-26", "day", "given with the input")
    assert published(text, Metadata(url=data.url)).date == "2031-06-27"
    assert published(BODY, Metadata(url=data.url)).basis == "the address of the page"


def test_caption_gives_a_bound_only() -> None:
    text = f"Envoy summoned\n\nThe envoy in Velm on February 5, 2030. —AFP/File\n\n{BODY}\n"
    assert published(text) == Published(basis="no date in the text", not_before="2030-02-05")


def test_future_dates_are_no_bound() -> None:
    assert published(f"{BODY}\n\nThe treaty will expire on March 3, 2040, the ministry said.").not_before is None
    assert published(f"{BODY}\n\nIt was signed on March 3, 2020, the ministry said.").not_before == "2020-03-03"


def test_dateline_with_a_year() -> None:
    assert published(f"VELM, March 3, 2031 (AFP) - {BODY}").date == "2031-03-03"


def test_reasons_are_words() -> None:
    article = article_from_text(f"{BODY}\n\nPublished in The Velm Courier, June 27th, 2031\n")
    assert article.published.basis == "the line “Published in The Velm Courier, June 27th, 2031”"
    assert dict(article.reasons)["outlet"] == "a line says where it was published"
