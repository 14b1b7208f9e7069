"""Finding in the own register by name or number, for a case file: what is shown is logged as read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egnatia.casework.casefiles import reading_in
from egnatia.casework.collect import check_use
from egnatia.casework.errors import ConflictError, NotLawfulError
from egnatia.casework.finding import Looked, find_candidates
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, StoredRecord
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.match.asked import fault_in
from egnatia.match.engines import judge
from egnatia.match.scores import Score
from egnatia.model.answer import Quality
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.question import parse_asked
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

#: So many are shown, the best; so many of what partners gave are looked through.
SHOWN: Final = 20
_RECEIVED: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for, and for which case file."""

    kind: str
    properties: Mapping[str, tuple[str, ...]]
    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record that fits."""

    record: Record
    received_from: NodeId | None
    score: Score
    alert: LineageId | None = None  #: A partner gave it by this alert, which stands.

    @property
    def quality(self) -> Quality:
        """How well it fits."""
        return self.score.quality or Quality.POSSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits, the best first."""

    file: CaseFile
    matches: tuple[Match, ...]
    more: bool  #: More fit than are shown.
    part: bool  #: Partners gave more records of the kind than were looked through.


def find(office: Office, actor: Account, sought: Sought) -> Found:
    """Return the records here that fit what is looked for, own and received, as far as the purpose allows.

    Each that is shown is logged as read; so is a search that finds nothing.

    Raises:
        NotAllowedError: the person may not read records, or not for the purpose, or does not work in the case file.
        NotFoundError: there is no such case file.
        ConflictError: it is closed, or nothing compares such records.
        ParseError: there is no such kind, or nothing is looked for that a question may name.
    """
    require(actor, Right.CONSULT)
    office.store.read(lambda tx: _allowed(tx, actor, sought.case))
    looked = _looked(office, sought)
    own = find_candidates(office.store, office.nearby, looked)
    return office.store.write(lambda tx: _shown(office, tx, actor, (sought, looked, own)))


def _allowed(tx: Transaction, actor: Account, case: CaseId) -> CaseFile:
    file = reading_in(tx, actor, case)
    require(actor, Right.CONSULT, file.purpose)
    return file


def _looked(office: Office, sought: Sought) -> Looked:
    kind = KINDS.get(sought.kind)
    if kind is None:
        raise ParseError("kind", f"not a kind of record; there are {', '.join(KINDS)}")
    plain = {name: list(values) for name, values in sought.properties.items()}
    asked, engine = parse_asked(kind, plain, "properties"), office.engines.get(kind.name)
    if engine is None:
        raise ConflictError(f"nothing compares a {kind.name}")
    if fault := fault_in(kind, asked):
        raise ParseError(f"properties.{fault.property}", fault.words)
    return Looked(engine=engine, kind=kind, asked=asked)


def _shown(office: Office, tx: Transaction, actor: Account, found: tuple[Sought, Looked, tuple[Record, ...]]) -> Found:
    sought, looked, own = found
    file = _allowed(tx, actor, sought.case)
    received = tx.records.received(looked.kind.name, _RECEIVED)
    stored = [*filter(None, map(tx.records.get, (record.id for record in own))), *received]
    readable = [(one, one.record.properties) for one in stored if one.record and _may_read(office, one, file)]
    judged = judge(looked.engine, looked.kind, looked.asked, readable, exact=False)
    fitting = [
        Match(record=one.record, received_from=one.received_from, score=score, alert=_alert(office, tx, one.record))
        for one, score in judged
        if score.quality and one.record
    ]
    matches = tuple(fitting[:SHOWN])
    tx.ledger.append([entry(office, _note(actor, file, [match.record.id for match in matches]))])
    return Found(file=file, matches=matches, more=len(fitting) > SHOWN, part=len(received) == _RECEIVED)


def _may_read(office: Office, stored: StoredRecord, file: CaseFile) -> bool:
    """Tell whether a record may be read for the purpose of a case file."""
    try:
        check_use(stored, file.purpose, office.clock.now().date())
    except NotLawfulError:
        return False
    return not stored.hidden


def _alert(office: Office, tx: Transaction, record: Record) -> LineageId | None:
    """Return the alert by which a record was given; its id is the lineage of what it gives."""
    made = (one.alert for one in tx.statements.about(record.lineage) if one.act is StatementAct.ALERT)
    today = office.clock.now().date()
    return next((one.id for one in made if one and one.id == record.lineage and one.until >= today), None)


def _note(actor: Account, file: CaseFile, records: list[RecordId]) -> Note:
    return Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=tuple(records),
        purpose=file.purpose,
        case=file.id,
        detail={"what": "register_searched", "found": str(len(records))},
    )
