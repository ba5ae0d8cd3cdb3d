"""Write the page of documentation that lists the types of events and what belongs to them: docs/reference/plover.md.

usage: python -m training.ontology_page [PAGE]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from training.ontology import FOLDER
from training.registry.render import head, table
from verbale.events.ontology import FILES, Ontology, Rule

PAGE = Path("docs/reference/plover.md")


def page(ontology: Ontology, folder: Path = FOLDER) -> str:
    """The page for an ontology whose YAML files are in ``folder``.

    Raises ``ValueError`` where a file does not tell its sources and licence.
    """
    sections = (
        _top(),
        _types(ontology),
        _modes(ontology),
        _named(
            "Contexts",
            "context",
            "PLOVER's contexts. An event has at most three, the strongest first.",
            ontology.contexts,
        ),
        _named("Statuses", "status", "PLOVER's auxiliary modes; *occurred* is the plain case.", ontology.statuses),
        _subtypes(ontology),
        _topics(ontology),
        _cameo(ontology),
        _sources(folder),
    )
    return "\n".join(line for section in sections for line in (*section, "")).rstrip() + "\n"


def _top() -> Iterator[str]:
    yield "# Events: types, modes, contexts"
    yield ""
    yield "Made by `python -m training.ontology_page` from the files in `src/verbale/events/data`; not edited by hand."
    yield "After a change there, run `python -m training.ontology` too."
    yield ""
    yield "An event has one of PLOVER's sixteen [types](#types) and a [status](#statuses); where the words tell them,"
    yield "a [mode](#modes), [contexts](#contexts) and a [subtype](#subtypes). What is not told stays empty. Scores run"
    yield "from -10, the worst conflict, to 10, the closest cooperation."


def _coded(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _types(ontology: Ontology) -> Iterator[str]:
    yield "## Types"
    yield ""
    yield "*Recipient*: an event of the type needs somebody to whom it is done. A mode's score goes before its type's."
    yield ""
    yield from table(
        ("type", "the actor …", "quad class", "score", "recipient"),
        (
            (f"`{t.name}`", t.definition, t.quad, _number(t.score), "needed" if t.requires_recipient else "")
            for t in ontology.types.values()
        ),
    )
    for found in ontology.types.values():
        if found.note:
            yield ""
            yield f"`{found.name}`: {found.note}"


def _modes(ontology: Ontology) -> Iterator[str]:
    yield "## Modes"
    yield ""
    rows = [(found, mode) for found in ontology.types.values() for mode in found.modes.values()]
    yield from table(
        ("type", "mode", "", "score"),
        ((f"`{found.name}`", f"`{mode.name}`", mode.definition, _number(mode.score)) for found, mode in rows),
    )


def _named(title: str, singular: str, text: str, definitions: Mapping[str, str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield text
    yield ""
    yield from table((singular, ""), ((f"`{n}`", d) for n, d in definitions.items()))


def _subtypes(ontology: Ontology) -> Iterator[str]:
    yield "## Subtypes"
    yield ""
    yield "Practices of diplomacy that PLOVER does not tell apart. These names are Verbale's own."
    yield ""
    yield from table(
        ("subtype", "", "types"),
        ((f"`{s.name}`", s.definition, _coded(s.types)) for s in ontology.subtypes.values()),
    )


def _topics(ontology: Ontology) -> Iterator[str]:
    yield "## Topics"
    yield ""
    yield "What a statement is about, recognised by its words; Verbale's own names. An event's contexts are told by the"
    yield "topics of its sentence and by wordings of their own."
    yield ""
    yield from table(
        ("topic", "", "contexts"),
        ((f"`{t.name}`", t.definition, _coded(t.contexts)) for t in ontology.topics.values()),
    )


def _condition(rule: Rule) -> str:
    told = (("subtype", rule.subtype), ("mode", rule.mode), ("context", rule.context))
    return ", ".join(f"{what} `{name}`" for what, name in told if name)


def _cameo(ontology: Ontology) -> Iterator[str]:
    yield "## CAMEO"
    yield ""
    yield "The code that an event is exported with in GDELT's layout. The subtype decides before the mode, and the mode"
    yield "before the context that stands first; a row without conditions is for all others of the type. *Quad*:"
    yield "GDELT's QuadClass, which follows the root code, so that it may differ from PLOVER's class."
    yield ""
    rows = []
    for name, rules in ontology.rules.items():
        for rule in rules:
            code = ontology.codes[rule.code]
            rows.append(
                (f"`{name}`", _condition(rule), f"`{code.code}`", code.name, str(code.quad), _number(code.goldstein))
            )
    yield from table(("type", "conditions", "code", "", "quad", "Goldstein"), rows)


def _sources(folder: Path) -> Iterator[str]:
    yield "## Sources and licences"
    yield ""
    yield "As each file tells at its head."
    yield ""
    heads = {name: head((folder / f"{name}.yaml").read_text(encoding="utf-8"), name) for name in FILES}
    yield from table(("file", "sources", "licence"), ((f"`{n}.yaml`", h.sources, h.licence) for n, h in heads.items()))


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write the page of documentation that lists the types of events.")
    parser.add_argument("page", type=Path, nargs="?", default=PAGE)
    parser.parse_args().page.write_text(page(Ontology.load()), encoding="utf-8")


if __name__ == "__main__":
    main()
