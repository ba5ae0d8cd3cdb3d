"""``verbale actors``: looking the registry up, and whom a passage means; the reader is a fake."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from tests.cli.conftest import Run
from verbale.actors.registry import Registry
from verbale.cli import main
from verbale.schema import Annotated, Article, Mention, Speaker

OWN = """
states:
- {code: XNV, name: Norvaska, adjectives: [Norvaskan], capitals: [Port Élan], cities: [Dunmark], until: "2030"}
institutions:
- {state: XNV, kind: foreign-ministry, slug: overseas, name: Overseas Office of Norvaska, shared: [Overseas Office]}
organisations:
- {code: QHL, name: Quay and Harbour League, bodies: [{name: Tide Council}]}
outlets:
- {name: Radio Norvaska, state: XNV}
holders:
  XNV:
    foreign minister:
    - Odri Kalm [Odrea Kalm] (f) 2020-01-10/2023-06
    - Tebo Marsk 2023-06-01/
"""
PASSAGE = "  The Overseas Office\nwas calm, Odri Kalm said in Dunmark."


class FakeReader:
    """Knows what :data:`PASSAGE` means."""

    published: str | None
    registry = None

    def __init__(self, options: SimpleNamespace) -> None:
        assert options.mentions

    def read(self, article: Article) -> Annotated:
        type(self).published = article.published.date
        office = Speaker(
            "xnv.overseas", None, None, "Overseas Office of Norvaska", "XNV", reason="the passage names it"
        )
        person = Speaker("xnv.overseas.odri-kalm", "Odri Kalm", "foreign minister", None, "XNV", reason="named\x1b[2J")
        spans = [("Overseas Office", office), ("Odri Kalm", person), ("Dunmark", Speaker(reason="a place in XNV"))]
        places = [(article.text.find(words.split()[0]), words, actor) for words, actor in spans]
        kinds = ("institution", "person", "place")
        mentions = [
            Mention((at, at + len(words)), kind, actor)  # type: ignore[arg-type]
            for (at, words, actor), kind in zip(places, kinds, strict=True)
            if at >= 0
        ]
        return Annotated(article, mentions=tuple(mentions))


@pytest.fixture(autouse=True)
def annotator(monkeypatch: pytest.MonkeyPatch) -> type[FakeReader]:
    """A reader in place of the one that the other tests of commands have."""
    module = ModuleType("verbale.annotator")
    module.__dict__.update(Annotator=FakeReader, AnnotateOptions=SimpleNamespace)
    monkeypatch.setitem(sys.modules, "verbale.annotator", module)
    return FakeReader


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_alone_it_says_how_much_there_is_and_how_to_ask(run: Run) -> None:
    shown = run("actors")
    assert shown.exit_code == 0
    assert f"{len(Registry.load().entries.holders):,}" in shown.stdout
    assert "verbale actors pakistan" in shown.stdout
    counts = json.loads(run("actors", "--format", "jsonl", "--on", "2012").stdout)
    assert counts["on"] == "2012"
    assert counts["organisations"] == len(Registry.load().organisations)


def test_a_state(run: Run, own: Path) -> None:
    shown = run("actors", "norvaska", "--registry", own, "--on", "2022-03-01").stdout
    for words in (
        "Norvaska   state · XNV",
        "capitals    Port Élan",
        "existed     until 2030",
        "in office on 2022-03-01",
        "foreign minister  Odri Kalm, 2020-01-10 to 2023-06",
        "xnv.overseas.odri-kalm",
        "shared: Overseas Office",
        "xnv.finance-ministry",
        "Also:",
        "Radio Norvaska",
    ):
        assert words in shown
    assert "Marsk" not in shown
    assert "no state in 2031" in run("actors", "xnv", "--registry", own, "--on", "2031").stdout


def test_a_person_an_office_an_institution(run: Run, own: Path) -> None:
    person = run("actors", "kalm", "--registry", own, "--on", "2021").stdout
    assert "also  Odrea Kalm" in person
    assert "2020-01-10 to 2023-06  foreign minister, Norvaska, in office in 2021" in person
    office = run("actors", "norvaskan", "foreign", "minister", "--registry", own, "--on", "2019").stdout
    assert "nobody known in 2019" in office
    assert office.index("Tebo Marsk") < office.index("Odri Kalm")
    institution = run("actors", "overseas office", "--registry", own).stdout
    assert "found by  “Overseas Office”, a name that others use too: the passage decides" in institution
    assert "Tebo Marsk, since 2023-06-01" in institution
    assert "verbale actors AFG foreign minister" in run("actors", "foreign minister").stdout
    assert "voice of  Norvaska" in run("actors", "radio norvaska", "--registry", own).stdout


def test_the_limit_says_how_many_more(run: Run, own: Path) -> None:
    shown = run("actors", "norvaska", "--registry", own, "--limit", "1").stdout
    assert shown.endswith("2 more matches; --limit 3 shows all\n")
    assert "Radio Norvaska" not in shown
    assert "more" not in run("actors", "norvaska", "--registry", own, "--limit", "0").stdout
    lines = run("actors", "norvaska", "--registry", own, "--limit", "1", "--format", "jsonl")
    assert len(lines.stdout.splitlines()) == 1
    assert "2 more matches" in lines.stderr


def test_as_jsonl(run: Run, own: Path) -> None:
    result = run("actors", "NORVASKA", "--registry", own, "--on", "2024", "--format", "jsonl")
    state, *others = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(state)[:6] == ["kind", "id", "name", "code", "country", "on"]
    assert state["found"] == {"words": "Norvaska", "as": "name", "match": "exact"}
    assert state["capitals"] == ["Port Élan"]
    assert [one["name"] for one in state["holders"]] == ["Tebo Marsk"]
    assert {one["found"]["match"] for one in others} == {"words"}


def test_nothing_found(run: Run, own: Path) -> None:
    result = run("actors", "norvasca", "--registry", own)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("verbale: nothing matches 'norvasca'; did you mean 'Norvaska'")
    assert "is none" in run("actors", "south", "china", "sea").stderr
    nowhere = run("actors", "qqqqzzzzxx")
    assert nowhere.exit_code == 1
    assert "--registry" in nowhere.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("khar", "--explain", "It rained."), "exclude each other"),
        (("--explain", "It rained.", "--limit", "3"), "--limit goes with QUERY"),
        (("--explain", " \n"), "needs words"),
        (("...",), "no letter or digit"),
        (("",), "no letter or digit"),
        (("khar", "--on", "yesterday"), "is not a date"),
        (("khar", "--limit", "-1"), "--limit"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("actors", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_faulty_registry_is_told(run: Run, own: Path) -> None:
    own.write_text("states:\n- {code: xnv, name: Norvaska}\n")
    result = run("actors", "norvaska", "--registry", own)
    assert result.exit_code == 1
    assert "is not in capitals" in result.stderr


def test_a_passage_explained(run: Run, annotator: type[FakeReader]) -> None:
    result = run("actors", "--explain", PASSAGE, "--on", "2021-05-06")
    assert result.exit_code == 0
    assert annotator.published == "2021-05-06"
    assert "The [1 Overseas Office] was calm, [2 Odri Kalm] said in [3 Dunmark]." in result.stdout
    for words in ("xnv.overseas\n", "the passage names it", "Odri Kalm, foreign minister (XNV)", "no actor"):
        assert words in result.stdout
    assert "\x1b" not in result.stdout
    run("actors", "--explain", PASSAGE)
    assert annotator.published is None


def test_a_passage_explained_as_jsonl(run: Run) -> None:
    lines = run("actors", "--explain", PASSAGE, "--format", "jsonl").stdout.splitlines()
    first, second, _ = map(json.loads, lines)
    assert (first["words"], first["kind"], first["span"]) == ("Overseas Office", "institution", [6, 21])
    assert second["actor"]["id"] == "xnv.overseas.odri-kalm"


def test_a_passage_that_names_nobody(run: Run) -> None:
    result = run("actors", "--explain", "It rained.")
    assert result.exit_code == 1
    assert "no word of the passage names an actor" in result.stderr


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("query", ["usa", "un", "guterres", "us foreign minister", "taliban"])
def test_nothing_is_cut_and_no_id_is_broken(query: str, width: int) -> None:
    environment = {"COLUMNS": str(width)}
    shown = CliRunner().invoke(main, ["actors", query], env=environment).stdout
    lines = CliRunner().invoke(main, ["actors", query, "--format", "jsonl"], env=environment).stdout.splitlines()
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "…" not in shown
    whole = json.loads(lines[0])
    words = set(shown.replace(";", " ").split())
    parts = (*whole.get("institutions", ()), *whole.get("bodies", ()), *whole.get("holders", ()), whole)
    assert {one["id"] for one in parts if one["id"]} <= words
    spelled = " ".join(shown.split())
    assert all(name in spelled for one in parts for name in one.get("names", ()) if " " not in name)
