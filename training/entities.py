"""Entity labels for training: CrossNER's by hand, PolNeAR's from its own tagger and the registry.

CrossNER (Liu et al. 2021, "CrossNER: Evaluating Cross-Domain Named Entity Recognition") marks names only; its types
are mapped to ours. PolNeAR comes with the output of the CoreNLP tagger, which knows three of our five types and errs;
the registry puts its own names right. Offices, which neither marks, are the titles of the registry in both.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verbale.actors.phrases import tokens
from verbale.actors.registry import Registry

#: CrossNER's types that name one of ours; the others (elections, events, the rest) are no entities here.
CROSSNER = {
    "person": "person",
    "politician": "person",
    "organisation": "institution",
    "politicalparty": "group",
    "country": "place",
    "location": "place",
}
#: CoreNLP's types.
CORENLP = {"PERSON": "person", "ORGANIZATION": "institution", "LOCATION": "place"}
#: What a way of naming in the registry makes of a span; ways left out (demonyms, peoples) name no entity of their own.
HOWS = {
    "name": "place",
    "capital": "place",
    "city": "place",
    "institution": "institution",
    "organisation": "institution",
    "outlet": "institution",
    "group": "group",
    "person": "person",
}
#: Words of the names of parties and armed groups.
_GROUPS = frozenset(["party", "republicans", "democrats", "brigades", "brigade", "front", "militia", "gop", "rebels"])
#: Titles too general to be an office.
_VAGUE = frozenset(
    [
        "police",
        "leaders",
        "monitors",
        "general",
        "diplomats",
        "troops",
        "delegates",
        "delegate",
        "delegation",
        "countries",
    ]
)

Entity = tuple[int, int, str]


@dataclass(frozen=True)
class Labelled:
    """A text with its entities as ``(start, end, type)``."""

    name: str
    text: str
    entities: list[Entity]


def crossner(path: Path) -> list[Labelled]:
    """The sentences of a CrossNER file (a token and its tag a line, a blank line between sentences)."""
    found = []
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            text, entities = _joined([(word, tag) for word, tag in rows])
            found.append(Labelled(f"{path.stem}-{number}", text, entities))
    return found


_NO_SPACE_BEFORE = frozenset([",", ".", ")", ":", ";", "'s", "?", "!", "%"])


def _joined(rows: list[tuple[str, str]]) -> tuple[str, list[Entity]]:
    text = ""
    entities: list[Entity] = []
    open_type = ""
    for word, tag in rows:
        if text and word not in _NO_SPACE_BEFORE and not text.endswith("("):
            text += " "
        start = len(text)
        text += word
        kind = CROSSNER.get(tag[2:], "")
        if kind and (tag[0] == "B" or kind != open_type):
            entities.append((start, len(text), kind))
        elif kind:
            entities[-1] = (entities[-1][0], len(text), kind)
        open_type = kind
    return text, entities


def titles(text: str, registry: Registry, taken: list[Entity]) -> list[Entity]:
    """Offices: the titles of the registry that stand outside the entities ``taken``."""
    covered = {place for start, end, _ in taken for place in range(start, end)}
    return [e for e in _longest(text, registry) if e[2] == "office" and e[0] not in covered]


def _longest(text: str, registry: Registry) -> Iterator[Entity]:
    """Every name and title of the registry, longest first, with the entity's type."""
    sequence = tokens(text, 0, None)
    index = 0
    while index < len(sequence):
        named, titled = registry.names.at(sequence, index), registry.roles.at(sequence, index)
        step = 1
        if titled and titled[0] >= (named[0] if named else 0):
            step = titled[0]
            role = titled[1][0]
            if role.office is not None and role.title.lower() not in _VAGUE:
                yield sequence[index].start, sequence[index + step - 1].end, "office"
        elif named:
            step = named[0]
            name = named[1][0]
            if name.how in HOWS and not name.beware:
                yield sequence[index].start, sequence[index + step - 1].end, HOWS[name.how]
        index += step


def tagged(record: dict[str, Any], registry: Registry) -> list[Entity]:
    """Entities of a PolNeAR record: the registry's names, CoreNLP's elsewhere, and offices."""
    text = record["text"]
    known = list(_longest(text, registry))
    sure = [e for e in known if e[2] != "office"]
    covered = {place for start, end, _ in sure for place in range(start, end)}
    runs = _agreed(text, list(_runs(record)))
    found = [*sure, *(e for e in runs if not covered.intersection(range(e[0], e[1])))]
    return sorted([*found, *titles(text, registry, found)])


def _agreed(text: str, runs: list[Entity]) -> list[Entity]:
    """One type a wording: a person's where it is a word of a longer person's name, else the most frequent one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    of_persons: set[str] = set()
    for start, end, kind in runs:
        wording = text[start:end]
        counts[wording][kind] += 1
        if kind == "person" and " " in wording:
            of_persons.update((wording.split()[0], wording.split()[-1]))
    kinds = {w: "person" if w in of_persons else c.most_common(1)[0][0] for w, c in counts.items()}
    return [(start, end, kinds[text[start:end]]) for start, end, _ in runs]


def _runs(record: dict[str, Any]) -> Iterator[Entity]:
    """Runs of one CoreNLP type within a sentence."""
    text = record["text"]
    start, end, kind = 0, 0, ""
    for token in [*record["tokens"], [0, 0, "", "O", "", 0, ""]]:
        if token[3] == kind and kind and "\n" not in text[end : token[0]] and token[0] - end < 3:
            end = token[1]
            continue
        if kind in CORENLP:
            start += len(text[start:end]) - len(text[start:end].lstrip("“\"'‘`(#@"))
            words = text[start:end].lower().split()
            if words and text[start].isupper() and words != ["party"]:
                yield start, end, "group" if words[-1] in _GROUPS else CORENLP[kind]
        start, end, kind = token[0], token[1], token[3]


def pool(labelled: list[Labelled], registry: Registry) -> dict[str, list[str]]:
    """Names by type, to put in the place of others: those of the sentences themselves and of the registry."""
    names: dict[str, list[str]] = defaultdict(list)
    for sentence in labelled:
        for start, end, kind in sentence.entities:
            names[kind].append(sentence.text[start:end])
    for holder in registry.entries.holders:
        names["person"].append(holder.name)
    for state in registry.states.values():
        names["place"] += [state.name, *state.capitals, *state.cities]
    names["institution"] += [i.name for i in registry.entries.institutions if "(" not in i.name]
    names["institution"] += [o.name for o in registry.organisations.values()]
    names["group"] += [g.name for g in registry.groups.values()]
    return names


def swapped(sentence: Labelled, names: dict[str, list[str]], rng: random.Random, share: float = 0.5) -> Labelled:
    """The sentence with a ``share`` of its names replaced by others of their type."""
    text, entities, place = "", [], 0
    for start, end, kind in sorted(sentence.entities):
        text += sentence.text[place:start]
        name = sentence.text[start:end]
        if rng.random() < share and names[kind]:
            name = rng.choice(names[kind])
        entities.append((len(text), len(text) + len(name), kind))
        text, place = text + name, end
    return Labelled(sentence.name, text + sentence.text[place:], entities)
