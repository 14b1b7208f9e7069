"""The acts of people, read from the log."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.adapters.sql.samples import an_entry
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.tallies import Period
from egnatia.model.identity import AccountId, NodeId


def test_acts_of_people_are_read_and_those_of_nodes_and_later_parts_are_not(store: SqlStore) -> None:
    one = replace(an_entry(1, "a" * 64), by=AccountId("a" * 32), at=MORNING, detail={"what": "export", "part": "0"})
    others = [replace(one, detail={"what": "export", "part": "1"}), replace(one, by=NodeId("RS"))]
    store.write(lambda tx: tx.ledger.append([one, *others]))
    period = Period(begins=MORNING, ends=MORNING + timedelta(days=1))
    [deed] = store.read(lambda tx: list(tx.deeds.of(period)))
    assert (deed.act, deed.about, deed.by) == (f"{one.act}:export", ("a" * 64,), one.by)
    assert store.read(lambda tx: list(tx.deeds.of(replace(period, begins=period.ends)))) == []
