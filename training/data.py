"""The corpora as training examples: PolNeAR attributions and articles annotated for statements.

An :class:`Example` holds a text and its attributions in up to three layers. ``attribution`` follows PolNeAR's
definition (beliefs and plans included); ``statement`` and ``inner`` follow Verbale's own
(docs/reference/definitions.md):
``inner`` statements lie inside the content of another. A layer that a corpus does not annotate is ``None``.
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from training.entities import Entity, crossner, pool, swapped, tagged, titles
from verbale.actors.registry import Registry
from verbale.language.encoding import Encoded, encode, pieces_in
from verbale.language.labels import ACTS, ENTITY_TAGS, LAYERS, ROLES, TAGS

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Gold:
    """One annotated attribution: character spans per role, and the act where a corpus gives it."""

    source: Spans
    cue: Spans
    content: Spans
    act: str | None = None


@dataclass(frozen=True)
class Example:
    """A text with its gold layers (see the module's docstring)."""

    name: str
    text: str
    layers: dict[str, list[Gold] | None]
    entities: list[Entity] | None = None


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Every object of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def spans_of(value: Any) -> Spans:
    """Spans of a corpus: one pair, a list of pairs, or nothing."""
    if not value:
        return []
    pairs = [value] if isinstance(value[0], int) else value
    return [(int(a), int(b)) for a, b in pairs]


def polnear(path: Path, registry: Registry | None = None) -> list[Example]:
    """Articles of a PolNeAR split; with a ``registry`` their entities too."""
    examples = []
    for record in read_lines(path):
        golds = [
            Gold(spans_of(a["source"]), spans_of(a["cue"]), spans_of(a["content"]))
            for a in record["attributions"]
            if a["content"]
        ]
        layers: dict[str, list[Gold] | None] = {"attribution": golds, "statement": None, "inner": None}
        named = tagged(record, registry) if registry else None
        examples.append(Example(str(record["id"]), record["text"], layers, named))
    return examples


def sentences(path: Path, registry: Registry, times: int, seed: int = 1) -> list[Example]:
    """Sentences of a CrossNER file with entities, ``times`` over: as they are, then with names put for names.

    Offices are marked by the registry; attributions are not annotated there.
    """
    nothing: dict[str, list[Gold] | None] = dict.fromkeys(LAYERS)
    rng = random.Random(seed)
    plain = crossner(path)
    names = pool(plain, registry)
    made = plain + [swapped(s, names, rng) for _ in range(times - 1) for s in plain]
    return [
        Example(s.name, s.text, nothing, sorted([*s.entities, *titles(s.text, registry, s.entities)])) for s in made
    ]


def annotated(articles: Path, keys: Path) -> list[Example]:
    """Articles annotated for statements, with one key file each."""
    examples = []
    for record in read_lines(articles):
        key_file = keys / f"{record['id']}.json"
        if not key_file.exists():
            continue
        key = json.loads(key_file.read_text(encoding="utf-8"))
        outer, inner = _nest([_gold(s) for s in key["statements"] if s.get("content_spans")])
        layers: dict[str, list[Gold] | None] = {"attribution": None, "statement": outer, "inner": inner}
        examples.append(Example(str(record["id"]), record["text"], layers))
    return examples


def _gold(statement: dict[str, Any]) -> Gold:
    return Gold(
        spans_of(statement.get("source_span")),
        spans_of(statement.get("cue_span")),
        spans_of(statement["content_spans"]),
        statement["act"],
    )


def _nest(golds: list[Gold]) -> tuple[list[Gold], list[Gold]]:
    """Part statements into outer ones and those whose content begins inside another's, larger, content."""
    outer: list[Gold] = []
    inner: list[Gold] = []
    for gold in golds:
        held = any(
            other is not gold
            and _size(other) > _size(gold)
            and any(a <= gold.content[0][0] and gold.content[0][1] <= b for a, b in other.content)
            for other in golds
        )
        (inner if held else outer).append(gold)
    return outer, inner


def _size(gold: Gold) -> int:
    return sum(b - a for a, b in gold.content)


@dataclass(frozen=True)
class Prepared:
    """An example as arrays over its pieces.

    ``tags``: ``(n, layers + 1)`` indices into ``TAGS``, the last column into ``ENTITY_TAGS``; -100 where not annotated.
    ``members``: per attribution and role the piece indices, with the act's index (-1 unknown).
    """

    encoded: Encoded
    tags: npt.NDArray[np.int64]
    members: list[tuple[dict[str, npt.NDArray[np.int64]], int, str]]


def prepare(example: Example, vocabulary: Path) -> Prepared:
    """Tokenize an example and lay its labels on the pieces."""
    encoded = encode(example.text, vocabulary)
    tags = np.full((len(encoded), len(LAYERS) + 1), -100, dtype=np.int64)
    members: list[tuple[dict[str, npt.NDArray[np.int64]], int, str]] = []
    for column, layer in enumerate(LAYERS):
        golds = example.layers[layer]
        if golds is None:
            continue
        tags[:, column] = 0
        for gold in golds:
            roles = {}
            for role in ROLES:
                spans = getattr(gold, role)
                roles[role] = pieces_in(encoded, spans)
                for span in spans:
                    _mark(tags, column, pieces_in(encoded, [span]), role, encoded)
            act = ACTS.index(gold.act) if gold.act else -1
            if len(roles["content"]):
                members.append((roles, act, layer))
    if example.entities is not None:
        tags[:, -1] = 0
        for start, end, kind in example.entities:
            pieces = pieces_in(encoded, [(start, end)])
            tags[pieces, -1] = ENTITY_TAGS.index(f"I-{kind}")
            tags[pieces[encoded.first[pieces]][:1], -1] = ENTITY_TAGS.index(f"B-{kind}")
    tags[~encoded.first] = -100
    return Prepared(encoded, tags, members)


def _mark(tags: npt.NDArray[np.int64], column: int, pieces: npt.NDArray[np.int64], role: str, encoded: Encoded) -> None:
    """Write one span; a source or cue inside a content wins over the content, never the other way."""
    words = pieces[encoded.first[pieces]]
    if role == "content":
        words = words[tags[words, column] == 0]
    if not len(words):
        return
    inside = TAGS.index(f"I-{role}")
    tags[words, column] = inside
    tags[words[0], column] = TAGS.index(f"B-{role}")
