"""Requests of people concerned, as they are kept."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.unit.adapters.sql.samples import run
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.requests import AccessId, Applicant, Finding, Outcome, Proof, Request, Telling, Wish
from egnatia.law.access import Restriction
from egnatia.model.identity import AccountId

APPLICANT = Applicant(
    properties={"first_name": ("Ana",), "family_name": ("Kanarinova",)},
    documents=("X123",),
    name="Ana Kanarinova",
    address="Harbour Street 1",
    proof=Proof.COPY,
)


def request(number: int, due: datetime = MORNING) -> Request:
    return Request(
        id=AccessId(f"{number:032x}"),
        received_at=MORNING,
        due_at=due,
        wish=Wish.ERASURE,
        words="Please erase it.",
        taken_by=AccountId("b2" * 16),
        applicant=APPLICANT,
        findings={},
    )


def keep(store: SqlStore, made: Request) -> None:
    store.write(lambda tx: tx.access.add(made))


@pytest.mark.slow
def test_a_request_is_kept_as_it_is_with_what_was_decided(store: SqlStore) -> None:
    finding = Finding(
        record=PERSON.id, telling=Telling.NONE, reason="An inquiry.", ground=Restriction.INQUIRY, stated=True
    )
    decided = replace(request(1), findings={PERSON.id: finding})
    store.write(lambda tx: tx.access.add(request(1)))
    store.write(lambda tx: tx.access.change(decided))
    row = store.read(lambda tx: tx.access.get(decided.id))
    assert row
    assert (row.request, row.closed_at, row.outcome) == (decided, None, None)


def test_open_requests_come_first_by_when_they_are_due_then_closed_ones_by_when_they_ended(store: SqlStore) -> None:
    days = [timedelta(days=day) for day in range(9)]
    for number, due in enumerate((5, 2, 1, 3, 4)):
        keep(store, request(number, MORNING + days[due]))
    for number in (2, 3):
        closed = request(number).id
        at = MORNING + days[number]
        store.write(lambda tx, one=closed, at=at: tx.access.close(one, at, Outcome.TOLD))  # type: ignore[misc]
    listed = store.read(lambda tx: tx.access.list(9))
    assert [int(row.id, 16) for row in listed] == [1, 4, 0, 3, 2]
    assert len(store.read(lambda tx: tx.access.list(4))) == 4


def test_what_is_closed_is_not_changed_or_closed_again(store: SqlStore) -> None:
    store.write(lambda tx: tx.access.add(request(1)))
    store.write(lambda tx: tx.access.close(request(1).id, MORNING, Outcome.NOTHING))
    with pytest.raises(StoreError, match="no open request"):
        store.write(lambda tx: tx.access.change(request(1)))
    with pytest.raises(StoreError, match="no open request"):
        store.write(lambda tx: tx.access.close(request(1).id, MORNING, Outcome.TOLD))


def test_of_what_was_closed_long_ago_only_times_and_outcome_are_left(store: SqlStore) -> None:
    for number in (1, 2):
        keep(store, request(number))
    store.write(lambda tx: tx.access.close(request(1).id, MORNING, Outcome.PART))
    assert store.write(lambda tx: tx.access.forget(MORNING + timedelta(days=1))) == 1
    assert store.write(lambda tx: tx.access.forget(MORNING + timedelta(days=1))) == 0
    row = store.read(lambda tx: tx.access.get(request(1).id))
    assert row
    assert (row.request, row.outcome, row.received_at) == (None, Outcome.PART, MORNING)
    assert store.read(lambda tx: tx.access.get(AccessId("0" * 32))) is None


def test_a_damaged_row_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.access.add(request(1)))
    store.write(lambda tx: run(tx, "UPDATE access_request SET outcome = 'splendid'"))
    with pytest.raises(StoreError, match=r"access_request 0{31}1 is damaged"):
        store.read(lambda tx: tx.access.list(1))


def test_what_partners_gave_and_what_names_a_thing_are_found(store: SqlStore) -> None:
    given = replace(PERSON, salt="1" * 32, lineage="2" * 32)  # type: ignore[arg-type] # an id
    link = replace(PERSON, salt="3" * 32, lineage="4" * 32, properties={"document": (PERSON.lineage,)})  # type: ignore[arg-type]
    store.write(lambda tx: tx.records.add([(PERSON, frozenset()), (link, frozenset())], None))
    store.write(lambda tx: tx.records.add([(given, frozenset())], given.issuer))
    assert [found.id for found in store.read(lambda tx: tx.records.received("person", 9))] == [given.id]
    assert store.read(lambda tx: tx.records.received("vehicle", 9)) == ()
    assert [found.id for found in store.read(lambda tx: tx.records.naming(PERSON.lineage, 9))] == [link.id]
