"""The words that the search box knows (``data/asking.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from verbale.actors.registry.wordings import plain

#: Lists of words by what they are compared as: case, accents and marks aside.
Phrases = frozenset[str]


@dataclass(frozen=True, slots=True)
class ActWords:
    """Words for an act: ``third`` (*denies*), ``nouns`` (*denials*), ``past`` (*denied*), ``every`` of them."""

    third: Phrases
    nouns: Phrases
    past: Phrases
    every: Phrases
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """The file's content, made comparable; the file explains each part at its head.

    ``acts``: by name. ``types``, ``topics``: a phrase to what it means; ``practices``: one that is surely meant, and
    ``perhaps`` one that may be. ``statuses``, ``after_type``: a
    phrase to a status that it means beside a type's name, or only after one. ``longest``: words in the longest phrase.
    """

    fields: Mapping[str, str]
    strong: Phrases
    weak: Phrases
    topic_markers: Phrases
    after_act: Phrases
    saying: Phrases
    agents: Phrases
    sources: Phrases
    fillers: Phrases
    governments: Phrases
    dates: Mapping[str, Phrases]
    onwards: Phrases
    spans: Mapping[str, str]
    acts: Mapping[str, ActWords]
    types: Mapping[str, str]
    statuses: Mapping[str, str]
    after_type: Mapping[str, str]
    statuses_said: Mapping[str, str]
    topics: Mapping[str, str]
    practices: Mapping[str, str]
    perhaps: Mapping[str, str]
    english: Phrases
    acronyms: Phrases
    kinds: Mapping[str, str]

    @property
    def markers(self) -> Phrases:
        """All words that stand before what a statement is about."""
        return self.strong | self.weak | self.topic_markers


@cache
def words() -> Words:
    """The words, read once."""
    path = files("verbale.asking") / "data" / "asking.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a safe loader either way
    return made_of(yaml.load(path.read_text(encoding="utf-8"), loader))


def made_of(data: Mapping[str, Any]) -> Words:
    """The words of the file's content."""
    from verbale.events.ontology import Ontology

    markers, dates, statuses = data["markers"], data["dates"], data["statuses"]
    topics = {**{name: [] for name in Ontology.load().topics}, **data["topics"]}
    return Words(
        fields=data["fields"],
        strong=_plain(markers["strong"]),
        weak=_plain(markers["weak"]),
        topic_markers=_plain(markers["topics"]),
        after_act=_plain(markers["after_act"]),
        saying=_plain(data["saying"]),
        agents=_plain(data["agents"]),
        sources=_plain(data["sources"]),
        fillers=_plain(data["fillers"]),
        governments=_plain(data["governments"]),
        dates={use: _plain(listed) for use, listed in dates.items()},
        onwards=_plain(data["onwards"]),
        spans=data["spans"],
        acts={act: _act(forms) for act, forms in data["acts"].items()},
        types=_inverted(data["types"]),
        statuses=_inverted({name: one["words"] for name, one in statuses.items()}),
        after_type=_inverted({name: [*one["words"], *one["after"]] for name, one in statuses.items()}),
        statuses_said={name: one["said"] for name, one in statuses.items()},
        topics=_inverted({name: [name, *others] for name, others in topics.items()}),
        practices=_inverted({name: one["sure"] for name, one in data["practices"].items()}),
        perhaps=_inverted({name: one["offered"] for name, one in data["practices"].items()}),
        english=_plain(data["english"]),
        acronyms=_plain(data["acronyms"]),
        kinds=data["kinds"],
    )


def _act(forms: Mapping[str, Any]) -> ActWords:
    third, nouns, past = (_plain(forms[name]) for name in ("third", "nouns", "past"))
    return ActWords(third, nouns, past, third | nouns | past | _plain(forms["plain"]), forms["said"])


def _inverted(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {plain(word): name for name, words in listed.items() for word in words}


def _plain(listed: Iterable[str]) -> Phrases:
    # Marks such as a dash have no plain form and stand for themselves.
    return frozenset(plain(word) or word for word in listed)
