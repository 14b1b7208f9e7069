"""For every rule, a request that a person with the right makes with success; only who makes it differs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.integration.authorisation import (  # noqa: F401 - recipes are kept beside these
    accounts,
    alerting,
    corresponding,
    identifying,
    jointly,
    operating,
    pairing,
    protecting,
    watching,
)
from tests.integration.authorisation.recipes import REASON, RECIPES, Asked, plainly, received, recipe_for
from tests.integration.authorisation.scene import ASKED, KNOWN, MANUAL, VIN, WHY, Setting
from tests.unit.casework.importing.samples import brought

from egnatia.api.plain import plain
from egnatia.casework.collect import Draft, collect, consult
from egnatia.casework.contest import contest
from egnatia.casework.erase import hold
from egnatia.casework.importing.intake import begin, bring
from egnatia.casework.judge import Judging, judge
from egnatia.casework.rows import Account, Role, Sighting
from egnatia.casework.supersede import Changed
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.witness import Verdict
from egnatia.model.caveat import Handling, plain_caveat
from egnatia.model.identity import NodeId

__all__ = ["RECIPES", "Asked"]

plainly("GET /v1/me", "/v1/me")
plainly("GET /v1/status", "/v1/status")
plainly("GET /v1/partners", "/v1/partners")
plainly("GET /v1/directory", "/v1/directory")
plainly("GET /v1/accounts", "/v1/accounts")
plainly("POST /v1/accounts", "/v1/accounts", {"name": "newcomer", "roles": ["officer"]})
plainly("POST /v1/accounts/{name}/closing", "/v1/accounts/setup.officer/closing")
plainly("POST /v1/me/link", "/v1/me/link")
_HEADING = {"partner": "AL", "sort": "hot_pursuit", "offence": "drug_trafficking", "said": {}}
plainly("POST /v1/law/crossing", "/v1/law/crossing", _HEADING)
plainly("POST /v1/law/assistance", "/v1/law/assistance", {"partner": "AL", "offence": "drug_trafficking"})
plainly("POST /v1/law/explanation", "/v1/law/explanation", {"asker": "RS", "answerer": "AL", "kind": "person"})
plainly("GET /v1/case-files", "/v1/case-files")
plainly("GET /v1/questions", "/v1/questions")
plainly("GET /v1/exports", "/v1/exports")
plainly("GET /v1/repeats", "/v1/repeats")
plainly("GET /v1/remarks", "/v1/remarks")
plainly("GET /v1/statistics", "/v1/statistics?first=2026-11&last=2026-11")
plainly("GET /v1/messages/clocks", "/v1/messages/clocks?first=2026-11&last=2026-11")
plainly("GET /v1/access", "/v1/access")
plainly("GET /v1/recalls", "/v1/recalls")
plainly("GET /v1/imports", "/v1/imports")
plainly("POST /v1/imports", "/v1/imports", {"source": "register of cars"})
plainly("GET /v1/retention", "/v1/retention?days=36000")
plainly("GET /v1/ledger", "/v1/ledger")
plainly("GET /v1/ledger/witnesses", "/v1/ledger/witnesses")
plainly("GET /v1/ledger/keys", "/v1/ledger/keys")


@recipe_for("POST /v1/case-files")
def _open(_scene: Setting, _actor: Account) -> Asked:
    body = {
        "reference": "KT-18",
        "title": "Trucks",
        "purpose": "missing_person",
        "offence": None,
        "members": ["setup.officer"],
    }
    return Asked(method="POST", path="/v1/case-files", body=body)


@recipe_for("POST /v1/case-files/{case}/closing")
def _close(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/closing", body=REASON)


@recipe_for("GET /v1/case-files/{case}")
def _look_in(scene: Setting, _actor: Account) -> Asked:
    consult(scene.rs, scene.officer, scene.own.id, scene.case.id)
    return Asked(method="GET", path=f"/v1/case-files/{scene.case.id}")


@recipe_for("GET /v1/case-files/{case}/network")
def _look_around(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/case-files/{scene.case.id}/network?record={scene.own.id}")


@recipe_for("GET /v1/authorisations")
def _authorisations(scene: Setting, _actor: Account) -> Asked:
    scene.authorised()
    return Asked(method="GET", path=f"/v1/authorisations?matter={scene.case.id}")


@recipe_for("POST /v1/authorisations")
def _authorise(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/authorisations", body=plain(scene.granting()))


@recipe_for("POST /v1/authorisations/{statement}/withdrawal")
def _withdraw(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/authorisations/{scene.authorised()}/withdrawal"
    return Asked(method="POST", path=path, body={"matter": scene.case.id, **REASON})


def _enquiry(scene: Setting, **fields: object) -> dict[str, Any]:
    subject = {"role": scene.role}
    asked = {"kind": "person", "properties": ASKED, "case": scene.case.id, "subject": subject, "partners": {"AL": WHY}}
    return {**asked, **fields}


@recipe_for("POST /v1/questions/preview")
def _preview(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/questions/preview", body=_enquiry(scene))


@recipe_for("POST /v1/questions")
def _ask(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/questions", body=_enquiry(scene))


@recipe_for("POST /v1/questions (data at once)")
def _ask_at_once(scene: Setting, _actor: Account) -> Asked:
    body = _enquiry(scene, kind="vehicle", properties=VIN, instrument=MANUAL)
    return Asked(method="POST", path="/v1/questions", body=body)


@recipe_for("GET /v1/questions/{question}/hits")
def _hits(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked()}/hits")


@recipe_for("GET /v1/questions/{question}/hits (data at once)")
def _hits_at_once(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked_about_car()}/hits")


@recipe_for("GET /v1/questions (received)")
def _received(scene: Setting, _actor: Account) -> Asked:
    scene.asked()
    return Asked(method="GET", path="/v1/questions?received=true", node="AL")


@recipe_for("GET /v1/questions/{question}/hits (received)")
def _received_hits(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked()}/hits", node="AL")


@recipe_for("POST /v1/questions/{question}/look-up")
def _look_up(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/questions/{scene.asked(instrument=MANUAL)}/look-up", node="AL")


@recipe_for("POST /v1/questions/{question}/answer")
def _answer(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/questions/{scene.asked(instrument=MANUAL)}/answer"
    return Asked(method="POST", path=path, body={"records": [scene.person.id]}, node="AL")


@recipe_for("POST /v1/hits/{reference}/comparison")
def _compare(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/hits/{scene.hit()}/comparison", node="AL")


@recipe_for("GET /v1/hits/{reference}/audience")
def _audience(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/hits/{scene.confirmed()}/audience", node="AL")


@recipe_for("POST /v1/hits/{reference}/verdict")
def _judge(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/hits/{scene.hit()}/verdict"
    return Asked(method="POST", path=path, body={"verdict": "confirm", **REASON}, node="AL")


@recipe_for("POST /v1/releases")
def _release(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/releases", body={"reference": scene.confirmed(), **REASON}, node="AL")


@recipe_for("POST /v1/withholdings")
def _withhold(scene: Setting, _actor: Account) -> Asked:
    body = {"reference": scene.confirmed(), "ground": "investigation", **REASON}
    return Asked(method="POST", path="/v1/withholdings", body=body, node="AL")


def _draft(scene: Setting) -> dict[str, Any]:
    caveat = {**plain_caveat(scene.caveat()), "retain_until": "2028-01-01"}
    return {"kind": "person", "properties": {"family_name": ["Jovanoviq"], "first_name": ["Ana"]}, "caveat": caveat}


@recipe_for("POST /v1/records")
def _collect(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/records", body=[_draft(scene)])


@recipe_for("POST /v1/lineages/{lineage}")
def _amend(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/lineages/{scene.own.lineage}", body=_draft(scene))


@recipe_for("POST /v1/records/{record}/versions")
def _edit(scene: Setting, _actor: Account) -> Asked:
    properties = {"first_name": ["Petar"], "family_name": ["Horvat"]}
    body = {"case": scene.case.id, "properties": properties, "seen": [scene.own.id]}
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/versions", body=body)


@recipe_for("POST /v1/records/{record}/judgements")
def _judge_two(scene: Setting, _actor: Account) -> Asked:
    body = {"other": scene.another().id, "same": True, "case": scene.case.id, **REASON}
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/judgements", body=body)


@recipe_for("POST /v1/records/{record}/judgements/{statement}/undoing")
def _undo_judgement(scene: Setting, _actor: Account) -> Asked:
    said = Judging(record=scene.own.id, other=scene.another().id, same=True, case=scene.case.id, reason=WHY)
    made = judge(scene.rs, scene.officer, said)
    path = f"/v1/records/{scene.own.id}/judgements/{made.id}/undoing"
    return Asked(method="POST", path=path, body={"case": scene.case.id, **REASON})


@recipe_for("GET /v1/records/{record}")
def _read(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/records/{scene.own.id}?case={scene.case.id}")


@recipe_for("GET /v1/records/{record} (received)")
def _read_received(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/records/{received(scene)}?case={scene.case.id}")


@recipe_for("POST /v1/records/{record}/acknowledgement")
def _acknowledge(scene: Setting, _actor: Account) -> Asked:
    marked = replace(scene.caveat(), handling=frozenset({Handling.RESTRICTED}), restriction="Not for the press.")
    [given] = collect(scene.al, scene.keeper, [Draft(kind="person", properties=KNOWN, caveat=marked)])
    scene.rs.store.write(lambda tx: tx.records.add([(given, frozenset())], received_from=scene.al.me))
    return Asked(method="POST", path=f"/v1/records/{given.id}/acknowledgement", body={"case": scene.case.id})


@recipe_for("POST /v1/exports")
def _export(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/exports", body={"case": scene.case.id, "records": [scene.own.id], **REASON})


@recipe_for("POST /v1/exports (received)")
def _export_received(scene: Setting, _actor: Account) -> Asked:
    body = {"case": scene.case.id, "records": [received(scene)], **REASON}
    return Asked(method="POST", path="/v1/exports", body=body)


def _import(scene: Setting, by: Account) -> str:
    begun = begin(scene.rs, by if by.roles & {Role.OFFICER, Role.FORENSIC} else scene.officer, "register of cars").id
    return f"/v1/imports/{begun}"


_ROWS: dict[str, list[object]] = {"caveats": [], "rows": []}
_END = {"file": "a" * 64, "mapping": "b" * 64, "rejected": 0}


@recipe_for("POST /v1/imports/{import_id}/rows")
def _bring(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, actor)}/rows", body=_ROWS)


@recipe_for("POST /v1/imports/{import_id}/rows (another's)")
def _bring_others(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, scene.officer)}/rows", body=_ROWS)


@recipe_for("POST /v1/imports/{import_id}/end")
def _end(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, actor)}/end", body=_END)


@recipe_for("POST /v1/imports/{import_id}/end (another's)")
def _end_others(scene: Setting, _actor: Account) -> Asked:
    path = _import(scene, scene.officer)
    bring(scene.rs, scene.officer, path.rsplit("/", 1)[1], [brought()])  # type: ignore[arg-type] # an id
    return Asked(method="POST", path=f"{path}/end", body=_END)


@recipe_for("DELETE /v1/imports/{import_id}")
def _drop(scene: Setting, actor: Account) -> Asked:
    return Asked(method="DELETE", path=_import(scene, actor))


@recipe_for("DELETE /v1/imports/{import_id} (another's)")
def _drop_others(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="DELETE", path=_import(scene, scene.officer))


def _decided(rule: str, body: dict[str, Any]) -> None:
    """Say of a rule that something is decided about the node's own record."""
    act = rule.rsplit("/", 1)[1]
    RECIPES[rule] = lambda scene, _actor: Asked(method="POST", path=f"/v1/records/{scene.own.id}/{act}", body=body)


