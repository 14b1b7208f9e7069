"""Case files: opened by a supervisor, worked in by named officers. A free-text case number does not count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.law.facts import CaseFacts
from egnatia.law.offences import OFFENCES
from egnatia.law.purposes import needs_offence
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId
from egnatia.model.reading import text
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a supervisor states when opening a case file."""

    reference: str
    title: str
    purpose: Purpose
    offence: str | None
    members: frozenset[str]  #: Login names of the officers who work in it.
    danger_to_life: bool = False  #: The offence may be named later; without it the law lets ask by break glass only.


def open_case_file(office: Office, actor: Account, opening: Opening) -> CaseFile:
    """Open a case file, so that questions may be asked in it.

    Raises:
        NotAllowedError: the person is no supervisor.
        NotFoundError: a named officer or offence does not exist.
        ConflictError: the file number is taken, or purpose and offence do not go together.
    """
    require(actor, Right.OPEN_CASE_FILE)
    text(80)(opening.reference, "reference")
    text(200)(opening.title, "title")
    _check_offence(opening)

    def work(tx: Transaction) -> CaseFile:
        if tx.case_files.find(opening.reference):
            raise ConflictError(f"there is a case file {opening.reference} already")
        case = CaseFile(
            id=CaseId(office.randomness.hex128()),
            reference=opening.reference,
            title=opening.title,
            purpose=opening.purpose,
            offence=opening.offence,
            opened_by=actor.id,
            opened_at=office.clock.now(),
            members=frozenset(member.id for member in _members(tx, opening.members)),
        )
        tx.case_files.add(case)
        tx.ledger.append([entry(office, _note(case, actor, "case_file_opened"))])
        return case

    return office.store.write(work)


def close_case_file(office: Office, actor: Account, case: CaseId, reason: str = "") -> None:
    """Close a case file: nothing more may be asked in it.

    Args:
        office: of this node.
        actor: a supervisor.
        case: the file.
        reason: in words, kept as a statement; a program may leave it out.

    Raises:
        NotAllowedError: the person is no supervisor.
        NotFoundError: there is no such case file.
        ConflictError: it is closed already.
        ParseError: the reason is too long.
    """
    require(actor, Right.OPEN_CASE_FILE)
    text(2000, empty=True)(reason, "reason")

    def work(tx: Transaction) -> None:
        file = find_case_file(tx, case)
        if file.closed_at:
            raise ConflictError(f"the case file {file.reference} is closed")
        tx.case_files.close(case, office.clock.now(), actor.id)
        note = _note(file, actor, "case_file_closed")
        if reason:
            said = Said(act=StatementAct.CLOSE, about=frozenset({case}), reason=reason)
            statement = make_statement(office, actor, said)
            tx.statements.add(statement)
            note = replace(note, about=(case, statement.id))
        tx.ledger.append([entry(office, note)])

    office.store.write(work)


def list_case_files(office: Office, actor: Account) -> tuple[CaseFile, ...]:
    """Return the case files in which the person works or which the person opened, newest first."""
    files = office.store.read(lambda tx: tx.case_files.list())
    return tuple(file for file in files if works_in(actor, file))


def works_in(actor: Account, file: CaseFile) -> bool:
    """Tell whether a person works in a case file, or opened it."""
    return actor.id in file.members or actor.id == file.opened_by


def is_supervised(tx: Transaction, file: CaseFile, by: AccountId | None) -> bool:
    """Tell whether a supervisor opened a case file who is not the one who acts in it (four eyes)."""
    opener = tx.accounts.get(file.opened_by)
    return opener is not None and Role.SUPERVISOR in opener.roles and opener.id != by


def facts_of(tx: Transaction, file: CaseFile, by: AccountId, purpose: Purpose) -> CaseFacts:
    """Return what the law must know of a case file in which somebody acts for a purpose."""
    return CaseFacts(
        open=file.closed_at is None,
        supervised=is_supervised(tx, file, by),
        matches_purpose=file.purpose is purpose,
    )


def find_case_file(tx: Transaction, case: CaseId) -> CaseFile:
    """Return a case file.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = tx.case_files.get(case)
    if found is None:
        raise NotFoundError(f"no case file {case}")
    return found


def working_in(tx: Transaction, actor: Account, case: CaseId) -> CaseFile:
    """Return an open case file in which the person works, or which the person opened.

    Raises:
        NotFoundError: there is none of that id.
        NotAllowedError: the person does not work in it.
        ConflictError: it is closed.
    """
    file = find_case_file(tx, case)
    if not works_in(actor, file):
        raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
    if file.closed_at:
        raise ConflictError(f"the case file {file.reference} is closed")
    return file


def reading_in(tx: Transaction, actor: Account, case: CaseId) -> CaseFile:
    """Return an open case file for which the person may read records: not one that he or she keeps alone.

    Raises:
        NotFoundError: there is none of that id.
        NotAllowedError: the person does not work in it, or opened it and nobody else works in it.
        ConflictError: it is closed.
    """
    file = working_in(tx, actor, case)
    if file.opened_by == actor.id and not file.members - {actor.id}:
        raise NotAllowedError(f"{actor.name} opened the case file {file.reference} for nobody else (four eyes)")
    return file


def _members(tx: Transaction, names: Iterable[str]) -> list[Account]:
    found = []
    for name in sorted(names):
        account = tx.accounts.named(name)
        if account is None:
            raise NotFoundError(f"no account {name}")
        found.append(account)
    return found


def _check_offence(opening: Opening) -> None:
    if opening.offence is not None and opening.offence not in OFFENCES:
        raise NotFoundError(f"no offence {opening.offence}; there are {', '.join(OFFENCES)}")
    if needs_offence(opening.purpose) and opening.offence is None and not opening.danger_to_life:
        raise ConflictError(f"a case file for {opening.purpose} names an offence, unless a life is in danger")


def _note(case: CaseFile, actor: Account, what: str) -> Note:
    return Note(
        act=Act.ADMINISTRATION,
        by=actor.id,
        about=(case.id,),
        purpose=case.purpose,
        case=case.id,
        detail={"what": what},
    )
