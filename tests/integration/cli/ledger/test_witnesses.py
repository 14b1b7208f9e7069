"""Witnesses are shown with what they cosigned."""

import json
from pathlib import Path

from tests.integration.conftest import Type


def test_witnesses_are_shown_with_what_they_cosigned(files: Path, typed: Type) -> None:
    assert files.exists()
    shown = json.loads(typed("RS", "oversight", "ledger", "witnesses", "--json"))
    assert set(shown["ours"]) == {"AL", "XK"}
    assert {cosigned["size"] for cosigned in shown["ours"].values()} == {shown["size"]}
    assert "AL" in typed("RS", "oversight", "ledger", "witnesses")
    assert "2 of 2 partners cosigned" in typed("RS", "oversight", "node", "status")
