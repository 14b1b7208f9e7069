"""Messages from desk to desk, as they are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.model.samples import MORNING
from tests.unit.model.test_dispatch import ALERT, REQUEST

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.dispatches import Composition, Deed, DispatchRow, Sifted
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchState
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing, parse_dispatch
from egnatia.model.identity import AccountId, CaseId, MessageId, NodeId

ANA, BORIS, FILE = AccountId("a1" * 16), AccountId("b2" * 16), CaseId("c3" * 16)
TYPED = Composition(
    title="half", facts={"facts": ("a", "b")}, things=(Thing(kind="person", properties={"alias": ("x", "y")}),)
)


def row(number: int, **fields: object) -> DispatchRow:
    values: dict[str, object] = {
        "id": MessageId(f"{number:032x}"),
        "thread": MessageId(f"{number:032x}"),
        "partner": NodeId("AL"),
        "received": False,
        "state": DispatchState.DRAFT,
        "desk": Desk.POLICE,
        "by": ANA,
        "purpose": Purpose.CRIMINAL_INVESTIGATION,
        "case_file": FILE,
        "at": MORNING + timedelta(minutes=number),
    }
    return DispatchRow(**{**values, **fields})  # type: ignore[arg-type]


def keep(store: SqlStore, *rows: DispatchRow) -> None:
    for one in rows:
        store.write(lambda tx, added=one: tx.dispatches.add(added))  # type: ignore[misc]


def page(store: SqlStore, **fields: object) -> list[int]:
    values: dict[str, object] = {
        "states": frozenset(DispatchState),
        "purposes": frozenset(Purpose),
        "case_files": frozenset({FILE}),
        "desks": frozenset(),
        "by": ANA,
    }
    sifted = Sifted(**{**values, **fields})  # type: ignore[arg-type]
    return [int(found.id, 16) for found in store.read(lambda tx: tx.dispatches.page(sifted)).rows]


def test_a_draft_is_kept_as_it_was_typed(store: SqlStore) -> None:
    keep(store, row(1, draft=TYPED, approvers=(ANA, BORIS)))
    found = store.read(lambda tx: tx.dispatches.get(MessageId(f"{1:032x}")))
    assert found == row(1, draft=TYPED, approvers=(ANA, BORIS), no=found.no if found else 0)


def test_what_became_of_a_message_is_kept_with_it(store: SqlStore) -> None:
    deeds = (
        Deed(step=Step.READ, at=MORNING, desk=Desk.POLICE),
        Deed(step=Step.REROUTED, at=MORNING, desk=Desk.CUSTOMS, by=BORIS, reason="Goods."),
    )
    keep(store, row(1))
    changed = row(1, state=DispatchState.READ, dispatch=parse_dispatch(REQUEST), deeds=deeds, due_at=MORNING)
    store.write(lambda tx: tx.dispatches.change(changed))
    found = store.read(lambda tx: tx.dispatches.thread(changed.thread))
    assert [replace(one, no=0) for one in found] == [replace(changed, number=1)]


def test_what_is_not_there_is_not_changed(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="no message"):
        store.write(lambda tx: tx.dispatches.change(row(1)))


def test_a_page_shows_what_a_person_may_see(store: SqlStore) -> None:
    theirs = {"received": True, "by": None, "case_file": None, "state": DispatchState.DELIVERED}
    other = {"case_file": None, "purpose": None, "by": BORIS}
    keep(
        store,
        row(1),
        row(2, case_file=CaseId("d4" * 16)),
        row(3, **theirs),
        row(4, **{**theirs, "desk": Desk.CUSTOMS}),
        row(5, **other),
        row(6, **{**other, "by": ANA}),
        row(7, **theirs, purpose=Purpose.BORDER_CHECK),
    )
    assert page(store) == [7, 6, 4, 3, 1]
    assert page(store, desks=frozenset({Desk.CUSTOMS})) == [4]
    assert page(store, purposes=frozenset({Purpose.BORDER_CHECK})) == [7, 6]
    assert page(store, received=True) == [7, 4, 3]
    assert page(store, received=False, states=frozenset({DispatchState.DRAFT})) == [6, 1]
    assert page(store, by=BORIS, case_files=frozenset()) == [7, 5, 4, 3]


def test_pages_go_on(store: SqlStore) -> None:
    keep(store, *(row(number) for number in range(1, 6)))
    sifted = Sifted(
        states=frozenset(DispatchState), purposes=frozenset(Purpose), case_files=frozenset({FILE}), desks=frozenset(),
        by=ANA, limit=2,
    )  # fmt: skip
    first = store.read(lambda tx: tx.dispatches.page(sifted))
    second = store.read(lambda tx: tx.dispatches.page(replace(sifted, beyond=first.next)))
    assert [int(one.id, 16) for one in (*first.rows, *second.rows)] == [5, 4, 3, 2]


def test_what_is_due_first_stands_first_and_none_is_left_out(store: SqlStore) -> None:
    sent = {"state": DispatchState.SENT}
    late = MORNING + timedelta(days=1)
    keep(store, row(1, due_at=late, **sent), row(2, due_at=MORNING, **sent), row(3, **sent))
    sifted = Sifted(
        states=frozenset({DispatchState.SENT}), purposes=frozenset(Purpose), case_files=frozenset({FILE}),
        desks=frozenset(), by=ANA, limit=1,
    )  # fmt: skip
    assert [int(one.id, 16) for one in store.read(lambda tx: tx.dispatches.due(sifted))] == [2, 1]


def test_what_ended_long_ago_is_forgotten_and_leaves_its_row(store: SqlStore) -> None:
    done = row(1, state=DispatchState.DONE, dispatch=parse_dispatch(ALERT))
    keep(store, done, row(2, draft=TYPED))
    assert store.write(lambda tx: tx.dispatches.forget(MORNING + timedelta(days=9), 10)) == 1
    assert store.write(lambda tx: tx.dispatches.forget(MORNING + timedelta(days=9), 10)) == 0
    left = store.read(lambda tx: tx.dispatches.get(done.id))
    assert left
    assert (left.dispatch, left.state) == (None, DispatchState.DONE)


def test_a_draft_is_dropped(store: SqlStore) -> None:
    keep(store, row(1))
    store.write(lambda tx: tx.dispatches.drop(row(1).id))
    assert page(store) == []


def test_all_messages_whose_words_are_here_are_paged_through_the_newest_first(store: SqlStore) -> None:
    said = parse_dispatch(REQUEST)
    keep(store, row(1, draft=TYPED), row(2), *(row(n, dispatch=said, state=DispatchState.SENT) for n in (3, 4)))
    first = store.read(lambda tx: tx.dispatches.saying(None, 2))
    assert [int(found.id, 16) for found in first.rows] == [4, 3]
    last = store.read(lambda tx: tx.dispatches.saying(first.next, 2))
    assert ([int(found.id, 16) for found in last.rows], last.next) == ([1], None)
