"""Records of an older database: what they refer to is found after it was brought up, and goes when they are erased."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, text
from tests.unit.adapters.sql.test_schema import empty, migrated, migrated_to
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.dialect import transaction
from egnatia.adapters.sql.recordrow import row_of
from egnatia.adapters.sql.records import SqlRecords
from egnatia.adapters.sql.tables import RECORD
from egnatia.model.identity import LineageId

__all__ = ["empty"]
THING = LineageId("9f" * 16)


@pytest.mark.slow
def test_what_an_old_record_refers_to_is_found_and_is_forgotten_with_it(request: pytest.FixtureRequest) -> None:
    old = migrated_to(request.getfixturevalue("empty"), "0008")
    naming = replace(PERSON, properties={**PERSON.properties, "document": (THING,)})
    with transaction(old):
        for row in (row_of(PERSON, (), None), {**row_of(naming, (), None), "terms": "name:probni"}):
            old.execute(insert(RECORD).values({name: row[name] for name in row if name != "hidden_at"}))
    register = SqlRecords(migrated(old))
    with transaction(old):
        assert [found.id for found in register.naming(THING, 9)] == [naming.id]
        assert old.execute(text("SELECT terms FROM record ORDER BY no")).scalars().all() == [
            "",
            f"name:probni\nrefers:{THING}",
        ]
        register.erase(naming.id, MORNING)
        assert register.naming(THING, 9) == ()
        assert old.execute(text("SELECT count(*) FROM term")).scalar() == 0
