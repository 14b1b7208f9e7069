"""Messages from desk to desk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, delete, insert, or_, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import DISPATCH
from egnatia.casework.dispatches import Deed, DispatchRow, Placed, Sifted, Timed, build_composition, plain_composition
from egnatia.casework.page import Page
from egnatia.casework.tallies import Period
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DISPATCH as DISPATCH_STATES
from egnatia.exchange.states import DispatchEvent, DispatchState
from egnatia.model.attachment import parse_attachment, plain_attachment
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.dispatch import parse_dispatch, plain_dispatch
from egnatia.model.identity import AccountId, CaseId, MessageId, NodeId
from egnatia.model.instant import format_instant, parse_instant

_C = DISPATCH.c
#: What changes in the life of a message.
_CHANGED = [column.name for column in _C if column.name not in ("no", "id", "received")]
_ONE = _C.id == bindparam("of_id")
_ADD = Prepared(insert(DISPATCH))
_GET = Prepared(select(DISPATCH).where(_ONE))
_DROP = Prepared(delete(DISPATCH).where(_ONE))
_THREAD = Prepared(select(DISPATCH).where(_C.thread == bindparam("of_thread")).order_by(_C.no))
_PLACES = Prepared(
    select(
        _C.id, _C.partner, _C.received, _C.state, _C.desk, _C.case_file, _C.number, _C.body.is_not(None).label("says")
    )
    .where(_C.thread == bindparam("of_thread"))
    .order_by(_C.no)
)
_THREADS = PreparedList(lambda listed: select(_C.id, _C.thread).where(_C.id.in_(listed)))
_TIMED = Prepared(
    select(_C.id, _C.partner, _C.received, _C.state, _C.purpose, _C.case_file, _C.due_at, _C.deeds, _C.body)
    .where(
        _C.due_at >= bindparam("begins"),
        _C.due_at < bindparam("ends"),
        _C.state != DispatchState.DRAFT.value,
        _C.state != DispatchState.PENDING.value,
    )
    .order_by(_C.due_at, _C.no)
)
_CHANGE = Prepared(update(DISPATCH).where(_ONE).values({name: bindparam(f"new_{name}") for name in _CHANGED}))
_ON_ITS_WAY = [state for state, event in DISPATCH_STATES if event is DispatchEvent.DELIVER]
_ARRIVED = Prepared(
    update(DISPATCH)
    .where(_ONE, _C.received.is_(False), or_(*(_C.state == state.value for state in _ON_ITS_WAY)))
    .values(state=DispatchState.DELIVERED.value)
)
_SAYING = Prepared(
    select(DISPATCH)
    .where(_C.no < bindparam("beyond"), _C.body.is_not(None))
    .order_by(_C.no.desc())
    .limit(bindparam("most"))
)
_ENDED = Prepared(
    select(_C.no)
    .where(
        _C.at < bindparam("before"),
        _C.state != DispatchState.DRAFT.value,
        _C.state != DispatchState.PENDING.value,
        _C.body.is_not(None),
    )
    .order_by(_C.no)
    .limit(bindparam("most"))
)
_FORGET = Prepared(update(DISPATCH).where(_C.no == bindparam("of_no")).values(body=None, deeds="[]"))


class SqlDispatches:
    """The table `dispatch`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, row: DispatchRow) -> None:
        """Keep a new message."""
        _ADD.run(self._connection, **_plain(row))

    def get(self, message: MessageId) -> DispatchRow | None:
        """Return one message.

        Raises:
            StoreError: the row is damaged.
        """
        row = _GET.one(self._connection, of_id=message)
        return None if row is None else _row(row)

    def change(self, row: DispatchRow) -> None:
        """Keep a message as it stands now.

        Raises:
            StoreError: there is no such message.
        """
        new = {f"new_{name}": value for name, value in _plain(row).items() if name not in ("id", "received")}
        if _CHANGE.run(self._connection, of_id=row.id, **new) != 1:
            raise StoreError(f"there is no message {row.id}")

    def arrived(self, message: MessageId) -> None:
        """Note that a message of ours arrived, if it was on its way or had been given up; without reading it."""
        _ARRIVED.run(self._connection, of_id=message)

    def drop(self, message: MessageId) -> None:
        """Forget a draft."""
        _DROP.run(self._connection, of_id=message)

    def thread(self, thread: MessageId) -> tuple[DispatchRow, ...]:
        """Return the messages of a thread, in the order in which they came here."""
        return tuple(map(_row, _THREAD.all(self._connection, of_thread=thread)))

    def places(self, thread: MessageId) -> tuple[Placed, ...]:
        """Return where the messages of a thread stand, in the order in which they came here; reads none of them."""
        return tuple(map(_placed, _PLACES.all(self._connection, of_thread=thread)))

    def threads(self, messages: Sequence[MessageId]) -> Mapping[MessageId, MessageId]:
        """Return in which threads messages stand; those that are none are left out."""
        return {row.id: row.thread for row in _THREADS.all(self._connection, messages)}

    def page(self, sifted: Sifted) -> Page[DispatchRow]:
        """Return a page of messages, the newest first."""
        beyond = _AFTER_ALL if sifted.beyond is None else sifted.beyond
        given = {**_sifting(sifted), "beyond": beyond, "most": sifted.limit + 1}
        return _paged(list(_PAGE.all(self._connection, sorted(sifted.case_files), **given)), sifted.limit)

    def saying(self, beyond: int | None, limit: int) -> Page[DispatchRow]:
        """Return a page of all messages whose words are here, drafts too, the newest first: to be searched."""
        before = _AFTER_ALL if beyond is None else beyond
        return _paged(list(_SAYING.all(self._connection, beyond=before, most=limit + 1)), limit)

    def due(self, sifted: Sifted) -> tuple[DispatchRow, ...]:
        """Return all messages to which a reply is due by a time, the one that is due first before the others."""
        return tuple(map(_row, _DUE.all(self._connection, sorted(sifted.case_files), **_sifting(sifted))))

    def timed(self, period: Period) -> tuple[Timed, ...]:
        """Return the messages that went or came and whose time runs out in a period, the first due first."""
        return tuple(map(_clocked, _TIMED.all(self._connection, begins=period.begins, ends=period.ends)))

    def forget(self, before: datetime, limit: int) -> int:
        """Drop what messages say that went or came before a time; drafts stay; returns how many."""
        found = [row.no for row in _ENDED.all(self._connection, before=before, most=limit)]
        _FORGET.run_many(self._connection, [{"of_no": number} for number in found])
        if found:
            note_erasure(self._connection)
        return len(found)


