"""The description of the interface (OpenAPI), made to say what is written: fractions as text, faults as problems."""

from typing import Any

from fastapi import FastAPI

from egnatia.api.plain import PLACES

_PROBLEM = "#/components/schemas/Problem"
#: Refusals and faults of every route, in the place of what FastAPI would say of malformed bodies only.
REFUSED: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": (
            "Anything but success is a problem (RFC 9457): 403 NotAllowed, 404 NotFound or NoRoute, 405 NoRoute, "
            "409 Conflict, 422 Parse (with the path of the fault), NotLawful (with what is missing) or what the law "
            "cannot decide, 500 Fault. The title is for programs, the detail for people."
        ),
        "content": {"application/problem+json": {"schema": {"$ref": _PROBLEM}}},
    }
}

_TEXT = {"type": "string"}
_SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "title": "Problem",
        "description": "What went wrong.",
        "required": ["status", "title", "detail"],
        "properties": {
            "status": {"type": "integer", "description": "as in the status line"},
            "title": {**_TEXT, "description": "the sort of fault, one word"},
            "detail": {**_TEXT, "description": "a sentence"},
            "path": {**_TEXT, "description": "of the first malformed value; with the title Parse only"},
            "missing": {"type": "array", "items": _TEXT, "description": "with the title NotLawful only"},
        },
        "additionalProperties": False,
    }
}


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe the interface; made once.

    Canonical JSON has no fractions (RFC 8785 would write them by a floating-point format): they are written as text.
    """
    if app.openapi_schema is None:
        made = FastAPI.openapi(app)
        made["components"]["schemas"].update(_SCHEMAS)
        app.openapi_schema = _as_written(made)
    return app.openapi_schema


def _as_written(schema: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    """Put text in the place of fractions and bytes."""
    if isinstance(schema, list):
        return [_as_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "number":
        return {**_kept(schema), "type": "string", "pattern": rf"^-?[0-9]+\.[0-9]{{{PLACES}}}$"}
    if schema.get("type") == "string" and "anyOf" in schema:  # FastAPI's word for a stream, beside that of its lines
        return _as_written({name: part for name, part in schema.items() if name != "type"})
    if schema.get("format") == "binary":
        return {**_kept(schema), "type": "string", "pattern": "^([0-9a-f]{2})*$"}
    return {name: _as_written(part) for name, part in schema.items()}


def _kept(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: schema[name] for name in ("title", "description") if name in schema}
