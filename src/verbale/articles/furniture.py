"""Page furniture: share bars, sign-ups, related links, comment forms, notices, and notes on who wrote what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.articles.patterns import MAX_FURNITURE, patterns

_EDGES = " \t\u00a0•|*_[]<>»›·–—-+="
#: Lines that are furniture as a whole are short.
_MAX_WHOLE = 160
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_GLUED = re.compile(
    r"(?:(?<=\s)|^)(?P<given>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}) (?P<last>[A-Z][\w’'-]*[a-z.])(?=[A-Z])"
)
_MORE = re.compile(r" MORE(?![\w-])")
_MORE_WINDOW = 620


def is_furniture(line: str) -> bool:
    """Whether ``line`` (one paragraph, on one line) is page furniture wherever it stands."""
    if len(line) > MAX_FURNITURE:
        return False
    known = patterns()
    bare = line.strip(_EDGES)
    if not bare or known.opening.match(line) or (bare != line and known.opening.match(bare)):
        return True
    if len(bare) <= _MAX_WHOLE and (known.whole.fullmatch(bare) or (bare != line and known.whole.fullmatch(line))):
        return True
    return known.anywhere.found(line) or _is_share_bar(bare)


def is_whole_furniture(line: str) -> bool:
    """Whether ``line`` is nothing but furniture; the stricter test, for texts that quote and list anything."""
    bare = line.strip(_EDGES)
    return len(line) <= 120 and (not bare or patterns().whole.fullmatch(bare) is not None)


def is_label_line(line: str) -> bool:
    """Whether ``line`` is furniture only by a label before a colon, which headlines have too."""
    label, colon, rest = line.partition(": ")
    return bool(colon) and len(label.split()) <= 3 and len(rest.split()) >= 4 and not is_furniture(rest)


def is_closing(line: str) -> bool:
    """Whether ``line`` is a note that ends an article (who contributed, who the author is)."""
    return len(line) <= MAX_FURNITURE and patterns().closing.search(line) is not None


def inline_furniture(paragraph: str) -> list[tuple[int, int]]:
    """Furniture inside ``paragraph``, as sorted spans that do not overlap."""
    found: list[tuple[int, int]] = []
    known = patterns()
    lead = known.lead.match(paragraph)
    if lead:
        found.append((0, len(lead.group().rstrip())))
    if "(" in paragraph:
        found += [match.span() for match in known.inline.finditer(paragraph)]
    if " MORE" in paragraph:
        found += _name_links(paragraph)
    found.sort()
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _is_share_bar(line: str) -> bool:
    if len(line) > 160:
        return False
    found = _WORD.findall(line.lower())
    known = patterns()
    return bool(found) and all(w in known.share for w in found) and any(w in known.share_core for w in found)


def _name_links(paragraph: str) -> Iterator[tuple[int, int]]:
    """Pop-ups of headlines behind a person's name: ``Jane Roe Jane A. RoeFirst headline Second headline MORE``.

    The full name stands after (or before) the name in the sentence, glued to the first headline.
    """
    floor = 0
    for more in _MORE.finditer(paragraph):
        start = max(floor, more.start() - _MORE_WINDOW)
        floor = more.end()
        around = set(_names(paragraph[more.end() : more.end() + 30])[:2])
        for match in _GLUED.finditer(paragraph, start, more.start()):
            before = set(_names(paragraph[max(0, match.start() - 40) : match.start()])[-2:])
            full = _names(match.group())
            begin = match.start()
            for n, name in enumerate(full):  # the name in the sentence may run into the full name
                if name in before | around or match["last"] in before | around | set(full[:n]):
                    yield (_after_name(paragraph, match, full), more.end())
                    begin = -1
                    break
            if begin < 0:
                break


def _names(text: str) -> list[str]:
    return re.findall(r"[A-Z][\w’'-]*", text)


def _after_name(paragraph: str, match: re.Match[str], full: list[str]) -> int:
    """Where the pop-up begins: after a first telling of the name, where the match holds two tellings."""
    first = full[0]
    again = paragraph.find(f" {first} ", match.start() + len(first), match.end())
    if again >= 0:
        return again + 1
    last = match["last"]
    told = paragraph.find(f"{last} ", match.start(), match.start("last"))
    return told + len(last) + 1 if told >= 0 else match.start()
