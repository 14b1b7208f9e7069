"""Controlled deliveries at the desk: planned, consented to, started and told of, by four people at two nodes."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.twins.network import Network, network
from tests.unit.web.test_desk import Desk

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.deliver import deliver_due
from egnatia.casework.operations.finding import find_operation
from egnatia.casework.rows import Role
from egnatia.model.authorisation import Measure
from egnatia.model.operation import OperationId

#: A document of China's authority, larger than one piece of a request.
SIGNED = b"%PDF consent " * 40_000


@dataclass
class Scene:
    """Four desks, and the form of a plan as it is filled in."""

    net: Network
    officer: Desk
    prosecutor: Desk
    turkish: Desk
    form: dict[str, str]

    def plan(self) -> str:
        """Plan it; returns the address of its board."""
        page = self.officer.send(self.officer.see("/operations/planning"), "/operations/planning", self.form)
        self.post()
        found = re.search(r'hx-get="(/operations/\w{32})/live"', page)
        assert found
        return found[1]

    def post(self) -> None:
        """Bring all letters to where they go."""
        for office in self.net.offices.values():
            deliver_due(office)

    def record(self, path: str, document: bytes = SIGNED) -> str:
        """Record at the desk of the lead what China's authority consented to on paper."""
        page = self.prosecutor.see(path)
        named = {name: re.search(rf'name="{name}" value="(\w+)"', page) for name in ("form_key", "plan")}
        said = {name: found[1] for name, found in named.items() if found} | {
            "country": "CHN",
            "once": "ch" * 16,
            "authority": "Procuratorate, Shanghai",
            "supervision": "customs",
            "until": self.form["ends"],
            "reason": "case by case",
        }
        files = {"document": ("scan.pdf", document)}
        answer = self.prosecutor.browser.post(f"{path}/papers", data=said, files=files)
        self.post()
        return answer.text

    def consent(self, desk: Desk, path: str, country: str, **more: str) -> str:
        """Consent at a desk."""
        page = desk.see(path)
        plan = re.search(r'name="plan" value="(\w+)"', page)
        assert plan
        said = {
            "plan": plan[1],
            "country": country,
            "once": country * 11,
            "authority": "Public Prosecutor, KT-17",
            "supervision": "surveillance unit 3",
            "until": self.form["ends"],
            "reason": "case by case",
            **more,
        }
        shown = desk.send(page, f"{path}/consents", said)
        self.post()
        return shown


@pytest.fixture
def scene() -> Scene:
    net = network("MK", "TR", "BG")
    officer, prosecutor = Desk(net, "MK", Role.OFFICER), Desk(net, "MK", Role.PROSECUTOR)
    mk = net.offices["MK"]
    people = mk.store.read(lambda tx: {one.name: one for one in tx.accounts.list()})
    case = net.case("MK", people["officer.one"])
    today = net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK,
        matter=case.id,
        authority="Public Prosecutor, KT-17",
        begins=today,
        ends=today + timedelta(days=60),
        reason="to find who ordered it",
    )
    given = authorise(mk, people["prosecutor.one"], granting)
    form = {
        "once": "ab" * 16,
        "case": case.id,
        "title": "Precursors from Shanghai",
        "sort": "precursors",
        "description": "55 blue drums",
        "quantity": "1105 kg",
        "treatment": "intact",
        "country.0": "CHN",
        "country.1": "tur",
        "country.2": "MKD",
        "begins": today.isoformat(),
        "ends": (today + timedelta(days=30)).isoformat(),
        "decision": "The prosecutor in Skopje decides.",
        "authorisation": given.id,
        "reason": "who ordered the drums is not known",
    }
    for line, place in enumerate(("Ambarlı", "Deve Bair")):
        form |= {f"place.{line}": place, f"day.{line}": today.isoformat(), f"contacts.{line}": "duty desks"}
    return Scene(net=net, officer=officer, prosecutor=prosecutor, turkish=Desk(net, "TR", Role.PROSECUTOR), form=form)


@pytest.mark.slow
def test_a_delivery_is_planned_consented_to_and_started_at_the_desks(scene: Scene) -> None:
    path = scene.plan()
    assert "CHN: consent to exit" in scene.officer.see("/operations")
    scene.record(path)
    scene.consent(scene.prosecutor, path, "MKD")
    page = scene.officer.see(path)
    assert "TUR: consent to entry, transit, exit" in page
    assert "Start the delivery" not in page
    scene.consent(scene.turkish, path, "TUR", conditions="the driver is not harmed")
    page = scene.officer.see(path)
    assert "the driver is not harmed" in page
    assert "under way" in scene.officer.send(page, f"{path}/start", {"once": "cd" * 16, "reason": "it sailed"})


