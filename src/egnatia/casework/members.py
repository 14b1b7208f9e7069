"""Who works in a case file: invited and removed by a supervisor who works in it or opened it."""

from dataclasses import dataclass

from egnatia.casework.casefiles import find_case_file, works_in
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who is to work in a case file from now on, and who no more, by login name."""

    invite: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()


def change_members(office: Office, actor: Account, case: CaseId, wanted: Membership) -> CaseFile:
    """Invite people to a case file, and remove others; what they did in it stays on record.

    Raises:
        NotAllowedError: the person is no supervisor, is not meant for the purpose, or does not work in the file.
        NotFoundError: there is no such case file, or no such open account.
        ConflictError: the file is closed, nobody is named, somebody is named twice, or is no member.
    """
    require(actor, Right.OPEN_CASE_FILE)

    def work(tx: Transaction) -> CaseFile:
        file = find_case_file(tx, case)
        require(actor, Right.OPEN_CASE_FILE, file.purpose)
        if not works_in(actor, file):
            raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
        if file.closed_at:
            raise ConflictError(f"the case file {file.reference} is closed")
        invited, removed = _people(tx, wanted.invite, active=True), _people(tx, wanted.remove, active=False)
        _check(file, invited, removed)
        members = (file.members | invited) - removed
        tx.case_files.put_members(case, members)
        for what, people in (("member_invited", invited - file.members), ("member_removed", removed)):
            if people:
                tx.ledger.append([entry(office, _note(file, actor, what, people))])
        return find_case_file(tx, case)

    return office.store.write(work)


def _check(file: CaseFile, invited: frozenset[AccountId], removed: frozenset[AccountId]) -> None:
    if not invited and not removed:
        raise ConflictError("name whom to invite, or whom to remove")
    if invited & removed:
        raise ConflictError("nobody is invited and removed at once")
    if removed - file.members:
        raise ConflictError(f"somebody who is to be removed does not work in {file.reference}")


def _people(tx: Transaction, names: frozenset[str], *, active: bool) -> frozenset[AccountId]:
    found = []
    for name in sorted(names):
        account = tx.accounts.named(name)
        if account is None or (active and not account.active):
            raise NotFoundError(f"no open account {name}")
        found.append(account.id)
    return frozenset(found)


def _note(file: CaseFile, actor: Account, what: str, people: frozenset[AccountId]) -> Note:
    return Note(
        act=Act.ADMINISTRATION,
        by=actor.id,
        about=(file.id, *sorted(people)),
        purpose=file.purpose,
        case=file.id,
        detail={"what": what},
    )
