"""Colours and fonts of pictures: CSS variables where a page gives them, and plain ones for what knows no variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verbale.events.ontology import QUADS

#: The short name of each quad class; what belongs to none (to state, confirm, deny or decline) is :data:`PLAIN`.
QUAD_NAMES: Mapping[str, str] = dict(zip(QUADS, ("vc", "mc", "vx", "mx"), strict=True))
PLAIN = "none"
#: Light colours, each at 4.5 to 1 or more on ``paper`` but for ``rail``, a line at 3 to 1, and what only shades.
LIGHT: Mapping[str, str] = {
    "ink": "#211e1a",
    "quiet": "#5d564c",
    "paper": "#ffffff",
    "rail": "#857d70",
    "guide": "#ded6c8",
    "missing": "#efe9de",
    "focus": "#0b57a4",
    "vc": "#1c5d86",
    "mc": "#1f6a48",
    "vx": "#8a4a0a",
    "mx": "#9a2020",
    "none": "#55504a",
    "one": "#5b3aa0",
    "other": "#00695c",
    "shift": "#9a2020",
}
#: System fonts only: of what the record says about words, and of the words themselves.
SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SERIF = "Charter, 'Iowan Old Style', Georgia, Cambria, 'Times New Roman', serif"


@dataclass(frozen=True, slots=True)
class Paint:
    """Gives colours. ``plain``: as they are, for PDF makers; else as CSS variables with the light ones as fallback."""

    plain: bool = False

    def __call__(self, name: str) -> str:
        """The colour ``name``, one of :data:`LIGHT`."""
        return LIGHT[name] if self.plain else f"var(--pic-{name}, {LIGHT[name]})"

    def quad(self, quad: str) -> str:
        """The colour of a quad class, or of none."""
        return self(QUAD_NAMES.get(quad, PLAIN))


@cache
def stylesheet() -> str:
    """The style sheet for pages with pictures: dark and printed colours, focus, sizes, tables."""
    return files("verbale.pictures").joinpath("pictures.css").read_text(encoding="utf-8")
