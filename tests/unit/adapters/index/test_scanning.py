"""Profiles in memory follow the database, lose nothing, and forget what was erased."""

from dataclasses import replace
from itertools import count

import pytest
from tests.unit.adapters.index.people import keep, named
from tests.unit.adapters.sql.samples import hex128
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.index import scanning as module
from egnatia.adapters.index.scanning import Scanning
from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import LineageId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

DNA = KINDS["dna"]
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51")
FULL = "\n".join(f"{locus} 10,11" for locus in LOCI)
NEAR = FULL.replace("VWA 10,11", "VWA 10,12")
OTHER = FULL.replace("10,11", "12,13")
_number = count(1)


def profile(text: str) -> Record:
    salt, says = hex128(next(_number)), {"profile": (text,), "category": ("stain",)}
    return replace(PERSON, kind="dna", lineage=LineageId(salt), salt=salt, properties=says)


def found(scanning: Scanning, text: str = FULL, limit: int = 10) -> tuple[int, ...] | None:
    return scanning.nearest(DNA, {"profile": (text,)}, limit)


@pytest.fixture
def scanning(store: SqlStore) -> Scanning:
    return Scanning(store, least=1)


def test_those_that_match_at_most_loci_are_named_first(store: SqlStore, scanning: Scanning) -> None:
    keep(store, profile(NEAR), profile(OTHER), profile(FULL))
    scanning.follow()
    assert found(scanning) == (3, 1)
    assert found(scanning, limit=1) == (3,)


def test_before_the_first_round_and_of_other_kinds_nothing_is_named(store: SqlStore, scanning: Scanning) -> None:
    keep(store, profile(FULL), named(9, "Milan", "Petrović"))
    assert found(scanning) is None
    scanning.follow()
    assert scanning.nearest(KINDS["person"], {"full_name": ("Milan",)}, 5) is None


def test_few_profiles_are_left_to_the_keys(store: SqlStore) -> None:
    keep(store, profile(FULL))
    few = Scanning(store, least=2)
    few.follow()
    assert found(few) is None


def test_a_profile_that_came_since_is_found_at_once(store: SqlStore, scanning: Scanning) -> None:
    keep(store, profile(OTHER))
    scanning.follow()
    keep(store, profile(FULL))
    assert found(scanning) == (2,)


def test_many_that_came_since_leave_it_to_the_keys(
    store: SqlStore, scanning: Scanning, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, profile(FULL))
    scanning.follow()
    monkeypatch.setattr(module, "_SHORT", 1)
    keep(store, profile(FULL), profile(FULL))
    assert found(scanning) is None
    scanning.follow()
    assert found(scanning) == (1, 2, 3)


def test_what_was_erased_is_in_memory_no_more(store: SqlStore, scanning: Scanning) -> None:
    gone, stays = profile(FULL), profile(NEAR)
    keep(store, gone, stays)
    scanning.follow()
    store.write(lambda tx: tx.records.erase(gone.id, MORNING))
    scanning.forget([gone.id])
    assert found(scanning) == (2,)
    again = Scanning(store, least=1)
    again.follow()
    assert found(again) == (2,)


def test_a_database_that_was_put_back_is_read_anew(store: SqlStore, scanning: Scanning) -> None:
    keep(store, profile(FULL))
    scanning.follow()
    scanning._state = replace(scanning._state, last=profile(FULL).id)
    assert found(scanning) is None
    scanning.follow()
    assert found(scanning) == (1,)


def test_many_parts_are_put_together_while_they_are_small(
    store: SqlStore, scanning: Scanning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PART", 2)
    for _ in range(5):
        keep(store, profile(FULL))
        scanning.follow()
    assert [len(part.numbers) for part in scanning._state.parts] == [2, 2, 1]
    assert found(scanning) == (1, 2, 3, 4, 5)


def test_a_node_that_stops_takes_nothing_in(store: SqlStore, scanning: Scanning) -> None:
    keep(store, profile(FULL))
    scanning.stop()
    scanning.follow()
    assert found(scanning) is None


def test_the_numbers_are_those_of_the_records(store: SqlStore, scanning: Scanning) -> None:
    one = profile(FULL)
    keep(store, named(9, "Milan", "Petrović"), one)
    scanning.follow()
    numbers = found(scanning) or ()
    assert [record.id for record in store.read(lambda tx: tx.numbered.records("dna", numbers))] == [one.id]
