"""The Parquet columns of an export, typed; needs pyarrow, the extra ``parquet``."""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def schema(what: str) -> Any:
    """The pyarrow schema of what is exported; its names are those of the JSON Lines export."""
    fields = {
        "articles": _article_fields,
        "statements": _statement_fields,
        "events": _event_fields,
        "exchanges": _exchange_fields,
        "positions": _position_fields,
    }
    return pa.schema(fields[what]())


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


def _head() -> Any:
    return pa.field("article", pa.struct([*_text("id", "url", "outlet", "title"), pa.field("published", _published())]))


def _codes(*names: str) -> list[Any]:
    return [pa.field(name, pa.list_(pa.string())) for name in names]


def _date() -> Any:
    return pa.field("date", pa.struct(_text("date", "precision", "text", "basis")))


def _exchange_fields() -> list[Any]:
    sides = [
        field
        for side in ("response", "to")
        for field in (
            *_text(f"{side}_kind", f"{side}_what"),
            *_codes(f"{side}_actors", f"{side}_targets"),
            *_text(f"{side}_date", f"{side}_quote", f"{side}_outlet", f"{side}_article"),
        )
    ]
    return [*_text("response", "to"), pa.field("score", pa.float64()), *_text("basis", "reason"), *sides]


def _position_fields() -> list[Any]:
    return [
        *_text("government", "about", "topic", "id", "date", "kind", "what", "speaker_name", "speaker_office"),
        pa.field("weight", pa.float64()),
        *_text("quote"),
        pa.field("stance", pa.float64()),
        *_text("stance_reason"),
        pa.field("deed", pa.bool_()),
        *_text("article", "url", "outlet"),
        *_codes("outlets"),
        pa.field("independent", pa.int64()),
        *_codes("items"),
        pa.field("shift", pa.bool_()),
        *_codes("shift_kinds"),
        pa.field("shift_scores", pa.list_(pa.float64())),
        *_codes("shift_from"),
    ]


def _event_fields() -> list[Any]:
    return [
        *_text("id"),
        _head(),
        *_text("quote", "type", "mode", "subtype"),
        *_codes("contexts"),
        *_text("status"),
        pa.field("status_confidence", pa.float64()),
        pa.field("score", pa.float64()),
        *_codes("actor", "recipient"),
        _date(),
        _spans("evidence"),
        *_text("statement"),
        pa.field("in_headline", pa.bool_()),
        pa.field("confidence", pa.float64()),
        *_codes("decided"),
    ]


def _statement_fields() -> list[Any]:
    return [
        *_text("id"),
        _head(),
        *_text("quote", "kind", "act"),
        pa.field("act_confidence", pa.float64()),
        pa.field("confidence", pa.float64()),
        pa.field("in_headline", pa.bool_()),
        *_text("nested_in"),
        *[_spans(name) for name in ("source", "cue", "content")],
        pa.field("speaker", _speaker()),
        pa.field("co_speakers", pa.list_(_speaker())),
        *_text("addressee"),
        *_codes("about", "topics"),
        _date(),
        _spans("prompted_by"),
        *_codes("decided"),
    ]
