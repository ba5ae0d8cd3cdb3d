"""The stories of Reuters-21578, a corpus of wire news of 1987 in SGML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

_STORY = re.compile(r"<REUTERS[^>]*NEWID=\"(\d+)\"[^>]*>(.*?)</REUTERS>", re.DOTALL)
_END = re.compile(r"\s*\bReuter\s*\Z", re.IGNORECASE)
#: Stories of these topics are tables of earnings, and takeovers told in one sentence.
_LEFT_OUT = ("earn", "acq")


def stories(path: Path) -> Iterator[dict[str, str]]:
    """The stories of a file that have a body, with ``id``, ``outlet``, ``date`` as written, ``title`` and ``text``."""
    for match in _STORY.finditer(path.read_text(encoding="latin-1")):
        number, story = match.groups()
        body = _part(story, "BODY")
        if not body or any(f"<D>{topic}</D>" in story for topic in _LEFT_OUT):
            continue
        text = re.sub(r"\n\s{2,}", "\n\n", body.replace("\x03", "").strip())
        date, title = _part(story, "DATE").strip(), _part(story, "TITLE")
        yield {
            "id": f"reuters21578:{number}",
            "outlet": "Reuters",
            "date": date,
            "title": title,
            "text": _END.sub("", text),
        }


def _part(story: str, tag: str) -> str:
    match = re.search(f"<{tag}>(.*?)</{tag}>", story, re.DOTALL)
    return html.unescape(match[1]) if match else ""
