"""Files, folders and standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from verbale.articles.build import build
from verbale.articles.raw import Raw
from verbale.schema import Article, Problem
from verbale.sources.files import SourceOptions, documents
from verbale.sources.sniff import binary_kind, sniff, strip_suffixes

BODY = "The foreign ministry of Tarsonia said on Monday that it had summoned the ambassador of Ostmark."


def read(*paths: Path, options: SourceOptions | None = None) -> list[Raw | Problem]:
    return list(documents(paths, options))


def only(path: Path, options: SourceOptions | None = None) -> Raw | Problem:
    found = read(path, options=options)
    assert len(found) == 1
    return found[0]


def problem(path: Path, options: SourceOptions | None = None) -> str:
    found = only(path, options)
    if isinstance(found, Raw):
        built = build(found)
        assert isinstance(built, Problem)
        found = built
    line = found.line()
    assert "\n" not in line
    assert path.name in line
    return line


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_folder_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b" / "two.txt", BODY)
    write(tmp_path / "one.txt", BODY)
    write(tmp_path / "page.html", f"<html><p>{BODY}</p></html>")
    write(tmp_path / "picture.png", b"\x89PNG")
    write(tmp_path / ".hidden.txt", BODY)
    found = read(tmp_path)
    assert [(r.id, r.format) for r in found if isinstance(r, Raw)] == [
        ("one", "text"),
        ("page", "html"),
        ("two", "text"),
    ]
    assert len(found) == 3


def test_json_lines_with_a_bad_seventh_line(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{i}", "text": BODY, "title": "T", "published": "2031-01-01"}) for i in range(1, 10)]
    lines[6] = '{"id": "a7", "text": '
    path = write(tmp_path / "news.jsonl", "\n".join(lines))
    found = read(path)
    assert [r.id for r in found if isinstance(r, Raw)] == ["a1", "a2", "a3", "a4", "a5", "a6", "a8", "a9"]
    bad = found[6]
    assert isinstance(bad, Problem)
    assert bad.line().startswith(f"{path}, line 7: not valid JSON")
    assert bad.line().endswith("correct the line or leave it out")
    first = found[0]
    assert isinstance(first, Raw)
    assert (first.metadata.title, first.metadata.published) == ("T", "2031-01-01")


def test_json_lines_packed_and_streamed(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    with gzip.open(path, "wt") as out:
        out.writelines(json.dumps({"text": BODY, "n": i}) + "\n" for i in range(500))
    stream = documents([path])
    first = next(stream)
    assert isinstance(first, Raw)
    assert (first.id, first.place) == ("news-1", "line 1")
    assert sum(1 for _ in stream) == 499


@pytest.mark.parametrize(
    "line",
    ["[1]", "7", "{}", '{"text": ""}', '{"text": 5}', "\xff", "[" * 100_000, '{"text": 1e999999, "html": null}', "nul"],
)
def test_bad_lines_are_problems(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "x.jsonl", line.encode("latin-1") + b"\n" + json.dumps({"text": BODY}).encode())
    bad, good = read(path)
    assert isinstance(bad, Problem)
    assert ", line 1: " in bad.line()
    assert isinstance(good, Raw)


def test_html_in_json_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "x.ndjson", json.dumps({"id": 5, "html": f"<p>{BODY}</p>", "url": "https://a.example/x"}))
    raw = only(path)
    assert isinstance(raw, Raw)
    assert (raw.id, raw.format, raw.metadata.url) == ("5", "html", "https://a.example/x")


def test_surrogates_and_nulls_in_json_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", '{"id": "\\ud800", "text": "Yes\\ud83d \\u0000 no"}')
    raw = only(path)
    assert isinstance(raw, Raw)
    article = build(raw)
    assert isinstance(article, Article)
    assert article.text == "Yes\ufffd \x00 no"
    (article.id + article.text).encode()


def test_same_id_twice(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "x.txt", BODY)
    assert [r.id for r in read(tmp_path)] == ["x", "x-2", "x-3"]


def test_bad_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    write(tmp_path / "c.txt", BODY)
    (tmp_path / "d.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "e.txt", os.urandom(5000))
    write(tmp_path / "f.txt.gz", b"\x1f\x8b\x08broken")
    found = read(tmp_path)
    assert [type(r).__name__ for r in found] == ["Problem", "Problem", "Raw", "Problem", "Problem", "Problem"]


def test_one_line_for_each_problem(tmp_path: Path) -> None:
    assert "empty" in problem(write(tmp_path / "a.txt", b""))
    assert "empty" in problem(write(tmp_path / "b.txt", b" \n\n"))
    assert "a zip archive" in problem(write(tmp_path / "c.txt", b"PK\x03\x04" + bytes(50)))
    assert "binary data" in problem(write(tmp_path / "d.txt", bytes(1000)))
    assert "no such file" in problem(tmp_path / "absent.txt")
    assert "no article found" in problem(write(tmp_path / "e.html", "<html><body></body>"))
    (tmp_path / "f.txt").mkdir()
    assert "no documents in this folder" in problem(tmp_path / "f.txt")
    (tmp_path / "g.txt").symlink_to(tmp_path / "nowhere")
    assert "leads nowhere" in problem(tmp_path / "g.txt")
    assert "empty" in problem(write(tmp_path / "h.jsonl", "\n\n"))


def test_not_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", BODY)

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert "not allowed to read it; change its permissions" in problem(path)


def test_size_limit_is_seen_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        out.write(BODY.encode())
        out.truncate(100_000_000)
    with path.open("r+b") as out:
        out.write(b"word " * 2000)
    assert "larger than the limit of 20,000,000 bytes" in problem(path)


def test_size_limit_of_packed_files_and_lines(tmp_path: Path) -> None:
    small = SourceOptions(max_bytes=1000)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"word " * 1000))
    assert "larger than the limit" in problem(path, small)
    lines = [json.dumps({"text": "x" * 2000}), json.dumps({"text": BODY})]
    bad, good = read(write(tmp_path / "b.jsonl", "\n".join(lines)), options=small)
    assert isinstance(bad, Problem)
    assert isinstance(good, Raw)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, form in ((BODY.encode(), "text"), (b"<!doctype html><p>x</p>", "html")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        raw = next(documents([]))
        assert isinstance(raw, Raw)
        assert (raw.id, raw.name, raw.format) == ("stdin", "-", form)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"id": "q", "text": BODY}).encode())))
    assert [r.id for r in documents(["-"])] == ["q"]


def test_format_given_by_the_user(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    raw = only(path, SourceOptions(input_format="transcript"))
    assert isinstance(raw, Raw)
    assert raw.format == "transcript"


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.txt", b"{", "text"),
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html>", "html"),
        ("a.xml", b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'>", "tei"),
        ("a.xml", b"<?xml version='1.0'?><html>", "html"),
        ("a", b'{"id": "x", "text": "y"}', "jsonl"),
        ("a.JSONL.gz", b"x", "jsonl"),
        ("a", b"Words", "text"),
    ],
)
def test_sniff(name: str, head: bytes, form: str) -> None:
    assert sniff(name, head) == form


def test_names() -> None:
    assert [strip_suffixes(n) for n in ("a.b.txt", "a.jsonl.gz", ".txt", "a")] == ["a.b", "a", ".txt", "a"]


def test_utf16_is_text() -> None:
    assert binary_kind(BODY.encode("utf-16")) is None
    assert binary_kind(b"") is None
