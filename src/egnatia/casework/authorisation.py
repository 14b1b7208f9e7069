"""Authorising: a prosecutor of this node, or an authority outside whose decision is on file, allows a measure.

An authorisation is a statement about one case file (to ask in it) or one hit (to release what stands behind it). A
prosecutor of the node gives it; a supervisor may record the decision of a court or another prosecutor, and then names
its document by its digest. Whoever gave or recorded one does not act on it: somebody else does.
"""

from dataclasses import dataclass
from datetime import date

from egnatia.casework.casefiles import works_in
from egnatia.casework.confirm import Matter, find_matter
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.received import Received, find_received
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.trail import Note, entry
from egnatia.exchange.states import HitState, ended
from egnatia.ledger.entry import Act
from egnatia.model.authorisation import Authorisation, Invocation, Measure, parse_authorisation
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId, LineageId, RecordId, Reference, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Granting:
    """What is allowed, by whom, and for how long; the purpose is that of the matter."""

    measure: Measure
    matter: str  #: Case file, by id or number (ask); reference of the hit (release); received record (forward).
    authority: str  #: The office or court, with the number of its decision.
    document: str | None = None  #: SHA-256 of the decision's document, if it is on file.
    begins: date
    ends: date  #: The last day.
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """What an authorisation is about: its purpose, and the case file in which it stands."""

    id: str
    purpose: Purpose
    case: CaseId


def authorise(office: Office, actor: Account, granting: Granting) -> Statement:
    """Allow a measure in one matter, or record that an authority outside allowed it.

    Raises:
        NotAllowedError: the person is no prosecutor, and names no document of an authority that decided.
        NotFoundError: there is no such case file or hit.
        ConflictError: the case file is closed, the hit is not ours to release, or the time is over already.
        ParseError: there is no reason, or something stated is malformed.
    """
    require(actor, Right.AUTHORISE)
    text(2000)(granting.reason, "reason")
    if granting.document is None and Role.PROSECUTOR not in actor.roles:
        raise NotAllowedError(
            "only a prosecutor authorises; who records another authority's decision names its document"
        )
    if granting.ends < office.clock.now().date():
        raise ConflictError(f"an authorisation until {granting.ends} is over already")

    def work(tx: Transaction) -> Statement:
        matter = _open_matter(tx, granting.measure, granting.matter)
        require(actor, Right.AUTHORISE, matter.purpose)
        statement = _statement(office, actor, matter.id, granting.reason, authorises=_said(granting, matter))
        return _state(office, tx, actor, matter, statement)

    return office.store.write(work)


