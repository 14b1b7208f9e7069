"""Delivery: letters go from the outbox to partners; what comes back together is taken in in one transaction.

A letter stays in the outbox from the transaction of its act until the partner has taken it. Every attempt is a new
envelope with the same message inside, so that a lost reply costs a second delivery and never a second effect.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from egnatia.casework.dispatch.arriving import note_delivered
from egnatia.casework.effect import out_of_place
from egnatia.casework.letters import unseal
from egnatia.casework.office import Office
from egnatia.casework.ports import SHUT, Reply, Transaction
from egnatia.casework.post import Post, Posted, Unposted
from egnatia.casework.rows import OutboxRow
from egnatia.casework.takein import accept, prepare
from egnatia.casework.trail import Note, entry
from egnatia.casework.undelivered import arrive_late, give_up
from egnatia.casework.waking import AWAY, longest_wait, wake_waiting
from egnatia.exchange import batch
from egnatia.exchange.errors import ReceiptError, Refused
from egnatia.exchange.limits import ENVELOPE_LIFE, MAX_MESSAGE_LIFE
from egnatia.exchange.receipt import proves, read_receipt
from egnatia.exchange.refusal import Refusal, RefusalCode, told_code
from egnatia.ledger.entry import Act
from egnatia.model.answer import Answer
from egnatia.model.identity import MessageId, NodeId

#: How long one sender holds a letter; a sender that was killed lets it go after this.
LEASE = timedelta(seconds=60)
_FIRST_WAIT = timedelta(seconds=2)


class Outcome(StrEnum):
    """What became of one letter at one attempt."""

    ANSWERED = "answered"
    TAKEN = "taken"
    REFUSED = "refused"
    AWAY = "away"
    SHUT_OUT = "shut_out"  #: It does not let us in: most likely its directory is older than our joining.


#: Outcomes by which a partner has a letter, and by which it waits here and goes again by itself.
ARRIVED = frozenset({Outcome.ANSWERED, Outcome.TAKEN})
WAITING = frozenset({Outcome.AWAY, Outcome.SHUT_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One letter after one attempt."""

    message: MessageId
    partner: NodeId
    outcome: Outcome
    answer: Answer | None = None
    words: str = ""


Settlement: TypeAlias = Callable[[Transaction], Delivered]


def deliver(office: Office, letters: Sequence[OutboxRow]) -> Iterator[Delivered]:
    """Send leased letters, up to 64 to a request, and yield what becomes of each as the replies come."""
    post = Post(office, letters)
    for replies in office.partners.deliver(post.requests()):
        yield from _settle(office, [(post.groups[reply.batch], reply) for reply in replies])
    if post.unposted:
        unposted = [_unposted(office, one) for one in post.unposted]
        yield from office.store.write(lambda tx: [settle(tx) for settle in unposted])


def deliver_due(office: Office, limit: int = 256) -> int:
    """Send what is due in the outbox; returns how many letters were tried."""
    now = office.clock.now()
    if not office.store.read(lambda tx: tx.outbox.due(now)):  # a node at rest looks every second and writes nothing
        return 0
    letters = office.store.write(lambda tx: tx.outbox.lease(now, now + LEASE, limit))
    return sum(1 for _ in deliver(office, letters))


def _unposted(office: Office, one: Unposted) -> Settlement:
    return (_bury if one.hopeless else _postpone)(office, one.row, one.words)


def _settle(office: Office, heard: Sequence[tuple[Sequence[Posted], Reply]]) -> list[Delivered]:
    """Take in what partners said to requests, in one transaction: those who answered together wait for one commit."""
    rows = [posted.row for group, _ in heard for posted in group]
    settlements = [one for group, reply in heard for one in _settlements(office, group, reply)]

    def settle(tx: Transaction) -> list[Delivered]:
        settled = [one(tx) for one in settlements]
        taken = [row for row, one in zip(rows, settled, strict=True) if one.outcome in ARRIVED]
        wake_waiting(tx, taken, office.clock.now())
        return settled

    return office.store.write(settle)


def _settlements(office: Office, group: Sequence[Posted], reply: Reply) -> list[Settlement]:
    if reply.body is None:
        words = reply.error if told_code(reply.error) else f"{AWAY}{reply.error}"
        return [_postpone(office, posted.row, words) for posted in group]
    try:
        items = batch.read_replies(reply.body, len(group))
    except Refused as refused:
        first, *others = group
        logged = _unacceptable(office, first.row, refused, "receipt")
        return [logged, *(_postpone(office, posted.row, str(refused)) for posted in others)]
    return [_settlement(office, posted, item) for posted, item in zip(group, items, strict=True)]


