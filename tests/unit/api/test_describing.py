"""The description of the interface says what is written: fractions are text, and every refusal is a problem."""

from typing import Any

from egnatia.api.app import assemble


def parts(schema: object) -> list[dict[str, Any]]:
    """Return all objects of a document."""
    if isinstance(schema, dict):
        return [schema, *(found for part in schema.values() for found in parts(part))]
    return [found for part in schema for found in parts(part)] if isinstance(schema, list) else []


def test_no_fraction_is_written_as_a_number() -> None:
    assert not [part for part in parts(assemble().openapi()) if part.get("type") == "number"]


def test_every_operation_says_how_it_refuses() -> None:
    for operations in assemble().openapi()["paths"].values():
        for operation in operations.values():
            assert "default" in operation["responses"]
