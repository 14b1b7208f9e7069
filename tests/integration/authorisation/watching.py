"""Requests about questions that stay."""

from tests.integration.authorisation.recipes import REASON, Asked, plainly, recipe_for
from tests.integration.authorisation.scene import Setting

from egnatia.casework.rows import Account

plainly("GET /v1/held-watches", "/v1/held-watches")
plainly("GET /v1/overlaps", "/v1/overlaps")
plainly("GET /v1/learnt-overlaps", "/v1/learnt-overlaps")


@recipe_for("GET /v1/watches")
def _watches(scene: Setting, _actor: Account) -> Asked:
    scene.asked(watch_days=30)
    return Asked(method="GET", path="/v1/watches")


@recipe_for("GET /v1/watches/{question}")
def _watch(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/watches/{scene.asked(watch_days=30)}")


@recipe_for("POST /v1/watches/{question}/extension")
def _extend(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/watches/{scene.asked(watch_days=30)}/extension"
    return Asked(method="POST", path=path, body={"days": 60, **REASON})


@recipe_for("POST /v1/watches/{question}/withdrawal")
def _withdraw_watch(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/watches/{scene.asked(watch_days=30)}/withdrawal", body=REASON)
