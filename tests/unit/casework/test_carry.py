"""Letters that go by hand: sealed, signed, taken in once, with receipts on the way back."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post
from tests.unit.casework.dispatch.conftest import post as post  # noqa: PLC0414 - the scene of messages

from egnatia.casework.carry import Packed, pack, take_back, unpack
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.page import Trace
from egnatia.casework.rows import Account, Role
from egnatia.exchange.bundles import read_bundle, write_bundle
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.identity import MessageId, NodeId

AL, MK = NodeId("AL"), NodeId("MK")


@dataclass
class Courier:
    """Two administrators without a line between them."""

    post: Post
    here: Account
    there: Account

    def message(self) -> MessageId:
        """Have the officer send a message that does not get through."""
        return send(self.post.rs, self.post.officer, self.post.draft()).message

    def pack(self) -> Packed:
        """Put what waits for Tirana on a stick."""
        return pack(self.post.rs, self.here, AL)

    def state(self, node: str, message: MessageId) -> DispatchState:
        """Return where a message stands at a node."""
        return self.post.at(node, message).state


@pytest.fixture
def courier(post: Post) -> Courier:
    """Cut the line."""
    post.net.line.away |= {"RS", "AL"}
    admins = [post.net.person(node, "admin", Role.ADMINISTRATOR) for node in ("RS", "AL")]
    return Courier(post, *admins)


@pytest.mark.slow
def test_letters_arrive_on_a_stick_and_receipts_come_back_on_one(courier: Courier) -> None:
    messages = [courier.message() for _ in range(70)]
    packed = courier.pack()
    courier.post.net.clock.advance(timedelta(days=6))
    replied = unpack(courier.post.al, courier.there, packed.data)
    assert (packed.letters, replied.letters) == (70, 70)
    assert {courier.state("AL", message) for message in messages} == {DispatchState.DELIVERED}
    courier.post.net.clock.advance(timedelta(days=6))
    back = take_back(courier.post.rs, courier.here, replied.data)
    assert (back.taken, back.refused, back.left) == (70, 0, 0)
    assert {courier.state("RS", message) for message in messages} == {DispatchState.DELIVERED}
    assert courier.post.rs.store.read(lambda tx: tx.outbox.open()) == ()


def test_nothing_on_the_stick_can_be_read(courier: Courier) -> None:
    courier.message()
    data = courier.pack().data
    assert b"Speedboats" not in data
    assert b"Gradski" not in data


def test_a_stick_that_is_read_twice_changes_nothing_the_second_time(courier: Courier) -> None:
    message = courier.message()
    packed = courier.pack()
    first = unpack(courier.post.al, courier.there, packed.data)
    second = unpack(courier.post.al, courier.there, packed.data)
    assert len(courier.post.al.store.read(lambda tx: tx.dispatches.thread(message))) == 1
    assert take_back(courier.post.rs, courier.here, second.data).left == 1  # each envelope is taken once: `replayed`
    assert take_back(courier.post.rs, courier.here, first.data).taken == 1
    assert take_back(courier.post.rs, courier.here, first.data).taken == 0


def test_what_goes_over_the_line_too_is_one_letter(courier: Courier) -> None:
    message = courier.message()
    packed = courier.pack()
    courier.post.net.line.away.clear()
    deliver_due(courier.post.rs)
    replied = unpack(courier.post.al, courier.there, packed.data)
    assert len(courier.post.al.store.read(lambda tx: tx.dispatches.thread(message))) == 1
    assert take_back(courier.post.rs, courier.here, replied.data).taken == 0
    assert courier.state("RS", message) is DispatchState.DELIVERED


def test_a_stick_that_comes_after_its_letters_expired_brings_nothing(courier: Courier) -> None:
    message = courier.message()
    packed = courier.pack()
    courier.post.net.clock.advance(MAX_MESSAGE_LIFE + timedelta(minutes=1))
    courier.post.net.directory = replace(courier.post.net.directory, issued_at=courier.post.net.clock.now())
    unpack(courier.post.al, courier.there, packed.data)
    assert courier.post.al.store.read(lambda tx: tx.dispatches.get(message)) is None


def altered(data: bytes, **fields: object) -> bytes:
    whole = json.loads(data)
    return json.dumps({**whole, **fields}, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def test_what_was_altered_on_the_way_is_refused_whole(courier: Courier) -> None:
    courier.message()
    data = courier.pack().data
    bodies = json.loads(data)["bodies"]
    for wrong in (
        altered(data, bodies=[]),
        altered(data, bodies=[bodies[0].replace("A", "B")]),
        altered(data, manifest=json.loads(data)["manifest"][:-4] + "AAAA"),
        altered(data, v=2),
        data[:-2],
        b"letters",
    ):
        with pytest.raises(ConflictError):
            unpack(courier.post.al, courier.there, wrong)


def test_a_bundle_is_for_its_recipient_and_goes_the_right_way(courier: Courier) -> None:
    courier.message()
    packed = courier.pack()
    replied = unpack(courier.post.al, courier.there, packed.data)
    mk = courier.post.net.person("MK", "admin", Role.ADMINISTRATOR)
    with pytest.raises(ConflictError, match="not from a partner to this node"):
        unpack(courier.post.net.offices["MK"], mk, packed.data)
    with pytest.raises(ConflictError, match="no replies"):
        take_back(courier.post.al, courier.there, packed.data)
    with pytest.raises(ConflictError, match="brings replies"):
        unpack(courier.post.rs, courier.here, replied.data)


def test_where_nothing_waits_nothing_is_packed(courier: Courier) -> None:
    with pytest.raises(ConflictError, match="nothing waits for MK"):
        pack(courier.post.rs, courier.here, MK)
    with pytest.raises(NotFoundError):
        pack(courier.post.rs, courier.here, NodeId("GB"))


def test_only_an_administrator_carries_and_it_is_logged(courier: Courier) -> None:
    courier.message()
    packed = courier.pack()
    with pytest.raises(NotAllowedError):
        pack(courier.post.rs, courier.post.boss, AL)
    with pytest.raises(NotAllowedError):
        unpack(courier.post.al, courier.post.chief, packed.data)
    page = courier.post.rs.store.read(lambda tx: tx.ledger.page(Trace(act=Act.ADMINISTRATION)))
    assert page.rows[0].entry.detail == {"what": "carried_out", "partner": "AL", "letters": "1"}


def test_replies_answer_what_was_packed_for_the_one_who_replies(courier: Courier) -> None:
    courier.message()
    replied = read_bundle(unpack(courier.post.al, courier.there, courier.pack().data).data)
    signer = courier.post.net.offices["MK"].keys.signer
    lie = write_bundle(replace(replied.manifest, sender=MK), list(replied.bodies), signer)
    with pytest.raises(ConflictError, match="another one than it says"):
        take_back(courier.post.rs, courier.here, lie)
