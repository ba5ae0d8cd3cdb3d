"""Make the sample articles and their answer keys from the marked-up sources beside this file.

A source, ``articles/ID.markup``, is a header, a line ``---`` and the text with inline marks. The header gives
``name: value`` lines (``format``: ``txt``, ``html`` or ``jsonl``; ``published``: the date a reader may know, empty when
nothing says it; ``file``, ``url``, ``outlet``, ``title``: for JSONL items) and one line a statement::

    3: renn d deny XKE,XTV in=2

that is number, speaker (of ``speakers.yaml``; several joined by ``+``), kind (d, i, m), act, states it is about (``-``
for none) and options: ``in=N`` for a statement inside another, ``headline`` for one that only the headline or summary
makes. A mark is ``[[3|content]]``, ``[[3s|source]]``, ``[[3c|cue]]`` or ``[[b|boilerplate]]``; one mark may carry
several labels (``[[2s,3s|He]]``) and marks may stand inside one another. ``events.yaml`` has the events
and says how they are written.

Run ``python tests/floors/build.py`` after changing a source; a test compares what is shipped with what this makes.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCES = HERE / "articles"
KEYS = HERE / "keys"
PACKAGE = HERE.parents[1] / "src" / "verbale"
SHIPPED = PACKAGE / "examples" / "articles"
KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
PARTS = {"": "content", "s": "source", "c": "cue"}
FORMATS = {"txt", "html", "jsonl"}
MARK = re.compile(r"\[\[([0-9sbc,]+)\||\]\]")
STATEMENT = re.compile(r"\d+")
STATUSES = {"occurred", "historical", "future", "hypothetical", "negated"}
EVENT = re.compile(r"(?P<type>\S+) (?P<actor>\S+) (?P<recipient>\S+) (?P<status>\S+) (?P<when>\S+) \| (?P<anchor>.+)")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Spans = list[list[int]]

#: What the lines of ``events.yaml`` may use: codes of actors, and types of events with whether they need a recipient.
Coding = tuple[frozenset[str], dict[str, bool]]


@dataclass(frozen=True)
class Source:
    """A marked-up article: its header, its statements' lines by number, the clean text and the marks' spans."""

    id: str
    header: dict[str, str]
    lines: dict[int, list[str]]
    text: str
    spans: dict[str, Spans] = field(default_factory=dict)


def unmark(marked: str) -> tuple[str, dict[str, Spans]]:
    """The text without marks, and for each label its spans in text order. Raises ValueError on unbalanced marks."""
    out: list[str] = []
    size, last = 0, 0
    stack: list[tuple[list[str], int]] = []
    spans: dict[str, Spans] = {}
    for mark in MARK.finditer(marked):
        piece = marked[last : mark.start()]
        out.append(piece)
        size += len(piece)
        last = mark.end()
        if mark.group(1):
            stack.append((mark.group(1).split(","), size))
            continue
        if not stack:
            raise ValueError(f"a mark closes that was not opened near {marked[mark.start() - 40 : mark.end()]!r}")
        labels, start = stack.pop()
        for label in labels:
            spans.setdefault(label, []).append([start, size])
    if stack:
        raise ValueError(f"marks left open: {stack}")
    out.append(marked[last:])
    return "".join(out), {label: sorted(found) for label, found in spans.items()}


def read_source(path: Path) -> Source:
    """Read one ``.markup`` file. Raises ValueError when the header or the marks are malformed."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    header: dict[str, str] = {}
    lines: dict[int, list[str]] = {}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        if STATEMENT.fullmatch(name.strip()):
            lines[int(name)] = value.split()
        else:
            header[name.strip()] = value.strip()
    if header.get("format") not in FORMATS:
        raise ValueError(f"{path.name}: no known format")
    try:
        text, spans = unmark(body)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return Source(path.stem, header, lines, text.rstrip("\n") if header["format"] == "jsonl" else text, spans)


def read_sources() -> list[Source]:
    """All sources, by id."""
    return [read_source(path) for path in sorted(SOURCES.glob("*.markup"))]