@pytest.mark.slow
def test_of_a_signed_document_the_digest_is_kept_and_without_one_nothing_is_recorded(scene: Scene) -> None:
    path = scene.plan()
    assert "its consent is a signed document" in scene.record(path, b"")
    scene.record(path)
    operation = OperationId(path.split("/")[-1])
    office = scene.net.offices["MK"]
    board = office.store.read(lambda tx: find_operation(office, tx, operation).course)
    given = [one.operates.agreement.document for one in board.agreements if one.operates and one.operates.agreement]
    assert given == [hashlib.sha256(SIGNED).hexdigest()]


@pytest.mark.slow
def test_a_start_without_every_consent_says_which_is_missing(scene: Scene) -> None:
    path = scene.plan()
    page = scene.officer.see(path)
    refused = scene.officer.send(page, f"{path}/start", {"once": "cd" * 16, "reason": "it sailed"}, 422)
    assert "MKD: consent to entry" in refused


def started(scene: Scene) -> str:
    """Have it under way."""
    path = scene.plan()
    scene.record(path)
    scene.consent(scene.prosecutor, path, "MKD")
    scene.consent(scene.turkish, path, "TUR")
    scene.officer.send(scene.officer.see(path), f"{path}/start", {"once": "cd" * 16, "reason": "it sailed"})
    scene.post()
    return path


@pytest.mark.slow
def test_what_happens_is_told_and_seen_by_all(scene: Scene) -> None:
    path = started(scene)
    said = {"once": "11" * 16, "deed": "hand_over", "border": "0", "country": "CHN", "reason": "seen"}
    assert "the watch changed hands" in scene.officer.send(scene.officer.see(path), f"{path}/reports", said)
    seized = {"once": "22" * 16, "deed": "intervene", "country": "MKD", "reason": "the buyer was there"}
    page = scene.officer.send(scene.officer.see(path), f"{path}/reports", seized)
    assert "the goods were seized" in page
    scene.post()
    assert "the goods were seized" in scene.turkish.see(path)
    assert "hx-get" not in scene.turkish.see(f"{path}/live")


@pytest.mark.slow
def test_a_position_is_shown_and_rubbish_is_refused(scene: Scene) -> None:
    path = started(scene)
    now = scene.net.clock.now()
    at, stale = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now, now + timedelta(hours=1)))
    event = (
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [21.43, 41.99]},'
        f' "properties": {{"time": "{at}", "stale": "{stale}"}}}}'
    )
    page = scene.officer.see(path)
    assert "41.99,21.43" in scene.officer.send(page, f"{path}/positions", {"once": "33" * 16, "event": event})
    for number, rubbish in enumerate(("<event", "", "[]", "\x00", "<!DOCTYPE a><event/>")):
        mark = f"{number:032x}"
        scene.officer.send(page, f"{path}/positions", {"once": mark, "event": rubbish}, 422)


@pytest.mark.slow
def test_a_consent_is_taken_back_at_the_desk(scene: Scene) -> None:
    path = started(scene)
    page = scene.turkish.see(path)
    found = re.search(r'action="(/operations/\w+/consents/\w+/withdrawal)"', page)
    assert found
    assert "halted" in scene.turkish.send(page, found[1], {"reason": "the driver is in danger"})
    scene.post()
    assert "TUR: consent to entry, transit, exit (taken back)" in scene.officer.see(path)


@pytest.mark.slow
def test_rubbish_is_refused_in_words(scene: Scene) -> None:
    path = scene.plan()
    page = scene.officer.see(path)
    scene.officer.send(page, f"{path}/reports", {"once": "44" * 16, "deed": "dance", "reason": "why not"}, 422)
    scene.officer.send(page, f"{path}/reports", {"once": "55" * 16, "deed": "arrive", "reason": ""}, 422)
    scene.officer.see("/operations/" + "0" * 32, 404)
    scene.officer.see("/operations/xyz", 404)
    Desk(scene.net, "MK", Role.ANALYST).see("/operations", 403)
