"""Warnings of danger to a person, and what states bound themselves to."""

from typing import Any

import pytest
from hypothesis import given
from tests.unit.model.strategies import assurances, perils

from egnatia.model.errors import ParseError
from egnatia.model.peril import (
    Assurance,
    Danger,
    Peril,
    parse_assurance,
    parse_peril,
    plain_assurance,
    plain_peril,
)


@given(perils)
def test_a_warning_written_is_read_back(peril: Peril) -> None:
    assert parse_peril(plain_peril(peril), "warns") == peril


@given(assurances)
def test_an_assurance_written_is_read_back(assurance: Assurance) -> None:
    assert parse_assurance(plain_assurance(assurance), "assures") == assurance


def test_a_warning_of_nothing_is_refused() -> None:
    with pytest.raises(ParseError, match=r"warns\.danger: none"):
        parse_peril({"danger": Danger.NONE, "country": "SYR"}, "warns")


WHOLE = {"country": "SYR", "authority": "Minister of Justice, 12/26", "document": "a" * 64, "given": "2026-11-01"}


@pytest.mark.parametrize("changed", [{"document": ""}, {"country": "XX"}, {"given": "soon"}, {"more": 1}])
def test_an_assurance_names_state_authority_document_and_day(changed: dict[str, Any]) -> None:
    [name] = changed
    with pytest.raises(ParseError, match=name):
        parse_assurance({**WHOLE, **changed}, "assures")
