"""From bytes to text: byte order marks, declared character sets, UTF-8, and what is left to guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: What browsers do with pages that declare Latin-1 or ASCII: they read them as cp1252 (WHATWG Encoding Standard).
_AS_CP1252 = frozenset({"iso8859-1", "ascii", "cp1252"})
_GUESS_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the encoding it was read in, and why that one."""

    text: str
    encoding: str
    reason: str


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Decode ``data``; never raises. ``markup``: look for a charset declared in HTML or XML.

    Bytes that the chosen encoding does not know become U+FFFD, and the reason says so.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _read(data[len(bom) :], encoding, "byte order mark")
    if markup:
        declared = _declared(data[:4096])
        if declared:
            try:
                text = data.decode(declared)
                return Decoded(_clean(text), declared, "declared in the document")
            except UnicodeDecodeError:
                pass
    try:
        return Decoded(_clean(data.decode("utf-8")), "utf-8", "valid UTF-8")
    except UnicodeDecodeError:
        return _guess(data)


def clean_surrogates(text: str) -> str:
    """``text`` with each lone surrogate replaced by U+FFFD, so that offsets stay and every writer can encode it."""
    return _SURROGATE.sub("\ufffd", text) if not _encodes(text) else text


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _clean(text: str) -> str:
    return text[1:] if text.startswith("\ufeff") else text


def _read(data: bytes, encoding: str, reason: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, reason)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, f"{reason}; some bytes were not valid and became U+FFFD")


def _declared(head: bytes) -> str | None:
    match = _XML.search(head) or _META.search(head)
    if not match:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):  # a declaration one can read in single bytes is not UTF-16
        return "utf-8"
    return "cp1252" if name in _AS_CP1252 else name


def _guess(data: bytes) -> Decoded:
    """Guess the encoding of bytes that are not UTF-8: nearly UTF-8, else cp1252, else what they look like."""
    damaged = data.decode("utf-8", errors="replace")
    bad = damaged.count("\ufffd")
    multibyte = sum(1 for c in damaged if c > "\x7f") - bad
    if multibyte > 4 * bad:
        return Decoded(_clean(damaged), "utf-8", "UTF-8 with some bytes that are not valid, which became U+FFFD")
    high = sum(1 for b in data[:_GUESS_BYTES] if b > 0x7F)
    sample = min(len(data), _GUESS_BYTES)
    if high < 0.3 * sample:  # mostly ASCII: English or another Western language
        try:
            return Decoded(data.decode("cp1252"), "cp1252", "not UTF-8; read as Western European")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(data[:_GUESS_BYTES]).best()
    if best is not None:
        return _read(data, best.encoding, "not UTF-8; guessed from the bytes")
    return _read(data, "cp1252", "not UTF-8; read as Western European")
