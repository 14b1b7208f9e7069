"""The boards of alerts: fugitives in the manner of ENFAST, the missing and the unidentified, stolen things.

Whoever reads records sees what stands, own and partners', for the purposes of the account; what is proposed is for
whoever works in the case file, and for those who may publish it. Each look is logged with what was shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from egnatia.casework.alert.finding import AlertState, Found, each_alert, find_alert
from egnatia.casework.casefiles import works_in
from egnatia.casework.collect import check_use
from egnatia.casework.errors import NotAllowedError, NotLawfulError, RestrictedError
from egnatia.casework.office import Office
from egnatia.casework.page import Page, page_of
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import is_unread
from egnatia.casework.rights import Right, may, require
from egnatia.casework.rows import Account, Holding, StoredRecord
from egnatia.casework.title import title_of
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.alert_sorts import AlertSort, Board
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One alert on a board."""

    id: LineageId
    sort: AlertSort
    board: Board
    state: AlertState
    issuer: NodeId
    title: str  #: What the person or thing is called; empty: nothing calls it, or it is gone.
    until: date
    offence: str | None
    danger: tuple[str, ...]
    partners: int  #: To how many it was published from here.


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderLine:
    """One partner of an alert of ours."""

    node: NodeId
    because: str
    held: bool  #: It holds it, or is being told; False: nobody published it yet, or it did not take it.
    recalled: bool
    attested: str | None  #: What it attested about the recall.


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSheet:
    """One alert in full."""

    line: AlertLine
    record: RecordId | None
    properties: Mapping[str, tuple[str, ...]]  #: What is given, or would be.
    kept_back: tuple[str, ...]
    told: Mapping[str, tuple[str, ...]]  #: What is said beside it.
    reason: str  #: Why this node was told; of an own one, empty.
    case: CaseId | None
    holders: tuple[HolderLine, ...]
    words: tuple[tuple[str, str], ...]  #: What was said on looking it over, and why it ended: act and reason.
    may_decide: bool  #: Whoever looks may publish it or turn it down.
    may_end: bool


def show_board(
    office: Office, actor: Account, board: Board | None = None, beyond: int | None = None
) -> Page[AlertLine]:
    """Return a page of the alerts that the person may see, the newest first; what was shown is logged as read.

    Args:
        office: of this node.
        actor: who looks.
        board: which; None: all.
        beyond: `next` of the page before.

    Raises:
        NotAllowedError: the person may not read records.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> Page[AlertLine]:
        on_it = (row for row in each_alert(office, tx, beyond) if board in (None, row[1].alert.form.board))
        shown = page_of(row for row in on_it if _sees(office, tx, actor, row[1]))
        read = tuple(one.record.record.id for one in shown.rows if one.record and one.record.record)
        note = Note(act=Act.CONSULTATION, by=actor.id, about=read, detail={"what": "alerts", "board": str(board or "")})
        if read:
            tx.ledger.append([entry(office, note)])
        return Page(rows=tuple(map(_line, shown.rows)), next=shown.next)

    return office.store.write(work)


def show_alert(office: Office, actor: Account, alert: LineageId) -> AlertSheet:
    """Return one alert in full; it is logged as read.

    Raises:
        NotAllowedError: the person may not read records for its purpose, or has no part in what is only proposed.
        NotFoundError: there is no such alert.
        NotLawfulError: its caveat does not allow that it is read.
        RestrictedError: a partner restricted its use in words that the person has not acknowledged.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> AlertSheet:
        found = seen_alert(office, tx, actor, alert)
        _check_restriction(office, tx, actor, found)
        tx.ledger.append([entry(office, _note(actor, found))])
        return _sheet(tx, actor, found)

    return office.store.write(work)


def seen_alert(office: Office, tx: Transaction, actor: Account, alert: LineageId) -> Found:
    """Return an alert that the person may see.

    Raises:
        NotAllowedError: the person may not read records for its purpose, or has no part in what is only proposed.
        NotFoundError: there is no such alert.
    """
    found = find_alert(office, tx, alert)
    require(actor, Right.CONSULT, found.alert.form.purpose)
    if not _sees(office, tx, actor, found):
        raise NotAllowedError(f"{actor.name} has no part in this proposal, or it may not be read any more")
    return found


