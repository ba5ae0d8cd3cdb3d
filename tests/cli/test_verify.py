from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from tests.cli.conftest import Run
from verbale.cli import main
from verbale.record import Record


def test_exact_words(run: Run, kept: Path) -> None:
    result = run("verify", "is a toll on our", "--record", kept)
    assert result.exit_code == 0
    assert "exact: said in these words\n" in result.stdout
    assert "“The fee ⟨is a toll on our⟩ patience … We will not pay it.”" in result.stdout
    assert "Inès Halloran, foreign minister, Foreign Ministry (OSK) · 2031-05-06" in result.stdout
    assert "The Lune Courier · report#s1" in result.stdout
    assert "all 5 words in a row" in result.stdout
    assert "→" not in result.stdout
    assert result.stdout.endswith("1 wording\n")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The fee is a tax on our patience", "⟨The fee is a [tax → toll] on our patience⟩"),
        ("The fee is a heavy toll on our patience", "a [added: heavy] toll on"),
        ("The fee is a toll on patience", "on [left out: our] patience"),
        ("The fee … a toll on our patience", "fee [omitted: is] a toll"),
    ],
)
def test_differences_are_marked(run: Run, kept: Path, quote: str, shown: str) -> None:
    result = run("verify", quote, "--record", kept)
    assert shown in " ".join(result.stdout.split())
    assert result.exit_code == 0


def test_the_wrong_speaker(run: Run, kept: Path) -> None:
    result = run("verify", "The fee is a toll on our patience", "--record", kept, "--speaker", "Joss Ferrant")
    assert result.exit_code == 0
    assert "wrong-speaker: said by somebody else" in result.stdout
    assert "not by Joss Ferrant" in result.stdout
    assert "OSK is called is not known" in result.stderr


def test_absent(run: Run, kept: Path) -> None:
    result = run("verify", "herring rots from the head", "--record", kept)
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "not in this record; 4 statements looked through\n",
        "",
    )
    result = run("verify", "herring rots from the head", "--record", kept, "--format", "jsonl", "--speaker", "Ferrant")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "verdict": "absent",
        "claimed": "herring rots from the head",
        "speaker": "Ferrant",
        "statements": 4,
    }


def test_jsonl(run: Run, kept: Path) -> None:
    quote = "The fee is a tax on our patience"
    (row,) = map(json.loads, run("verify", quote, "--record", kept, "--format", "jsonl").stdout.splitlines())
    assert (row["verdict"], row["claimed"], row["statement"], row["article"]) == (
        "altered",
        quote,
        "report#s1",
        "report",
    )
    assert (row["speaker"]["name"], row["date"], row["outlet"]) == ("Inès Halloran", "2031-05-06", "The Lune Courier")
    (changed,) = [one for one in row["differences"] if one["kind"] == "changed"]
    assert quote[slice(*changed["claimed_span"])] == "tax"
    assert row["quote"][slice(*changed["real_span"])] == "toll"
    assert "“tax” for “toll”" in row["reason"]


def test_limit(run: Run, kept: Path) -> None:
    with Record.open(kept) as record:
        several = len(record.verify("the fee", limit=None))
    assert several > 1
    assert f"1 of {several} wordings" in run("verify", "the fee", "--record", kept, "--limit", "1").stdout
    assert run("verify", "the fee", "--record", kept, "--limit", "0").stdout.endswith(f"\n{several} wordings\n")


def test_wrong_usage(run: Run, kept: Path, tmp_path: Path) -> None:
    empty = run("verify", "…", "--record", kept)
    assert (empty.exit_code, "QUOTE has no word" in empty.stderr) == (2, True)
    missing = run("verify", "a toll", "--record", tmp_path / "none.record")
    assert (missing.exit_code, "no such record" in missing.stderr) == (1, True)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_fits_any_terminal(kept: Path, width: int) -> None:
    arguments = ["verify", "The fee is a tax on our patience", "--record", str(kept)]
    shown = CliRunner().invoke(main, arguments, env={"COLUMNS": str(width)}).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
