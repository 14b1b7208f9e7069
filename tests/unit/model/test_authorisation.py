"""What an authorisation allows, and how it is written."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from tests.unit.model.samples import AUTHORISATION, INVOCATION, STATEMENT
from tests.unit.model.strategies import authorisations, invocations

from egnatia.model import canonical
from egnatia.model.authorisation import (
    Authorisation,
    Invocation,
    Measure,
    parse_authorisation,
    parse_invocation,
    plain_authorisation,
    plain_invocation,
)
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.statement import StatementAct

DAY = timedelta(days=1)


def covers(**changed: Any) -> bool:  # noqa: ANN401 - any field
    """Ask about the sample's own measure, matter, purpose and first day, but for what is changed."""
    asked = {
        "measure": AUTHORISATION.measure,
        "matter": AUTHORISATION.matter,
        "purpose": AUTHORISATION.purpose,
        "on": AUTHORISATION.begins,
    }
    return AUTHORISATION.covers(**{**asked, **changed})


@given(authorisations())
def test_an_authorisation_written_is_read_back(authorisation: Authorisation) -> None:
    plain = canonical.from_bytes(canonical.to_bytes(plain_authorisation(authorisation)))
    assert parse_authorisation(plain, "") == authorisation


@given(invocations)
def test_what_a_question_names_is_read_back(invocation: Invocation) -> None:
    assert parse_invocation(canonical.from_bytes(canonical.to_bytes(plain_invocation(invocation))), "") == invocation


def test_it_holds_from_its_first_to_its_last_day() -> None:
    days = (AUTHORISATION.begins - DAY, AUTHORISATION.begins, AUTHORISATION.ends, AUTHORISATION.ends + DAY)
    assert [covers(on=day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "changed",
    [{"measure": Measure.RELEASE}, {"matter": "00" * 16}, {"purpose": Purpose.BORDER_CHECK}],
    ids=lambda changed: next(iter(changed)),
)
def test_it_holds_for_nothing_else(changed: dict[str, Any]) -> None:
    assert not covers(**changed)


def test_one_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ContradictionError, match="before it begins"):
        replace(AUTHORISATION, ends=AUTHORISATION.begins - DAY)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"statement": "court"}, "a.statement"),
        ({"measure": "everything"}, "a.measure"),
        ({"matter": "KO 12/26"}, "a.matter"),
        ({"purpose": "curiosity"}, "a.purpose"),
        ({"authority": " "}, "a.authority"),
        ({"document": "scan.pdf"}, "a.document"),
        ({"begins": "soon"}, "a.begins"),
        ({"ends": "2026-11-19"}, "a.ends"),
        ({"urgent": True}, "a.urgent"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_invocation({**plain_invocation(INVOCATION), **changed}, "a")
    assert caught.value.path == path


def test_only_the_act_of_authorising_says_one_and_about_its_own_matter() -> None:
    with pytest.raises(ContradictionError, match="authorises"):
        replace(STATEMENT, authorises=AUTHORISATION)
    with pytest.raises(ContradictionError, match="authorises"):
        replace(STATEMENT, act=StatementAct.AUTHORISE)
    with pytest.raises(ContradictionError, match="matter"):
        replace(STATEMENT, act=StatementAct.AUTHORISE, authorises=AUTHORISATION)


def test_a_statement_that_authorises_something_else_has_another_id() -> None:
    given = replace(
        STATEMENT, act=StatementAct.AUTHORISE, about=frozenset({AUTHORISATION.matter}), authorises=AUTHORISATION
    )
    other = replace(given, authorises=replace(AUTHORISATION, ends=date(2027, 1, 1)))
    assert given.id != other.id
