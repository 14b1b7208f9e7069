"""Charges: a log that contradicts itself is named to all members, with the proof that its own key signed.

Nobody has to believe the witness: each member checks both signatures by the directory before it takes a charge in.
"""

import hashlib
from collections.abc import Iterable

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Sighting
from egnatia.casework.trail import Note, entry
from egnatia.exchange.charge import Charge, parse_charge, plain_charge
from egnatia.exchange.log import log_verifiers
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint
from egnatia.ledger.contradiction import contradiction
from egnatia.ledger.entry import Act, Entry
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.witness import CONTRADICTED, Verdict
from egnatia.model.identity import NodeId
from egnatia.model.message import Message, MessageType


def publish(office: Office, tx: Transaction, found: Sighting) -> None:
    """Keep a contradiction that this node found, log it, and write to all other members, the log's own node too."""
    tx.witnessed.put(found)
    tx.ledger.append([_entry(office, found, office.me)])
    body = plain_charge(Charge(log=found.log, one=bare(found.note), other=bare(found.against)))
    others = sorted(node for node in office.directory().members if node != office.me)
    tx.outbox.add([queue(office, Content(type=MessageType.CHARGE, recipient=node, body=body)) for node in others])


def take_charge(office: Office, message: Message) -> Effect:
    """Take in a charge that a partner brings; it must prove itself.

    Raises:
        ParseError: the body is no charge.
        Refused: the log is no member's, or the two checkpoints do not prove the charge.
    """
    charge = parse_charge(dict(message.body))
    member = office.directory().member(charge.log)
    if member is None:
        raise out_of_place("no member has that log")
    try:
        verifiers = log_verifiers(member, office.keys.verifier.verify)
        proven = contradiction(charge.one.encode(), charge.other.encode(), verifiers)
    except LedgerError as error:
        raise out_of_place("the checkpoints do not prove the charge") from error
    told = Sighting(
        log=charge.log,
        witness=message.sender,
        at=office.clock.now(),
        verdict=Verdict(proven.value),
        note=charge.one,
        against=charge.other,
    )
    return Effect(outcome=proven, write=lambda tx: _take(office, tx, told))


def _take(office: Office, tx: Transaction, told: Sighting) -> None:
    tx.witnessed.put(told)
    tx.ledger.append([_entry(office, told, told.witness)])


def contradicted(sightings: Iterable[Sighting]) -> dict[NodeId, tuple[Sighting, ...]]:
    """Return the logs that contradict themselves, each with those who show it."""
    found: dict[NodeId, tuple[Sighting, ...]] = {}
    for one in sightings:
        if one.verdict in CONTRADICTED:
            found[one.log] = (*found.get(one.log, ()), one)
    return found


def stopped(office: Office) -> frozenset[NodeId]:
    """Return the nodes with which exchange is stopped, if it was so decided: those whose logs contradict themselves."""
    if not office.stop:
        return frozenset()
    return frozenset(contradicted(office.store.read(lambda tx: tx.witnessed.list()))) - {office.me}


def held(tx: Transaction, log: NodeId) -> list[bytes]:
    """Return the checkpoints of a log that witnesses hold, with those that they hold against it."""
    found = [one for one in tx.witnessed.list() if one.log == log]
    return [note.encode() for one in found for note in (one.note, one.against) if note]


def bare(note: str) -> str:
    """Return a checkpoint with the log's own signature lines only."""
    signed = parse_checkpoint(note.encode())
    own = tuple(line for line in signed.signatures if line.name == signed.checkpoint.origin)
    return SignedCheckpoint(checkpoint=signed.checkpoint, signatures=own).to_bytes().decode()


def _entry(office: Office, found: Sighting, by: NodeId) -> Entry:
    """Log a contradiction: the digests of both checkpoints, as they are in the charge."""
    about = tuple(hashlib.sha256(bare(note).encode()).hexdigest() for note in (found.note, found.against))
    return entry(office, Note(act=Act.REFUSAL, by=by, about=about, detail={"what": found.verdict, "log": found.log}))
