"""Places at which data come out beside reading, answering and exporting: each returns what is shown there."""

from contextlib import suppress
from typing import cast

from starlette.testclient import TestClient
from tests.integration.authorisation.alerting import published
from tests.integration.authorisation.scene import KNOWN, MANUAL, UIDS, VIN, Setting
from tests.unit.casework.conftest import WHY

from egnatia.bootstrap import Node
from egnatia.casework.access.handling import decide
from egnatia.casework.collect import Draft, amend, collect
from egnatia.casework.consent import Consenting, Seeking, consent, seek_consent
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import CaseworkError
from egnatia.casework.forward import Passing, forward
from egnatia.casework.links import invite, sign_in
from egnatia.casework.requests import AccessId, Finding, Telling
from egnatia.casework.rows import Role
from egnatia.model.identity import NodeId
from egnatia.model.record import Record
from egnatia.web.page import build_page
from egnatia.web.shell import cookie_of

#: Nobody is searched for by this: it stands in the whole of a record only.
MORE = {"distinguishing_marks": ("Yugocanary",)}
REASON = {"reason": "The dates agree."}


def data_at_once(scene: Setting) -> str:
    """Ask about a car, and read what a machine answered."""
    question = _asked_about_car(scene)
    return scene.call(UIDS[Role.ANALYST], "RS").get(f"/v1/questions/{question}/hits").text if question else ""


def _asked_about_car(scene: Setting) -> str:
    """Return the id of a question about a car; nothing where the law lets nobody ask for the purpose."""
    with suppress(ValueError):
        return scene.asked(kind="vehicle", properties=VIN, instrument=MANUAL)
    return ""


def whole(scene: Setting) -> Record:
    """Put a person on record with more than somebody is searched by."""
    draft = Draft(kind="person", properties={**KNOWN, **MORE}, caveat=scene.caveat())
    [made] = collect(scene.rs, scene.officer, [draft])
    return made


def access_list(scene: Setting) -> str:
    """Look through what may be about a person who asks."""
    whole(scene)
    path = f"/v1/access/{scene.applied()}/search"
    return scene.call(UIDS[Role.SUPERVISOR], "RS").post(path).text


def access_whole(scene: Setting) -> str:
    """Look at the whole of one of these records."""
    path = f"/v1/access/{scene.applied()}/records/{whole(scene).id}"
    return scene.call(UIDS[Role.SUPERVISOR], "RS").post(path, json=REASON).text


def access_letter(scene: Setting) -> str:
    """Write the letter that tells all of it."""
    request = AccessId(scene.applied())
    second = scene.net.person("RS", "setup.third", Role.SUPERVISOR)
    for record in (scene.own.id, whole(scene).id):
        decide(scene.rs, second, request, Finding(record=record, telling=Telling.ALL, reason="So."))
    return scene.call(UIDS[Role.SUPERVISOR], "RS").post(f"/v1/access/{request}/draft", json={}).text


def _screen(scene: Setting, path: str, role: Role) -> str:
    """Show a screen of the desk at RS to a person of a role."""
    secret = sign_in(scene.rs, invite(scene.rs, scene.people["RS", role]))
    here = cast("Node", scene.standing("RS"))
    client = TestClient(build_page(here, "testserver"), follow_redirects=False)
    client.cookies.set(cookie_of(here), secret)
    return client.get(path).text


def record_on_screen(scene: Setting) -> str:
    """Open a record of one's own register at the desk."""
    return _screen(scene, f"/records/{scene.own.id}?case={scene.case.id}", Role.ANALYST)


def question_on_screen(scene: Setting) -> str:
    """Open a question at the desk that was answered with data at once."""
    question = _asked_about_car(scene)
    return _screen(scene, f"/questions/{question}", Role.OFFICER) if question else ""