def _settlement(office: Office, posted: Posted, item: batch.Reply) -> Settlement:
    if isinstance(item, batch.Acceptance):
        return _receipted(office, posted.row, item, posted.wrapped.digest)
    return _told(office, posted.row, item, ENVELOPE_LIFE)


def _told(office: Office, row: OutboxRow, item: Refusal | bytes, life: timedelta) -> Settlement:
    if isinstance(item, Refusal):
        words = f"{item.code}: {item.words}"
        return _postpone(office, row, words) if item.code.passing else _bury(office, row, words)
    return _answered(office, row, item, life)


def settle_carried(office: Office, row: OutboxRow, item: batch.Reply) -> Settlement:
    """Return what a reply does to a letter that went by hand: it may have come long after the letter was signed.

    Args:
        office: this node.
        row: the letter.
        item: what its recipient's node replied to it.
    """
    if isinstance(item, batch.Acceptance):
        return _receipted(office, row, item, None)
    return _told(office, row, item, MAX_MESSAGE_LIFE)


def _answered(office: Office, row: OutboxRow, envelope: bytes, life: timedelta) -> Settlement:
    """Take in the answer that came in place of a receipt; a bad one counts as none, so that the question goes again."""
    partner = row.message.recipient
    try:
        received = unseal(office, envelope, partner, life)
        effect = prepare(office, received)
    except Refused as refused:
        return _unacceptable(office, row, refused)
    if effect.heard is None or MessageId(effect.heard.question) != row.message.id:
        return _unacceptable(office, row, out_of_place("the answer is to another question"))

    def settle(tx: Transaction) -> Delivered:
        try:
            accept(office, tx, received, effect)
        except Refused as refused:
            return _unacceptable(office, row, refused)(tx)
        tx.outbox.delivered(row.message.id, office.clock.now(), "")
        return Delivered(message=row.message.id, partner=partner, outcome=Outcome.ANSWERED, answer=effect.heard)

    return settle


def _unacceptable(office: Office, row: OutboxRow, refused: Refused, what: str = "answer") -> Settlement:
    """Log that the answer or receipt was refused, with its code, and let the letter go again."""
    postpone = _postpone(office, row, f"unacceptable {what}: {refused}")

    def settle(tx: Transaction) -> Delivered:
        partner, about = row.message.recipient, (row.message.id,)
        note = Note(act=Act.REFUSAL, by=partner, about=about, detail={"code": refused.code, "what": what})
        tx.ledger.append([entry(office, note)])
        return postpone(tx)

    return settle


def _receipted(office: Office, row: OutboxRow, acceptance: batch.Acceptance, digest: str | None) -> Settlement:
    """Take a receipt in: for this message, as it was signed for that delivery; None: for whichever."""
    message = row.message
    partner = office.directory().member(message.recipient)
    try:
        receipt = read_receipt(acceptance.signed, partner, office.keys.verifier) if partner else None
    except ReceiptError as error:
        return _unacceptable(office, row, Refused(RefusalCode.BAD_SIGNATURE, str(error)), "receipt")
    if receipt is None or not proves(receipt, message.id, digest or receipt.digest):
        return _unacceptable(office, row, out_of_place("the receipt is for another letter"), "receipt")

    def settle(tx: Transaction) -> Delivered:
        arrive_late(office, tx, message)
        note_delivered(tx, message)
        tx.outbox.delivered(message.id, office.clock.now(), acceptance.signed.decode("ascii"))
        return Delivered(message=message.id, partner=message.recipient, outcome=Outcome.TAKEN)

    return settle


def _postpone(office: Office, row: OutboxRow, words: str) -> Settlement:
    unknown = told_code(words) is RefusalCode.UNKNOWN_SENDER or words == f"{AWAY}{SHUT}"
    outcome = Outcome.SHUT_OUT if unknown else Outcome.AWAY
    longest = min(_FIRST_WAIT * 2 ** min(row.tries, 16), longest_wait(words))
    # Up to a quarter less, by chance: a partner that comes back is not called by everybody in the same second.
    wait = longest * (1 - int(office.randomness.hex128()[:4], 16) / 2**18)

    def settle(tx: Transaction) -> Delivered:
        # At its expiry it is looked at once more, to be given up then and not minutes later.
        tx.outbox.postpone(row.message.id, min(office.clock.now() + wait, row.message.expires_at), words)
        return Delivered(message=row.message.id, partner=row.message.recipient, outcome=outcome, words=words)

    return settle


def _bury(office: Office, row: OutboxRow, words: str) -> Settlement:
    """Give a letter up, and take back what was done in the belief that it would arrive."""
    message = row.message

    def settle(tx: Transaction) -> Delivered:
        give_up(office, tx, message.id, words)
        return Delivered(message=message.id, partner=message.recipient, outcome=Outcome.REFUSED, words=words)

    return settle
