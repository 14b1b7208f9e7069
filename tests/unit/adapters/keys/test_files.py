"""A node's keys folder."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.files import create_keys, load_keys
from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.exchange.member import KEY_LENGTH, Use, Validity, key_id
from egnatia.model.identity import NodeId

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = Validity(begins=NOW, ends=NOW + timedelta(days=365))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node") / "keys"
    create_keys(folder, NodeId("RS"), YEAR.begins, YEAR.ends)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "keys"))


def test_keys_are_for_their_owner_only(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in made.iterdir()} == dict.fromkeys(
        ("sign.pem", "seal.pem", "ledger.pem", "tls.pem", "tls.crt"), 0o600
    )


def test_keys_are_the_same_whenever_they_are_loaded(made: Path) -> None:
    one, other = load_keys(made), load_keys(made)
    assert one.node == "RS"
    assert one.listed(YEAR) == other.listed(YEAR)
    assert other.opener.open(HpkeSealer().seal(b"x", one.opener.public, b""), b"") == b"x"
    assert Ed25519Verifier().verify(b"x", one.ledger.sign(b"x"), other.ledger.public)


def test_what_is_listed_is_public_and_complete(made: Path) -> None:
    tls, keys = load_keys(made).listed(YEAR)
    assert [key.use for key in keys] == [Use.SIGN, Use.SEAL, Use.LEDGER]
    assert all(len(key.public) == KEY_LENGTH[key.use] and key.kid == key_id(key.public) for key in keys)
    assert len({key.kid for key in keys}) == 3
    assert tls[0].certificate.encode() == (made / "tls.crt").read_bytes()


def test_keys_are_never_overwritten(made: Path) -> None:
    before = (made / "sign.pem").read_bytes()
    with pytest.raises(KeysError, match="exists already"):
        create_keys(made, NodeId("RS"), YEAR.begins, YEAR.ends)
    assert (made / "sign.pem").read_bytes() == before


def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeysError, match="cannot be written: Not a directory"):
        create_keys(tmp_path / "file" / "keys", NodeId("RS"), YEAR.begins, YEAR.ends)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_an_interrupted_attempt_left_is_in_nobodys_way(tmp_path: Path) -> None:
    draft = tmp_path / ".keys.draft"
    draft.mkdir()
    (draft / "sign.pem").write_bytes(b"half a k")
    create_keys(tmp_path / "keys", NodeId("RS"), YEAR.begins, YEAR.ends)
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


PEMS = ["sign.pem", "seal.pem", "ledger.pem", "tls.pem", "tls.crt"]


@pytest.mark.parametrize("name", PEMS)
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_stops_the_node(folder: Path, name: str, mode: int) -> None:
    (folder / name).chmod(mode)
    with pytest.raises(KeysError, match=f"{name} is open to others than its owner; run: chmod 600 "):
        load_keys(folder)


def test_a_folder_that_others_may_enter_stops_the_node(folder: Path) -> None:
    folder.chmod(0o750)
    with pytest.raises(KeysError, match="keys is open to others than its owner; run: chmod 700 "):
        load_keys(folder)


@pytest.mark.parametrize("name", PEMS)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(KeysError, match=f"{name} cannot be read: No such file"):
        load_keys(folder)


@pytest.mark.parametrize("name", PEMS)
def test_a_folder_in_the_place_of_a_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir(mode=0o700)
    with pytest.raises(KeysError, match=f"{name} cannot be read: Is a directory"):
        load_keys(folder)


@pytest.mark.parametrize("name", PEMS)
def test_a_link_is_not_followed(folder: Path, name: str) -> None:
    (folder / name).rename(folder / "elsewhere")
    (folder / name).symlink_to(folder / "elsewhere")
    with pytest.raises(KeysError, match=f"{name} is neither a plain file nor a folder"):
        load_keys(folder)


@pytest.mark.parametrize("name", PEMS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:60] + b"!" + data[61:],
        lambda data: b"\xff" * len(data),
        lambda data: data.replace(b"\nMC", b"\nMD").replace(b"\nMF", b"\nMG").replace(b"\nMI", b"\nMJ"),
    ],
)
def test_a_damaged_file_is_named(folder: Path, name: str, spoil: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))
    with pytest.raises(KeysError, match=f"{name} is damaged: "):
        load_keys(folder)


@pytest.mark.parametrize(
    ("name", "other", "right"),
    [
        ("sign.pem", "tls.pem", "Ed25519"),
        ("ledger.pem", "tls.pem", "Ed25519"),
        ("tls.pem", "sign.pem", "P-256"),
    ],
)
def test_a_key_of_the_wrong_sort_is_named(folder: Path, name: str, other: str, right: str) -> None:
    shutil.copy(folder / other, folder / name)
    with pytest.raises(KeysError, match=f"{name} holds a key of the wrong sort: {right} belongs there"):
        load_keys(folder)


def test_the_halves_of_a_sealing_key_have_an_order(folder: Path) -> None:
    path = folder / "seal.pem"
    first, second = path.read_bytes().split(b"-----END PRIVATE KEY-----\n")[:2]
    path.write_bytes(b"".join(half + b"-----END PRIVATE KEY-----\n" for half in (second, first)))
    with pytest.raises(KeysError, match=r"seal.pem holds a key of the wrong sort: ML-KEM-768 and X25519"):
        load_keys(folder)


def test_a_certificate_belongs_to_its_key(folder: Path, tmp_path: Path) -> None:
    create_keys(tmp_path / "other", NodeId("RS"), YEAR.begins, YEAR.ends)
    shutil.copy(tmp_path / "other" / "tls.crt", folder / "tls.crt")
    with pytest.raises(KeysError, match=r"tls.crt is not the certificate of the key in .*tls.pem"):
        load_keys(folder)


def test_a_certificate_names_a_node(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match=r"tls.crt does not name one node"):
        create_keys(tmp_path / "keys", NodeId("nobody"), YEAR.begins, YEAR.ends)
