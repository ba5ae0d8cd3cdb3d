"""The reference describes the program as it is: nothing missing, nothing that is not there."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
import pytest

import verbale
from tests.docs.pages import DOCS, blocks, coded, first_cells, read, rows, sections
from verbale.actors.registry.load import FILES, SECTIONS, load, persons_of
from verbale.actors.registry.model import Group, Holder, Institution, Outlet, State
from verbale.annotator import AnnotateOptions, Annotator
from verbale.cli import main
from verbale.errors import VerbaleError
from verbale.language.labels import ACTS
from verbale.language.model import ReadingOptions
from verbale.record.export import WHATS, event_row, export, statement_row
from verbale.record.layouts import layout_data
from verbale.record.model import DECIDABLE, EVENT_DECIDABLE, ArticleHead, RecordedEvent, RecordedStatement
from verbale.record.store import Record
from verbale.schema import (
    FORMS,
    SEGMENT_KINDS,
    STATEMENT_KINDS,
    Annotated,
    Article,
    Attribution,
    Event,
    Exchange,
    Mention,
    Published,
    Segment,
    Speaker,
    Statement,
    Turn,
)
from verbale.serialize import annotated_to_json
from verbale.sources.files import MAX_BYTES

CLI = sections(read("reference/cli.md"), 2)
DATA = sections(read("reference/data.md"), 2)
RECORD = sections(read("reference/record.md"), 3)
REGISTRY = sections(read("reference/registry.md"), 3)
DEFINITIONS = read("reference/definitions.md")


def test_every_command_is_described() -> None:
    assert [title.removeprefix("verbale ") for title in CLI] == list(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_is_described(name: str) -> None:
    command = main.commands[name]
    context = click.Context(command, info_name=f"verbale {name}", help_option_names=["-h", "--help"])
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    described = {option: row for row in rows(CLI[f"verbale {name}"]) for option in _options(row[0])}
    assert set(described) == {opt for option in options for opt in option.opts}
    for option in options:
        row = " ".join(described[option.opts[0]])
        if isinstance(option.type, click.Choice) and option.name != "act":
            assert {str(choice) for choice in option.type.choices} <= set(coded(row)), option.name
        if option.multiple:
            assert "repeatable" in row, option.name
        if option.required:
            assert "required" in row, option.name
        if option.show_default:
            assert f"default {option.default}" in row or f"`{option.default}` (default)" in row, option.name


def _options(cell: str) -> list[str]:
    return [word.split()[0] for word in coded(cell)]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_usage_is_described(name: str) -> None:
    command = main.commands[name]
    context = click.Context(command, info_name=f"verbale {name}")
    usage = " ".join([f"verbale {name}", *command.collect_usage_pieces(context)])
    shown = [block.text.strip() for block in blocks(DOCS / "reference" / "cli.md") if block.info == "text"]
    assert usage in shown


def full_output() -> dict[str, Any]:
    """An article with something in every list."""
    article = Article(
        "a", "Ada: yes", segments=(Segment(0, 8, "body"),), turns=(Turn((0, 3), 5, 8, "Ada", "official"),)
    )
    speaker = Speaker("a", "Ada")
    statement = Statement("s1", "direct", "state", 0.5, (), (), ((5, 8),), speaker, co_speakers=(speaker,))
    found = Annotated(article, (statement,), (Attribution((), (), ((5, 8),), 0.5),), "m")
    found = replace(found, mentions=(Mention((0, 3), "person", speaker),), events=(_event(),))
    found = replace(found, exchanges=(Exchange("e1", "s1"),))
    return annotated_to_json(found, attributions=True, mentions=True)


def test_every_field_is_described() -> None:
    found = full_output()
    statement = found["statements"][0]
    shown = {
        "Article": found,
        "Published": found["published"],
        "Segment": found["segments"][0],
        "Turn": found["turns"][0],
        "Statement": statement,
        "Event": found["events"][0],
        "Speaker": statement["speaker"],
        "Date": statement["date"],
        "Attribution": found["attributions"][0],
        "Mention": found["mentions"][0],
        "Exchange": found["exchanges"][0],
    }
    for title, fields_of in shown.items():
        assert sorted(first_cells(DATA[title])) == sorted(fields_of), title


@pytest.mark.parametrize("what", WHATS)
def test_every_column_of_the_exports_is_described(what: Any, tmp_path: Path) -> None:
    out = io.BytesIO()
    with Record.open(tmp_path / "empty.record") as record:
        export(record, what, "csv", out)
    (columns,) = csv.reader(io.StringIO(out.getvalue().decode()))
    text = DATA["Exports"].partition("In **CSV**")[2]
    tables = dict(
        zip(
            ("statements", "events", "articles", "exchanges", "positions"),
            re.split("and of events:|and of articles:|and of exchanges,|and of positions,", text),
            strict=True,
        )
    )
    assert sorted(first_cells(tables[what])) == sorted(columns)


def test_what_an_exported_statement_has_besides() -> None:
    nothing = Statement("s1", "direct", "state", 0.0, (), (), (), Speaker())
    row = statement_row(RecordedStatement(ArticleHead("a", None, None, None, Published()), nothing, ""))
    besides = set(row) - set(full_output()["statements"][0])
    table = DATA["Exports"].partition("`verbale export articles`")[0]
    assert set(first_cells(table)) == besides
    event = event_row(RecordedEvent(ArticleHead("a", None, None, None, Published()), _event(), ""))
    assert set(event) - set(full_output()["events"][0]) == besides
    assert set(row["article"]) <= set(coded(table))


def _event() -> Event:
    return Event("e1", "AID", ("A",), (), "occurred", 10.0, 0.5, ())


@pytest.mark.parametrize(("title", "layout"), [("GDELT", "gdelt"), ("POLECAT", "polecat")])
def test_the_layouts_have_the_columns_described(title: str, layout: str) -> None:
    text = sections(read("reference/data.md"), 3)[title]
    assert set(first_cells(text)) <= set(layout_data()[layout])
    assert f"{len(layout_data()[layout])} columns" in text


def schema(path: Path) -> dict[str, list[str]]:
    """Every table and view with its columns; those that the full-text index keeps for itself aside."""
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            if not name.startswith(("sqlite_", "statements_fts_"))
        ]
        return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    found = schema(tmp_path / "a.record")
    assert sorted(RECORD) == sorted(found)
    for name, columns in found.items():
        assert sorted(first_cells(RECORD[name])) == sorted(columns), name


def test_what_can_be_decided_is_described() -> None:
    (row,) = [row for row in rows(RECORD["decisions"]) if row[0] == "`field`"]
    assert coded(row[1]) == list(DECIDABLE)
    (row,) = [row for row in rows(RECORD["event_decisions"]) if row[0] == "`field`"]
    assert coded(row[1]) == list(EVENT_DECIDABLE)


def test_vocabularies_are_described() -> None:
    parts = sections(DEFINITIONS, 2)
    acts = sections(DEFINITIONS, 2)["Act"]
    assert first_cells(acts) == list(ACTS)
    assert sorted(first_cells(parts["Kind"])) == sorted(STATEMENT_KINDS)
    assert first_cells(parts["Segments and boilerplate"]) == list(SEGMENT_KINDS)
    described = {field: row for title in ("Article", "Segment", "Statement") for field, row in _by_field(DATA[title])}
    assert set(coded(described["act"])) == set(ACTS)
    assert set(coded(described["form"])) == set(FORMS)
    segments, statements = (dict(_by_field(DATA[title]))["kind"] for title in ("Segment", "Statement"))
    assert coded(segments) == list(SEGMENT_KINDS)
    assert set(coded(statements)) == set(STATEMENT_KINDS)


def _by_field(text: str) -> Iterable[tuple[str, str]]:
    for row in rows(text):
        for field in coded(row[0]):
            yield field, row[1]


def test_acts_go_from_weak_to_strong_in_the_words_of_the_definition() -> None:
    order = re.search(r"the stronger act is given: (.+?), in that order", " ".join(DEFINITIONS.split()))
    assert order
    assert sorted(order[1].split(", ")) == sorted(ACTS)


def test_public_names_are_described() -> None:
    text = read("reference/python.md").partition("## One text")[0]
    assert sorted(first_cells(text)) == sorted(verbale.__all__)


def test_methods_are_described() -> None:
    parts = sections(read("reference/python.md"), 2)
    described = [word.partition("(")[0].removeprefix("Record.") for word in first_cells(parts["The record"])]
    known = {name for kind in Record.__mro__[:-1] for name in vars(kind) if not name.startswith("_")}
    assert sorted(described) == sorted(known)
    public = {"run", "read", "read_all"}
    assert {word.partition("(")[0] for word in first_cells(parts["Many articles"])} == public
    assert public <= set(vars(Annotator))
    options = parts["Many articles"].partition("`AnnotateOptions` has")[2].partition(", as in")[0]
    assert sorted(coded(options)) == sorted(f.name for f in fields(AnnotateOptions))


def test_errors_are_described() -> None:
    def names(kind: type[Exception]) -> set[str]:
        return {kind.__name__}.union(*(names(one) for one in kind.__subclasses__()))

    ours = {name for name in names(VerbaleError) if name in vars(__import__("verbale.errors", fromlist=["errors"]))}
    assert ours <= set(coded(sections(read("reference/python.md"), 2)["Errors"]))


def test_limits_are_as_described() -> None:
    text = read("reference/settings.md")
    options = ReadingOptions()
    assert f"{MAX_BYTES:,} bytes" in text
    assert f"{options.size} word pieces, overlapping by {options.overlap}" in text


def test_sections_of_a_registry_file_are_described() -> None:
    assert sorted(REGISTRY) == sorted(SECTIONS)
    for title, kind in (("states", State), ("institutions", Institution), ("groups", Group), ("outlets", Outlet)):
        assert sorted(first_cells(REGISTRY[title])) == sorted(f.name for f in fields(kind)), title
    assert sorted(first_cells(REGISTRY["organisations"])) == ["bodies", "code", "name", "names"]
    persons = {f.name for f in fields(Holder)} | {"terms", "state", "organisation", "group"}
    assert set(first_cells(REGISTRY["persons"])) == persons


def test_files_and_kinds_of_the_registry_are_described() -> None:
    files = {*(f"{name}.yaml" for name in FILES), "compiled.json"}
    page = read("reference/registry.md")
    assert set(first_cells(sections(page, 2)["What it holds"])) == files
    kinds = REGISTRY["institutions"].partition("Kinds:")[2]
    assert set(coded(kinds)) == set(load().bodies)


@pytest.mark.parametrize("page", ["howto/add-actors.md", "reference/registry.md"])
def test_the_registry_files_shown_can_be_used(page: str, tmp_path: Path) -> None:
    """The one of the reference leans on the states of the other."""
    paths = []
    for shown in ("howto/add-actors.md", page):
        (text,) = [block.text for block in blocks(DOCS / shown) if block.info == "yaml"]
        paths.append(tmp_path / Path(shown).with_suffix(".yaml").name)
        paths[-1].write_text(text, encoding="utf-8")
    entries = load(paths)
    assert entries.states["XKE"].capitals == ("Ostrel",)
    offices = {holder.office for holder in entries.holders if holder.code == "XKE"}
    assert {"foreign secretary", "spokesman"} <= offices


def test_every_word_for_whom_a_person_speaks_is_understood() -> None:
    person = {"name": "A. B.", "office": "spokesman", "start": 2022}
    (one, *others) = [
        persons_of({**person, word: "XKE"}, "here") for word in ("code", "state", "organisation", "group")
    ]
    assert all(other == one for other in others)
    assert (one[0].code, one[0].start, one[0].end) == ("XKE", "2022", "")


def test_json_shown_is_json() -> None:
    for page in sorted(DOCS.rglob("*.md")):
        for block in blocks(page):
            if block.info == "json":
                json.loads(block.text)
