"""Verbale reads the news on diplomacy and keeps a sourced record of what governments said about one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbale.annotator import AnnotateOptions, Annotator, annotate
    from verbale.errors import VerbaleError
    from verbale.record import Record
    from verbale.schema import Annotated, Article, Problem, Speaker, Statement

__version__ = "0.1.0"

_HOMES = {
    "Annotated": "verbale.schema",
    "AnnotateOptions": "verbale.annotator",
    "Annotator": "verbale.annotator",
    "Article": "verbale.schema",
    "Problem": "verbale.schema",
    "Record": "verbale.record",
    "Speaker": "verbale.schema",
    "Statement": "verbale.schema",
    "VerbaleError": "verbale.errors",
    "annotate": "verbale.annotator",
}

__all__ = [
    "AnnotateOptions",
    "Annotated",
    "Annotator",
    "Article",
    "Problem",
    "Record",
    "Speaker",
    "Statement",
    "VerbaleError",
    "__version__",
    "annotate",
]


def __getattr__(name: str) -> Any:
    """Load public names when first used: importing the package stays fast."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
