"""Requests to find in the register, and about pairs of records that may be about the same."""

from tests.integration.authorisation.recipes import Asked, plainly, recipe_for
from tests.integration.authorisation.scene import Setting

from egnatia.casework.rows import Account

plainly("POST /v1/pairs/levels", "/v1/pairs/levels?kind=person")
plainly("POST /v1/pairs/scan", "/v1/pairs/scan?rows=5")


@recipe_for("POST /v1/case-files/{case}/search")
def _find(scene: Setting, _actor: Account) -> Asked:
    wanted = {"kind": scene.own.kind, "properties": {"family_name": list(scene.own.properties["family_name"])}}
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/search", body=wanted)


@recipe_for("GET /v1/case-files/{case}/pairs")
def _pairs(scene: Setting, _actor: Account) -> Asked:
    scene.another()
    return Asked(method="GET", path=f"/v1/case-files/{scene.case.id}/pairs")


@recipe_for("GET /v1/case-files/{case}/pairs/{record}/{other}")
def _read_two(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/case-files/{scene.case.id}/pairs/{scene.own.id}/{scene.another().id}")
