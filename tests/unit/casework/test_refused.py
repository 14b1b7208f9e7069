"""Letters that are refused: by partner and ground, for administrators, without a word of what they said."""

from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post, post
from tests.unit.casework.dispatch.test_arriving import bring, forged

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.receive import log_refusal, log_stranger
from egnatia.casework.refused import RefusedLetters, Side, list_refused
from egnatia.casework.rows import Role
from egnatia.exchange.batch import Acceptance, write_replies
from egnatia.exchange.envelope import EnvelopeId
from egnatia.exchange.receipt import Receipt, sign_receipt
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import DispatchState
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import MessageType

__all__ = ["post"]


def seen(post: Post, node: str) -> list[tuple[str | None, Side, str, int]]:
    """Return what an administrator of a node sees."""
    admin = post.net.person(node, "admin", Role.ADMINISTRATOR)
    found = list_refused(post.net.offices[node], admin)
    return [(one.partner, one.side, one.ground, one.letters) for one in found]


def test_a_letter_that_belongs_to_nothing_is_seen_on_both_sides(post: Post) -> None:
    assert bring(post.net.offices["MK"], forged(post, thread=post.write())).startswith("out_of_place")
    assert seen(post, "AL") == [("MK", Side.LETTER, "out_of_place", 1)]
    assert seen(post, "MK") == [("AL", Side.OURS, "out_of_place", 1)]


def test_what_was_never_taken_and_nobody_refused_is_seen_as_expired(post: Post) -> None:
    post.net.line.away.add("AL")
    post.write()
    post.net.clock.advance(timedelta(days=31))
    deliver_due(post.rs)
    assert seen(post, "RS") == [("AL", Side.OURS, "expired", 1)]


def lies(post: Post, liar: Office, message: MessageId) -> bytes:
    """Return the reply of a partner that receipts another letter than the one it was brought."""
    now = post.net.clock.now()
    receipt = Receipt(by=NodeId("AL"), message=message, envelope=EnvelopeId("a" * 32), digest="0" * 64, received_at=now)
    return write_replies([Acceptance(message=message, signed=sign_receipt(receipt, liar.keys.signer))])


@pytest.mark.parametrize(("signer", "ground"), [("AL", "out_of_place"), ("MK", "bad_signature")])
def test_a_partner_that_lies_about_receipts_is_seen_and_not_believed(post: Post, signer: str, ground: str) -> None:
    liar = post.net.offices[signer]
    message = post.draft()
    send(post.rs, post.officer, message)
    post.net.line.carry = lambda *_: lies(post, liar, message)  # type: ignore[method-assign]
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.SENT
    assert seen(post, "RS") == [("AL", Side.ANSWER, ground, 1)]


def test_a_reply_that_is_none_is_seen_once_for_a_whole_request(post: Post) -> None:
    for _ in range(3):
        send(post.rs, post.officer, post.draft())
    post.net.line.carry = lambda *_: b"[]"  # type: ignore[method-assign]
    deliver_due(post.rs)
    assert [(ground, letters) for _, _, ground, letters in seen(post, "RS")] == [("malformed", 1)]


def test_strangers_and_floods_are_seen_and_what_people_withheld_is_not(post: Post) -> None:
    log_stranger(post.al, "ab" * 32)
    for _ in range(3):
        log_refusal(post.al, NodeId("MK"), RefusalCode.TOO_MANY)
    assert sorted(seen(post, "AL"), key=str) == [
        ("MK", Side.LETTER, "too_many", 3),
        (None, Side.STRANGER, "unknown_sender", 1),
    ]


@pytest.mark.slow
def test_nothing_of_others_is_delayed_by_what_is_refused(post: Post) -> None:
    mk = post.net.offices["MK"]
    letters = [Content(type=MessageType.DISPATCH, recipient=post.al.me, body={"colour": "blue"}) for _ in range(70)]
    mk.store.write(lambda tx: tx.outbox.add([queue(mk, letter) for letter in letters]))
    deliver_due(mk)
    message = post.write()
    assert post.at("AL", message).state is DispatchState.DELIVERED
    assert seen(post, "AL") == [("MK", Side.LETTER, "malformed", 70)]


@pytest.mark.slow
def test_who_floods_hides_nobody_elses_refusals_and_is_counted_as_so_many_at_least(post: Post) -> None:
    log_refusal(post.al, NodeId("RS"), RefusalCode.UNKNOWN_VERSION)
    for _ in range(1_005):
        log_refusal(post.al, NodeId("MK"), RefusalCode.TOO_MANY)
    found = list_refused(post.al, post.net.person("AL", "admin", Role.ADMINISTRATOR))
    assert [(one.partner, one.letters, one.more) for one in found] == [("MK", 1_000, True), ("RS", 1, False)]


def test_the_newest_comes_first_with_its_time(post: Post) -> None:
    log_refusal(post.al, NodeId("MK"), RefusalCode.MALFORMED)
    post.net.clock.advance(timedelta(hours=1))
    log_refusal(post.al, NodeId("RS"), RefusalCode.UNKNOWN_TYPE)
    found: tuple[RefusedLetters, ...] = list_refused(post.al, post.net.person("AL", "admin", Role.ADMINISTRATOR))
    assert (found[0].partner, found[0].last) == ("RS", post.net.clock.now())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR, Role.OVERSIGHT])
def test_others_do_not_see_them(post: Post, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        list_refused(post.rs, post.net.person("RS", "somebody", role))
