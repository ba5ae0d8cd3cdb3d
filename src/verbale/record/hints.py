"""What a mistyped id may have meant, for error messages."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Sequence


def near(asked: str, known: Sequence[str]) -> str:
    """The end of an error message: ids of ``known`` that hold or resemble ``asked``, or how many there are."""
    found = [one for one in known if asked and asked in one][:3]
    found = found or difflib.get_close_matches(asked, known, n=3)
    return f"; did you mean {', '.join(found)}?" if found else f"; it holds {len(known)} others"


def near_article(asked: str, connection: sqlite3.Connection) -> str:
    """The same for the articles of a record."""
    return near(asked, [row["id"] for row in connection.execute("SELECT id FROM articles ORDER BY id")])
