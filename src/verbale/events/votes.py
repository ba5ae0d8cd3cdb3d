"""What the words of a passage say of the type, where the model's training corpora do not.

PLV files many impositions of sanctions under COERCE; PLOVER, and Verbale with it, calls them SANCTION. Practices of
diplomacy, such as a demarche, are too rare in any corpus for the model to know them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from verbale.events.ontology import Ontology
from verbale.events.wording import Wordings
from verbale.language.coder import FloatArray
from verbale.language.labels import RELATIONS
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
#: First letters of words that name a telling practice: without one of them no further look is taken.
_PRACTICE = re.compile(
    r"(?i)\b(?:d[eé]marche|representations|summon|call\w* |carpet|not(?:e|es) |protest|complaint|recall|withdr\w+|"
    r"pull|person\w+ non|expel|expul|eject|oust|kick|throw|order|g[ia]ve|given|sever|cut|br[eo]\w*k|suspend|downgrad|"
    r"freez|froze)"
)
_ENVOY = re.compile(
    r"(?i)\b(?:d[eé]marche|ambassador|envoy|charg[eé]|diploma|embass|consul|attach[eé]|mission|ties|relations|"
    r"non grat|note|protest|complaint|representations)"
)
#: How much of the chance of nothing goes to the likeliest type of a practice that is named.
LIFT = 0.9
#: How much likelier the order of words makes a pair.
ORDER = 8.0
#: The chance from which the model's own type of a practice is taken.
LIKELY = 0.5
_PASSIVE = re.compile(r"(?i)\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|n|t)\b")
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


class Practised(NamedTuple):
    """A practice of diplomacy in a sentence: its name, where it stands, and the index of the pair that follows it.

    ``back``: the index of the same two the other way round, None where that is not among the pairs.
    """

    name: str
    place: int
    pair: int
    back: int | None = None


def practised(
    text: str, span: Span, pairs: Sequence[tuple[str, str]], named: Mapping[str, Sequence[Span]], relations: FloatArray
) -> Practised | None:
    """The practice that a sentence names between two governments, by whom and to whom; None where it names none.

    ``relations`` ``(k, 17)`` of the ``pairs`` and the order of words tell who.
    """
    if not pairs or not _PRACTICE.search(text, *span) or not _ENVOY.search(text, *span):
        return None
    told = Wordings.load().telling(text[span[0] : span[1]])
    if told is None:
        return None
    types = [RELATIONS.index(kind) for kind in Ontology.load().subtypes[told[0]].types]
    likely = relations[:, types].sum(1)
    done = _done(text, span[0] + told[1], named)
    if done in pairs:
        likely[pairs.index(done)] *= ORDER
    best = int(likely.argmax())
    back = pairs[best][::-1]
    return Practised(told[0], span[0] + told[1], best, pairs.index(back) if back in pairs else None)


def lifted(relations: FloatArray, practice: Practised) -> FloatArray:
    """Probabilities ``(k, 17)`` with those of a practice's pair given to its type, the first where none is likely.

    The other way round the sentence tells of nothing.
    """
    types = [RELATIONS.index(kind) for kind in Ontology.load().subtypes[practice.name].types]
    out = relations.copy()
    row = out[practice.pair]
    kind = max(types, key=lambda kind: row[kind])
    kind = kind if row[kind] >= LIKELY else types[0]
    none = row[-1] * np.float32(1 - LIFT)
    row[:] = 0
    row[kind], row[-1] = 1 - none, none
    if practice.back is not None:
        out[practice.back] = 0
        out[practice.back, -1] = 1
    return out


def _done(text: str, place: int, named: Mapping[str, Sequence[Span]]) -> tuple[str, str] | None:
    """Who does it to whom by the order of words about a place, turned about in the passive."""
    places = sorted((start, end, code) for code, spans in named.items() for start, end in spans)
    first = max((one for one in places if one[1] <= place), default=places[0] if places else None)
    second = next((one for one in places if first and one > first and one[2] != first[2]), None)
    if first is None or second is None:
        return None
    turned = _PASSIVE.search(text, first[1], second[0])
    return (second[2], first[2]) if turned else (first[2], second[2])
