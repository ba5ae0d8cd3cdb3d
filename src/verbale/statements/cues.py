"""What the reporting words tell of the act: a small lexicon beside the model's own judgement."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from verbale.statements.headlines import stem

_DATA = Path(__file__).parent / "data" / "cues.yaml"
_WORD = re.compile(r"[^\W_]+")


@cache
def _lexicon() -> list[tuple[tuple[str, ...], str]]:
    """Stemmed phrases with their act, the longest first, so that "refuse to comment" comes before "refuse"."""
    import yaml

    entries = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    phrases = [(tuple(stem(w) for w in _WORD.findall(p)), act) for act, listed in entries.items() for p in listed]
    return sorted(phrases, key=lambda entry: -len(entry[0]))


def act_of(cue: str) -> str | None:
    """The act that a cue names, or None where the words report and no more."""
    words = [stem(word) for word in _WORD.findall(cue)]
    for phrase, act in _lexicon():
        for at in range(len(words) - len(phrase) + 1):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return act
    return None