def withdraw(office: Office, actor: Account, matter: str, statement: StatementId, reason: str) -> Statement:
    """Withdraw an authorisation of this node: nothing more is asked or released on it.

    Raises:
        NotAllowedError: the person may not authorise.
        NotFoundError: no such authorisation stands in the matter.
        ParseError: there is no reason.
    """
    require(actor, Right.AUTHORISE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        found = _find_matter(tx, matter)
        require(actor, Right.AUTHORISE, found.purpose)
        given, _ = _standing_one(office, tx, found.id, statement)
        return _state(office, tx, actor, found, _statement(office, actor, found.id, reason, undoes=given.id))

    return office.store.write(work)


def list_authorisations(office: Office, actor: Account, matter: str) -> tuple[Statement, ...]:
    """Return the authorisations that stand in a case file or for a hit, oldest first.

    Raises:
        NotAllowedError: the person may not read records, or neither works in the case file nor authorises nor
            releases.
        NotFoundError: there is no such case file or hit.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[Statement, ...]:
        found = _find_matter(tx, matter)
        require(actor, Right.CONSULT, found.purpose)
        file = tx.case_files.get(found.case)
        if file is None:
            require_any(actor, frozenset({Right.RELEASE, Right.AUTHORISE}), found.purpose)
        elif not works_in(actor, file):
            require(actor, Right.AUTHORISE, found.purpose)
        return tuple(given for given in _own(office, tx, found.id) if given.authorises)

    return office.store.read(work)


def invoke(office: Office, tx: Transaction, actor: Account, case: CaseId, statement: StatementId) -> Invocation:
    """Return an authorisation to ask as questions of the case file name it.

    Raises:
        NotFoundError: no such authorisation stands in the case file.
        NotAllowedError: the person gave it.
    """
    given, authorisation = _standing_one(office, tx, case, statement)
    if given.by == actor.id:
        raise NotAllowedError(f"{actor.name} gave this authorisation: somebody else must ask on it (four eyes)")
    return Invocation(statement=given.id, authorisation=authorisation)


def allows_release(office: Office, tx: Transaction, actor: Account, reference: Reference, purpose: Purpose) -> bool:
    """Tell whether a prosecutor or court of our side, who is not the one who releases, allows the release today."""
    today = office.clock.now().date()
    given = [found.authorises for found in _own(office, tx, reference) if found.by != actor.id]
    return any(found.covers(Measure.RELEASE, reference, purpose, today) for found in given if found)


def allows_forward(office: Office, tx: Transaction, actor: Account, lineage: LineageId, purpose: Purpose) -> bool:
    """Tell whether a prosecutor or court of our side, who is not the one who forwards, allows it today."""
    today = office.clock.now().date()
    given = [found.authorises for found in _own(office, tx, lineage) if found.by != actor.id]
    return any(found.covers(Measure.FORWARD, lineage, purpose, today) for found in given if found)


def _own(office: Office, tx: Transaction, matter: str) -> list[Statement]:
    return [found for found in standing(tx.statements.about(matter)) if found.issuer == office.me]


def _standing_one(
    office: Office, tx: Transaction, matter: str, statement: StatementId
) -> tuple[Statement, Authorisation]:
    for found in _own(office, tx, matter):
        if found.id == statement and found.authorises:
            return found, found.authorises
    raise NotFoundError(
        f"no authorisation {statement} stands here: it was never given in this matter, or was withdrawn"
    )


def _open_matter(tx: Transaction, measure: Measure, matter: str) -> _Matter:
    """Return what an authorisation will be about, in which the measure can still be taken."""
    if measure is Measure.ASK:
        file = _file(tx, matter)
        if file is None:
            raise NotFoundError(f"no case file {matter}")
        if file.closed_at:
            raise ConflictError(f"the case file {file.reference} is closed")
        return _Matter(id=file.id, purpose=file.purpose, case=file.id)
    if measure is Measure.FORWARD:
        return _about_received(find_received(tx, RecordId(matter)))
    found = find_matter(tx, Reference(matter))
    if not found.asked.received:
        raise ConflictError("the hit is the partner's: their authority allows its release")
    if ended(HitState(found.hit.state)):
        raise ConflictError(f"the hit is {found.hit.state}: there is nothing left to allow")
    return _about_hit(found)


def _find_matter(tx: Transaction, matter: str) -> _Matter:
    file = _file(tx, matter)
    if file is None and tx.records.get(RecordId(matter)):
        return _about_received(find_received(tx, RecordId(matter)))
    if file is None:
        return _about_hit(find_matter(tx, Reference(matter)))
    return _Matter(id=file.id, purpose=file.purpose, case=file.id)


def _file(tx: Transaction, matter: str) -> CaseFile | None:
    """Return a case file by its id or its number: a prosecutor knows the number, and works in no file."""
    return tx.case_files.get(CaseId(matter)) or tx.case_files.find(matter)


def _about_received(found: Received) -> _Matter:
    """Return the thing behind a received record, for the purpose and in the case file for which it was given.

    Raises:
        ConflictError: nobody knows for what it was given.
    """
    if found.purpose is None or found.case is None:
        raise ConflictError("the log does not say in which case file this record came: nothing can be allowed of it")
    return _Matter(id=found.record.lineage, purpose=found.purpose, case=found.case)


def _about_hit(found: Matter) -> _Matter:
    question = found.asked.question
    return _Matter(id=found.hit.reference, purpose=question.purpose, case=question.case_file)


def _said(granting: Granting, matter: _Matter) -> Authorisation:
    """Make the authorisation, and read it as strictly as a partner will."""
    said = {
        "measure": granting.measure,
        "matter": matter.id,
        "purpose": matter.purpose,
        "authority": granting.authority,
        **({"document": granting.document} if granting.document is not None else {}),
        "begins": granting.begins.isoformat(),
        "ends": granting.ends.isoformat(),
    }
    return parse_authorisation(said, "")


def _statement(  # noqa: PLR0913 - what is said, and which of two things it is
    office: Office,
    actor: Account,
    matter: str,
    reason: str,
    *,
    authorises: Authorisation | None = None,
    undoes: StatementId | None = None,
) -> Statement:
    return Statement(
        act=StatementAct.AUTHORISE if authorises else StatementAct.UNDO,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({matter}),
        undoes=undoes,
        authorises=authorises,
        reason=reason,
        salt=office.randomness.hex128(),
    )


def _state(office: Office, tx: Transaction, actor: Account, matter: _Matter, statement: Statement) -> Statement:
    tx.statements.add(statement)
    note = Note(
        act=Act.STATEMENT,
        by=actor.id,
        about=(*sorted(statement.about), statement.id, *((statement.undoes,) if statement.undoes else ())),
        purpose=matter.purpose,
        case=matter.case,
        detail={"what": "authorise" if statement.authorises else "withdraw_authorisation"},
    )
    tx.ledger.append([entry(office, note)])
    return statement
