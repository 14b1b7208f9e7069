"""Inspection: who did what and why, as oversight reads it, and as a file for those to whom oversight answers.

Oversight reads the log, and the reasons that people stated; never what is on record about anybody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Page, Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, Lodged, Role, StoredRecord
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act, Entry
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, CaseId, NodeId, QuestionId, RecordId, Reference, parse_case

#: Entries of one file; who needs more narrows the period.
MOST_EXPORTED = 10_000
#: So many ids of an entry are looked up; one about more names the root of a tree over them.
_LOOKED_UP = 12
_SHORT_ID = 32
#: Ids and digests.
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
#: A place as a code of the log: without the braces of its parts.
_PLACE = str.maketrans("", "", "{}")


class Sort(StrEnum):
    """What an id in the log stands for."""

    RECORD = "record"
    QUESTION = "question"
    HIT = "hit"
    CASE_FILE = "case file"
    ACCOUNT = "account"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What an entry is about: an id, what it stands for, and what may be said of it without reading it."""

    id: str
    sort: Sort
    kind: str = ""  #: Of a record, question or hit.
    of: str = ""  #: The node whose record it is, the partner of a question, the number of a case file, or a name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of the log with what it is about and the reason that was stated."""

    lodged: Lodged
    things: tuple[Thing, ...]
    case: CaseFile | None  #: None: it names none, or a partner's.
    reason: str

    @property
    def entry(self) -> Entry:
        """The entry."""
        return self.lodged.entry


def inspect_log(office: Office, actor: Account, trace: Trace) -> Page[Step]:
    """Return a page of what was done, the newest first.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)

    def work(tx: Transaction) -> Page[Step]:
        page, known = tx.ledger.page(trace), _Known(tx)
        return Page(rows=tuple(map(known.step, page.rows)), next=page.next)

    return office.store.read(work)


def inspect_entry(office: Office, actor: Account, lodged: Lodged) -> Step:
    """Return one entry with what it is about.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: _Known(tx).step(lodged))


def note_look(office: Office, actor: Account, place: str, named: Iterable[str] = ()) -> None:
    """Log that the supervisory authority looks at something, before it is shown; of others nothing is logged here.

    Args:
        office: of this node.
        actor: whoever looks.
        place: the screen or route, such as `/trail/entries/{index}`.
        named: what the address names: ids stand in the log, the rest does not.
    """
    if Role.INSPECTOR not in actor.roles:
        return
    about = tuple(dict.fromkeys(one for one in named if _ID.fullmatch(one)))
    detail = {"what": "inspected", "place": place.translate(_PLACE)}
    note = entry(office, Note(act=Act.CONSULTATION, by=actor.id, about=about, detail=detail))
    office.store.write(lambda tx: tx.ledger.append([note]))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExport:
    """A part of the log for a file."""

    steps: tuple[Step, ...]  #: Newest first.
    cut: bool  #: There are more: the period is to be narrowed.


def export_log(office: Office, actor: Account, trace: Trace, form: str, most: int = MOST_EXPORTED) -> LogExport:
    """Return what was done for a file that leaves the node; that it does is logged itself.

    Args:
        office: of this node.
        actor: oversight.
        trace: what is looked for.
        form: of the file, such as `csv`; a code.
        most: entries that are given.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)

    def work(tx: Transaction) -> LogExport:
        known, found, beyond = _Known(tx), list[Step](), None
        while len(found) < most:
            page = tx.ledger.page(replace(trace, beyond=beyond, limit=min(MOST, most - len(found))))
            found += map(known.step, page.rows)
            beyond = page.next
            if beyond is None:
                break
        tx.ledger.append([entry(office, _exported(actor, trace, len(found), form))])
        return LogExport(steps=tuple(found), cut=beyond is not None)

    return office.store.write(work)


def _exported(actor: Account, trace: Trace, entries: int, form: str) -> Note:
    about = tuple(one for one in (trace.about, trace.case) if one)
    asked = {"act": trace.act.value if trace.act else "", "by": trace.by or ""}
    detail = {"what": "log_exported", "entries": str(entries), "form": form}
    return Note(
        act=Act.ADMINISTRATION, by=actor.id, about=about, detail={**detail, **{k: v for k, v in asked.items() if v}}
    )


def find_file(office: Office, actor: Account, words: str) -> CaseId:
    """Return the case file that somebody means: by its number, or by its id, which may be a partner's.

    Raises:
        NotAllowedError: the person is not oversight.
        ParseError: neither.
    """
    require(actor, Right.AUDIT)
    found = office.store.read(lambda tx: tx.case_files.find(words))
    if found:
        return found.id
    try:
        return parse_case(words, "case")
    except ParseError:
        raise ParseError("case", "no case file of that number") from None


class _Known:
    """What ids in the log stand for; each is looked up once."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._things: dict[str, Thing | None] = {}
        self._reasons: dict[str, str] = {}

    def step(self, lodged: Lodged) -> Step:
        """Return an entry with what it is about."""
        logged = lodged.entry
        about = logged.about[:_LOOKED_UP]
        things = {one: self._thing(one) for one in about}
        file = self._tx.case_files.get(CaseId(logged.why.case_file)) if logged.why.case_file else None
        statements = [one for one, thing in things.items() if thing is None and len(one) > _SHORT_ID]
        for one in about if statements else ():
            self._note_statements(one)
        stated = [one for one in statements if one in self._reasons]
        asked = [one for one in about if logged.act is Act.QUESTION and one in self._reasons]
        found = [thing for thing in things.values() if thing] + [Thing(id=one, sort=Sort.STATEMENT) for one in stated]
        return Step(
            lodged=lodged,
            things=tuple(found),
            case=file,
            reason="; ".join(dict.fromkeys(self._reasons[one] for one in (*stated, *asked))),
        )

    def _note_statements(self, subject: str) -> None:
        for statement in self._tx.statements.about(subject):
            self._reasons[statement.id] = statement.reason

    def _thing(self, one: str) -> Thing | None:
        if one not in self._things:
            self._things[one] = next(self._short(one) if len(one) == _SHORT_ID else self._long(one), None)
        return self._things[one]

    def _long(self, one: str) -> Iterator[Thing]:
        stored = self._tx.records.get(RecordId(one))
        if stored:
            yield _record(stored)

    def _short(self, one: str) -> Iterator[Thing]:
        if row := self._tx.questions.get(QuestionId(one)):
            self._reasons[one] = row.question.necessity
            partner = row.question.asker if row.received else row.question.partner
            yield Thing(id=one, sort=Sort.QUESTION, kind=row.question.kind, of=partner)
        if hit := self._tx.answers.get(Reference(one)):
            yield Thing(id=one, sort=Sort.HIT, kind=hit.kind, of=hit.partner)
        if file := self._tx.case_files.get(CaseId(one)):
            yield Thing(id=one, sort=Sort.CASE_FILE, of=file.reference)
        if account := self._tx.accounts.get(AccountId(one)):
            yield Thing(id=one, sort=Sort.ACCOUNT, of=account.name)


def _record(stored: StoredRecord) -> Thing:
    if stored.record is None:
        return Thing(id=stored.id, sort=Sort.RECORD)
    return Thing(id=stored.id, sort=Sort.RECORD, kind=stored.record.kind, of=NodeId(stored.record.issuer))
