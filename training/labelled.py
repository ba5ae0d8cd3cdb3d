"""Labels of sentences and statements of real news, kept without their text: places in the articles of a corpus.

``training/data/labels_acts.jsonl``: ``{"id", "source", "cue", "content", "act"}``, the places those of a statement that
an earlier model found, the act ``none`` where it is no statement. ``labels_events.jsonl``: ``{"id", "sentence",
"actors": {"A": places}, "events"}``, the events written as in :mod:`training.slots`. Articles are of the corpus
``news`` or, where the id begins with ``wh/``, files of ``white_house``.
"""

from __future__ import annotations

import json
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.data import read_lines
from training.passages import MOST, ActCase, Pair, Passage, act_index, act_passage, indices, pairs_of
from training.slots import event
from training.train import VOCABULARY
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.events.pieces import split
from verbale.language.encoding import Encoded, encode
from verbale.statements.find import read_ranges

#: Characters of an article of the White House that were read for labels.
READ = 9000


def texts(ids: set[str], news: Path, white_house: Path) -> dict[str, dict[str, Any]]:
    """Text, date and title of the articles asked for, by id."""
    out = {r["id"]: r for r in read_lines(news) if r["id"] in ids}
    with tarfile.open(white_house) as archive:
        for member in archive:
            name = f"wh/{Path(member.name).name}"
            if name in ids and (file := archive.extractfile(member)):
                out[name] = {"text": file.read().decode("utf-8")[:READ]}
    return out


def labelled(folder: Path, news: Path, white_house: Path) -> list[Passage]:
    """The passages of all labelled sentences and statements."""
    kinds = ("labels_acts.jsonl", "labels_events.jsonl")
    rows: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for place, name in enumerate(kinds):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows[row["id"]][place].append(row)
    found = texts(set(rows), news, white_house)
    out: list[Passage] = []
    for name in sorted(set(rows) & set(found)):
        out += _article(found[name], *rows[name])
    return out


def _article(record: Mapping[str, Any], acts: Iterable[Any], events: Iterable[Any]) -> list[Passage]:
    metadata = Metadata(published=record.get("date"), title=record.get("title"))
    article = article_from_text(record["text"], metadata=metadata)
    encoded = encode(article.text, VOCABULARY, read_ranges(article))
    sentences = split(article.text, encoded, read_ranges(article))
    out = []
    for row in acts:
        parts = [indices(encoded, row[role]) for role in ("content", "cue", "source")]
        made = act_passage(encoded, sentences, parts, act_index(row["act"]))
        if made is not None:
            out.append(made)
    out += [made for row in events if (made := _sentence(encoded, row))]
    return out


def _sentence(encoded: Encoded, row: Mapping[str, Any]) -> Passage | None:
    pieces = indices(encoded, [row["sentence"]])
    if not pieces:
        return None
    first, last = pieces[0], min(pieces[-1] + 1, pieces[0] + MOST)
    events = [event(e, set(row["actors"])) for e in row["events"]]
    pairs: list[Pair] = list(pairs_of(encoded, row["actors"], events, (first, last), "labelled"))
    return Passage(encoded, first, last, pairs, name=f"labelled:{row['id']}")


__all__ = ["ActCase", "labelled", "texts"]
