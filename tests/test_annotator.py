"""The whole way from text to statements with the shipped model, on texts about invented states."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED
from verbale import Annotated, AnnotateOptions, Annotator, Problem, annotate
from verbale.examples import ARTICLES, REGISTRY
from verbale.schema import Spans

TEXT = """CALVESSA: Meridonia on Tuesday denied that it had placed new limits on trade with Kestria.

"There are no new limits. We value this friendship," said Department spokesman Aldis Hollen. "It will last."

He added that talks would resume in May.

In Sarneth, the Foreign Ministry rejected the "one-sided" claims as baseless.
"""


@pytest.fixture(scope="module")
def reader() -> Annotator:
    return Annotator(AnnotateOptions(registry=(REGISTRY,), attributions=True))


def words(text: str, spans: Spans) -> str:
    return " … ".join(text[a:b] for a, b in spans)


def test_statements_of_a_short_report(reader: Annotator) -> None:
    from verbale.articles.build import article_from_text

    found = reader.read(article_from_text(TEXT))
    by_cue = {words(TEXT, s.cue): s for s in found.statements}
    assert {"denied", "said", "added", "rejected"} <= set(by_cue)
    said = by_cue["said"]
    assert len(said.content) == 2, "the two halves of a broken quotation are one statement"
    assert said.kind == "direct"
    assert "Hollen" in words(TEXT, said.source)
    assert said.speaker.name == "Aldis Hollen"
    assert by_cue["added"].kind == "indirect"
    assert by_cue["added"].speaker.name == "Aldis Hollen"
    assert by_cue["rejected"].kind == "mixed"
    assert all(0 <= s.confidence <= 1 for s in found.statements)
    assert found.attributions


def test_ids_and_nesting_are_consistent(reader: Annotator) -> None:
    for result in reader.run([str(ARTICLES)]):
        assert isinstance(result, Annotated)
        ids = [s.id for s in result.statements]
        assert ids == [f"s{i + 1}" for i in range(len(ids))]
        text = result.article.text
        for s in result.statements:
            assert s.nested_in is None or s.nested_in in ids
            assert s.content
            for a, b in (*s.source, *s.cue, *s.content):
                assert 0 <= a < b <= len(text)
                assert text[a:b].strip() == text[a:b]


def test_statements_stand_in_read_segments_only(reader: Annotator) -> None:
    for result in reader.run([str(ARTICLES)]):
        assert isinstance(result, Annotated)
        dim = [s for s in result.article.segments if s.kind in ("boilerplate", "caption", "byline", "dateline")]
        for statement in result.statements:
            for a, b in statement.content:
                assert not any(s.start < b and a < s.end for s in dim), result.article.text[a:b]


def test_an_article_reads_the_same_alone_and_among_others(reader: Annotator) -> None:
    from verbale.articles.build import article_from_text

    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))[:6]]
    articles = [article_from_text(text) for text in texts]
    together = reader.read_all(articles)
    assert [reader.read(article) for article in articles] == together


@pytest.mark.parametrize(
    "text", ['"' * 3000, "'' '' ``", "“" * 500 + "\n" + "”" * 500, "a", ".\n.\n.", "\u200f\u202e x"]
)
def test_odd_texts_are_survived(reader: Annotator, text: str) -> None:
    from verbale.articles.build import article_from_text

    reader.read(article_from_text(text))


def test_annotate_needs_no_setting_up() -> None:
    found = annotate('"We reject this," the Foreign Ministry of France said.', published="2031-05-06")
    assert found.article.published.date == "2031-05-06"
    assert [s.speaker.country for s in found.statements] == ["FRA"]


def test_the_published_order_is_kept_with_two_processes(tmp_path: Path) -> None:
    lines = [{"id": f"n{i}", "text": f"Minister number {i} said that talks went on."} for i in range(20)]
    lines.insert(7, {"id": "broken"})
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    one = list(Annotator(AnnotateOptions()).run([str(path)]))
    two = list(Annotator(AnnotateOptions(jobs=2)).run([str(path)]))
    assert one == two
    assert isinstance(one[7], Problem)


def test_bad_inputs_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c-lines.jsonl").write_text(
        "\n".join(
            [json.dumps({"id": f"ok{i}", "text": "The minister said no."}) for i in range(6)] + ['{"id": "bad", "text']
        ),
        encoding="utf-8",
    )
    (tmp_path / "d-huge.txt").write_bytes(b"The minister said no. " * 5_000_000)
    (tmp_path / "e-marks.txt").write_text('"' * 5000, encoding="utf-8")
    (tmp_path / "f-broken.html").write_text("<html><p>The minister <b>said no<div>", encoding="utf-8")
    (tmp_path / "g-good.txt").write_text("The minister said no.", encoding="utf-8")
    (tmp_path / "h-gone.txt").symlink_to(tmp_path / "nowhere.txt")
    done = subprocess.run(
        [sys.executable, "-m", "verbale.cli", "annotate", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1
    lines = [json.loads(line) for line in io.StringIO(done.stdout)]
    errors = {line["id"]: line["error"] for line in lines if "error" in line}
    assert {"a-empty", "b-binary", "d-huge", "e-marks", "f-broken", "h-gone"} <= set(errors)
    assert all(len(message.splitlines()) == 1 for message in errors.values())
    assert any("line 7" in message for message in (*errors.values(), done.stderr))
    read = {line["id"] for line in lines if "error" not in line}
    assert {"ok0", "ok5", "g-good"} <= read


@pytest.mark.shared
def test_the_seeds_are_read() -> None:
    results = list(Annotator().run([str(SHARED / "seeds")]))
    assert len(results) == 5
    assert all(isinstance(r, Annotated) and r.statements for r in results)
