"""What a government says or does about another, as a stance: how favourable, and what it commits itself to.

A commitment names a *matter* (``sanctions``, ``talks``, ``inquiry``, ...), not the words for it, so that "nothing to
negotiate" and "will sit down with them" meet. Clauses are read one by one; those that open with *if*, *until*,
*because* ... assert nothing. Words that turn a clause round (*not*, *rule out*, *lift*) each flip its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from verbale.events.ontology import Ontology
from verbale.linking.items import Item
from verbale.linking.lexicon import Lexicon, Matter, plain

Polarity = Literal["does", "does not", "may", "will"]

#: How firmly a government is bound: by a deed or by saying what it decides, by denying or welcoming, by plain words, by
#: words that leave it open. A rule of thumb; only the order matters, and that two plain words outweigh LINE of shifts.
DEED, DECISION, ANSWER, WORD, OPEN = 1.0, 1.0, 0.8, 0.6, 0.5
#: How favourable an unkept commitment is beside the deed itself, by polarity.
_VALUE = {"does": 0.6, "will": 0.5, "does not": 0.4, "may": 0.2}
_LEFT_OPEN: tuple[Polarity, float] = ("may", OPEN)
_MOST_WORDS = 14
_CLAUSE = re.compile(
    r"(?<=[.;:!?…—])\s+|\s+[–—]\s+|,\s+(?=(?:and|but|or|nor|so|yet|which|who|while|though|although)\b)"
    r"|\s+(?=(?:while|until|unless|if|because|although|though|when|whenever|as long as|so long as|once|provided)\b)"
)
#: Cues that turn a clause round, beside plain negation.
_TURNING = frozenset({"refuse", "oppose", "deny"})
_DECIDING = frozenset({"AGREE", "CONCEDE"})
#: Types of words that do what they say.
_PERFORMED = frozenset({"CONCEDE", "SUPPORT"})
_HOSTILE = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a government does, will, may or does not do.

    ``phrase``: the words that say so, with ``polarity`` towards them; ``sign``: 1 towards doing the ``matter``, -1
    towards not doing or ending it; ``firmness``: 0 to 1; ``conditional``: it hangs on an *if* or *until*.
    """

    matter: str
    sign: int
    polarity: Polarity
    phrase: str
    firmness: float
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """``value``: -1 adverse to 1 favourable; ``deed``: done, not only said; ``reason``: in words.

    ``holds``: the words keep the line as it is; ``on``: the matters that they or the event's subtype name.
    """

    value: float
    commitments: tuple[Commitment, ...] = ()
    holds: bool = False
    on: frozenset[str] = frozenset()
    deed: bool = False
    reason: str = ""


def stance(item: Item) -> Stance:
    """The stance of one item; a refusal to comment and a plain remark commit to nothing."""
    lexicon = Lexicon.load()
    deed = _is_deed(item)
    found = tuple(_once(_commitments(item, lexicon)))
    holds = not deed and item.act not in ("decline", "request", "concern") and plain(item.words) in lexicon.cues["hold"]
    value = _value(item, found, lexicon)
    return Stance(value, found, holds, _named(item, lexicon), deed, _reason(item, found, holds, deed))


def _named(item: Item, lexicon: Lexicon) -> frozenset[str]:
    words = plain(item.words)
    by_words = {one.name for one in lexicon.matters if words in one.words or words in one.ends}
    by_subtype = {lexicon.by_subtype[item.subtype][0].name} if item.subtype in lexicon.by_subtype else set()
    return frozenset(by_words | by_subtype)


def _is_deed(item: Item) -> bool:
    """Whether something was done, not only said: material types, meetings held, what has a diplomatic effect."""
    if not item.type or item.status not in ("occurred", "historical"):
        return False
    return "material" in Ontology.load().quad(item.type) or (item.kind == "event" and item.type == "CONSULT")


def _once(found: Iterator[Commitment]) -> Iterator[Commitment]:
    """The firmest of each matter; none of a matter on which an item says one thing and the opposite."""
    told: dict[str, list[Commitment]] = {}
    for one in found:
        told.setdefault(one.matter, []).append(one)
    for ones in told.values():
        if len({one.sign for one in ones}) == 1:
            yield max(ones, key=lambda one: one.firmness)


def _commitments(item: Item, lexicon: Lexicon) -> Iterator[Commitment]:
    if item.act == "decline":
        return
    if item.kind == "event":
        yield from _of_event(item, lexicon)
        return
    found = list(_of_words(item, lexicon))
    if not found and item.act == "deny":
        found = [Commitment(lexicon.admission, -1, "does not", _short(item.words), ANSWER)]
    yield from found


