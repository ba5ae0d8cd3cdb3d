"""Write the page of documentation that lists what the registry holds: docs/reference/actors.md.

usage: python -m training.registry.render [PAGE]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from verbale.actors.registry import Holder, Institution, Office, Registry, State
from verbale.actors.registry.load import FILES, parse
from verbale.actors.registry.wordings import plain

FOLDER = Path(__file__).parents[2] / "src" / "verbale" / "actors" / "registry"
PAGE = Path("docs/reference/actors.md")

_SOURCE = re.compile(r"\bSources?: (.+?)(?= Licence\b|$)")
_LICENCE = re.compile(r"\bLicence(?: of this file)?: ([\w.-]*\w)")
_REGION = re.compile(r"since \d{4} of (?:the )?(.+?)\.$")


class Head(NamedTuple):
    """What a file says of itself in the comment that it begins with."""

    sources: str
    licence: str
    region: str


def page(registry: Registry, folder: Path = FOLDER) -> str:
    """The page for a registry whose YAML files are in ``folder``.

    Raises ``ValueError`` where a file does not tell its sources and licence.
    """
    heads = {name: head((folder / f"{name}.yaml").read_text(encoding="utf-8"), name) for name in FILES}
    sections = (
        _top(registry),
        _states(registry),
        _organisations(registry),
        _groups(registry),
        _kinds(registry),
        _institutions(registry),
        _outlets(registry),
        _offices(registry),
        _persons(registry, _regions(heads, folder)),
        _sources(heads),
    )
    return "\n".join(line for section in sections for line in (*section, "")).rstrip() + "\n"


def head(text: str, name: str) -> Head:
    """What the comment at the head of a file tells. Raises ``ValueError`` where sources or licence are missing."""
    comment = re.match(r"(?:#.*\n)+", text)
    paragraphs = re.split(r"\n#\s*\n", comment.group()) if comment else []
    told = [" ".join(re.sub(r"(?m)^#[ \t]*", "", paragraph).split()) for paragraph in paragraphs]
    sources = next((found[1] for one in told if (found := _SOURCE.search(one))), "")
    licence = next((found[1] for one in told if (found := _LICENCE.search(one))), "")
    if not sources or not licence:
        raise ValueError(f"{name}.yaml: no sources or licence at its head; write '# Sources: …. Licence: ….'")
    region = next((found[1] for one in told[:1] if (found := _REGION.search(one))), "")
    return Head(sources, licence, region)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown, its cells escaped."""
    yield _row(heads)
    yield "|" + "---|" * len(heads)
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    escaped = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return "".join(f"| {cell} " if cell else "| " for cell in escaped) + "|"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def _top(registry: Registry) -> Iterator[str]:
    entries = registry.entries
    yield "# The actors that ship"
    yield ""
    yield "Made from the [registry](registry.md) by `python -m training.registry.render`; not edited by hand. Aliases,"
    yield "office-holders on a day, and whom a passage means: [`verbale actors`](cli.md#verbale-actors) shows them."
    yield ""
    were = sum(state.was for state in entries.states.values())
    bodies = sum(len(one.bodies) for one in entries.organisations.values())
    yield from table(
        ("", "number"),
        (
            ("[states](#states)", f"{len(entries.states) - were}, and {were} that are no more"),
            ("[organisations](#organisations)", f"{len(entries.organisations)}, with {bodies} bodies"),
            ("[groups](#groups)", str(len(entries.groups))),
            ("[kinds of institution](#kinds-of-institution) that every state has", str(len(entries.bodies))),
            ("[institutions](#institutions-with-a-name-of-their-own) with an entry", str(len(entries.institutions))),
            ("outlets", str(len(entries.outlets))),
            ("[offices](#offices)", str(len(entries.roles.offices))),
            ("[persons](#persons-and-terms)", f"{_people(entries.holders)}, in {len(entries.holders):,} terms"),
        ),
    )


def _people(terms: Iterable[Holder]) -> str:
    return f"{len({plain(term.name) for term in terms}):,}"


def _states(registry: Registry) -> Iterator[str]:
    yield "## States"
    yield ""
    yield from table(
        ("code", "name", "other names", "adjectives", "capitals", "existed"),
        (
            (f"`{s.code}`", s.name, _listed(s.names), _listed(s.adjectives), _listed(s.capitals), _existed(s))
            for s in sorted(registry.states.values(), key=lambda s: (s.was, plain(s.name)))
        ),
    )


def _existed(state: State) -> str:
    if state.until:
        return f"{state.since}/{state.until}".strip("/")
    return f"since {state.since}" if state.since else "no more" if state.was else ""


def _organisations(registry: Registry) -> Iterator[str]:
    yield "## Organisations"
    yield ""
    rows = sorted(registry.organisations.values(), key=lambda one: plain(one.name))
    yield from table(
        ("code", "name", "other names", "bodies"),
        ((f"`{o.code}`", o.name, _listed(o.names), _listed(name for name, _ in o.bodies)) for o in rows),
    )