def _paged(rows: Sequence[AnyRow], limit: int) -> Page[DispatchRow]:
    """Return a page of rows of which there is one more than the page has, if more follow."""
    shown = tuple(map(_row, rows[:limit]))
    return Page(rows=shown, next=shown[-1].no if len(rows) > limit else None)


def _sift(files: Sequence[BindParameter[Any]]) -> Select[Any]:
    """Select what a person may see: by purpose, desk, and the case files in which the person works."""
    mine = _C.by == bindparam("of_by")
    in_none = and_(_C.case_file.is_(None), or_(_C.received, _C.state != DispatchState.DRAFT.value, mine))
    meant = or_(_C.purpose.in_(_named(_PURPOSES)), and_(_C.purpose.is_(None), mine))
    received = or_(_C.received == bindparam("one"), _C.received == bindparam("other"))
    at = (_C.state.in_(_named(_STATES)), _C.desk.in_(_named(_DESKS)))
    return select(DISPATCH).where(*at, or_(_C.case_file.in_(files), in_none), meant, received)


def _named(names: Sequence[str]) -> list[BindParameter[Any]]:
    return [bindparam(name) for name in names]


def _sifting(sifted: Sifted) -> dict[str, object]:
    """Return the parameters of what a person may see. In SQL a null equals nothing: what fills up finds nothing."""
    return {
        "of_by": sifted.by,
        "one": sifted.received is not False,
        "other": sifted.received is True,
        **dict(zip_longest(_PURPOSES, sorted(sifted.purposes))),
        **dict(zip_longest(_STATES, sorted(sifted.states))),
        **dict(zip_longest(_DESKS, sorted(sifted.desks or Desk))),
    }


_PURPOSES = [f"of_purpose_{number}" for number in range(len(Purpose))]
_STATES = [f"of_state_{number}" for number in range(len(DispatchState))]
_DESKS = [f"of_desk_{number}" for number in range(len(Desk))]
#: More rows than any table has.
_AFTER_ALL = 2**62
_PAGE = PreparedList(
    lambda files: _sift(files).where(_C.no < bindparam("beyond")).order_by(_C.no.desc()).limit(bindparam("most"))
)
_DUE = PreparedList(lambda files: _sift(files).where(_C.due_at.is_not(None)).order_by(_C.due_at, _C.no))


