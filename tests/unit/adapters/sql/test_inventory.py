"""Rows as they lie in storage, for their seals."""

from contextlib import suppress

import pytest
from tests.unit.adapters.sql.samples import keep, run
from tests.unit.casework.conftest import Scene, scene
from tests.unit.model.samples import PERSON

from egnatia.adapters.sql.inventory import SEALED
from egnatia.adapters.sql.store import SqlStore
from egnatia.adapters.sql.tables import METADATA
from egnatia.casework.casefiles import close_case_file
from egnatia.casework.confirm import confirm
from egnatia.casework.ports import Store, Transaction
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.casework.seals import Seal
from egnatia.exchange.payloads import Verdict

__all__ = ["scene"]


def test_a_row_that_is_not_there_is_gone(store: SqlStore) -> None:
    touched = [("account", ("a" * 32,))]
    assert store.read(lambda tx: tx.inventory.seals(touched)) == [Seal(table="account", key="a" * 32, digest=None)]


def test_a_record_whose_content_has_another_id_is_found(store: SqlStore) -> None:
    store.write(lambda tx: keep(tx, PERSON))
    assert store.read(lambda tx: list(tx.inventory.broken())) == []
    store.write(lambda tx: run(tx, "UPDATE record SET issuer = 'XX'"))
    assert store.read(lambda tx: list(tx.inventory.broken())) == [PERSON.id]


@pytest.mark.parametrize("edit", ["act = 'question'", "at = at - 86400000000", "at = 'never'"])
def test_an_entry_that_is_filed_under_another_act_or_time_is_found(scene: Scene, edit: str) -> None:
    scene.hit()
    assert scene.al.store.read(lambda tx: list(tx.inventory.misfiled())) == []

    def work(tx: Transaction) -> str:
        run(tx, "DROP TRIGGER entry_unchanged")
        run(tx, f"UPDATE entry SET {edit} WHERE act = 'combination' OR no = 1")  # noqa: S608
        return str(run(tx, "SELECT hex(leaf_hash) FROM entry WHERE no = 1").scalar_one()).lower()

    first = scene.al.store.write(work)
    assert first in scene.al.store.read(lambda tx: list(tx.inventory.misfiled()))


def test_an_edit_of_any_column_that_means_something_is_another_seal(scene: Scene) -> None:
    _work(scene)
    unseen, tried = set[str](), set[str]()
    for name in sorted(SEALED - {"credential"}):
        for column in set(METADATA.tables[name].c.keys()) - {"no"}:
            tried.add(name)
            if _seals_after(scene.al.store, name, column) == _seals_after(scene.al.store, name, None):
                unseen.add(f"{name}.{column}")
    assert not unseen
    assert tried == SEALED - {"credential"}


def _work(scene: Scene) -> None:
    """Leave rows in every table that is sealed but that of credentials."""
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "The dates agree.")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Needed."))
    boss = scene.net.person("AL", "boss", Role.SUPERVISOR)
    close_case_file(scene.al, boss, scene.net.case("AL", boss, scene.expert).id, "Over.")


def _seals_after(store: Store, table: str, column: str | None) -> list[Seal]:
    """Return all seals as they would be after somebody edited a column of one row by hand; the edit is taken back."""
    found = list[Seal]()

    def work(tx: Transaction) -> None:
        if column is not None:
            run(tx, "PRAGMA defer_foreign_keys = ON")
            run(tx, f"UPDATE {table} SET {column} = '7' WHERE rowid = (SELECT min(rowid) FROM {table})")  # noqa: S608
        found.extend(tx.inventory.every())
        raise _TakenBackError

    with suppress(_TakenBackError):
        store.write(work)
    return found


class _TakenBackError(Exception):
    """Ends a transaction so that nothing of it stays."""
