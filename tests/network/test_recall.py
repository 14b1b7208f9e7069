"""A recall between real nodes: a forwarded copy, a legal hold, a member that comes back, and a backup from before."""

from dataclasses import dataclass

import pytest
from tests.network.realm import Desk, Realm, desk, eventually, in_file, on_both, registered
from tests.network.test_forward import agreed, given, passing

from egnatia.adapters.duties.keeping import Keeping
from egnatia.casework.collect import consult
from egnatia.casework.erase import hold
from egnatia.casework.forward import forward
from egnatia.casework.recall import Standing, find_recall, list_recalls, recall
from egnatia.casework.rows import Account, Role
from egnatia.exchange.recall import RecallGround
from egnatia.model.identity import NodeId, RecordId
from egnatia.upkeep import audit, back_up, restore

NAME = "Jovanoviq"


@dataclass
class Given:
    """AL gave RS a view of a record."""

    made: Realm
    seat: Desk
    view: RecordId
    boss: Account
    giver: Account

    @property
    def original(self) -> RecordId:
        """AL's own record."""
        found = self.made.office("AL").store.read(lambda tx: tx.records.current("person", 9))
        [original] = [one.id for one in found if one.record and not one.record.derived_from]
        return original

    def take_back(self) -> None:
        """Have AL recall it."""
        recall(self.made.office("AL"), self.giver, self.original, RecallGround.INACCURATE, "it is about his brother")

    def standings(self) -> dict[NodeId, Standing]:
        """Return what AL knows of the holders."""
        found = find_recall(self.made.office("AL"), self.giver, self.original)
        return {one.holder: one.standing for one in found.holders}

    def readable(self, node: str) -> bool:
        """Tell whether a node can read the view."""
        stored = self.made.office(node).store.read(lambda tx: tx.records.get(self.view))
        return stored is not None and stored.record is not None


@pytest.fixture
def gave(ground: Realm) -> Given:
    """Give the scene, on three nodes that run."""
    ground.found("RS", "AL", "MK")
    ground.start("RS", "AL", "MK")
    seat = desk(ground, "RS")
    view = given(ground, seat)
    boss = ground.person("RS", "boss", Role.SUPERVISOR)
    return Given(ground, seat, view, boss, ground.person("AL", "recaller", Role.SUPERVISOR))


@on_both
def test_a_forwarded_copy_is_erased_and_everybody_attests(gave: Given) -> None:
    agreed(gave.made, gave.boss, gave.view)
    forward(gave.made.office("RS"), gave.boss, passing(gave.view))
    eventually(lambda: gave.readable("MK"), within=20)
    eventually(lambda: set(gave.standings()) == {"RS", "MK"}, within=20)
    gave.take_back()
    eventually(lambda: set(gave.standings().values()) == {Standing.ERASED}, within=20)
    assert not gave.readable("RS")
    assert not gave.readable("MK")
    assert NAME not in registered(gave.made, "RS") + registered(gave.made, "MK")


def test_a_legal_hold_keeps_it_hidden(gave: Given) -> None:
    rs = gave.made.office("RS")
    hold(rs, gave.boss, gave.view, "a court wants it")
    gave.take_back()
    eventually(lambda: gave.standings()[NodeId("RS")] is Standing.HIDDEN, within=20)
    assert not gave.readable("RS")
    assert consult(rs, gave.seat.officer, gave.view, gave.seat.case.id).record is None
    assert list_recalls(rs, gave.boss).hidden == (gave.view,)


@on_both
def test_a_member_that_was_expelled_is_told_when_it_is_back(gave: Given) -> None:
    gave.made.stop("RS")
    gave.made.relist("AL", "MK")
    gave.take_back()
    assert gave.standings() == {"RS": Standing.NO_MEMBER}
    gave.made.start("RS")
    assert gave.readable("RS")
    gave.made.relist("RS", "AL", "MK")
    Keeping(gave.made.office("AL")).keep()
    eventually(lambda: gave.standings() == {"RS": Standing.ERASED}, within=30)
    assert not gave.readable("RS")


@pytest.mark.parametrize("held", [False, True])
def test_a_backup_from_before_the_recall_brings_nothing_back(gave: Given, *, held: bool) -> None:
    made, folder = gave.made, gave.made.folder / "RS"
    if held:
        hold(made.office("RS"), gave.boss, gave.view, "a court wants it")
    backup, again = made.folder / "rs.backup", made.folder / "again"
    back_up(folder, backup)
    gave.take_back()
    wanted = Standing.HIDDEN if held else Standing.ERASED
    eventually(lambda: gave.standings() == {"RS": wanted}, within=20)
    made.stop("RS")
    restore(backup, again, made.shared, folder / "tombstones")
    assert (NAME in in_file(again)) is held
    assert audit(again).sound
    folder.rename(made.folder / "old")
    again.rename(folder)
    made.start("RS")
    assert not gave.readable("RS")
