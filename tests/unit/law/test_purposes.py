import pytest

from egnatia.law.purposes import HUMANITARIAN, NEED_OFFENCE, is_humanitarian, needs_offence
from egnatia.model.caveat import Purpose


@pytest.mark.parametrize("purpose", [Purpose.CRIMINAL_INVESTIGATION, Purpose.JUDICIAL_PROCEEDINGS])
def test_criminal_justice_needs_an_offence(purpose: Purpose) -> None:
    assert needs_offence(purpose)
    assert not is_humanitarian(purpose)


@pytest.mark.parametrize("purpose", [Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS, Purpose.VICTIM_PROTECTION])
def test_a_humanitarian_purpose_needs_none(purpose: Purpose) -> None:
    assert is_humanitarian(purpose)
    assert not needs_offence(purpose)


def test_no_purpose_is_both() -> None:
    assert not HUMANITARIAN & NEED_OFFENCE
