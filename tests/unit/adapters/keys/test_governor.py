"""Governors' keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.governor import create_governor, load_governor
from egnatia.exchange.directory import trust_root
from egnatia.exchange.founding import Constitution, Governors, build_root

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_two_of_three_governors_found_a_network(tmp_path: Path) -> None:
    governors = [create_governor(tmp_path / f"{number}.pem") for number in range(3)]
    rule = Governors(keys=tuple(governor.public_key for governor in governors), threshold=2)
    later = [load_governor(tmp_path / f"{number}.pem") for number in (0, 2)]
    root = build_root(Constitution(root=rule, targets=rule), 1, NOW, later)
    assert trust_root(root).root_version == 1


def test_a_governors_key_is_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "governor.pem"
    create_governor(path)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeysError, match=r"governor.pem exists already"):
        create_governor(path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["governor.pem"]


def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="cannot be written: No such file or directory"):
        create_governor(tmp_path / "missing" / "governor.pem")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "governor.pem"
    create_governor(path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(KeysError, match=r"governor.pem is damaged"):
        load_governor(path)
