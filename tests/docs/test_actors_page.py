"""The page of actors is the registry's, as it ships."""

from __future__ import annotations

from dataclasses import fields

import pytest

from tests.docs.pages import DOCS, coded, first_cells, read, rows, sections
from training.registry.render import head, page, table
from verbale.actors.entries import (
    BodyEntry,
    Entry,
    InstitutionEntry,
    InstitutionFullEntry,
    NamedEntry,
    OfficeEntry,
    OrganisationEntry,
    PersonEntry,
    StateEntry,
    Term,
)
from verbale.actors.registry import Registry
from verbale.actors.registry.find import MATCHES
from verbale.actors.registry.load import FILES
from verbale.actors.registry.wordings import KINDS

SECTIONS = sections(read("reference/actors.md"), 2)


def test_the_page_is_in_step_with_the_registry() -> None:
    assert (DOCS / "reference" / "actors.md").read_text(encoding="utf-8") == page(Registry.load()), (
        "run python -m training.registry.render"
    )


def test_everything_is_on_the_page() -> None:
    registry = Registry.load()
    entries = registry.entries
    assert set(first_cells(SECTIONS["States"])) == set(registry.states)
    assert set(first_cells(SECTIONS["Organisations"])) == set(registry.organisations)
    assert set(first_cells(SECTIONS["Groups"])) == set(registry.groups)
    assert set(first_cells(SECTIONS["Kinds of institution"])) == set(entries.bodies)
    own = [coded(row[1])[0] for row in rows(SECTIONS["Institutions with a name of their own"])]
    assert len(own) == len(entries.institutions)
    voices = [row[1] for row in rows(SECTIONS["Outlets that speak for a state"])]
    assert sorted(voices) == sorted(one.name for one in entries.outlets.values() if one.state)
    assert [row[0] for row in rows(SECTIONS["Offices"])] == [one.office for one in entries.roles.offices]
    *parts, whole = [int(row[2].strip("*").replace(",", "")) for row in rows(SECTIONS["Persons and terms"])]
    assert sum(parts) == whole == len(entries.holders)


def test_every_file_tells_its_sources_and_licence() -> None:
    told = {coded(row[0])[0]: row[1:] for row in rows(SECTIONS["Sources and licences"])}
    assert set(told) == {f"{name}.yaml" for name in FILES}
    assert all(sources and licence for sources, licence in told.values())


def test_heads_are_read() -> None:
    text = (
        "# Chiefs since 1999 of\n# the states of the north.\n#\n"
        "# Sources: lists; tables (2020). Licence: CC0.\n# Shape: x\na: 1\n"
    )
    assert head(text, "north") == ("lists; tables (2020).", "CC0", "states of the north")
    with pytest.raises(ValueError, match=r"north\.yaml: no sources or licence"):
        head("# Chiefs.\na: 1\n", "north")


def test_cells_are_escaped() -> None:
    assert list(table(("a", "b"), [("x|y", "")])) == ["| a | b |", "|---|---|", "| x\\|y | |"]


def test_every_field_of_the_output_is_described() -> None:
    """The command's own fields, by kind."""
    text = " ".join(sections(read("reference/cli.md"), 2)["verbale actors"].split())
    common = {field.name for field in fields(Entry)}
    kinds: tuple[tuple[str, type[Entry]], ...] = (
        ("state", StateEntry),
        ("organisation", OrganisationEntry),
        ("institution", InstitutionFullEntry),
        ("person", PersonEntry),
        ("office", OfficeEntry),
        ("party", NamedEntry),
    )
    for kind, entry in kinds:
        told = text.partition(f"- `{kind}`")[2].partition(": ")[2].partition(" - `")[0]
        told = told.partition(" An institution in a list")[0]
        assert coded(told) == [field.name for field in fields(entry) if field.name not in common], kind
    assert common <= set(coded(text))
    for part in (InstitutionEntry, BodyEntry, Term):
        told = text.partition("An institution in a list has")[2]
        assert {field.name for field in fields(part)} <= set(coded(told))
    assert set(KINDS) | set(MATCHES) <= set(coded(text))
