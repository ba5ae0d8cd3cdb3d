"""JSON Lines: one article a line, with ``text`` or ``html`` and what else is known of it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from verbale.articles.decode import clean_surrogates
from verbale.articles.raw import Format, Metadata, Raw
from verbale.schema import Problem

_REMEDY = "correct the line or leave it out"


class LineReader(Protocol):
    """What lines are read from."""

    def readline(self, size: int = -1, /) -> bytes:
        """One line of at most ``size`` bytes, with its end."""


def read_lines(
    reader: LineReader, name: str, stem: str, max_bytes: int, unique: Callable[[str], str]
) -> Iterator[Raw | Problem]:
    """Return the documents of JSON Lines input, read one line at a time; a bad line is a problem that names it.

    ``stem``: a line without ``id`` gets ``stem-N``, with its number. ``unique`` makes ids unique in the batch.
    """
    number, seen = 0, False
    while True:
        number += 1
        place = f"line {number}"
        try:
            line = reader.readline(max_bytes + 1)
        except (OSError, EOFError, zlib.error):
            yield Problem(unique(f"{stem}-{number}"), name, "damaged from here on; pack or copy it again", place)
            return
        if not line:
            break
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(reader, max_bytes)
            message = f"longer than the limit of {max_bytes:,} bytes for one document; split it into articles"
            yield Problem(unique(f"{stem}-{number}"), name, message, place)
            seen = True
            continue
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            seen = True
            yield _line(line, name, f"{stem}-{number}", place, unique)
    if not seen:
        yield Problem(unique(stem), name, "empty; leave it out or give articles, one JSON object a line")


def _skip_line(reader: LineReader, size: int) -> None:
    while True:
        rest = reader.readline(size)
        if not rest or rest.endswith(b"\n"):
            return


def _line(line: bytes, name: str, fallback: str, place: str, unique: Callable[[str], str]) -> Raw | Problem:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Problem(unique(fallback), name, f"not UTF-8; {_REMEDY}", place)
    except json.JSONDecodeError as error:
        return Problem(unique(fallback), name, f"not valid JSON ({error.msg}, column {error.colno}); {_REMEDY}", place)
    except (ValueError, RecursionError):  # numbers of thousands of digits, thousands of brackets
        return Problem(unique(fallback), name, f"not JSON that can be read; {_REMEDY}", place)
    return _record(value, name, fallback, place, unique)


def _record(value: Any, name: str, fallback: str, place: str, unique: Callable[[str], str]) -> Raw | Problem:
    if not isinstance(value, dict):
        return Problem(unique(fallback), name, f"not a JSON object; {_REMEDY}", place)
    wanted = _string(value.get("id")) or fallback
    text, html = value.get("text"), value.get("html")
    form: Format = "text"
    if isinstance(text, str) and text.strip():
        data = text
    elif isinstance(html, str) and html.strip():
        data, form = html, "html"
    else:
        return Problem(unique(wanted), name, 'no "text" or "html" in it; give one of them', place)
    metadata = Metadata(
        url=_string(value.get("url")),
        title=_string(value.get("title")),
        outlet=_string(value.get("outlet")),
        published=_string(value.get("published")),
    )
    return Raw(unique(wanted), name, data, form, metadata, place)


def _string(value: Any) -> str | None:
    """Return a string or number as a string; anything else, and blank ones, as nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return clean_surrogates(" ".join(str(value).split())) or None