def _check_restriction(office: Office, tx: Transaction, actor: Account, found: Found) -> None:
    given = _content(found.record)
    if given and is_unread(tx, actor, office.me, given):
        words = given.caveat.restriction
        raise RestrictedError(
            f"acknowledge first how its use is restricted (H3): {words}", f"/alerts/{found.alert.id}", words
        )


def _note(actor: Account, found: Found) -> Note:
    behind = (one.record.id for one in (found.record, found.notice) if one and one.record)
    return Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=(found.alert.id, *behind),
        purpose=found.alert.form.purpose,
        case=found.proposed.case_file if found.proposed else None,
        detail={"what": "alert"},
    )


def _sees(office: Office, tx: Transaction, actor: Account, found: Found) -> bool:
    """Tell whether a person may see an alert; what ended or ran out is a matter of those who had to do with it."""
    purpose = found.alert.form.purpose
    if not may(actor, Right.CONSULT, purpose) or not _readable(office, found):
        return False
    if found.state is AlertState.STANDS:
        return True
    return found.proposed is not None and (may(actor, Right.RELEASE, purpose) or _works(tx, actor, found))


def _works(tx: Transaction, actor: Account, found: Found) -> bool:
    file = tx.case_files.get(found.proposed.case_file) if found.proposed else None
    return file is not None and works_in(actor, file)


def _readable(office: Office, found: Found) -> bool:
    """Tell whether the caveat lets the record be read for the purpose; of an own one that is gone, the line stays."""
    today, purpose = office.clock.now().date(), found.alert.form.purpose
    try:
        for one in filter(None, (found.record, found.notice)):
            check_use(one, purpose, today)
    except NotLawfulError:
        return False
    return found.record is not None or found.proposed is not None


def _line(found: Found) -> AlertLine:
    record = _content(found.record)
    return AlertLine(
        id=found.alert.id,
        sort=found.alert.sort,
        board=found.alert.form.board,
        state=found.state,
        issuer=found.issuer,
        title=title_of(record) if record else "",
        until=found.alert.until,
        offence=found.alert.offence,
        danger=record.properties.get("danger", ()) if record else (),
        partners=len(found.proposed.because) if found.proposed else 0,
    )


def _content(stored: StoredRecord | None) -> Record | None:
    return stored.record if stored and not stored.hidden else None


def _sheet(tx: Transaction, actor: Account, found: Found) -> AlertSheet:
    record, notice, proposed = _content(found.record), _content(found.notice), found.proposed
    whole = record.properties if record else MappingProxyType(dict[str, tuple[str, ...]]())
    given = {name: one for name, one in whole.items() if proposed is None or name in proposed.properties}
    purpose, deciding = found.alert.form.purpose, found.state is AlertState.PROPOSED
    decides = may(actor, Right.RELEASE, purpose) and found.proposal is not None
    return AlertSheet(
        line=_line(found),
        record=record.id if record else None,
        properties=given,
        kept_back=tuple(name for name in whole if name not in given),
        told={name: one for name, one in notice.properties.items() if name != "subject"} if notice else {},
        reason="" if proposed else " ".join(one.reason for one in found.published),
        case=proposed.case_file if proposed else None,
        holders=tuple(_holders(tx, found)),
        words=tuple(_words(found)),
        may_decide=deciding and decides and found.proposal is not None and found.proposal.by != actor.id,
        may_end=found.state is AlertState.STANDS and proposed is not None and (decides or _works(tx, actor, found)),
    )


def _holders(tx: Transaction, found: Found) -> Iterator[HolderLine]:
    """Yield the partners of an own alert, with what each attested of all that it was given."""
    if found.proposed is None:
        return
    views = {RecordId(one) for said in found.published for one in said.about}
    held = [one for view in sorted(views) for one in tx.holdings.of(view)]
    for node, why in sorted(found.proposed.because.items()):
        its = [one for one in held if one.holder == node]
        recalled = bool(its) and all(one.recall for one in its)
        yield HolderLine(node=node, because=why, held=bool(its), recalled=recalled, attested=_attested(its))


def _attested(held: Iterable[Holding]) -> str | None:
    """Return what a holder attested; while a part is open, nothing."""
    states = [one.state for one in held]
    return max(str(one) for one in states) if states and all(states) else None


def _words(found: Found) -> Iterator[tuple[str, str]]:
    for one in found.said if found.proposed else ():
        if one.act in (StatementAct.VET, StatementAct.REJECT, StatementAct.RECALL):
            yield one.act, one.reason
