"""Names made comparable: parts of ids, and words without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """A name as part of an id: lower case, ASCII, hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return _OTHER.sub("-", plain).strip("-")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Letter case, accents, apostrophes and hyphens folded, for comparing names."""
    return slug(text).replace("-", " ")
