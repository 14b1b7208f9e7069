"""Join keys on disk."""

from pathlib import Path

import pytest

from egnatia.cli.match import spool as module
from egnatia.cli.match.spool import PARTS, Spool


@pytest.mark.parametrize("waiting", [4, 65_536])
def test_every_key_comes_back_once_with_its_row(waiting: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAITING", waiting)
    spool = Spool(tmp_path / "keys")
    for row in range(40):
        spool.add([row, row << 45, row], row)
    found = [(key, row) for keys, rows in spool.parts() for key, row in zip(keys.tolist(), rows.tolist(), strict=True)]
    assert sorted(found) == sorted({(key, row) for row in range(40) for key in (row, row << 45)})


def test_equal_keys_of_two_registers_are_in_the_same_part(tmp_path: Path) -> None:
    one, other = Spool(tmp_path / "one"), Spool(tmp_path / "other")
    one.add(range(0, 10**12, 10**10), 1)
    other.add(range(0, 10**12, 10**10), 2)
    parts = list(zip(one.parts(), other.parts(), strict=True))
    assert len(parts) == PARTS
    assert all(set(mine.tolist()) == set(yours.tolist()) for (mine, _), (yours, _) in parts)
