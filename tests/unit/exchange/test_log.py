"""The name of a node's log."""

from tests.unit.exchange.network import AL, RS

from egnatia.exchange.log import log_key


def test_each_node_has_a_log_of_its_own_name_and_key() -> None:
    ours, theirs = log_key(AL.node, AL.ledger.public), log_key(RS.node, RS.ledger.public)
    assert (ours.name, theirs.name) == ("egnatia/AL", "egnatia/RS")
    assert ours.public == AL.ledger.public
