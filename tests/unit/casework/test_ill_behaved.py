"""A partner that lies, is of another version or writes where it has no part: refused, logged, seen; others go on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post, post
from tests.unit.casework.dispatch.test_arriving import OTHER, forged
from tests.unit.casework.test_refused import lies, seen

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.letters import Content, queue, seal
from egnatia.casework.office import Office
from egnatia.casework.receive import receive
from egnatia.casework.refused import Side
from egnatia.exchange import batch
from egnatia.exchange.envelope import EnvelopeId, Outer
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.letter import Letter, write_letter
from egnatia.exchange.member import Use
from egnatia.exchange.padding import pad
from egnatia.exchange.refusal import Refusal
from egnatia.exchange.states import DispatchState
from egnatia.model.identity import MessageId
from egnatia.model.message import Message, MessageType

__all__ = ["post"]

BAD = MessageId("cd" * 16)


def envelope(sender: Office, message: Message, alter: Callable[[bytes], bytes]) -> bytes:
    """Seal a letter that its sender altered before it signed it, as another program would write it."""
    member = sender.directory().members[message.recipient]
    key = member.current(Use.SEAL, sender.clock.now())
    assert key
    outer = Outer(sender=message.sender, recipient=message.recipient, id=EnvelopeId(sender.randomness.hex128()))
    letter = write_letter(Letter(envelope=outer.id, at=sender.clock.now(), message=message))
    signed = sign_compact(alter(letter), Typ.ENVELOPE, sender.keys.signer)
    return outer.data(sender.keys.sealer.seal(pad(signed), key.public, outer.info))


ALTERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an unknown type": (lambda letter: letter.replace(b'"type":"dispatch"', b'"type":"telegram"'), "unknown_type"),
    "a newer version": (lambda letter: letter.replace(b'"v":1}', b'"v":2}'), "unknown_version"),
    "a field that nobody knows": (lambda letter: letter.replace(b'"title"', b'"tytle"'), "malformed"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_is_not_known_is_refused_and_all_that_came_with_it_and_after_it_is_taken(post: Post, what: str) -> None:
    alter, code = ALTERED[what]
    mk, body = post.net.offices["MK"], forged(post)
    good = queue(mk, Content(type=MessageType.DISPATCH, recipient=post.al.me, body=body, id=OTHER)).message
    bad = replace(good, id=BAD, body={**body, "thread": BAD})
    request = batch.write_request([envelope(mk, bad, alter), seal(mk, good).data])
    replies = list(batch.read_replies(receive(post.al, mk.me, request).body, 2))
    assert isinstance(replies[0], Refusal)
    assert (replies[0].code, type(replies[1])) == (code, batch.Acceptance)
    assert seen(post, "AL") == [("MK", Side.LETTER, code, 1)]
    assert post.at("AL", OTHER).state is DispatchState.DELIVERED
    assert post.at("AL", post.write()).state is DispatchState.DELIVERED


def test_who_writes_in_the_thread_of_others_is_refused_and_the_thread_goes_on(post: Post) -> None:
    first, mk = post.write(), post.net.offices["MK"]
    body = forged(post, thread=first, replies_to=first)
    mk.store.write(
        lambda tx: tx.outbox.add([queue(mk, Content(type=MessageType.DISPATCH, recipient=post.al.me, body=body))])
    )
    deliver_due(mk)
    assert seen(post, "AL") == [("MK", Side.LETTER, "out_of_place", 1)]
    assert post.reply(first).sent
    assert len(post.al.store.read(lambda tx: tx.dispatches.thread(first))) == 2
    assert len(post.rs.store.read(lambda tx: tx.dispatches.thread(first))) == 2


def test_who_lies_about_receipts_delays_no_letter_to_others_and_its_own_come_when_it_stops(post: Post) -> None:
    message, other = post.draft(), post.draft(partner="MK")
    for draft in (message, other):
        send(post.rs, post.officer, draft)
    carry = post.net.line.carry
    post.net.line.carry = (  # type: ignore[method-assign]
        lambda sender, recipient, body: (
            lies(post, post.al, message) if recipient == "AL" else carry(sender, recipient, body)
        )
    )
    deliver_due(post.rs)
    assert post.at("RS", other).state is DispatchState.DELIVERED
    assert post.at("RS", message).state is DispatchState.SENT
    assert seen(post, "RS") == [("AL", Side.ANSWER, "out_of_place", 1)]
    post.net.line.carry = carry  # type: ignore[method-assign]
    post.net.clock.advance(timedelta(minutes=11))
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.DELIVERED
