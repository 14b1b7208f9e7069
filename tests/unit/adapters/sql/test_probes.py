"""The count of wordings about one subject."""

from datetime import timedelta
from itertools import permutations

from tests.unit.adapters.sql.samples import run
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.probes import Probe, Tried

SUBJECT = PERSON.id
LONG_AGO = MORNING - timedelta(days=99)


def probe(wording: str, subject: str = SUBJECT, by: str = "RS", days: int = 0) -> Probe:
    return Probe(subject=subject, by=by, wording=wording, at=MORNING + timedelta(days=days))


def kept(store: SqlStore, *probes: Probe) -> SqlStore:
    store.write(lambda tx: tx.probes.add(probes))
    return store


def test_wordings_are_counted_once_in_whatever_order_they_come(store: SqlStore) -> None:
    for order in permutations((probe("abc"), probe("abd"), probe("abc", days=1))):
        found = kept(store, *order).read(lambda tx: tx.probes.wordings(SUBJECT, "RS", LONG_AGO))
        assert found == {"abc", "abd"}


def test_partners_and_subjects_are_counted_apart(store: SqlStore) -> None:
    kept(store, probe("abc"), probe("abd", by="AL"), probe("abe", subject="b" * 64))
    assert store.read(lambda tx: tx.probes.wordings(SUBJECT, "RS", LONG_AGO)) == {"abc"}


def test_a_wording_that_comes_again_counts_from_its_newest_time(store: SqlStore) -> None:
    kept(store, probe("abc"), probe("abd"), probe("abc", days=5))
    later = MORNING + timedelta(days=5)
    assert store.read(lambda tx: tx.probes.wordings(SUBJECT, "RS", later)) == {"abc"}


def test_of_those_that_share_subjects_the_closest_come_first(store: SqlStore) -> None:
    kept(store, probe("far", "1"), probe("near", "1"), probe("near", "2"), probe("other", "3"))
    assert store.read(lambda tx: tx.probes.sharing(["1", "2"], "RS", LONG_AGO)) == ("near", "far")
    assert store.read(lambda tx: tx.probes.sharing([], "RS", LONG_AGO)) == ()


def test_what_was_tried_about_records_is_shown_from_so_many_wordings_on(store: SqlStore) -> None:
    store.write(lambda tx: tx.records.add([(PERSON, frozenset())], received_from=None))
    kept(store, probe("abc"), probe("abd", days=2), probe("abc", by="AL"), probe("x", "1"), probe("y", "1"))
    found = store.read(lambda tx: tx.probes.tried(2, LONG_AGO))
    assert found == (Tried(record=SUBJECT, by="RS", wordings=2, last=MORNING + timedelta(days=2)),)


def test_the_count_about_an_erased_record_goes_and_so_does_what_is_old(store: SqlStore) -> None:
    kept(store, probe("abc"), probe("abd", "1"), probe("abe", "1", days=9))
    store.write(lambda tx: tx.probes.forget(SUBJECT))
    assert store.write(lambda tx: tx.probes.prune(MORNING + timedelta(days=1))) == 1
    assert store.write(_rows) == [("1", "abe")]


def _rows(tx: Transaction) -> list[tuple[str, str]]:
    return [tuple(row) for row in run(tx, "SELECT subject, wording FROM probe")]
