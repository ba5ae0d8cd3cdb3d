"""What the words of a sentence tell of modes, contexts, subtypes and topics.

A wording is a few words with signs (``data/wordings.yaml`` explains them at its head). Wordings are looked up by their
first word, so that one pass over a text finds those of all kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from verbale.events.ontology import Ontology, OntologyError, compiled

#: What was heard in a text: by kind, the labels with their weight and the place where each was first told.
Heard = Mapping[str, Mapping[str, tuple[int, int]]]

#: A label counts from this weight on: one wording, or two different hints.
_ENOUGH = 2
_HINT, _WORD, _PHRASE = 1, 2, 3
_MOST_CONTEXTS = 3
_ASIDE = "aside"
_WORDS = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\.\.\.|\([\w*+/'-]+\)|[\w*+/'-]+")
_SPACE = r"[\s‐‑-]+"
#: Up to five words of the same sentence; full stops only in abbreviations and numbers.
_GAP = r"(?:(?:(?:[a-z]\.)+|(?:mrs?|dr|gen|sen)\.|(?:[^\s.;:!?“”\"()]|\.(?=[^\s”\"]))+)\s+){0,5}?"
_END = r"(?![^\W_])"


class Wording(NamedTuple):
    """What a wording tells of what, and the regular expression of what follows its first word; empty for nothing."""

    kind: str
    label: str
    weight: int
    rest: str


class Index(NamedTuple):
    """All wordings, with the numbers of those that begin with a word."""

    wordings: list[Wording]
    words: dict[str, list[int]]


class Wordings:
    """Recognises modes, contexts, subtypes and topics by their wordings; silent rather than wrong."""

    def __init__(self, ontology: Ontology, index: Index) -> None:
        self._ontology = ontology
        self._index = index
        self._afters: dict[str, _After] = {}
        self._order = {name: at for at, name in enumerate(ontology.contexts)}
        self._heard = lru_cache(maxsize=64)(self._listen)

    @staticmethod
    def load() -> Wordings:
        """The shipped wordings, read once."""
        return _shipped()

    def mode(self, type: str, text: str) -> str | None:
        """The mode that the words tell of an event of ``type``; None where they tell none."""
        return _best(self._heard(text).get(f"mode:{type}", {}))

    def subtype(self, type: str, text: str) -> str | None:
        """The subtype that the words tell of an event of ``type``; None where they tell none."""
        heard = self._heard(text).get("subtype", {})
        subtypes = self._ontology.subtypes
        return _best({name: told for name, told in heard.items() if type in subtypes[name].types})

    def topics(self, text: str) -> tuple[str, ...]:
        """What the words are about, the strongest first."""
        heard = self._heard(text).get("topic", {})
        return tuple(
            sorted((name for name, told in heard.items() if told[0] >= _ENOUGH), key=lambda n: _rank(heard[n]))
        )

    def contexts(self, text: str) -> tuple[str, ...]:
        """At most three of PLOVER's contexts, those that the words and topics speak for most strongly first."""
        everything = self._heard(text)
        weights = {name: told[0] for name, told in everything.get("context", {}).items()}
        for topic, (weight, _) in everything.get("topic", {}).items():
            for name in self._ontology.topics[topic].contexts:
                weights[name] = weights.get(name, 0) + weight
        found = (name for name, weight in weights.items() if weight >= _ENOUGH)
        return tuple(sorted(found, key=lambda name: (-weights[name], self._order[name]))[:_MOST_CONTEXTS])

    def _listen(self, text: str) -> Heard:
        """Each wording counts once, however often it is repeated, and at one place the strongest of a label."""
        lowered = text.lower().replace("’", "'")
        told: dict[tuple[str, str, str], tuple[int, int]] = {}
        free = 0
        for word in _WORDS.finditer(lowered):
            after = self._after(word.group())
            if after is None or word.start() < free:
                continue
            here: dict[tuple[str, str], tuple[int, int]] = {}
            start, end = word.span()
            for kind, label, weight, rest in after.wordings if after.any.match(lowered, end) else after.alone:
                until = end
                if rest:
                    if not (match := rest.match(lowered, end)):
                        continue
                    until = match.end()
                if kind == _ASIDE:
                    free = until
                    here.clear()
                    break
                here[kind, label] = max((weight, until), here.get((kind, label), (0, 0)))
            for (kind, label), (weight, until) in here.items():
                told.setdefault((kind, label, lowered[start:until]), (weight, start))
        heard: dict[str, dict[str, tuple[int, int]]] = {}
        for (kind, label, _), (weight, at) in told.items():
            labels = heard.setdefault(kind, {})
            before, first = labels.get(label, (0, at))
            labels[label] = (before + weight, first)
        return heard

    def _after(self, word: str) -> _After | None:
        """What may follow a word; kept for the words of wordings only, so that the store cannot grow with the texts."""
        found = self._afters.get(word)
        if found is None and (numbers := self._index.words.get(word)):
            found = self._afters[word] = _After([self._index.wordings[number] for number in numbers])
        return found


