"""Looking in the own register at the desk."""

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net, opened
from tests.unit.web.test_records import recorded

from egnatia.casework.rows import Role

__all__ = ["net"]
NAME = {"kind": "person", "first_name": "Марко", "family_name": "Илић"}


@pytest.fixture
def case(net: Network) -> str:
    return opened(net)


@pytest.mark.slow
def test_what_was_typed_is_looked_for_here_and_can_then_be_asked(net: Network, case: str) -> None:
    made = recorded(net)
    officer = Desk(net, "RS", Role.OFFICER)
    form = officer.send(officer.see("/ask"), "/search", {"q": "Марко Илић"})
    assert 'formaction="/find"' in form
    page = officer.send(form, "/find", {**NAME, "case": case})
    assert f"/records/{made.id}?case={case}" in page
    assert "sounds the same in another spelling or script" in page
    again = officer.send(page, "/ask/again", {**NAME, "case": case})
    assert 'value="Илић"' in again


@pytest.mark.slow
def test_nothing_that_fits_is_said_in_words(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    assert "Nothing that may be read" in officer.send(officer.see("/ask"), "/find", {**NAME, "case": case})


@pytest.mark.slow
def test_a_form_that_cannot_be_looked_for_comes_back_with_what_was_typed(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.send(officer.see("/ask"), "/find", {**NAME, "case": case, "birth_date": "soon"}, status=422)
    assert 'value="soon"' in page
    officer.send(officer.see("/ask"), "/find", {"kind": "soul", "case": case}, status=422)
