"""The page of types, modes and contexts is the ontology's, as it ships."""

from __future__ import annotations

from tests.docs.pages import DOCS, coded, first_cells, read, rows, sections
from training.ontology_page import page
from verbale.events.ontology import FILES, Ontology

SECTIONS = sections(read("reference/plover.md"), 2)


def test_the_page_is_in_step_with_the_ontology() -> None:
    assert (DOCS / "reference" / "plover.md").read_text(encoding="utf-8") == page(Ontology.load()), (
        "run python -m training.ontology_page"
    )


def test_everything_is_on_the_page() -> None:
    ontology = Ontology.load()
    assert first_cells(SECTIONS["Types"]) == list(ontology.types)
    modes = [(coded(row[0])[0], coded(row[1])[0]) for row in rows(SECTIONS["Modes"])]
    assert modes == [(name, mode) for name, found in ontology.types.items() for mode in found.modes]
    assert first_cells(SECTIONS["Contexts"]) == list(ontology.contexts)
    assert first_cells(SECTIONS["Statuses"]) == list(ontology.statuses)
    assert first_cells(SECTIONS["Subtypes"]) == list(ontology.subtypes)
    assert first_cells(SECTIONS["Topics"]) == list(ontology.topics)
    assert len(list(rows(SECTIONS["CAMEO"]))) == sum(map(len, ontology.rules.values()))


def test_what_was_read_otherwise_is_said() -> None:
    assert "prints 3.0" in SECTIONS["Types"]


def test_every_file_tells_its_sources_and_licence() -> None:
    told = {coded(row[0])[0]: row[1:] for row in rows(SECTIONS["Sources and licences"])}
    assert set(told) == {f"{name}.yaml" for name in FILES}
    assert all(sources and licence for sources, licence in told.values())