# Events: the type tells whether it is done, the subtype or the words tell what.


def _of_event(item: Item, lexicon: Lexicon) -> Iterator[Commitment]:
    words = plain(item.words)
    type_ = item.type or lexicon.types.get(item.act, "")
    if item.subtype in lexicon.by_subtype:
        matter, sign = lexicon.by_subtype[item.subtype]
        told = _by_type(matter, type_, words, lexicon)
        if told and sign and type_ not in ("REJECT", "THREATEN", "REQUEST"):
            told = sign
        if told:
            yield _done(item, matter, told, type_)
        return
    for matter in lexicon.matters:
        named = type_ in matter.alone or words in matter.words or words in matter.ends
        if named and (told := _by_type(matter, type_, words, lexicon)):
            yield _done(item, matter, told, type_)


def _by_type(matter: Matter, type_: str, words: str, lexicon: Lexicon) -> int:
    """1 where an event of this type does the matter, -1 where it ends or refuses it, 0 where it tells nothing."""
    ends = words in matter.ends or words in lexicon.cues["end"]
    if type_ in matter.types:
        return matter.types[type_]
    if matter.side > 0:
        if type_ in _FRIENDLY or (type_ == "REQUEST" and matter.joint):
            return -1 if ends and (matter.third or type_ not in _YIELDING) else 1
        return -1 if type_ in ("REJECT", "SANCTION", "THREATEN") else 0
    if type_ == "REJECT":
        refused = words in lexicon.cues["refuse"] or words in lexicon.cues["wanted"]
        return 1 if ends else -1 if refused else 0
    if type_ in _YIELDING or (type_ == "AGREE" and ends):
        return -1
    return 1 if type_ in _HOSTILE or type_ == "THREATEN" else 0


def _done(item: Item, matter: Matter, sign: int, type_: str) -> Commitment:
    phrase = _short(item.words)
    if item.status == "negated":
        return Commitment(matter.name, -sign, "does not", phrase, ANSWER)
    if item.status == "hypothetical" or type_ == "THREATEN":
        return Commitment(matter.name, sign, "may", phrase, OPEN)
    if type_ == "REQUEST":
        return Commitment(matter.name, sign, "will", phrase, WORD)
    if type_ == "REJECT":
        return Commitment(matter.name, sign, "does not", phrase, DECISION)
    decided = item.status == "future" or type_ in _DECIDING or (type_ == "SUPPORT" and not matter.joint)
    done = _is_deed(item) or (item.status != "future" and type_ in _PERFORMED)
    firmness = DEED if _is_deed(item) else DECISION if decided else ANSWER
    return Commitment(matter.name, sign, "does" if done else "will", phrase, firmness)


# Words: clause by clause.


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as the words read it, with the names of the cues heard in it; ``flips``: how often it is turned round.

    ``conditional``: it hangs on another of its sentence.
    """

    text: str
    heard: frozenset[str]
    flips: int
    conditional: bool


def _of_words(item: Item, lexicon: Lexicon) -> Iterator[Commitment]:
    for clause in _clauses(item, lexicon):
        for matter in lexicon.matters:
            if clause.text in matter.words or clause.text in matter.ends:
                found = _said(item, matter, clause, lexicon)
                if found is not None:
                    yield found


def _clauses(item: Item, lexicon: Lexicon) -> list[_Clause]:
    """The clauses of a statement's content; a refusal in its reporting words turns all of them round.

    Where a statement rejects or denies and no word shows what, nothing can be read off it.
    """
    aside = lexicon.cues["aside"]
    by_cue = _heard(plain(item.cue), lexicon) & _TURNING
    pieces = [(aside.without(plain(text)), conditional) for text, conditional in clauses_of(item.words, lexicon)]
    heard = [_heard(text, lexicon) | by_cue for text, _ in pieces]
    if item.act in ("reject", "deny") and not any(one & (_TURNING | {"not"}) for one in heard):
        return []
    return [
        _Clause(text, told, ("not" in told) + bool(told & _TURNING), conditional)
        for (text, conditional), told in zip(pieces, heard, strict=True)
    ]


def _heard(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name for name, words in lexicon.cues.items() if text in words)


def clauses_of(words: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """The clauses that assert something, each with whether it hangs on a condition in the same sentence."""
    for sentence in re.split(r"(?<=[.!?…])\s+", words):
        kept, conditional = [], False
        for piece in _CLAUSE.split(sentence):
            start = plain(piece).lstrip(" \"'“‘,")
            opened = next((name for name in ("conditions", "asides") if _opens(start, lexicon, name)), None)
            conditional = conditional or opened == "conditions"
            rest = piece.partition(", ")[2] if opened else piece
            if rest.strip():
                kept.append(rest)
        yield from ((clause, conditional) for clause in kept)


def _opens(start: str, lexicon: Lexicon, name: str) -> bool:
    found = lexicon.cues[name].find(start)
    return found is not None and found.start() == 0


def _said(item: Item, matter: Matter, clause: _Clause, lexicon: Lexicon) -> Commitment | None:
    """What a clause that names a matter commits to; None where it tells of no doing of the speaker's own."""
    ends = clause.text in matter.ends or "end" in clause.heard
    if not _own(item, matter, clause, ends, lexicon):
        return None
    sign = -1 if (clause.flips % 2) != ends else 1
    if clause.flips == 2 and "refuse" in clause.heard:  # "does not rule out": left open
        polarity, firmness = _LEFT_OPEN
    else:
        polarity, firmness = _polarity(item, matter, clause, lexicon)
    return Commitment(matter.name, sign, polarity, _short(clause.text), firmness, clause.conditional)


