"""The sample articles, their keys and their registry agree with one another."""

from __future__ import annotations

import datetime
import html
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from verbale.examples import ARTICLES, REGISTRY

FLOORS = Path(__file__).parents[1] / "floors"
ACTS = {
    "state",
    "confirm",
    "deny",
    "decline",
    "support",
    "commit",
    "request",
    "concern",
    "accuse",
    "reject",
    "threaten",
}
KINDS = {"direct", "indirect", "mixed"}
USER_ASSIGNED = re.compile(r"X[A-Z]{2}")


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors_build", FLOORS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load_build()
FILES, KEYS = build.made()


def shipped_texts() -> dict[str, str]:
    """Document id to text; a page's text is its source."""
    texts: dict[str, str] = {}
    for path in sorted(ARTICLES.iterdir()):
        text = path.read_text(encoding="utf-8")
        items = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else []
        found = {item["id"]: item["text"] for item in items} or {path.stem: text}
        assert not texts.keys() & found.keys()
        texts |= found
    return texts


TEXTS = shipped_texts()


def key(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FLOORS / "keys" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def test_articles_are_what_the_sources_give() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in ARTICLES.iterdir()} == FILES


def test_keys_are_what_the_sources_give() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in (FLOORS / "keys").iterdir()} == KEYS


def test_there_are_enough_documents_of_every_form() -> None:
    assert len(TEXTS) >= 40
    assert sum(path.suffix == ".html" for path in ARTICLES.iterdir()) == 2
    assert len((ARTICLES / "meridian-wire.jsonl").read_text(encoding="utf-8").splitlines()) == 4
    assert sum("QUESTION:" in text for text in TEXTS.values()) == 2


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_key(name: str) -> None:
    found, text = key(name), TEXTS[name]
    assert found["document"] == name
    assert found["published"] is None or datetime.date.fromisoformat(found["published"])
    plain = html.unescape(re.sub(r"<[^>]+>", "", text))
    assert all(snippet in plain for snippet in found["boilerplate"])
    assert found["statements"]
    for statement in found["statements"]:
        check_values(statement)
        if text.lstrip().lower().startswith("<!doctype"):
            pieces = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
            assert all(plain.count(piece) == 1 for piece in pieces)
        else:
            check_spans(statement, text)


def check_values(statement: dict[str, Any]) -> None:
    assert statement["kind"] in KINDS
    assert statement["act"] in ACTS
    assert statement.get("implicit_speaker", False) == (statement["source"] is None)
    codes = {statement["country"], *statement["about"], *statement.get("joint_countries", [])} - {None}
    assert codes <= known_codes()
    if not statement.get("joint_countries"):
        assert statement["country"] not in statement["about"]


def check_spans(statement: dict[str, Any], text: str) -> None:
    pieces = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
    spans = statement["content_spans"]
    assert [text[start:end] for start, end in spans] == pieces
    assert spans == sorted(spans)
    assert all(piece == piece.strip() and piece for piece in pieces)
    for part in ("source", "cue"):
        span = statement[f"{part}_span"]
        assert (text[span[0] : span[1]] if span else None) == statement[part]


def known_codes() -> set[str]:
    registry = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
    return {entry["code"] for section in ("states", "organisations", "groups") for entry in registry[section]}


def test_registry_codes_are_for_users() -> None:
    registry = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
    codes = [state["code"] for state in registry["states"]]
    assert len(codes) == len(set(codes))
    assert all(USER_ASSIGNED.fullmatch(code) for code in codes)


def test_every_named_official_of_the_keys_is_in_the_registry() -> None:
    registry = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
    held = [entry for offices in registry["holders"].values() for entries in offices.values() for entry in entries]
    names = {entry.rsplit(" ", 1)[0] for entry in held} | {person["name"] for person in registry["persons"]}
    speakers = build.read_speakers().values()
    assert {one["name"] for one in speakers if one.get("country") and one.get("name")} <= names


def test_unbalanced_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="left open"):
        build.unmark("a [[1|b")
    with pytest.raises(ValueError, match="not opened"):
        build.unmark("a]] b")


def test_marks_nest_and_share_labels() -> None:
    text, spans = build.unmark("[[1|[[2s,3s|He]] said [[2|x]]]].")
    assert text == "He said x."
    assert spans == {"2s": [[0, 2]], "3s": [[0, 2]], "2": [[8, 9]], "1": [[0, 9]]}
