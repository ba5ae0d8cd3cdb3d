"""Reading and checking the registry's files, with errors that name the file, the entry and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, cast

from verbale.actors.registry.model import (
    Body,
    Entries,
    Group,
    Holder,
    Institution,
    Office,
    Organisation,
    Outlet,
    Roles,
    State,
)
from verbale.actors.registry.packed import unpack

#: The shipped files, in the order they are read; ``compiled.json`` holds the same data for a fast start.
FILES = (
    "states",
    "institutions",
    "organisations",
    "groups",
    "outlets",
    "offices",
    "regions",
    "words",
    "terms_africa_east_south",
    "terms_africa_west_north",
    "terms_americas",
    "terms_asia_pacific",
    "terms_europe",
    "terms_middle_east",
    "terms_organisations",
    "holders",
    "persons",
    "spokespersons",
    "officials",
)
#: What a user's file may hold.
SECTIONS = ("states", "institutions", "organisations", "groups", "outlets", "holders", "persons")

T = TypeVar("T")
_CODE = re.compile(r"[A-Z][A-Z0-9+]+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TERM = re.compile(r"(?P<name>.+?)(?: \[(?P<names>.+?)\])?(?P<woman> \(f\))? (?P<start>[\d-]*)/(?P<end>[\d-]*)")


class RegistryError(ValueError):
    """A registry file that cannot be used: the message names the file, the entry and what to do."""


def shipped() -> Entries:
    """The shipped entries: of the compiled file where there is one, else of the YAML files."""
    folder = files("verbale.actors.registry")
    compiled = folder / "compiled.json"
    if compiled.is_file():
        return unpack(compiled.read_text(encoding="utf-8"))
    return read({name: parse((folder / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml") for name in FILES})


def read(data: Mapping[str, Mapping[str, Any]]) -> Entries:
    """The entries of the parsed YAML files, by file. Raises :class:`RegistryError`."""
    into = Entries()
    for name in FILES:
        if name in ("offices", "regions", "words"):
            continue
        if name == "holders" or name.startswith("terms_"):
            add_compact_holders(into, data[name].get("terms") or data[name]["holders"], f"{name}.yaml")
        else:
            add_sections(into, data[name], f"{name}.yaml")
    into.roles = roles_of(data)
    return into


def parse(text: str, name: str) -> dict[str, Any]:
    """YAML text as a mapping of sections. Raises :class:`RegistryError` when it is not."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(text, loader)  # a safe loader either way
    except yaml.YAMLError as error:
        raise RegistryError(
            f"{name}: not valid YAML ({' '.join(str(error).split())}); correct the line named"
        ) from error
    if not isinstance(data, dict):
        raise RegistryError(f"{name}: expected sections ({', '.join(SECTIONS)}); start the file with one of them")
    return cast(dict[str, Any], data)


def entry(kind: type[T], item: object, where: str) -> T:
    """One entry of a file as an instance of ``kind``; lists become tuples. Raises :class:`RegistryError`."""
    if not isinstance(item, Mapping):
        raise RegistryError(f"{where}: expected fields and values, found {item!r}; write it as {{field: value, …}}")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := [k for k in item if k not in known]:
        raise RegistryError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(known)}")
    required = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    if missing := [n for n in required if not item.get(n)]:
        raise RegistryError(f"{where}: field {missing[0]!r} is missing; add it")
    values: dict[str, object] = {}
    for name, value in item.items():
        wants_list = str(known[name].type).startswith("tuple")
        if wants_list and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            raise RegistryError(
                f"{where}: field {name!r} must be a list of words; write [{value}], quoting yes, no, on"
            )
        if not wants_list and not isinstance(value, (str, bool)):
            raise RegistryError(f"{where}: field {name!r} must be text, found {value!r}; put it in quotes")
        values[name] = tuple(cast(list[str], value)) if wants_list else value
    return kind(**values)


def checked_code(code: str, where: str) -> str:
    """``code`` when it is in capitals. Raises :class:`RegistryError` otherwise."""
    if not _CODE.fullmatch(code):
        raise RegistryError(f"{where}: code {code!r} is not in capitals; use ISO 3166-1 alpha-3 or a short name")
    return code


