from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.record.fakes import REPORT, eventful, report
from verbale.cli import main
from verbale.record import Record
from verbale.schema import DateMention


def test_search_as_a_table(run: Run, kept: Path) -> None:
    result = run("search", "patience", "--record", kept)
    assert result.exit_code == 0
    for words in (
        "2031-05-06",
        "Inès Halloran",
        "(OSK)",
        "reject",
        "toll on our patience",
        "The Lune Courier · report#s1",
    ):
        assert words in result.stdout
    assert result.stdout.endswith("1 statement\n")


def test_search_as_jsonl(run: Run, kept: Path) -> None:
    result = run("search", "--record", kept, "--format", "jsonl", "--speaker", "halloran", "--act", "support")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["briefing#s2"]


def test_search_says_how_many_there_are(run: Run, kept: Path) -> None:
    assert "1 of 4 statements" in run("search", "--limit", "1", "--record", kept).stdout
    nothing = run("search", "nothing", "--record", kept)
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "verbale: no statement matches\n")
    assert "2 statements without any date left out" in run("search", "--since", "2000", "--record", kept).stderr


def test_search_takes_states_by_name(run: Run, kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("states:\n- {code: OSK, name: Oskara, adjectives: [Oskaran]}\n- {code: VLD, name: Valdía}\n")
    options = ("--record", kept, "--registry", own, "--format", "jsonl")
    assert len(run("search", "--country", "oskara", *options).stdout.splitlines()) == 2
    assert len(run("search", "--about", "Valdia", "--country", "Oskaran", *options).stdout.splitlines()) == 2
    wrong = run("search", "--country", "Nowhere", *options)
    assert wrong.exit_code == 2
    assert "no state or organisation is called 'Nowhere'" in wrong.stderr
    assert "The record has OSK, TRV, VLD." in wrong.stderr


def test_search_takes_real_states_by_name(run: Run, kept: Path) -> None:
    assert run("search", "--country", "Pakistan", "--record", kept).exit_code == 0


def test_show_an_article(run: Run, kept: Path) -> None:
    shown = " ".join(run("show", "report", "--record", kept).stdout.split())
    assert "[s1 The fee is a toll on our patience]" in shown
    assert "caption Photo: A ferry" in shown
    assert "boilerplate Sign up" in shown
    assert "s2 accuse" in shown


def test_show_a_statement(run: Run, kept: Path) -> None:
    shown = " ".join(run("show", "report#s2", "--record", kept).stdout.split())
    assert "⟨A senior envoy of Valdia⟩ *said that* [Oskara had promised to pay twice]." in shown
    assert "only the role is named" in shown
    assert "accuse · indirect · confidence 91%" in shown
    assert "not said; published 2031-05-07" in shown


def test_show_names_what_is_missing(run: Run, kept: Path) -> None:
    result = run("show", "reprot", "--record", kept)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean report?" in result.stderr


def test_show_an_article_s_events(run: Run, eventful_record: Path) -> None:
    result = run("show", "report", "--record", eventful_record).stdout
    head, _, shown = result.partition("4 events, as the article tells them")
    assert "Inès Halloran OSK" in head
    assert "\n2031-05-06" in head
    words = " ".join(shown.split())
    assert "e1 2031-05-06 OSK → VLD REJECT occurred We will not pay it. (and 1 more" in words
    assert "yield, tariff 88%" in words
    assert "e3 undated VLD → OSK, UNO SANCTION negated promised to pay" in words
    assert "OSK ↔ VLD ↔" in words
    assert "event" not in run("show", "briefing", "--record", eventful_record).stdout


@pytest.mark.parametrize("width", [24, 40, 60, 80, 84, 100, 200])
def test_events_fit_any_terminal(eventful_record: Path, width: int) -> None:
    arguments = ["show", "report", "--record", str(eventful_record)]
    shown = CliRunner().invoke(main, arguments, env={"COLUMNS": str(width)}).stdout
    below = shown.partition("4 events")[2]
    assert max(map(cell_len, below.splitlines())) <= width
    spelled = "".join(below.split())
    for words in (
        "VLD→OSK,UNO",
        "2031-05-06",
        "SANCTION",
        "negated",
        "yield,tariff",
        "88%",
        "Oskarahadpromisedtopaytwice",
    ):
        assert words in spelled or width >= 84
    assert all(word in below for word in ("SANCTION", "CONSULT", "negated", "2031-05-06"))


def test_show_an_event(run: Run, eventful_record: Path) -> None:
    with Record.open(eventful_record) as record:
        record.decide_event("report#e1", "status", "future", who="R. Tann", why="not yet")
    shown = " ".join(run("show", "report#e1", "--record", eventful_record).stdout.split())
    for words in (
        "report#e1 REJECT · future · confidence 88%",
        "who OSK → VLD",
        "what REJECT (yield, tariff), score -2.0",
        "contexts economic, territory",
        "when 2031-05-06 (“Tuesday”, the Tuesday before publication)",
        "said in report#s1",
        "decided status is future, by R. Tann",
        "[Oskara rejects harbour fee]",
        "[We will not pay it.]",
    ):
        assert words in shown
    other = " ".join(run("show", "report#e4", "--record", eventful_record).stdout.split())
    assert "when not told; published 2031-05-07" in other
    assert "only the headline or summary tells it" in other
    missing = run("show", "report#e9", "--record", eventful_record)
    assert missing.exit_code == 1
    assert "that article has e1, e2, e3, e4" in missing.stderr


def test_a_statement_names_its_events(run: Run, eventful_record: Path) -> None:
    shown = " ".join(run("show", "report#s1", "--record", eventful_record).stdout.split())
    assert "does REJECT: OSK → VLD (report#e1)" in shown


def test_texts_cannot_steer_the_terminal(run: Run, path: Path) -> None:
    text = REPORT.replace("Oskara had", "\x1b[2J[b]Oskara[/b] \u202e:smile:")
    with Record.open(path) as record:
        changed = report(text=REPORT, title="\x1b]0;owned\x07")
        record.add(changed)
        record.add(report("odd", text=text.replace("promised", "Oskara had promised")))
        odd = replace(eventful().events[0], actor=("\x1b[2J",), type="\x1b]0", mode="\u202e", subtype="\x9b")
        dated = replace(odd, id="e2", date=DateMention(None, None, "\x1b[1m", "\x07"), evidence=((0, 90),))
        record.add(replace(eventful("acts", text=text + REPORT), events=(odd, dated)))
    events = (("show", "acts"), ("show", "acts#e1"), ("show", "acts#e2"))
    for arguments in (("show", "odd"), ("show", "odd#s1"), ("search", "patience"), ("show", "report#s1"), *events):
        shown = run(*arguments, "--record", path).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[b]Oskara[/b]" in run("show", "odd", "--record", path).stdout


def test_export_to_standard_output_and_file(run: Run, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    printed = run("export", "statements", "--record", kept, "--format", "csv").stdout_bytes
    assert run("export", "statements", "--record", kept, "--format", "csv", "--output", out).exit_code == 0
    assert out.read_bytes() == printed
    assert len(list(csv.DictReader(io.StringIO(printed.decode())))) == 4
    refused = run("export", "statements", "--record", kept, "--output", kept)
    assert refused.exit_code == 2


def test_export_events(run: Run, eventful_record: Path, tmp_path: Path) -> None:
    printed = run("export", "events", "--record", eventful_record).stdout
    assert [json.loads(line)["id"] for line in printed.splitlines()] == [f"report#e{number}" for number in range(1, 5)]
    with_layout = run("export", "events", "--layout", "verbale", "--record", eventful_record)
    assert (with_layout.stdout, with_layout.stderr) == (printed, "")
    out = tmp_path / "out.parquet"
    done = run("export", "events", "--record", eventful_record, "--format", "parquet", "--output", out)
    assert done.exit_code == 0
    assert out.read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize(("layout", "size"), [("gdelt", (61, 7)), ("polecat", (40, 3))])
def test_export_in_other_layouts(
    run: Run, eventful_record: Path, tmp_path: Path, layout: str, size: tuple[int, int]
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("states:\n- {code: OSK, name: Oskara}\n")
    options = ("--record", eventful_record, "--layout", layout, "--registry", own)
    result = run("export", "events", *options)
    found = result.stdout.splitlines()
    assert {(line.count("\t") + 1, len(found)) for line in found} == {size}
    assert "oskara" in result.stdout.casefold()
    assert result.stderr == "verbale: 2 events left out: 1 did not happen, 1 without a day\n"
    out = tmp_path / "out.tsv"
    assert run("export", "events", *options, "--output", out).exit_code == 0
    assert out.read_bytes() == result.stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("statements", "--layout", "gdelt"), "--layout goes with events"),
        (("articles", "--layout", "verbale"), "--layout goes with events"),
        (("events", "--layout", "icews"), "'icews' is not one of"),
        (("events", "--layout", "gdelt", "--format", "csv"), "leave --format out"),
        (("events", "--layout", "polecat", "--format", "jsonl"), "leave --format out"),
    ],
)
def test_wrong_layouts(run: Run, eventful_record: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("export", *arguments, "--record", eventful_record)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_registry_without_a_layout_is_told(run: Run, eventful_record: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("states:\n- {code: osk, name: Oskara}\n")
    result = run("export", "events", "--record", eventful_record, "--registry", own)
    assert result.exit_code == 2
    assert "--layout gdelt and polecat only" in result.stderr
    faulty = run("export", "events", "--record", eventful_record, "--registry", own, "--layout", "gdelt")
    assert (faulty.exit_code, faulty.stdout) == (1, "")
    assert "is not in capitals" in faulty.stderr


def test_a_missing_record(run: Run, path: Path) -> None:
    for command in (("search", "x"), ("show", "x"), ("export", "articles")):
        result = run(*command, "--record", path)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"verbale: {path}: no such record")


def command(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    source = Path(__file__).parents[2] / "src"
    return subprocess.Popen(
        [sys.executable, "-m", "verbale.cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(source)} | environment,
    )


def test_a_reader_that_leaves_is_no_error(path: Path) -> None:
    with Record.open(path) as record:
        for number in range(120):
            record.add(report(f"report-{number}"))
    with command("export", "articles", "--record", path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_output_is_utf8_in_any_locale(kept: Path, locale: str) -> None:
    options = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for arguments in (("search", "patience"), ("show", "report#s1"), ("export", "statements")):
        out, err = command(*arguments, "--record", kept, **options).communicate()
        assert "Inès Halloran" in out.decode("utf-8"), err


def test_help_imports_nothing_heavy() -> None:
    heavy = ("rich", "numpy", "onnxruntime", "yaml", "pyarrow", "trafilatura", "concurrent.futures")
    code = f"import sys, verbale.cli; print([name for name in {heavy} if name in sys.modules])"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "[]\n"
