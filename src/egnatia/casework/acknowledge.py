"""Acknowledging how a partner restricted the use of a record, an alert or a message, before it shows: once a person."""

from egnatia.casework.alert.board import seen_alert
from egnatia.casework.collect import open_in_case
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import restriction_of
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.statements import Said, state
from egnatia.model import canonical
from egnatia.model.identity import CaseId, LineageId, MessageId, RecordId
from egnatia.model.statement import Statement, StatementAct


def acknowledge_record(office: Office, actor: Account, record: RecordId, case: CaseId) -> Statement:
    """Acknowledge how the use of a partner's record is restricted, to read it in a case file.

    Raises:
        NotAllowedError: the person may not read records, does not work in the case file, or keeps it alone.
        NotLawfulError: its caveat does not allow the case file's purpose.
        NotFoundError: the record was never here.
        ConflictError: no partner restricted its use in words.
    """

    def work(tx: Transaction) -> Statement:
        stored, file = open_in_case(office, tx, actor, record, case)
        words = stored.record.caveat.restriction if stored.record and stored.received_from else ""
        return _keep(office, tx, actor, (record, words), file)

    return office.store.write(work)


def acknowledge_alert(office: Office, actor: Account, alert: LineageId) -> Statement:
    """Acknowledge how a partner restricted the use of what its alert gives, to read it.

    Raises:
        NotAllowedError: the person may not see the alert.
        NotFoundError: there is no such alert.
        ConflictError: no partner restricted its use in words.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> Statement:
        stored = seen_alert(office, tx, actor, alert).record
        given = stored.record if stored and stored.received_from else None
        return _keep(office, tx, actor, (given.id, given.caveat.restriction) if given else (alert, ""))

    return office.store.write(work)


def acknowledge_message(office: Office, actor: Account, message: MessageId) -> Statement:
    """Acknowledge how a partner restricted the use of a message, to read it.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: no partner restricted its use in words.
    """

    def work(tx: Transaction) -> Statement:
        row = find_dispatch(tx, actor, message)
        return _keep(office, tx, actor, (message, restriction_of(row)))

    return office.store.write(work)


def _keep(
    office: Office, tx: Transaction, actor: Account, read: tuple[str, str], file: CaseFile | None = None
) -> Statement:
    """Keep that the person read the words: of these, the digest, which outlives them."""
    subject, words = read
    if not words:
        raise ConflictError("no partner restricted its use in words (H3): there is nothing to acknowledge")
    reason = f"restriction {canonical.digest(words)}"
    said = Said(act=StatementAct.ACKNOWLEDGE, about=frozenset({subject}), reason=reason)
    return state(office, tx, actor, said, file)