def _given(scene: Setting) -> Record | None:
    """Have AL give RS its record, if the law lets it; where no machine answers, an expert does."""
    question = scene.asked()
    answer = {"records": [scene.person.id]}
    scene.call(UIDS[Role.FORENSIC], "AL").post(f"/v1/questions/{question}/answer", json=answer)
    deliver_due(scene.al)
    for hit in scene.al.store.read(lambda tx: tx.answers.of(question)):
        verdict = {"verdict": "confirm", **REASON}
        scene.call(UIDS[Role.FORENSIC], "AL").post(f"/v1/hits/{hit.reference}/verdict", json=verdict)
        scene.call(UIDS[Role.SUPERVISOR], "AL").post("/v1/releases", json={"reference": hit.reference, **REASON})
        deliver_due(scene.al)
    found = scene.rs.store.read(lambda tx: tx.records.received("person", 9))
    return found[-1].record if found else None


def forwarded(scene: Setting) -> str:
    """Pass a record of AL's on to MK, with AL's consent if AL gives it; returns what MK has."""
    given = _given(scene)
    if given:
        with suppress(CaseworkError):
            _pass_on(scene, given)
    found = scene.net.offices["MK"].store.read(lambda tx: tx.records.received("person", 9))
    return str([one.record.properties for one in found if one.record])


def _pass_on(scene: Setting, given: Record) -> None:
    there, offence = NodeId("MK"), None if scene.searching else "drug_trafficking"
    seeking = Seeking(record=given.id, recipient=there, purpose=scene.purpose, necessity=WHY)
    asked = seek_consent(scene.rs, scene.boss, seeking)
    deliver_due(scene.rs)
    consent(scene.al, scene.chief, Consenting(request=asked.id, reason="The matter is one."))
    deliver_due(scene.al)
    passing = Passing(record=given.id, recipient=there, purpose=scene.purpose, offence=offence, necessity=WHY)
    forward(scene.rs, scene.boss, passing)
    deliver_due(scene.rs)


def alerted(scene: Setting) -> str:
    """Publish an alert to AL, if the law lets it, and read there what stands; of what nobody is sought for, nothing."""
    return str(_alerts(scene))


def _alerts(scene: Setting) -> list[dict[str, str]]:
    with suppress(CaseworkError):
        published(scene)
    listed: list[dict[str, str]] = scene.call(UIDS[Role.ANALYST], "AL").get("/v1/alerts").json()["rows"]
    return listed


def alert_sheet(scene: Setting) -> str:
    """Read at AL in full what was published."""
    return str([scene.call(UIDS[Role.ANALYST], "AL").get(f"/v1/alerts/{one['id']}").text for one in _alerts(scene)])


def alert_acknowledged(scene: Setting) -> str:
    """Read at AL in full what was published, after its restriction, if it has one."""
    shown = _alerts(scene)
    for one in shown:
        scene.call(UIDS[Role.ANALYST], "AL").post(f"/v1/alerts/{one['id']}/acknowledgement")
    return str([scene.call(UIDS[Role.ANALYST], "AL").get(f"/v1/alerts/{one['id']}").text for one in shown])


def corrected(scene: Setting) -> str:
    """Have AL tighten a record that RS holds, and read at RS what came: for the purpose of the case file."""
    plain = Setting(purpose=scene.purpose)
    if not _given(plain):
        return ""
    draft = Draft(kind="person", properties=plain.person.properties, caveat=scene.caveat())
    amend(plain.al, plain.keeper, plain.person.lineage, draft)
    deliver_due(plain.al)
    newest = plain.rs.store.read(lambda tx: tx.records.received("person", 9))[-1]
    path = f"/v1/records/{newest.id}?case={plain.case.id}"
    return plain.call(UIDS[Role.ANALYST], "RS").get(path).text


def identification(scene: Setting) -> str:
    """Look at whom a family misses, of which there is an own sample."""
    scene.missed()
    return scene.call(UIDS[Role.ANALYST], "RS").get(f"/v1/case-files/{scene.case.id}/identification").text


def network(scene: Setting) -> str:
    """Look at what a record is tied to."""
    return network_of(scene, scene.own.id)


def network_of(scene: Setting, record: str) -> str:
    """Look at what one record is tied to."""
    path = f"/v1/case-files/{scene.case.id}/network?record={record}"
    return scene.call(UIDS[Role.ANALYST], "RS").get(path).text
