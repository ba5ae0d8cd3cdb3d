"""What the words tell of the act: a small lexicon beside the model's own judgement."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from verbale.statements.headlines import stem

_DATA = Path(__file__).parent / "data" / "cues.yaml"
_WORD = re.compile(r"[^\W_]+")


@cache
def _entries() -> dict[str, dict[str, list[str]]]:
    import yaml

    loaded: dict[str, dict[str, list[str]]] = yaml.load(
        _DATA.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Stemmed phrases with their act, by their first word."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for act, phrases in _entries()["cues"].items():
        for phrase in phrases:
            words = tuple(stem(w) for w in _WORD.findall(phrase))
            out.setdefault(words[0], []).append((words, act))
    return out


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    listed = _entries()["contents"].items()
    return [(re.compile("|".join(f"(?:{p})" for p in patterns)), act) for act, patterns in listed]


def act_of(cue: str) -> str | None:
    """The act that a cue names, or None where the words report and no more."""
    words = [stem(word) for word in _WORD.findall(cue)]
    found = [
        (-len(phrase), at, act)
        for at, word in enumerate(words)
        for phrase, act in _lexicon().get(word, ())
        if tuple(words[at : at + len(phrase)]) == phrase
    ]
    # The longest wins: "refuse to comment" before "refuse".
    return min(found)[2] if found else None


def acts_in(content: str) -> list[str]:
    """The acts that the words of a content speak for, none where they are plain."""
    low = content.lower()  # sooner than patterns without case
    return [act for pattern, act in _patterns() if pattern.search(low)]
