"""Confirming a hit: a person compares and says whether it is the one.

The instrument says whose expert does: the answering side's (names) or the asker's (DNA, prints). Both sides then know
the verdict; the reason stays with the side that gave it.
"""

from dataclasses import dataclass

from egnatia.casework.casefiles import working_in
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, AnswerRow, QuestionRow, Role
from egnatia.casework.trail import Note, combined, entry
from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.excerpt import excerpt_of
from egnatia.exchange.payloads import Confirmation, Verdict, parse_confirmation, plain_confirmation
from egnatia.exchange.states import HitEvent, HitState, advance
from egnatia.law.channels import Confirms
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import Message, MessageType
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct

#: Kinds whose hits only a forensic expert judges (2008/616/JHA Art. 8(3); Regulation (EU) 2024/982 Art. 6 and 11).
FOR_EXPERTS = frozenset({"dna", "print"})

_UNKNOWN = "no hit of that reference between us"
_EVENT = {Verdict.CONFIRM: HitEvent.CONFIRM, Verdict.REJECT: HitEvent.REJECT}
#: Where the ledger names, in an entry's detail, the account of a partner's expert who judged a hit.
JUDGED_BY = "judged_by"
_ACT = {Verdict.CONFIRM: StatementAct.CONFIRM, Verdict.REJECT: StatementAct.REJECT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A hit with the question that it answers."""

    hit: AnswerRow
    asked: QuestionRow


def confirm(office: Office, actor: Account, reference: Reference, verdict: Verdict, reason: str) -> Statement:
    """Say, after comparing, whether a hit is the one; the other side is told.

    Raises:
        NotAllowedError: the person may not confirm, is no forensic expert where the kind needs one, or does not work in
            the asking case file.
        NotFoundError: there is no such hit.
        ConflictError: under this instrument the other side confirms, or the hit was judged before.
        ParseError: there is no reason.
    """
    require(actor, Right.CONFIRM)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        matter = find_matter(tx, reference)
        require(actor, Right.CONFIRM, matter.asked.question.purpose)
        _check_expert(actor, matter)
        _check_side(office, matter)
        if not matter.asked.received:
            working_in(tx, actor, matter.asked.question.case_file)
        state = step(matter.hit, _EVENT[verdict])
        statement = _statement(office, actor, matter, _ACT[verdict], reason)
        tx.answers.set_state(reference, state)
        tx.statements.add(statement)
        tx.outbox.add([queue(office, _tell(matter, statement))])
        note = _note(actor, matter, statement)
        tx.ledger.append([entry(office, note), combined(office, note)])
        return statement

    return office.store.write(work)


def take_confirmation(office: Office, message: Message) -> Effect:
    """Take in that the other side's expert confirmed or rejected a hit.

    Raises:
        Refused: there is no such hit between us, or we confirm ourselves.
        ParseError: the body is no confirmation.
    """
    confirmation = parse_confirmation(dict(message.body))
    matter = office.store.read(
        lambda tx: known_matter(tx, confirmation.reference, confirmation.question, message.sender)
    )
    if confirming(office, matter) is (Confirms.ANSWERER if matter.asked.received else Confirms.ASKER):
        raise out_of_place("under this instrument the other side confirms")

    def write(tx: Transaction) -> None:
        now = find_matter(tx, confirmation.reference)
        try:
            state = step(now.hit, _EVENT[confirmation.verdict])
        except ConflictError:
            return
        tx.answers.set_state(confirmation.reference, state)
        tx.ledger.append([entry(office, _heard(now, confirmation, message))])

    return Effect(outcome=confirmation.verdict, write=write)


def find_matter(tx: Transaction, reference: Reference) -> Matter:
    """Return a hit with its question.

    Raises:
        NotFoundError: there is no such hit.
    """
    hit = tx.answers.get(reference)
    asked = tx.questions.get(hit.question) if hit else None
    if hit is None or asked is None:
        raise NotFoundError(f"no hit {reference}")
    return Matter(hit=hit, asked=asked)


def known_matter(tx: Transaction, reference: Reference, question: QuestionId, partner: NodeId) -> Matter:
    """Return the hit that a partner writes about.

    Raises:
        Refused: there is no such hit on this question between this partner and us.
    """
    hit = tx.answers.get(reference)
    asked = tx.questions.get(question)
    if hit is None or asked is None or (hit.question, hit.partner) != (question, partner):
        raise out_of_place(_UNKNOWN)
    return Matter(hit=hit, asked=asked)


def given_matter(tx: Transaction, reference: Reference, question: QuestionId, partner: NodeId) -> Matter:
    """Return the hit on a question of ours of which a partner says whether it gives the record.

    Raises:
        Refused: there is no such hit on this question of ours.
    """
    matter = known_matter(tx, reference, question, partner)
    if matter.asked.received:
        raise out_of_place(_UNKNOWN)
    return matter


def step(hit: AnswerRow, event: HitEvent) -> HitState:
    """Return where an event takes a hit.

    Raises:
        ConflictError: it cannot happen in the state in which the hit is.
    """
    try:
        return advance(HitState(hit.state), event)
    except IllegalStepError as error:
        raise ConflictError(f"the hit is {hit.state}: {error}") from error


def confirming(office: Office, matter: Matter) -> Confirms:
    """Return whose expert confirms a hit under its instrument."""
    return office.law.channel(matter.hit.instrument, matter.hit.kind).confirms


def _check_expert(actor: Account, matter: Matter) -> None:
    if matter.hit.kind in FOR_EXPERTS and Role.FORENSIC not in actor.roles:
        raise NotAllowedError(f"{actor.name} may not judge a hit on {matter.hit.kind}: that needs the role forensic")


def _check_side(office: Office, matter: Matter) -> None:
    side = Confirms.ANSWERER if matter.asked.received else Confirms.ASKER
    found = confirming(office, matter)
    if found is Confirms.NOBODY:
        raise ConflictError(f"{matter.hit.instrument} gives its data at once: there is nothing to confirm")
    if found is not side:
        raise ConflictError(f"under {matter.hit.instrument} the {found} confirms")


def _statement(office: Office, actor: Account, matter: Matter, act: StatementAct, reason: str) -> Statement:
    return Statement(
        act=act,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=frozenset({matter.hit.reference, matter.hit.question}),
        reason=reason,
        salt=office.randomness.hex128(),
    )


def _tell(matter: Matter, statement: Statement) -> Content:
    told = excerpt_of(statement)
    confirmation = Confirmation(reference=matter.hit.reference, question=matter.hit.question, excerpt=told)
    return Content(
        type=MessageType.CONFIRMATION,
        recipient=matter.hit.partner,
        body=plain_confirmation(confirmation),
    )


def _heard(matter: Matter, confirmation: Confirmation, message: Message) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.STATEMENT,
        by=message.sender,
        about=(confirmation.reference, confirmation.question, confirmation.excerpt.statement),
        purpose=question.purpose,
        case=question.case_file,
        detail={"what": confirmation.verdict, JUDGED_BY: confirmation.excerpt.by},
    )


def _note(actor: Account, matter: Matter, statement: Statement) -> Note:
    question = matter.asked.question
    return Note(
        act=Act.STATEMENT,
        by=actor.id,
        about=(matter.hit.reference, question.id, statement.id, *((matter.hit.record,) if matter.hit.record else ())),
        purpose=question.purpose,
        case=question.case_file,
        detail={"what": statement.act},
    )