def _own(item: Item, matter: Matter, clause: _Clause, ends: bool, lexicon: Lexicon) -> bool:
    """Whether the clause tells of the speaker's own deeds, or of something that it wants with the other."""
    heard = clause.heard
    if matter.name == lexicon.admission and "own" in heard:
        return True
    if item.act in ("accuse", "concern"):
        return False
    if "oppose" in heard and not matter.joint:
        return "wanted" in heard or ends
    if item.act in ("commit", "threaten", "deny", "reject") or matter.joint or _is_deed(item):
        return True
    if item.act == "support" and matter.third:
        return True
    return item.act != "request" and bool(clause.flips or heard & {"own", "hold"})


def _polarity(item: Item, matter: Matter, clause: _Clause, lexicon: Lexicon) -> tuple[Polarity, float]:
    heard, act = clause.heard, item.act
    performed = matter.name == lexicon.admission and "own" in heard  # "we apologise" is an apology
    promised = act == "commit" or item.status == "future"
    said = ANSWER if act in ("support", "confirm") else WORD
    ways: tuple[tuple[bool, tuple[Polarity, float]], ...] = (
        (clause.flips % 2 == 1, ("does not", {"reject": DECISION, "deny": ANSWER}.get(act, WORD))),
        (_is_deed(item), ("does", DEED)),
        (act == "threaten", ("may", ANSWER if "will" in heard and "may" not in heard else OPEN)),
        (performed, ("does", DECISION)),
        (promised, ("will", DECISION)),  # "they may enter": leave given
        ("will" in heard or (matter.side > 0 and "willing" in heard), ("will", said)),
        (bool(heard & {"may", "willing"}), _LEFT_OPEN),
        (act == "request", ("will", WORD)),
    )
    return next((told for holds, told in ways if holds), ("does", said))


def _value(item: Item, found: tuple[Commitment, ...], lexicon: Lexicon) -> float:
    """PLOVER's score of an event that happened; else what is committed to, where anything is; else the act's own."""
    ontology = Ontology.load()
    if item.kind == "event" and item.type and item.status in ("occurred", "historical"):
        return (item.score or ontology.score(item.type)) / 10
    sides = {matter.name: matter.side for matter in lexicon.matters if not matter.third}
    told = [one for one in found if one.matter in sides]
    if told:
        first = max(told, key=lambda one: one.firmness)
        return sides[first.matter] * first.sign * _VALUE[first.polarity]
    if item.kind == "event" and item.type:
        factor = {"future": 0.5, "hypothetical": 0.25}.get(item.status, 0.0)
        return factor * ontology.score(item.type) / 10
    return lexicon.acts.get(item.act, 0.0)


def _reason(item: Item, found: tuple[Commitment, ...], holds: bool, deed: bool) -> str:
    if not found:
        what = "keeps to the line" if holds else "says or does nothing of its own on a known matter"
        return f"{item.type or item.act}: {what}"
    told = (
        f"{one.polarity}: “{one.phrase}” ({one.matter}{', conditional' if one.conditional else ''})" for one in found
    )
    return f"{'deed' if deed else item.act or item.type}: {'; '.join(told)}"


def _short(words: str) -> str:
    listed = words.split()
    return " ".join(listed[:_MOST_WORDS]) + (" …" if len(listed) > _MOST_WORDS else "")
