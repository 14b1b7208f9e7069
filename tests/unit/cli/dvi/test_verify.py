"""Checking a signed report at a terminal, with no node: it holds, or the command says why and ends with a code."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import run
from tests.unit.exchange.test_identified import DIGEST, written

from egnatia.cli.ending import TAMPERED


def test_a_report_that_holds_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(written())
    code, out, _ = run(capsys, "dvi", "verify", str(file), "--root", DIGEST)
    assert code == 0
    assert "the signature of RS holds" in out
    assert "decided: confirm" in out
    _, plain, _ = run(capsys, "dvi", "verify", str(file), "--root", DIGEST, "--json")
    assert json.loads(plain)["outcome"] == "confirm"


@pytest.mark.parametrize("root", [DIGEST, "0" * 64])
def test_a_report_that_does_not_hold_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], root: str) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"{}" if root == DIGEST else written())
    code, out, err = run(capsys, "dvi", "verify", str(file), "--root", root)
    assert (code, out) == (TAMPERED, "")
    assert err.count("\n") == 1
