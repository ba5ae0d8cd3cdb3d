"""The description of the interface as it is read: an OpenAPI document laid out for a page and for the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field; ``type``: in words; ``place``: ``path`` or ``query`` of a parameter."""

    name: str
    type: str
    text: str
    place: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A route; ``answer``: name of the object that it answers with; ``example``: one of those."""

    path: str
    title: str
    text: str
    tag: str
    rows: tuple[Row, ...]
    answer: str
    example: Any = None


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the answers with its fields."""

    name: str
    text: str
    rows: tuple[Row, ...]


def routes(document: Json) -> tuple[Route, ...]:
    """The routes, in the order of the document's tags."""
    order = [tag["name"] for tag in document["tags"]]
    found = [_route(path, methods["get"]) for path, methods in document["paths"].items()]
    return tuple(sorted(found, key=lambda one: order.index(one.tag)))


def shapes(document: Json) -> tuple[Shape, ...]:
    """The objects of the answers, by name."""
    schemas = document["components"]["schemas"]
    return tuple(
        Shape(name, " ".join(str(schema.get("description", "")).split()), tuple(_fields(schema)))
        for name, schema in sorted(schemas.items())
        if schema.get("type") == "object"
    )


def type_of(schema: Json) -> str:
    """A JSON schema in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    kind = str(schema.get("type", "anything"))
    return {"array": _array, "object": _object}.get(kind, _simple)(schema)


def _simple(schema: Json) -> str:
    return f"{schema.get('type', 'anything')}{_bounds(schema)}"


def _object(schema: Json) -> str:
    within = schema.get("additionalProperties")
    return f"object of {type_of(within)}" if isinstance(within, Mapping) else "object"


def _array(schema: Json) -> str:
    within, least, most = type_of(schema["items"]), schema.get("minItems"), schema.get("maxItems")
    if least is not None and least == most:
        return f"{most} of {within}"
    return f"list of {within}" + (f", at most {most}" if most is not None else "")


def _bounds(schema: Json) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f", {schema['minimum']} to {schema['maximum']:,}"
    return f", at most {schema['maxLength']:,} characters" if "maxLength" in schema else ""


def _route(path: str, operation: Json) -> Route:
    answer = operation["responses"]["200"]["content"]["application/json"]
    return Route(
        path=path,
        title=operation["summary"],
        text=operation["description"],
        tag=operation["tags"][0],
        rows=tuple(_parameter(one) for one in operation.get("parameters", ())),
        answer=type_of(answer["schema"]),
        example=answer.get("example"),
    )


def _parameter(one: Json) -> Row:
    schema = one["schema"]
    default = schema.get("default")
    text = str(one.get("description", schema.get("description", "")))
    if default not in (None, "", [], False):
        text += f" {default} unless given."
    return Row(one["name"], type_of(schema), " ".join(text.split()), one["in"], one.get("required", False))


def _fields(schema: Json) -> Iterator[Row]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield Row(name, type_of(field), " ".join(str(field.get("description", "")).split()), "", name in required)
