"""How wide text is, without its font: a picture is laid out before anybody knows in which font it will be shown.

Widths are those of DejaVu Sans, which is wider than what most readers have, so that text stays within its place;
fonts with serifs are narrower.
"""

from __future__ import annotations

import unicodedata
from functools import cache

#: Widths in hundredths of the font's size, and the characters that have them.
_WIDTHS = {
    28: "ijl'|",
    32: " .,:;!ıíìîï’‘",
    40: 'ft()[]/-I"J·',
    45: "r“”",
    55: "csz?LFk–",
    60: "aevxyoéèêëáàâäóòôöçñ",
    64: "bdghnpquúùûü0123456789TPEY",
    70: "ABCKRSVXZ",
    79: "DGHNOQU",
    84: "w+=<>~",
    100: "mMW—…@%&→↔",
}
_OF = {character: hundredths / 100 for hundredths, characters in _WIDTHS.items() for character in characters}
_OTHER = 0.66
_BOLD = 1.15
#: How wide fonts with serifs are beside those without.
SERIF = 0.92
#: What stands at the end of text that was cut.
CUT = "…"


@cache
def _em(character: str) -> float:
    if character in _OF:
        return _OF[character]
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` is in a font of ``size``, in the same unit; rather too wide than too narrow."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1.0)


def wrap(text: str, size: float, most: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` on at most ``lines`` lines no wider than ``most``; what does not fit is cut, and ends in ``…``.

    White space becomes single blanks; a word that is wider than a line is broken. No text is no line.
    """
    waiting = [part for word in text.split() for part in _broken(word, size, most, bold)]
    out: list[str] = []
    while waiting:
        line = waiting.pop(0)
        while waiting and width(f"{line} {waiting[0]}", size, bold=bold) <= most:
            line = f"{line} {waiting.pop(0)}"
        out.append(line)
        if waiting and len(out) == lines:
            out[-1] = shortened(f"{line} {waiting[0]}", size, most, bold=bold)
            break
    return tuple(out)


def shortened(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """``text`` cut to ``most`` with ``…`` at its end, at a blank where there is one in the second half."""
    room = most - width(CUT, size, bold=bold)
    kept = ""
    for character in text:
        if width(kept + character, size, bold=bold) > room:
            break
        kept += character
    blank = kept.rfind(" ")
    if blank > len(kept) / 2:
        kept = kept[:blank]
    return kept.rstrip(" ,;:–—-") + CUT


def _broken(word: str, size: float, most: float, bold: bool) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and width(parts[-1] + character, size, bold=bold) > most:
            parts.append("")
        parts[-1] += character
    return parts
