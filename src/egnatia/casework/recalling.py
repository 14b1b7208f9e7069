"""Taking back what was given: an order to each node that ever held it or may get it, until each has attested.

A recall is final: a thing that is given again goes as a new view. It wins over whatever comes late, because whoever is
told of it refuses the record from then on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from egnatia.casework.chunks import chunked
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Holding
from egnatia.casework.stopping import stop_letters
from egnatia.casework.trail import Note, entry, every_lodged
from egnatia.exchange.errors import ReceiptError, Refused
from egnatia.exchange.recall import (
    MOST_RECALLED,
    RECALL_WORDS,
    Attestation,
    HolderState,
    Recall,
    RecallGround,
    parse_attested,
    parse_recall,
    plain_recall,
    read_attestation,
)
from egnatia.exchange.refusal import RefusalCode
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId, NodeId, RecordId, StatementId
from egnatia.model.message import Message, MessageType
from egnatia.model.statement import Statement, StatementAct

#: A holder that attested one of these has nothing any more that anybody could read.
DONE = frozenset({HolderState.ERASED, HolderState.ABSENT})
_STOPPED = "what it held was taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who takes a record back, on which ground, by which statement at home."""

    by: AccountId
    record: RecordId
    ground: RecallGround
    statement: StatementId


def given_of(tx: Transaction, versions: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """Return the views that were made of versions of a thing, tombstones among them."""
    return tuple(dict.fromkeys(view.id for version in versions for view in tx.records.views(version)))


def holders_of(office: Office, tx: Transaction, views: Iterable[RecordId]) -> Mapping[NodeId, frozenset[RecordId]]:
    """Return every node that holds one of these views, ever did, or may be given it by one that does."""
    found: dict[NodeId, set[RecordId]] = defaultdict(set)
    for view in views:
        for holder in _ever(tx, view):
            found[holder].add(view)
    found.pop(office.me, None)
    return {holder: frozenset(records) for holder, records in sorted(found.items())}


def _ever(tx: Transaction, view: RecordId) -> Iterable[NodeId]:
    yield from (held.holder for held in tx.holdings.of(view))
    # A letter that was given up may have arrived all the same, its receipt lost: the log knows to whom it went.
    for lodged in every_lodged(tx.ledger, Trace(about=view, act=Act.DISCLOSURE)):
        if lodged.entry.to:
            yield lodged.entry.to
    for said in tx.statements.about(view):
        if said.passes and said.act in (StatementAct.CONSENT, StatementAct.FORWARD):
            yield said.passes.recipient


def take_back(office: Office, tx: Transaction, order: Order, views: Iterable[RecordId]) -> frozenset[NodeId]:
    """Order every holder of these views to hide and erase them; returns who was told.

    Letters that are on their way with any of it are stopped; who they were for is told as well.
    """
    views = tuple(views)
    holders = holders_of(office, tx, views)
    stop_letters(office, tx, (order.record, *views), _STOPPED)
    told = set[NodeId]()
    for holder, records in holders.items():
        left = [record for record in sorted(records) if not _is_done(tx, record, holder)]
        for some in chunked(left, MOST_RECALLED):
            _order(office, tx, order, holder, tuple(some))
            told.add(holder)
    return frozenset(told)


def _is_done(tx: Transaction, record: RecordId, holder: NodeId) -> bool:
    return any(held.holder == holder and held.recall and held.state in DONE for held in tx.holdings.of(record))


def _order(office: Office, tx: Transaction, order: Order, holder: NodeId, records: tuple[RecordId, ...]) -> None:
    statement = Statement(
        act=StatementAct.RECALL,
        issuer=office.me,
        by=order.by,
        at=office.clock.now(),
        about=frozenset(records),
        reason=RECALL_WORDS[order.ground],
        salt=office.randomness.hex128(),
    )
    tx.statements.add(statement)
    send_recall(office, tx, Recall(statement=statement, ground=order.ground), holder, records)
    about = (order.record, order.statement, statement.id, *records)
    detail = {"what": "recalled", "ground": order.ground}
    note = Note(act=Act.STATEMENT, by=order.by, about=tuple(dict.fromkeys(about)), to=holder, detail=detail)
    tx.ledger.append([entry(office, note)])


def send_recall(office: Office, tx: Transaction, recall: Recall, holder: NodeId, records: Iterable[RecordId]) -> None:
    """Queue a recall for a holder, and note that it has to attest about these records."""
    for record in records:
        if all(held.holder != holder for held in tx.holdings.of(record)):
            since = office.clock.now()
            tx.holdings.add(Holding(record=record, holder=holder, given_at=since, statement=recall.statement.id))
        tx.holdings.recall(record, holder, recall.statement.id)
    tx.outbox.add([queue(office, Content(type=MessageType.RECALL, recipient=holder, body=plain_recall(recall)))])


def told_late(office: Office, tx: Transaction, record: RecordId, holder: NodeId) -> bool:
    """Order somebody as well of whom we hear after a recall that it was given the record; False if there was none."""
    held = [one for one in tx.holdings.of(record) if one.recall]
    recall = recall_of(tx, record, held[0].recall) if held and held[0].recall else None
    if recall is None:
        return False
    if all(one.holder != holder for one in held):
        send_recall(office, tx, recall, holder, [record])
    return True


def recall_of(tx: Transaction, record: RecordId, statement: StatementId) -> Recall | None:
    """Return the recall of a record by its statement."""
    found = next((one for one in tx.statements.about(record) if one.id == statement), None)
    grounds = {words: ground for ground, words in RECALL_WORDS.items()}
    return Recall(statement=found, ground=grounds[found.reason]) if found else None


def chase_recalls(office: Office) -> int:
    """Order again, where a letter was given up, whoever is a member and has not attested; returns how many letters."""
    due = office.store.read(lambda tx: _unheard(office, tx))
    if not due:
        return 0

    def work(tx: Transaction) -> int:
        unheard = _unheard(office, tx)
        for (holder, statement), records in unheard.items():
            if recall := recall_of(tx, records[0], statement):
                send_recall(office, tx, recall, holder, records)
        return len(unheard)

    return office.store.write(work)


def _unheard(office: Office, tx: Transaction) -> Mapping[tuple[NodeId, StatementId], list[RecordId]]:
    """Return which recalls are on their way to nobody, though their holders are members and have not attested."""
    waiting: dict[tuple[NodeId, StatementId], list[RecordId]] = defaultdict(list)
    for held in tx.holdings.recalled():
        if held.recall and held.state is None and office.directory().member(held.holder):
            waiting[held.holder, held.recall].append(held.record)
    if waiting:
        for letter in tx.outbox.open():
            if letter.message.type is MessageType.RECALL:
                waiting.pop((letter.message.recipient, _statement_in(letter.message)), None)
    return waiting


def _statement_in(message: Message) -> StatementId:
    return parse_recall(dict(message.body)).statement.id


def take_attestation(office: Office, message: Message) -> Effect:
    """Take in what a holder attests about a recall of ours, or of one that we passed on.

    Raises:
        Refused: it is not signed by the holder, or about no recall between us.
        ParseError: the body is no attestation.
    """
    signed = parse_attested(dict(message.body))
    holder = office.directory().member(message.sender)
    if holder is None:
        raise out_of_place("a holder attests that the directory lists")
    try:
        attested = read_attestation(signed, holder, office.keys.verifier)
    except ReceiptError as error:
        raise Refused(RefusalCode.BAD_SIGNATURE, str(error)) from error

    def check(tx: Transaction) -> None:
        # Who passes a recall on passes it on whole, and is told of all of it: also of what was given by another way.
        if not any(_was_ordered(tx, record, message.sender) for record, _ in attested.records):
            raise out_of_place("nothing was recalled from you that has this id")

    def write(tx: Transaction) -> None:
        _note(office, tx, attested, signed)
        _follow(office, tx, attested)

    return Effect(outcome="attested", write=write, check=check)


def _was_ordered(tx: Transaction, record: RecordId, holder: NodeId) -> bool:
    return any(held.holder == holder and held.recall for held in tx.holdings.of(record))


def _note(office: Office, tx: Transaction, attested: Attestation, signed: str) -> None:
    for record, state in attested.records:
        held = Holding(
            record=record,
            holder=attested.by,
            given_at=attested.at,
            statement=attested.recall,
            state=state,
            attested_at=attested.at,
            attestation=signed,
        )
        tx.holdings.attest(held)
    counts = {state.value: str(sum(1 for _, found in attested.records if found is state)) for state in HolderState}
    about = (attested.recall, *(record for record, _ in attested.records))
    note = Note(act=Act.STATEMENT, by=attested.by, about=about, detail={"what": "attested", **counts})
    tx.ledger.append([entry(office, note)])


def _follow(office: Office, tx: Transaction, attested: Attestation) -> None:
    """Order those as well to whom the holder had forwarded something of ours, and of whom we did not know."""
    records = [record for record, _ in attested.records]
    recall = recall_of(tx, records[0], attested.recall) if records else None
    if recall is None or recall.statement.issuer != office.me:
        return
    for node in attested.passed_on:
        known = {record for record in records for held in tx.holdings.of(record) if held.holder == node and held.recall}
        if unknown := [record for record in records if record not in known and node != office.me]:
            send_recall(office, tx, recall, node, unknown)