_decided("POST /v1/records/{record}/contest", REASON)
_decided("POST /v1/records/{record}/restriction", {"words": "Only in KT-9.", **REASON})
_decided("POST /v1/records/{record}/erasure", REASON)
_decided("POST /v1/records/{record}/holds", REASON)


@recipe_for("POST /v1/records/{record}/recall")
def _recall(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/records/{scene.given()}/recall", body={"ground": "inaccurate", **REASON})


@recipe_for("GET /v1/records/{record}/recall")
def _recalled(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/records/{scene.given()}/recall")


@recipe_for("POST /v1/questions/{question}/erasure")
def _forget(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/questions/{scene.asked_about_car()}/erasure", body=REASON)


@recipe_for("POST /v1/records/{record}/settlement")
def _settle(scene: Setting, _actor: Account) -> Asked:
    contested: Changed = contest(scene.rs, scene.boss, scene.own.id, "She says that it is her sister.")
    return Asked(method="POST", path=f"/v1/records/{contested.record.id}/settlement", body=REASON)


@recipe_for("POST /v1/records/{record}/extension")
def _extend(scene: Setting, _actor: Account) -> Asked:
    scene.net.clock.advance(timedelta(days=3 * 365))
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/extension", body={"until": "2031-01-01", **REASON})


@recipe_for("POST /v1/records/{record}/holds/{statement}/lifting")
def _lift(scene: Setting, _actor: Account) -> Asked:
    held = hold(scene.rs, scene.boss, scene.own.id, "A court asked for it.")
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/holds/{held.id}/lifting", body=REASON)


def _contradicted(scene: Setting) -> None:
    """Show RS two histories of AL's log."""
    notes = [sign_checkpoint(9, bytes([byte]) * 32, scene.al.keys.ledger) for byte in (1, 2)]
    one, other = (note.to_bytes().decode() for note in notes)
    al, now = NodeId("AL"), scene.net.clock.now()
    seen = Sighting(log=al, witness=scene.rs.me, at=now, verdict=Verdict.FORKED, note=one, against=other)
    scene.rs.store.write(lambda tx: tx.witnessed.put(seen))


@recipe_for("GET /v1/ledger/contradictions/{log}")
def _evidence(scene: Setting, _actor: Account) -> Asked:
    _contradicted(scene)
    return Asked(method="GET", path="/v1/ledger/contradictions/AL")


@recipe_for("POST /v1/ledger/contradictions/{log}/settlement")
def _begin_anew(scene: Setting, _actor: Account) -> Asked:
    _contradicted(scene)
    return Asked(method="POST", path="/v1/ledger/contradictions/AL/settlement", body={"reference": "KT/17-2026"})


@recipe_for("GET /v1/ledger/trail/{subject}")
def _trail(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/ledger/trail/{scene.asked()}")


@recipe_for("GET /v1/holdings/{holder}")
def _held(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/holdings/AL")


@recipe_for("GET /v1/ledger/entries/{index}/proof")
def _prove(scene: Setting, _actor: Account) -> Asked:
    scene.sequence()
    return Asked(method="GET", path="/v1/ledger/entries/0/proof")


@recipe_for("GET /v1/ledger/growth/{first}/{second}")
def _prove_growth(scene: Setting, _actor: Account) -> Asked:
    scene.sequence()
    return Asked(method="GET", path="/v1/ledger/growth/1/1")
