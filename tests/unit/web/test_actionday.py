"""Joint action days at the desk: planned, joined and counted by officers of two nodes."""

import re
from dataclasses import dataclass

import pytest
from tests.twins.network import Network, network
from tests.unit.web.test_desk import Desk

from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role

ARMS = "firearms_trafficking"


@dataclass
class Scene:
    """Two desks, and the form of a plan as it is filled in."""

    net: Network
    officer: Desk
    other: Desk
    form: dict[str, str | list[str]]
    sent: int = 0

    def plan(self) -> str:
        """Plan it; returns the address of its board."""
        page = self.officer.send(self.officer.see("/action-days/planning"), "/action-days/planning", self.form)
        self.post()
        found = re.search(r'hx-get="(/action-days/\w{32})/live"', page)
        assert found
        return found[1]

    def post(self) -> None:
        """Bring all letters to where they go."""
        for office in self.net.offices.values():
            deliver_due(office)

    def say(self, desk: Desk, path: str, what: str, status: int = 200, **fields: str | list[str]) -> str:
        """Send a form of the board."""
        self.sent += 1
        shown = desk.send(desk.see(path), f"{path}/{what}", {"once": f"{self.sent:032x}", **fields}, status)
        self.post()
        return shown

    def tell(self, desk: Desk, path: str, status: int = 200, **fields: str) -> str:
        """Tell a result."""
        day = self.net.clock.now().date().isoformat()
        said = {"kind": "arrest", "priority": ARMS, "country": "BIH", "day": day, "count": "1", **fields}
        return self.say(desk, path, "results", status, **said)


@pytest.fixture
def scene() -> Scene:
    net = network("RS", "BA")
    officer = Desk(net, "RS", Role.OFFICER)
    people = net.offices["RS"].store.read(lambda tx: {one.name: one for one in tx.accounts.list()})
    case = net.case("RS", people["officer.one"])
    today = net.clock.now().date().isoformat()
    form: dict[str, str | list[str]] = {
        "once": "ab" * 16,
        "case": case.id,
        "title": "Spring in the Balkans",
        "priorities": [ARMS, "drug_trafficking", "", ""],
        "participants": ["BA"],
        "guests": "Frontex; INTERPOL",
        "begins": today,
        "ends": today,
        "coordination": "Room 12",
        "reason": "rifles go west",
    }
    return Scene(net=net, officer=officer, other=Desk(net, "BA", Role.OFFICER), form=form)


def counted(page: str) -> list[str]:
    """Return the figures of the whole action day, as the board shows them."""
    found = re.search(r"Each event once</th>(.*?)</tr>", page)
    assert found
    return re.findall(r"<td>(.*?)</td>", found[1])


@pytest.mark.slow
def test_two_desks_count_one_event_once(scene: Scene) -> None:
    path = scene.plan()
    scene.say(scene.other, path, "parts", unit="operations centre")
    scene.tell(scene.other, path, reference="ba: gp-118")
    page = scene.tell(scene.officer, path, reference="BA:GP-118")
    assert counted(page) == ["0", "0", "0", "1", "0"]
    assert "operations centre" in page
    assert "Frontex" in page
    assert counted(scene.other.see(f"{path}/live")) == ["0", "0", "0", "1", "0"]


@pytest.mark.slow
def test_what_looks_like_one_event_is_offered_judged_and_taken_back(scene: Scene) -> None:
    path = scene.plan()
    scene.say(scene.other, path, "parts", unit="operations centre")
    scene.tell(scene.other, path)
    page = scene.tell(scene.officer, path)
    assert "Perhaps one event" in page
    results = re.findall(r'name="results" value="(\w+)"', page)
    page = scene.say(scene.officer, path, "judgements", results=results)
    assert counted(page)[3] == "1"
    undo = re.search(r'These are not one event.*?action="(\S+/withdrawal)"', page, re.DOTALL)
    assert undo
    assert counted(scene.officer.send(page, undo[1], {"mistake": "other"}))[3] == "2"


@pytest.mark.slow
def test_a_result_is_taken_back_with_a_reason_of_the_list(scene: Scene) -> None:
    path = scene.plan()
    page = scene.tell(scene.officer, path)
    undo = re.search(r'action="(/action-days/\w+/statements/\w+/withdrawal)"', page)
    assert undo
    scene.officer.send(page, undo[1], {"mistake": "it was Mensur H."}, 422)
    assert counted(scene.officer.send(page, undo[1], {"mistake": "figure"}))[3] == "0"


@pytest.mark.slow
def test_what_was_typed_wrong_stays_in_the_form_and_says_the_field(scene: Scene) -> None:
    path = scene.plan()
    page = scene.tell(scene.officer, path, 422, reference="Mensur Handžić", count="7")
    assert "whose number, a colon" in page
    assert 'value="7"' in page
    for rubbish in ({"count": "many"}, {"kind": "dance"}, {"goods": "drugs"}, {"day": "x"}, {"priority": "cybercrime"}):
        scene.tell(scene.officer, path, 422, **rubbish)


@pytest.mark.slow
def test_a_plan_that_is_not_lawful_says_what_is_missing(scene: Scene) -> None:
    page = scene.officer.see("/action-days/planning")
    wrong: tuple[dict[str, str | list[str]], ...] = (
        {"priorities": ["", ""]},
        {"participants": []},
        {"ends": "2020-01-01"},
    )
    for number, fields in enumerate(wrong):
        form = {**scene.form, **fields, "once": f"{number:032x}"}
        assert "Not planned" in scene.officer.send(page, "/action-days/planning", form, 422)
    beginless = {**scene.form, "begins": "x", "once": "a" * 32}
    assert ">From: " in scene.officer.send(page, "/action-days/planning", beginless, 422)


@pytest.mark.slow
def test_it_is_listed_closed_and_shown_to_nobody_else(scene: Scene) -> None:
    path = scene.plan()
    assert "Spring in the Balkans" in scene.other.see("/action-days")
    scene.say(scene.officer, path, "closing")
    page = scene.officer.see(path)
    assert "closed" in page
    assert "hx-get" not in page
    Desk(scene.net, "RS", Role.ANALYST).see("/action-days", 403)
    scene.officer.see("/action-days/" + "0" * 32, 404)


def test_the_list_is_reached_from_the_deliveries_and_back(scene: Scene) -> None:
    assert 'href="/action-days"' in scene.officer.see("/operations")
    assert 'href="/action-days" aria-current="page"' in scene.officer.see("/action-days")


@pytest.mark.slow
def test_before_it_begins_it_is_called_off(scene: Scene) -> None:
    scene.form |= {"begins": "2099-01-01", "ends": "2099-01-02"}
    path = scene.plan()
    page = scene.officer.see(path)
    assert "called off" in scene.officer.send(page, f"{path}/calling-off", {"reason": "the bridge is flooded"})
