"""Questions that stay, and what came in since."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.terms import terms_of
from egnatia.casework.watches import Arrivals, Ended, WatchRow
from egnatia.model.identity import NodeId, QuestionId

HELD = WatchRow(
    question=QuestionId("1" * 32),
    received=True,
    partner=NodeId("RS"),
    kind="person",
    until=MORNING + timedelta(days=30),
    begun_at=MORNING,
    seen=0,
    sealed=b"sealed",
)
OURS = replace(HELD, question=QuestionId("2" * 32), received=False, partner=NodeId("AL"), sealed=None)


def kept(store: SqlStore) -> SqlStore:
    store.write(lambda tx: tx.watches.add([HELD, OURS]))
    return store


def test_what_is_kept_is_read_back_on_its_side(store: SqlStore) -> None:
    kept(store)
    assert store.read(lambda tx: tx.watches.standing()) == (HELD,)
    assert store.read(lambda tx: tx.watches.asked()) == (OURS,)
    assert store.read(lambda tx: tx.watches.get(OURS.question)) == OURS
    assert store.read(lambda tx: tx.watches.get(QuestionId("3" * 32))) is None
    counts = [store.read(lambda tx, of=node: tx.watches.count(NodeId(of))) for node in ("RS", "AL")]  # type: ignore[misc]
    assert counts == [1, 0]


def test_it_is_prolonged_and_ends(store: SqlStore) -> None:
    kept(store)
    later = MORNING + timedelta(days=60)
    store.write(lambda tx: tx.watches.prolong(OURS.question, later))
    store.write(lambda tx: tx.watches.end(OURS.question, Ended.WITHDRAWN, MORNING))
    [row] = store.read(lambda tx: tx.watches.asked())
    assert (row.until, row.ended, row.ended_at) == (later, Ended.WITHDRAWN, MORNING)


def test_a_partners_is_dropped_and_one_of_ours_is_not(store: SqlStore) -> None:
    kept(store)
    for one in (HELD, OURS):
        store.write(lambda tx, gone=one: tx.watches.drop(gone.question))  # type: ignore[misc]
    assert store.read(lambda tx: tx.watches.standing()) == ()
    assert store.read(lambda tx: tx.watches.asked()) == (OURS,)


def test_own_records_arrive_once_and_received_ones_never(store: SqlStore) -> None:
    kept(store)
    other = replace(PERSON, salt="9" * 32)
    store.write(lambda tx: tx.records.add([(PERSON, terms_of(PERSON))], received_from=None))
    store.write(lambda tx: tx.records.add([(other, terms_of(other))], received_from=NodeId("AL")))
    new = store.read(lambda tx: tx.watches.arrivals(0, 10))
    assert [row.id for row in new.rows] == [PERSON.id]
    assert {f"{term.scheme}:{term.key}" for term in terms_of(PERSON)} <= new.rows[0].keys
    store.write(lambda tx: tx.watches.advance(new))
    [row] = store.read(lambda tx: tx.watches.standing())
    assert row.seen == new.upto
    assert store.read(lambda tx: tx.watches.arrivals(row.seen, 10)) == Arrivals(rows=(), upto=row.seen)


def test_without_an_import_nothing_lands(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.watches.landed(MORNING, 10)) is None
