"""The directory travels from node to node; nobody has to carry it to each of them."""

from datetime import timedelta

from tests.network.realm import Realm


def version(made: Realm, node: str) -> int:
    return made.nodes[node].directory.current().version


def test_a_newer_directory_is_fetched_from_partners(trio: Realm) -> None:
    trio.relist("RS", "AL", "ME", tell=["AL"])
    assert version(trio, "RS") == 1
    trio.nodes["RS"].errands.renew_directory()
    assert version(trio, "RS") == 2


def test_an_older_directory_of_a_partner_changes_nothing(trio: Realm) -> None:
    trio.relist("RS", "AL", "ME", tell=["RS"])
    trio.nodes["RS"].errands.renew_directory()
    assert version(trio, "RS") == 2


def test_partners_that_are_away_do_not_keep_it_from_being_renewed(trio: Realm) -> None:
    trio.relist("RS", "AL", "ME", tell=["AL"])
    trio.stop("ME")
    trio.nodes["RS"].errands.renew_directory()
    assert version(trio, "RS") == 2


def test_it_is_renewed_every_hour(trio: Realm) -> None:
    trio.relist("RS", "AL", "ME", tell=["AL"])
    trio.clock.advance(timedelta(hours=1))
    trio.nodes["RS"].errands.send()
    assert version(trio, "RS") == 2


def test_a_node_can_be_stopped_twice(trio: Realm) -> None:
    node = trio.nodes["RS"]
    trio.stop("RS")
    node.stop()
