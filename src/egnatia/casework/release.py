"""Releasing: after a confirmed hit, people of the answering side decide what the asker gets, and it travels.

Where the law wants a second approver (minors), the first release is an approval on record, and the data travel with the
second (`foureyes.py`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from egnatia.casework.authorisation import allows_release
from egnatia.casework.breakglass import Breaking, break_glass, refuse_overdue
from egnatia.casework.confirm import Matter, confirming, find_matter, given_matter, step
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.foureyes import ACTS, SECOND_APPROVER, Made, check_given, made_here, refuse_confirmer
from egnatia.casework.lawful import Backing, decide_release, record_facts
from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.casework.trail import Note, entry
from egnatia.casework.undelivered import NOT_DELIVERED
from egnatia.exchange.excerpt import excerpt_of
from egnatia.exchange.payloads import Release, parse_release, plain_release
from egnatia.exchange.states import HitEvent, HitState
from egnatia.law.channels import Confirms
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model import canonical
from egnatia.model.identity import LineageId, NodeId, RecordId, Reference
from egnatia.model.kinds import carried
from egnatia.model.lineage import assemble
from egnatia.model.message import Message, MessageType
from egnatia.model.reading import text
from egnatia.model.record import Record, partial_view
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What a person wants to give, and why."""

    reference: Reference
    reason: str
    properties: frozenset[str] | None = None  #: None: all that the role lets be given, but nothing sensitive.
    break_glass: str = ""  #: Why a life is in danger if a second person is waited for; the question must say so too.


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What became of it."""

    statement: Statement
    record: Record | None  #: What travels; None: a second person must approve first.
    missing: tuple[str, ...] = ()


def release(office: Office, actor: Account, giving: Giving) -> Released:
    """Give the record behind a confirmed hit to the partner who asked, or approve that it is given.

    Raises:
        NotAllowedError: the person may not release, or confirmed this hit, or approved it already; or an earlier break
            glass of the person waits for its review too long.
        NotFoundError: there is no such hit, or its record was erased.
        NotLawfulError: the law does not allow it; says what is missing.
        ConflictError: the hit is not ours to release, or not confirmed, or was released before; or the glass is to be
            broken for a question that did not come by break glass.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE)
    text(2000)(giving.reason, "reason")
    text(2000, empty=True)(giving.break_glass, "break_glass")
    return office.store.write(lambda tx: _release(office, tx, actor, giving))


