"""Requests that protect people: dangers, consent to pass data on, altered questions, what people may know."""

from dataclasses import replace
from typing import Any

from tests.integration.authorisation.corresponding import written
from tests.integration.authorisation.recipes import REASON, Asked, received, recipe_for
from tests.integration.authorisation.scene import Setting

from egnatia.api.plain import plain
from egnatia.casework.access.handling import check_identity, open_request
from egnatia.casework.consent import Consenting, Seeking, consent, seek_consent
from egnatia.casework.deliver import deliver_due
from egnatia.casework.peril import Warned, warn
from egnatia.casework.requests import AccessId, Proof
from egnatia.casework.rows import Account, Role
from egnatia.casework.tampering import damaged, note_tampering
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.peril import Danger
from egnatia.model.statement import StatementAct


@recipe_for("POST /v1/case-files/{case}/repeats")
def _allow_repeat(scene: Setting, _actor: Account) -> Asked:
    body = {"officer": "setup.officer", **REASON}
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/repeats", body=body)


_TORTURE = {"danger": "torture", "country": "ALB", **REASON}


@recipe_for("POST /v1/perils")
def _warn(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/perils", body={"matter": scene.case.id, **_TORTURE})


@recipe_for("POST /v1/perils (of a thing)")
def _warn_of_thing(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/perils", body={"matter": scene.own.id, **_TORTURE})


def _warned(scene: Setting) -> str:
    said = Warned(matter=scene.case.id, danger=Danger.TORTURE, country=CountryCode("ALB"), reason="A report.")
    return warn(scene.rs, scene.officer, said).id


@recipe_for("GET /v1/perils")
def _perils(scene: Setting, _actor: Account) -> Asked:
    _warned(scene)
    return Asked(method="GET", path=f"/v1/perils?matter={scene.case.id}")


@recipe_for("POST /v1/perils/{statement}/withdrawal")
def _take_back(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/perils/{_warned(scene)}/withdrawal"
    return Asked(method="POST", path=path, body={"matter": scene.case.id, **REASON})


@recipe_for("POST /v1/assurances")
def _assure(scene: Setting, _actor: Account) -> Asked:
    document = {"country": "ALB", "authority": "Minister, 7/26", "document": "a" * 64, "given": "2026-01-01"}
    return Asked(method="POST", path="/v1/assurances", body={"matter": scene.case.id, **document, **REASON})


@recipe_for("GET /v1/break-glass")
def _broken(scene: Setting, _actor: Account) -> Asked:
    scene.asked(break_glass="A child is in the lorry.")
    return Asked(method="GET", path="/v1/break-glass?due=true")


@recipe_for("POST /v1/break-glass/{statement}/review")
def _review(scene: Setting, _actor: Account) -> Asked:
    scene.asked(break_glass="A child is in the lorry.")
    [made] = scene.rs.store.read(lambda tx: tx.statements.newest(StatementAct.BREAK_GLASS, 9))
    return Asked(method="POST", path=f"/v1/break-glass/{made.id}/review", body={"finding": "upheld", **REASON})


def _seeking(scene: Setting) -> dict[str, Any]:
    return {"record": received(scene), "recipient": "MK", "purpose": scene.purpose, "necessity": "It is wanted there."}


@recipe_for("POST /v1/consent-requests")
def _seek(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/consent-requests", body=_seeking(scene))


def _sought(scene: Setting) -> str:
    """Have RS ask AL for its consent; returns the id of the request."""
    said = {**_seeking(scene), "recipient": NodeId("MK")}
    made = seek_consent(scene.rs, scene.boss, Seeking(**said))
    deliver_due(scene.rs)
    return made.id


@recipe_for("GET /v1/consent-requests")
def _requests(scene: Setting, _actor: Account) -> Asked:
    _sought(scene)
    return Asked(method="GET", path="/v1/consent-requests")


@recipe_for("GET /v1/consent-requests (received)")
def _requested(scene: Setting, _actor: Account) -> Asked:
    _sought(scene)
    return Asked(method="GET", path="/v1/consent-requests?received=true", node="AL")


@recipe_for("GET /v1/consent-requests/{request}/audience")
def _consent_audience(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/consent-requests/{_sought(scene)}/audience", node="AL")


@recipe_for("POST /v1/consents")
def _consent(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/consents", body={"request": _sought(scene), **REASON}, node="AL")


@recipe_for("POST /v1/consent-denials")
def _deny(scene: Setting, _actor: Account) -> Asked:
    body = {"request": _sought(scene), "ground": "investigation"}
    return Asked(method="POST", path="/v1/consent-denials", body=body, node="AL")


@recipe_for("GET /v1/records/{record}/audience")
def _forward_audience(scene: Setting, _actor: Account) -> Asked:
    record = _seeking(scene)["record"]
    path = f"/v1/records/{record}/audience?recipient=MK&purpose={scene.purpose}"
    return Asked(method="GET", path=path)


@recipe_for("POST /v1/forwards")
def _forward(scene: Setting, _actor: Account) -> Asked:
    request = _sought(scene)
    consent(scene.al, scene.chief, Consenting(request=StatementId(request), reason="One matter."))
    deliver_due(scene.al)
    [made] = scene.rs.store.read(lambda tx: tx.statements.newest(StatementAct.SEEK, 9))
    assert made.passes
    offence = {} if scene.searching else {"offence": "drug_trafficking"}
    body = {"record": made.passes.record, "recipient": "MK", "purpose": scene.purpose, "necessity": "x", **offence}
    return Asked(method="POST", path="/v1/forwards", body=body)


@recipe_for("GET /v1/forwards")
def _forwarded(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/forwards")


@recipe_for("POST /v1/remarks/{remark}/answer")
def _answer_remark(scene: Setting, _actor: Account) -> Asked:
    found = damaged("record", scene.own.id, record=scene.own.id)
    note_tampering(scene.rs, [found])
    return Asked(method="POST", path=f"/v1/remarks/{found.id}/answer", body=REASON)


@recipe_for("POST /v1/access")
def _apply(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/access", body=plain(scene.applying()))


def _alone(scene: Setting, actor: Account, proof: Proof = Proof.IN_PERSON) -> AccessId:
    """Have the one who calls take the request in, where that is allowed."""
    applying = scene.applying()
    known = replace(applying.applicant, proof=proof, shown="passport" if proof is not Proof.NONE else "")
    taker = actor if Role.SUPERVISOR in actor.roles else scene.boss
    return open_request(scene.rs, taker, replace(applying, applicant=known)).id


@recipe_for("POST /v1/access/{request}/identity")
def _identify(scene: Setting, actor: Account) -> Asked:
    path = f"/v1/access/{_alone(scene, actor, Proof.NONE)}/identity"
    return Asked(method="POST", path=path, body={"proof": "copy", "shown": "passport BA1234567"})


@recipe_for("POST /v1/access/{request}/search (taken in alone)")
def _search_alone(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{_alone(scene, actor)}/search")


@recipe_for("POST /v1/access/{request}/search (whose proof one saw oneself)")
def _search_checked(scene: Setting, actor: Account) -> Asked:
    request = _alone(scene, scene.boss, Proof.NONE)
    checker = actor if Role.SUPERVISOR in actor.roles else scene.boss
    check_identity(scene.rs, checker, request, Proof.COPY, "passport BA1234567")
    return Asked(method="POST", path=f"/v1/access/{request}/search")


@recipe_for("POST /v1/access/{request}/records/{record}")
def _look_at(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.applied()}/records/{scene.own.id}", body=REASON)


@recipe_for("POST /v1/access/{request}/records/{record} (taken in alone)")
def _look_at_alone(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{_alone(scene, actor)}/records/{scene.own.id}", body=REASON)


@recipe_for("POST /v1/access/{request}/messages/{message}")
def _read_message(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/access/{scene.applied()}/messages/{written(scene)}"
    return Asked(method="POST", path=path, body=REASON)


@recipe_for("POST /v1/access/{request}/messages/{message} (taken in alone)")
def _read_message_alone(scene: Setting, actor: Account) -> Asked:
    path = f"/v1/access/{_alone(scene, actor)}/messages/{written(scene)}"
    return Asked(method="POST", path=path, body=REASON)


@recipe_for("POST /v1/access/{request}/findings (taken in alone)")
def _find_alone(scene: Setting, actor: Account) -> Asked:
    body = {"record": scene.own.id, "telling": "all", **REASON}
    return Asked(method="POST", path=f"/v1/access/{_alone(scene, actor)}/findings", body=body)


@recipe_for("POST /v1/access/{request}/draft (taken in alone)")
def _draft_alone(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{_alone(scene, actor)}/draft", body={})


@recipe_for("POST /v1/access/{request}/closing (taken in alone)")
def _answer_alone(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{_alone(scene, actor)}/closing", body={})


@recipe_for("POST /v1/access/{request}/search")
def _search(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.applied()}/search")


@recipe_for("POST /v1/access/{request}/findings")
def _find(scene: Setting, _actor: Account) -> Asked:
    body = {"record": scene.own.id, "telling": "all", **REASON}
    return Asked(method="POST", path=f"/v1/access/{scene.applied()}/findings", body=body)


@recipe_for("POST /v1/access/{request}/draft")
def _draft_letter(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.decided()}/draft", body={})


@recipe_for("POST /v1/access/{request}/closing")
def _answer_person(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.decided()}/closing", body={})
