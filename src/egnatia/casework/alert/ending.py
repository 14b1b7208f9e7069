"""Ending an alert: who was found is not sought any more. What was given is recalled, and every holder attests."""

from egnatia.casework.alert.finding import AlertState, Found, each_alert, find_alert
from egnatia.casework.alert.proposing import note_of
from egnatia.casework.casefiles import works_in
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.recalling import Order, holders_of, take_back
from egnatia.casework.rights import Right, may, require_any
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import entry
from egnatia.exchange.recall import RecallGround
from egnatia.model.identity import AccountId, LineageId, RecordId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct


def end_alert(office: Office, actor: Account, alert: LineageId, reason: str) -> Found:
    """Take an alert back from everybody: it is erased there at once, and each attests what it did.

    Raises:
        NotAllowedError: the person neither works in the case file nor may release.
        NotFoundError: there is no such alert.
        ConflictError: it is another agency's, or does not stand.
        ParseError: there is no reason.
    """
    require_any(actor, frozenset({Right.CORRESPOND, Right.RELEASE}))
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Found:
        found = find_alert(office, tx, alert)
        _check(tx, actor, found)
        statement = make_statement(
            office, actor, Said(act=StatementAct.RECALL, about=frozenset({alert}), reason=reason)
        )
        tx.statements.add(statement)
        case = found.proposed.case_file if found.proposed else None
        tx.ledger.append([entry(office, note_of(statement, "alert_ended", found.alert.form.purpose, case))])
        _recall(office, tx, found, statement)
        return find_alert(office, tx, alert)

    return office.store.write(work)


def _check(tx: Transaction, actor: Account, found: Found) -> None:
    proposed = found.proposed
    if proposed is None:
        raise ConflictError(f"this is {found.issuer}'s: only who published an alert ends it")
    require_any(actor, frozenset({Right.CORRESPOND, Right.RELEASE}), found.alert.form.purpose)
    file = tx.case_files.get(proposed.case_file)
    if not may(actor, Right.RELEASE, found.alert.form.purpose) and (file is None or not works_in(actor, file)):
        raise NotAllowedError(f"{actor.name} does not work in the case file of this alert")
    if found.state is not AlertState.STANDS:
        raise ConflictError(f"this alert does not stand: {found.state}")


def _recall(office: Office, tx: Transaction, found: Found, statement: Statement) -> None:
    views = _given(tx, found)
    order = Order(
        by=AccountId(statement.by), record=views[0], ground=RecallGround.ENDED, statement=statement.id
    )  # fmt: skip
    take_back(office, tx, order, views)


def _given(tx: Transaction, found: Found) -> tuple[RecordId, ...]:
    """Return all that partners hold of an alert, in every version."""
    first = [one for said in found.published for one in sorted(said.about)]
    stored = filter(None, (tx.records.get(RecordId(one)) for one in dict.fromkeys(first)))
    lineages = dict.fromkeys(one.record.lineage for one in stored if one.record)
    newer = (version.id for lineage in lineages for version in tx.records.versions(lineage))
    known = [RecordId(one) for one in dict.fromkeys(first) if tx.holdings.of(RecordId(one))]
    return tuple(dict.fromkeys((*known, *newer)))


def follow_recalls(office: Office) -> int:
    """Take back what is left of alerts whose record was recalled or erased by itself; returns of how many.

    A recall of the record reaches what was given of the record. What was said beside it has to follow.
    """
    due = office.store.read(lambda tx: _due(office, tx))
    for one in due:
        office.store.write(lambda tx, found=one: _follow(office, tx, found))  # type: ignore[misc]
    return len(due)


def _due(office: Office, tx: Transaction) -> list[Found]:
    ended = (one for _, one in each_alert(office, tx) if one.issuer == office.me and one.state is AlertState.ENDED)
    return [one for one in ended if one.published and _left(office, tx, one)]


def _left(office: Office, tx: Transaction, found: Found) -> bool:
    views = _given(tx, found)
    return any(not held.recall for view in views for held in tx.holdings.of(view)) and bool(
        holders_of(office, tx, views)
    )


def _follow(office: Office, tx: Transaction, found: Found) -> None:
    statement = next(one for one in found.said if one.act is StatementAct.ALERT)
    _recall(office, tx, found, statement)
