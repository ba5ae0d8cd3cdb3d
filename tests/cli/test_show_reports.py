"""What ``verbale show`` tells of other reports and of exchanges, on an invented quarrel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from tests.cli.conftest import Run
from tests.docs.pages import DOCS, blocks
from tests.record.reports_made import fill
from verbale.cli import main
from verbale.errors import RecordLockedError
from verbale.linking.disagreements import Contradiction
from verbale.present_reports import disagreements, reports_view
from verbale.record import Record
from verbale.record.threads import answers_of


@pytest.fixture
def quarrel(path: Path) -> Path:
    with Record.open(path) as record:
        fill(record)
    return path


@pytest.fixture
def opened(quarrel: Path) -> Iterator[Record]:
    with Record.open(quarrel) as record:
        record.settle()
        yield record


def test_all_reports_are_shown_as_the_how_to_has_them(run: Run, quarrel: Path) -> None:
    shown = run("show", "wire#s1", "--record", quarrel).stdout
    (block,) = [one.text for one in blocks(DOCS / "howto" / "corroboration.md") if one.text.startswith("Reported by")]
    assert shown.partition("⟨who⟩ *says* [what]\n\n")[2] == block


def test_a_part_shows_where_its_words_are_in_the_others(run: Run, quarrel: Path) -> None:
    below = " ".join(run("show", "gazette#s1", "--record", quarrel).stdout.partition("Reported by")[2].split())
    assert "We will never pay this fee, and ⟨twelve captains [had → have] orders to sail past the pier⟩" in below
    assert "⟨what has its counterpart above⟩; [words above → words here]" in below


def test_a_reply_names_what_it_answers(run: Run, quarrel: Path) -> None:
    shown = run("show", "reply#s1", "--record", quarrel).stdout
    assert "Reported by" not in shown
    assert shown.partition("\nAnswers\n")[2].startswith("  wire#s1  2031-03-04  OSK reject  We will not pay this fee")


def test_events_have_their_reports_too(run: Run, quarrel: Path) -> None:
    shown = run("show", "courier#e1", "--record", quarrel).stdout
    assert "Reported by 1 independent outlet in 2 articles" in shown
    assert "courier#e1 · shown above\n  prints the text of wire\n" in shown


def test_articles_say_how_many_others_report_a_statement(run: Run, quarrel: Path) -> None:
    assert "also in 3 articles" in run("show", "wire", "--record", quarrel).stdout
    assert "also in" not in run("show", "reply", "--record", quarrel).stdout


def test_one_report_and_no_exchange_add_nothing(run: Run, kept: Path) -> None:
    shown = run("show", "report#s2", "--record", kept).stdout
    assert shown.endswith("⟨who⟩ *says* [what]\n")


def test_as_jsonl(run: Run, quarrel: Path) -> None:
    (row,) = map(json.loads, run("show", "wire#s1", "--record", quarrel, "--format", "jsonl").stdout.splitlines())
    reports = row["reports"]
    assert (row["id"], row["act"], reports["outlets"], reports["articles"]) == ("wire#s1", "reject", 3, 4)
    items = {one["id"]: one for one in reports["items"]}
    assert items["courier#s1"]["print_of"] == "wire"
    assert [one["wording"] for one in reports["items"]] == ["same", "same", "changed", "changed"]
    assert [(one["shown"], one["here"]) for one in items["post#s1"]["differences"]] == [
        ("not", "never"),
        ("eleven", "twelve"),
    ]
    assert {one["about"] for one in reports["contradictions"]} == {"number", "wording"}
    assert [one["response"] for one in row["answered_by"]] == ["reply#s1"]
    assert row["answers"] == []
    (article,) = map(json.loads, run("show", "wire", "--record", quarrel, "--format", "jsonl").stdout.splitlines())
    assert (article["id"], article["statements"][0]["id"]) == ("wire", "s1")


def test_words_that_nobody_else_has(run: Run, quarrel: Path) -> None:
    (row,) = map(json.loads, run("show", "reply#s1", "--record", quarrel, "--format", "jsonl").stdout.splitlines())
    assert (row["reports"]["outlets"], len(row["reports"]["items"])) == (1, 1)
    assert [one["to"] for one in row["answers"]] == ["wire#s1"]


def test_a_record_that_is_not_linked_yet_is_shown(run: Run, quarrel: Path) -> None:
    with Record.open(quarrel) as record:
        record._connection.execute("DELETE FROM items")
    for name in ("wire", "wire#s1", "wire#e1"):
        for form in ("text", "jsonl"):
            result = run("show", name, "--record", quarrel, "--format", form)
            assert result.exit_code == 0
            assert "Reported by" not in result.stdout


def test_what_cannot_be_settled_now_is_shown_as_it_is(run: Run, quarrel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Record) -> None:
        raise RecordLockedError("another program is writing")

    monkeypatch.setattr(Record, "settle", locked)
    result = run("show", "wire#s1", "--record", quarrel)
    assert result.exit_code == 0
    assert "Reported by 3" in result.stdout
    assert result.stderr == "verbale: answers may be missing: another program is writing\n"


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_reports_fit_any_terminal(quarrel: Path, width: int) -> None:
    arguments = ["show", "wire#s1", "--record", str(quarrel)]
    shown = CliRunner().invoke(main, arguments, env={"COLUMNS": str(width)}).stdout
    below = shown.partition("Reported by")[2]
    assert max(map(cell_len, below.splitlines())) <= width
    spelled = "".join(below.split())
    for words in (
        "[not→never]",
        "[eleven→twelve]captains",
        "printsthetextofwire",
        "TheLuneCourier·courier#s1",
        "reply#s1",
    ):
        assert words in spelled


def test_colour_takes_the_place_of_brackets_round_a_part(opened: Record) -> None:
    reports = opened.reports("gazette#s1")
    shown = reports_view("gazette#s1", reports, answers_of(opened, "gazette#s1", reports), plain=False)
    screen = Console(width=100, force_terminal=True, color_system="standard", _environ={})
    with screen.capture() as captured:
        screen.print(shown)
    out = captured.get()
    assert "⟨" not in out
    assert "\x1b[1;31m[had → have]" in out


def test_words_cannot_steer_the_terminal(run: Run, quarrel: Path) -> None:
    with Record.open(quarrel) as record:
        record.settle()  # what it goes by, the words of the items, is not changed with them
        record._connection.execute("UPDATE items SET data = replace(data, 'pier', 'p\\u001b[31mier')")
    shown = run("show", "wire#s1", "--record", quarrel).stdout
    assert "p\ufffd[31mier" in shown
    assert "\x1b" not in shown


def test_contradictions_of_pairs_are_joined_by_their_values() -> None:
    def apart(first: str, second: str, one: str, other: str) -> Contradiction:
        return Contradiction("date", first, second, one, other, "some days apart")

    found = [apart("a", "c", "2031-01-02", "2031-01-01"), apart("b", "c", "2031-01-02", "2031-01-01")]
    found.append(apart("c", "d", "2031-01-01", "2031-01-03"))
    assert list(disagreements(found)) == [
        ("date", "some days apart", [("2031-01-01", ["c"]), ("2031-01-02", ["a", "b"]), ("2031-01-03", ["d"])])
    ]
