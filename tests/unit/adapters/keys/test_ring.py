"""The generations of a node's keys: which one signs, which one is shown, and that all of them open."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.twins.clock import NOON, SetClock
from tests.unit.exchange.network import directory_of

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.files import NodeKeys, create_keys, load_keys
from egnatia.adapters.keys.ring import KeyRing, add_generation
from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.exchange.directory import Directory
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.member import Member, Sort, Validity
from egnatia.model.identity import CountryCode, NodeId

RS = NodeId("RS")
OLD = Validity(begins=NOON - timedelta(days=9), ends=NOON + timedelta(days=30))
NEW = Validity(begins=NOON + timedelta(days=3), ends=NOON + timedelta(days=700))


@dataclass
class House:
    """A node with two generations of keys, and the directory in force."""

    folder: Path
    first: NodeKeys
    second: NodeKeys
    directory: Directory
    clock: SetClock
    ring: KeyRing

    def list(self, *listed: tuple[NodeKeys, Validity]) -> None:
        """Put a directory in force that lists these keys."""
        self.directory = directory_of(member(*listed))


def member(*listed: tuple[NodeKeys, Validity]) -> Member:
    each = [keys.listed(validity) for keys, validity in listed]
    return Member(
        node=RS, country=CountryCode("SRB"), sort=Sort.STATE, name="Contact point", endpoint="https://rs.example",
        tls=tuple(tls for one, _ in each for tls in one), keys=tuple(key for _, keys in each for key in keys),
    )  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder, clock = tmp_path / "keys", SetClock()
    first = create_keys(folder, RS, OLD.begins, OLD.ends)
    made: list[House] = []
    ring = KeyRing(first, folder, lambda: made[0].directory if made else directory_of(member((first, OLD))), clock)
    second = add_generation(folder, RS, NEW)
    made.append(House(folder, first, second, directory_of(member((first, OLD))), clock, ring))
    return made[0]


def test_new_keys_are_not_used_before_they_are_listed(house: House) -> None:
    house.clock.advance(timedelta(days=4))
    assert house.ring.kid == house.first.signer.kid
    assert house.ring.shown().certificate == house.first.tls_certificate


def test_new_keys_are_used_from_their_beginning(house: House) -> None:
    house.list((house.first, OLD), (house.second, NEW))
    assert house.ring.kid == house.first.signer.kid
    house.clock.advance(timedelta(days=3))
    assert house.ring.kid == house.second.signer.kid


def test_the_new_certificate_is_shown_when_the_slowest_clock_has_got_there(house: House) -> None:
    house.list((house.first, OLD), (house.second, NEW))
    house.clock.advance(timedelta(days=3, seconds=119))
    assert house.ring.shown().certificate == house.first.tls_certificate
    house.clock.advance(timedelta(seconds=1))
    assert house.ring.shown().certificate == house.second.tls_certificate


def test_new_keys_are_used_at_once_when_the_old_ones_are_revoked(house: House) -> None:
    house.list((house.first, replace(OLD, revoked=NOON)), (house.second, replace(NEW, begins=NOON)))
    assert house.ring.kid == house.second.signer.kid
    assert house.ring.shown().key == house.second.tls_key


def test_all_generations_open(house: House) -> None:
    for keys in (house.first, house.second):
        sealed = HpkeSealer().seal(b"a letter", keys.opener.public, b"info")
        house.list((house.first, OLD), (house.second, NEW))
        assert house.ring.open(sealed, b"info") == b"a letter"
    assert house.ring.open(b"x" * 2000, b"info") is None


def test_a_signature_names_the_key_that_made_it(house: House) -> None:
    house.list((house.first, OLD), (house.second, NEW))
    for days, keys in ((0, house.first), (3, house.second)):
        house.clock.advance(timedelta(days=days))
        compact = split_compact(sign_compact(b"{}", Typ.ENVELOPE, house.ring), Typ.ENVELOPE)
        assert compact.kid == keys.signer.kid
        assert Ed25519Verifier().verify(compact.signed, compact.signature, keys.signer.public)


def test_a_node_that_nobody_lists_uses_its_first_keys(house: House) -> None:
    house.directory = directory_of()
    assert house.ring.kid == house.first.signer.kid
    assert Ed25519Verifier().verify(b"data", house.ring.sign(b"data"), house.first.signer.public)


def test_the_ledgers_key_stays(house: House) -> None:
    assert house.second.ledger.public == house.first.ledger.public
    assert not (house.folder / "2" / "ledger.pem").exists()
    assert house.second.signer.kid != house.first.signer.kid


def test_generations_are_numbered(house: House) -> None:
    third = add_generation(house.folder, RS, NEW)
    assert third.tls_key == house.folder / "3" / "tls.pem"
    assert load_keys(house.folder / "3", house.folder).signer.kid == third.signer.kid


def test_a_damaged_generation_is_named(house: House) -> None:
    (house.folder / "2" / "sign.pem").write_bytes(b"x")
    with pytest.raises(KeysError, match=r"keys/2/sign\.pem is damaged"):
        KeyRing(house.first, house.folder, lambda: house.directory, house.clock)
