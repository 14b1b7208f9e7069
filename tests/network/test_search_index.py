"""A node with a search index answers, takes records in, forgets them, and has no name in the index's files."""

import shutil
from pathlib import Path

import pytest
from tests.network.realm import Desk, Realm, desk, eventually, register

from egnatia.adapters.index.following import Place
from egnatia.casework.erase import erase
from egnatia.casework.rows import Role
from egnatia.model.answer import Result
from egnatia.model.identity import RecordId
from egnatia.model.kinds import KINDS

#: Another consonant than the registered one.
SLIPPED = {"first_name": "Петар", "family_name": "Канариновић"}


@pytest.fixture
def indexed(empty: Realm, monkeypatch: pytest.MonkeyPatch) -> Realm:
    """Two nodes; the smallest register has an index."""
    monkeypatch.setattr(Place.__init__, "__kwdefaults__", {"least": 1})
    empty.found("RS", "AL")
    empty.start("RS", "AL")
    return empty


def result(officer: Desk) -> Result | None:
    [delivered] = officer.ask("AL", **SLIPPED)
    return delivered.answer.result if delivered.answer else None


def index_of(made: Realm) -> Path:
    return made.folder / "AL" / "index"


def read(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def found(made: Realm) -> tuple[int, ...] | None:
    """Return the rows that AL's index names for the registered name."""
    return made.nodes["AL"].following.nearest(KINDS["person"], {"full_name": ("Petar Kamarinovic",)}, 5)


def test_a_node_with_an_index_answers_by_it_and_forgets_what_is_erased(indexed: Realm) -> None:
    register(indexed, "AL", "Petar", "Kamarinovic")
    eventually(lambda: found(indexed))
    assert result(desk(indexed, "RS")) is Result.HIT
    assert b"amarinovi" not in read(index_of(indexed)).lower()
    office = indexed.office("AL")
    [record] = [row.id for row in office.store.read(lambda tx: tx.records.current("person", 9))]
    erase(office, indexed.person("AL", "chief", Role.SUPERVISOR), RecordId(record), "a court says so")
    assert found(indexed) == ()


def test_an_index_outlives_a_restart_and_its_loss(indexed: Realm) -> None:
    register(indexed, "AL", "Petar", "Kamarinovic")
    eventually(lambda: found(indexed))
    indexed.stop("AL")
    indexed.start("AL")
    assert eventually(lambda: found(indexed))
    indexed.stop("AL")
    shutil.rmtree(index_of(indexed))
    indexed.start("AL")
    assert eventually(lambda: found(indexed))
