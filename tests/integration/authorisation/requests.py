"""For every rule, a request that a person with the right makes with success; only who makes it differs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.integration.authorisation.scene import ASKED, MANUAL, VIN, WHY, Setting
from tests.unit.casework.importing.samples import brought

from egnatia.api.plain import plain
from egnatia.casework.consent import Consenting, Seeking, consent, seek_consent
from egnatia.casework.contest import contest
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.importing.intake import begin, bring
from egnatia.casework.peril import Warned, warn
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, Role, Sighting
from egnatia.casework.supersede import Changed
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.witness import Verdict
from egnatia.model.caveat import plain_caveat
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.peril import Danger
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: object = None
    node: str = "RS"


Recipe = Callable[[Setting, Account], Asked]
RECIPES: dict[str, Recipe] = {}
REASON = {"reason": "The file says so."}


def _for(*rules: str) -> Callable[[Recipe], Recipe]:
    def keep(recipe: Recipe) -> Recipe:
        RECIPES.update(dict.fromkeys(rules, recipe))
        return recipe

    return keep


def _plain(rule: str, path: str, body: object = None) -> None:
    """Say of a rule that its request needs nothing that is not there already."""
    RECIPES[rule] = lambda _scene, _actor: Asked(method=rule.split(maxsplit=1)[0], path=path, body=body)


_plain("GET /v1/me", "/v1/me")
_plain("GET /v1/status", "/v1/status")
_plain("GET /v1/partners", "/v1/partners")
_plain("GET /v1/directory", "/v1/directory")
_plain("GET /v1/accounts", "/v1/accounts")
_plain("POST /v1/accounts", "/v1/accounts", {"name": "newcomer", "roles": ["officer"]})
_plain("POST /v1/accounts/{name}/closing", "/v1/accounts/setup.officer/closing")
_plain("POST /v1/me/link", "/v1/me/link")
_plain("POST /v1/law/explanation", "/v1/law/explanation", {"asker": "RS", "answerer": "AL", "kind": "person"})
_plain("GET /v1/case-files", "/v1/case-files")
_plain("GET /v1/questions", "/v1/questions")
_plain("GET /v1/exports", "/v1/exports")
_plain("GET /v1/repeats", "/v1/repeats")
_plain("GET /v1/statistics", "/v1/statistics?first=2026-11&last=2026-11")
_plain("GET /v1/access", "/v1/access")
_plain("GET /v1/imports", "/v1/imports")
_plain("POST /v1/imports", "/v1/imports", {"source": "register of cars"})
_plain("GET /v1/retention", "/v1/retention?days=36000")
_plain("GET /v1/ledger", "/v1/ledger")
_plain("GET /v1/ledger/witnesses", "/v1/ledger/witnesses")
_plain("GET /v1/ledger/keys", "/v1/ledger/keys")


@_for("POST /v1/case-files")
def _open(_scene: Setting, _actor: Account) -> Asked:
    body = {
        "reference": "KT-18",
        "title": "Trucks",
        "purpose": "missing_person",
        "offence": None,
        "members": ["setup.officer"],
    }
    return Asked(method="POST", path="/v1/case-files", body=body)


@_for("POST /v1/case-files/{case}/closing")
def _close(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/closing")


@_for("POST /v1/case-files/{case}/repeats")
def _allow_repeat(scene: Setting, _actor: Account) -> Asked:
    body = {"officer": "setup.officer", **REASON}
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/repeats", body=body)


@_for("GET /v1/authorisations")
def _authorisations(scene: Setting, _actor: Account) -> Asked:
    scene.authorised()
    return Asked(method="GET", path=f"/v1/authorisations?matter={scene.case.id}")


@_for("POST /v1/authorisations")
def _authorise(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/authorisations", body=plain(scene.granting()))


@_for("POST /v1/authorisations/{statement}/withdrawal")
def _withdraw(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/authorisations/{scene.authorised()}/withdrawal"
    return Asked(method="POST", path=path, body={"matter": scene.case.id, **REASON})


_TORTURE = {"danger": "torture", "country": "ALB", **REASON}


@_for("POST /v1/perils")
def _warn(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/perils", body={"matter": scene.case.id, **_TORTURE})


@_for("POST /v1/perils (of a thing)")
def _warn_of_thing(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/perils", body={"matter": scene.own.id, **_TORTURE})


def _warned(scene: Setting) -> str:
    said = Warned(matter=scene.case.id, danger=Danger.TORTURE, country=CountryCode("ALB"), reason="A report.")
    return warn(scene.rs, scene.officer, said).id


@_for("GET /v1/perils")
def _perils(scene: Setting, _actor: Account) -> Asked:
    _warned(scene)
    return Asked(method="GET", path=f"/v1/perils?matter={scene.case.id}")


@_for("POST /v1/perils/{statement}/withdrawal")
def _take_back(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/perils/{_warned(scene)}/withdrawal"
    return Asked(method="POST", path=path, body={"matter": scene.case.id, **REASON})


@_for("POST /v1/assurances")
def _assure(scene: Setting, _actor: Account) -> Asked:
    document = {"country": "ALB", "authority": "Minister, 7/26", "document": "a" * 64, "given": "2026-01-01"}
    return Asked(method="POST", path="/v1/assurances", body={"matter": scene.case.id, **document, **REASON})


@_for("GET /v1/break-glass")
def _broken(scene: Setting, _actor: Account) -> Asked:
    scene.asked(break_glass="A child is in the lorry.")
    return Asked(method="GET", path="/v1/break-glass?due=true")


@_for("POST /v1/break-glass/{statement}/review")
def _review(scene: Setting, _actor: Account) -> Asked:
    scene.asked(break_glass="A child is in the lorry.")
    [made] = scene.rs.store.read(lambda tx: tx.statements.newest(StatementAct.BREAK_GLASS, 9))
    return Asked(method="POST", path=f"/v1/break-glass/{made.id}/review", body={"finding": "upheld", **REASON})


def _enquiry(scene: Setting, **fields: object) -> dict[str, Any]:
    subject = {"role": scene.role}
    asked = {"kind": "person", "properties": ASKED, "case": scene.case.id, "subject": subject, "partners": {"AL": WHY}}
    return {**asked, **fields}


@_for("POST /v1/questions/preview")
def _preview(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/questions/preview", body=_enquiry(scene))


@_for("POST /v1/questions")
def _ask(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/questions", body=_enquiry(scene))


@_for("POST /v1/questions (data at once)")
def _ask_at_once(scene: Setting, _actor: Account) -> Asked:
    body = _enquiry(scene, kind="vehicle", properties=VIN, instrument=MANUAL)
    return Asked(method="POST", path="/v1/questions", body=body)


@_for("GET /v1/questions/{question}/hits")
def _hits(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked()}/hits")


@_for("GET /v1/questions/{question}/hits (data at once)")
def _hits_at_once(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked_about_car()}/hits")


@_for("GET /v1/questions (received)")
def _received(scene: Setting, _actor: Account) -> Asked:
    scene.asked()
    return Asked(method="GET", path="/v1/questions?received=true", node="AL")


@_for("GET /v1/questions/{question}/hits (received)")
def _received_hits(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/questions/{scene.asked()}/hits", node="AL")


@_for("POST /v1/questions/{question}/look-up")
def _look_up(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/questions/{scene.asked(instrument=MANUAL)}/look-up", node="AL")


@_for("POST /v1/questions/{question}/answer")
def _answer(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/questions/{scene.asked(instrument=MANUAL)}/answer"
    return Asked(method="POST", path=path, body={"records": [scene.person.id]}, node="AL")


@_for("POST /v1/hits/{reference}/comparison")
def _compare(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/hits/{scene.hit()}/comparison", node="AL")


@_for("POST /v1/hits/{reference}/verdict")
def _judge(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/hits/{scene.hit()}/verdict"
    return Asked(method="POST", path=path, body={"verdict": "confirm", **REASON}, node="AL")


@_for("POST /v1/releases")
def _release(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/releases", body={"reference": scene.confirmed(), **REASON}, node="AL")


@_for("POST /v1/withholdings")
def _withhold(scene: Setting, _actor: Account) -> Asked:
    body = {"reference": scene.confirmed(), "ground": "investigation", **REASON}
    return Asked(method="POST", path="/v1/withholdings", body=body, node="AL")


def _draft(scene: Setting) -> dict[str, Any]:
    caveat = {**plain_caveat(scene.caveat()), "retain_until": "2028-01-01"}
    return {"kind": "person", "properties": {"family_name": ["Jovanoviq"], "first_name": ["Ana"]}, "caveat": caveat}


@_for("POST /v1/records")
def _collect(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/records", body=[_draft(scene)])


@_for("POST /v1/lineages/{lineage}")
def _amend(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/lineages/{scene.own.lineage}", body=_draft(scene))


@_for("GET /v1/records/{record}")
def _read(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/records/{scene.own.id}?case={scene.case.id}")


@_for("GET /v1/records/{record} (received)")
def _read_received(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/records/{received(scene)}?case={scene.case.id}")


def received(scene: Setting) -> str:
    """Have AL release the person's record, and return its id at RS."""
    given = release(scene.al, scene.chief, Giving(reference=scene.confirmed(), reason="Needed."))
    assert given.record
    deliver_due(scene.al)
    return given.record.id


