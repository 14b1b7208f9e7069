"""Releasing: after a confirmed hit, people of the answering side decide what the asker gets, and it travels.

Four eyes: whoever confirmed a hit here does not release it. Where the law wants a second approver (minors), the first
release is an approval on record, and the data travel with the second.
"""

from dataclasses import dataclass

from egnatia.casework.confirm import Matter, find_matter, known_matter, step
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.lawful import decide_release, record_facts
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, entry
from egnatia.exchange.payloads import Release, parse_release, plain_release
from egnatia.exchange.states import HitEvent
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.identity import LineageId, RecordId, Reference
from egnatia.model.kinds import carried
from egnatia.model.message import Message, MessageType
from egnatia.model.reading import text
from egnatia.model.record import Record, partial_view
from egnatia.model.statement import Statement, StatementAct, standing

#: The condition that a first approval may leave unmet: the law's own id for it.
SECOND_APPROVER = "release.second-approver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What a person wants to give, and why."""

    reference: Reference
    reason: str
    properties: frozenset[str] | None = None  #: None: all that the role lets be given, but nothing sensitive.


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What became of it."""

    statement: Statement
    record: Record | None  #: What travels; None: a second person must approve first.
    missing: tuple[str, ...] = ()


def release(office: Office, actor: Account, giving: Giving) -> Released:
    """Give the record behind a confirmed hit to the partner who asked, or approve that it is given.

    Raises:
        NotAllowedError: the person may not release, or confirmed this hit, or approved it already.
        NotFoundError: there is no such hit, or its record was erased.
        NotLawfulError: the law does not allow it; says what is missing.
        ConflictError: the hit is not ours to release, or not confirmed, or was released before.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE)
    text(2000)(giving.reason, "reason")
    return office.store.write(lambda tx: _release(office, tx, actor, giving))


def _release(office: Office, tx: Transaction, actor: Account, giving: Giving) -> Released:
    matter = find_matter(tx, giving.reference)
    if not matter.asked.received:
        raise ConflictError("the hit is the partner's: they release")
    state = step(matter.hit, HitEvent.RELEASE)
    record = _original(tx, matter)
    approvers = _approvers(tx, actor, giving.reference)
    statement = _statement(office, actor, matter, giving)
    decision = _decide(office, matter, record, len(approvers))
    tx.statements.add(statement)
    if not decision.open:
        tx.ledger.append([entry(office, _note(actor, matter, statement, decision, given=None))])
        return Released(statement=statement, record=None, missing=decision.words)
    view = _view(office, record, giving.properties)
    tx.records.add([(view, frozenset())], received_from=None)
    holding = Holding(record=view.id, holder=matter.hit.partner, given_at=office.clock.now(), statement=statement.id)
    tx.holdings.add(holding)
    tx.answers.set_state(giving.reference, state)
    tx.outbox.add([queue(office, _letter(matter, view, statement))])
    tx.ledger.append([entry(office, _note(actor, matter, statement, decision, given=view))])
    return Released(statement=statement, record=view)


def _original(tx: Transaction, matter: Matter) -> Record:
    stored = tx.records.get(matter.hit.record) if matter.hit.record else None
    if stored is None or stored.record is None:
        raise NotFoundError("the record behind the hit was erased")
    return stored.record


def _approvers(tx: Transaction, actor: Account, reference: Reference) -> set[str]:
    """Return the different people who stand behind the release; four eyes are checked here."""
    made = standing(tx.statements.about(reference))
    if any(found.act is StatementAct.CONFIRM and found.by == actor.id for found in made):
        raise NotAllowedError(f"{actor.name} confirmed this hit: somebody else must release it (four eyes)")
    earlier = {found.by for found in made if found.act is StatementAct.RELEASE}
    if actor.id in earlier:
        raise NotAllowedError(f"{actor.name} approved this release already: a second person must")
    return {*earlier, actor.id}


def _decide(office: Office, matter: Matter, record: Record, approvals: int) -> Decision:
    """Ask the law; only a missing second approver lets the first approval stand.

    Raises:
        NotLawfulError: anything else is missing.
    """
    facts = record_facts(record, office.clock.now().date())
    decision = decide_release(office, matter.asked.question, facts, approvals)
    if not decision.open and {found.policy for found in decision.missing} != {SECOND_APPROVER}:
        raise NotLawfulError(f"this may not be released to {matter.hit.partner}", decision.words)
    return decision


def _view(office: Office, record: Record, wanted: frozenset[str] | None) -> Record:
    """Make the record that travels: only properties that the role lets be given; sensitive ones only by name."""
    given = carried(record.definition, record.properties, record.caveat.role)
    if wanted is None:
        names = frozenset(name for name in given if not record.definition.properties[name].sensitive)
    elif unknown := wanted - given.keys():
        raise NotFoundError(f"the record has no {', '.join(sorted(unknown))} that may be given")
    else:
        names = wanted
    return partial_view(
        record,
        names,
        lineage=LineageId(office.randomness.hex128()),
        recorded_at=office.clock.now(),
        salt=office.randomness.hex128(),
    )


def _statement(office: Office, actor: Account, matter: Matter, giving: Giving) -> Statement:
    original = matter.hit.record or RecordId("")
    return Statement(
        act=StatementAct.RELEASE,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({giving.reference, matter.hit.question, original}),
        reason=giving.reason,
        salt=office.randomness.hex128(),
    )


def _letter(matter: Matter, view: Record, statement: Statement) -> Content:
    body = Release(
        reference=matter.hit.reference,
        question=matter.hit.question,
        instrument=matter.hit.instrument,
        records=(view,),
        statement=statement,
    )
    return Content(type=MessageType.RELEASE, recipient=matter.hit.partner, body=plain_release(body))


def _note(actor: Account, matter: Matter, statement: Statement, decision: Decision, *, given: Record | None) -> Note:
    question = matter.asked.question
    subjects = (matter.hit.reference, question.id, statement.id, matter.hit.record, given.id if given else None)
    return Note(
        act=Act.DISCLOSURE if given else Act.STATEMENT,
        by=actor.id,
        about=tuple(subject for subject in subjects if subject),
        purpose=question.purpose,
        case=question.case_file,
        decision=decision,
        to=matter.hit.partner if given else None,
        detail={"what": "released" if given else "approved"},
    )


def take_release(office: Office, message: Message) -> Effect:
    """Take in records that a partner gives after a confirmed hit.

    Raises:
        Refused: there is no such hit between us, or a record is not the partner's own.
        ParseError: the body is no release.
    """
    release_ = parse_release(dict(message.body))
    matter = office.store.read(lambda tx: known_matter(tx, release_.reference, message))
    if matter is None or matter.asked.received or matter.asked.question.id != release_.question:
        raise out_of_place("no hit of that reference between us")
    if any(record.issuer != message.sender or record.kind != matter.hit.kind for record in release_.records):
        raise out_of_place("a partner releases its own records of the kind that was asked for")

    def write(tx: Transaction) -> None:
        try:
            state = step(find_matter(tx, release_.reference).hit, HitEvent.RELEASE)
        except ConflictError:
            return
        tx.answers.set_state(release_.reference, state)
        tx.records.add([(record, terms_of(record)) for record in release_.records], received_from=message.sender)
        tx.statements.add(release_.statement)
        tx.ledger.append([entry(office, _taken(matter, release_, message))])

    return Effect(outcome="released", write=write)


def _taken(matter: Matter, release_: Release, message: Message) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.COLLECTION,
        by=message.sender,
        about=(release_.reference, question.id, *(record.id for record in release_.records)),
        purpose=question.purpose,
        case=question.case_file,
        detail={"what": "released"},
    )
