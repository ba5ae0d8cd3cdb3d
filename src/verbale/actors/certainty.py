"""How sure a resolution is: the share of right ones among those that resolved for the same reason.

The shares are counted on annotated articles with their sources given (training/certainty.py), with one right and one
wrong case added to each kind (Laplace's rule of succession), and stand in certainty.json.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from verbale.schema import Speaker

#: Kinds of reasons, in the order in which they are tried on a reason's words.
KINDS: tuple[tuple[str, str], ...] = (
    ("nobody", r"no source named|nobody before|no person or state named"),
    ("unknown body", r"registry does not know|unknown state|speaks for no state"),
    ("document", r"document|issuer|is theirs"),
    ("transcript", r"transcript|the label"),
    ("outlet", r"outlet"),
    ("pronoun is a name", r"^(?:he|him|his|himself|she|her|hers|herself) is (?!the)"),
    ("pronoun is the one before", r"^\w+ is the "),
    ("carried on", r"carries on"),
    ("subject of the sentence", r"subject of the sentence"),
    ("role is a name", r"^the [\w .'’-]+ is "),
    ("named before", r"before"),
    ("state of the passage", r"passage names|a part of the state|of a party"),
    ("role only", r"only a role"),
    ("term of office", r"held the office|the role named"),
    ("named", r"named in the source|named$|^named"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)


def kind_of(reason: str) -> str:
    """The kind of a reason, ``other`` where none fits."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(reason)), "other")


@lru_cache(maxsize=1)
def shares() -> dict[str, float]:
    """The share of right resolutions by kind of reason."""
    data = json.loads((files("verbale.actors") / "certainty.json").read_text(encoding="utf-8"))
    return {kind: float(share) for kind, share in data["shares"].items()}


def with_confidence(speaker: Speaker) -> Speaker:
    """The speaker with the confidence that its reason gives."""
    found = shares()
    return replace(speaker, confidence=found.get(kind_of(speaker.reason), found["other"]))
