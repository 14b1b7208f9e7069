"""Messages of an older database have their numbers in the column afterwards; what has none stays without."""

import pytest
from sqlalchemy import Connection, insert, text
from tests.unit.adapters.sql.test_dispatches import row
from tests.unit.adapters.sql.test_schema import empty, migrated, migrated_to

from egnatia.adapters.sql.dialect import transaction
from egnatia.adapters.sql.migrations.versions.v0016_numbers_of_messages import number_in
from egnatia.adapters.sql.tables import DISPATCH

__all__ = ["empty"]


@pytest.mark.parametrize("body", ["{}", "[]", "rubbish", '{"draft":{}}', '{"dispatch":{"number":"7"}}'])
def test_of_a_body_without_a_number_there_is_none(body: str) -> None:
    assert number_in(body) is None


@pytest.mark.slow
def test_the_column_is_filled_where_rows_are_there_already(empty: Connection) -> None:
    old = migrated_to(empty, "0015")
    plain = '{"approvers":[],"dispatch":{"number":7}}'
    with transaction(old):
        values = {"id": "1" * 32, "thread": "1" * 32, "partner": "AL", "received": True, "state": "read"}
        more = {"desk": "police", "at": row(1).at, "deeds": "[]", "body": plain}
        old.execute(insert(DISPATCH).values({**values, **more}))
    with transaction(migrated(old)):
        assert old.execute(text("SELECT number FROM dispatch")).scalars().all() == [7]
