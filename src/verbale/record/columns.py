"""The Parquet columns of an export, typed; needs pyarrow, the extra ``parquet``."""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def schema(what: str) -> Any:
    """The pyarrow schema of ``articles`` or ``statements``; its names are those of the JSON Lines export."""
    return pa.schema(_statement_fields() if what == "statements" else _article_fields())


def _text(*names: str) -> list[Any]:
    return [pa.field(name, pa.string()) for name in names]


def _published() -> Any:
    return pa.struct(_text("date", "precision", "basis", "not_before", "not_after"))


def _spans(name: str) -> Any:
    return pa.field(name, pa.list_(pa.list_(pa.int64())))


def _speaker() -> Any:
    flags = [pa.field("anonymous", pa.bool_()), pa.field("former", pa.bool_())]
    how = [*_text("reason"), pa.field("confidence", pa.float64())]
    return pa.struct([*_text("id", "name", "office", "institution", "country"), *flags, *how])


def _article_fields() -> list[Any]:
    segment = pa.struct([pa.field("start", pa.int64()), pa.field("end", pa.int64()), *_text("kind")])
    return [
        *_text("id", "text", "title", "outlet", "byline", "url"),
        pa.field("published", _published()),
        *_text("form", "issuer"),
        pa.field("reasons", pa.list_(pa.string())),
        pa.field("segments", pa.list_(segment)),
    ]


def _statement_fields() -> list[Any]:
    article = pa.struct([*_text("id", "url", "outlet", "title"), pa.field("published", _published())])
    return [
        *_text("id"),
        pa.field("article", article),
        *_text("quote", "kind", "act"),
        pa.field("act_confidence", pa.float64()),
        pa.field("confidence", pa.float64()),
        pa.field("in_headline", pa.bool_()),
        *_text("nested_in"),
        *[_spans(name) for name in ("source", "cue", "content")],
        pa.field("speaker", _speaker()),
        pa.field("co_speakers", pa.list_(_speaker())),
        *_text("addressee"),
        pa.field("about", pa.list_(pa.string())),
        pa.field("topics", pa.list_(pa.string())),
        pa.field("date", pa.struct(_text("date", "precision", "text", "basis"))),
        _spans("prompted_by"),
        pa.field("decided", pa.list_(pa.string())),
    ]
