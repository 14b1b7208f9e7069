"""The node's door: a partner's request comes in, every envelope in it is judged, and each gets its reply.

All that the envelopes of one request change is one transaction; the reply is written when it is on disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from egnatia.casework.charge import stopped
from egnatia.casework.letters import Content, seal, unseal, write
from egnatia.casework.office import Office
from egnatia.casework.pace import pace_of
from egnatia.casework.ports import Transaction
from egnatia.casework.takein import accept, prepare
from egnatia.casework.trail import Note, entry
from egnatia.exchange.batch import Acceptance, Reply, read_request, write_replies
from egnatia.exchange.envelope import Received
from egnatia.exchange.errors import NoKeyError, Refused, TooLargeError
from egnatia.exchange.limits import ENVELOPE_LIFE
from egnatia.exchange.pace import Due, Pace, due
from egnatia.exchange.receipt import receipt_for, sign_receipt
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.ledger.entry import Act, Entry
from egnatia.model.answer import Answer, plain_answer
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType

_Judgement: TypeAlias = Callable[[Transaction], "Answer | Received | Refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What goes back, and when."""

    body: bytes
    due: Due  #: When it may be sent: by what was asked, not by what was found.


def receive(office: Office, peer: NodeId, body: bytes, life: timedelta = ENVELOPE_LIFE) -> Response:
    """Take a partner's request in and write the response.

    Args:
        office: this node.
        peer: the member whose key the TLS connection showed.
        body: of the request, 1 to 64 envelopes.
        life: how long after its signature an envelope is taken.

    Raises:
        Refused: the request as a whole is oversized or malformed, or exchange with the peer is stopped; it is logged.
    """
    try:
        envelopes = _open(office, peer, body)
    except Refused as refused:
        log_refusal(office, peer, refused.code)
        raise
    judgements = [_judge(office, peer, envelope, life) for envelope in envelopes]
    settled = office.store.write(lambda tx: [judge(tx) for judge, _ in judgements])
    replies = write_replies([_reply(office, peer, outcome) for outcome in settled])
    return Response(body=replies, due=due([pace for _, pace in judgements if pace]))


def _open(office: Office, peer: NodeId, body: bytes) -> tuple[bytes, ...]:
    if peer in stopped(office):
        raise Refused(RefusalCode.SUSPENDED, "your log contradicts itself; this node exchanges nothing with you")
    return read_request(body)


def log_refusal(office: Office, peer: NodeId, code: RefusalCode) -> None:
    """Log that something of a partner was refused: the code, and nothing of what it held."""
    note = _refusal_note(office, peer, code)
    office.store.write(lambda tx: tx.ledger.append([note]))


def log_stranger(office: Office, key: str) -> None:
    """Log that somebody called whose key the directory does not list now.

    Args:
        office: this node.
        key: SHA-256 of the key that the TLS connection showed, 64 hexadecimal digits.
    """
    note = Note(act=Act.REFUSAL, by=office.me, about=(key,), detail={"code": RefusalCode.UNKNOWN_SENDER})
    called = entry(office, note)
    office.store.write(lambda tx: tx.ledger.append([called]))


def _judge(office: Office, peer: NodeId, envelope: bytes, life: timedelta) -> tuple[_Judgement, Pace | None]:
    """Return what becomes of an envelope, and the pace of the question in it."""
    try:
        received = unseal(office, envelope, peer, life)
        effect = prepare(office, received)
    except Refused as refused:
        return _refuse(office, peer, refused), None

    def judge(tx: Transaction) -> Answer | Received | Refusal:
        try:
            return accept(office, tx, received, effect) or received
        except Refused as refused:
            return _refuse(office, peer, refused)(tx)

    return judge, pace_of(received.message)


def _refuse(office: Office, peer: NodeId, refused: Refused) -> Callable[[Transaction], Refusal]:
    def judge(tx: Transaction) -> Refusal:
        tx.ledger.append([_refusal_note(office, peer, refused.code)])
        return refused.refusal

    return judge


def _refusal_note(office: Office, peer: NodeId, code: RefusalCode) -> Entry:
    return entry(office, Note(act=Act.REFUSAL, by=peer, detail={"code": code}))


def _reply(office: Office, peer: NodeId, outcome: Answer | Received | Refusal) -> Reply:
    match outcome:
        case Answer():
            content = Content(type=MessageType.ANSWER, recipient=peer, body=plain_answer(outcome))
            return _sealed(office, content)
        case Received():
            receipt = receipt_for(outcome, office.clock.now())
            return Acceptance(message=outcome.message.id, signed=sign_receipt(receipt, office.keys.signer))
        case _:
            return outcome


def _sealed(office: Office, content: Content) -> Reply:
    """Seal an answer; if it cannot be sealed now, the question comes again and is answered then."""
    try:
        return seal(office, write(office, content)).data
    except (NoKeyError, TooLargeError):
        return Refusal(code=RefusalCode.BUSY, words="the answer cannot be sealed now")
