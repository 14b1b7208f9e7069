"""Alerts at the desk: proposed by one, looked over by another, read at a partner's, ended."""

import re
from dataclasses import dataclass

import pytest
from tests.twins.network import Network, caveat, network
from tests.unit.casework.alert.conftest import MAN, RED, WHY
from tests.unit.web.test_desk import Desk

from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role
from egnatia.model.record import Record

CHECKED = dict.fromkeys(("neutral", "refugee", "rights", "accurate", "proportionate"), "yes")


@dataclass
class Scene:
    """Three desks, and the form of an alert as it is filled in."""

    net: Network
    officer: Desk
    chief: Desk
    albanian: Desk
    record: Record
    form: dict[str, str]

    def propose(self) -> str:
        """Propose it; returns the address of the alert."""
        self.officer.send(self.officer.see("/alerts/proposing"), "/alerts/proposing", self.form)
        found = re.search(r'href="(/alerts/\w{32})"', self.chief.see("/alerts"))
        assert found
        return found[1]


@pytest.fixture
def scene() -> Scene:
    net = network("RS", "AL", "SELEC")
    officer, chief = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.SUPERVISOR)
    rs = net.offices["RS"]
    people = rs.store.read(lambda tx: {one.name: one for one in tx.accounts.list()})
    case = net.case("RS", people["officer.one"])
    [record] = collect(rs, people["officer.one"], [Draft(kind="person", properties=MAN, caveat=caveat())])
    form = {
        "once": "ab" * 16,
        "sort": "wanted",
        "kind": "person",
        "record": record.id,
        "case": case.id,
        "until": "2027-06-30",
        "because.AL": WHY,
        **{f"say.{name}": words for name, words in RED.items()},
    }
    albanian = Desk(net, "AL", Role.ANALYST)
    return Scene(net=net, officer=officer, chief=chief, albanian=albanian, record=record, form=form)


@pytest.mark.slow
def test_an_alert_goes_from_one_desk_to_another_and_back(scene: Scene) -> None:
    path = scene.propose()
    page = scene.chief.see(path)
    assert "Kept back:" in page
    assert "Look it over" not in scene.officer.see(path)
    refused = scene.chief.send(page, f"{path}/publication", {"once": "cd" * 16, "neutral": "yes", "reason": "so"}, 422)
    assert "a look at human rights" in refused
    scene.chief.send(page, f"{path}/publication", {"once": "ce" * 16, "reason": "compared", **CHECKED})
    deliver_due(scene.net.offices["RS"])
    assert "Vukašin Obradović" in scene.albanian.see("/alerts?board=fugitives")
    there = scene.albanian.see(path)
    assert "ask RS first" in there
    assert "Take it back" not in there
    scene.officer.send(scene.officer.see(path), f"{path}/ending", {"reason": "arrested in Bar"})
    for office in scene.net.offices.values():
        deliver_due(office)
    assert "Nothing stands on this board." in scene.albanian.see("/alerts?board=fugitives")
    assert "attests that it erased it" in scene.officer.see(path)


@pytest.mark.slow
def test_an_alert_is_turned_down_at_the_desk(scene: Scene) -> None:
    path = scene.propose()
    page = scene.chief.send(scene.chief.see(path), f"{path}/rejection", {"reason": "for what he wrote"})
    assert "for what he wrote" in page
    assert "turned down" in page
    again = scene.chief.send(page, f"{path}/rejection", {"reason": "again"}, 422)
    assert "waits for nobody" in again


@pytest.mark.slow
def test_every_board_is_shown_and_an_unknown_one_is_the_fugitives(scene: Scene) -> None:
    for board in ("fugitives", "missing", "things", "moon", ""):
        assert "Nothing stands on this board." in scene.officer.see(f"/alerts?board={board}")
