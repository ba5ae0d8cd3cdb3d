"""Examples written for the project: sentences with slots for actors, filled with other states at each reading.

A line of ``training/data/events*.jsonl`` is ``{"text": …, "events": ["SANCTION A>B occurred", …]}``; of
``acts*.jsonl`` ``{"text": …, "act": "deny"}``. In the text

* ``{A}`` is a state's name, ``{A.adj}`` its adjective, ``{A.cap}`` its capital, of a state drawn anew at each reading;
* ``{A:the foreign ministry}`` is any other mention of actor A, as written: a role, a person, a pronoun, a body;
* ``<s>…</s>``, ``<c>…</c>``, ``<q>…</q>`` are source, cue and content of the statement of an act.

An event is ``TYPE actors status`` or ``TYPE actors>recipients status``, actors as letters with commas between. Pairs of
actors that no event names have none: ``"events": []`` says that nothing happens between any of them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from verbale.actors.registry import Registry
from verbale.actors.registry.model import State
from verbale.language.labels import ACTS, RELATIONS, STATUSES

Span = tuple[int, int]
_SLOT = re.compile(r"\{([A-H])(?:\.(adj|cap)|:([^{}]+))?\}")
_PART = re.compile(r"<(/?)([scq])>")
_EVENT = re.compile(r"([A-Z]+) ([A-H](?:,[A-H])*)(?:>([A-H](?:,[A-H])*))? ([a-z]+)")
_ROLES = {"s": "source", "c": "cue", "q": "content"}


@dataclass(frozen=True)
class WrittenEvent:
    """An event between the actors of a text, by their letters; without recipients it is reciprocal or needs none."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Filled:
    """A written example with its slots filled: where each actor is mentioned, and what the line says of it."""

    text: str
    mentions: dict[str, list[Span]]
    parts: dict[str, list[Span]]
    events: tuple[WrittenEvent, ...] | None
    act: str | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """One line, checked: :meth:`fill` makes a text of it."""

    text: str
    events: tuple[WrittenEvent, ...] | None
    act: str | None

    def fill(self, states: Mapping[str, State]) -> Filled:
        """The text with ``states`` (letter to state) put for the slots of form ``{A}``, ``{A.adj}``, ``{A.cap}``."""
        out: list[str] = []
        length, last = 0, 0
        mentions: dict[str, list[Span]] = {}
        parts: dict[str, list[Span]] = {role: [] for role in _ROLES.values()}
        opened: dict[str, int] = {}

        def put(words: str) -> None:
            nonlocal length
            out.append(words)
            length += len(words)

        for match in sorted([*_SLOT.finditer(self.text), *_PART.finditer(self.text)], key=lambda m: m.start()):
            put(self.text[last : match.start()])
            last = match.end()
            if match.re is _PART:
                closing, tag = match.groups()
                if closing:
                    parts[_ROLES[tag]].append((opened.pop(tag), length))
                else:
                    opened[tag] = length
                continue
            letter, form, literal = match.groups()
            words = literal or _form(states[letter], form, "".join(out))
            mentions.setdefault(letter, []).append((length, length + len(words)))
            put(words)
        put(self.text[last:])
        return Filled("".join(out), mentions, parts, self.events, self.act)

    @property
    def letters(self) -> frozenset[str]:
        """Letters whose state is drawn."""
        return frozenset(m.group(1) for m in _SLOT.finditer(self.text) if m.group(3) is None)


def _form(state: State, form: str | None, before: str) -> str:
    if form == "adj":
        return state.adjectives[0]
    if form == "cap":
        return state.capitals[0]
    if not state.article or re.search(r"\b[Tt]he $", before):
        return state.name
    return f"The {state.name}" if re.search(r"(?:^|[.!?”\"]\s+|\n)$", before) else f"the {state.name}"


def read_written(paths: Iterable[Path]) -> Iterator[Written]:
    """Every line of the files. Raises ``ValueError`` naming file, line and fault."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                yield _checked(json.loads(line))
            except (ValueError, KeyError, IndexError, TypeError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error


def _checked(value: Mapping[str, object]) -> Written:
    text = str(value["text"])
    act = value.get("act")
    if act is not None and act not in ACTS:
        raise ValueError(f"act {act!r} is none of {', '.join(ACTS)}")
    letters = {m.group(1) for m in _SLOT.finditer(text)}
    if re.search(r"[{}]", _SLOT.sub("", text)):
        raise ValueError("a slot is not of the form {A}, {A.adj}, {A.cap} or {A:words}")
    tags = [(m.group(1), m.group(2)) for m in _PART.finditer(text)]
    if any(a[0] or not b[0] or a[1] != b[1] for a, b in zip(tags[::2], tags[1::2], strict=False)) or len(tags) % 2:
        raise ValueError("tags must be closed before others are opened")
    if act is not None and not any(tag == "q" for _, tag in tags):
        raise ValueError("an act needs a content: <q>…</q>")
    events = value.get("events")
    return Written(text, None if events is None else tuple(event(str(e), letters) for e in list(events)), act)  # type: ignore[call-overload]


def event(written: str, letters: set[str]) -> WrittenEvent:
    """One written event. Raises ``ValueError`` where it is not well formed or names an actor not among ``letters``."""
    match = _EVENT.fullmatch(written)
    if not match:
        raise ValueError(f"event {written!r} is not of the form 'TYPE A>B status'")
    kind, actor, recipient, status = match.groups()
    if kind not in RELATIONS or status not in STATUSES:
        raise ValueError(f"event {written!r}: unknown type or status")
    actors, recipients = tuple(actor.split(",")), tuple(recipient.split(",")) if recipient else ()
    if not {*actors, *recipients} <= letters:
        raise ValueError(f"event {written!r}: no mention of one of its actors in the text")
    return WrittenEvent(kind, actors, recipients, status)


class Filler:
    """Draws states for slots, with a seed."""

    def __init__(self, registry: Registry, seed: int) -> None:
        self.rng = random.Random(seed)
        self.states = [s for s in registry.states.values() if s.adjectives and s.capitals and not s.was]

    def fill(self, written: Written) -> Filled:
        """One reading of a line, every letter a different state."""
        letters = sorted(written.letters)
        drawn = self.rng.sample(self.states, len(letters))
        return written.fill(dict(zip(letters, drawn, strict=True)))
