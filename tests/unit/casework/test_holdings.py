"""Who may know which records a partner was given."""

import pytest
from tests.twins.network import network

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.holdings import holdings_of
from egnatia.casework.rows import Role
from egnatia.model.identity import NodeId


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OVERSIGHT, Role.INSPECTOR}))
def test_only_oversight_lists_what_a_partner_holds(role: Role) -> None:
    net = network("RS", "AL")
    with pytest.raises(NotAllowedError):
        holdings_of(net.offices["RS"], net.person("RS", "somebody", role), NodeId("AL"))


def test_a_node_that_was_given_nothing_holds_nothing() -> None:
    net = network("RS", "AL")
    assert holdings_of(net.offices["RS"], net.person("RS", "dpo", Role.OVERSIGHT), NodeId("TR")) == ()
