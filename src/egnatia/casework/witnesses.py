"""What this node knows of logs and their witnesses; and how it goes on with a log that contradicted itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from egnatia.casework.charge import bare, contradicted
from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Sighting
from egnatia.casework.trail import Note, entry
from egnatia.exchange.log import log_verifiers
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.entry import Act
from egnatia.ledger.errors import EntryError
from egnatia.ledger.witness import Verdict
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """The newest checkpoint of a log that a witness cosigned."""

    size: int
    at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who vouches for what, as this node knows it."""

    size: int  #: Of our log, at its newest checkpoint.
    ours: Mapping[NodeId, Cosigned]  #: What of our log each partner cosigned.
    silent: frozenset[NodeId]  #: Partners who cosigned nothing of it yet.
    lacking: Mapping[NodeId, datetime]  #: Whose cosignature is missing, and when the first entry without it was made.
    theirs: Mapping[NodeId, Cosigned]  #: What of each partner's log we cosigned.
    contradicted: Mapping[NodeId, tuple[NodeId, ...]]  #: Logs that contradict themselves, each with those who show it.

    @property
    def up_to_date(self) -> int:
        """How many partners have cosigned the newest checkpoint of our log."""
        return sum(found.size == self.size for found in self.ours.values())


def witnesses(office: Office) -> Witnesses:
    """Return who vouches for what; everybody may know."""
    return office.store.read(lambda tx: _witnesses(office, tx))


def _witnesses(office: Office, tx: Transaction) -> Witnesses:
    size, found = tx.ledger.head().size, tx.witnessed.list()
    cosigned = {(one.log, one.witness): _cosigned(one) for one in found if one.note}
    shown = contradicted(found)
    ours = {witness: said for (log, witness), said in cosigned.items() if log == office.me}
    silent = frozenset(office.directory().members.keys() - ours.keys() - {office.me})
    return Witnesses(
        size=size,
        ours=ours,
        silent=silent,
        lacking=_lacking(tx, dict.fromkeys(silent, 0) | {node: said.size for node, said in ours.items()}),
        theirs={log: said for (log, witness), said in cosigned.items() if witness == office.me and log != office.me},
        contradicted={log: tuple(one.witness for one in ones) for log, ones in shown.items()},
    )


def _lacking(tx: Transaction, sizes: Mapping[NodeId, int]) -> Mapping[NodeId, datetime]:
    """Return since when each cosignature is missing: where one stands under so many entries, and there are more."""
    first = {size: tx.ledger.entry(size) for size in sizes.values()}
    return {node: lodged.entry.at for node, size in sizes.items() if (lodged := first[size])}


def _cosigned(sighting: Sighting) -> Cosigned:
    size = parse_checkpoint(sighting.note.encode()).checkpoint.size
    return Cosigned(size=size, at=sighting.at, verdict=sighting.verdict)


def public_keys(office: Office) -> tuple[str, ...]:
    """Return the keys of all logs and witnesses by the directory in force, as signed notes write them."""
    members = sorted(office.directory().members.values(), key=lambda member: member.node)
    verify = office.keys.verifier.verify
    return tuple(str(verifier.key) for member in members for verifier in log_verifiers(member, verify))


def contradictions(office: Office, log: NodeId) -> tuple[Sighting, ...]:
    """Return the pairs of checkpoints by which a log contradicts itself, with its own signatures only.

    Raises:
        NotFoundError: nothing is known against that log.
    """
    found = contradicted(office.store.read(lambda tx: tx.witnessed.list())).get(log)
    if found is None:
        raise NotFoundError(f"nothing is known against the log of {log}")
    return tuple(replace(one, note=bare(one.note), against=bare(one.against)) for one in found)


def begin_anew(office: Office, actor: Account, log: NodeId, reference: str) -> None:
    """Begin anew with a log that contradicted itself: its next checkpoint is taken as if it were the first.

    Args:
        office: of this node.
        actor: oversight.
        log: whose log it is.
        reference: the number of the decision; it is logged.

    Raises:
        NotAllowedError: the person is not oversight.
        NotFoundError: nothing is known against that log.
        ParseError: the reference is no number such as 17/2026.
    """
    require(actor, Right.OVERSEE)
    detail = {"what": "begin_anew", "log": log, "reference": reference}
    try:
        decided = entry(office, Note(act=Act.DECISION, by=actor.id, detail=detail))
    except EntryError as error:
        raise ParseError("reference", "not a number such as KT/17-2026: letters, digits and _ . : / -") from error

    def work(tx: Transaction) -> None:
        found = contradicted(tx.witnessed.list()).get(log)
        if found is None:
            raise NotFoundError(f"nothing is known against the log of {log}")
        for one in found:
            tx.witnessed.put(replace(one, verdict=Verdict.SETTLED))
        tx.ledger.append([decided])

    office.store.write(work)
