"""The description of the interface: FastAPI's OpenAPI document with problems, examples and addresses from the root."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from verbale import __version__
from verbale.web import urls
from verbale.web.api.problems import KINDS, MEDIA_TYPE, Problem

Json = dict[str, Any]
_REF = "#/components/schemas/{model}"
#: Statuses of problems that any request may meet, beside 404 where something is named or counted.
_ALWAYS = (400, 404, 405, 500, 503)
_FASTAPI_ERRORS = ("HTTPValidationError", "ValidationError")
DESCRIPTION = """\
What the pages of a reading room show, as JSON. Nothing that was read or decided can be changed here.

Every answer, and every statement and event in it, has the address of its page in this room (`url`). Lists come page by
page. A parameter that does not exist is an error, so that a mistyped filter never looks like an answer. Whatever cannot
be answered is answered by problem details (RFC 9457).
"""
TAGS = {
    "statements": "What was said.",
    "events": "What was done.",
    "articles": "In which text.",
    "actors and countries": "By whom.",
    "relations": "Between whom: relations, positions, exchanges, threads.",
    "the record": "What there is.",
}


def document(app: FastAPI) -> Json:
    """The OpenAPI document of the application that stands below :data:`verbale.web.urls.API`."""
    made = get_openapi(
        title="Verbale",
        version=__version__,
        summary="A sourced record of what governments said about one another.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
    )
    made["paths"] = {urls.API + path: _described(path, methods) for path, methods in made["paths"].items()}
    components = made["components"]
    for name in _FASTAPI_ERRORS:
        components["schemas"].pop(name, None)
    problem = Problem.model_json_schema(ref_template=_REF)
    components["schemas"] |= {**problem.pop("$defs", {}), "Problem": problem}
    components["responses"] = {str(status): _problem(status) for status in KINDS}
    return made


@cache
def examples() -> dict[str, Json]:
    """An answer of each route, by its path."""
    text = (files("verbale.web.api") / "data" / "examples.json").read_text(encoding="utf-8")
    found: dict[str, Json] = json.loads(text)
    return found


def _described(path: str, methods: Json) -> Json:
    for operation in methods.values():
        # The first line of a function's text is what it is called here.
        title, _, text = str(operation.get("description", "")).partition("\n\n")
        operation["summary"] = title.strip().removesuffix(".")
        operation["description"] = " ".join(text.split())
        operation["operationId"] = operation["operationId"].partition("_")[0]
        responses = operation["responses"]
        responses.pop("422", None)
        if path in examples():
            responses["200"]["content"]["application/json"]["example"] = examples()[path]
        responses["200"]["description"] = "The answer."
        responses |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in _ALWAYS}
    return methods


def _problem(status: int) -> Json:
    name, title, text = KINDS[status]
    example = {
        "type": f"{urls.api_url('docs')}#{name}",
        "title": title,
        "status": status,
        "detail": _DETAILS.get(status, text),
        "instance": urls.api_url("search"),
        "errors": _ERRORS if status == 400 else [],
        "near": [],
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}, "example": example}}
    return {"description": f"{title}. {text}", "content": content}


_ERRORS = [{"name": "since", "message": "'soon' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"}]
_DETAILS = {400: f"since: {_ERRORS[0]['message']}."}
