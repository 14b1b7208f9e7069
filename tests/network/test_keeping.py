"""A node that runs erases by itself what is past its retention, and lists it."""

from datetime import timedelta

from tests.network.realm import Realm, eventually, register

from egnatia.adapters.files.tombstones import read_tombstones
from egnatia.adapters.keys.files import load_keys
from egnatia.casework.tombstones import of_record

#: The records of the tests are kept until 2030.
FIVE_YEARS = timedelta(days=5 * 365)


def test_what_is_past_its_retention_goes_by_itself_and_is_listed(empty: Realm) -> None:
    empty.found("RS")
    empty.start("RS")
    register(empty, "RS", "Petar", "Kanarinovic")
    node = empty.nodes["RS"]
    empty.clock.advance(FIVE_YEARS)
    node.errands.keeper.wake()
    eventually(lambda: not node.office.store.read(lambda tx: tx.records.count()))
    database = node.settings.database_file
    assert database
    eventually(lambda: not any(b"anarinovic" in path.read_bytes() for path in database.parent.glob("egnatia.db*")))
    public = load_keys(node.settings.keys).ledger.public
    me, verifier = node.office.me, node.office.keys.verifier
    [erased] = eventually(lambda: read_tombstones(node.settings.tombstones, me, verifier, public))
    assert {of_record(one) for one in node.office.store.read(lambda tx: tx.records.erased())} == {erased}
