"""Finding an alert, and where it stands: what was said of it, here and by its issuer, and the records behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import StoredRecord
from egnatia.casework.stated import numbered_statements
from egnatia.model.alert import Alert, Proposal
from egnatia.model.alert_sorts import NOTICE
from egnatia.model.identity import LineageId, NodeId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.statement import Statement, StatementAct


class AlertState(StrEnum):
    """Where an alert stands."""

    PROPOSED = "proposed"  #: Another person has to look it over.
    REJECTED = "rejected"
    STANDS = "stands"
    ENDED = "ended"  #: It was taken back, and holders were told.
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One alert as this node knows it."""

    alert: Alert
    issuer: NodeId
    state: AlertState
    said: tuple[Statement, ...]  #: All about it, oldest first.
    record: StoredRecord | None  #: As it was given, or would be; None: it is gone.
    notice: StoredRecord | None

    @property
    def proposal(self) -> Statement | None:
        """By which it was proposed; None: it is a partner's."""
        return next((one for one in self.said if one.act is StatementAct.PROPOSE), None)

    @property
    def proposed(self) -> Proposal | None:
        """What was proposed."""
        return self.proposal.proposes if self.proposal else None

    @property
    def published(self) -> tuple[Statement, ...]:
        """By which it was published: one for each partner."""
        return tuple(one for one in self.said if one.act is StatementAct.ALERT)


def find_alert(office: Office, tx: Transaction, alert: LineageId) -> Found:
    """Return an alert with all that was said of it.

    Raises:
        NotFoundError: there is none of that id.
    """
    said = tx.statements.about(alert)
    first = next((one for one in said if one.alert), None)
    if first is None or first.alert is None:
        raise NotFoundError(f"no alert {alert}")
    known = [one for one in said if one.issuer == first.issuer]
    published = [one for one in known if one.act is StatementAct.ALERT]
    record, notice = _behind(tx, first, published)
    state = _state(office, tx, first.alert, known, record)
    return Found(alert=first.alert, issuer=first.issuer, state=state, said=tuple(known), record=record, notice=notice)


def _behind(
    tx: Transaction, first: Statement, published: list[Statement]
) -> tuple[StoredRecord | None, StoredRecord | None]:
    """Return the record and the notice: as given, the newest version; or as they are meant to be."""
    if not published:
        meant = first.proposes
        return (tx.records.get(meant.record), tx.records.get(meant.notice)) if meant else (None, None)
    stored = _newest(tx, (RecordId(one) for one in sorted(published[0].about)))
    return (
        next((one for one in stored if one.record and one.record.kind != NOTICE), None),
        next((one for one in stored if one.record and one.record.kind == NOTICE), None),
    )


def _newest(tx: Transaction, ids: Iterable[RecordId]) -> list[StoredRecord]:
    """Return the versions that stand of what these ids name, but for what is hidden."""
    first = [one.record for one in map(tx.records.get, ids) if one and one.record]
    heads = (head for one in first for head in assemble(tx.records.versions(one.lineage)).heads)
    return [one for one in map(tx.records.get, (head.id for head in heads)) if one and one.record and not one.hidden]


def _state(
    office: Office, tx: Transaction, alert: Alert, said: list[Statement], record: StoredRecord | None
) -> AlertState:
    acts = {one.act for one in said}
    if StatementAct.REJECT in acts:
        return AlertState.REJECTED
    if alert.until < office.clock.now().date():
        return AlertState.EXPIRED
    if StatementAct.RECALL in acts or record is None or _taken_back(tx, record):
        return AlertState.ENDED
    return AlertState.STANDS if StatementAct.ALERT in acts else AlertState.PROPOSED


def _taken_back(tx: Transaction, record: StoredRecord) -> bool:
    """Tell whether what was given was recalled from everybody, for whatever reason."""
    held = tx.holdings.of(record.record.id) if record.record else ()
    return bool(held) and all(one.recall for one in held)


def each_alert(office: Office, tx: Transaction, beyond: int | None = None) -> Iterator[tuple[int, Found]]:
    """Yield the alerts, own and partners', the newest first, each with the number of the statement that made it.

    An own one is made by its proposal, a partner's by the first statement that gave it to this node.

    Args:
        office: of this node.
        tx: reads.
        beyond: only those made before the statement of this number; None: all.
    """
    proposed = numbered_statements(tx.statements, StatementAct.PROPOSE, beyond)
    given = (
        row for row in numbered_statements(tx.statements, StatementAct.ALERT, beyond) if row[1].issuer != office.me
    )
    for number, made in merge(proposed, given, key=lambda row: row[0], reverse=True):
        found = find_alert(office, tx, made.alert.id) if made.alert else None
        if found and (made.act is StatementAct.PROPOSE or found.published[0].id == made.id):
            yield number, found
