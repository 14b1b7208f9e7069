"""Proposing an alert: what is missing is said before anything is kept, by its form and by the law for each partner."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.alert.lawfulness import Publishing, decide_alert, lacking
from egnatia.casework.casefiles import facts_of, working_in
from egnatia.casework.collect import Draft, draw_up
from egnatia.casework.errors import ConflictError, NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.release import names_given
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, entry
from egnatia.law.decision import Decision
from egnatia.law.facts import CaseFacts
from egnatia.law.purposes import needs_offence
from egnatia.ledger.entry import Act
from egnatia.model.alert import Alert, Proposal
from egnatia.model.alert_sorts import ALERTS, NOTICE, AlertSort
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, LineageId, NodeId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

_MAY_NOT = "this alert may not be published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """What somebody wants partners to be told, and why each; the offence is that of the case file."""

    sort: AlertSort
    record: RecordId
    case: CaseId
    until: date
    because: Mapping[NodeId, str]
    details: Mapping[str, str]  #: Properties of the notice.
    properties: frozenset[str] | None = None  #: None: all that may be given, but nothing sensitive.


def propose(office: Office, actor: Account, proposing: Proposing) -> Statement:
    """Propose an alert; another person looks it over and publishes it.

    Raises:
        NotAllowedError: the person exchanges no messages, or does not work in the case file.
        NotFoundError: there is no such record, property, case file or partner.
        ConflictError: the record is another agency's, or no longer stands; or the case file is closed.
        NotLawfulError: something is missing, by the form or by the law; says all of it.
        ParseError: a detail is not of its type, or there is no reason.
    """
    form = ALERTS[proposing.sort]
    require(actor, Right.CORRESPOND, form.purpose)
    for node, why in proposing.because.items():
        text(2000)(why, f"because.{node}")
    return office.store.write(lambda tx: _propose(office, tx, actor, proposing))


def _propose(office: Office, tx: Transaction, actor: Account, proposing: Proposing) -> Statement:
    file = working_in(tx, actor, proposing.case)
    record = own_record(office, tx, proposing.record)
    names = names_given(record, proposing.properties)
    alert = Alert(
        id=LineageId(office.randomness.hex128()),
        sort=proposing.sort,
        until=proposing.until,
        offence=file.offence if needs_offence(ALERTS[proposing.sort].purpose) else None,
    )
    notice = _notice(office, record, alert, proposing.details)
    weighing = Weighing(
        proposal=Proposal(
            alert=alert,
            record=record.id,
            notice=notice.id,
            case_file=file.id,
            properties=names,
            because=proposing.because,
        ),
        record=record,
        notice=notice,
        by=actor.id,
    )
    weigh(office, tx, actor, weighing)
    tx.records.add([(notice, frozenset())], received_from=None)
    statement = _state(office, actor, weighing.proposal)
    tx.statements.add(statement)
    tx.ledger.append([entry(office, note_of(statement, "alert_proposed", file.purpose, file.id))])
    return statement


def own_record(office: Office, tx: Transaction, record: RecordId) -> Record:
    """Return an own record that stands and may still be used.

    Raises:
        NotFoundError: there is none, or it was erased.
        ConflictError: it is another agency's, a newer version stands, or it is past its retention.
    """
    stored = tx.records.get(record)
    if stored is None or stored.record is None:
        raise NotFoundError(f"no record {record}")
    if stored.received_from is not None or stored.record.issuer != office.me:
        raise ConflictError(f"this is {stored.record.issuer}'s: only who issued a record alerts others of it")
    if stored.record not in assemble(tx.records.versions(stored.record.lineage)).heads:
        raise ConflictError("the record was changed: look at its newest version")
    if stored.record.caveat.retain_until < office.clock.now().date():
        raise ConflictError("the record is past its retention: it is to be erased, not given")
    return stored.record


def _notice(office: Office, record: Record, alert: Alert, details: Mapping[str, str]) -> Record:
    told = {name: (value,) for name, value in details.items() if value.strip()}
    caveat = replace(record.caveat, retain_until=min(record.caveat.retain_until, alert.until))
    return draw_up(office, Draft(kind=NOTICE, properties={**told, "subject": (alert.id,)}, caveat=caveat))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A proposal with the records behind it, as it is judged."""

    proposal: Proposal
    record: Record
    notice: Record
    by: AccountId  #: Who proposed it.


def weigh(office: Office, tx: Transaction, actor: Account, weighing: Weighing) -> Mapping[NodeId, Decision]:
    """Judge a proposal for every partner.

    Raises:
        NotLawfulError: something is missing; says all of it, and for which partner.
    """
    proposal, alert = weighing.proposal, weighing.proposal.alert
    given = {name: value for name, value in weighing.record.properties.items() if name in proposal.properties}
    meant = replace(weighing.record, properties=given)
    missing = list(lacking(alert, meant, weighing.notice, office.clock.now().date()))
    if meant.kind != alert.form.kind:
        missing = [f"a record of the kind {alert.form.kind}"]
    decisions = {node: _decide(office, tx, actor, weighing, node) for node in sorted(proposal.because)}
    missing += _by_partner(decisions)
    if missing:
        raise NotLawfulError(_MAY_NOT, tuple(dict.fromkeys(missing)))
    return decisions


def _by_partner(decisions: Mapping[NodeId, Decision]) -> Iterator[str]:
    for node, decision in decisions.items():
        yield from (f"{node}: {words}" for words in decision.words)


def _decide(office: Office, tx: Transaction, actor: Account, weighing: Weighing, node: NodeId) -> Decision:
    proposal = weighing.proposal
    if node == office.me:
        raise ConflictError("an alert is published to others")
    stated = stated_in(office, tx, (weighing.record.lineage, proposal.case_file), actor)
    publishing = Publishing(
        alert=proposal.alert,
        record=weighing.record,
        reason=proposal.because[node],
        issuer=office.me,
        recipient=node,
        case=_case_facts(tx, tx.case_files.get(proposal.case_file), weighing),
        threat=threat_to(office, stated, node),
    )
    return decide_alert(office, publishing)


def _case_facts(tx: Transaction, file: CaseFile | None, weighing: Weighing) -> CaseFacts:
    purpose = weighing.proposal.alert.form.purpose
    return facts_of(tx, file, weighing.by, purpose) if file else CaseFacts()


def _state(office: Office, actor: Account, proposal: Proposal) -> Statement:
    return Statement(
        act=StatementAct.PROPOSE,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({proposal.alert.id, proposal.record, proposal.notice}),
        proposes=proposal,
        reason="An alert is proposed.",
        salt=office.randomness.hex128(),
    )


def note_of(statement: Statement, what: str, purpose: Purpose, case: CaseId | None) -> Note:
    """Return what the log says of a step of an alert."""
    about = (*sorted(statement.about), statement.id)
    return Note(act=Act.STATEMENT, by=statement.by, about=about, purpose=purpose, case=case, detail={"what": what})
