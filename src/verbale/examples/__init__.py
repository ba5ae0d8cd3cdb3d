"""Sample articles about invented states, written for this project, with the registry of their actors.

``articles/`` holds press reports, pages, transcripts, official documents and wire items; ``registry.yaml`` adds their
actors and shows how users add their own.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["ARTICLES", "REGISTRY"]

#: The folder of sample articles.
ARTICLES: Path = Path(__file__).parent / "articles"
#: The registry file of their states, institutions, organisations, outlets and persons.
REGISTRY: Path = Path(__file__).parent / "registry.yaml"
