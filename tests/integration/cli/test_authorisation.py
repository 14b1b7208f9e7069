"""What a prosecutor allowed is asked, until it is withdrawn."""

import re
from pathlib import Path

import pytest
from tests.integration.cli.conftest import ASK
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")


def test_a_witness_is_asked_about_on_a_prosecutors_leave_until_it_is_withdrawn(typed: Type, tmp_path: Path) -> None:
    about = [*ASK, "--to", "AL", "--dry-run", "--role", "witness"]
    assert "which a prosecutor or court of the asking side gives" in typed("RS", "officer", *about)
    leave = ("--authority", "Court of Testville 12/26", "--from", "2020-01-01", "--until", "2099-12-31")
    give = ("authorisation", "give", "--case", "KT-1", *leave, "--reason", "He named the owner")
    assert "only a prosecutor" in typed("RS", "supervisor", *give, code=2)
    (tmp_path / "decision.txt").write_text("Leave is given.")
    typed("RS", "supervisor", *give, "--document", str(tmp_path / "decision.txt"))
    given = re.findall(r"[0-9a-f]{64}", typed("RS", "prosecutor", *give))[0]
    assert "asked under pcc-see" in typed("RS", "officer", *about, "--authorisation", given)
    assert typed("RS", "officer", "authorisation", "list", "--case", "KT-1").count("Court of Testville") == 2
    typed("RS", "prosecutor", "authorisation", "withdraw", given, "--case", "KT-1", "--reason", "Not needed")
    assert "withdrawn" in typed("RS", "officer", *about, "--authorisation", given, code=2)
