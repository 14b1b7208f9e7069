"""`egnatia dvi solve` at a terminal: it loads nothing of a node, and says prior and method."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import DVI, run, written


def test_prior_method_and_conclusions_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "dvi", "solve", written(tmp_path, DVI))
    assert code == 0
    assert "prior flat: every assignment is as probable as any other; mutation on; exact" in out


def test_a_file_is_solved_without_loading_a_node() -> None:
    loaded = "import sys, egnatia.cli.dvi.solve; print(sorted({'sqlalchemy', 'aiohttp', 'tantivy'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"
