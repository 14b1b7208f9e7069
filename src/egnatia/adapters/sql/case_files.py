"""Case files: what happened to them, only ever added, and who works in them now."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import CASE_ITEM, CASE_MEMBER
from egnatia.casework.rows import CaseFile
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId

OPENED = "opened"
CLOSED = "closed"

_ADD_ITEM = Prepared(insert(CASE_ITEM))
_ADD_MEMBER = Prepared(insert(CASE_MEMBER))
_ALL_ITEMS = select(CASE_ITEM).order_by(CASE_ITEM.c.no)
_ALL_MEMBERS = select(CASE_MEMBER)
_ITEMS = Prepared(_ALL_ITEMS)
_ITEMS_OF = Prepared(_ALL_ITEMS.where(CASE_ITEM.c.case_file == bindparam("of_case")))
_MEMBERS = Prepared(_ALL_MEMBERS)
_MEMBERS_OF = Prepared(_ALL_MEMBERS.where(CASE_MEMBER.c.case_file == bindparam("of_case")))
_DROP_MEMBER = Prepared(
    delete(CASE_MEMBER).where(
        CASE_MEMBER.c.case_file == bindparam("of_case"), CASE_MEMBER.c.account == bindparam("of_account")
    )
)
_FIND = Prepared(select(CASE_ITEM.c.case_file).where(CASE_ITEM.c.reference == bindparam("of_reference")))


class SqlCaseFiles:
    """The tables `case_item` and `case_member`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, case: CaseFile) -> None:
        """Keep a newly opened case file with its members."""
        opened = {"title": case.title, "purpose": case.purpose, "offence": case.offence}
        _ADD_ITEM.run(
            self._connection,
            case_file=case.id,
            act=OPENED,
            at=case.opened_at,
            by=case.opened_by,
            reference=case.reference,
            body=to_text(opened),
        )
        _ADD_MEMBER.run_many(self._connection, [{"case_file": case.id, "account": who} for who in sorted(case.members)])
        if case.closed_at is not None:
            self.close(case.id, case.closed_at, case.opened_by)

    def get(self, case: CaseId) -> CaseFile | None:
        """Return one case file."""
        found = self._read(_ITEMS_OF, _MEMBERS_OF, of_case=case)
        return found[0] if found else None

    def find(self, reference: str) -> CaseFile | None:
        """Return the case file of that file number."""
        row = _FIND.one(self._connection, of_reference=reference)
        return None if row is None else self.get(CaseId(row.case_file))

    def list(self) -> tuple[CaseFile, ...]:
        """Return all case files, newest first."""
        return self._read(_ITEMS, _MEMBERS)[::-1]

    def close(self, case: CaseId, at: datetime, by: AccountId) -> None:
        """Close a case file: nothing more may be asked in it.

        Raises:
            StoreError: there is no such case file.
        """
        if self.get(case) is None:
            raise StoreError(f"there is no case file {case}")
        _ADD_ITEM.run(self._connection, case_file=case, act=CLOSED, at=at, by=by, reference=None, body="{}")

    def put_members(self, case: CaseId, members: frozenset[AccountId]) -> None:
        """Have others work in a case file.

        Raises:
            StoreError: there is no such case file.
        """
        found = self.get(case)
        if found is None:
            raise StoreError(f"there is no case file {case}")
        new = [{"case_file": case, "account": who} for who in sorted(members - found.members)]
        if new:
            _ADD_MEMBER.run_many(self._connection, new)
        for who in sorted(found.members - members):
            _DROP_MEMBER.run(self._connection, of_case=case, of_account=who)

    def _read(self, items: Prepared, members: Prepared, **which: str) -> tuple[CaseFile, ...]:
        by_case: dict[str, list[AnyRow]] = defaultdict(list)
        for row in items.all(self._connection, **which):
            by_case[row.case_file].append(row)
        who: dict[str, set[AccountId]] = defaultdict(set)
        for row in members.all(self._connection, **which):
            who[row.case_file].add(AccountId(row.account))
        return tuple(_assemble(rows, who[case]) for case, rows in by_case.items())


def _assemble(rows: list[AnyRow], members: Iterable[AccountId]) -> CaseFile:
    """Tell how a case file stands from all that happened to it, in order."""
    opened = rows[0]
    closed = next((row for row in rows if row.act == CLOSED), None)
    return read_row(
        f"case_item {opened.no}",
        lambda: _case_file(opened, frozenset(members), closed.at if closed is not None else None),
    )


def _case_file(opened: AnyRow, members: frozenset[AccountId], closed_at: datetime | None) -> CaseFile:
    body = from_text(opened.body)
    return CaseFile(
        id=opened.case_file,
        reference=opened.reference,
        title=body["title"],
        purpose=Purpose(body["purpose"]),
        offence=body["offence"],
        opened_by=opened.by,
        opened_at=opened.at,
        members=members,
        closed_at=closed_at,
    )
