"""The description of the interface says what is written: fractions are text, and every refusal is a problem."""

from typing import Any

from tests.unit.api.conftest import Desk


def parts(schema: object) -> list[dict[str, Any]]:
    """Return all objects of a document."""
    if isinstance(schema, dict):
        return [schema, *(found for part in schema.values() for found in parts(part))]
    return [found for part in schema for found in parts(part)] if isinstance(schema, list) else []


def test_no_fraction_is_written_as_a_number(desk: Desk) -> None:
    assert not [part for part in parts(desk.apps["RS"].openapi()) if part.get("type") == "number"]


def test_every_operation_says_how_it_refuses(desk: Desk) -> None:
    for operations in desk.apps["RS"].openapi()["paths"].values():
        for operation in operations.values():
            assert "default" in operation["responses"]
