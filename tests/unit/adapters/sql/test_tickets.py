"""Secrets that were given out for a time: kept by digest, used once, forgotten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.twins.clock import NOON
from tests.twins.network import network

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.links import invite, sign_in
from egnatia.casework.login import leave, signed_in
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, Role
from egnatia.casework.tickets import Sort, Ticket, digest_of
from egnatia.model.identity import AccountId

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
    for one in (ONE, *others):
        store.write(lambda tx, new=one: tx.tickets.add(new))  # type: ignore[misc]
    assert store.read(lambda tx: tx.tickets.of(Sort.SESSION, "petra", NOON)) == (others[0], ONE)
    assert store.read(lambda tx: tx.tickets.of(Sort.SESSION, "petra", NOON + HOUR)) == ()


def test_tickets_whose_time_is_over_are_forgotten_with_the_next(store: SqlStore) -> None:
    store.write(lambda tx: tx.tickets.add(ONE))
    late = replace(ONE, digest=digest_of("late"), begun_at=NOON + HOUR, until=NOON + 2 * HOUR)
    store.write(lambda tx: tx.tickets.add(late))
    assert store.read(lambda tx: tx.tickets.get(ONE.digest)) is None


def seated(store: SqlStore) -> tuple[Office, Account]:
    """Put somebody to work at a node over a store."""
    office = replace(network("RS").offices["RS"], store=store)
    petra = Account(
        id=AccountId("1" * 32), name="petra", roles=frozenset({Role.OFFICER}), purposes=frozenset(), uid=None
    )
    store.write(lambda tx: tx.accounts.add(petra))
    return office, petra


@pytest.mark.slow
def test_who_is_signed_in_stays_so_over_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'node.db'}"
    store = open_store(url)
    office, petra = seated(store)
    secret = sign_in(office, invite(office, petra))
    store.close()
    again = open_store(url)
    found = signed_in(replace(office, store=again), secret)
    again.close()
    assert found
    assert found[0] == petra


@pytest.mark.postgresql
def test_all_processes_of_a_node_on_a_server_know_who_is_signed_in(
    in_postgresql: SqlStore, blank_database: str
) -> None:
    office, petra = seated(in_postgresql)
    beside = open_store(blank_database)
    link = invite(office, petra)
    other = replace(office, store=beside)
    secret = sign_in(other, link)
    try:
        assert signed_in(office, secret)
        leave(office, secret)
        assert signed_in(other, secret) is None
        with pytest.raises(NotAllowedError):
            sign_in(office, link)
    finally:
        beside.close()
