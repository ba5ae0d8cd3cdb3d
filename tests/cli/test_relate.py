"""``verbale relate``: lines in, lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from verbale.cli import main
from verbale.events.relate import LABELS, Relation, Task

TEXT = "Kestria imposed sanctions on Valdoria."
GOOD = {"id": "g1", "text": TEXT, "actor": [0, 7], "recipient": [29, 37]}


class FakeReader:
    """Finds nothing anywhere; the sum of the words stands for having read them."""

    def __init__(self, _model: object) -> None:
        pass

    def read_all(self, tasks: Sequence[Task]) -> Iterator[Relation]:
        for task in tasks:
            for start, end in (task.actor, task.recipient):
                assert task.text[start:end].strip()
            yield Relation(task.id, None, 1.0, dict.fromkeys(LABELS, 0.0) | {"none": 1.0})


def related(data: bytes | str) -> Result:
    """What the command does with standard input, the model aside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verbale.events.relate.RelationReader", FakeReader)
        patch.setattr("verbale.language.model.LanguageModel", object)
        return CliRunner().invoke(main, ["relate"], input=data)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_a_pair_in_order() -> None:
    result = related("\n".join(json.dumps(GOOD | {"id": f"n{n}"}) for n in range(70)))
    assert result.exit_code == 0
    assert [line["id"] for line in lines(result)] == [f"n{n}" for n in range(70)]
    assert list(lines(result)[0]) == ["id", "type", "confidence", "probabilities"]
    assert lines(result)[0]["type"] is None
    assert list(lines(result)[0]["probabilities"]) == list(LABELS)


def test_a_file_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\ufeff" + json.dumps(GOOD) + "\r\n\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verbale.events.relate.RelationReader", FakeReader)
        patch.setattr("verbale.language.model.LanguageModel", object)
        result = CliRunner().invoke(main, ["relate", str(path)])
    assert (result.exit_code, [line["id"] for line in lines(result)]) == (0, ["g1"])


def test_nothing_in_nothing_out() -> None:
    for data in ("", "\n \n\t\n", "\ufeff\n"):
        result = related(data)
        assert (result.exit_code, result.stdout) == (0, "")


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["relate", str(tmp_path / "nowhere.jsonl")])
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


@pytest.mark.parametrize(
    ("line", "name", "error"),
    [
        ("{", "line-2", "not a line of JSON"),
        ("[1, 2]", "line-2", "not a JSON object"),
        ("null", "line-2", "not a JSON object"),
        (json.dumps(GOOD | {"text": ""}), "g1", '"text" is missing or empty'),
        (json.dumps(GOOD | {"text": 7}), "g1", '"text" is missing or empty'),
        (json.dumps({"text": TEXT, "actor": [0, 7]}), "line-2", '"recipient" must be [start, end]'),
        (json.dumps(GOOD | {"actor": "Kestria"}), "g1", '"actor" must be [start, end]'),
        (json.dumps(GOOD | {"actor": [0]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [0, 7, 9]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [7, 0]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [3, 3]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [-2, 7]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [True, 7]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"actor": [0.0, 7.0]}), "g1", '"actor" must be'),
        (json.dumps(GOOD | {"recipient": [29, 39]}), "g1", "inside the text of 38 characters"),
        (json.dumps(GOOD | {"recipient": [37, 38]}), "g1", '"recipient" holds no word'),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: str, name: str, error: str) -> None:
    result = related("\n".join([json.dumps(GOOD), line, json.dumps(GOOD | {"id": "g3"})]))
    first, bad, third = lines(result)
    assert (first["id"], bad["id"], third["id"]) == ("g1", name, "g3")
    assert bad["error"].startswith("line 2: ")
    assert error in bad["error"]
    assert set(bad) == {"id", "error"}
    assert "error" not in first
    assert "error" not in third
    assert result.exit_code == 1
    assert "1 line could not be read" in result.stderr


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    result = related(b'\xff\xfe{"text"\n' + json.dumps(GOOD).encode())
    assert [line["id"] for line in lines(result)] == ["line-1", "g1"]
    assert result.exit_code == 1


def test_deep_nesting_is_a_bad_line() -> None:
    result = related("[" * 100_000 + "\n" + json.dumps(GOOD))
    assert [line["id"] for line in lines(result)] == ["line-1", "g1"]
    assert result.exit_code == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_SPAN = st.tuples(st.integers(-2, 20), st.integers(-2, 20)).map(list)
_LINE = st.one_of(
    _JSON.map(json.dumps),
    st.text(max_size=30),
    st.fixed_dictionaries(
        {},
        optional={
            "id": _JSON,
            "text": st.text(max_size=20) | _JSON,
            "actor": _SPAN | _JSON,
            "recipient": _SPAN | _JSON,
        },
    ).map(json.dumps),
)


@given(st.lists(_LINE, max_size=5))
def test_any_lines_are_survived(written: list[str]) -> None:
    data = "\n".join(line.replace("\n", " ").replace("\r", " ") for line in written).encode("utf-8", "replace")
    result = related(data)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    wanted = [line for line in data.split(b"\n") if line.strip(b" \t\r\n\xef\xbb\xbf")]
    found = [json.loads(line) for line in result.stdout.split("\n") if line]
    assert len(found) == len(wanted)
    assert all(("error" in line) != ("type" in line) for line in found)
    assert result.exit_code == int(any("error" in line for line in found))


SENTENCES = [
    ("Kestria expelled three diplomats of Valdoria.", "SANCTION"),
    ("Kestria shelled two villages in Valdoria overnight, killing nine people.", "ASSAULT"),
    ("Kestria sent forty tonnes of flour and medicine to Valdoria after the flood.", "AID"),
    ("Kestria accused Valdoria of lying about the dam.", "ACCUSE"),
]


def shipped(*texts: str) -> list[dict[str, Any]]:
    """What the shipped model says of what Kestria does to Valdoria."""
    rows = [
        {"id": text, "text": text} | {role: [text.index(w), text.index(w) + len(w)] for role, w in ACTORS}
        for text in texts
    ]
    result = CliRunner().invoke(main, ["relate"], input="\n".join(map(json.dumps, rows)))
    assert result.exit_code == 0
    return lines(result)


ACTORS = (("actor", "Kestria"), ("recipient", "Valdoria"))


def test_the_shipped_model_reads_plain_sentences() -> None:
    for (text, kind), line in zip(SENTENCES, shipped(*(text for text, _ in SENTENCES)), strict=True):
        assert (line["id"], line["type"]) == (text, kind)
        assert line["confidence"] > 0.5
        assert line["confidence"] == line["probabilities"][kind] == max(line["probabilities"].values())
        assert sum(line["probabilities"].values()) == pytest.approx(1, abs=0.01)


def test_sanctions_are_sanctions() -> None:
    (line,) = shipped("On Tuesday Kestria imposed sweeping economic sanctions on Valdoria over its fishing fleet.")
    assert (line["type"], line["confidence"] > 0.5) == ("SANCTION", True)


def test_the_shipped_model_reads_a_pair_alike_alone_and_among_others() -> None:
    texts = [text for text, _ in SENTENCES]
    for text, line in zip(texts, shipped(*texts), strict=True):
        (alone,) = shipped(text)
        assert alone["type"] == line["type"]
        assert alone["confidence"] == pytest.approx(line["confidence"], abs=0.02)


def test_the_shipped_model_and_a_bad_line() -> None:
    good = json.dumps(GOOD)
    result = CliRunner().invoke(main, ["relate"], input=f"{good}\n{{\n{good}")
    assert ["error" in line for line in lines(result)] == [False, True, False]
    assert result.exit_code == 1
