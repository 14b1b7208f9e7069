"""What somebody inside may try, at the interface: prevented, or found out and shown."""

from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response
from tests.integration.authorisation.scene import ASKED, UIDS, WHY, Setting
from tests.unit.adapters.sql.samples import run, unguard

from egnatia.casework.confirm import confirm
from egnatia.casework.rows import Account, Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.audit import verify
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.finding import Report
from egnatia.ledger.note import Verifier

REASON = {"reason": "Because."}


def get(scene: Setting, role: Role, path: str, node: str = "RS") -> Response:
    return scene.call(UIDS[role], node).get(path)


def post(scene: Setting, role: Role, path: str, body: dict[str, Any], node: str = "RS") -> Response:
    return scene.call(UIDS[role], node).post(path, json=body)


def opened(scene: Setting, *members: str) -> str:
    """Have the supervisor open a case file with these members, and return its id."""
    file = {"reference": f"KT-{len(members)}", "title": "Boats", "purpose": "missing_person", "members": list(members)}
    return str(post(scene, Role.SUPERVISOR, "/v1/case-files", {**file, "offence": None}).json()["id"])


def refused(answer: Response) -> str:
    """Return the words of a refusal."""
    assert answer.status_code == 403, answer.text
    return str(answer.json()["detail"])


def test_nobody_browses_without_a_case_file() -> None:
    scene = Setting()
    assert get(scene, Role.OFFICER, f"/v1/records/{scene.own.id}").status_code == 422
    assert get(scene, Role.OFFICER, f"/v1/records/{scene.own.id}?case={'0' * 32}").status_code == 404


@pytest.mark.parametrize("members", [(), ("person.supervisor",)])
def test_nobody_reads_in_a_case_file_that_he_keeps_alone(members: tuple[str, ...]) -> None:
    scene = Setting()
    case = opened(scene, *members)
    words = refused(get(scene, Role.SUPERVISOR, f"/v1/records/{scene.own.id}?case={case}"))
    assert "for nobody else (four eyes)" in words
    refused(post(scene, Role.SUPERVISOR, "/v1/exports", {"case": case, "records": [scene.own.id], **REASON}))


def test_in_one_that_others_work_in_he_does() -> None:
    scene = Setting()
    case = opened(scene, "setup.officer")
    assert get(scene, Role.SUPERVISOR, f"/v1/records/{scene.own.id}?case={case}").status_code == 200


def both(scene: Setting, node: str, *roles: Role) -> Account:
    """Put somebody of several roles to work, who calls as user 77."""
    account = replace(scene.people[node, roles[0]], id="77" * 16, name="both", roles=frozenset(roles), uid=77)  # type: ignore[arg-type] # an id
    scene.net.offices[node].store.write(lambda tx: tx.accounts.add(account))
    return account


def test_who_confirmed_does_not_release_and_does_not_withhold() -> None:
    scene = Setting()
    confirm(scene.al, both(scene, "AL", Role.FORENSIC, Role.SUPERVISOR), hit := scene.hit(), Verdict.CONFIRM, "Same.")
    call = scene.call(77, "AL")
    assert "four eyes" in refused(call.post("/v1/releases", json={"reference": hit, **REASON}))
    body = {"reference": hit, "ground": "investigation", **REASON}
    assert "four eyes" in refused(call.post("/v1/withholdings", json=body))


def test_who_authorised_or_allowed_does_not_ask_on_it() -> None:
    scene = Setting()
    permit = {"officer": "person.supervisor", **REASON}
    words = refused(post(scene, Role.SUPERVISOR, f"/v1/case-files/{scene.case.id}/repeats", permit))
    assert "somebody else must (four eyes)" in words


def test_who_varies_a_question_is_stopped_and_oversight_sees_it() -> None:
    scene = Setting()
    for year in range(60, 67):
        asked = {**ASKED, "birth_date": [f"19{year}-01-01"]}
        body = {"kind": "person", "properties": asked, "case": scene.case.id, "subject": {"role": "suspect"}}
        answer = post(scene, Role.OFFICER, "/v1/questions", {**body, "partners": {"AL": WHY}})
    assert "a supervisor or prosecutor can allow you one more" in refused(answer)
    seen = get(scene, Role.OVERSIGHT, "/v1/repeats").json()["seen"]
    assert (seen[0]["stopped"], seen[0]["by"]) == (True, scene.people["RS", Role.OFFICER].id)


def test_exports_out_of_pattern_are_shown() -> None:
    scene = Setting()
    for _ in range(6):
        post(scene, Role.ANALYST, "/v1/exports", {"case": scene.case.id, "records": [scene.own.id], **REASON})
    newest, *_ = get(scene, Role.OVERSIGHT, "/v1/exports").json()
    assert newest["remarks"] == ["more than 5 exports by this person within a day"]


def audited(scene: Setting) -> Report:
    """Hold the log of RS against its key."""
    key = scene.rs.keys.ledger.key
    known = Verifier(key=key, verify=scene.rs.keys.verifier.for_key(key.public))  # type: ignore[attr-defined] # ours
    return scene.rs.store.read(lambda tx: verify(tx.ledger.stored([known])))


def test_a_look_that_an_administrator_takes_out_of_the_log_is_found() -> None:
    scene = Setting()
    get(scene, Role.OFFICER, f"/v1/records/{scene.own.id}?case={scene.case.id}")
    scene.sequence()
    assert audited(scene).sound
    scene.rs.store.write(unguard)
    scene.rs.store.write(lambda tx: run(tx, "UPDATE entry SET body = x'7b7d' WHERE act = 'consultation'"))
    assert [found.kind for found in audited(scene).findings]


def test_nothing_is_signed_over_a_tree_that_was_changed_by_hand() -> None:
    scene = Setting()
    scene.sequence()
    scene.rs.store.write(lambda tx: run(tx, f"UPDATE tree_node SET hash = x'{'00' * 32}'"))  # noqa: S608 - a constant
    get(scene, Role.OFFICER, f"/v1/records/{scene.own.id}?case={scene.case.id}")
    with pytest.raises(LedgerError, match="changed by hand"):
        scene.sequence()
