"""One process of a folder has the turn; when it ends, however, the next one gets it."""

import subprocess
import sys
from pathlib import Path

import pytest

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.turn import Turn

_HOLD = "import sys; from pathlib import Path; from egnatia.adapters.files.turn import Turn; "
_HOLD += "turn = Turn(Path(sys.argv[1])); print(turn.take(), flush=True); sys.stdin.read()"


def test_one_has_it_until_it_is_given(tmp_path: Path) -> None:
    one, other = Turn(tmp_path / "lock"), Turn(tmp_path / "lock")
    assert one.take()
    assert one.take()
    assert not other.take()
    one.give()
    one.give()
    assert other.take()


def test_a_process_that_is_killed_has_it_no_more(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holding:
        assert holding.stdout
        assert holding.stdout.readline() == b"True\n"
        assert not Turn(tmp_path / "lock").take()
        holding.kill()
        holding.wait(10)
    assert Turn(tmp_path / "lock").take()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match="none/lock"):
        Turn(tmp_path / "none" / "lock").take()
