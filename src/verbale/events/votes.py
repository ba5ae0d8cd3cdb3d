"""What the words of a passage say of the type, where the tower's training corpora disagree with the ontology.

PLV files many impositions of sanctions under COERCE; PLOVER, and Verbale with it, calls them SANCTION.
"""

from __future__ import annotations

import re

from verbale.language.labels import RELATIONS
from verbale.language.tower import FloatArray
from verbale.schema import Span

_PENALTY = re.compile(r"(?i)\b(?:sanction(?:s|ed|ing)?|embargo(?:es|ed)?|tariffs?|asset freezes?|blacklist\w*)\b")
_IMPOSED = re.compile(
    r"(?i)\b(?:impos\w+|slap\w*|levied|levying|announc\w+|reinstat\w+|tighten\w*|renew\w*|extend\w*|expand\w*|"
    r"imposition of|new|fresh|further|additional)\b[^.;]{0,50}\b(?:sanctions|embargo|tariffs|penalties)\b|"
    r"\bsanctioned\b"
)
_LIFTED = re.compile(
    r"(?i)\b(?:lift\w*|eas(?:e|ed|es|ing)|remov\w+|suspend\w*|waiv\w+|scrap\w*|end(?:ed|ing)?|relie[fv]\w*)\b"
)
_SANCTION, _COERCE, _RETREAT = (RELATIONS.index(name) for name in ("SANCTION", "COERCE", "RETREAT"))


def voted(text: str, span: Span, relations: FloatArray) -> FloatArray:
    """Probabilities ``(..., 17)`` of pairs of a passage, with what belongs to SANCTION given to it."""
    if not _PENALTY.search(text, *span):
        return relations
    out = relations.copy()
    moved = [_COERCE]
    if _IMPOSED.search(text, *span) and not _LIFTED.search(text, *span):
        moved.append(_RETREAT)
    for kind in moved:
        out[..., _SANCTION] += out[..., kind]
        out[..., kind] = 0.0
    return out
