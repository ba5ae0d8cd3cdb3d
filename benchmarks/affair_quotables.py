"""What is said in the invented affairs, with its speaker, for checking quotations.

Quotable are all passages in quotation marks, all turns of officials in transcripts, and the keyed passages that stand
in neither. Speakers are read off the sentence around a passage by the names of the affair's persons, and stay unknown
where that is unsure; ``data/affairs_speakers.yaml`` holds those that are wrong or missing, by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from verbale.linking.quotable import Quotable

DATA = Path(__file__).parent / "data"
_QUOTED = re.compile(r'“([^“”]+)”|"([^"\n]+)"|(?<!\w)‘([^‘]+?)’(?![^\W_])')
_TURN = re.compile(r"^(?:MR|MS|MRS|DR) ([A-Z]+): (.+)$", re.MULTILINE)
_FULL = re.compile(r"\b[A-Z][a-zé]+ [A-Z][a-zé]+\b")
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)


class Claim(NamedTuple):
    """A quotation to check, of an affair's key."""

    words: str
    verdict: str
    speaker: str | None
    article: str
    real: str


@dataclass(frozen=True)
class Affair:
    """An affair's quotables and the quotations to be checked against them."""

    name: str
    quotables: tuple[Quotable, ...]
    claims: tuple[Claim, ...]


def affairs(folder: Path = DATA / "affairs") -> list[Affair]:
    """All affairs, in the order of their files' names."""
    return [_affair(path) for path in sorted(folder.glob("*.yaml"))]


def _affair(path: Path) -> Affair:
    key = yaml.safe_load(path.read_text(encoding="utf-8"))
    corrected = _by_hand()
    persons = _persons(key)
    found = [q for article in key["articles"] for q in _said_in(article, persons, key)]
    claims = [Claim(q["words"], q["verdict"], q["speaker"], *(q["of"] or ("", ""))) for q in key["quotations"]]
    return Affair(path.stem, tuple(_corrected(q, corrected) for q in found), tuple(claims))


def _by_hand() -> Mapping[str, Mapping[str, str]]:
    path = DATA / "affairs_speakers.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _corrected(q: Quotable, by_hand: Mapping[str, Mapping[str, str]]) -> Quotable:
    for start, name in by_hand.get(q.article, {}).items():
        if q.words.startswith(start):
            return replace(q, name="", office=name) if " of " in name else replace(q, name=name)
    return q


def _persons(key: Mapping[str, Any]) -> Mapping[str, str]:
    """Family name to full name: of the sample registry's persons, and of the key's quotations."""
    registry = yaml.safe_load((Path("src/verbale/examples") / "registry.yaml").read_text(encoding="utf-8"))
    names = [holder.rsplit(" ", 1)[0] for s in registry["holders"].values() for held in s.values() for holder in held]
    names += [person["name"] for person in registry["persons"]]
    names += [q["speaker"] for q in key["quotations"] if q["speaker"] and _FULL.fullmatch(q["speaker"])]
    return {name.split()[-1]: name for name in names}


def _said_in(article: Mapping[str, Any], persons: Mapping[str, str], key: Mapping[str, Any]) -> Iterator[Quotable]:
    text = article["text"]
    spans = list(_spans(text, persons))
    for words in sorted(set(_keyed(key, article["id"]))):
        at = text.find(words)
        if at >= 0 and not any(a <= at < b or a < at + len(words) <= b for a, b, _, _ in spans):
            spans.append((at, at + len(words), _speaker(text, at, at + len(words), persons), False))
    for a, b, name, quoted in sorted(spans):
        yield Quotable(
            id=f"{article['id']}#{a}",
            words=text[a:b],
            name=name,
            date=str(article["published"]),
            outlet=article["outlet"],
            article=article["id"],
            quoted=quoted,
        )


def _spans(text: str, persons: Mapping[str, str]) -> Iterator[tuple[int, int, str, bool]]:
    turns = []
    for match in _TURN.finditer(text):
        turns.append(match.span(2))
        yield *match.span(2), persons.get(match.group(1).title(), match.group(1).title()), True
    for match in _QUOTED.finditer(text):
        a, b = match.span(match.lastindex or 0)
        if not any(x <= a < y for x, y in turns) and " " in text[a:b]:
            yield a, b, _speaker(text, match.start(), match.end(), persons), True


def _speaker(text: str, start: int, end: int, persons: Mapping[str, str]) -> str:
    """Who is named in the rest of the sentence after a passage, else before it; a pronoun is the last one named."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    after = re.split(r"[“\"‘]|[.!?](?=\s)", text[end : last if last >= 0 else len(text)])[0]
    before = re.split(r"[”\"’](?=\s)|[.!?](?=\s)", text[first:start].rstrip())[-1]
    for part, place in ((after, 0), (before, -1)):
        named = _named(part, persons)
        if named:
            return named[place]
        if _PRONOUN.search(part):
            earlier = _named(text[:start], persons)
            return earlier[-1] if earlier else ""
    same = _named(_QUOTED.sub("", text[first : last if last >= 0 else None]), persons)
    return same[0] if len(set(same)) == 1 else ""


def _named(text: str, persons: Mapping[str, str]) -> list[str]:
    return [persons[word] for word in re.findall(r"[A-Z]\w+", text) if word in persons]


def _keyed(key: Mapping[str, Any], article: str) -> Iterator[str]:
    """The exact words keyed in an article, of statements and events alike."""
    for group in (*key["same_statements"], *key["same_events"], *key["steady"]):
        yield from (words for name, words in group if name == article)
    for pair in key["exchanges"]:
        yield from (words for name, words in (pair["response"], pair["to"]) if name == article)
    yield from (q["of"][1] for q in key["quotations"] if q["of"] and q["of"][0] == article)
