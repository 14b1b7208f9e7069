"""A key that somebody put in another's place is found when the node starts, and its file is named."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.twins.clock import NOON

from egnatia.adapters.keys.certificate import build_certificate
from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.files import create_keys, load_keys
from egnatia.adapters.keys.listed import check_own
from egnatia.adapters.keys.pem import read_p256
from egnatia.exchange.member import Member, Sort, Validity
from egnatia.model.identity import CountryCode, NodeId

RS = NodeId("RS")
LIFE = Validity(begins=NOON, ends=NOON + timedelta(days=30))


def member(folder: Path, validity: Validity = LIFE) -> Member:
    tls, keys = load_keys(folder).listed(validity)
    country = CountryCode("SRB")
    return Member(node=RS, country=country, sort=Sort.STATE, name="RS", endpoint="https://rs", tls=tls, keys=keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys", RS, LIFE.begins, LIFE.ends)
    return tmp_path / "keys"


def test_the_nodes_own_keys_are_taken(folder: Path) -> None:
    check_own(load_keys(folder), folder, member(folder))


def test_expired_and_revoked_keys_are_its_own_too(folder: Path) -> None:
    check_own(load_keys(folder), folder, member(folder, replace(LIFE, revoked=NOON)))


@pytest.mark.parametrize("file", ["sign.pem", "seal.pem", "ledger.pem"])
def test_a_foreign_key_is_named(folder: Path, tmp_path: Path, file: str) -> None:
    me = member(folder)
    create_keys(tmp_path / "foreign", RS, LIFE.begins, LIFE.ends)
    shutil.copy(tmp_path / "foreign" / file, folder / file)
    with pytest.raises(KeysError, match=f"{file}: the network's directory lists no such key of RS"):
        check_own(load_keys(folder), folder, me)


def test_a_foreign_certificate_is_named(folder: Path, tmp_path: Path) -> None:
    me = member(folder)
    create_keys(tmp_path / "foreign", RS, LIFE.begins, LIFE.ends)
    for file in ("tls.pem", "tls.crt"):
        shutil.copy(tmp_path / "foreign" / file, folder / file)
    with pytest.raises(KeysError, match=r"tls\.crt: the network's directory lists no such certificate"):
        check_own(load_keys(folder), folder, me)


def test_another_certificate_of_the_same_key_is_named(folder: Path) -> None:
    me = member(folder)
    (folder / "tls.crt").write_bytes(build_certificate(RS, read_p256(folder / "tls.pem"), LIFE.begins, LIFE.ends))
    with pytest.raises(KeysError, match=r"tls\.crt: the network's directory lists no such certificate"):
        check_own(load_keys(folder), folder, me)


def start(folder: Path, me: Member, damaged: str) -> list[object]:
    """Return what a node says of its keys, if it starts; if not, see that it names the file."""
    try:
        keys = load_keys(folder)
        check_own(keys, folder, me)
    except KeysError as error:
        assert damaged in str(error)  # noqa: PT017 - it may also start
        return []
    return [keys.listed(LIFE)]


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
@pytest.mark.parametrize("file", ["sign.pem", "seal.pem", "ledger.pem", "tls.pem", "tls.crt"])
def test_whatever_byte_is_damaged_the_file_is_named_or_says_what_it_said(folder: Path, file: str) -> None:
    me, whole = member(folder), (folder / file).read_bytes()
    said = load_keys(folder).listed(LIFE)
    taken = []
    for place, byte in enumerate(whole):
        (folder / file).write_bytes(whole[:place] + bytes([byte ^ 1 << place % 8]) + whole[place + 1 :])
        taken += start(folder, me, file)
    assert all(one == said for one in taken)
    assert len(taken) < len(whole) / 5  # in a sealing key, the half of a seed that serves against forged letters only
