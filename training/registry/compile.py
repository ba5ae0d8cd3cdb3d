"""Write the registry's YAML files into one JSON file, which loads in a fraction of the time.

usage: python -m training.registry.compile [FOLDER]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from verbale.actors.registry.load import FILES, parse, read
from verbale.actors.registry.packed import pack


def compiled(folder: Path) -> str:
    """The text of ``compiled.json`` for the YAML files in ``folder``."""
    data = {name: parse((folder / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml") for name in FILES}
    return pack(read(data))


def main() -> None:
    """Read the YAML files and write ``compiled.json`` beside them."""
    parser = argparse.ArgumentParser(description="Compile the registry's YAML files into one JSON file.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("src/verbale/actors/registry"))
    folder = parser.parse_args().folder
    (folder / "compiled.json").write_text(compiled(folder), encoding="utf-8")


if __name__ == "__main__":
    main()
