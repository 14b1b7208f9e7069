"""Files by command, between nodes that run, over their real line and by hand."""

import os
import re
import time
from pathlib import Path

import pytest
from tests.integration.cli.test_message import ABOUT, until
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")

BYTES = os.urandom(3_000_000)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file of three chunks."""
    found = tmp_path / "scan 1.pdf"
    found.write_bytes(BYTES)
    return found


def draft(typed: Type, *words: str) -> str:
    told = typed("RS", "officer", "message", "write", "--to", "AL", "--case", "KT-1", *ABOUT, *words)
    return str(told.split()[0])


def test_a_file_goes_over_and_is_saved_there(typed: Type, scan: Path, tmp_path: Path) -> None:
    message = draft(typed, "--attach", str(scan), "--send")
    until(typed, "AL", "officer", rf"{message} +from RS")
    for _ in range(100):
        listed = typed("AL", "officer", "message", "attachment", "list", message)
        if found := re.search(rf"{message} +(\w+) +scan 1.pdf +3000000 +here", listed):
            break
        time.sleep(0.1)
    assert found
    saved = tmp_path / "saved.pdf"
    command = ["message", "attachment", "save", message, found[1], "--to", str(saved)]
    assert "3000000 bytes" in typed("AL", "officer", *command)
    assert saved.read_bytes() == BYTES
    assert saved.stat().st_mode & 0o777 == 0o600
    assert "exists" in typed("AL", "officer", *command, code=2)
    assert "scan 1.pdf" in typed("AL", "officer", "message", "read", message)


def test_what_cannot_be_attached_is_said_and_the_draft_is_kept(typed: Type, scan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    start = ["message", "write", "--to", "AL", "--case", "KT-1", *ABOUT]
    assert "is kept without this file" in typed("RS", "officer", *start, "--attach", str(empty), code=2)
    message = draft(typed)
    attachment = typed("RS", "officer", "message", "attachment", "add", message, str(scan)).split()[0]
    assert "taken out" in typed("RS", "officer", "message", "attachment", "remove", message, attachment)
    assert "no attachment" in typed("RS", "officer", "message", "attachment", "remove", message, attachment, code=2)
    missing = ["save", message, attachment, "--to", str(tmp_path / "x")]
    assert typed("RS", "officer", "message", "attachment", *missing, code=2)
    assert not (tmp_path / "x").exists()
