"""Finding what is worth comparing, with an index and without."""

from collections.abc import Iterator

import pytest
from tests.twins.stores import new_store
from tests.unit.adapters.index.people import KIND, keep, named
from tests.unit.adapters.index.test_scanning import FULL, profile

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.finding import Looked, find_candidates
from egnatia.casework.nearby import NoIndex
from egnatia.casework.terms import terms_of
from egnatia.match.engine import Properties
from egnatia.match.engines import ENGINES
from egnatia.model.kinds import KINDS, Kind

MILAN, ARBEN = named(1, "Milan", "Petrović"), named(2, "Arben", "Hoxha")


class Naming:
    """An index that names some rows, whatever is asked."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:
        assert kind.name
        assert asked
        return self.numbers[:limit]


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = new_store()
    keep(opened, MILAN, ARBEN)
    yield opened
    opened.close()


def looked(**asked: str) -> Looked:
    return Looked(engine=ENGINES["person"], kind=KIND, asked={name: (value,) for name, value in asked.items()})


def test_without_an_index_the_keys_find(store: SqlStore) -> None:
    assert find_candidates(store, NoIndex(), looked(full_name="Милан Петровић")) == (MILAN,)


def test_with_an_index_its_rows_come_first_and_name_keys_are_not_looked_up(store: SqlStore) -> None:
    assert find_candidates(store, Naming(2), looked(full_name="Милан Петровић")) == (ARBEN,)
    assert find_candidates(store, Naming(), looked(full_name="Милан Петровић")) == ()


def test_what_the_database_does_not_know_is_left_out(store: SqlStore) -> None:
    assert find_candidates(store, Naming(9, 2, 7), looked(full_name="Arben Hoxha")) == (ARBEN,)


def test_beside_an_index_keys_that_are_no_names_are_looked_up(store: SqlStore) -> None:
    kind = KINDS["organisation"]
    firm = named(
        3, "", "", kind="organisation", properties={"name": ("Vardar",), "registration_number": ("MK 123456",)}
    )
    store.write(lambda tx: tx.records.add([(firm, terms_of(firm))], None))
    asked = Looked(engine=ENGINES["organisation"], kind=kind, asked={"registration_number": ("MK 123456",)})
    assert find_candidates(store, Naming(), asked) == (firm,)


def test_of_profiles_the_rows_named_are_read_and_genotypes_are_not_looked_up(store: SqlStore) -> None:
    one, other = profile(FULL), profile(FULL)
    keep(store, one, other)
    asked = Looked(engine=ENGINES["dna"], kind=KINDS["dna"], asked={"profile": (FULL,)})
    assert find_candidates(store, Naming(4), asked) == (other,)
    assert {found.id for found in find_candidates(store, NoIndex(), asked)} == {one.id, other.id}
