"""Which interpreter setup takes, of those that are on the path."""

import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "prerequisites.sh"


def interpreter(folder: Path, microseconds: int, *, fits: bool = True) -> Path:
    """Put a program on the path that answers as an interpreter of that speed does."""
    folder.mkdir()
    made = folder / "python3"
    made.write_text(f'#!/bin/sh\ncase "$2" in *process_time*) echo {microseconds} ;; esac\nexit {int(not fits)}\n')
    made.chmod(0o755)
    return made


def taken(*path: Path, **named: str) -> str:
    """Return which one setup takes."""
    command = ["/bin/sh", "-eu", "-c", f'. "{SCRIPT}"; find_python']
    environment = {"PATH": ":".join(str(made.parent) for made in path), **named}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()


def test_a_much_faster_one_is_taken_before_the_first(tmp_path: Path) -> None:
    first, fast = interpreter(tmp_path / "first", 1000), interpreter(tmp_path / "fast", 700)
    assert taken(first, fast) == str(fast)


def test_where_little_lies_between_them_the_first_is_taken(tmp_path: Path) -> None:
    first, second = interpreter(tmp_path / "first", 1000), interpreter(tmp_path / "second", 950)
    assert taken(first, second) == str(first)


def test_one_that_does_not_fit_is_none_however_fast(tmp_path: Path) -> None:
    first, unfit = interpreter(tmp_path / "first", 1000), interpreter(tmp_path / "unfit", 100, fits=False)
    assert taken(first, unfit) == str(first)
    assert taken(unfit) == ""


def test_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    named, fast = interpreter(tmp_path / "named", 1000), interpreter(tmp_path / "fast", 100)
    assert taken(named, fast, PYTHON=str(named)) == str(named)