def _release(office: Office, tx: Transaction, actor: Account, giving: Giving) -> Released:
    matter = find_matter(tx, giving.reference)
    if not matter.asked.received:
        raise ConflictError("the hit is the partner's: they release")
    require(actor, Right.RELEASE, matter.asked.question.purpose)
    state = step(matter.hit, HitEvent.RELEASE)
    record = _original(tx, matter, office.clock.now().date())
    names = names_given(record, giving.properties)
    made = _approvals(tx, actor, made_here(office, tx, giving.reference), giving.reference, names)
    statement = _statement(office, actor, matter, giving, names)
    backing = _backing(
        office, tx, actor, giving, Behind(matter=matter, record=record, approvals=len(made.released) + 1)
    )
    decision = _decide(office, matter, record, backing)
    tx.statements.add(statement)
    if decision.gave_way:
        break_glass(office, tx, actor, _breaking(matter, giving))
    if not decision.open:
        tx.ledger.append([entry(office, _note(actor, matter, statement, decision, given=None))])
        return Released(statement=statement, record=None, missing=decision.words)
    view = _view(office, record, names)
    tx.records.add([(view, frozenset())], received_from=None)
    holding = Holding(record=view.id, holder=matter.hit.partner, given_at=office.clock.now(), statement=statement.id)
    tx.holdings.add(holding)
    tx.answers.set_state(giving.reference, state)
    letter = queue(office, _letter(matter, view, replace(made, released=(*made.released, statement))))
    tx.outbox.add([travelling(letter, "give fewer properties")])
    tx.ledger.append([entry(office, _note(actor, matter, statement, decision, given=view))])
    return Released(statement=statement, record=view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The hit that is released, the record behind it, and how many people stand for it."""

    matter: Matter
    record: Record
    approvals: int


def _backing(office: Office, tx: Transaction, actor: Account, giving: Giving, behind: Behind) -> Backing:
    """Return who and what stands behind the release.

    Raises:
        ConflictError: the glass is to be broken here, though the question did not come by break glass.
        NotAllowedError: the person broke it before, and the review is overdue.
    """
    question = behind.matter.asked.question
    if giving.break_glass and not question.danger_to_life:
        raise ConflictError("the question does not say that a life is in danger: a second person approves")
    if giving.break_glass:
        refuse_overdue(office, tx, actor)
    stated = stated_in(office, tx, (giving.reference, question.id, behind.record.lineage), actor)
    return Backing(
        approvals=behind.approvals,
        authorised=allows_release(office, tx, actor, giving.reference, question.purpose),
        threat=threat_to(office, stated, behind.matter.hit.partner),
        danger_to_life=bool(giving.break_glass),
    )


def _breaking(matter: Matter, giving: Giving) -> Breaking:
    question = matter.asked.question
    about = frozenset({giving.reference, question.id})
    return Breaking(about=about, case=question.case_file, purpose=question.purpose, reason=giving.break_glass)


def _original(tx: Transaction, matter: Matter, today: date) -> Record:
    """Return the record behind a hit, as it stands now: what was corrected since is not given as it was."""
    stored = tx.records.get(matter.hit.record) if matter.hit.record else None
    if stored is None or stored.record is None:
        raise NotFoundError("the record behind the hit was erased")
    record = stored.record
    if record not in assemble(tx.records.versions(record.lineage)).heads:
        raise ConflictError("the record was changed since the hit: the partner must ask anew")
    if record.caveat.retain_until < today:
        raise ConflictError("the record is past its retention: it is to be erased, not given")
    return record


def _approvals(tx: Transaction, actor: Account, made: Made, reference: Reference, names: frozenset[str]) -> Made:
    """Return who stood behind the release before this person, after seeing that this is another one."""
    refuse_confirmer(made, actor, "release")
    since = _last_undelivered(tx, reference)
    earlier = tuple(found for found in made.released if not since or found.at > since)
    if any(found.by == actor.id for found in earlier):
        raise NotAllowedError(f"{actor.name} approved this release already: a second person must")
    if any(scope_of(names) not in found.about for found in earlier):
        raise ConflictError("the first approval was for other properties: the second must be for the same")
    return replace(made, released=earlier)


def _last_undelivered(tx: Transaction, reference: Reference) -> datetime | None:
    """Return when a release last failed to arrive: approvals from before it have been used up."""
    told = [lodged.entry for lodged in tx.ledger.trail(reference, ACTS)]
    return max((entry.at for entry in told if entry.detail.get("what") == NOT_DELIVERED), default=None)


def _decide(office: Office, matter: Matter, record: Record, backing: Backing) -> Decision:
    """Ask the law; only a missing second approver lets the first approval stand.

    Raises:
        NotLawfulError: anything else is missing.
    """
    facts = record_facts(record, office.clock.now().date())
    decision = decide_release(office, matter.asked.question, facts, backing)
    if not decision.open and {found.policy for found in decision.missing} != {SECOND_APPROVER}:
        raise NotLawfulError(f"this may not be released to {matter.hit.partner}", decision.words)
    return decision


def scope_of(names: frozenset[str]) -> str:
    """Return the digest by which a statement of release names the properties that it covers."""
    return canonical.digest(sorted(names))


def names_given(record: Record, wanted: frozenset[str] | None = None) -> frozenset[str]:
    """Return the properties that travel: those that the role lets be given; sensitive ones only by name.

    Raises:
        NotFoundError: one is named that the record has not, or that may not be given.
    """
    given = carried(record.definition, record.properties, record.caveat.role)
    if wanted is None:
        return frozenset(name for name in given if not record.definition.properties[name].sensitive)
    if unknown := wanted - given.keys():
        raise NotFoundError(f"the record has no {', '.join(sorted(unknown))} that may be given")
    return wanted


def _view(office: Office, record: Record, names: frozenset[str]) -> Record:
    """Make the record that travels."""
    return partial_view(
        record,
        names,
        lineage=LineageId(office.randomness.hex128()),
        recorded_at=office.clock.now(),
        salt=office.randomness.hex128(),
    )


def _statement(office: Office, actor: Account, matter: Matter, giving: Giving, names: frozenset[str]) -> Statement:
    original = matter.hit.record or RecordId("")
    return Statement(
        act=StatementAct.RELEASE,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({giving.reference, matter.hit.question, original, scope_of(names)}),
        reason=giving.reason,
        salt=office.randomness.hex128(),
    )


def _letter(matter: Matter, view: Record, made: Made) -> Content:
    body = Release(
        reference=matter.hit.reference,
        question=matter.hit.question,
        instrument=matter.hit.instrument,
        records=(view,),
        confirmed=excerpt_of(made.confirmed) if made.confirmed else None,
        approvals=tuple(map(excerpt_of, made.released)),
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
        Refused: there is no such hit between us, it is not confirmed, what is given is not the partner's own, or too
            few people stand behind it.
        ParseError: the body is no release.
    """
    given = parse_release(dict(message.body))

    def check(tx: Transaction) -> None:
        matter = given_matter(tx, given.reference, given.question, message.sender)
        _check_records(given, matter, message.sender)
        if HitState(matter.hit.state) is HitState.OPEN and confirming(office, matter) is not Confirms.ANSWERER:
            raise out_of_place("under this instrument the hit is confirmed here first")
        check_given(office, tx, matter, given)

    def write(tx: Transaction) -> None:
        matter = find_matter(tx, given.reference)
        if HitState(matter.hit.state) not in (HitState.OPEN, HitState.CONFIRMED):
            return
        # Letters may overtake one another: whoever confirms and releases there has confirmed when the release is here.
        tx.answers.set_state(given.reference, HitState.RELEASED)
        tx.ledger.append([entry(office, _taken(matter, given, message))])
        take_records(office, tx, given.records, message.sender)

    return Effect(outcome="released", write=write, check=check)


def _check_records(given: Release, matter: Matter, sender: NodeId) -> None:
    """Refuse what a partner may not give: only its own records, of the kind and under the instrument asked for."""
    if any(record.issuer != sender or record.kind != matter.hit.kind for record in given.records):
        raise out_of_place("a partner releases its own records of the kind that was asked for")
    if given.instrument != matter.hit.instrument:
        raise out_of_place("the release is under another instrument")


def _taken(matter: Matter, given: Release, message: Message) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.COLLECTION,
        by=message.sender,
        about=(given.reference, question.id, *given.statements, *(record.id for record in given.records)),
        purpose=question.purpose,
        case=question.case_file,
        detail={
            "what": "released",
            **({"confirmed_by": given.confirmed.by} if given.confirmed else {}),
            **{f"approved_by_{number}": approval.by for number, approval in enumerate(given.approvals, start=1)},
        },
    )