def read_speakers() -> dict[str, dict[str, Any]]:
    """The speakers by the short names that the headers use."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "speakers.yaml").read_text(encoding="utf-8"))
    return loaded


def words(source: Source, span: list[int]) -> str:
    """The words of a span; in a page, without its tags and entities."""
    piece = source.text[span[0] : span[1]]
    return html.unescape(re.sub(r"<[^>]+>", "", piece)) if source.header["format"] == "html" else piece


def statement(source: Source, number: int, speakers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One statement of the key. Raises ValueError when its line and its marks do not agree."""
    line, where = source.lines[number], f"{source.id}: statement {number}"
    if len(line) < 4 or str(number) not in source.spans:
        raise ValueError(f"{where} lacks a field or its content")
    names, kind, act, about, *options = line
    who = [speakers[name] for name in names.split("+")]
    spans = {part: source.spans.get(f"{number}{label}", []) for label, part in PARTS.items()}
    out: dict[str, Any] = {
        "speaker": who[0].get("name"),
        "office": who[0].get("office"),
        "institution": who[0].get("institution"),
        "country": who[0].get("country"),
        "source": words(source, spans["source"][0]) if spans["source"] else None,
        "cue": words(source, spans["cue"][0]) if spans["cue"] else None,
        "kind": KINDS[kind],
        "act": act,
        "about": [] if about == "-" else about.split(","),
    }
    pieces = [words(source, span) for span in spans["content"]]
    out["content"] = pieces[0] if len(pieces) == 1 else pieces
    if len(who) > 1:
        out["joint_speakers"] = [one["name"] for one in who if one.get("name")]
        out["joint_countries"] = [one["country"] for one in who if one.get("country")]
    out |= {flag: True for flag in ("anonymous", "former") if who[0].get(flag)}
    out |= {} if spans["source"] else {"implicit_speaker": True}
    for option in options:
        name, _, value = option.partition("=")
        if name == "in" and int(value) in source.lines:
            out["nested_in"] = int(value)
        elif option == "headline":
            out["in_headline"] = True
        else:
            raise ValueError(f"{where} has the unknown option {option}")
    if source.header["format"] != "html":
        out["content_spans"] = spans["content"]
        out["source_span"] = spans["source"][0] if spans["source"] else None
        out["cue_span"] = spans["cue"][0] if spans["cue"] else None
    return out


def boilerplate(source: Source) -> list[str]:
    """The marked lines, each once; those whose words also stand elsewhere in the article are left out."""
    lines = [line.strip() for span in source.spans.get("b", []) for line in words(source, span).splitlines()]
    inside = "\n".join(lines)
    return [line for line in dict.fromkeys(lines) if line and source.text.count(line) == inside.count(line)]


def read_events() -> dict[str, list[str]]:
    """The lines of the articles' events, by article."""
    loaded: dict[str, list[str] | None] = yaml.safe_load((HERE / "events.yaml").read_text(encoding="utf-8"))
    return {name: lines or [] for name, lines in loaded.items()}


def read_coding() -> Coding:
    """The codes of the sample registry's actors and the types of the ontology."""
    registry = yaml.safe_load((PACKAGE / "examples" / "registry.yaml").read_text(encoding="utf-8"))
    plover = yaml.safe_load((PACKAGE / "events" / "data" / "plover.yaml").read_text(encoding="utf-8"))
    codes = frozenset(one["code"] for kind in ("states", "organisations", "groups") for one in registry[kind])
    return codes, {name: bool(record["requires_recipient"]) for name, record in plover["types"].items()}


def event(source: Source, line: str, coding: Coding) -> dict[str, Any]:
    """One event of the key. Raises ValueError when its line is malformed or the article does not say it."""
    found = EVENT.fullmatch(line)
    if not found:
        raise ValueError(f"{source.id}: no event: {line}")
    codes, types = coding
    actor, recipient = ([] if part == "-" else part.split(",") for part in found.group("actor", "recipient"))
    kind, status, when = found.group("type", "status", "when")
    wrong = [code for code in actor + recipient if code not in codes]
    wrong += [kind] * (kind not in types) + [status] * (status not in STATUSES)
    wrong += [] if when == "-" else [day for day in when.split("/") if not is_date(day)]
    if wrong:
        raise ValueError(f"{source.id}: unknown {', '.join(wrong)} in: {line}")
    if not actor or (types[kind] and not recipient and len(actor) == 1):
        raise ValueError(f"{source.id}: a party is missing in: {line}")
    out = {"type": kind, "actor": actor, "recipient": recipient, "status": status}
    out |= {"when": None if when == "-" else when, "anchor": found["anchor"]}
    return out | {"evidence": evidence(source, found["anchor"])}


