"""A caveat is changed by a new version with the same properties; nothing else of the record changes."""

from dataclasses import replace

from tests.unit.casework.conftest import Scene

from egnatia.casework.supersede import Changed, NewCaveat, supersede
from egnatia.ledger.entry import Act
from egnatia.model.lineage import assemble
from egnatia.model.statement import StatementAct


def changed(scene: Scene, act: StatementAct = StatementAct.CONTEST) -> Changed:
    change = NewCaveat(act=act, caveat=replace(scene.record.caveat, contested=True), reason="she says so")
    return scene.al.store.write(lambda tx: supersede(scene.al, tx, scene.chief, scene.record, change))


def test_the_new_version_stands_with_the_same_properties(scene: Scene) -> None:
    new = changed(scene).record
    versions = assemble(scene.al.store.read(lambda tx: tx.records.versions(scene.record.lineage)))
    assert versions.heads == (new,)
    assert (new.properties, new.lineage) == (scene.record.properties, scene.record.lineage)
    assert new.supersedes == frozenset({scene.record.id})
    assert new.caveat.contested


def test_it_has_a_salt_of_its_own_so_that_ids_tell_nothing(scene: Scene) -> None:
    assert changed(scene).record.salt != scene.record.salt


def test_statement_and_alteration_name_both_versions(scene: Scene) -> None:
    new = changed(scene).record
    [said] = scene.al.store.read(lambda tx: tx.statements.about(new.id))
    assert (said.about, said.reason) == ({scene.record.id, new.id}, "she says so")  # type: ignore[comparison-overlap]
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(new.id, 9))
    assert last.entry.act is Act.ALTERATION


def test_nobody_holds_it_so_nobody_is_told_of_it(scene: Scene) -> None:
    assert changed(scene).holders == frozenset()
    assert scene.al.store.read(lambda tx: tx.outbox.open()) == ()
    assert not changed(scene, StatementAct.EXTEND).told
