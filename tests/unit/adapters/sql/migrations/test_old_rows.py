"""Databases of every earlier version with real work in them: brought up, and read as if they had always been new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, bindparam, func, insert, inspect, select, text
from tests.twins.stores import every
from tests.unit.adapters.sql.samples import connection_of
from tests.unit.adapters.sql.test_schema import either, empty, empty_server, migrated, migrated_to
from tests.unit.casework.conftest import Scene, scene

from egnatia.adapters.sql.dialect import transaction
from egnatia.adapters.sql.schema import known_versions, needed_version
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.casefiles import close_case_file
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.identity import RecordId
from egnatia.model.statement import StatementAct

__all__ = ["either", "empty", "empty_server", "scene"]

#: Sorts of postings, and the first version that writes them: an older database has none.
_POSTINGS = {"entry by": "0008", "entry in": "0008", "refers": "0009", "view": "0010"}
#: Columns that are gone, and what an old program wrote into them.
_GONE = {"answer": {"properties": "{}"}}
#: Columns that came empty, so that rows from before them have nothing there, and the version that brought them.
_EMPTY = {("statement", "act"): "0005", ("account", "desks"): "0011"}
_OLD = sorted(known_versions() - {needed_version()})
_AGES = [pytest.param(version, id=f"from {version}") for version in _OLD]

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Worked:
    """A node at which people worked, and all rows of its database."""

    office: Office
    rows: Rows
    record: RecordId
    chief: str


#: The work is done once: it is only read afterwards.
_DONE: list[Worked] = []


@pytest.fixture
def worked(request: pytest.FixtureRequest) -> Worked:
    """Albania's node after a question, a confirmed hit, a release, a hold and the end of a case file."""
    if not _DONE:
        _DONE.append(_work(request.getfixturevalue("scene")))
    return _DONE[0]


def _work(scene: Scene) -> Worked:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "The dates agree.")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Needed."))
    deliver_due(scene.al)
    hold(scene.al, scene.chief, scene.record.id, "A trial is near.")
    boss = scene.net.person("AL", "boss", Role.SUPERVISOR)
    close_case_file(scene.al, boss, scene.net.case("AL", boss).id, "Over.")
    scene.al.store.write(lambda tx: tx.ledger.sequence(scene.al.keys.ledger, scene.net.clock.now()))
    return Worked(scene.al, scene.al.store.read(_all_rows), scene.record.id, scene.chief.id)


def _all_rows(tx: Transaction) -> Rows:
    connection = connection_of(tx)
    return {table.name: _rows(connection, table) for table in _tables(connection).values()}


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def lay(connection: Connection, version: str, rows: Rows) -> None:
    """Put rows into a database of an earlier version, as a program of that version would have written them."""
    tables = _tables(connection)
    connection.rollback()
    with transaction(connection):
        for name, table in tables.items():
            found = [_older(name, row, table, version) for row in rows.get(name, ())]
            kept = [row for row in found if _POSTINGS.get(row.get("sort", ""), "") <= version]
            if kept:
                connection.execute(insert(table).values({key: bindparam(key) for key in kept[0]}), kept)


def _older(name: str, row: Mapping[str, Any], table: Table, version: str) -> dict[str, Any]:
    older = {column.name: row[column.name] for column in table.columns if column.name in row}
    older |= {key: value for key, value in _GONE.get(name, {}).items() if key in table.columns}
    if name == "record" and version < "0009" and older.get("terms"):
        older["terms"] = "\n".join(line for line in older["terms"].split("\n") if not line.startswith("refers:"))
    assert {column.name for column in table.columns if not column.nullable} <= older.keys()
    return older


@pytest.mark.slow
@pytest.mark.parametrize("version", _AGES)
def test_every_row_of_real_work_is_there_and_read_as_before(either: Connection, worked: Worked, version: str) -> None:
    lay(migrated_to(either, version), version, worked.rows)
    then = set(inspect(either).get_table_names())
    either.rollback()
    migrated(either)
    for name, table in _tables(either).items():
        if name in then:
            expected = [_expected(name, row, version) for row in worked.rows[name]]
            assert _sorted(_rows(either, table)) == _sorted(expected), name
    either.rollback()
    _read_alike(either, worked)


def _read_alike(connection: Connection, worked: Worked) -> None:
    """See that people read what they read before."""
    for what, read in READ.items():
        before = worked.office.store.read(lambda tx, read=read: read(tx, worked))  # type: ignore[misc]
        with transaction(connection):
            assert read(transaction_over(connection), worked) == before, what
        assert before, what


def _expected(name: str, row: Mapping[str, Any], version: str) -> dict[str, Any]:
    return {key: None if _EMPTY.get((name, key), "") > version else value for key, value in row.items()}


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(row[key]) for key in sorted(row)])


READ: dict[str, Callable[[Transaction, Worked], object]] = {
    "the record": lambda tx, worked: tx.records.get(worked.record),
    "current records": lambda tx, _worked: tx.records.current("person", 9),
    "who holds what": lambda tx, worked: [tx.holdings.by(held) for held in worked.office.directory().members],
    "statements about the record": lambda tx, worked: tx.statements.about(worked.record),
    "questions": lambda tx, _worked: tx.questions.page(every(received=True)).rows,
    "hits": lambda tx, worked: tx.answers.about(worked.record),
    "accounts": lambda tx, _worked: tx.accounts.list(),
    "case files": lambda tx, _worked: tx.case_files.list(),
    "the trail of the record": lambda tx, worked: tx.ledger.trail(worked.record, 99),
    "what somebody did": lambda tx, worked: tx.ledger.page(Trace(by=worked.chief)).rows,  # type: ignore[arg-type] # an id
    "where the log stands": lambda tx, _worked: tx.ledger.head(),
    "views of the record": lambda tx, worked: tx.records.views(worked.record),
}


@pytest.mark.slow
@pytest.mark.parametrize("version", [v for v in _OLD if v >= "0005"])
def test_holds_are_found_by_what_they_do(either: Connection, worked: Worked, version: str) -> None:
    lay(migrated_to(either, version), version, worked.rows)
    migrated(either)
    with transaction(either):
        assert len(transaction_over(either).statements.newest(StatementAct.HOLD, 9)) == 1


@pytest.mark.slow
def test_a_question_that_somebody_broke_is_brought_up_too_and_the_others_are_found(
    either: Connection, worked: Worked
) -> None:
    [row] = worked.rows["question"]
    broken = {**row, "no": row["no"] + 1, "id": "9" * 32, "body": "{broken"}
    lay(migrated_to(either, "0006"), "0006", {**worked.rows, "question": [row, broken]})
    migrated(either)
    with transaction(either):
        assert [one.question.id for one in transaction_over(either).questions.page(every(received=True)).rows] == [
            row["id"]
        ]


@pytest.mark.slow
def test_more_rows_than_one_piece_are_all_filled_in(either: Connection, worked: Worked) -> None:
    [question], logged = worked.rows["question"], worked.rows["entry"][0]
    many = [{**question, "no": number, "id": f"{number:032x}"} for number in range(1, 5_003)]
    entries = [{**logged, "no": number, "place": None} for number in range(1, 5_003)]
    lay(migrated_to(either, "0006"), "0006", {"question": many, "entry": entries})
    migrated(either)
    tables = _tables(either)
    partners = select(func.count()).where(tables["question"].c.partner == question["partner"])
    by = select(func.count()).where(tables["term"].c.sort == "entry by")
    assert [either.execute(count).scalar() for count in (partners, by)] == [5_002, 5_002]
    assert either.execute(text("SELECT count(*) FROM question WHERE case_file IS NULL")).scalar() == 0
