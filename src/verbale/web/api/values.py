"""Values of parameters: dates, words of vocabularies, codes; each is checked, and an error says what to write."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from verbale.events.ontology import Ontology
from verbale.language.labels import ACTS
from verbale.record.database import fold
from verbale.record.dates import precision_of
from verbale.record.store import Record
from verbale.schema import EVENT_STATUSES, STATEMENT_KINDS
from verbale.web import urls
from verbale.web.api.problems import Meant, ProblemError, faulty
from verbale.web.room import Room

#: At most so many values of one parameter, and so many characters of a value, of a query and of a quotation.
MOST_VALUES, LONGEST, LONGEST_QUERY, LONGEST_QUOTE = 50, 200, 500, 3000
_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_CODE = r"^[A-Za-z][A-Za-z0-9+]{1,29}$"
#: Names that are offered for one that is not known.
_NEAR = 5
#: Characters of a wrong value that an error repeats.
_REPEATED = 60


def _date(value: str) -> str:
    if precision_of(value) not in {"day", "month", "year"}:
        raise ValueError(f"{_short(value)!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return value


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a vocabulary; ``put`` writes it as the vocabulary does."""

    what: str
    known: tuple[str, ...]
    put: Callable[[str], str]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.known)}

    def _checked(self, value: str) -> str:
        word = self.put(value.strip())
        if word in self.known:
            return word
        alike = difflib.get_close_matches(word[:LONGEST], self.known, n=1)
        meant = f"did you mean {alike[0]}? " if alike else ""
        raise ValueError(f"{_short(value)!r} is no {self.what}; {meant}known are {', '.join(self.known)}")


Text = Annotated[str, Field(max_length=LONGEST)]
Code = Annotated[str, WithJsonSchema({"type": "string", "pattern": _CODE})]
Date = Annotated[str, AfterValidator(_date), WithJsonSchema({"type": "string", "pattern": _DATE})]
Act = Annotated[str, _Word("act", tuple(ACTS), str.lower)]
Kind = Annotated[str, _Word("kind", STATEMENT_KINDS, str.lower)]
Topic = Annotated[str, _Word("topic", tuple(Ontology.load().topics), str.lower)]
Type = Annotated[str, _Word("type", tuple(Ontology.load().types), str.upper)]
Subtype = Annotated[str, _Word("practice", tuple(Ontology.load().subtypes), str.lower)]
Status = Annotated[str, _Word("status", EVENT_STATUSES, str.lower)]


def in_path(text: str, example: str) -> Any:
    """A parameter in the path, with one that an invented affair has."""
    return Path(description=text, openapi_examples={"one": {"value": example}})


def codes(room: Room, record: Record, name: str, given: Sequence[str], *, status: int = 400) -> tuple[str, ...]:
    """Codes in capitals; ``name``: of the parameter.

    Raises :class:`ProblemError`, of ``status``, for one that neither the record nor the registry has.
    """
    return tuple(_code(room, record, name, one, status) for one in given)


def in_order(since: str | None, until: str | None) -> None:
    """Raises :class:`ProblemError` for a period that ends before it begins."""
    # As far as both are told: 2024 to 2024-03 is a period.
    shorter = min(len(since or ""), len(until or ""))
    if since and until and since[:shorter] > until[:shorter]:
        raise faulty("since", f"{since} is after until, {until}; exchange the two")


def _short(value: str) -> str:
    """A value as an error repeats it."""
    return value if len(value) <= _REPEATED else f"{value[:_REPEATED]}…"


def _code(room: Room, record: Record, name: str, value: str, status: int) -> str:
    code = value.strip().upper()
    entries = room.registry
    if any(code in known for known in (entries.states, entries.organisations, entries.groups)):
        return code
    held = room.kept(record, "codes", Record.countries)
    if code in held:
        return code
    near = _near(room, value, (*entries.states, *entries.organisations, *entries.groups, *held))
    meant = f"; did you mean {', '.join(f'{one.value} ({one.label})' for one in near)}?" if near else ""
    error = faulty(
        name,
        f"{_short(value)!r} is no code of a state, organisation or group; write one such as USA or PAK{meant}",
        near,
    )
    if status == 400:
        raise error
    raise ProblemError(status, error.detail, (), near)


def _near(room: Room, value: str, known: Iterable[str]) -> list[Meant]:
    """Codes whose name, or which themselves, resemble what was written."""
    names: dict[str, str] = {}
    for code in known:
        names.setdefault(fold(room.name_of(code)), code)
        names.setdefault(fold(code), code)
    alike = difflib.get_close_matches(fold(value.strip())[:LONGEST], names, n=_NEAR, cutoff=0.75)
    found = dict.fromkeys(names[one] for one in alike)
    return [Meant(value=code, label=room.name_of(code), url=urls.country_url(code)) for code in found]
