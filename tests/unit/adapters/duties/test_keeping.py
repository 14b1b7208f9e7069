"""Keeping house, without the threads."""

from datetime import date, timedelta

import pytest
from tests.twins.network import caveat, network

from egnatia.adapters.duties.keeping import PURGING, Keeping
from egnatia.casework.collect import Draft, collect
from egnatia.casework.probes import Probe
from egnatia.casework.rows import Role
from egnatia.model.identity import RecordId


class House:
    """A node with a record that is kept until the end of November 2026."""

    def __init__(self) -> None:
        self.net = network("RS")
        self.office = self.net.offices["RS"]
        self.keeping = Keeping(self.office)
        self.officer = self.net.person("RS", "officer", Role.OFFICER)

    def add(self, last: date) -> RecordId:
        """Put a person on record."""
        properties = {"family_name": ("Kratki",)}
        draft = Draft(kind="person", properties=properties, caveat=caveat(retain_until=last))
        return collect(self.office, self.officer, [draft])[0].id

    def left(self) -> int:
        """Return how many records there are."""
        return sum(self.office.store.read(lambda tx: tx.records.count()).values())


@pytest.mark.slow
def test_what_is_past_its_retention_goes_in_the_first_round() -> None:
    house = House()
    house.add(date(2026, 11, 20))
    house.keeping.keep()
    assert house.left() == 0


@pytest.mark.slow
def test_it_is_looked_for_from_time_to_time_only() -> None:
    house = House()
    house.keeping.keep()
    house.add(date(2026, 11, 20))
    house.keeping.keep()
    assert house.left() == 1
    house.net.clock.advance(PURGING)
    house.keeping.keep()
    assert house.left() == 0


def test_a_round_that_erased_is_followed_by_another() -> None:
    house = House()
    house.add(date(2026, 11, 20))
    house.keeping.keep()
    house.add(date(2026, 11, 20))
    house.net.clock.advance(timedelta(seconds=60))
    house.keeping.keep()
    assert house.left() == 0


def test_counts_of_questions_are_dropped_when_their_days_are_over() -> None:
    house = House()
    now = house.net.clock.now()
    probe = Probe(subject="a" * 64, by="AL", wording="abc", at=now)
    house.office.store.write(lambda tx: tx.probes.add([probe]))
    house.net.clock.advance(timedelta(days=8))
    house.keeping.keep()
    assert house.office.store.read(lambda tx: tx.probes.wordings("a" * 64, "AL", now)) == frozenset()
