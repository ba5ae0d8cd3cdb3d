"""Statements against answer keys: ``python -m benchmarks.statements KEYS PATH ...``.

KEYS is a folder with one JSON file a document (``document``, ``statements`` with ``content_spans``, ``speaker``,
``country``, ``kind``, ``act``, ``institution``); PATHs are the articles. A found statement is matched to a key's one to
one, best first, at a Jaccard index of at least one half of the words of their contents; an inner statement that matches
nothing is no error. *Attributed* means found with the right speaker (the family name, or none where the key has none)
and the right country.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching import by_words
from verbale.annotator import Annotator
from verbale.schema import Annotated, Speaker, Statement

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Score:
    """Shares in [0, 1]; ``kind``, ``act``, ``speaker``, ``country``, ``institution`` are of the found statements."""

    precision: float
    recall: float
    found: float
    attributed: float
    speaker: float
    country: float
    institution: float
    kind: float
    act: float
    counts: dict[str, int]


def load_keys(folder: Path) -> dict[str, dict[str, Any]]:
    """The keys of a folder by document."""
    keys = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {str(key["document"]): key for key in keys}


def score(found: Iterable[Annotated], keys: dict[str, dict[str, Any]]) -> Score:
    """Score annotated articles; a key without an article counts as nothing found."""
    counts: Counter[str] = Counter(key=sum(len(k["statements"]) for k in keys.values()))
    for annotated in found:
        if annotated.article.id in keys:
            counts.update(_count(annotated, keys[annotated.article.id]["statements"]))
    hits = counts["found"] or 1
    return Score(
        precision=counts["found"] / (counts["predicted"] or 1),
        recall=counts["found"] / (counts["key"] or 1),
        found=2 * counts["found"] / (counts["predicted"] + counts["key"] or 1),
        attributed=2 * counts["attributed"] / (counts["predicted"] + counts["key"] or 1),
        speaker=counts["speaker"] / hits,
        country=counts["country"] / hits,
        institution=counts["institution"] / (counts["institutions"] or 1),
        kind=counts["kind"] / hits,
        act=counts["act"] / hits,
        counts=dict(counts),
    )


def _count(annotated: Annotated, golds: Sequence[dict[str, Any]]) -> Counter[str]:
    text = annotated.article.text
    matches = dict(by_words(text, golds, [s.content for s in annotated.statements]))
    counts: Counter[str] = Counter(found=len(matches))
    taken = set(matches.values())
    counts["predicted"] = sum(1 for i, s in enumerate(annotated.statements) if i in taken or not s.nested_in)
    for i, j in matches.items():
        counts.update(_judge(golds[i], annotated.statements[j]))
    return counts


def _judge(gold: dict[str, Any], statement: Statement) -> Counter[str]:
    speaker, country = right(gold, [statement.speaker, *statement.co_speakers])
    counts = Counter(
        speaker=int(speaker),
        country=int(country),
        attributed=int(speaker and country),
        kind=int(gold["kind"] == statement.kind),
        act=int(gold["act"] == statement.act),
    )
    if gold.get("institution"):
        counts["institutions"] = 1
        counts["institution"] = int(_shares_word(gold["institution"], statement.speaker))
    return counts


def right(gold: dict[str, Any], speakers: Sequence[Speaker]) -> tuple[bool, bool]:
    """Whether the speakers' names and countries are those of the key; of a joint statement one is enough."""
    names = {x for x in [gold.get("speaker"), *(gold.get("joint_speakers") or [])] if x}
    countries = {x for x in [gold.get("country"), *(gold.get("joint_countries") or [])] if x}
    name = _agree({_family(n) for n in names}, {_family(s.name) for s in speakers if s.name})
    return name, _agree(countries, {s.country for s in speakers if s.country})


def _agree(wanted: set[str], got: set[str]) -> bool:
    return bool(wanted & got) if wanted else not got


def _family(name: str | None) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c))
    return (folded.lower().split() or [""])[-1]


def _shares_word(institution: str, speaker: Speaker) -> bool:
    small = {"of", "the", "for", "and", "a", "in"}
    return bool(
        (set(_WORD.findall(institution.lower())) & set(_WORD.findall((speaker.institution or "").lower()))) - small
    )


def main() -> None:
    """Annotate the paths, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=Path)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = [a for a in Annotator().run(arguments.paths) if isinstance(a, Annotated)]
    result = score(found, load_keys(arguments.keys))
    for name, value in vars(result).items():
        print(f"{name:12s} {value:.3f}" if isinstance(value, float) else f"{name:12s} {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(vars(result), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
