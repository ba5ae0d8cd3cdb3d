"""Fields that a person writes out: ``about:PAK act:deny since:2019-06``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from verbale.actors.registry.wordings import plain
from verbale.asking.context import Context
from verbale.asking.dates import after, before, read_date
from verbale.asking.names import Names
from verbale.asking.tokens import Token, tokenise
from verbale.asking.words import Words
from verbale.events.ontology import Ontology
from verbale.record.browse import Order
from verbale.schema import EVENT_STATUSES, STATEMENT_KINDS

#: Fields and values that a written field stands for.
Meant = tuple[tuple[str, str], ...]

_CODE = re.compile(r"[A-Z][A-Z0-9+]{1,29}\Z", re.ASCII)
#: Fields whose value may be several with commas between.
_LISTS = frozenset({"country", "about", "by", "from", "act", "kind", "topic", "type", "status", "subtype"})


class Fields:
    """Reads fields with the names and words given."""

    def __init__(self, names: Names, context: Context, words: Words) -> None:
        self.names, self.context, self.words = names, context, words
        self._readers: dict[str, Callable[[str], Meant]] = {
            "by": self._by,
            "from": self._from,
            "country": lambda value: self._code("country", value),
            "about": lambda value: self._code("about", value),
            "act": self._act,
            "topic": self._topic,
            "kind": lambda value: _of("kind", value.casefold(), STATEMENT_KINDS),
            "status": lambda value: _of("status", value.casefold(), EVENT_STATUSES),
            "type": self._type,
            "subtype": self._subtype,
            "order": lambda value: _of("order", value.casefold(), get_args(Order)),
        }

    def read(self, token: Token) -> Meant:
        """What a field stands for; nothing where its name or its value is not known."""
        field, value = self.words.fields.get(token.name), token.value
        if not field or not value:
            return ()
        if field in ("since", "until", "after", "before", "in"):
            return _date(field, value)
        if field not in self._readers:
            return ((field, value),)
        values = [one.strip() for one in value.split(",")] if field in _LISTS else [value]
        found = [self._readers[field](one) for one in values if one]
        return tuple(one for each in found for one in each) if found and all(found) else ()

    def _code(self, field: str, value: str) -> Meant:
        if self.names.is_known(value.upper()):
            return ((field, value.upper()),)
        states = [one for one in self.names.meanings(plain(value)) if one.what == "state"]
        if states:
            return ((field, states[0].code),) if len(states) == 1 and not states[0].shared else ()
        # A code that only the record knows.
        return ((field, value),) if _CODE.match(value) else ()

    def _by(self, value: str) -> Meant:
        return self._code("country", value) or (("speaker", value),)

    def _from(self, value: str) -> Meant:
        name = self.context.outlet_names.get(plain(value))
        found = [one.name for one in self.names.meanings(plain(value)) if one.what == "outlet"]
        known = name or (found[0] if found else None)
        return (("outlet", known),) if known else self._code("country", value) or (("outlet", value),)

    def _act(self, value: str) -> Meant:
        asked = plain(value)
        acts = [act for act, known in self.words.acts.items() if asked == act or asked in known.every]
        return (("act", acts[0]),) if len(acts) == 1 else ()

    def _topic(self, value: str) -> Meant:
        topic = self.words.topics.get(plain(value))
        return (("topic", topic),) if topic else ()

    def _type(self, value: str) -> Meant:
        kind = value.upper() if value.upper() in Ontology.load().types else self.words.types.get(plain(value))
        return (("type", kind),) if kind else self._subtype(value)

    def _subtype(self, value: str) -> Meant:
        asked = plain(value)
        names = {plain(name): name for name in Ontology.load().subtypes}
        found = names.get(asked) or self.words.practices.get(asked) or self.words.perhaps.get(asked)
        return (("subtype", found),) if found else ()


def _of(field: str, value: str, known: tuple[str, ...]) -> Meant:
    return ((field, value),) if value in known else ()


def _date(field: str, value: str) -> Meant:
    tokens = tokenise(value)
    found = read_date(tokens, 0)
    if found is None or found[1] != len(tokens):
        return ()
    date = found[0]
    return {
        "since": (("since", date),),
        "until": (("until", date),),
        "after": (("since", after(date)),),
        "before": (("until", before(date)),),
        "in": (("since", date), ("until", date)),
    }[field]
