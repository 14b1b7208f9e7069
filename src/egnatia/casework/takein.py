"""Taking in what a partner sent: each type of message has one handler that says what it changes here.

A handler reads and computes; it writes nothing. What it would write happens in the transaction that notes the
envelope and the message as accepted, so that a second delivery finds the first one's trace and changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from egnatia.casework.alert.arriving import take_alert
from egnatia.casework.answer import repeat_answer, take_question
from egnatia.casework.charge import take_charge
from egnatia.casework.confirm import take_confirmation
from egnatia.casework.consent import take_consent, take_request
from egnatia.casework.correct import take_correction
from egnatia.casework.dispatch.arriving import take_dispatch, take_progress
from egnatia.casework.effect import Effect
from egnatia.casework.forward import take_forward, take_forwarded
from egnatia.casework.hear import take_answer
from egnatia.casework.obey import take_recall
from egnatia.casework.office import Office
from egnatia.casework.operations.arriving import take_step
from egnatia.casework.operations.positions import take_position
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import take_attestation
from egnatia.casework.release import take_release
from egnatia.casework.rows import InboxRow
from egnatia.casework.watch.hearing import take_watch_hit
from egnatia.casework.watch.keeping import take_term
from egnatia.casework.watch.learning import take_overlap
from egnatia.casework.withhold import take_withholding
from egnatia.exchange.envelope import Received
from egnatia.exchange.errors import Refused, malformed
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.answer import Answer
from egnatia.model.errors import ParseError
from egnatia.model.message import Message, MessageType

#: A message is remembered a little longer than it lives, for the clocks of two nodes differ.
_AFTERLIFE = timedelta(hours=1)

_HANDLERS: Mapping[MessageType, Callable[[Office, Message], Effect]] = MappingProxyType(
    {
        MessageType.QUESTION: take_question,
        MessageType.ANSWER: take_answer,
        MessageType.CONFIRMATION: take_confirmation,
        MessageType.RELEASE: take_release,
        MessageType.WITHHOLDING: take_withholding,
        MessageType.CORRECTION: take_correction,
        MessageType.CONSENT_REQUEST: take_request,
        MessageType.CONSENT: take_consent,
        MessageType.FORWARD: take_forward,
        MessageType.FORWARDED: take_forwarded,
        MessageType.RECALL: take_recall,
        MessageType.ATTESTATION: take_attestation,
        MessageType.DISPATCH: take_dispatch,
        MessageType.PROGRESS: take_progress,
        MessageType.WATCH_HIT: take_watch_hit,
        MessageType.WATCH_TERM: take_term,
        MessageType.OVERLAP: take_overlap,
        MessageType.OPERATION: take_step,
        MessageType.POSITION: take_position,
        MessageType.ALERT: take_alert,
        MessageType.CHARGE: take_charge,
    }
)


def prepare(office: Office, received: Received) -> Effect:
    """Say what a message would change here.

    Raises:
        Refused: its body is malformed, or it belongs to nothing here.
    """
    try:
        return _HANDLERS[received.message.type](office, received.message)
    except ParseError as error:
        raise malformed("the body", error) from error


def accept(office: Office, tx: Transaction, received: Received, effect: Effect) -> Answer | None:
    """Accept a message: note envelope and message, and make its change unless an earlier delivery made it.

    Returns:
        The answer to a question, the same as at the first delivery; None for other messages.

    Raises:
        Refused: the message belongs to nothing here, or this very envelope was accepted before; nothing is written.
    """
    effect = effect.settle(tx) if effect.settle else effect
    effect.check(tx)
    message = received.message
    earlier = tx.inbox.handled(message.sender, message.id)
    row = InboxRow(
        sender=message.sender,
        envelope=received.envelope,
        message=message.id,
        received_at=office.clock.now(),
        expires_at=max(received.remember_until, message.expires_at) + _AFTERLIFE,
        outcome=earlier.outcome if earlier else effect.outcome,
    )
    if not tx.inbox.accept(row):
        raise Refused(RefusalCode.REPLAYED, "this envelope was accepted before")
    if earlier is None:
        effect.write(tx)
        return effect.answer
    return repeat_answer(tx, effect, earlier.outcome) if effect.answer else None
