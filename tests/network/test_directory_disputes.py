"""Governors quarrel, lose keys and fall silent: what nodes believe, whom they name, and when they stop asking."""

from datetime import timedelta

import pytest
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]  # re-exported there
from tests.network.caller import as_node
from tests.network.realm import Desk, Realm, entries

from egnatia.adapters.keys.governor import create_governor, load_governor
from egnatia.bootstrap import NodeError, join_network, open_node, update_directory
from egnatia.casework.deliver import Outcome
from egnatia.casework.errors import ConflictError
from egnatia.exchange.bundle import write_bundle
from egnatia.exchange.ceremony import Draft, draft_change, sign_draft
from egnatia.exchange.directory import Freshness, Known, freshness
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.founding import Governors
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId


def governor(made: Realm, number: int) -> CryptoSigner:
    """Take a governor's key out of the safe; the fourth is made when it is wanted."""
    path = made.folder / "governors" / f"governor-{number}.pem"
    return load_governor(path) if path.exists() else create_governor(path)


def elect(made: Realm, chosen: tuple[int, ...], signing: tuple[int, ...]) -> bytes:
    """Let some governors sign a root by which others govern; returns the directory."""
    assert made.network
    before = Draft(roots=made.network.roots, targets=made.network.targets)
    keys = tuple(governor(made, number).public_key for number in chosen)
    draft = draft_change(before, list(made.members.values()), Governors(keys=keys, threshold=2), made.clock.now())
    for number in signing:
        draft = sign_draft(draft, governor(made, number))
    return write_bundle(draft.roots, draft.targets)


def take(made: Realm, bundle: bytes, *names: str) -> None:
    for name in names:
        made.nodes[name].directory.update(bundle)


def root(made: Realm, name: str) -> Known:
    return made.nodes[name].directory.current().known


@pytest.fixture
def split(trio: Realm) -> Realm:
    """Let RS hold one second root, and AL another; ME has heard of neither."""
    take(trio, elect(trio, (1, 2, 4), (1, 2)), "RS")
    take(trio, elect(trio, (1, 3, 5), (1, 3)), "AL")
    return trio


def test_a_lost_root_key_is_replaced_by_the_others_and_nodes_go_on(trio: Realm, officer: Desk) -> None:
    take(trio, elect(trio, (1, 2, 4), (1, 2)), "AL")
    trio.nodes["RS"].errands.renew_directory()
    assert root(trio, "RS").root_version == 2
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED


def test_one_governor_alone_replaces_nobody(trio: Realm) -> None:
    with pytest.raises(DirectoryError, match="by the governors before it: signed by 1 of the 2"):
        take(trio, elect(trio, (3, 4, 5), (3, 4, 5)), "RS")
    assert root(trio, "RS").root_version == 1


def test_of_two_roots_a_node_keeps_the_one_that_it_knows_and_names_both(split: Realm) -> None:
    ours, theirs = root(split, "RS").root_digest, root(split, "AL").root_digest
    split.nodes["RS"].errands.renew_directory()
    dispute = split.office("RS").disputes[NodeId("AL")]
    assert (dispute.what, dispute.known, dispute.found) == ("root 2", ours, theirs)
    assert root(split, "RS").root_digest == ours


def test_a_dispute_is_in_the_log_once(split: Realm) -> None:
    for _ in range(3):
        split.nodes["RS"].errands.renew_directory()
    found = [one for one in entries(split.folder / "RS") if one.detail.get("what") == "competing_directory"]
    assert [(one.act, one.detail["partner"]) for one in found] == [(Act.ADMINISTRATION, "AL")]


def test_each_side_names_the_other_and_they_go_on_talking(split: Realm, officer: Desk) -> None:
    for name in ("RS", "AL"):
        split.nodes[name].errands.renew_directory()
    assert set(split.office("AL").disputes) == {"RS"}
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED


def test_a_competing_root_that_is_brought_by_hand_is_refused_in_one_sentence(split: Realm) -> None:
    with pytest.raises(NodeError, match=r"root 2 is not the one that this node trusts: \w{64}, not \w{64}$"):
        update_directory(split.folder / "RS", split.nodes["AL"].directory.bundle())


def test_a_dispute_is_over_when_the_partner_comes_round(split: Realm) -> None:
    split.nodes["RS"].errands.renew_directory()
    split.stop("AL")
    folder = split.folder / "AL" / "directory"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert split.network
    join_network(split.folder / "AL", split.nodes["RS"].directory.bundle(), split.network.root_digest)
    split.start("AL")
    split.nodes["RS"].errands.renew_directory()
    assert split.office("RS").disputes == {}


def test_a_list_older_than_a_day_warns_and_older_than_a_month_stops_new_questions(trio: Realm, officer: Desk) -> None:
    trio.clock.advance(timedelta(days=29))
    assert freshness(trio.nodes["RS"].directory.current(), trio.clock.now()) is Freshness.STALE
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED
    trio.clock.advance(timedelta(days=2))
    with pytest.raises(ConflictError, match="directory"):
        officer.ask("AL")
    trio.relist("RS", "AL", "ME")
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED


def test_the_connections_of_an_expelled_member_end(trio: Realm) -> None:
    with as_node(trio.nodes["ME"], trio.ports["RS"].number).connect() as connection:
        connection.sendall(b"GET /node/v1/checkpoint HTTP/1.1\r\nHost: rs\r\n\r\n")
        assert connection.recv(4000).startswith(b"HTTP/1.1 200")
        trio.relist("RS", "AL")
        connection.settimeout(5)
        assert connection.recv(4000) == b""


def test_a_member_that_was_expelled_is_gone_for_everybody_within_one_round(trio: Realm) -> None:
    trio.relist("RS", "AL", tell=["AL"])
    trio.nodes["RS"].errands.renew_directory()
    assert "ME" not in trio.nodes["RS"].directory.current().members


def test_a_node_that_lost_its_keys_does_not_start_and_says_which(trio: Realm) -> None:
    trio.stop("ME")
    (trio.folder / "ME" / "keys" / "sign.pem").unlink()
    with pytest.raises(NodeError, match=r"sign\.pem cannot be read"):
        open_node(trio.folder / "ME", trio.shared)
