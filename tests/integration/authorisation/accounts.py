"""Requests about accounts: who they are, links for others, lost passkeys, identities at a provider."""

from tests.integration.authorisation.recipes import Asked, plainly, recipe_for
from tests.integration.authorisation.scene import PROVIDER, Setting

from egnatia.casework.granting import Standing, change_account
from egnatia.casework.identities import bind_identity
from egnatia.casework.links import invite_other
from egnatia.casework.rows import Account, Role

_THEIRS = "/v1/accounts/setup.officer"

plainly("POST /v1/accounts/{name}/standing", f"{_THEIRS}/standing", {"roles": ["analyst"]})
plainly("POST /v1/accounts/{name}/link", f"{_THEIRS}/link")
plainly("POST /v1/accounts/{name}/passkeys/removal", f"{_THEIRS}/passkeys/removal")
plainly("POST /v1/accounts/{name}/identities", f"{_THEIRS}/identities", {"subject": "248289761001"})
plainly("POST /v1/accounts/{name}/identities/removal", f"{_THEIRS}/identities/removal")
plainly("GET /v1/vouching", "/v1/vouching")
plainly("GET /v1/passkeys/suspected", "/v1/passkeys/suspected")


@recipe_for("POST /v1/accounts/{name}/link/vouching")
def _vouch(scene: Setting, _actor: Account) -> Asked:
    invite_other(scene.rs, scene.net.person("RS", "setup.admin", Role.ADMINISTRATOR), "setup.officer")
    return Asked(method="POST", path=f"{_THEIRS}/link/vouching")


@recipe_for("POST /v1/accounts/{name}/grant")
def _grant(scene: Setting, _actor: Account) -> Asked:
    admin = scene.net.person("RS", "setup.admin", Role.ADMINISTRATOR)
    change_account(scene.rs, admin, "setup.officer", Standing(roles=frozenset({Role.ANALYST})))
    return Asked(method="POST", path=f"{_THEIRS}/grant", body={"roles": ["analyst"]})


@recipe_for("POST /v1/accounts/{name}/identities/vouching")
def _vouch_for_identity(scene: Setting, _actor: Account) -> Asked:
    admin = scene.net.person("RS", "setup.admin", Role.ADMINISTRATOR)
    bind_identity(scene.rs, admin, "setup.officer", PROVIDER, "248289761001")
    return Asked(method="POST", path=f"{_THEIRS}/identities/vouching")


@recipe_for("POST /v1/case-files/{case}/members")
def _invite(scene: Setting, _actor: Account) -> Asked:
    scene.net.person("RS", "setup.newcomer", Role.OFFICER)
    return Asked(method="POST", path=f"/v1/case-files/{scene.case.id}/members", body={"invite": ["setup.newcomer"]})