def _plain(row: DispatchRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "thread": row.thread,
        "partner": row.partner,
        "received": row.received,
        "state": row.state.value,
        "desk": row.desk.value,
        "by": row.by,
        "purpose": row.purpose.value if row.purpose else None,
        "case_file": row.case_file,
        "at": row.at,
        "due_at": row.due_at,
        "deeds": to_text([_plain_deed(deed) for deed in row.deeds]),
        "number": row.dispatch.place.number if row.dispatch else row.number,
        "body": to_text(body) if (body := _plain_body(row)) else None,
    }


def _plain_body(row: DispatchRow) -> dict[str, Any] | None:
    if row.draft is None and row.dispatch is None:
        return None
    return {
        "approvers": list(row.approvers),
        **({"form": row.form} if row.form else {}),
        **({"authority": row.authority} if row.authority else {}),
        **({"draft": plain_composition(row.draft)} if row.draft else {}),
        **({"dispatch": plain_dispatch(row.dispatch)} if row.dispatch else {}),
        **({"attachments": list(map(plain_attachment, row.attachments))} if row.attachments else {}),
    }


def _plain_deed(deed: Deed) -> dict[str, Any]:
    plain = {"step": deed.step, "at": format_instant(deed.at), "desk": deed.desk}
    said = {"by": deed.by, "reason": deed.reason, "way": deed.way}
    return {**plain, **{name: value for name, value in said.items() if value}}


def _row(row: AnyRow) -> DispatchRow:
    return read_row(f"dispatch {row.id}", lambda: _filled(_bare(row), row.body))


def _bare(row: AnyRow) -> DispatchRow:
    return DispatchRow(
        id=MessageId(row.id),
        thread=MessageId(row.thread),
        partner=NodeId(row.partner),
        received=row.received,
        state=DispatchState(row.state),
        desk=Desk(row.desk),
        by=AccountId(row.by) if row.by else None,
        purpose=Purpose(row.purpose) if row.purpose else None,
        case_file=CaseId(row.case_file) if row.case_file else None,
        at=row.at,
        due_at=row.due_at,
        deeds=_deeds(from_text(row.deeds)),
        number=row.number,
        no=row.no,
    )


def _filled(row: DispatchRow, body: str | None) -> DispatchRow:
    plain = from_text(body) if body else None
    if plain is None:
        return row
    return replace(
        row,
        approvers=tuple(map(AccountId, plain["approvers"])),
        form=plain.get("form", ""),
        authority=plain.get("authority", ""),
        draft=build_composition(plain["draft"]) if "draft" in plain else None,
        dispatch=parse_dispatch(plain["dispatch"]) if "dispatch" in plain else None,
        attachments=tuple(map(parse_attachment, plain.get("attachments", ()))),
    )


def _placed(row: AnyRow) -> Placed:
    return Placed(
        id=MessageId(row.id),
        partner=NodeId(row.partner),
        received=row.received,
        state=DispatchState(row.state),
        desk=Desk(row.desk),
        case_file=CaseId(row.case_file) if row.case_file else None,
        number=row.number,
        says=bool(row.says),
    )


#: Steps by which its recipient was done with a message in time, or late.
_ENDS = frozenset({Step.DONE, Step.RETURNED})


def _clocked(row: AnyRow) -> Timed:
    said = from_text(row.body).get("dispatch", {}) if row.body else {}
    done = (deed.at for deed in _deeds(from_text(row.deeds)) if deed.step in _ENDS)
    return Timed(
        id=MessageId(row.id),
        partner=NodeId(row.partner),
        received=row.received,
        state=DispatchState(row.state),
        purpose=Purpose(row.purpose) if row.purpose else None,
        case_file=CaseId(row.case_file) if row.case_file else None,
        instrument=said.get("instrument", ""),
        due_at=row.due_at,
        done_at=next(done, None),
    )


def _deeds(plain: Sequence[Any]) -> tuple[Deed, ...]:
    return tuple(
        Deed(
            step=Step(deed["step"]),
            at=parse_instant(deed["at"], "at"),
            desk=Desk(deed["desk"]),
            by=AccountId(deed["by"]) if "by" in deed else None,
            reason=deed.get("reason", ""),
            way=deed.get("way", ""),
        )
        for deed in plain
    )
