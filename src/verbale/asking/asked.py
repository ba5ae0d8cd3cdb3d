"""What was understood of a query: its parts, each of which can be taken away, and the words that are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from verbale.record.browse import Browse

#: Fields of a query that hold one value; the others hold several, of which any may be meant.
SINGLE = ("since", "until", "order")
#: Fields that a part can have; ``words`` is one that is looked for in the text after all, such as ``negotiat*``.
FIELDS = (
    "country", "speaker", "actor", "about", "act", "kind", "topic", "outlet", "type", "status", "subtype", "since",
    "until", "order", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One thing understood: a value of a field of the query.

    ``field``: of :data:`FIELDS`. ``label``: in words (*about Pakistan*). ``said``: what it was read from, as typed;
    empty for a part that was not typed.
    """

    field: str
    value: str
    label: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as understood.

    ``browse``: what to look for. ``parts``: in the order in which they were typed. ``words``: the rest, as typed; in
    ``browse`` they stand without words that only ask (*what did … say*). ``alternatives``: what else words of the rest
    can mean, to be offered.
    """

    browse: Browse
    parts: tuple[Part, ...] = ()
    words: str = ""
    alternatives: tuple[Part, ...] = ()
    searched: str = field(default="", repr=False)

    def without(self, part: Part) -> Asked:
        """The query without one part; the same where it has no such part."""
        if part not in self.parts:
            return self
        at = self.parts.index(part)
        return self._with((*self.parts[:at], *self.parts[at + 1 :]))

    def taking(self, alternative: Part) -> Asked:
        """The query with words of the rest understood as one of the ``alternatives``."""
        if alternative not in self.alternatives:
            return self
        kept = tuple(one for one in self.parts if one.field != alternative.field or one.field not in SINGLE)
        said = alternative.said.split()
        left = replace(
            self,
            words=_less(self.words, said),
            searched=_less(self.searched, said),
            alternatives=tuple(one for one in self.alternatives if not set(one.said.split()) & set(said)),
        )
        return left._with((*kept, alternative))

    def parameters(self) -> list[tuple[str, str]]:
        """The query as parameters of an address: ``q`` for the words, else the fields' names; defaults left out."""
        found: list[tuple[str, str]] = []
        for one in fields(Browse):
            value = getattr(self.browse, one.name)
            if value != one.default:
                name = "q" if one.name == "words" else one.name
                found += [(name, str(each)) for each in (value if isinstance(value, tuple) else (value,))]
        return found

    @property
    def text(self) -> str:
        """The query as it can be typed: read again, it looks for the same."""
        # Words first: nothing that was understood stands before them and lends them a meaning.
        written = [self.searched, *(one.value for one in self.parts if one.field == "words")]
        written += [f"{one.field}:{_value(one.value)}" for one in self.parts if one.field != "words"]
        return " ".join(filter(None, written))

    def _with(self, parts: tuple[Part, ...]) -> Asked:
        return replace(self, browse=browse_of(parts, self.searched, self.browse), parts=parts)


def browse_of(parts: Sequence[Part], words: str, base: Browse | None = None) -> Browse:
    """The query that ``parts`` and ``words`` make; page and size are those of ``base``."""
    given: dict[str, Any] = {}
    for part in parts:
        if part.field in SINGLE:
            given.setdefault(part.field, part.value)
        elif part.field != "words":
            given[part.field] = _once((*given.get(part.field, ()), part.value))
    found = " ".join(one for one in (words, *(p.value for p in parts if p.field == "words")) if one)
    return Browse(words=found, size=base.size if base else Browse().size, **given)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _less(words: str, said: Sequence[str]) -> str:
    """Words without the first place where ``said`` stands among them; parts of it that were dropped are passed over."""
    own = words.split()
    for at in range(len(own) - len(said) + 1):
        if own[at : at + len(said)] == list(said):
            return " ".join((*own[:at], *own[at + len(said) :]))
    left = list(own)
    for word in said:
        if word in left:
            left.remove(word)
    return " ".join(left)


def _value(value: str) -> str:
    value = value.replace('"', "'")
    quotes = any(c.isspace() or c in "<>→⇒↔⇄,;.:!?)]" for c in value)
    return f'"{value}"' if quotes or not value else value
