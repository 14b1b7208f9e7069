"""Perils: that a person is in danger where data would go is stated here, and binds every later decision of this node.

A warning is about a case file (nothing is asked there), a question or hit (nothing is given there), or the thing behind
a record (nothing of it is told, given or forwarded there, whoever asks). It only narrows, so whoever reads records may
state one; taking it back needs another person. Against the death penalty a state can bind itself in a signed document;
against torture nothing counts (LED Art. 38(2), recital 71; ECHR Art. 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egnatia.casework.casefiles import works_in
from egnatia.casework.confirm import find_matter
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.lawful import NO_THREAT, Threat, party
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId, CountryCode, NodeId, QuestionId, RecordId, Reference, StatementId
from egnatia.model.peril import Assurance, Danger, Peril, parse_assurance, parse_peril, worst
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What threatens the person of a matter, from which state, and on what grounds."""

    matter: str  #: Case file, by id or number; question of a partner; reference of a hit; or record.
    danger: Danger
    country: CountryCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assuring:
    """The signed document by which a state bound itself not to carry out the death penalty in one matter."""

    matter: str
    country: CountryCode
    authority: str  #: Who gave it, with the number of the document.
    document: str  #: SHA-256 of the signed document.
    given: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """What a statement is about, with the purpose and case file in which it stands; a thing has neither."""

    about: frozenset[str]
    purpose: Purpose | None = None
    case: CaseId | None = None


def warn(office: Office, actor: Account, warned: Warned) -> Statement:
    """State that the person of a matter is in danger from a state; from now on nothing goes there.

    Raises:
        NotAllowedError: the person may not read records, or not for this purpose, or does not work in the case file.
        NotFoundError: there is no such case file, question, hit or record.
        ParseError: there is no reason, or something stated is malformed.
    """
    require(actor, Right.CONSULT)
    text(2000)(warned.reason, "reason")
    peril = parse_peril({"danger": warned.danger, "country": warned.country}, "")

    def work(tx: Transaction) -> Statement:
        matter = _find(tx, warned.matter)
        _check_part(tx, actor, matter)
        return _state(office, tx, matter, _statement(office, actor, matter, warned.reason, peril))

    return office.store.write(work)


def assure(office: Office, actor: Account, assuring: Assuring) -> Statement:
    """Record that a state bound itself not to carry out the death penalty; somebody else weighs it.

    Raises:
        NotAllowedError: the person may not authorise, or not for this purpose.
        NotFoundError: there is no such case file, question or hit.
        ConflictError: the matter is a thing: a state binds itself in one matter; or the document is of a day to come.
        ParseError: there is no reason, or something stated is malformed.
    """
    require(actor, Right.AUTHORISE)
    text(2000)(assuring.reason, "reason")
    said = {"country": assuring.country, "authority": assuring.authority, "document": assuring.document}
    assurance = parse_assurance({**said, "given": assuring.given.isoformat()}, "")
    if assurance.given > office.clock.now().date():
        raise ConflictError(f"{assurance.given} is not here yet")

    def work(tx: Transaction) -> Statement:
        matter = _find(tx, assuring.matter)
        if matter.case is None:
            raise ConflictError("a state binds itself in one matter: name a case file, a question or a hit")
        require(actor, Right.AUTHORISE, matter.purpose)
        return _state(office, tx, matter, _statement(office, actor, matter, assuring.reason, assurance))

    return office.store.write(work)


