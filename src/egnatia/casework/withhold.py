"""Withholding: after a confirmed hit, a person of the answering side decides that the asker does not get the record.

Four eyes as with a release: whoever confirmed a hit here does not withhold it. The asker is told only where the
instrument sets a time within which an answer is due; elsewhere silence says no more than a hit that nobody has got to.
"""

from dataclasses import dataclass

from egnatia.casework.confirm import Matter, confirming, find_matter, given_matter, step
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError
from egnatia.casework.foureyes import made_here, refuse_confirmer
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.exchange.ground import Ground, as_told
from egnatia.exchange.payloads import Withholding, parse_withholding, plain_withholding
from egnatia.exchange.states import HitEvent, HitState
from egnatia.law.channels import Confirms
from egnatia.ledger.entry import Act
from egnatia.model.identity import Reference
from egnatia.model.message import Message, MessageType
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """Which hit is not followed by its record, on which ground, and why in words, which stay here."""

    reference: Reference
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What became of it."""

    statement: Statement
    told: Ground | None  #: What the asker reads; None: it is told nothing.


def withhold(office: Office, actor: Account, refusing: Refusing) -> Withheld:
    """Decide not to give the record behind a confirmed hit; nothing of it travels.

    Raises:
        NotAllowedError: the person may not release, so may not withhold, or not for this purpose, or confirmed this
            hit.
        NotFoundError: there is no such hit.
        ConflictError: the hit is not ours to decide on, not confirmed, or was decided on before.
        ParseError: there is no reason.
    """
    require(actor, Right.RELEASE)
    text(2000)(refusing.reason, "reason")

    def work(tx: Transaction) -> Withheld:
        matter = find_matter(tx, refusing.reference)
        if not matter.asked.received:
            raise ConflictError("the hit is the partner's: they decide")
        require(actor, Right.RELEASE, matter.asked.question.purpose)
        state = step(matter.hit, HitEvent.WITHHOLD)
        refuse_confirmer(made_here(office, tx, refusing.reference), actor, "withhold")
        statement = make_statement(office, actor, _said(matter, refusing))
        told = as_told(refusing.ground) if _must_answer(office, matter) else None
        tx.answers.set_state(refusing.reference, state)
        tx.statements.add(statement)
        if told:
            tx.outbox.add([queue(office, _letter(matter, told))])
        tx.ledger.append([entry(office, _note(actor, matter, statement, refusing.ground, told=told))])
        return Withheld(statement=statement, told=told)

    return office.store.write(work)


def _must_answer(office: Office, matter: Matter) -> bool:
    """Tell whether the instrument sets a time within which the asker is owed an answer."""
    return office.law.channel(matter.hit.instrument, matter.hit.kind).clock_hours is not None


def _said(matter: Matter, refusing: Refusing) -> Said:
    about = {matter.hit.reference, matter.hit.question, *((matter.hit.record,) if matter.hit.record else ())}
    return Said(act=StatementAct.WITHHOLD, about=frozenset(about), reason=f"{refusing.ground}: {refusing.reason}")


def _letter(matter: Matter, told: Ground) -> Content:
    body = Withholding(
        reference=matter.hit.reference,
        question=matter.hit.question,
        instrument=matter.hit.instrument,
        ground=told,
    )
    return Content(type=MessageType.WITHHOLDING, recipient=matter.hit.partner, body=plain_withholding(body))


def _note(actor: Account, matter: Matter, statement: Statement, ground: Ground, *, told: Ground | None) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.REFUSAL,
        by=actor.id,
        about=(matter.hit.reference, question.id, *sorted(statement.about & {matter.hit.record}), statement.id),
        purpose=question.purpose,
        case=question.case_file,
        to=matter.hit.partner if told else None,
        detail={
            "what": "withheld",
            "ground": ground,
            "told": told or "nothing",
            "instrument": matter.hit.instrument,
        },
    )


def take_withholding(office: Office, message: Message) -> Effect:
    """Take in that a partner does not give the record behind a hit.

    Raises:
        Refused: there is no such hit between us, it is not confirmed, or it is under another instrument.
        ParseError: the body is no withholding.
    """
    refused = parse_withholding(dict(message.body))

    def check(tx: Transaction) -> None:
        matter = given_matter(tx, refused.reference, refused.question, message.sender)
        if refused.instrument != matter.hit.instrument:
            raise out_of_place("the hit is under another instrument")
        # Where the partner confirms, its withholding may overtake its confirmation.
        if HitState(matter.hit.state) is HitState.OPEN and confirming(office, matter) is not Confirms.ANSWERER:
            raise out_of_place("under this instrument the hit is confirmed here first")

    def write(tx: Transaction) -> None:
        matter = find_matter(tx, refused.reference)
        if HitState(matter.hit.state) not in (HitState.OPEN, HitState.CONFIRMED):
            return
        tx.answers.set_state(refused.reference, HitState.WITHHELD)
        tx.ledger.append([entry(office, _heard(matter, refused, message))])

    return Effect(outcome="withheld", write=write, check=check)


def _heard(matter: Matter, refused: Withholding, message: Message) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.REFUSAL,
        by=message.sender,
        about=(refused.reference, question.id),
        purpose=question.purpose,
        case=question.case_file,
        detail={"what": "withheld", "ground": refused.ground},
    )
