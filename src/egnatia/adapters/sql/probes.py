"""The count of differently worded questions about one subject."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from egnatia.adapters.sql.dialect import insert_new, note_erasure
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import PROBE, RECORD
from egnatia.casework.probes import Probe, Tried

_ONE = (PROBE.c.subject == bindparam("of_subject"), PROBE.c.by == bindparam("of_node"))
_ADD = Prepared(lambda dialect: insert_new(dialect, PROBE))
_RENEW = Prepared(update(PROBE).where(*_ONE, PROBE.c.wording == bindparam("of_wording")).values(at=bindparam("new_at")))
_WORDINGS = Prepared(select(PROBE.c.wording).where(*_ONE, PROBE.c.at >= bindparam("since")))
_SHARING = PreparedList(
    lambda subjects: select(PROBE.c.wording).where(
        PROBE.c.subject.in_(subjects), PROBE.c.by == bindparam("of_node"), PROBE.c.at >= bindparam("since")
    )
)
_TRIED = Prepared(
    select(
        PROBE.c.subject.label("record"),
        PROBE.c.by.label("node"),
        func.count().label("wordings"),
        func.max(PROBE.c.at, type_=PROBE.c.at.type).label("last"),
    )
    .join(RECORD, RECORD.c.id == PROBE.c.subject)
    .where(PROBE.c.at >= bindparam("since"))
    .group_by(PROBE.c.subject, PROBE.c.by)
    .having(func.count() >= bindparam("least"))
    .order_by(func.count().desc(), PROBE.c.subject, PROBE.c.by)
)
_FORGET = Prepared(delete(PROBE).where(PROBE.c.subject == bindparam("of_subject")))
_PRUNE = Prepared(delete(PROBE).where(PROBE.c.at < bindparam("before")))


class SqlProbes:
    """The table `probe`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, probes: Sequence[Probe]) -> None:
        """Count wordings; one that is counted already is counted anew from its newest time."""
        for probe in probes:
            key = {"of_subject": probe.subject, "of_node": probe.by, "of_wording": probe.wording}
            if not _RENEW.run(self._connection, **key, new_at=probe.at):
                _ADD.run(self._connection, subject=probe.subject, by=probe.by, wording=probe.wording, at=probe.at)

    def wordings(self, subject: str, by: str, since: datetime) -> frozenset[str]:
        """Return the different wordings about one subject since a time."""
        found = _WORDINGS.all(self._connection, of_subject=subject, of_node=by, since=since)
        return frozenset(row.wording for row in found)

    def sharing(self, subjects: Iterable[str], by: str, since: datetime) -> tuple[str, ...]:
        """Return the wordings that share subjects, those with most first, and of equals in the order of their names."""
        found = _SHARING.all(self._connection, sorted(set(subjects)), of_node=by, since=since)
        shared = Counter(row.wording for row in found)
        return tuple(sorted(shared, key=lambda wording: (-shared[wording], wording)))

    def tried(self, least: int, since: datetime) -> tuple[Tried, ...]:
        """Return the records about which a partner has tried so many wordings, or more, since a time."""
        rows = _TRIED.all(self._connection, least=least, since=since)
        return tuple(Tried(record=row.record, by=row.node, wordings=row.wordings, last=row.last) for row in rows)

    def forget(self, subject: str) -> None:
        """Drop the count about one subject."""
        if _FORGET.run(self._connection, of_subject=subject):
            note_erasure(self._connection)

    def prune(self, before: datetime) -> int:
        """Drop what was last asked before a time; returns how many."""
        return _PRUNE.run(self._connection, before=before)