def _seeking(scene: Setting) -> dict[str, Any]:
    return {"record": received(scene), "recipient": "MK", "purpose": scene.purpose, "necessity": "It is wanted there."}


@_for("POST /v1/consent-requests")
def _seek(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/consent-requests", body=_seeking(scene))


def _sought(scene: Setting) -> str:
    """Have RS ask AL for its consent; returns the id of the request."""
    said = {**_seeking(scene), "recipient": NodeId("MK")}
    made = seek_consent(scene.rs, scene.boss, Seeking(**said))
    deliver_due(scene.rs)
    return made.id


@_for("GET /v1/consent-requests")
def _requests(scene: Setting, _actor: Account) -> Asked:
    _sought(scene)
    return Asked(method="GET", path="/v1/consent-requests")


@_for("GET /v1/consent-requests (received)")
def _requested(scene: Setting, _actor: Account) -> Asked:
    _sought(scene)
    return Asked(method="GET", path="/v1/consent-requests?received=true", node="AL")


@_for("POST /v1/consents")
def _consent(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/consents", body={"request": _sought(scene), **REASON}, node="AL")


@_for("POST /v1/consent-denials")
def _deny(scene: Setting, _actor: Account) -> Asked:
    body = {"request": _sought(scene), "ground": "investigation"}
    return Asked(method="POST", path="/v1/consent-denials", body=body, node="AL")


@_for("POST /v1/forwards")
def _forward(scene: Setting, _actor: Account) -> Asked:
    request = _sought(scene)
    consent(scene.al, scene.chief, Consenting(request=StatementId(request), reason="One matter."))
    deliver_due(scene.al)
    [made] = scene.rs.store.read(lambda tx: tx.statements.newest(StatementAct.SEEK, 9))
    assert made.passes
    offence = {} if scene.searching else {"offence": "drug_trafficking"}
    body = {"record": made.passes.record, "recipient": "MK", "purpose": scene.purpose, "necessity": "x", **offence}
    return Asked(method="POST", path="/v1/forwards", body=body)


@_for("GET /v1/forwards")
def _forwarded(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/forwards")


@_for("POST /v1/exports")
def _export(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/exports", body={"case": scene.case.id, "records": [scene.own.id], **REASON})


@_for("POST /v1/exports (received)")
def _export_received(scene: Setting, _actor: Account) -> Asked:
    body = {"case": scene.case.id, "records": [received(scene)], **REASON}
    return Asked(method="POST", path="/v1/exports", body=body)


def _import(scene: Setting, by: Account) -> str:
    begun = begin(scene.rs, by if by.roles & {Role.OFFICER, Role.EXPERT} else scene.officer, "register of cars").id
    return f"/v1/imports/{begun}"


_ROWS: dict[str, list[object]] = {"caveats": [], "rows": []}
_END = {"file": "a" * 64, "mapping": "b" * 64, "rejected": 0}


@_for("POST /v1/imports/{import_id}/rows")
def _bring(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, actor)}/rows", body=_ROWS)


@_for("POST /v1/imports/{import_id}/rows (another's)")
def _bring_others(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, scene.officer)}/rows", body=_ROWS)


@_for("POST /v1/imports/{import_id}/end")
def _end(scene: Setting, actor: Account) -> Asked:
    return Asked(method="POST", path=f"{_import(scene, actor)}/end", body=_END)


@_for("POST /v1/imports/{import_id}/end (another's)")
def _end_others(scene: Setting, _actor: Account) -> Asked:
    path = _import(scene, scene.officer)
    bring(scene.rs, scene.officer, path.rsplit("/", 1)[1], [brought()])  # type: ignore[arg-type] # an id
    return Asked(method="POST", path=f"{path}/end", body=_END)


@_for("DELETE /v1/imports/{import_id}")
def _drop(scene: Setting, actor: Account) -> Asked:
    return Asked(method="DELETE", path=_import(scene, actor))


@_for("DELETE /v1/imports/{import_id} (another's)")
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


@_for("POST /v1/records/{record}/settlement")
def _settle(scene: Setting, _actor: Account) -> Asked:
    contested: Changed = contest(scene.rs, scene.boss, scene.own.id, "She says that it is her sister.")
    return Asked(method="POST", path=f"/v1/records/{contested.record.id}/settlement", body=REASON)


@_for("POST /v1/records/{record}/extension")
def _extend(scene: Setting, _actor: Account) -> Asked:
    scene.net.clock.advance(timedelta(days=3 * 365))
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/extension", body={"until": "2031-01-01", **REASON})


@_for("POST /v1/records/{record}/holds/{statement}/lifting")
def _lift(scene: Setting, _actor: Account) -> Asked:
    held = hold(scene.rs, scene.boss, scene.own.id, "A court asked for it.")
    return Asked(method="POST", path=f"/v1/records/{scene.own.id}/holds/{held.id}/lifting", body=REASON)


@_for("POST /v1/access")
def _apply(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/access", body=plain(scene.applying()))


@_for("POST /v1/access/{request}/search")
def _search(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.applied()}/search")


@_for("POST /v1/access/{request}/findings")
def _find(scene: Setting, _actor: Account) -> Asked:
    body = {"record": scene.own.id, "telling": "all", **REASON}
    return Asked(method="POST", path=f"/v1/access/{scene.applied()}/findings", body=body)


@_for("POST /v1/access/{request}/draft")
def _draft_letter(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.decided()}/draft", body={})


@_for("POST /v1/access/{request}/closing")
def _answer_person(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/access/{scene.decided()}/closing", body={})


def _contradicted(scene: Setting) -> None:
    """Show RS two histories of AL's log."""
    notes = [sign_checkpoint(9, bytes([byte]) * 32, scene.al.keys.ledger) for byte in (1, 2)]
    one, other = (note.to_bytes().decode() for note in notes)
    al, now = NodeId("AL"), scene.net.clock.now()
    seen = Sighting(log=al, witness=scene.rs.me, at=now, verdict=Verdict.FORKED, note=one, against=other)
    scene.rs.store.write(lambda tx: tx.witnessed.put(seen))


@_for("GET /v1/ledger/contradictions/{log}")
def _evidence(scene: Setting, _actor: Account) -> Asked:
    _contradicted(scene)
    return Asked(method="GET", path="/v1/ledger/contradictions/AL")


@_for("POST /v1/ledger/contradictions/{log}/settlement")
def _begin_anew(scene: Setting, _actor: Account) -> Asked:
    _contradicted(scene)
    return Asked(method="POST", path="/v1/ledger/contradictions/AL/settlement", body={"reference": "KT/17-2026"})


@_for("GET /v1/ledger/trail/{subject}")
def _trail(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/ledger/trail/{scene.asked()}")


@_for("GET /v1/holdings/{holder}")
def _held(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/holdings/AL")


@_for("GET /v1/ledger/entries/{index}/proof")
def _prove(scene: Setting, _actor: Account) -> Asked:
    scene.sequence()
    return Asked(method="GET", path="/v1/ledger/entries/0/proof")


@_for("GET /v1/ledger/growth/{first}/{second}")
def _prove_growth(scene: Setting, _actor: Account) -> Asked:
    scene.sequence()
    return Asked(method="GET", path="/v1/ledger/growth/1/1")
