"""What waits for somebody who vouches: others' links and identities, and nothing of one's own making."""

import pytest
from tests.twins.network import Network
from tests.unit.casework.test_identities import MINISTRY
from tests.unit.casework.test_login import net, officer

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.granting import Standing, change_account
from egnatia.casework.identities import bind_identity, vouch_identity
from egnatia.casework.links import invite, invite_other, vouch
from egnatia.casework.rows import Account, Role
from egnatia.casework.vouching import What, waiting

__all__ = ["net", "officer"]


def test_what_an_administrator_made_waits_for_somebody_else(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    chief = net.person("RS", "chief", Role.SUPERVISOR)
    invite(office, officer)
    invite_other(office, admin, officer.name)
    bind_identity(office, admin, officer.name, MINISTRY, "7")
    assert [(one.name, one.what, one.made_by) for one in waiting(office, chief)] == [
        ("petra", What.LINK, admin.id),
        ("petra", What.IDENTITY, admin.id),
    ]
    assert waiting(office, admin) == ()
    vouch(office, chief, officer.name)
    vouch_identity(office, chief, officer.name)
    assert waiting(office, chief) == ()


def test_roles_that_are_proposed_wait_with_what_they_would_be(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    chief, wanted = net.person("RS", "chief", Role.SUPERVISOR), Standing(roles=frozenset({Role.ANALYST}))
    change_account(office, admin, officer.name, wanted)
    [one] = waiting(office, chief)
    assert (one.name, one.what, one.standing, one.made_by) == ("petra", What.ROLES, wanted, admin.id)
    assert one.now == {Role.OFFICER}
    assert waiting(office, admin) == ()


def test_nobody_vouches_for_oneself_and_officers_for_nobody(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    chief = net.person("RS", "chief", Role.SUPERVISOR)
    invite_other(office, admin, chief.name)
    assert waiting(office, chief) == ()
    with pytest.raises(NotAllowedError):
        waiting(office, officer)
