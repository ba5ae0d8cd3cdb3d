"""One-to-one matching with an answer key, best first, and of statements by the words of their contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from verbale.schema import Spans

_WORD = re.compile(r"[^\W_]+")


def one_to_one(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs of indices from ``(score, first, second)``, the highest score first, each index once."""
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for _, i, j in sorted(scored, key=lambda row: -row[0]):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def content_spans(text: str, statement: Mapping[str, Any]) -> Spans:
    """The places of a key statement's content."""
    if statement.get("content_spans"):
        return tuple((a, b) for a, b in statement["content_spans"])
    if "start" in statement:
        return ((statement["start"], statement["end"]),)
    pieces = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
    return tuple((at, at + len(piece)) for piece in pieces if (at := text.find(piece)) >= 0)


def by_words(text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Spans]) -> list[tuple[int, int]]:
    """Key statements and predicted contents whose words overlap by at least half (Jaccard), by index."""
    wanted = [_words(text, content_spans(text, g)) for g in gold]
    got = [_words(text, spans) for spans in found]
    shares = ((len(a & b) / len(a | b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(got) if a & b)
    return one_to_one(share for share in shares if share[0] >= 0.5)


def _words(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(m.start() for a, b in spans for m in _WORD.finditer(text, a, b))