def state_of(item: object, where: str) -> State:
    """A state; plural nouns not given are made from adjectives in -n or -i."""
    state = entry(State, item, where)
    checked_code(state.code, where)
    if isinstance(item, Mapping) and "people" not in item:
        plural = tuple(a + "s" for a in state.adjectives if a[-1] in "ni")
        values = {f.name: getattr(state, f.name) for f in fields(State)}
        state = State(**{**values, "people": plural})
    return state


def organisation_of(item: object, where: str) -> Organisation:
    """An organisation with its bodies."""
    plain = {k: v for k, v in item.items() if k != "bodies"} if isinstance(item, Mapping) else item
    made = entry(Organisation, plain, where)
    checked_code(made.code, where)
    bodies = cast(Mapping[str, Any], item).get("bodies") or []
    if not isinstance(bodies, list) or not all(isinstance(b, Mapping) and b.get("name") for b in bodies):
        raise RegistryError(f"{where}: 'bodies' must be a list of {{name: …, names: […]}}")
    pairs = tuple((str(b["name"]), tuple(str(n) for n in b.get("names") or ())) for b in bodies)
    return Organisation(made.code, made.name, made.names, pairs)


def persons_of(item: object, where: str) -> list[Holder]:
    """Read the terms of one person's entry.

    ``state``, ``organisation`` or ``group`` may stand for ``code``, and ``start`` and ``end`` for a single term.
    """
    if not isinstance(item, Mapping):
        raise RegistryError(f"{where}: expected fields and values, found {item!r}; write it as {{field: value, …}}")
    plain = {k: v for k, v in item.items() if k not in ("terms", "start", "end")}
    for other in ("state", "organisation", "group"):
        if other in plain:
            plain["code"] = plain.pop(other)
    made = entry(Holder, plain, where)
    terms = item.get("terms") or [f"{_date(item.get('start'))}/{_date(item.get('end'))}"]
    if not isinstance(terms, list):
        raise RegistryError(f"{where}: 'terms' must be a list of start/end; write [2020-01-31/2024-05-01]")
    found = []
    for term in terms:
        start, slash, end = str(term).partition("/")
        if not slash or any(part and not _DATE.fullmatch(part) for part in (start, end)):
            raise RegistryError(f"{where}: term {term!r} is not start/end; write dates as 2024-05-01, 2024-05 or 2024")
        found.append(replace(made, start=start, end=end))
    return found


def _date(value: object) -> str:
    """Give a date of YAML, which may be a number, a date or nothing, as text."""
    return "" if value is None else str(value)


def add_sections(into: Entries, data: Mapping[str, Any], name: str) -> None:
    """Add a file's sections to ``into``; entries with a known code or name replace the earlier ones."""

    def items(section: str) -> Iterable[tuple[object, str]]:
        found = data.get(section) or []
        if not isinstance(found, list):
            raise RegistryError(f"{name}: section {section!r} must be a list; begin each entry with '- '")
        for number, item in enumerate(found, 1):
            label = item.get("code") or item.get("name") if isinstance(item, Mapping) else None
            yield item, f"{name}, {section} entry {number}" + (f" ({label})" if label else "")

    for item, where in items("states"):
        state = state_of(item, where)
        into.states[state.code] = state
    for item, where in items("bodies"):
        body = entry(Body, item, where)
        into.bodies[body.kind] = body
    for item, where in items("institutions"):
        made = entry(Institution, item, where)
        into.institutions = [i for i in into.institutions if (i.state, i.slug) != (made.state, made.slug)] + [made]
    for item, where in items("organisations"):
        organisation = organisation_of(item, where)
        into.organisations[organisation.code] = organisation
    for item, where in items("groups"):
        group = entry(Group, item, where)
        into.groups[checked_code(group.code, where)] = group
    for item, where in items("outlets"):
        outlet = entry(Outlet, item, where)
        into.outlets[outlet.name] = outlet
    for item, where in items("persons"):
        into.holders.extend(persons_of(item, where))


