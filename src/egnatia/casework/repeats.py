"""Altered repeats: an officer is stopped until somebody else allows one question more; oversight sees every count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from egnatia.casework.casefiles import works_in
from egnatia.casework.counting import REPEATS, Asked, Intent, count_asked
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.probes import Tried
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, Lodged
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import AccountId, CaseId, NodeId, QuestionId, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing

#: How many counts one look shows, the newest; and acts on one permit that are looked through.
_SHOWN = 1000
_ACTS = 10
_TRAIL = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether a question may go out, by the count; and what the log is to say of it."""

    counted: Asked
    permit: StatementId | None = None  #: By which somebody else allowed it.
    entry: Entry | None = None  #: None: the count is nothing to notice.
    again: QuestionId | None = None  #: The question by which these very words are counted already.

    @property
    def refused(self) -> bool:
        """Tell whether it may not go."""
        return self.counted.stopped and self.permit is None


#: Nothing goes out, so that nothing is counted.
NOT_ASKED = Admission(counted=Asked())


def admit(office: Office, tx: Transaction, file: CaseFile, intent: Intent, *, life: bool) -> Admission:
    """Count a question that is about to be asked, and say whether it may go.

    Args:
        office: of the asking node.
        tx: in which it is kept.
        file: the case file.
        intent: what is asked, and by whom.
        life: a life is in danger: it is counted and not stopped; who states the danger is reviewed.
    """
    counted = count_asked(office, tx, intent)
    permit = _unused(office, tx, intent) if counted.stopped else None
    stopped = counted.stopped and permit is None and not life
    note = Note(
        act=Act.REFUSAL if stopped else Act.QUESTION,
        by=intent.by,
        about=(REPEATS, file.id, *((permit,) if permit else ())),
        purpose=file.purpose,
        case=file.id,
        detail={
            "what": "altered_repeat",
            "wordings": str(counted.wordings),
            "all_wordings": str(counted.all_wordings),
            "stopped": "1" if stopped else "0",
        },
    )
    seen = entry(office, note) if counted.noticed else None
    return Admission(counted=counted if stopped else Asked(), permit=permit, entry=seen, again=counted.again)


def refuse(office: Office, admission: Admission) -> None:
    """Tell the officer why a question did not go, and who can allow it.

    Raises:
        NotAllowedError: always.
    """
    counted, days = admission.counted, office.allowance.days
    raise NotAllowedError(
        f"within {days} days this would be wording {counted.wordings} of a question about one subject by you or in "
        f"this case file, and {counted.all_wordings} by everybody here: a supervisor or prosecutor can allow you one "
        "more in this case file, with a reason"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Who may ask one more altered question in a case file, and why."""

    officer: str  #: Login name.
    reason: str


def allow_repeat(office: Office, actor: Account, case: str, permit: Permit) -> Statement:
    """Allow an officer one altered question more about whomever it is, in one case file, within the days of the count.

    Args:
        office: of this node.
        actor: a supervisor or prosecutor.
        case: id or number of the case file.
        permit: for whom, and why.

    Raises:
        NotAllowedError: the person may not authorise, or not for this purpose, or would allow it to himself.
        NotFoundError: there is no such case file or account.
        ConflictError: the case file is closed, or the officer does not work in it.
        ParseError: there is no reason.
    """
    require(actor, Right.AUTHORISE)
    text(2000)(permit.reason, "reason")

    def work(tx: Transaction) -> Statement:
        file = _open_file(tx, case)
        require(actor, Right.AUTHORISE, file.purpose)
        officer = _officer(tx, file, permit.officer)
        if officer.id == actor.id:
            raise NotAllowedError(f"{actor.name} may not allow it to {actor.name}: somebody else must (four eyes)")
        said = Said(act=StatementAct.REPEAT, about=frozenset({file.id, officer.id}), reason=permit.reason)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        note = Note(
            act=Act.STATEMENT,
            by=actor.id,
            about=(REPEATS, *sorted(statement.about), statement.id),
            purpose=file.purpose,
            case=file.id,
            detail={"what": statement.act},
        )
        tx.ledger.append([entry(office, note)])
        return statement

    return office.store.write(work)


def _open_file(tx: Transaction, case: str) -> CaseFile:
    file = tx.case_files.get(CaseId(case)) or tx.case_files.find(case)
    if file is None:
        raise NotFoundError(f"no case file {case}")
    if file.closed_at:
        raise ConflictError(f"the case file {file.reference} is closed")
    return file


def _officer(tx: Transaction, file: CaseFile, name: str) -> Account:
    officer = tx.accounts.named(name)
    if officer is None:
        raise NotFoundError(f"no account {name}")
    if not works_in(officer, file):
        raise ConflictError(f"{name} does not work in the case file {file.reference}")
    return officer


def _unused(office: Office, tx: Transaction, intent: Intent) -> StatementId | None:
    """Return a permit for this officer in this case file that no question has used up."""
    since = office.allowance.since(office.clock.now())
    for found in standing(tx.statements.about(intent.case)):
        meant = found.act is StatementAct.REPEAT and found.issuer == office.me and intent.by in found.about
        if meant and found.at >= since and not _used(tx, found.id):
            return found.id
    return None


def _used(tx: Transaction, permit: StatementId) -> bool:
    return any(lodged.entry.act is Act.QUESTION for lodged in tx.ledger.trail(permit, _ACTS))


class Side(StrEnum):
    """On which side altered questions were counted."""

    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRepeat:
    """A count as oversight sees it: who, how often, stopped or not; never about whom."""

    at: datetime
    by: AccountId | NodeId
    side: Side
    case: str | None
    wordings: int
    stopped: bool
    about: tuple[str, ...]  #: Ids: of questions, records, case files, permits.


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """All counts that are to be noticed."""

    seen: tuple[SeenRepeat, ...]  #: Newest first.
    older: bool  #: There are more, which the log shows.
    tried: tuple[Tried, ...]  #: What partners have tried about our records in the days that count.


def list_repeats(office: Office, actor: Account) -> Repeats:
    """Return the counts of altered questions that use more than half of what is allowed, and every stop.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    allowance = office.allowance
    least = allowance.answered // 2 + 1

    def work(tx: Transaction) -> Repeats:
        page = tx.ledger.page(Trace(about=REPEATS, limit=_TRAIL))
        lodged = [found for found in page.rows if "wordings" in found.entry.detail]
        tried = tx.probes.tried(least, allowance.since(office.clock.now()))
        older = page.next is not None or len(lodged) > _SHOWN
        return Repeats(seen=tuple(map(_seen, lodged[:_SHOWN])), older=older, tried=tried)

    return office.store.read(work)


def _seen(lodged: Lodged) -> SeenRepeat:
    found, detail = lodged.entry, lodged.entry.detail
    return SeenRepeat(
        at=found.at,
        by=found.by,
        side=Side.ASKED if detail.get("what") == "altered_repeat" else Side.ANSWERED,
        case=found.why.case_file,
        wordings=int(detail["wordings"]),
        stopped=detail["stopped"] != "0",
        about=tuple(subject for subject in found.about if subject != REPEATS),
    )
