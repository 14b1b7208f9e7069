"""Requests about who the dead are: comparing, proposing, deciding, signing."""

from tests.integration.authorisation.recipes import REASON, Asked, recipe_for
from tests.integration.authorisation.scene import MISSED, Setting

from egnatia.casework.rows import Account


@recipe_for("GET /v1/case-files/{case}/identification")
def _identify(scene: Setting, _actor: Account) -> Asked:
    scene.missed()
    return Asked(method="GET", path=f"/v1/case-files/{scene.identifying()}/identification")


@recipe_for("GET /v1/case-files/{case}/identifications")
def _board(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/case-files/{scene.proposed()[0]}/identifications")


@recipe_for("POST /v1/case-files/{case}/identifications")
def _propose(scene: Setting, _actor: Account) -> Asked:
    body = {"victim": "R-1", "missing": MISSED, **REASON}
    return Asked(method="POST", path=f"/v1/case-files/{scene.compared()}/identifications", body=body)


@recipe_for("POST /v1/case-files/{case}/identifications/{statement}/decision")
def _decide(scene: Setting, _actor: Account) -> Asked:
    case, statement = scene.proposed()
    path = f"/v1/case-files/{case}/identifications/{statement}/decision"
    return Asked(method="POST", path=path, body={"decision": "confirm", **REASON})


@recipe_for("GET /v1/case-files/{case}/identifications/{statement}/report")
def _report(scene: Setting, _actor: Account) -> Asked:
    case, statement = scene.proposed()
    return Asked(method="GET", path=f"/v1/case-files/{case}/identifications/{statement}/report")
