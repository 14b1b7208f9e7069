"""Hidden records of an older database are found by an index afterwards."""

import pytest
from sqlalchemy import Connection, inspect
from tests.unit.adapters.sql.test_schema import empty, migrated, migrated_to

from egnatia.adapters.sql.dialect import transaction

__all__ = ["empty"]


@pytest.mark.slow
def test_the_index_is_there_after_the_upgrade_and_not_before(empty: Connection) -> None:
    old = migrated_to(empty, "0016")
    assert "ix_record_hidden_at" not in _indexes(old)
    assert "ix_record_hidden_at" in _indexes(migrated(old))


def _indexes(connection: Connection) -> set[str | None]:
    with transaction(connection):
        return {index["name"] for index in inspect(connection).get_indexes("record")}
