"""Whether an item may answer another at all: it takes two sides, one of them turned to the other, and a sign of it."""

from __future__ import annotations

from verbale.linking.answers import CUES
from verbale.linking.items import Item
from verbale.linking.likeness import Features

#: Acts and types that are answers by what they are.
REPLIES = frozenset({"reject", "deny", "decline", "confirm"})
#: Deeds that answer; meetings, aid and words of praise are seldom told as answers.
DEEDS = frozenset(
    {"REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "CONCEDE", "RETREAT", "YIELD"}
)
#: Features that are signs of an answer, as reply words are.
SIGNS = ("object", "in lead", "name", "in kind", "same practice")
#: How sure an event or a statement must be found to be linked.
SURE = 0.6
#: Shared words of so much weight are a sign, where one turns to the other and the other had turned to it.
WORDS = 0.4


def plausible(item: Item, prompt: Item, features: Features) -> bool:
    """Whether a response may answer a prompt; ``features``: of the pair, as :mod:`verbale.linking.likeness` has them.

    A statement of a transcript that answers a reporter's question is not asked for two sides.
    """
    if features.get("in question") or features.get("first answer"):
        return True
    return two_sides(item, prompt) and _signed(item, features)


def two_sides(item: Item, prompt: Item) -> bool:
    """Whether two items are surely found, of two sides, and one of them is turned to the other."""
    if min(item.confidence, prompt.confidence) < SURE or not item.actors or not prompt.actors:
        return False
    if item.actors & prompt.actors or not (item.targets & prompt.actors or prompt.targets & item.actors):
        return False
    return not _share_evidence(item, prompt)


def _signed(item: Item, features: Features) -> bool:
    """Whether something says that it is an answer: a reply word, what it names, or what it is."""
    if item.kind == "event" and item.type not in DEEDS:
        return False
    if any(features.get(name) for name in (*SIGNS, *CUES)):
        return True
    fits = bool(features.get("act")) and bool(features.get("reverse"))
    return fits and (item.act in REPLIES or item.type == "REJECT" or features.get("all words", 0.0) >= WORDS)


def _share_evidence(item: Item, prompt: Item) -> bool:
    """Whether two items of one article rest on the same piece of it, as two readings of one sentence do."""
    if item.article != prompt.article:
        return False
    own, other = (set(one.words.split(" … ")) for one in (item, prompt))
    return bool(own & other)