def add_compact_holders(into: Entries, data: object, where: str) -> None:
    """Add terms written ``Name [other names] (f) start/end`` by code and office. Raises :class:`RegistryError`."""
    shape = "write code, office and a list of 'Name start/end'"
    if not isinstance(data, Mapping) or not all(isinstance(offices, Mapping) for offices in data.values()):
        raise RegistryError(f"{where}, holders: expected offices by code; {shape}")
    for code, offices in data.items():
        for office, terms in offices.items():
            if not isinstance(terms, list):
                raise RegistryError(f"{where}, holders of {code}, {office}: expected a list; {shape}")
            for term in terms:
                match = _TERM.fullmatch(str(term))
                if match is None or any(part and not _DATE.fullmatch(part) for part in match.group("start", "end")):
                    raise RegistryError(f"{where}, holders of {code}, {office}: cannot read {term!r}; {shape}")
                names = tuple(n.strip() for n in (match["names"] or "").split(";") if n.strip())
                woman = bool(match["woman"])
                into.holders.append(
                    Holder(match["name"], code, office, match["start"], match["end"], None, names, woman)
                )


def check(entries: Entries, name: str) -> None:
    """Every code and kind that an entry refers to must exist. Raises :class:`RegistryError`."""
    codes = {*entries.states, *entries.organisations, *entries.groups}
    for institution in entries.institutions:
        if institution.state not in codes:
            raise RegistryError(f"{name}, institution {institution.name!r}: no state {institution.state!r}; add it")
        if institution.kind != "own" and institution.kind not in entries.bodies:
            kinds = ", ".join(entries.bodies)
            raise RegistryError(
                f"{name}, institution {institution.name!r}: no kind {institution.kind!r}; use own, {kinds}"
            )
    for state in entries.states.values():
        if state.predecessor and state.predecessor not in entries.states:
            raise RegistryError(f"{name}, state {state.name!r}: no predecessor {state.predecessor!r}; add that state")
    for outlet in entries.outlets.values():
        for code in (outlet.state, outlet.run_by):
            if code and code not in codes:
                raise RegistryError(f"{name}, outlet {outlet.name!r}: no state {code!r}; add it")
    for holder in entries.holders:
        if holder.code not in codes:
            raise RegistryError(f"{name}, person {holder.name!r}: no state or organisation {holder.code!r}; add it")


def roles_of(data: Mapping[str, Any]) -> Roles:
    """The words of offices.yaml, regions.yaml and words.yaml."""
    words, places, lists = data["offices"], data["regions"], data["words"]
    return Roles(
        offices=tuple(entry(Office, {**o, "kind": o.get("kind") or ""}, "offices.yaml") for o in words["offices"]),
        private=tuple(words["private"]),
        former=tuple(words["former"]),
        honorifics=tuple(words["honorifics"]),
        women=tuple(words["women"]),
        men=tuple(words["men"]),
        regions=tuple((code, tuple(names)) for code, names in places["regions"].items()),
        blocked=tuple(places["blocked"]),
        not_names=tuple(lists["not_names"]),
        first_word=tuple(lists["first_word"]),
        inside_titles=tuple(lists["inside_titles"]),
        famous=tuple(lists["famous"]),
        parties=tuple((p["state"], p["name"], tuple(p["names"])) for p in places["parties"]),
    )


def load(extra: Sequence[Path] = ()) -> Entries:
    """The shipped entries with the files ``extra`` merged over them, in order.

    Raises :class:`RegistryError` for a file that cannot be read or used.
    """
    into = shipped()
    for path in extra:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RegistryError(f"{path}: cannot be read ({error}); give a YAML file in UTF-8") from error
        user = parse(text, str(path))
        if unknown := [s for s in user if s not in SECTIONS]:
            raise RegistryError(f"{path}: unknown section {unknown[0]!r}; known are {', '.join(SECTIONS)}")
        add_sections(into, user, str(path))
        if user.get("holders"):
            add_compact_holders(into, user["holders"], str(path))
        check(into, str(path))
    return into
