"""What is said of a row that somebody changed by hand, and by what it is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.twins.clock import NOON
from tests.unit.casework.conftest import Scene

from egnatia.casework.seals import SEALING, Seal
from egnatia.casework.tampering import (
    TAMPERING,
    Comparison,
    Sort,
    Tampered,
    compare_rows,
    damaged,
    note_tampering,
    noted,
)
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import NodeId

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


def sealing(number: int, *codes: str, about: tuple[str, ...] = ()) -> bytes:
    """Return an entry that carries these seals."""
    detail = {f"row_{no}": code for no, code in enumerate(codes)}
    at = NOON + timedelta(seconds=number)
    me = NodeId("RS")
    return Entry(act=Act.ADMINISTRATION, at=at, node=me, by=me, nonce="5a" * 16, about=about, detail=detail).to_bytes()


@dataclass
class Rows:
    """What lies in storage and in the log, as an inventory tells."""

    kept: tuple[Seal, ...] = ()
    entries: tuple[tuple[int | None, bytes], ...] = ()
    damaged: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def inventory(self) -> "Rows":
        return self

    def every(self) -> Iterator[Seal]:
        return iter(self.kept)

    def logged(self) -> Iterator[tuple[int | None, bytes]]:
        return iter(self.entries)

    def broken(self) -> Iterator[str]:
        return iter(self.damaged)

    def misfiled(self) -> Iterator[str]:
        return iter(self.elsewhere)


BEGUN = (0, sealing(0, about=(SEALING,)))
ANA = Seal(table="account", key="ana", digest="a" * 32)


def compared(rows: Rows, *, records: bool = True) -> Comparison:
    return compare_rows(rows, records=records)  # type: ignore[arg-type] # its inventory is all that is read


def sorts(found: Comparison) -> list[tuple[Sort, str, int | None]]:
    return [(one.sort, one.key, one.since) for one in found.found]


def test_rows_that_are_as_the_log_has_them_are_counted_and_nothing_is_found() -> None:
    found = compared(Rows(kept=(ANA,), entries=(BEGUN, (1, sealing(1, ANA.to_code())))))
    assert (found.begun, found.rows, found.found) == (True, 1, ())


def test_a_row_that_was_changed_inserted_or_taken_away_is_told_apart() -> None:
    gone = Seal(table="account", key="gone", digest=None)
    old = Seal(table="account", key="boss", digest="b" * 32)
    entries = (BEGUN, (1, sealing(1, ANA.to_code(), old.to_code(), gone.to_code())))
    found = compared(Rows(kept=(replace(ANA, digest="c" * 32), replace(ANA, key="new")), entries=entries))
    assert sorts(found) == [(Sort.CHANGED, "ana", 1), (Sort.INSERTED, "new", None), (Sort.MISSING, "boss", 1)]


def test_an_entry_that_is_filed_elsewhere_is_damaged_and_looked_for_with_the_register_only() -> None:
    rows = Rows(entries=(BEGUN,), elsewhere=("f" * 64,))
    assert sorts(compared(rows)) == [(Sort.DAMAGED, "f" * 64, None)]
    assert sorts(compared(rows, records=False)) == []


def test_what_waits_for_its_place_is_the_newest_wherever_it_comes() -> None:
    newer = replace(ANA, digest="c" * 32)
    entries = (BEGUN, (None, sealing(2, newer.to_code())), (1, sealing(1, ANA.to_code())))
    assert sorts(compared(Rows(kept=(newer,), entries=entries))) == []
    assert sorts(compared(Rows(kept=(ANA,), entries=entries))) == [(Sort.CHANGED, "ana", None)]


def test_an_entry_that_cannot_be_read_vouches_for_no_row() -> None:
    entries = (BEGUN, (1, b'{"row_0"'), (2, b'{"row_of": "nothing"}'))
    assert sorts(compared(Rows(kept=(ANA,), entries=entries))) == [(Sort.INSERTED, "ana", None)]


@pytest.mark.parametrize("entries", [(BEGUN,), ((0, sealing(0, "account:ana:x")),), ((0, b"{}"),)])
def test_the_register_is_read_only_where_that_is_asked_for(entries: tuple[tuple[int | None, bytes], ...]) -> None:
    rows = Rows(entries=entries, damaged=("d" * 64,))
    told = [one for one in compared(rows).found if one.sort is Sort.DAMAGED]
    assert [one.record for one in told] == ["d" * 64]
    assert not any(one.sort is Sort.DAMAGED for one in compared(rows, records=False).found)


def test_a_node_that_seals_nothing_yet_is_not_accused(scene: Scene) -> None:
    assert compared(Rows(kept=(ANA,), entries=((0, sealing(0)),))) == Comparison(begun=False)
    assert note_tampering(scene.al, ()) == 0


def test_what_is_in_the_log_already_is_not_logged_again(scene: Scene) -> None:
    assert [note_tampering(scene.al, [FOUND, FOUND]) for _ in range(2)] == [1, 0]