def _groups(registry: Registry) -> Iterator[str]:
    yield "## Groups"
    yield ""
    yield "That a group is listed says nothing of what it is or has a right to."
    yield ""
    rows = sorted(registry.groups.values(), key=lambda one: plain(one.name))
    yield from table(("code", "name", "other names"), ((f"`{g.code}`", g.name, _listed(g.names)) for g in rows))


def _kinds(registry: Registry) -> Iterator[str]:
    yield "## Kinds of institution"
    yield ""
    yield "Every state has one of each, with the id `code.kind`. The words name it beside the state's name or"
    yield "adjective."
    yield ""
    yield from table(
        ("kind", "usual name", "words"),
        ((f"`{b.kind}`", b.name, _listed(b.heads)) for b in registry.entries.bodies.values()),
    )


def _institutions(registry: Registry) -> Iterator[str]:
    yield "## Institutions with a name of their own"
    yield ""
    yield "By state, organisation or group. Those of a kind stand for that kind; `own` is of none."
    yield ""

    def order(one: Institution) -> tuple[str, str]:
        return plain(registry.code_name(one.state)), one.slug

    rows = sorted(registry.entries.institutions, key=order)
    before = ["", *(one.state for one in rows)]
    yield from table(
        ("whose", "id", "name", "kind"),
        (
            (
                registry.code_name(one.state) if one.state != last else "",
                f"`{one.state.lower()}.{one.slug}`",
                one.name.replace(" in {host}", ""),
                f"`{one.kind}`",
            )
            for last, one in zip(before, rows, strict=False)
        ),
    )


def _outlets(registry: Registry) -> Iterator[str]:
    yield "## Outlets that speak for a state"
    yield ""
    yield "What they say of themselves is their government's word. The others are known so that none is taken for a"
    yield "government."
    yield ""
    rows = [(registry.code_name(o.state), o) for o in registry.entries.outlets.values() if o.state]
    yield from table(
        ("state", "name", "other names"),
        ((state, o.name, _listed(o.names)) for state, o in sorted(rows, key=lambda r: (plain(r[0]), plain(r[1].name)))),
    )


def _offices(registry: Registry) -> Iterator[str]:
    yield "## Offices"
    yield ""
    yield "*One*: one person at a time holds it, so that it may stand for a person. The institution is that of a kind"
    yield "in the holder's state, or the one named; without any, the office belongs to whatever it is named with."
    yield "*Rank*: 1 who heads a state or a government or stands next to it, 2 ministers and heads of organisations,"
    yield "3 their deputies, envoys, lawmakers and commanders, 4 ambassadors and spokespersons, 5 others."
    yield ""
    yield from table(
        ("office", "other wordings", "institution", "rank", "one"),
        (
            (o.office, _listed(o.titles), _place(o), o.rank, "yes" if o.only else "")
            for o in registry.entries.roles.offices
        ),
    )


def _place(office: Office) -> str:
    whose = office.state or office.organisation
    kind = office.institution or office.kind
    if whose and kind:
        return f"`{whose.lower()}.{kind}`" if office.institution else f"`{kind}` of `{whose}`"
    return f"`{kind or whose}`" if kind or whose else ""


def _regions(heads: dict[str, Head], folder: Path) -> dict[str, str]:
    """Codes to the part of the world of the file that their heads of state and government stand in."""
    found: dict[str, str] = {}
    for name, told in heads.items():
        if told.region:
            terms = parse((folder / f"{name}.yaml").read_text(encoding="utf-8"), name).get("terms") or {}
            found |= dict.fromkeys(terms, told.region)
    return found


def _persons(registry: Registry, regions: dict[str, str]) -> Iterator[str]:
    yield "## Persons and terms"
    yield ""
    yield "Persons of one name count as one; somebody with terms in two rows counts in both."
    yield ""
    terms: dict[str, list[Holder]] = {}
    for holder in registry.entries.holders:
        kind = "groups" if holder.code in registry.groups else regions.get(holder.code, "others")
        terms.setdefault("organisations" if holder.code in registry.organisations else kind, []).append(holder)
    rows = [(name, _people(found), f"{len(found):,}") for name, found in sorted(terms.items())]
    holders = registry.entries.holders
    yield from table(
        ("of", "persons", "terms"), (*rows, ("**all**", f"**{_people(holders)}**", f"**{len(holders):,}**"))
    )


def _sources(heads: dict[str, Head]) -> Iterator[str]:
    yield "## Sources and licences"
    yield ""
    yield "As each file tells at its head."
    yield ""
    yield from table(
        ("file", "sources", "licence"), ((f"`{name}.yaml`", one.sources, one.licence) for name, one in heads.items())
    )


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write the page of documentation that lists the registry's actors.")
    parser.add_argument("page", type=Path, nargs="?", default=PAGE)
    parser.parse_args().page.write_text(page(Registry.load()), encoding="utf-8")


if __name__ == "__main__":
    main()