def is_date(day: str) -> bool:
    """Whether it is a day, a month or a year of the calendar."""
    try:
        return bool(DATE.fullmatch(day) and date.fromisoformat(day + "-01-01"[len(day) - 4 :]))
    except ValueError:
        return False


def evidence(source: Source, anchor: str) -> list[int]:
    """Where the words stand in the article, in a page without its tags.

    Raises ValueError when they do not stand there once, or stand in boilerplate.
    """
    text = words(source, [0, len(source.text)])
    start = text.find(anchor)
    if start < 0 or text.count(anchor) > 1:
        raise ValueError(f"{source.id}: stands {text.count(anchor)} times: {anchor}")
    span = [start, start + len(anchor)]
    if source.header["format"] != "html" and any(a < span[1] and span[0] < b for a, b in source.spans.get("b", [])):
        raise ValueError(f"{source.id}: stands in boilerplate: {anchor}")
    return span


def events(source: Source, lines: list[str], coding: Coding) -> list[dict[str, Any]]:
    """The events of one article in the order of their evidence; those of a page without offsets."""
    found = sorted((event(source, line, coding) for line in lines), key=lambda one: tuple(one["evidence"]))
    if len({(one["type"], *one["actor"], "-", *one["recipient"], one["anchor"]) for one in found}) < len(found):
        raise ValueError(f"{source.id}: an event stands there twice")
    page = source.header["format"] == "html"
    return [{name: value for name, value in one.items() if not (page and name == "evidence")} for one in found]


def key(source: Source, speakers: dict[str, dict[str, Any]], coded: list[dict[str, Any]]) -> dict[str, Any]:
    """The answer key of one article. A page's key gives words only: its offsets depend on how text is extracted."""
    marked = {int(found.group()) for label in source.spans if (found := STATEMENT.match(label))}
    if marked != set(source.lines):
        raise ValueError(f"{source.id}: marks and lines differ in {sorted(marked ^ set(source.lines))}")
    return {
        "document": source.id,
        "published": source.header.get("published") or None,
        "boilerplate": boilerplate(source),
        "statements": [statement(source, number, speakers) for number in sorted(source.lines)],
        "events": coded,
    }


def made() -> tuple[dict[str, str], dict[str, str]]:
    """What the sources give: the shipped files and the keys, as name to text.

    Raises ValueError when a source is malformed or ``events.yaml`` is not of these articles.
    """
    sources, speakers, lines, coding = read_sources(), read_speakers(), read_events(), read_coding()
    if differ := lines.keys() ^ {source.id for source in sources}:
        raise ValueError(f"articles and their events differ in {sorted(differ)}")
    files: dict[str, str] = {}
    keys: dict[str, str] = {}
    for source in sources:
        made_key = key(source, speakers, events(source, lines[source.id], coding))
        keys[f"{source.id}.json"] = json.dumps(made_key, ensure_ascii=False, indent=1) + "\n"
        if source.header["format"] != "jsonl":
            files[f"{source.id}.{source.header['format']}"] = source.text
            continue
        item = {"id": source.id} | {name: source.header[name] for name in ("url", "outlet", "published", "title")}
        line = json.dumps(item | {"text": source.text}, ensure_ascii=False)
        files[source.header["file"]] = files.get(source.header["file"], "") + line + "\n"
    return files, keys


def main() -> None:
    """Write the articles and the keys, and take away those that no source gives any more."""
    for folder, wanted in zip((SHIPPED, KEYS), made(), strict=True):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.is_file() and path.name not in wanted:
                path.unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
