"""The gate of branch coverage counts branches, not lines."""

import json
from pathlib import Path

import pytest

import branches
import measure


def report(path: Path, **taken: tuple[int, int]) -> Path:
    """Write what `coverage json` would, with full coverage of lines."""
    files = {
        f"src/egnatia/{package}/module.py": {
            "summary": {"covered_lines": 1000, "num_statements": 1000, "covered_branches": got, "num_branches": all_}
        }
        for package, (got, all_) in taken.items()
    }
    path.write_text(json.dumps({"files": files}), "utf-8")
    return path


def test_a_package_with_too_few_branches_fails_whatever_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert branches.main(report(tmp_path / "r.json", model=(94, 100), law=(10, 10))) == 1
    assert "6 of 100 not taken: src/egnatia/model/module.py" in capsys.readouterr().out


def test_enough_branches_pass(tmp_path: Path) -> None:
    assert branches.main(report(tmp_path / "r.json", model=(95, 100))) == 0


def test_only_pure_packages_are_held_to_it(tmp_path: Path) -> None:
    assert branches.main(report(tmp_path / "r.json", cli=(0, 100))) == 0


def test_every_pure_package_of_the_measures_is_held_to_it() -> None:
    assert branches.PURE == measure.PURE
