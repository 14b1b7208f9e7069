"""Correcting: partners who hold a view of a thing get a new version of it when its caveat changes or it was put right.

Whoever rectifies or restricts data tells those to whom they were given, and these do the same (LED Art. 16(6)). A
correction gives nothing more: it holds properties that the partner has, and no others. Where a value that was given no
longer stands, what stands in its place goes; what was only added since does not. It never keeps a view alive longer
than it was given for. Where nothing of a view may be given any more, it is taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.erase import copies_of
from egnatia.casework.letters import Content, queue
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import Order, take_back
from egnatia.casework.rows import Account, Holding, StoredRecord
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.exchange.errors import Refused
from egnatia.exchange.payloads import Correction, parse_correction, plain_correction
from egnatia.exchange.recall import RecallGround
from egnatia.exchange.refusal import RefusalCode
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.kinds import carried
from egnatia.model.lineage import assemble
from egnatia.model.message import Message, MessageType
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

#: The reason of the statement: why the thing was changed stands with its new version.
_PUT_RIGHT = "What was given does not stand any more as it was given."


def held_views(tx: Transaction, record: Record) -> Iterator[tuple[Record, frozenset[NodeId]]]:
    """Yield the newest partial views of a thing that partners hold, each with its holders."""
    for copy in copies_of(tx, record.id):
        stored = tx.records.get(copy)
        if stored is None or stored.record is None or not stored.record.derived_from:
            continue
        holders = frozenset(held.holder for held in tx.holdings.of(copy))
        if holders and stored.record in assemble(tx.records.versions(stored.record.lineage)).heads:
            yield stored.record, holders


def correct(office: Office, tx: Transaction, record: Record, statement: Statement) -> None:
    """Send the holders of views of a thing what they hold under the caveat of its new version.

    Args:
        office: of this node.
        tx: the transaction of the change.
        record: the new version, which is on record already.
        statement: by which the caveat was changed.
    """
    for view, holders in list(held_views(tx, record)):
        corrected = _corrected(office, tx, view, record, dict(view.properties))
        _tell(office, tx, Corrected(view=view, record=corrected, holders=holders), statement)


def rectify(office: Office, tx: Transaction, actor: Account, record: Record) -> None:
    """Send the holders of views of a thing what of them is wrong since its new version, or may no longer be given.

    Args:
        office: of this node.
        tx: the transaction of the change.
        actor: who changed it.
        record: the new version, which is on record already.
    """
    for view, holders in list(held_views(tx, record)):
        left = _put_right(view, record)
        corrected = _corrected(office, tx, view, record, left)
        if (left, corrected.caveat) == (dict(view.properties), view.caveat):
            continue
        said = Said(act=StatementAct.RECTIFY, about=frozenset({record.id, view.id}), reason=_PUT_RIGHT)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        if left:
            _tell(office, tx, Corrected(view=view, record=corrected, holders=holders), statement)
        else:
            order = Order(by=actor.id, record=record.id, ground=RecallGround.INACCURATE, statement=statement.id)
            take_back(office, tx, order, [view.id])


def _put_right(view: Record, record: Record) -> dict[str, tuple[str, ...]]:
    """Return what a view is to say: of the properties that it has, those that may be given, as they stand now."""
    allowed = carried(record.definition, record.properties, record.caveat.role)
    return {
        name: given if set(given) <= set(allowed[name]) else allowed[name]
        for name, given in view.properties.items()
        if name in allowed
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A view that partners hold, and what they are to have in its place."""

    view: Record
    record: Record
    holders: frozenset[NodeId]


def _tell(office: Office, tx: Transaction, made: Corrected, statement: Statement) -> None:
    view, corrected = made.view, made.record
    if holders := made.holders - _told_to_erase(tx, view):
        tx.records.add([(corrected, frozenset())], received_from=None)
    for holder in sorted(holders):
        _send(office, tx, Correction(record=corrected, act=statement.act), holder)
        held = Holding(record=corrected.id, holder=holder, given_at=office.clock.now(), statement=statement.id)
        tx.holdings.add(held)
        note = Note(
            act=Act.DISCLOSURE,
            by=statement.by,
            about=(*sorted(corrected.derived_from), corrected.id, view.id, statement.id),
            to=holder,
            detail={"what": "corrected"},
        )
        tx.ledger.append([entry(office, note)])


