"""Runs of capitalised words that may be the names of persons."""

from __future__ import annotations

import re
from bisect import bisect_left

from verbale.actors.mentions import Scan
from verbale.actors.registry import Registry, fold

_UNIT = r"(?:(?:al|el|ul|as|an)-)?[A-ZÀ-ÖØ-ÞĀ-Ž](?:\.(?:[A-Z]\.)*|[^\W\d_]*(?:['’](?!s\b)[^\W\d_]+|-[^\W\d_]+)*)"
_PARTICLE = r"(?:de|la|le|del|della|da|dos|du|van|von|der|den|bin|ibn|al|el|ul|ur|e|y)"
_GAP = r"(?: {1,2}|\n)"
NAME = re.compile(rf"(?<![\w’'@]){_UNIT}(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,2}}{_UNIT})*(?:,? [JS]r\b\.?| I{{2,3}}\b)?")
_FUSED = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Di)(?<!Van)[a-z]{2}[A-Z][a-z]|[a-z][A-Z]{3}")
_CONTRACTED = re.compile(r"\w+['’](?:m|re|ve|ll|d|t)", re.I)
_WORD = re.compile(r"\S+")


class _Taken:
    """The stretches of a text that mean something else than a person, in order."""

    def __init__(self, found: Scan, registry: Registry) -> None:
        self.text, self.registry = found.text, registry
        self.spans: list[tuple[int, int]] = sorted(
            [
                *((m.start, m.end) for m in found.mentions),
                *((o.start, o.end) for o in found.outlets),
                *((t.start, t.end) for t in found.titles),
                *((h.start, h.end) for h in found.heads),
                *((s, e) for s, e, _ in found.regions),
                *((s, e) for s, e, _ in found.shared),
            ]
        )
        self.starts = [s[0] for s in self.spans]


def names_in(found: Scan, registry: Registry) -> list[tuple[int, int]]:
    """List the runs of capitalised words that may be a person's name, without registry names and titles."""
    taken = _Taken(found, registry)
    persons = sorted(found.persons)
    spans: list[tuple[int, int]] = []
    for match in NAME.finditer(found.text):
        spans.extend(_cut(taken, match.start(), match.end()))
    kept = [s for s in spans if not any(a < s[1] and s[0] < b for a, b in _near(persons, s))]
    return sorted({*kept, *(_widened(p, spans) for p in persons)})


def _near(spans: list[tuple[int, int]], span: tuple[int, int]) -> list[tuple[int, int]]:
    index = bisect_left(spans, (span[0], span[1]))
    return spans[max(0, index - 1) : index + 2]


def _widened(person: tuple[int, int], spans: list[tuple[int, int]]) -> tuple[int, int]:
    """A registered name with the capitalised words that belong to it: ``Ferdinand Marcos`` and ``Jr.``."""
    for start, end in _near(spans, person):
        if start <= person[0] and person[1] <= end:
            return (start, end)
    return person


def _cut(taken: _Taken, start: int, end: int) -> list[tuple[int, int]]:
    """Leave the pieces of a run when registered names, titles, honorifics and sentence openers are taken out."""
    text, registry = taken.text, taken.registry
    index = max(0, bisect_left(taken.starts, start) - 1)
    pieces, place = [], start
    while index < len(taken.spans) and taken.starts[index] < end:
        a, b = taken.spans[index]
        if b > start:
            if a > place:
                pieces.append((place, a))
            place = max(place, b)
        index += 1
    if place < end:
        pieces.append((place, end))
    found = []
    for a, b in _by_line(text, pieces):
        words = list(_WORD.finditer(text, a, b))
        while words and (_drop(words[0].group(), registry) or _CONTRACTED.fullmatch(words[0].group())):
            words.pop(0)
        while words and fold(words[-1].group()) in registry.not_names:
            words.pop()
        if any(_FUSED.search(w.group()) for w in words):
            continue  # two words run together where a page lost a line end
        if words and text[words[0].start()].isalpha():
            last = words[-1].end()
            if re.search(r"['’]s?$", text[words[0].start() : last]) and not text[last - 1].isalpha():
                last -= 1
            shouted = text[words[0].start() : last].isupper() and last - words[0].start() > 3
            if (
                last - words[0].start() >= 2
                and not shouted
                and not any(fold(w.group()) in registry.not_names for w in words if not w.group().endswith("."))
            ):
                found.append((words[0].start(), last))
    return found


def _by_line(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces cut at line ends that have several words on one side: a caption, a heading and a name run together."""
    out = []
    for a, b in pieces:
        lines = text[a:b].split("\n")
        if len(lines) > 1 and any(len(line.split()) > 1 for line in lines):
            place = a
            for line in lines:
                out.append((place, place + len(line)))
                place += len(line) + 1
        else:
            out.append((a, b))
    return out


def _drop(word: str, registry: Registry) -> bool:
    plain = word.lower().strip(".,’'")
    if len(word) == 2 and word[1] == ".":
        return False  # an initial
    return plain in registry.not_names or plain in registry.honorifics or not word[0].isalpha()
