"""A dossier as PDF, set by typst; the record's texts reach it as data and never as markup."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from verbale.dossier.model import Dossier
from verbale.dossier.paper import data
from verbale.errors import MissingExtraError


def pdf(dossier: Dossier) -> bytes:
    """The document. Raises :class:`~verbale.errors.MissingExtraError` where a library is missing."""
    # All that is shown; the address of nothing on this machine is given, so that nothing else can be read.
    told = {**data(dossier), "foot": foot(dossier)}
    source = files("verbale.dossier").joinpath("dossier.typ").read_bytes()
    made: bytes = typst().compile(source, format="pdf", sys_inputs={"data": json.dumps(told, ensure_ascii=False)})
    return made


def png(svg: str) -> bytes:
    """An SVG picture as PNG, for programs that know no SVG. Raises as :func:`pdf`."""
    source = (
        b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg", width: 500pt)\n'
    )
    made: bytes = typst().compile(source, format="png", ppi=220, sys_inputs={"svg": svg})
    return made


def foot(dossier: Dossier) -> str:
    """What stands at the foot of every page."""
    return f"From the record {dossier.record}, read by Verbale; made on {dossier.made}."


def typst() -> Any:
    """The library that sets type."""
    try:
        import typst as found
    except ImportError:
        raise MissingExtraError("a dossier as PDF or Word document", "dossier") from None
    return found
