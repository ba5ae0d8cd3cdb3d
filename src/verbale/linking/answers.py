"""What an answer looks like: reply words, the objects it names, and the kinds of things that acts answer.

All of it is read from ``data/answers.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from verbale.linking.items import Item
from verbale.linking.lexicon import Words, plain
from verbale.linking.word_lists import word_lists

#: Groups of reporting words, by their names in the file.
CUES = ("replies", "asked", "refusals", "welcomes", "comments")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: What follows the occasion of what is said or done, up to the end of its clause, in whole words.
_OCCASION = re.compile(
    r"(?<![\w'’-])(?:after|following|over|about|against|in (?:response|reaction|reply|answer|return) to|in the wake of"
    r"|in (?:retaliation|return|revenge) for|in protest (?:at|over)|on)(?=\s)([^.;:,…“”\"]{3,160})(?![\w'’-])"
)
#: An object is a known one by a word that stands so many words before it at most.
_NEAR = 4
#: A word that makes a paper the subject of its sentence: it says something, and is not what is answered.
_SPEAKS = re.compile(r"\s+(?:also\s+)?(?:said|says|added|adds|read|reads|continued|stated|noted|quoted|cited)\b")
#: Whose joint statement it is may stand in between: "the joint US-India statement".
_JOINT = re.compile(r"\bjoint (?:[\w.-]+ ){1,2}(?=statement|declaration|communiqu)")
#: Words of so many letters count; those that agree in so many first letters are one ("proposal", "proposed").
_SHORTEN, _LONG = 6, 3


@dataclass(frozen=True, slots=True)
class Object:
    """What a response may name as what it answers: ``noun``, with the acts, types, subtypes and words of it.

    ``whole``: it names all that a side said and did (``the reaction``), for which the first of it stands.
    """

    name: str
    noun: str
    acts: frozenset[str]
    types: frozenset[str]
    subtypes: frozenset[str]
    words: re.Pattern[str]
    whole: bool = False

    def is_one(self, item: Item) -> bool:
        """Whether an item is such a thing by what it is."""
        return item.act in self.acts or item.type in self.types or item.subtype in self.subtypes

    def fits(self, item: Item) -> bool:
        """Whether an item may be such a thing, by what it is or by its words."""
        return self.is_one(item) or self.words.search(plain(item.words)) is not None


@dataclass(frozen=True, slots=True)
class Answers:
    """All of ``answers.yaml``.

    ``cues``: by the names of :data:`CUES`; ``kind_of_*``: act or type to kind; ``common``: as :func:`rare_words` has
    words.
    """

    cues: Mapping[str, Words]
    objects: Mapping[str, Object]
    nouns: re.Pattern[str]
    noun_of: Mapping[str, tuple[str, ...]]
    unknown: frozenset[str]
    knowing: frozenset[str]
    idioms: re.Pattern[str]
    kind_of_act: Mapping[str, str]
    kind_of_type: Mapping[str, str]
    by_act: Mapping[str, frozenset[str]]
    by_type: Mapping[str, frozenset[str]]
    in_kind: frozenset[str]
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()

    @staticmethod
    def load() -> Answers:
        """The shipped words, read once."""
        return _shipped()

    def cue(self, text: str) -> tuple[str, ...]:
        """The groups of reporting words that a text has some of."""
        low = plain(text)
        return tuple(name for name in CUES if low in self.cues[name])

    def named(self, text: str) -> tuple[Object, ...]:
        """The objects that a text names as known ones (``the charge``, ``its offer``), in order, each once.

        ``denied charges`` are known too; ``a charge``, ``in charge of`` and ``the statement said`` are not.
        """
        low = self.idioms.sub(lambda found: "_" * len(found.group()), _JOINT.sub("joint ", plain(text)))
        found: dict[str, Object] = {}
        for match in self.nouns.finditer(low):
            if self._known(low, match):
                for name in self.noun_of[match.group()]:
                    found.setdefault(name, replace(self.objects[name], noun=match.group()))
        return tuple(found.values())

    def _known(self, low: str, noun: re.Match[str]) -> bool:
        """Whether a noun of a text in small letters is a known thing, and one that is spoken of."""
        start = noun.start()
        before = _WORD.findall(low[max(0, start - 60, low.rfind(". ", 0, start)) : start])[-_NEAR:]
        if not before or before[-1] in self.unknown or _SPEAKS.match(low, noun.end()):
            return False
        for word in reversed(before):
            if word in self.knowing or word.endswith(("'s", "s'")):
                return True
            if word in self.unknown:
                return False
        return noun.group().endswith("s") and (
            before[-1] in self.cues["refusals"] or before[-1] in self.cues["comments"]
        )

    def kind(self, item: Item) -> str:
        """What an item is as something to be answered; empty for what is neither act nor type."""
        if item.kind == "statement" and item.act:
            return self.kind_of_act.get(item.act, "")
        return self.kind_of_type.get(item.type, "")

    def answers(self, response: Item, kind: str) -> bool:
        """Whether acts or events such as ``response`` answer things of a kind, as a rule."""
        if response.kind == "statement" and response.act:
            return kind in self.by_act.get(response.act, ())
        return kind in self.by_type.get(response.type, ())


@lru_cache(maxsize=4096)
def rare_words(text: str) -> frozenset[str]:
    """The words of a text that tell something, shortened so that forms of one word agree."""
    return frozenset(_keys(text))


def occasions(text: str) -> frozenset[str]:
    """The telling words of what a text gives as the occasion of what is told (``following the decision to …``)."""
    return rare_words(" ".join(match.group(1) for match in _OCCASION.finditer(plain(text))))


def _keys(text: str) -> Iterator[str]:
    lists = word_lists()
    for word in _WORD.findall(plain(text)):
        bare = word.removesuffix("'s").replace("’", "'")
        if bare in lists.stop or bare in lists.titles or (bare not in _SAID and bare in lists.roles):
            continue
        number = lists.numbers.get(bare)
        if number is not None or bare.isdecimal():
            yield str(number) if number is not None else bare
        elif len(bare) > _LONG:
            yield bare[:_SHORTEN] if len(bare) > _SHORTEN else bare.removesuffix("s")


#: Words of offices that tell something all the same.
_SAID = frozenset({"border", "trade", "defence", "defense", "mission", "consulate", "embassy", "ambassador"})


@cache
def _shipped() -> Answers:
    return made_of(parsed())


def parsed() -> dict[str, Any]:
    """The data of the shipped file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = files("verbale.linking") / "data" / "answers.yaml"
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)  # a safe loader either way
    return data