class _After:
    """The wordings that begin with one word: those of the word alone, and all, with what any of them goes on with."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = [(w.kind, w.label, w.weight, re.compile(w.rest) if w.rest else None) for w in wordings]
        self.alone = [one for one in self.wordings if one[3] is None]
        # One look tells that nothing follows, which is the usual case; a pattern of none never matches.
        self.any = re.compile("|".join(dict.fromkeys(w.pattern for *_, w in self.wordings if w)) or "(?!)")


def _rank(told: tuple[int, int]) -> tuple[int, int]:
    return -told[0], told[1]


def _best(heard: Mapping[str, tuple[int, int]]) -> str | None:
    """The strongest label, of two as strong the one told first."""
    found = [(_rank(told), name) for name, told in heard.items() if told[0] >= _ENOUGH]
    return min(found)[1] if found else None


@cache
def _shipped() -> Wordings:
    packed = compiled()["index"]
    listed = [Wording(*one) for one in packed["wordings"]]
    return Wordings(Ontology.load(), Index(listed, packed["words"]))


def index(data: Mapping[str, Mapping[str, Any]]) -> Index:
    """The index of all wordings of the parsed files, by file name. Raises :class:`OntologyError`."""
    irregular: Mapping[str, list[str]] = data["wordings"]["irregular"]
    numbers: dict[Wording, int] = {}
    made = Index([], {})
    for kind, label, weight, wording in _listed(data):
        phrase = weight == _WORD and " " in wording
        for word, rest in beginnings(wording, irregular):
            entry = Wording(kind, label, _PHRASE if phrase else weight, rest)
            number = numbers.setdefault(entry, len(numbers))
            listed = made.words.setdefault(word, [])
            if number not in listed:
                listed.append(number)
    made.wordings.extend(numbers)
    return made


def _listed(data: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, int, str]]:
    """All wordings with their kind, label and weight."""
    plover, wordings = data["plover"], data["wordings"]
    for wording in wordings["aside"]:
        yield _ASIDE, "", _WORD, wording
    yield from _section("context", wordings["contexts"], plover["contexts"])
    for name, modes in wordings["modes"].items():
        if name not in plover["types"]:
            raise OntologyError(f"wordings.yaml, modes: no type {name!r}; known are {', '.join(plover['types'])}")
        yield from _section(f"mode:{name}", modes, plover["types"][name].get("modes", {}))
    yield from _section("subtype", data["subtypes"]["subtypes"])
    yield from _section("topic", data["topics"]["topics"])


def _section(
    kind: str, section: Mapping[str, Any], known: Iterable[str] | None = None
) -> Iterator[tuple[str, str, int, str]]:
    for label, told in section.items():
        where = f"wordings of {kind} {label!r}"
        if known is not None and label not in known:
            raise OntologyError(f"{where}: there is no such {kind.partition(':')[0]}; known are {', '.join(known)}")
        if not told.get("wordings"):
            raise OntologyError(f"{where}: there are none; add some under 'wordings'")
        yield from ((kind, label, _WORD, wording) for wording in told["wordings"])
        yield from ((kind, label, _HINT, wording) for wording in told.get("hints", ()))


def beginnings(wording: str, irregular: Mapping[str, list[str]] | None = None) -> Iterator[tuple[str, str]]:
    """The words that a wording may begin with, each with the regular expression of what follows it.

    ``irregular``: the forms of verbs that do not follow the rule. Raises :class:`OntologyError` for a wording that
    cannot be read, or that may begin with any word.
    """
    slots = wording.split(" ")
    if not all(map(_SLOT.fullmatch, slots)) or any(
        slot[0] in ".(" for slot in (slots[0], slots[-1], *(b for a, b in pairwise(slots) if a == "..."))
    ):
        raise OntologyError(f"wording {wording!r}: cannot be read; the head of wordings.yaml explains the signs")
    first, *others = ([slot] if slot == "..." else _forms(slot.strip("()"), wording, irregular or {}) for slot in slots)
    rest, space = "", _SPACE
    for slot, forms in zip(slots[1:], others, strict=True):
        text = _GAP if slot == "..." else _either(forms)
        rest += f"(?:{space}{text})?" if slot[0] == "(" else space + text
        space = "" if slot == "..." else _SPACE
    for form in first:
        found = _WORDS.match(form)
        if found is None or form == f"{found.group()}*":
            raise OntologyError(f"wording {wording!r}: begins with any word; a star stands in later words only")
        after = form[found.end() :]
        yield found.group(), f"{_either([after]) if after else ''}{rest}{_END}" if after or rest else ""


def _forms(slot: str, wording: str, irregular: Mapping[str, list[str]]) -> list[str]:
    """The words that a slot stands for; a star stays at the end of a word of which any ending will do."""
    found = []
    for word in slot.split("/"):
        *before, last = word.split("-")
        verb = last.removesuffix("+")
        ends = [last] if verb == last else irregular.get(verb) or _inflected(verb)
        found += ["-".join((*before, end)) for end in ends]
    if not all(re.fullmatch(r"[\w'-]+\*?", form) for form in found):
        raise OntologyError(f"wording {wording!r}: cannot be read; a sign stands at the end of a word")
    return found


def _inflected(verb: str) -> list[str]:
    """The forms of a regular verb, a few that nobody uses among them."""
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    forms = [verb, f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s", f"{verb}ed", f"{verb}ing"]
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", verb):
        forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    return forms


def _either(forms: Iterable[str]) -> str:
    """Any of the words, the longest first; a hyphen may be a space."""
    texts = [
        re.escape(form.rstrip("*")).replace(r"\-", "[-‐‑ ]") + (r"[^\W_]*" if form.endswith("*") else "")
        for form in sorted(forms, key=len, reverse=True)
    ]
    return texts[0] if len(texts) == 1 else "(?:" + "|".join(texts) + ")"
