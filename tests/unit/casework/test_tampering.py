"""What is said of a row that somebody changed by hand, and by what it is known."""

from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.tampering import TAMPERING, Sort, Tampered, damaged, note_tampering, noted

FOUND = Tampered(sort=Sort.CHANGED, table="account", key="a" * 32, since=7, digest="b" * 32)


def test_the_row_and_the_entry_that_wrote_it_last_are_said() -> None:
    assert FOUND.sentence == f"account {'a' * 32}: was changed by hand; entry 7 wrote it last"
    assert "entry" not in replace(FOUND, since=None).sentence


@pytest.mark.parametrize("changed", [{"sort": Sort.MISSING}, {"key": "c" * 32}, {"digest": "c" * 32}], ids=str)
def test_another_row_or_state_is_another_finding(changed: dict[str, str]) -> None:
    assert replace(FOUND, **changed).id != FOUND.id  # type: ignore[arg-type] # one field at a time


def test_what_is_logged_is_read_back(scene: Scene) -> None:
    assert note_tampering(scene.al, [FOUND, damaged("record", scene.record.id, record=scene.record.id)]) == 2
    told = [noted(found.entry) for found in scene.al.store.read(lambda tx: tx.ledger.trail(TAMPERING, 9))]
    assert [(one.sort, one.table, one.key, one.since) for one in told] == [
        (Sort.CHANGED, "account", "a" * 32, 7),
        (Sort.DAMAGED, "record", scene.record.id, None),
    ]
