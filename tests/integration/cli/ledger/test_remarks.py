"""`egnatia ledger remarks`."""

import json

from tests.integration.conftest import Type


def test_remarks_are_listed_for_oversight_only(typed: Type) -> None:
    assert "cut" in json.loads(typed("RS", "oversight", "ledger", "remarks", "--days", "366", "--json"))
    assert "may not" in typed("RS", "officer", "ledger", "remarks", code=2)
