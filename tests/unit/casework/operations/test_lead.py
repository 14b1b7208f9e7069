"""Who at a node sees an operation, and who works in it for its lead."""

import pytest
from tests.unit.casework.operations.conftest import Watch

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import Led, leading, leads, sees
from egnatia.casework.rows import Account, Role


@pytest.fixture
def led(watch: Watch) -> Led:
    """What MK leads in its case file."""
    return Led(node=watch.mk.me, case_file=watch.case.id)


def stands(office: Office, actor: Account, led: Led) -> tuple[bool, bool]:
    """Tell whether somebody sees it, and works in it."""
    return office.store.read(lambda tx: (sees(office, tx, actor, led), leads(office, tx, actor, led)))


def test_at_the_lead_the_case_file_decides(watch: Watch, led: Led) -> None:
    stranger = watch.net.person("MK", "stranger", Role.OFFICER)
    assert stands(watch.mk, watch.officer, led) == (True, True)
    assert stands(watch.mk, stranger, led) == (False, False)
    assert watch.mk.store.read(lambda tx: leading(watch.mk, tx, watch.officer, led)) == watch.case


def test_a_prosecutor_of_the_lead_sees_it_and_leads_nothing(watch: Watch, led: Led) -> None:
    chief = watch.net.person("MK", "chief", Role.PROSECUTOR)
    assert stands(watch.mk, chief, led) == (True, False)
    with pytest.raises(NotAllowedError, match="does not work in the case file"):
        watch.mk.store.read(lambda tx: leading(watch.mk, tx, chief, led))


def test_at_a_partner_it_is_seen_and_not_led(watch: Watch, led: Led) -> None:
    assert stands(watch.tr, watch.turkish_officer, led) == (True, False)
    with pytest.raises(NotAllowedError, match="MK leads this operation"):
        watch.tr.store.read(lambda tx: leading(watch.tr, tx, watch.turkish_officer, led))
