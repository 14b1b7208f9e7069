"""Files that go with messages: where each stands; the bytes are on the shelf."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import read_row
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import BLOB, DISPATCH
from egnatia.casework.blobs import Blob, BlobState
from egnatia.model.identity import AttachmentId, MessageId, NodeId

_C = BLOB.c
_ONE = _C.id == bindparam("of_id")
_CHANGED = [column.name for column in _C if column.name not in ("no", "id")]
_ADD = Prepared(insert(BLOB))
_GET = Prepared(select(BLOB).where(_ONE))
_CHANGE = Prepared(update(BLOB).where(_ONE).values({name: bindparam(f"new_{name}") for name in _CHANGED}))
_OF = PreparedList(lambda messages: select(BLOB).where(_C.message.in_(messages)).order_by(_C.no))
_GIVE = Prepared(update(BLOB).where(_C.message == bindparam("of_message")).values(partner=bindparam("to")))
_DUE = Prepared(
    select(BLOB)
    .where(_C.state == BlobState.COMING.value, _C.next_try <= bindparam("now"))
    .order_by(_C.next_try, _C.no)
    .limit(1)
)
_KEPT = Prepared(
    select(func.coalesce(func.sum(_C.size), 0).label("bytes")).where(
        _C.partner == bindparam("of_partner"),
        _C.received,
        or_(_C.state == BlobState.HERE.value, _C.state == BlobState.COMING.value),
    )
)
_DROP = Prepared(delete(BLOB).where(_ONE))
_ENDED = Prepared(
    select(_C.id)
    .select_from(BLOB.outerjoin(DISPATCH, DISPATCH.c.id == _C.message))
    .where(or_(DISPATCH.c.body.is_(None), (_C.state == BlobState.WRITING.value) & (_C.at < bindparam("before"))))
    .order_by(_C.no)
)
_IDS = Prepared(select(_C.id))


class SqlBlobs:
    """The table `blob`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, blobs: Sequence[Blob]) -> None:
        """Keep new rows."""
        _ADD.run_many(self._connection, map(_plain, blobs))

    def get(self, attachment: AttachmentId) -> Blob | None:
        """Return one row."""
        row = _GET.one(self._connection, of_id=attachment)
        return None if row is None else _blob(row)

    def change(self, blob: Blob) -> None:
        """Keep a row as it stands now; nothing if it is gone."""
        new = {f"new_{name}": value for name, value in _plain(blob).items() if name != "id"}
        _CHANGE.run(self._connection, of_id=blob.id, **new)

    def of(self, messages: Collection[MessageId]) -> tuple[Blob, ...]:
        """Return the rows of messages, in the order in which they came."""
        return tuple(map(_blob, _OF.all(self._connection, sorted(messages))))

    def give(self, message: MessageId, partner: NodeId) -> None:
        """Let a partner fetch the files of a message that goes to it."""
        _GIVE.run(self._connection, of_message=message, to=partner)

    def due(self, now: datetime) -> Blob | None:
        """Return the file that has waited longest to be fetched, if one is due."""
        row = _DUE.one(self._connection, now=now)
        return None if row is None else _blob(row)

    def kept_of(self, partner: NodeId) -> int:
        """Return how many bytes of a partner's files are kept, or named and coming."""
        row = _KEPT.one(self._connection, of_partner=partner)
        return int(row.bytes) if row else 0

    def drop(self, attachments: Collection[AttachmentId]) -> None:
        """Forget rows."""
        _DROP.run_many(self._connection, [{"of_id": attachment} for attachment in attachments])

    def ended(self, before: datetime) -> tuple[AttachmentId, ...]:
        """Return the files of which no message speaks any more, or whose writing began before and never ended."""
        return tuple(AttachmentId(row.id) for row in _ENDED.all(self._connection, before=before))

    def ids(self) -> frozenset[AttachmentId]:
        """Return all."""
        return frozenset(AttachmentId(row.id) for row in _IDS.all(self._connection))


def _plain(blob: Blob) -> dict[str, Any]:
    return {**{found.name: getattr(blob, found.name) for found in fields(Blob)}, "state": blob.state.value}


def _blob(row: AnyRow) -> Blob:
    values = {found.name: getattr(row, found.name) for found in fields(Blob)}
    return read_row(f"blob {row.id}", lambda: Blob(**{**values, "state": BlobState(row.state)}))
