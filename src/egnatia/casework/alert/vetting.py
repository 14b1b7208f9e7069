"""Looking an alert over: another person than who proposed it publishes it to every partner at once, or turns it down.

INTERPOL reviews each notice before it is published: neutrality (Constitution Art. 3), human rights (Art. 2; RPD
Art. 86), and that nobody is pursued who found refuge from the state that seeks him or her. Here a person affirms each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from egnatia.casework.alert.finding import AlertState, Found, find_alert
from egnatia.casework.alert.proposing import Weighing, note_of, own_record, weigh
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.exchange.alert import Publication, plain_publication
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.excerpt import Excerpt, excerpt_of
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.alert import Proposal
from egnatia.model.identity import LineageId, NodeId
from egnatia.model.message import MessageType
from egnatia.model.reading import text
from egnatia.model.record import Record, partial_view
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What whoever publishes an alert affirms; each was looked into."""

    neutral: bool = False  #: Nothing political, military, religious or racial (INTERPOL Constitution Art. 3).
    refugee: bool = (
        False  #: Nobody who was given refuge from the state that seeks him or her (Geneva Convention Art. 33).
    )
    rights: bool = False  #: In keeping with human rights (INTERPOL Constitution Art. 2).
    accurate: bool = False  #: Compared with the file; for a thing, with the report (RPD Art. 12).
    proportionate: bool = False  #: Nothing less would do, at these partners (RPD Arts 10, 35).


#: What is missing where one is not affirmed.
_WORDS = {
    "neutral": "a look at neutrality: nothing political, military, religious or racial",
    "refugee": "a look at refuge: nobody is sought from whom he or she was given refuge",
    "rights": "a look at human rights",
    "accurate": "a comparison with the file",
    "proportionate": "a look at whether less would do",
}


def publish(office: Office, actor: Account, alert: LineageId, checks: Checks, reason: str) -> Found:
    """Publish a proposed alert, having looked it over; every partner is told, and holds the record until its last day.

    Raises:
        NotAllowedError: the person may not release, or proposed it.
        NotFoundError: there is no such alert, or its record was erased.
        ConflictError: it is not proposed any more, the record was changed since, or the directory is too old.
        NotLawfulError: something was not looked at, or the law does not allow it now; says what.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE)
    text(2000)(reason, "reason")
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        raise ConflictError("the directory of partners is older than 30 days: nothing is sent until it is renewed")

    def work(tx: Transaction) -> Found:
        found, proposal = _open(office, tx, actor, alert)
        unseen = tuple(_WORDS[one.name] for one in fields(checks) if not getattr(checks, one.name))
        if unseen:
            raise NotLawfulError("this alert may not be published", unseen)
        _publish(office, tx, actor, found, (proposal, reason))
        return find_alert(office, tx, alert)

    return office.store.write(work)


def reject(office: Office, actor: Account, alert: LineageId, reason: str) -> Statement:
    """Turn a proposed alert down; nobody was told of it.

    Raises:
        NotAllowedError: the person may not release, or proposed it.
        NotFoundError: there is no such alert.
        ConflictError: it is not proposed any more.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        _, proposal = _open(office, tx, actor, alert)
        return _say(office, tx, actor, (StatementAct.REJECT, reason), proposal)

    return office.store.write(work)


def _say(
    office: Office, tx: Transaction, actor: Account, said: tuple[StatementAct, str], proposal: Proposal
) -> Statement:
    act, reason = said
    statement = make_statement(office, actor, Said(act=act, about=frozenset({proposal.alert.id}), reason=reason))
    tx.statements.add(statement)
    note = note_of(statement, f"alert_{act}", proposal.alert.form.purpose, proposal.case_file)
    tx.ledger.append([entry(office, note)])
    return statement


