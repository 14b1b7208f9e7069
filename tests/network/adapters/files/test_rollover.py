"""A node changes its keys while it works: nothing is lost, and a stolen key ends with the next request."""

from datetime import timedelta

import pytest
from tests.network.caller import as_node, refusal
from tests.network.realm import Desk, Realm, entries, eventually

from egnatia.bootstrap import NodeError, open_node, rollover
from egnatia.casework.deliver import Outcome
from egnatia.exchange.listing import enter, revoke
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, QuestionId

DELAY = timedelta(hours=72)


def rotate(made: Realm, name: str, delay: timedelta = DELAY, tell: list[str] | None = None) -> None:
    """Make new keys for a node, and let the governors list them."""
    settings = made.nodes[name].settings
    now = made.clock.now()
    entry = rollover.roll_over(settings.keys, settings.directory, settings.node, now, now + delay)
    made.members[name] = next(one for one in enter(list(made.members.values()), entry, now) if one.node == name)
    made.relist(*made.members, tell=tell)


def signing_key(made: Realm, name: str) -> str:
    return made.office(name).keys.signer.kid


def answered(desk: Desk, *partners: str) -> bool:
    return all(found.outcome is Outcome.ANSWERED for found in desk.ask(*partners))


def test_nothing_changes_before_the_new_keys_begin(trio: Realm, officer: Desk) -> None:
    before = signing_key(trio, "RS")
    rotate(trio, "RS")
    assert signing_key(trio, "RS") == before
    assert answered(officer, "AL", "ME")


def test_a_running_node_goes_over_to_its_new_keys_without_a_restart(trio: Realm, officer: Desk) -> None:
    before, shown = signing_key(trio, "RS"), trio.ports["RS"]._trust.shown
    assert answered(officer, "AL")
    rotate(trio, "RS")
    trio.clock.advance(DELAY + timedelta(minutes=3))
    trio.relist(*trio.members)
    assert signing_key(trio, "RS") != before
    assert answered(officer, "AL", "ME")
    assert eventually(lambda: trio.ports["RS"]._trust.shown != shown)


def test_the_answering_side_changes_its_keys_too(trio: Realm, officer: Desk) -> None:
    rotate(trio, "AL")
    trio.clock.advance(DELAY + timedelta(minutes=3))
    trio.relist(*trio.members)
    assert answered(officer, "AL")


def test_who_has_not_heard_of_new_keys_waits_for_the_newer_directory(trio: Realm, officer: Desk) -> None:
    rotate(trio, "AL", timedelta(0), tell=["AL", "ME"])
    before = trio.ports["AL"]._trust.shown
    trio.clock.advance(timedelta(minutes=3))
    assert eventually(lambda: trio.ports["AL"]._trust.shown != before)
    outcome = officer.ask("AL")[0]
    assert outcome.outcome is Outcome.AWAY
    assert outcome.words.endswith("the directory does not list")
    trio.nodes["RS"].errands.renew_directory()
    assert answered(officer, "AL")


def test_what_was_sealed_for_the_old_key_opens_and_nothing_is_lost(trio: Realm, officer: Desk) -> None:
    rotate(trio, "AL", timedelta(0), tell=["AL", "ME"])
    trio.clock.advance(timedelta(seconds=30))  # AL signs with its new key already, and shows the old certificate
    [delivered] = officer.ask("AL")
    assert [entry.act for entry in entries(trio.folder / "AL")].count(Act.DISCLOSURE) == 1
    trio.nodes["RS"].errands.renew_directory()
    trio.clock.advance(timedelta(minutes=1))
    trio.nodes["RS"].errands.send()
    row = eventually(lambda: officer.office.store.read(lambda tx: tx.questions.get(QuestionId(delivered.message))))
    assert (delivered.outcome, row.state) == (Outcome.AWAY, QuestionState.HIT)


def test_new_keys_work_after_a_restart(trio: Realm, officer: Desk) -> None:
    rotate(trio, "AL", timedelta(0))
    trio.clock.advance(timedelta(minutes=3))
    before = signing_key(trio, "AL")
    trio.stop("AL")
    trio.start("AL")
    assert signing_key(trio, "AL") == before
    assert answered(officer, "AL")


def test_when_the_old_keys_have_ended_the_new_ones_are_enough(trio: Realm, officer: Desk) -> None:
    rotate(trio, "AL")
    trio.clock.advance(DELAY + rollover.OVERLAP + timedelta(days=1))
    trio.relist(*trio.members)
    assert eventually(lambda: answered(officer, "AL"))


def test_a_node_changes_its_keys_again_and_again(trio: Realm, officer: Desk) -> None:
    kids = [signing_key(trio, "AL")]
    for _ in range(3):
        rotate(trio, "AL", timedelta(0))
        trio.clock.advance(timedelta(minutes=3))
        kids.append(signing_key(trio, "AL"))
        assert answered(officer, "AL")
    assert len(set(kids)) == 4


def stolen(made: Realm, name: str) -> None:
    """Revoke all keys of a node, as of now."""
    revoked = revoke(list(made.members.values()), NodeId(name), made.clock.now())
    made.members = {member.node: member for member in revoked}
    made.relist(*made.members)


def test_a_revoked_key_opens_no_door_on_the_next_request(trio: Realm) -> None:
    thief = as_node(trio.nodes["ME"], trio.ports["RS"].number)
    assert thief.call(b"", "GET", "/node/v1/directory")[0] == 200
    stolen(trio, "ME")
    status, body = thief.call(b"", "GET", "/node/v1/directory")
    assert (status, refusal(body).code) == (403, RefusalCode.UNKNOWN_SENDER)


def test_a_node_whose_keys_were_stolen_comes_back_with_new_ones(trio: Realm, officer: Desk) -> None:
    stolen(trio, "AL")
    assert officer.ask("AL")[0].outcome is Outcome.AWAY
    rotate(trio, "AL", timedelta(0))
    trio.clock.advance(timedelta(minutes=3))
    assert eventually(lambda: answered(officer, "AL"))
    keys = trio.nodes["RS"].directory.current().members[NodeId("AL")].keys
    assert sum(key.validity.revoked is not None for key in keys) == 3


def test_a_damaged_generation_is_named_at_the_start(trio: Realm) -> None:
    rotate(trio, "AL")
    trio.stop("AL")
    (trio.folder / "AL" / "keys" / "2" / "seal.pem").write_bytes(b"x")
    with pytest.raises(NodeError, match=r"keys/2/seal\.pem is damaged"):
        open_node(trio.folder / "AL", trio.shared)


def test_the_keys_of_all_generations_are_for_their_owner_only(trio: Realm) -> None:
    rotate(trio, "AL")
    found = list((trio.folder / "AL" / "keys").rglob("*"))
    assert len(found) == 10
    assert [path for path in found if path.stat().st_mode & 0o077] == []
