"""Obeying a recall: what is taken back is hidden at once and erased, passed on to who got it from here, and attested.

Nobody decides on it: the record is the issuer's. A legal hold of this node keeps it from being erased, not from being
hidden; when the hold is lifted, it is erased, and that is attested too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.erase import Because, copies_of, holding_back, log_erasure, wipe
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import holders_of, recall_of, send_recall
from egnatia.casework.stopping import stop_letters
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, entry
from egnatia.exchange.recall import Attestation, HolderState, Recall, parse_recall, sign_attestation
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.message import Message, MessageType
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

_STOPPED = "what it held was taken back"


def take_recall(office: Office, message: Message) -> Effect:
    """Take in that records are taken back: by their issuer, or by whoever gave them to us on the issuer's behalf.

    Raises:
        Refused: one of the records is our own, or the order is by somebody who neither issued nor gave it.
        ParseError: the body is no recall.
    """
    recall = parse_recall(dict(message.body))
    issuer = recall.statement.issuer

    def check(tx: Transaction) -> None:
        for record in recall.records:
            stored = tx.records.get(record)
            if stored and stored.received_from is None:
                raise out_of_place("what is taken back is our own")
            known = stored.record if stored else None
            if stored and known and (known.issuer != issuer or message.sender not in (issuer, stored.received_from)):
                raise out_of_place("a record is taken back by its issuer, through whoever gave it")

    def write(tx: Transaction) -> None:
        tx.statements.add(recall.statement)
        _obey(office, tx, recall, message.sender)

    return Effect(outcome="recalled", write=write, check=check)


def take_records(office: Office, tx: Transaction, records: Sequence[Record], sender: NodeId) -> None:
    """Keep records that a partner gives; what was taken back before it came is erased in the same breath."""
    tx.records.add([(record, terms_of(record)) for record in records], received_from=sender)
    for record in records:
        for said in tx.statements.about(record.id):
            if said.act is StatementAct.RECALL and said.issuer == record.issuer:
                recall = recall_of(tx, record.id, said.id)
                if recall:
                    _obey(office, tx, recall, record.issuer)


@dataclass(slots=True)
class _Done:
    """What a recall comes to here."""

    states: dict[RecordId, HolderState]
    erased: dict[RecordId, None]
    hidden: dict[RecordId, None]


def _obey(office: Office, tx: Transaction, recall: Recall, sender: NodeId) -> None:
    holders = holders_of(office, tx, recall.records)
    done = _Done({}, {}, {})
    for record in recall.records:
        _look(office, tx, record, done)
    now = office.clock.now()
    stop_letters(office, tx, done.hidden, _STOPPED)
    for record in done.hidden:
        tx.records.hide(record, now)
    wipe(office, tx, list(done.erased))
    log_erasure(office, tx, done.erased, sender, Because.RECALLED)
    passed = {holder: records for holder, records in holders.items() if holder not in (sender, recall.statement.issuer)}
    for holder, records in passed.items():
        # Once only: where records went round in a circle, a recall would else never come to rest.
        if fresh := [record for record in sorted(records) if not _was_told(tx, record, holder)]:
            send_recall(office, tx, recall, holder, fresh)
    _attest(office, tx, recall, done.states, Telling(to=sender, by=sender, passed_on=tuple(passed)))


def _was_told(tx: Transaction, record: RecordId, holder: NodeId) -> bool:
    return any(held.holder == holder and held.recall for held in tx.holdings.of(record))


def _look(office: Office, tx: Transaction, record: RecordId, done: _Done) -> None:
    """Find out what a record is here, and what becomes of it."""
    stored = tx.records.get(record)
    if stored is None:
        done.states[record] = HolderState.ABSENT
    elif stored.erased_at:
        done.states[record] = HolderState.ERASED
    elif stored.hidden:
        done.states[record] = HolderState.HIDDEN
    else:
        copies = copies_of(tx, record)
        held = bool(holding_back(office, tx, copies))
        done.states[record] = HolderState.HIDDEN if held else HolderState.ERASED
        (done.hidden if held else done.erased).update(dict.fromkeys(copies))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """To whom something is attested, by whose act it came about, and to whom the recall was passed on."""

    to: NodeId
    by: str
    passed_on: tuple[NodeId, ...] = ()


def _attest(
    office: Office, tx: Transaction, recall: Recall, states: dict[RecordId, HolderState], telling: Telling
) -> None:
    """Log what was done, and tell whoever ordered it, under signature."""
    counts = {state.value: str(sum(1 for found in states.values() if found is state)) for state in HolderState}
    about = (recall.statement.id, *states)
    detail = {"what": "recalled", "ground": recall.ground, **counts}
    logged = entry(office, Note(act=Act.STATEMENT, by=NodeId(telling.by), about=about, to=telling.to, detail=detail))
    tx.ledger.append([logged])
    attestation = Attestation(
        by=office.me,
        recall=recall.statement.id,
        records=tuple(states.items()),
        passed_on=telling.passed_on,
        entry=logged.nonce,
        at=office.clock.now(),
    )
    signed = sign_attestation(attestation, office.keys.signer)
    letter = Content(type=MessageType.ATTESTATION, recipient=telling.to, body={"signed": signed})
    tx.outbox.add([queue(office, letter)])


def finish_recalls(office: Office, tx: Transaction, by: str) -> None:
    """Erase what was hidden and nothing holds any more, and attest that to its issuer."""
    things: dict[str, list[RecordId]] = {}
    for lineage, record in tx.records.hidden():
        things.setdefault(lineage, []).append(record)
    for records in things.values():
        if holding_back(office, tx, records):
            continue
        wipe(office, tx, records)
        log_erasure(office, tx, records, NodeId(by), Because.RECALLED)
        for recall in _recalls(tx, records):
            states = {record: HolderState.ERASED for record in recall.records if record in records}
            _attest(office, tx, recall, states, Telling(to=recall.statement.issuer, by=by))


def _recalls(tx: Transaction, records: Iterable[RecordId]) -> Iterable[Recall]:
    made = ((one, record) for record in records for one in tx.statements.about(record))
    said = {one.id: record for one, record in made if one.act is StatementAct.RECALL}
    return [recall for statement, record in said.items() if (recall := recall_of(tx, record, statement))]