def _open(office: Office, tx: Transaction, actor: Account, alert: LineageId) -> tuple[Found, Proposal]:
    found = find_alert(office, tx, alert)
    if found.proposal is None or found.proposed is None:
        raise ConflictError(f"this is an alert of {found.issuer}")
    require(actor, Right.RELEASE, found.alert.form.purpose)
    if found.state is not AlertState.PROPOSED:
        raise ConflictError(f"this alert waits for nobody: {found.state}")
    if found.proposal.by == actor.id:
        raise NotAllowedError(f"{actor.name} proposed this: another person looks it over (four eyes)")
    return found, found.proposed


def _publish(office: Office, tx: Transaction, actor: Account, found: Found, why: tuple[Proposal, str]) -> None:
    proposal, reason = why
    record = own_record(office, tx, proposal.record)
    notice = found.notice.record if found.notice else None
    if notice is None or found.proposal is None:
        raise NotFoundError("what the alert says was erased")
    weighing = Weighing(proposal=proposal, record=record, notice=notice, by=found.proposal.by)
    decisions = weigh(office, tx, actor, weighing)
    _say(office, tx, actor, (StatementAct.VET, reason), proposal)
    views = _views(office, weighing)
    tx.records.add([(view, frozenset()) for view in views], received_from=None)
    given = Given(proposal=proposal, views=views, proposed=excerpt_of(found.proposal))
    for node, decision in decisions.items():
        _give(office, tx, actor, given, (node, decision))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What every partner of an alert is given."""

    proposal: Proposal
    views: tuple[Record, Record]  #: Of the record, and of the notice.
    proposed: Excerpt


def _views(office: Office, weighing: Weighing) -> tuple[Record, Record]:
    alert, notice = weighing.proposal.alert, weighing.notice
    lineage = LineageId(office.randomness.hex128())
    return (
        _view(office, weighing.record, weighing.proposal.properties, (alert.id, alert.until)),
        _view(office, notice, frozenset(notice.properties), (lineage, alert.until)),
    )


def _view(office: Office, record: Record, names: frozenset[str], known: tuple[LineageId, date]) -> Record:
    """Return what is given of a record: it ends with the alert."""
    lineage, until = known
    caveat = replace(record.caveat, retain_until=min(record.caveat.retain_until, until))
    view = partial_view(record, names, lineage=lineage, recorded_at=office.clock.now(), salt=office.randomness.hex128())
    return replace(view, caveat=caveat)


def _give(office: Office, tx: Transaction, actor: Account, given: Given, to: tuple[NodeId, Decision]) -> None:
    node, decision = to
    record, notice = given.views
    statement = Statement(
        act=StatementAct.ALERT,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({given.proposal.alert.id, record.id, notice.id}),
        alerts=given.proposal.alert,
        reason=given.proposal.because[node],
        salt=office.randomness.hex128(),
    )
    tx.statements.add(statement)
    for held in holdings_of(statement, given.views, node):
        tx.holdings.add(held)
    body = Publication(
        record=record,
        notice=notice,
        instrument=decision.instrument or "",
        proposed=given.proposed,
        statement=statement,
    )
    letter = queue(office, Content(type=MessageType.ALERT, recipient=node, body=plain_publication(body)))
    tx.outbox.add([travelling(letter, "give fewer properties")])
    tx.ledger.append([entry(office, _note(statement, given, node, decision))])


def holdings_of(statement: Statement, views: Iterable[Record], node: NodeId) -> Iterator[Holding]:
    """Yield that a partner holds what an alert gives."""
    for view in views:
        yield Holding(record=view.id, holder=node, given_at=statement.at, statement=statement.id)


def _note(statement: Statement, given: Given, node: NodeId, decision: Decision) -> Note:
    return Note(
        act=Act.DISCLOSURE,
        by=statement.by,
        about=(*sorted(statement.about), statement.id, given.proposal.record),
        purpose=given.proposal.alert.form.purpose,
        case=given.proposal.case_file,
        decision=decision,
        to=node,
        detail={"what": "alert_published", "sort": given.proposal.alert.sort},
    )
