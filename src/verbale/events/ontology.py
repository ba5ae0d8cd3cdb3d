"""The ontology of events: PLOVER's types, modes and contexts, Verbale's subtypes and topics, and CAMEO's codes.

The data stand in ``data/*.yaml``. What is read at run time is ``data/compiled.json``, made of them by
``python -m training.ontology``; a test keeps the two in step.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
#: PLOVER's quad classes, in the order of GDELT's numbers 1 to 4.
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
#: The files that the ontology is made of.
FILES = ("plover", "subtypes", "topics", "wordings", "cameo")


class OntologyError(ValueError):
    """Data of the ontology that cannot be used, or a name that it does not know; the message says where and what."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type was done; ``score``: from -10 (conflict) to 10 (cooperation)."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of PLOVER. ``note``: what of the published record was read otherwise, and why."""

    name: str
    quad: str
    requires_recipient: bool
    score: float
    definition: str
    modes: Mapping[str, Mode]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Subtype:
    """A practice of diplomacy, finer than PLOVER; an event of one of ``types`` may have it.

    ``telling``: where its words stand between two governments, there is an event of one of these types.
    """

    name: str
    types: tuple[str, ...]
    definition: str
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What is spoken about; ``contexts``: PLOVER's that it belongs to, possibly none."""

    name: str
    definition: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code in GDELT's layout.

    ``code``: EventCode; ``base``: EventBaseCode, the first three figures; ``root``: EventRootCode, the first two;
    ``quad``: QuadClass, 1 to 4; ``goldstein``: the Goldstein scale, -10 to 10.
    """

    code: str
    name: str
    quad: int
    goldstein: float

    @property
    def base(self) -> str:
        """The first three figures of the code."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The first two figures of the code."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Rule:
    """When a CAMEO code stands for an event of a type: all conditions that are not None must hold."""

    code: str
    subtype: str | None = None
    mode: str | None = None
    context: str | None = None

    def rank(self, mode: str | None, contexts: Sequence[str], subtype: str | None) -> tuple[bool, bool, int] | None:
        """How closely the rule fits, greater is closer; None where it does not fit."""
        if self.subtype not in (None, subtype) or self.mode not in (None, mode):
            return None
        if self.context is not None and self.context not in contexts:
            return None
        near = 0 if self.context is None else len(contexts) - contexts.index(self.context)
        return self.subtype is not None, self.mode is not None, near