def take_back(office: Office, actor: Account, matter: str, statement: StatementId, reason: str) -> Statement:
    """Take a warning or an assurance of this node back; a warning by somebody else than who stated it.

    Raises:
        NotAllowedError: the person may not authorise, or stated the warning.
        NotFoundError: nothing of that id stands in the matter.
        ParseError: there is no reason.
    """
    require(actor, Right.AUTHORISE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        about = _find(tx, matter)
        require(actor, Right.AUTHORISE, about.purpose)
        found = next((one for one in _standing(office, tx, about.about) if one.id == statement), None)
        if found is None:
            raise NotFoundError(f"no warning or assurance {statement} stands here")
        if found.warns and found.by == actor.id:
            raise NotAllowedError(f"{actor.name} stated this danger: somebody else must take it back (four eyes)")
        return _state(office, tx, about, _statement(office, actor, about, reason, found.id))

    return office.store.write(work)


def list_perils(office: Office, actor: Account, matter: str) -> tuple[Statement, ...]:
    """Return the warnings and assurances that stand in a matter, oldest first.

    Raises:
        NotAllowedError: the person may not read records, or not for this purpose, or does not work in the case file.
        NotFoundError: there is no such case file, question, hit or record.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[Statement, ...]:
        found = _find(tx, matter)
        _check_part(tx, actor, found)
        return tuple(_standing(office, tx, found.about))

    return office.store.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What stands in the matters that an act touches."""

    warnings: tuple[Peril, ...] = ()
    assured: frozenset[CountryCode] = frozenset()


def stated_in(office: Office, tx: Transaction, matters: Iterable[str], actor: Account | None = None) -> Stated:
    """Return what stands in some matters; an assurance that the acting person recorded does not count (four eyes)."""
    found = _standing(office, tx, matters)
    others = (one for one in found if actor is None or one.by != actor.id)
    return Stated(
        warnings=tuple(one.warns for one in found if one.warns),
        assured=frozenset(one.assures.country for one in others if one.assures),
    )


def threat_to(office: Office, stated: Stated, recipient: NodeId) -> Threat:
    """Return what of it threatens where a node would learn of the person: in its state, or in those that read along."""
    if not stated.warnings and not stated.assured:
        return NO_THREAT
    reached = office.law.book.memberships.reach(party(office.directory(), recipient))
    danger = worst(peril.danger for peril in stated.warnings if peril.country in reached)
    return Threat(danger=danger, assured=bool(stated.assured & reached))


def told_in(office: Office, country: CountryCode) -> tuple[tuple[NodeId, str], ...]:
    """Return the partners, with the names of the agencies, whose knowledge reaches a state; by their node."""
    directory, memberships = office.directory(), office.law.book.memberships
    others = (member for node, member in sorted(directory.members.items()) if node != office.me)
    reaching = (one for one in others if country in memberships.reach(party(directory, one.node)))
    return tuple((one.node, one.name) for one in reaching)


def _standing(office: Office, tx: Transaction, matters: Iterable[str]) -> list[Statement]:
    made = (one for matter in matters for one in standing(tx.statements.about(matter)))
    return list({one.id: one for one in made if one.issuer == office.me and (one.warns or one.assures)}.values())


def _find(tx: Transaction, matter: str) -> _Matter:
    """Return what is meant: a case file, a partner's question, a hit, or the thing behind a record."""
    if file := tx.case_files.get(CaseId(matter)) or tx.case_files.find(matter):
        return _Matter(about=frozenset({file.id}), purpose=file.purpose, case=file.id)
    stored = tx.records.get(RecordId(matter))
    if stored and stored.record:
        return _Matter(about=frozenset({stored.record.lineage}))
    asked = tx.questions.get(QuestionId(matter))
    if asked and asked.received:
        question = asked.question
        return _Matter(about=frozenset({question.id}), purpose=question.purpose, case=question.case_file)
    return _of_hit(tx, Reference(matter))


def _of_hit(tx: Transaction, reference: Reference) -> _Matter:
    """Return a hit, and with it the thing behind it: the person is the same, whoever asks next."""
    found = find_matter(tx, reference)
    behind = tx.records.get(found.hit.record) if found.hit.record else None
    lineage = {behind.record.lineage} if behind and behind.record else set[str]()
    question = found.asked.question
    return _Matter(about=frozenset({reference, *lineage}), purpose=question.purpose, case=question.case_file)


def _check_part(tx: Transaction, actor: Account, matter: _Matter) -> None:
    """Let on who may read records for the purpose; in a case file of ours, who works in it or authorises."""
    require(actor, Right.CONSULT, matter.purpose)
    file = tx.case_files.get(matter.case) if matter.case else None
    if file and not works_in(actor, file):
        require(actor, Right.AUTHORISE, matter.purpose)


def _statement(
    office: Office, actor: Account, matter: _Matter, reason: str, said: Peril | Assurance | StatementId
) -> Statement:
    act = {Peril: StatementAct.WARN, Assurance: StatementAct.ASSURE}.get(type(said), StatementAct.UNDO)
    return Statement(
        act=act,
        issuer=office.me,
        by=actor.id,
        at=office.clock.now(),
        about=matter.about,
        undoes=said if isinstance(said, str) else None,
        warns=said if isinstance(said, Peril) else None,
        assures=said if isinstance(said, Assurance) else None,
        reason=reason,
        salt=office.randomness.hex128(),
    )


def _state(office: Office, tx: Transaction, matter: _Matter, statement: Statement) -> Statement:
    tx.statements.add(statement)
    what = "withdraw_peril" if statement.undoes else str(statement.act)
    danger = {"danger": str(statement.warns.danger)} if statement.warns else {}
    note = Note(
        act=Act.STATEMENT,
        by=statement.by,
        about=(*sorted(statement.about), statement.id, *((statement.undoes,) if statement.undoes else ())),
        purpose=matter.purpose,
        case=matter.case,
        detail={"what": what, **danger},
    )
    tx.ledger.append([entry(office, note)])
    return statement
