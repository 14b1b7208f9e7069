"""A backup that is put back brings nothing back to life: every byte of the node's files is searched for a canary."""

from pathlib import Path

import pytest
from tests.network.realm import Realm, desk, entries, eventually, register

from egnatia.bootstrap import NodeError
from egnatia.casework.confirm import confirm
from egnatia.casework.erase import erase
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.identity import RecordId
from egnatia.upkeep import audit, back_up, restore

#: The family name of somebody who was never there; the partner asks for it in another script.
CANARY, ASKED = "Kanarinovic", "Канариновић"


def singing(folder: Path) -> list[str]:
    """Return the files in which the canary is, in whatever case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if CANARY.lower().encode() in path.read_bytes().lower())


@pytest.fixture
def canary(empty: Realm) -> RecordId:
    """Have AL hold the record, and a letter to RS, who is away, in which it travels."""
    empty.found("RS", "AL")
    empty.start("RS", "AL")
    register(empty, "AL", "Petar", CANARY)
    [delivered] = desk(empty, "RS").ask("AL", family_name=ASKED)
    assert delivered.answer
    hit = delivered.answer.hits[0].reference
    al = empty.office("AL")
    confirm(al, empty.person("AL", "expert", Role.FORENSIC), hit, Verdict.CONFIRM, "same")
    empty.stop("RS")
    release(al, empty.person("AL", "chief", Role.SUPERVISOR), Giving(reference=hit, reason="needed"))
    row = al.store.read(lambda tx: tx.answers.get(hit))
    assert row
    assert row.record
    return row.record


def erased(realm: Realm, record: RecordId) -> Path:
    """Back AL up, erase the record, stop the node; return the backup."""
    backup = realm.folder / "al.backup"
    back_up(realm.folder / "AL", backup)
    al = realm.office("AL")
    chief = al.store.read(lambda tx: tx.accounts.named("chief"))
    assert chief
    erase(al, chief, record, "acquitted")
    return backup


def test_what_is_erased_is_gone_from_every_file_while_the_node_runs(empty: Realm, canary: RecordId) -> None:
    assert singing(empty.folder / "AL")
    erased(empty, canary)
    eventually(lambda: not singing(empty.folder / "AL"))


def test_a_backup_with_the_newest_tombstones_brings_nothing_back(empty: Realm, canary: RecordId) -> None:
    backup, again = erased(empty, canary), empty.folder / "again"
    empty.stop("AL")
    assert restore(backup, again, empty.shared, empty.folder / "AL" / "tombstones") == ("AL", 2)
    assert singing(again) == []
    last = [entry for entry in entries(again) if entry.act is Act.ERASURE][-1]
    assert canary in last.about
    assert last.detail["reason"] == "restored"
    assert audit(again).sound


def test_without_them_it_does_which_is_why_somebody_has_to_say_so(empty: Realm, canary: RecordId) -> None:
    backup, again = erased(empty, canary), empty.folder / "again"
    empty.stop("AL")
    assert restore(backup, again, empty.shared, None) == ("AL", 0)
    assert singing(again) == ["egnatia.db"]


def test_a_backup_knows_what_was_erased_before_it_was_made(empty: Realm, canary: RecordId) -> None:
    erased(empty, canary)
    backup, again = empty.folder / "later.backup", empty.folder / "again"
    back_up(empty.folder / "AL", backup)
    empty.stop("AL")
    restore(backup, again, empty.shared, None)
    assert singing(again) == []
    assert (again / "tombstones").read_bytes() == (empty.folder / "AL" / "tombstones").read_bytes()


def test_an_old_database_put_in_place_by_hand_is_cleaned_at_the_start(empty: Realm, canary: RecordId) -> None:
    backup, again = erased(empty, canary), empty.folder / "again"
    empty.stop("AL")
    restore(backup, again, empty.shared, None)
    (again / "egnatia.db").replace(empty.folder / "AL" / "egnatia.db")
    empty.start("AL")
    eventually(lambda: not singing(empty.folder / "AL"))


def test_another_nodes_tombstones_restore_nothing(empty: Realm, canary: RecordId) -> None:
    backup, again = erased(empty, canary), empty.folder / "again"
    empty.stop("AL")
    listed = empty.folder / "tombstones"
    listed.write_bytes(b"noise\n")
    with pytest.raises(NodeError, match="is damaged, or not this node's"):
        restore(backup, again, empty.shared, listed)
    assert not again.exists()