@dataclass(frozen=True, slots=True)
class Ontology:
    """All of it, by name and in the order of the files; ``rules``: CAMEO's, by type."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    statuses: Mapping[str, str]
    subtypes: Mapping[str, Subtype]
    topics: Mapping[str, Topic]
    codes: Mapping[str, Cameo]
    rules: Mapping[str, tuple[Rule, ...]]

    @staticmethod
    def load() -> Ontology:
        """The shipped ontology, read once."""
        return _shipped()

    def type(self, name: str) -> EventType:
        """A type by name. Raises :class:`OntologyError` for one that PLOVER does not have."""
        try:
            return self.types[name]
        except KeyError:
            raise OntologyError(f"no type {name!r}; known are {', '.join(self.types)}") from None

    def score(self, type: str, mode: str | None = None) -> float:
        """How cooperative an event is, -10 to 10: its mode's score, else its type's. Raises :class:`OntologyError`."""
        found = self.type(type)
        if mode is None:
            return found.score
        if mode not in found.modes:
            raise OntologyError(f"{type} has no mode {mode!r}; known are {', '.join(found.modes) or 'none'}")
        return found.modes[mode].score

    def quad(self, type: str) -> str:
        """The quad class of a type, one of :data:`QUADS`. Raises :class:`OntologyError`."""
        return self.type(type).quad

    def requires_recipient(self, type: str) -> bool:
        """Whether an event of this type needs somebody to whom it is done. Raises :class:`OntologyError`."""
        return self.type(type).requires_recipient

    def cameo(
        self, type: str, mode: str | None = None, contexts: Sequence[str] = (), subtype: str | None = None
    ) -> Cameo:
        """The CAMEO code for an event: the subtype decides before the mode, and that before the first context told.

        Raises :class:`OntologyError` for an unknown type; modes, contexts and subtypes unknown decide nothing.
        """
        self.type(type)
        ranked = [(rank, rule) for rule in self.rules[type] if (rank := rule.rank(mode, contexts, subtype)) is not None]
        return self.codes[max(ranked, key=lambda one: one[0])[1].code]


@cache
def compiled() -> dict[str, Any]:
    """The data of ``compiled.json``."""
    data: dict[str, Any] = json.loads((_DATA / "compiled.json").read_text(encoding="utf-8"))
    return data


@cache
def _shipped() -> Ontology:
    return read(compiled())


def read(data: Mapping[str, Mapping[str, Any]]) -> Ontology:
    """The ontology of the parsed files, by file name. Raises :class:`OntologyError` where they do not agree."""
    plover, cameo = data["plover"], data["cameo"]
    contexts = _texts(plover["contexts"], "contexts")
    types = {name: _type(name, one) for name, one in plover["types"].items()}
    subtypes = {name: _subtype(name, one, types) for name, one in data["subtypes"]["subtypes"].items()}
    codes = _codes(cameo)
    made = Ontology(
        types=types,
        contexts=contexts,
        statuses=_texts(plover["statuses"], "statuses"),
        subtypes=subtypes,
        topics={name: _topic(name, one, contexts) for name, one in data["topics"]["topics"].items()},
        codes=codes,
        rules={name: tuple(_rule(name, one) for one in rules) for name, rules in cameo["rules"].items()},
    )
    _check_rules(made)
    return made


def _texts(section: Mapping[str, Any], where: str) -> dict[str, str]:
    return {name: _told(text, f"{where}, {name}") for name, text in section.items()}


def _told(text: object, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise OntologyError(f"{where}: no definition; write a sentence")
    return " ".join(text.split())


def _score(value: object, where: str) -> float:
    if not isinstance(value, (int, float)) or not -10 <= value <= 10:
        raise OntologyError(f"{where}: score {value!r} is no number from -10 to 10; correct it")
    return float(value)


def _known(names: Iterable[str], known: Collection[str], where: str, what: str) -> tuple[str, ...]:
    listed = tuple(names)
    for name in listed:
        if name not in known:
            raise OntologyError(f"{where}: no {what} {name!r}; known are {', '.join(known) or 'none'}")
    return listed


def _type(name: str, one: Mapping[str, Any]) -> EventType:
    where = f"plover.yaml, {name}"
    _known([one["quad"]], QUADS, where, "quad class")
    modes = {
        mode: Mode(mode, _score(told["score"], f"{where}, {mode}"), _told(told["definition"], f"{where}, {mode}"))
        for mode, told in one.get("modes", {}).items()
    }
    score, definition = _score(one["score"], where), _told(one["definition"], where)
    return EventType(
        name,
        one["quad"],
        bool(one["requires_recipient"]),
        score,
        definition,
        modes,
        " ".join(one.get("note", "").split()),
    )


def _subtype(name: str, one: Mapping[str, Any], types: Mapping[str, EventType]) -> Subtype:
    where = f"subtypes.yaml, {name}"
    if not one["types"]:
        raise OntologyError(f"{where}: no types; name at least one of {', '.join(types)}")
    telling = one.get("telling", False)
    if not isinstance(telling, bool):
        raise OntologyError(f"{where}: telling is {telling!r}; write true, or leave it out")
    return Subtype(name, _known(one["types"], types, where, "type"), _told(one["definition"], where), telling)


def _topic(name: str, one: Mapping[str, Any], contexts: Mapping[str, str]) -> Topic:
    where = f"topics.yaml, {name}"
    return Topic(name, _told(one["definition"], where), _known(one["contexts"], contexts, where, "context"))


def _codes(cameo: Mapping[str, Any]) -> dict[str, Cameo]:
    quads: Mapping[str, int] = cameo["quads"]
    codes = {}
    for code, (goldstein, name) in cameo["codes"].items():
        where = f"cameo.yaml, {code!r}"
        if not isinstance(code, str) or not code.isdigit() or not 2 < len(code) < 5:
            raise OntologyError(f"{where}: not a CAMEO code; write three or four figures in quotes")
        if code[:2] not in quads or quads[code[:2]] not in (1, 2, 3, 4):
            raise OntologyError(f"{where}: no quad class 1 to 4 for the root {code[:2]}; add it to 'quads'")
        codes[code] = Cameo(code, _told(name, where), quads[code[:2]], _score(goldstein, where))
    return codes


def _rule(type: str, one: Mapping[str, str]) -> Rule:
    try:
        return Rule(**one)
    except TypeError as error:
        raise OntologyError(f"cameo.yaml, {type}: {error}; a rule has code, subtype, mode, context") from None


def _check_rules(made: Ontology) -> None:
    """Every type and mode has a code; what the rules name exists; no two rules want the same event."""
    _known(made.rules, made.types, "cameo.yaml, rules", "type")
    for name, found in made.types.items():
        where = f"cameo.yaml, {name}"
        fitting = {one.name for one in made.subtypes.values() if name in one.types}
        conditions = set[tuple[str | None, ...]]()
        for rule in made.rules.get(name, ()):
            _known([rule.code], made.codes, where, "code")
            _known(filter(None, [rule.mode]), found.modes, where, "mode")
            _known(filter(None, [rule.context]), made.contexts, where, "context")
            _known(filter(None, [rule.subtype]), fitting, where, "subtype of this type")
            condition = (rule.subtype, rule.mode, rule.context)
            if condition in conditions:
                raise OntologyError(f"{where}: two rules for {rule}; remove one")
            conditions.add(condition)
        for mode in (None, *found.modes):
            if (None, mode, None) not in conditions:
                raise OntologyError(f"{where}: no code for {f'mode {mode}' if mode else 'the type alone'}; add a rule")