def catch_up(office: Office, tx: Transaction, view: RecordId, holder: NodeId) -> None:
    """Send somebody of whom we hear late that it holds a view what came in the place of that view since.

    Args:
        office: of this node.
        tx: the transaction in which we hear of it.
        view: what it holds.
        holder: who.
    """
    stored = tx.records.get(view)
    if stored is None or stored.record is None or stored.received_from is not None:
        return
    for newest in assemble(tx.records.versions(stored.record.lineage)).heads:
        made = (one for original in newest.derived_from for one in tx.statements.about(original))
        why = next((one for one in made if any(held.statement == one.id for held in tx.holdings.of(newest.id))), None)
        if why and newest.id != view:
            _tell(office, tx, Corrected(view=stored.record, record=newest, holders=frozenset({holder})), why)


def _told_to_erase(tx: Transaction, view: Record) -> frozenset[NodeId]:
    """Return the holders from whom a view was taken back: nobody corrects what is to be erased."""
    return frozenset(held.holder for held in tx.holdings.of(view.id) if held.recall)


def _corrected(
    office: Office, tx: Transaction, view: Record, record: Record, properties: Mapping[str, tuple[str, ...]]
) -> Record:
    """Return the view under the new caveat; it supersedes all that went before, for letters may overtake each other."""
    until = min(view.caveat.retain_until, record.caveat.retain_until)
    return replace(
        view,
        supersedes=frozenset(older.id for older in tx.records.versions(view.lineage)),
        derived_from=frozenset({record.id}),
        recorded_at=office.clock.now(),
        properties=properties,
        caveat=replace(record.caveat, retain_until=until),
        salt=office.randomness.hex128(),
    )


def _send(office: Office, tx: Transaction, correction: Correction, holder: NodeId) -> None:
    content = Content(type=MessageType.CORRECTION, recipient=holder, body=plain_correction(correction))
    tx.outbox.add([queue(office, content)])


def take_correction(office: Office, message: Message) -> Effect:
    """Take in that a record which a partner gave is to be used under another caveat from now on.

    Raises:
        Refused: it is not the partner's own, or of another thing, or says something new; or what it corrects has not
            come yet.
        ParseError: the body is no correction.
    """
    correction = parse_correction(dict(message.body))
    record = correction.record

    def check(tx: Transaction) -> None:
        if record.issuer != message.sender:
            raise out_of_place("a partner corrects its own records")
        known = _known(tx, record)
        if not known:
            raise Refused(RefusalCode.EARLY, "what this corrects has not come yet; send it again")
        if any(not _corrects(correction, found, message.sender) for found in known):
            raise out_of_place("a correction is of a record that this partner gave, and says nothing new about it")

    def write(tx: Transaction) -> None:
        known = _known(tx, record)
        if any(found.record for found in known):  # what was erased here stays erased
            take_records(office, tx, [record], message.sender)
        about = (record.id, *(found.id for found in known))
        note = Note(act=Act.ALTERATION, by=message.sender, about=about, detail={"what": correction.act})
        tx.ledger.append([entry(office, note)])

    return Effect(outcome="corrected", write=write, check=check)


def _known(tx: Transaction, record: Record) -> list[StoredRecord]:
    """Return the versions, or their tombstones, that are here of what a record supersedes."""
    return [found for older in sorted(record.supersedes) if (found := tx.records.get(older))]


def _corrects(correction: Correction, found: StoredRecord, sender: NodeId) -> bool:
    old, new = found.record, correction.record
    # Its issuer corrects a record, whoever forwarded it here.
    if found.received_from != sender and (old is None or old.issuer != sender):
        return False
    return old is None or (
        (old.lineage, old.kind) == (new.lineage, new.kind)
        and (dict(old.properties) == dict(new.properties) or _puts_right(correction, old))
        and new.caveat.retain_until <= old.caveat.retain_until
    )


def _puts_right(correction: Correction, old: Record) -> bool:
    """Tell whether what changes may: by putting right, and of nothing but what was given before."""
    return correction.act is StatementAct.RECTIFY and correction.record.properties.keys() <= old.properties.keys()
