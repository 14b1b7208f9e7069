"""The list of tombstones and the register stay in step, whichever of the two was put back."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.twins.network import caveat, network

from egnatia.adapters.duties.noticing import NoticingStore
from egnatia.adapters.duties.remembering import Remembering
from egnatia.adapters.files.tombstones import Tombstones, read_tombstones
from egnatia.adapters.keys.signing import Ed25519Signer
from egnatia.casework.collect import Draft, collect
from egnatia.casework.erase import erase
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Role
from egnatia.casework.tombstones import Tombstone, of_record
from egnatia.ledger.entry import Act
from egnatia.model.identity import RecordId


class House:
    """A node with two records, and a list in a folder."""

    def __init__(self, folder: Path) -> None:
        self.office = (net := network("RS")).offices["RS"]
        self.key = Ed25519Signer(Ed25519PrivateKey.generate())
        self.path = folder / "tombstones"
        self.remembering = self.anew()
        self.chief = net.person("RS", "chief", Role.SUPERVISOR)
        drafts = [Draft(kind="person", properties={"family_name": (name,)}, caveat=caveat()) for name in ("Ana", "Iva")]
        self.one, self.two = (found.id for found in collect(self.office, net.person("RS", "o", Role.OFFICER), drafts))

    def anew(self) -> Remembering:
        """Return what a node that starts has."""
        return Remembering(self.office, Tombstones(self.path, self.office.me, self.key), self.key.public)

    def listed(self) -> frozenset[Tombstone]:
        """Return what the list names."""
        return read_tombstones(self.path, self.office.me, self.office.keys.verifier, self.key.public)

    def alive(self, record: RecordId) -> bool:
        """Tell whether a record is there."""
        stored = self.office.store.read(lambda tx: tx.records.get(record))
        return stored is not None and stored.record is not None


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Build it."""
    return House(tmp_path)


def test_what_the_list_lacks_is_added_at_the_start(house: House) -> None:
    erase(house.office, house.chief, house.one, "acquitted")
    assert house.remembering.reconcile() == 0
    assert house.listed() == {of_record(house.one)}
    size = house.path.stat().st_size
    assert house.remembering.reconcile() == 0
    assert house.path.stat().st_size == size


def test_what_came_back_to_life_is_erased_again_and_logged(house: House) -> None:
    house.remembering.note([of_record(house.one), of_record(RecordId("0" * 64))])
    assert house.remembering.reconcile() == 1
    assert (house.alive(house.one), house.alive(house.two)) == (False, True)
    [*_, last] = house.office.store.read(lambda tx: tx.ledger.trail(house.one, 9))
    assert (last.entry.act, last.entry.by, last.entry.detail) == (Act.ERASURE, "RS", {"reason": "restored"})


def test_what_could_not_be_listed_is_listed_at_the_next_try(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.path.mkdir()
    house.remembering.note([of_record(house.one)])
    assert "1 erased records wait to be listed" in caplog.text
    house.path.rmdir()
    house.remembering.note([of_record(house.two)])
    assert house.listed() == {of_record(house.one), of_record(house.two)}


def test_an_erasure_is_told_of_after_its_commit_and_a_failed_one_is_not(house: House) -> None:
    told: list[Tombstone] = []
    store = NoticingStore(house.office.store, house.office.clock)
    store.on_erasure = told.extend

    def fail(tx: Transaction) -> None:
        tx.records.erase(house.two, house.office.clock.now())
        raise KeyError

    with pytest.raises(KeyError):
        store.write(fail)
    assert told == []
    assert store.write(lambda tx: tx.records.erase(house.one, house.office.clock.now()))
    assert not store.write(lambda tx: tx.records.erase(house.one, house.office.clock.now()))
    assert told == [of_record(house.one)]
