"""Write the ontology's YAML files into one JSON file, which loads in a fraction of the time.

usage: python -m training.ontology [FOLDER]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from verbale.events.ontology import FILES, OntologyError, read
from verbale.events.wording import index

FOLDER = Path(__file__).parents[1] / "src" / "verbale" / "events" / "data"


def parsed(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """The YAML files, by name. Raises :class:`OntologyError` for one that is not valid."""
    import yaml

    data = {}
    for name in FILES:
        try:
            found = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise OntologyError(f"{name}.yaml: not valid YAML ({' '.join(str(error).split())})") from error
        if not isinstance(found, dict):
            raise OntologyError(f"{name}.yaml: expected sections, found {type(found).__name__}")
        data[name] = found
    return data


def compiled(folder: Path = FOLDER) -> str:
    """The text of ``compiled.json`` for the YAML files in ``folder``, which must agree with one another."""
    data = parsed(folder)
    read(data)
    made: dict[str, Any] = {name: data[name] for name in FILES if name != "wordings"}
    for name in ("subtypes", "topics"):
        entries = data[name][name].items()
        made[name] = {name: {label: _without(one, "wordings", "hints") for label, one in entries}}
    made["index"] = index(data)._asdict()
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def _without(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in names}


def main() -> None:
    """Read the YAML files and write ``compiled.json`` beside them."""
    parser = argparse.ArgumentParser(description="Compile the ontology's YAML files into one JSON file.")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    (folder / "compiled.json").write_text(compiled(folder), encoding="utf-8")


if __name__ == "__main__":
    main()
