"""What a source hands over: the bytes or text of one document, with what is known about it from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "html", "tei", "transcript"]
#: Formats of one document. A JSON line holds a document in one of them.
DOCUMENT_FORMATS: tuple[Format, ...] = ("text", "html", "tei", "transcript")

InputFormat = Literal["auto", "text", "html", "jsonl", "tei", "transcript"]
#: Formats a user may ask for.
INPUT_FORMATS: tuple[InputFormat, ...] = ("auto", "text", "html", "jsonl", "tei", "transcript")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the input says about a document beside its text; None where it says nothing.

    ``published``: the date as written in the input, not yet read.
    """

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """One document before it is read; can be pickled.

    ``id``: unique in its batch. ``name``: what to call it to people (a path, or ``-`` for standard input). ``data``:
    bytes of a file, or the text of a JSON line. ``place``: where in ``name`` it stands (``line 7``), or None.
    ``stem``: the file's name without its ending where the file is the document, else empty: it may tell what kind of
    document this is.
    """

    id: str
    name: str
    data: bytes | str
    format: Format = "text"
    metadata: Metadata = field(default_factory=Metadata)
    place: str | None = None
    stem: str = ""
