"""What kind of input this is, from its name and its first bytes."""

from __future__ import annotations

import codecs
import json
import re

from verbale.articles.raw import InputFormat

#: Endings of the files read in a folder, and the format they tell; text may turn out to be something else.
SUFFIXES: dict[str, InputFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".xml": "tei",
    ".tei": "tei",
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b\x08\x1a") + b"\x7f"
_HTML = re.compile(
    rb"^\s*(?:<!--.{0,2000}?-->\s*)?(?:<!doctype\s+html|<html|<head|<body|<article"
    rb"|<\?xml[^>]*>\s*(?:<!doctype html[^>]*>\s*)?<html)",
    re.I | re.S,
)
_TEI = re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus)[\s>]|tei-c\.org")
_XML = re.compile(rb"^\s*<\?xml")


def strip_suffixes(name: str) -> str:
    """``name`` without its ending: ``x.jsonl.gz`` is ``x``; a name that is only an ending stays."""
    stem = name
    for known in (".gz", *SUFFIXES):
        if stem.lower().endswith(known) and len(stem) > len(known):
            stem = stem[: -len(known)]
            if known != ".gz":
                break
    return stem


def binary_kind(head: bytes) -> str | None:
    """Return what ``head`` is the beginning of, in words, where that is no text; else None."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_WIDE_BOMS) or not head:
        return None
    nulls = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "binary data" if nulls > 0.003 * len(head) or controls > 0.03 * len(head) + 2 else None


def sniff(name: str, head: bytes) -> InputFormat:
    """Return the format of the input called ``name`` that begins with ``head``."""
    told = _by_name(name)
    body = head.removeprefix(codecs.BOM_UTF8)
    if told == "tei":
        return "html" if _HTML.match(body) else "tei"
    if told in ("html", "jsonl"):
        return told
    if _HTML.match(body):
        return "html"
    if _TEI.search(body[:2000]) and _XML.match(body):
        return "tei"
    return "jsonl" if told is None and _is_json_line(body) else "text"


def _by_name(name: str) -> InputFormat | None:
    lower = name.lower().removesuffix(".gz")
    return next((told for suffix, told in SUFFIXES.items() if lower.endswith(suffix)), None)


def _is_json_line(head: bytes) -> bool:
    """Whether the first line is a JSON object with an article in it; a line cut off is judged by its opening."""
    line = head.lstrip().split(b"\n", 1)[0].strip()
    if not line.startswith(b"{"):
        return False
    try:
        value = json.loads(line)
    except ValueError:
        return re.match(rb'\{\s*"(?:id|url|title|outlet|published|text|html)"\s*:', line) is not None
    return isinstance(value, dict) and ("text" in value or "html" in value)