def made_of(data: Mapping[str, Any]) -> Answers:
    """The answers of the file's content. Raises :class:`verbale.events.ontology.OntologyError` for bad wordings."""
    irregular = data["irregular"]
    noun_of: dict[str, tuple[str, ...]] = {}
    for name, one in data["objects"].items():
        for noun in one["nouns"]:
            noun_of[noun] = (*noun_of.get(noun, ()), name)
    return Answers(
        cues={name: Words(data[name], irregular) for name in CUES},
        objects={name: _object(name, one) for name, one in data["objects"].items()},
        nouns=_either(noun_of),
        noun_of=noun_of,
        unknown=frozenset(data["unknown"]),
        knowing=frozenset(data["knowing"]),
        idioms=_either(data["idioms"]),
        kind_of_act=data["kinds"]["acts"],
        kind_of_type=data["kinds"]["types"],
        by_act={act: frozenset(kinds) for act, kinds in data["answering"]["acts"].items()},
        by_type={type: frozenset(kinds) for type, kinds in data["answering"]["types"].items()},
        in_kind=frozenset(data["in_kind"]),
        asks={name: frozenset(listed) for name, listed in data["asks"].items()},
        common=rare_words(" ".join(data["common"])),
    )


def _object(name: str, one: Mapping[str, Any]) -> Object:
    sets = {key: frozenset(one.get(key, ())) for key in ("acts", "types", "subtypes")}
    return Object(name, "", **sets, words=_either(one.get("words", ())), whole=bool(one.get("whole")))


def _either(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words or phrases, the longest first; never matches where there are none."""
    ways = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{ways or '(?!)'})(?![^\W_])")
