"""Taking in the alert of a partner: the law here and the form are asked again; what is taken is a record."""

from egnatia.casework.alert.lawfulness import Publishing, decide_alert, lacking
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.trail import Note, entry
from egnatia.exchange.alert import Publication, parse_publication
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.message import Message


def take_alert(office: Office, message: Message) -> Effect:
    """Take in an alert: of the partner's own record, lawful here, with the minimum that its sort wants.

    Raises:
        Refused: it is another node's, or the law here or the form does not let it be taken.
        ParseError: the body is no alert.
    """
    given = parse_publication(dict(message.body))
    if given.statement.issuer != message.sender:
        raise out_of_place("whoever issued a record alerts others of it")
    decision = _judge(office, given)

    def write(tx: Transaction) -> None:
        tx.statements.add(given.statement)
        tx.ledger.append([entry(office, _note(given, decision))])
        take_records(office, tx, (given.record, given.notice), message.sender)

    return Effect(outcome="alert", write=write)


def _judge(office: Office, given: Publication) -> Decision:
    missing = tuple(lacking(given.alert, given.record, given.notice, office.clock.now().date()))
    publishing = Publishing(
        alert=given.alert,
        record=given.record,
        reason=given.statement.reason,
        issuer=given.statement.issuer,
        recipient=office.me,
        instrument=given.instrument,
    )
    decision = decide_alert(office, publishing)
    if missing or not decision.open:
        words = (*missing, *(found.policy for found in decision.missing))
        raise out_of_place(f"this alert is not taken here: {'; '.join(words)}")
    return decision


def _note(given: Publication, decision: Decision) -> Note:
    return Note(
        act=Act.COLLECTION,
        by=given.statement.issuer,
        about=(*sorted(given.statement.about), given.statement.id),
        purpose=given.alert.form.purpose,
        decision=decision,
        detail={"what": "alert", "sort": given.alert.sort},
    )
