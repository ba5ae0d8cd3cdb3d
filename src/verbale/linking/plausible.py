"""Whether an item may answer another at all: it takes two sides, one of them turned to the other, and a sign of it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from verbale.linking.items import Item
from verbale.linking.likeness import Features

#: Acts and types that are answers by what they are.
REPLIES = frozenset({"reject", "deny", "decline", "confirm"})
#: Deeds that answer by what they are; others (meetings, aid, praise) only where they are told as answers.
DEEDS = frozenset(
    {"REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "CONCEDE", "RETREAT", "YIELD"}
)
#: Diplomatic practices that are deeds, whatever the type of the event.
PRACTICES = frozenset({"demarche", "summons", "note", "recall", "expulsion", "closure", "walkout"})
#: Reporting words of an item's own by which it answers; those of its surroundings may be another's.
TOLD = ("own replies", "own refusals", "own welcomes")
#: Acts of statements that are turned against what another said.
SHARP = frozenset({"reject", "deny", "accuse", "concern"})
#: Acts of statements that are no answers to another article.
REMARKS = frozenset({"state", "commit", "request", "decline"})
#: How sure an event or a statement must be found to be linked; a practice is told by its own words.
SURE: Mapping[str, float] = {"statement": 0.6, "event": 0.7, "practice": 0.5}
#: Shared words of so much weight are a sign, where one turns to the other and the other had turned to it.
WORDS = 0.5
#: The same for two articles, whose words are counted.
APART = 0.4
#: Days after which another article is no longer answered, and the same where its day is named.
STALE, OLD = 21, 180
#: What rounding may add to the logarithm of days.
_SLACK = 1e-9
#: Shared words of so much weight help another sign, as those of an answer do.
LITTLE, SOME = 0.2, 0.35


def plausible(item: Item, prompt: Item, features: Features) -> bool:
    """Whether a response may answer a prompt; ``features``: of the pair, as :mod:`verbale.linking.likeness` has them.

    A statement of a transcript that answers a reporter's question is not asked for two sides.
    """
    if features.get("in question") or features.get("first answer"):
        return True
    if item.status in ("hypothetical", "negated") or not two_sides(item, prompt):
        return False
    if item.kind == "event" and item.type not in DEEDS and item.subtype not in PRACTICES:
        told = _has(features, *TOLD) and _has(features, "act", "object")
        if not told or (item.type == "CONSULT" and not _has(features, "own replies")):
            return False
        return True if item.article == prompt.article else _signed_apart(item, prompt, features)
    return _signed(item, prompt, features) if item.article == prompt.article else _signed_apart(item, prompt, features)


def two_sides(item: Item, prompt: Item) -> bool:
    """Whether two items are surely found, of two sides, and one of them is turned to the other.

    A person who speaks for no state is a side too, where he or she turns to the one that answers.
    """
    if not item.actors or not sure(item) or not sure(prompt):
        return False
    turned = bool(prompt.targets & item.actors)
    if not prompt.actors:
        return turned and prompt.kind == "statement" and not _share_evidence(item, prompt)
    if item.actors & prompt.actors or not (item.targets & prompt.actors or turned):
        return False
    return not _share_evidence(item, prompt)


def sure(item: Item) -> bool:
    """Whether an item is found with enough certainty to be linked."""
    practice = item.kind == "event" and item.subtype in PRACTICES
    return item.confidence >= SURE["practice" if practice else item.kind]


def hopeless(item: Item, worded: bool) -> bool:
    """Whether nothing of its article has a sign that ``item`` answers it; ``worded``: it has reply words or objects."""
    event = item.kind == "event" and (item.type in DEEDS or item.subtype in PRACTICES)
    return not (worded or event or item.act in ("deny", "confirm"))


def _has(features: Features, *names: str) -> bool:
    return any(features.get(name) for name in names)


def _signed(item: Item, prompt: Item, features: Features) -> bool:
    """Whether something says that an item answers one of its article: a reply word, what it names, what it is.

    What the article tells on the way counts only near by: two sides speak of the same things all along.
    """
    near, reverse = _has(features, "last speaker", "in lead"), _has(features, "reverse")
    if _has(features, "own replies"):
        return near or (reverse and _has(features, "before"))
    if not prompt.actors:
        asked = _has(features, "asked") and prompt.act == "request"
        return near and (asked or (_has(features, "own refusals") and _has(features, "object", "name")))
    if item.act == "decline":  # whoever will not comment answers a reporter
        return reverse and _has(features, "object asked")
    if prompt.kind == "event" and prompt.type == "CONSULT" and not _has(features, "object told"):
        return False
    if item.kind == "event":
        # An event names what itself is ("the tariffs"), which is no sign that it answers another one.
        features = {**features, "object told": 0.0}
    return _worded(features, near) or (reverse and _turned(item, prompt, features, near))


def _worded(features: Features, near: bool) -> bool:
    """Whether the reporting words are those of an answer, and something ties them to the prompt."""
    words, fits = features.get("all words", 0.0), _has(features, "act")
    # What is answered is named in the response, or as its occasion ("following the decision to impose sanctions").
    deed = fits and _has(features, "deed named") and _has(features, "reverse") and _has(features, "before")
    occasion = (near or deed) and _has(features, "object itself") and features.get("occasion", 0.0) >= LITTLE
    told = _has(features, "object told") or occasion
    itself = words >= WORDS and _has(features, "reverse") and features.get("words", 0.0) >= LITTLE
    named = _has(features, "name")
    return (
        (
            _has(features, "own refusals")
            and ((told and (near or words > 0)) or (near and fits and words >= SOME) or itself)
        )
        or (_has(features, "own comments") and (told or _has(features, "deed named") or (near and named)))
        or (_has(features, "own welcomes") and near and ((told and (named or words > 0)) or (fits and words >= SOME)))
        or (_has(features, "replies") and fits and (near or _has(features, "reverse")) and words >= LITTLE)
    )


def _turned(item: Item, prompt: Item, features: Features, near: bool) -> bool:
    """Whether a response to those who had turned to it is one by what it is, does or names."""
    words, fits, told = features.get("all words", 0.0), _has(features, "act"), _has(features, "object told")
    after = told or _has(features, "replies") or features.get("occasion", 0.0) >= WORDS
    sharp = item.act in SHARP and prompt.act != "state"
    return (
        _has(features, "object asked")
        or (_has(features, "same practice", "in kind") and after)
        or (_has(features, "asked") and near and words >= APART)
        or (
            fits and told and (prompt.kind == "event" or (near and (sharp or words >= WORDS or _has(features, "name"))))
        )
        or (fits and item.act == "deny" and (near or words >= WORDS))
        or (fits and item.act == "confirm" and near and words >= LITTLE)
        or (fits and item.kind == "event" and words >= WORDS and not _has(features, "in kind"))
    )


def _signed_apart(item: Item, prompt: Item, features: Features) -> bool:
    """The same of two articles, where nearness tells nothing, and two sides of a quarrel use the same words for years.

    One names the other or its speaker, or is told as an answer, and more than a remark; what is old is answered only
    where it is named by its day.
    """
    words = features.get("all words", 0.0)
    if not prompt.actors or not (words or _has(features, "practice named")) or item.act in REMARKS:
        return False
    told, named = _has(features, *TOLD, "own comments"), _has(features, "object", "name", "practice named", "date")
    if features.get("days", 0.0) > math.log1p(OLD if _has(features, "date") else STALE) / 4 + _SLACK:
        return False
    if not _has(features, "reverse"):
        return told and (named or words >= APART)
    reply = _has(features, "in kind", "same practice") or (item.act in REPLIES and _has(features, "act"))
    return named or (told and words >= APART) or (reply and words >= SOME)


def _share_evidence(item: Item, prompt: Item) -> bool:
    """Whether two items of one article rest on the same piece of it, as two readings of one sentence do."""
    if item.article != prompt.article:
        return False
    own, other = (set(one.words.split(" … ")) for one in (item, prompt))
    return bool(own & other)
