"""Secrets that were given out for a time: kept by digest, used once, forgotten."""

from dataclasses import replace
from datetime import timedelta

from tests.twins.clock import NOON

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.tickets import Sort, Ticket, digest_of

HOUR = timedelta(hours=1)
ONE = Ticket(
    digest=digest_of("one"),
    sort=Sort.SESSION,
    holder="petra",
    begun_at=NOON,
    seen_at=NOON,
    until=NOON + HOUR,
    detail={"by": "link", "where": "Firefox «ć»"},
)


def test_a_ticket_is_found_by_its_digest_as_it_was_kept(store: SqlStore) -> None:
    store.write(lambda tx: tx.tickets.add(ONE))
    assert store.read(lambda tx: tx.tickets.get(ONE.digest)) == ONE
    assert store.read(lambda tx: tx.tickets.get(digest_of("two"))) is None


def test_a_ticket_is_taken_away_once(store: SqlStore) -> None:
    store.write(lambda tx: tx.tickets.add(ONE))
    assert store.write(lambda tx: tx.tickets.drop(ONE.digest))
    assert not store.write(lambda tx: tx.tickets.drop(ONE.digest))


def test_what_is_noted_of_a_ticket_is_kept(store: SqlStore) -> None:
    later = NOON + timedelta(minutes=5)
    store.write(lambda tx: tx.tickets.add(ONE))
    store.write(lambda tx: tx.tickets.touch(ONE.digest, later))
    store.write(lambda tx: tx.tickets.put_detail(ONE.digest, {"by": "x"}))
    assert store.read(lambda tx: tx.tickets.get(ONE.digest)) == replace(ONE, seen_at=later, detail={"by": "x"})


def test_somebodys_tickets_of_a_sort_come_newest_first_while_they_count(store: SqlStore) -> None:
    others = [
        replace(ONE, digest=digest_of("two"), begun_at=NOON + timedelta(minutes=1)),
        replace(ONE, digest=digest_of("three"), holder="ana"),
        replace(ONE, digest=digest_of("four"), sort=Sort.LINK),
    ]
    store.write(lambda tx: [tx.tickets.add(one) for one in (ONE, *others)])
    assert store.read(lambda tx: tx.tickets.of(Sort.SESSION, "petra", NOON)) == (others[0], ONE)
    assert store.read(lambda tx: tx.tickets.of(Sort.SESSION, "petra", NOON + HOUR)) == ()


def test_tickets_whose_time_is_over_are_forgotten_with_the_next(store: SqlStore) -> None:
    store.write(lambda tx: tx.tickets.add(ONE))
    late = replace(ONE, digest=digest_of("late"), begun_at=NOON + HOUR, until=NOON + 2 * HOUR)
    store.write(lambda tx: tx.tickets.add(late))
    assert store.read(lambda tx: tx.tickets.get(ONE.digest)) is None
