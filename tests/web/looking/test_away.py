"""What is taken away: files of results, the feed, citations."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from tests.web.looking.pages import links, main, page_of, words
from verbale.record.browse import Browse
from verbale.record.store import Record
from verbale.web import urls


def _rejections(affairs: Path) -> list[str]:
    with Record.open(affairs, create=False) as record:
        return [one.id for one in record.browse_all(Browse(act=("reject",)))]


def test_the_page_links_its_files_and_its_feed(room: TestClient) -> None:
    tree = page_of(room, "/search?act=reject&page=2")
    found = links(tree)
    for ending in ("csv", "jsonl", "parquet", "atom"):
        assert f"/search.{ending}?act=reject" in found
    assert tree.xpath("//link[@rel='alternate']/@href") == ["/search.atom?act=reject"]


def test_a_file_holds_all_that_is_found(room: TestClient, affairs: Path) -> None:
    wanted = _rejections(affairs)
    answer = room.get("/search.csv?act=reject&page=2")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="affairs-')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == wanted
    assert rows[0]["list_address"] == "http://testserver/search?act=reject"
    lines = room.get("/search.jsonl?act=reject").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted


def test_parquet(room: TestClient, affairs: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    answer = room.get("/search.parquet?act=reject")
    table = parquet.read_table(io.BytesIO(answer.content))
    assert table.column("id").to_pylist() == _rejections(affairs)


def test_the_feed_has_the_newest(room: TestClient) -> None:
    answer = room.get("/search.atom?q=sanctions&order=oldest")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    addresses = feed.xpath("a:entry/a:link[@rel='alternate']/@href", namespaces=names)
    assert 0 < len(addresses) <= 50
    assert all(str(one).startswith("http://testserver/statement/") for one in addresses)


def test_an_unknown_form_names_the_known_ones(room: TestClient) -> None:
    tree = page_of(room, "/search.xls?act=reject", 404)
    assert "/search.csv?act=reject" in links(main(tree))
    assert "since" not in words(main(page_of(room, "/search.csv?since=x", 400)))


def test_citations(room: TestClient, affairs: Path) -> None:
    name = _rejections(affairs)[0]
    for form, kind in (("txt", "text/plain"), ("bib", "bibtex"), ("ris", "research"), ("json", "json")):
        answer = room.get(urls.cite_url(name, form))
        assert answer.status_code == 200
        assert kind in answer.headers["content-type"]
        assert name in answer.text.replace("\\", "")
    assert "attachment" in room.get(urls.cite_url(name, "bib")).headers["content-disposition"]
    event = room.get(urls.cite_url("BORDER-SHOOTING-01#e2", "bib"))
    assert "BORDER-SHOOTING-01\\#e2" in event.text
    assert room.get(urls.cite_url("nowhere#s1", "bib")).status_code == 404
    tree = page_of(room, urls.cite_url(name, "doc"), 404)
    assert urls.cite_url(name, "ris") in links(main(tree))


def test_a_statement_and_an_event_say_how_they_are_cited(room: TestClient, affairs: Path) -> None:
    name = _rejections(affairs)[0]
    for item, address in (
        (name, urls.statement_url(name)),
        ("BORDER-SHOOTING-01#e2", "/event/BORDER-SHOOTING-01%23e2"),
    ):
        (block,) = page_of(room, address).find_class("citing")
        assert words(block.find_class("citation")[0]) == " ".join(room.get(urls.cite_url(item, "txt")).text.split())
        assert [urls.cite_url(item, form) for form in ("txt", "bib", "ris", "json")] == links(block)
