"""Pairs that wait, in the table of terms."""

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.pairs import Pair, pair_of
from egnatia.model.answer import Quality
from egnatia.model.identity import RecordId

A, B, C = (RecordId(sign * 64) for sign in "abc")
FIRST = pair_of("person", (A, B), Quality.FULL, 0.5)
SECOND = pair_of("vehicle", (A, C), Quality.CLOSE, 1.0)
THIRD = pair_of("person", (B, C), Quality.CLOSE, 0.0)


def listed(store: SqlStore, after: Pair | None = None, limit: int = 9) -> tuple[Pair, ...]:
    return store.read(lambda tx: tx.pairs.after(after, limit))


def ids(pairs: tuple[Pair, ...]) -> list[tuple[str, str]]:
    return [(pair.one, pair.other) for pair in pairs]


def test_pairs_wait_once_each_the_likeliest_first(store: SqlStore) -> None:
    for _ in range(2):
        store.write(lambda tx: tx.pairs.add([THIRD, SECOND, FIRST]))
    found = listed(store)
    assert ids(found) == ids((FIRST, SECOND, THIRD))
    assert listed(store, after=found[0], limit=1) == (found[1],)


def test_what_is_dropped_waits_no_more(store: SqlStore) -> None:
    store.write(lambda tx: tx.pairs.add([FIRST, SECOND]))
    store.write(lambda tx: tx.pairs.drop([FIRST, THIRD]))
    assert ids(listed(store)) == ids((SECOND,))


def test_how_far_the_register_was_compared_is_known_for_one_version(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.pairs.compared("names/1")) is None
    for version, no in (("names/1", 5), ("names/1", 9), ("names/2", 3)):
        store.write(lambda tx, version=version, no=no: tx.pairs.note_compared(version, no))  # type: ignore[misc]
    assert store.read(lambda tx: (tx.pairs.compared("names/1"), tx.pairs.compared("names/2"))) == (None, 3)


def test_all_can_be_forgotten(store: SqlStore) -> None:
    store.write(lambda tx: tx.pairs.add([FIRST]))
    store.write(lambda tx: tx.pairs.note_compared("names/1", 5))
    store.write(lambda tx: tx.pairs.clear())
    assert (listed(store), store.read(lambda tx: tx.pairs.compared("names/1"))) == ((), None)
