"""What the words of a sentence tell of modes, contexts, subtypes and topics.

A wording is a few words with signs (``data/wordings.yaml`` explains them at its head). Wordings are looked up by their
first two words, so that one pass over a text finds those of all kinds and few regular expressions are ever compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
#: Letters with full stops, which are read without them; not those that would become a word.
_INITIALS = re.compile(r"(?<![\w.])(?!(?:u\.s|a\.m|p\.m|i\.e|a\.k\.a|n\.y|d\.c)\b)(?:[a-z]\.){1,4}[a-z](?:\.|\b(?!\.))")
_SLOT = re.compile(r"\.\.\.|\([\w*+/'-]+\)|[\w*+/'-]+")
_SPACE = r"[\s‐‑-]+"
#: Up to five words of the same sentence; full stops only in abbreviations and numbers.
_GAP = r"(?:(?:(?:[a-z]\.)+|(?:mrs?|dr|gen|sen)\.|(?:[^\s.;:!?“”\"()]|\.(?=[^\s”\"]))+)\s+){0,5}?"
_END = r"(?![^\W_])"


class Wording(NamedTuple):
    """What a wording tells of what, and what follows its first word.

    ``rest``: a regular expression, empty for nothing. ``nexts``: the words of which one comes second, or later where
    there is a ``gap``; empty for any.
    """

    kind: str
    label: str
    weight: int
    rest: str
    nexts: tuple[str, ...] = ()
    gap: bool = False


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

    def telling(self, text: str) -> tuple[str, int] | None:
        """The practice that the words name and that alone makes an event, and where; None where they name none."""
        heard = self._heard(text).get("subtype", {})
        name = _best({name: told for name, told in heard.items() if self._ontology.subtypes[name].telling})
        return None if name is None else (name, heard[name][1])

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
        lowered = _INITIALS.sub(_joined, text.lower().replace("’", "'"))
        told: dict[tuple[str, str, str], tuple[int, int]] = {}
        free = 0
        words = [(word.group(), *word.span()) for word in _WORDS.finditer(lowered)]
        present = {word for word, _, _ in words}
        for (word, start, end), (second, _, _) in pairwise((*words, ("", 0, 0))):
            after = self._after(word)
            if after is None or start < free:
                continue
            here: dict[tuple[str, str], tuple[int, int]] = {}
            for kind, label, weight, rest in after.before(second, present):
                until = end
                if rest:
                    if not (match := _pattern(rest).match(lowered, end)):
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


_Ruled = tuple[str, str, int, str]


class _After:
    """The wordings that begin with one word, by the word that comes second."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._any: list[tuple[int, _Ruled]] = []
        self._gaps: list[tuple[tuple[int, _Ruled], frozenset[str]]] = []
        self._seconds: dict[str, list[tuple[int, _Ruled]]] = {}
        for number, one in enumerate(wordings):
            ruled = number, one[:4]
            if not one.nexts:
                self._any.append(ruled)
            elif one.gap:
                self._gaps.append((ruled, frozenset(one.nexts)))
            else:
                for second in one.nexts:
                    self._seconds.setdefault(second, []).append(ruled)

    def before(self, second: str, present: Set[str]) -> list[_Ruled]:
        """Those that may go on with a word and those present in the text, in the order of the files: asides first."""
        gaps = [ruled for ruled, nexts in self._gaps if not nexts.isdisjoint(present)]
        found = self._any + self._seconds.get(second, []) + gaps
        return [ruled for _, ruled in (sorted(found) if len(found) > 1 else found)]


@cache
def _pattern(rest: str) -> re.Pattern[str]:
    """What follows a first word, compiled when a text first asks for it; there are no more than wordings."""
    return re.compile(rest)


def _joined(initials: re.Match[str]) -> str:
    """Initials without their full stops."""
    return initials.group().replace(".", "")


def _rank(told: tuple[int, int]) -> tuple[int, int]:
    return -told[0], told[1]


def _best(heard: Mapping[str, tuple[int, int]]) -> str | None:
    """The strongest label, of two as strong the one told first."""
    found = [(_rank(told), name) for name, told in heard.items() if told[0] >= _ENOUGH]
    return min(found)[1] if found else None


@cache
def _shipped() -> Wordings:
    packed = compiled()["index"]
    listed = [
        Wording(kind, label, weight, rest, tuple(nexts), gap)
        for kind, label, weight, rest, nexts, gap in packed["wordings"]
    ]
    return Wordings(Ontology.load(), Index(listed, packed["words"]))


def index(data: Mapping[str, Mapping[str, Any]]) -> Index:
    """The index of all wordings of the parsed files, by file name. Raises :class:`OntologyError`."""
    irregular: Mapping[str, list[str]] = data["wordings"]["irregular"]
    numbers: dict[Wording, int] = {}
    made = Index([], {})
    for kind, label, weight, wording in _listed(data):
        phrase = weight == _WORD and " " in wording
        for word, rest, nexts, gap in _beginnings(wording, irregular):
            entry = Wording(kind, label, _PHRASE if phrase else weight, rest, nexts, gap)
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
    return ((word, rest) for word, rest, *_ in _beginnings(wording, irregular or {}))


def _beginnings(wording: str, irregular: Mapping[str, list[str]]) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """The same with ``nexts`` and ``gap`` of :class:`Wording`."""
    slots = wording.split(" ")
    if not all(map(_SLOT.fullmatch, slots)) or any(
        slot[0] in ".(" for slot in (slots[0], slots[-1], *(b for a, b in pairwise(slots) if a == "..."))
    ):
        raise OntologyError(f"wording {wording!r}: cannot be read; the head of wordings.yaml explains the signs")
    first, *others = ([slot] if slot == "..." else _forms(slot.strip("()"), wording, irregular) for slot in slots)
    rest, space = "", _SPACE
    for slot, forms in zip(slots[1:], others, strict=True):
        text = _GAP if slot == "..." else _either(forms)
        rest += f"(?:{space}{text})?" if slot[0] == "(" else space + text
        space = "" if slot == "..." else _SPACE
    gap = slots[1:2] == ["..."]
    seconds = _seconds(slots[1 + gap :], others[gap:])
    for form in first:
        found = _WORDS.match(form)
        if found is None or form == f"{found.group()}*":
            raise OntologyError(f"wording {wording!r}: begins with any word; a star stands in later words only")
        after = form[found.end() :]
        pattern = f"{_either([after]) if after else ''}{rest}{_END}" if after or rest else ""
        if after:
            yield found.group(), pattern, tuple(_openings([after.lstrip("-'")])), False
        else:
            yield found.group(), pattern, seconds, gap


def _seconds(slots: Sequence[str], others: Sequence[list[str]]) -> tuple[str, ...]:
    """The words that may come after the first; none where any may."""
    found: list[str] = []
    for slot, forms in zip(slots, others, strict=True):
        opened = [] if slot == "..." else _openings(forms)
        if not opened:  # a gap after what may be missing, or a star
            return ()
        found += opened
        if slot[0] != "(":
            break
    return tuple(dict.fromkeys(found))


def _openings(forms: Iterable[str]) -> list[str]:
    """The first words of forms; none where one of them may have any ending."""
    words = [(form, _WORDS.match(form)) for form in forms]
    if any(word is None or form[word.end() :].startswith(("*", "_")) for form, word in words):
        return []
    return [word.group() for _, word in words if word]


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
