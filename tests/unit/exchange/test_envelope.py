"""The envelope: it arrives whole or is refused with a code; nothing else can happen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.forging import forged, letter, refusal_of
from tests.unit.exchange.network import (
    AL,
    ALL,
    ALWAYS,
    FIRST,
    HR,
    RS,
    VERIFIER,
    Party,
    directory_of,
    receiving,
    seed,
    sent,
    signer,
)
from tests.unit.model.samples import MESSAGE, MORNING
from tests.unit.model.strategies import messages

from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.exchange import base64url
from egnatia.exchange.envelope import EnvelopeId, Outer, Receiving, Sending, reread, unwrap, wrap
from egnatia.exchange.errors import NoKeyError, Refused
from egnatia.exchange.jws import Typ
from egnatia.exchange.keys import Signer
from egnatia.exchange.limits import ENVELOPE_LIFE, MAX_ENVELOPE, MAX_SKEW
from egnatia.exchange.member import Use, Validity
from egnatia.exchange.padding import pad
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical
from egnatia.model.answer import Answer, Hit, Quality, Result, plain_answer
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import Message, MessageType

SECOND = EnvelopeId("0f" * 16)
INSTANT = timedelta(milliseconds=1)


@pytest.mark.slow
@given(messages())
def test_what_is_wrapped_comes_out_unchanged(message: Message) -> None:
    message = replace(message, sender=AL.node, recipient=RS.node, sent_at=MORNING, expires_at=MORNING + ENVELOPE_LIFE)
    wrapped = sent(message)
    received = unwrap(wrapped.data, receiving())
    assert received.message == message
    assert (received.envelope, received.at, received.kid) == (FIRST, MORNING, AL.signer.kid)
    assert received.digest == wrapped.digest


def test_two_attempts_to_deliver_one_message_look_different() -> None:
    one, other = sent(), sent(envelope=SECOND)
    assert unwrap(one.data, receiving()).message == unwrap(other.data, receiving()).message
    assert one.digest != other.digest


def test_nothing_in_an_envelope_can_be_read_on_the_way() -> None:
    data = sent().data
    assert set(canonical.from_bytes(data)) == {"from", "id", "sealed", "to", "v"}
    assert MESSAGE.id.encode() not in data


# -- sizes ------------------------------------------------------------------------------------------------------------


def answer_of(result: Result, hits: int = 0, reasons: tuple[str, ...] = ()) -> bytes:
    found = tuple(Hit(reference=Reference(f"{i:032x}"), quality=Quality.FULL, kind="person") for i in range(hits))
    answer = Answer(
        question=QuestionId("c3" * 16),
        result=result,
        hits=found,
        reasons=reasons,
        instrument="pcc-see",
        answered_at=MORNING,
        policy="e5" * 32,
    )
    return sent(replace(MESSAGE, type=MessageType.ANSWER, body=plain_answer(answer))).data


def test_nothing_looks_from_outside_like_a_hit_a_refusal_or_waiting() -> None:
    answers = [
        answer_of(Result.NOTHING),
        answer_of(Result.WAITING),
        answer_of(Result.REFUSED, reasons=("An open case file of your side is missing.",)),
        *(answer_of(Result.HIT, hits) for hits in (1, 2, 15)),
    ]
    assert len({len(answer) for answer in answers}) == 1


@given(st.integers(0, 90_000))
def test_the_size_of_an_envelope_takes_one_of_six_values(length: int) -> None:
    data = sent(replace(MESSAGE, body={"text": "x" * length})).data
    assert len(data) in {7057, 12519, 23441, 45287, 88977, 176359}


def test_the_largest_envelope_stays_below_the_limit() -> None:
    assert len(sent(replace(MESSAGE, body={"text": "x" * 97_400})).data) <= MAX_ENVELOPE


# -- one check after the other ----------------------------------------------------------------------------------------


def test_more_bytes_than_allowed_are_refused_unread() -> None:
    assert refusal_of(b"{" * (MAX_ENVELOPE + 1), receiving()) is RefusalCode.OVERSIZED


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"v":1', b'"v":1 '),
        lambda data: data.replace(b'"v":1', b'"v":1,"w":1'),
        lambda data: data.replace(b'"v":1', b'"v":true'),
        lambda data: data.replace(b'"v":1', b'"v":1.0'),
        lambda data: data.replace(b'"v":1', b'"x":1'),
        lambda data: data.replace(b'"from":"AL"', b'"from":"al"'),
        lambda data: data.replace(b'"from":"AL"', b'"from":"AL","from":"AL"'),
        lambda data: data.replace(b'"sealed":"', b'"sealed":"='),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data + b"\n",
        lambda _: b"[]",
        lambda _: b"",
    ],
)
def test_another_form_is_malformed(change: Callable[[bytes], bytes]) -> None:
    assert refusal_of(change(sent().data), receiving()) is RefusalCode.MALFORMED


def test_another_version_is_named_as_such_whatever_else_it_holds() -> None:
    assert refusal_of(b'{"anything":"new","v":2}', receiving()) is RefusalCode.UNKNOWN_VERSION


def test_an_envelope_for_another_node_is_not_opened() -> None:
    assert refusal_of(sent().data, receiving(me=HR)) is RefusalCode.WRONG_RECIPIENT


def test_an_envelope_of_another_node_than_the_peer_is_not_opened() -> None:
    assert refusal_of(sent().data, receiving(peer=HR)) is RefusalCode.WRONG_SENDER


def test_an_expelled_member_is_unknown() -> None:
    assert refusal_of(sent().data, receiving(directory_of(RS.member()))) is RefusalCode.UNKNOWN_SENDER


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"id":"0e', b'"id":"0f'), (b'"from":"AL"', b'"from":"HR"')],
)
def test_the_outer_fields_are_bound_into_the_seal(old: bytes, new: bytes) -> None:
    peer = HR if b"from" in old else AL
    assert refusal_of(sent().data.replace(old, new), receiving(peer=peer)) is RefusalCode.UNREADABLE


def test_what_is_sealed_for_another_key_is_unreadable() -> None:
    other = replace(RS, opener=HR.opener)
    assert refusal_of(sent().data, receiving(me=other)) is RefusalCode.UNREADABLE


@pytest.mark.parametrize("inside", [b"", b".", b"..", b"a.b", b"e30.e30.e30", b"\xff" * 300, b"." * 5000])
def test_a_seal_without_a_signed_letter_is_malformed(inside: bytes) -> None:
    outer = Outer(sender=AL.node, recipient=RS.node, id=FIRST)
    for plaintext in (inside, pad(inside)):
        data = outer.data(HpkeSealer().seal(plaintext, RS.opener.public, outer.info))
        assert refusal_of(data, receiving()) is RefusalCode.MALFORMED


def test_a_letter_that_is_not_padded_is_malformed() -> None:
    outer = Outer(sender=AL.node, recipient=RS.node, id=FIRST)
    signed = unwrap(sent().data, receiving()).signed
    data = outer.data(HpkeSealer().seal(signed, RS.opener.public, outer.info))
    assert refusal_of(data, receiving()) is RefusalCode.MALFORMED


def test_a_receipt_is_no_letter() -> None:
    assert refusal_of(forged(letter(), typ=Typ.RECEIPT), receiving()) is RefusalCode.MALFORMED


@pytest.mark.parametrize("by", [HR.signer, AL.ledger, signer("somebody")])
def test_a_letter_signed_by_another_key_is_refused(by: Signer) -> None:
    assert refusal_of(forged(letter(), by=by), receiving()) is RefusalCode.BAD_SIGNATURE


class Impostor:
    """Claims the key of AL, and signs with another."""

    kid = AL.signer.kid

    def current(self) -> Signer:
        return self

    def sign(self, data: bytes) -> bytes:
        return HR.signer.sign(data)


def test_a_false_key_id_does_not_help() -> None:
    assert refusal_of(forged(letter(), by=Impostor()), receiving()) is RefusalCode.BAD_SIGNATURE


def test_a_letter_cannot_be_moved_to_another_envelope() -> None:
    """A recipient who is also a member cannot reuse what was signed for it."""
    assert refusal_of(forged(letter(envelope=SECOND)), receiving()) is RefusalCode.BAD_SIGNATURE


def test_another_version_of_the_letter_is_named_as_such() -> None:
    data = forged(letter().replace(b'"v":1}', b'"v":2}'))
    assert refusal_of(data, receiving()) is RefusalCode.UNKNOWN_VERSION


def test_a_type_that_a_later_version_may_bring_is_named_as_such() -> None:
    data = forged(letter().replace(b'"type":"question"', b'"type":"watch"'))
    assert refusal_of(data, receiving()) is RefusalCode.UNKNOWN_TYPE


@pytest.mark.parametrize(("old", "new"), [(b'"at":"2026', b'"at":"26'), (b'"type":"question"', b'"type":1')])
def test_a_letter_of_another_form_is_malformed(old: bytes, new: bytes) -> None:
    assert refusal_of(forged(letter().replace(old, new)), receiving()) is RefusalCode.MALFORMED


def test_a_message_that_would_live_too_long_is_malformed() -> None:
    endless = replace(MESSAGE, expires_at=MORNING + timedelta(days=30, milliseconds=1))
    assert refusal_of(sent(endless).data, receiving()) is RefusalCode.MALFORMED


# -- keys and times ---------------------------------------------------------------------------------------------------


def keyed(validity: Validity, by: Party = AL) -> Receiving:
    return receiving(directory_of(RS.member(), by.member(by.key(Use.SIGN, validity))))


@pytest.mark.parametrize(
    "validity",
    [
        replace(ALWAYS, revoked=MORNING),
        replace(ALWAYS, revoked=MORNING - timedelta(days=1)),
        replace(ALWAYS, begins=MORNING + INSTANT),
        replace(ALWAYS, ends=MORNING),
    ],
)
def test_a_key_that_did_not_count_when_it_signed_is_refused(validity: Validity) -> None:
    assert refusal_of(sent().data, keyed(validity)) is RefusalCode.REVOKED_KEY


@pytest.mark.parametrize("validity", [replace(ALWAYS, begins=MORNING), replace(ALWAYS, ends=MORNING + INSTANT)])
def test_a_key_counts_from_its_first_to_its_last_moment(validity: Validity) -> None:
    assert unwrap(sent().data, keyed(validity)).message == MESSAGE


def test_a_thief_of_a_revoked_key_gains_nothing_by_backdating() -> None:
    revoked = replace(ALWAYS, revoked=MORNING + timedelta(minutes=1))
    where = replace(keyed(revoked), now=MORNING + timedelta(minutes=2))
    assert refusal_of(sent().data, where) is RefusalCode.REVOKED_KEY


def test_a_letter_stays_provable_after_its_key_was_revoked() -> None:
    received = unwrap(sent().data, receiving())
    later = AL.member(AL.key(Use.SIGN, replace(ALWAYS, revoked=MORNING + timedelta(days=7))))
    assert reread(received.signed, later, VERIFIER) == received


def test_a_letter_of_a_key_that_was_stolen_before_proves_nothing() -> None:
    stolen = AL.member(AL.key(Use.SIGN, replace(ALWAYS, revoked=MORNING)))
    with pytest.raises(Refused, match="revoked_key"):
        reread(unwrap(sent().data, receiving()).signed, stolen, VERIFIER)


def test_clocks_may_differ_by_two_minutes_and_no_more() -> None:
    data = sent(replace(MESSAGE, expires_at=MORNING + timedelta(days=2))).data
    assert unwrap(data, receiving(now=MORNING - MAX_SKEW)).at == MORNING
    assert refusal_of(data, receiving(now=MORNING - MAX_SKEW - INSTANT)) is RefusalCode.NOT_YET_VALID


def test_a_message_written_in_the_future_is_not_yet_valid() -> None:
    early = replace(MESSAGE, sent_at=MORNING + MAX_SKEW + INSTANT)
    assert refusal_of(sent(early).data, receiving()) is RefusalCode.NOT_YET_VALID


def test_an_envelope_is_taken_for_ten_minutes_and_remembered_as_long() -> None:
    data = sent().data
    received = unwrap(data, receiving(now=MORNING + ENVELOPE_LIFE - INSTANT))
    assert received.remember_until == MORNING + ENVELOPE_LIFE
    assert refusal_of(data, receiving(now=received.remember_until)) is RefusalCode.EXPIRED


def test_an_expired_message_in_a_new_envelope_is_refused() -> None:
    end = MESSAGE.expires_at
    assert unwrap(sent(at=end).data, receiving(now=end - INSTANT)).message == MESSAGE
    assert refusal_of(sent(at=end).data, receiving(now=end)) is RefusalCode.EXPIRED


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (replace(MESSAGE, sender=HR.node), RefusalCode.WRONG_SENDER),
        (replace(MESSAGE, recipient=HR.node), RefusalCode.WRONG_RECIPIENT),
    ],
)
def test_a_letter_cannot_be_forwarded(message: Message, code: RefusalCode) -> None:
    assert refusal_of(forged(letter(message)), receiving()) is code


# -- sending ----------------------------------------------------------------------------------------------------------

SENDING = Sending(directory=ALL, now=MORNING, signer=AL.signer, sealer=HpkeSealer())


def test_nothing_is_sent_to_a_stranger() -> None:
    with pytest.raises(NoKeyError, match="TR"):
        wrap(replace(MESSAGE, recipient=NodeId("TR")), FIRST, SENDING)


@pytest.mark.parametrize("validity", [replace(ALWAYS, ends=MORNING), replace(ALWAYS, revoked=MORNING)])
def test_nothing_is_sealed_with_a_key_that_does_not_count(validity: Validity) -> None:
    directory = directory_of(RS.member(RS.key(Use.SEAL, validity)))
    with pytest.raises(NoKeyError, match="no key to seal for RS"):
        wrap(MESSAGE, FIRST, replace(SENDING, directory=directory))


def test_the_newest_key_that_counts_is_used() -> None:
    newer = replace(HR.key(Use.SEAL), validity=replace(ALWAYS, begins=MORNING))
    directory = directory_of(AL.member(), RS.member(RS.key(Use.SEAL), newer))
    data = wrap(MESSAGE, FIRST, replace(SENDING, directory=directory)).data
    assert unwrap(data, receiving(me=replace(RS, opener=HR.opener))).message == MESSAGE


def test_a_damaged_key_in_the_directory_is_named() -> None:
    damaged = replace(RS.key(Use.SEAL), public=RS.opener.public[:1184] + bytes(32))
    directory = directory_of(RS.member(damaged))
    with pytest.raises(NoKeyError, match="damaged key for RS"):
        wrap(MESSAGE, FIRST, replace(SENDING, directory=directory))


def test_the_seal_holds_nothing_but_what_it_says() -> None:
    outer = Outer(sender=AL.node, recipient=RS.node, id=FIRST)
    assert canonical.from_bytes(outer.info) == {"from": "AL", "id": FIRST, "protocol": "egnatia", "to": "RS", "v": 1}
    assert canonical.from_bytes(outer.data(seed("x")))["sealed"] == base64url.encode(seed("x")).decode()
