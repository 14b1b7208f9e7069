"""Rows as they lie in storage, for their seals."""

from contextlib import suppress

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


#: Tables whose rows answer for themselves, and how a hand in them is found.
ANSWERING = {
    "record": "its id is the digest of what it says; that it is hidden is sealed",
    "entry": "the audit reads every entry against the tree",
    "tree_node": "the audit builds the tree anew",
    "checkpoint": "signed with the ledger's key",
    "witnessed": "signed by the log and by its witness",
}
#: Tables in which a hand is not found at home, and why that was borne (ADR 0088).
UNSEALED = {
    "term": "an index over rows that answer for themselves",
    "answer": "whether a hit may be released is checked by the partner",
    "watch": "the partner keeps its own copy",
    "dispatch": "the other side keeps its own copy, signed",
    "inbox": "letters are signed by their senders",
    "outbox": "letters are checked by those who receive them",
    "blob": "says how far an attachment has come; its bytes are named by the signed message",
    "import": "the Merkle root of what it brought stands in the log",
    "probe": "digests that count repeats, which lapse",
    "access_request": "a list of what is due",
    "ticket": "sessions, which lapse; what they do is logged under an account",
}


def test_every_table_is_sealed_or_has_a_reason_why_not() -> None:
    assert set(METADATA.tables) - SEALED == set(ANSWERING) | set(UNSEALED)


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
