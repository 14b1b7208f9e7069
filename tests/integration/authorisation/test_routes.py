"""Every route, as every role, inside and outside the case file, meant for the purpose or not: let in or refused."""

from typing import Any

import pytest
from httpx2 import Response
from tests.integration.authorisation.requests import RECIPES
from tests.integration.authorisation.rules import RULES, Rule
from tests.integration.authorisation.scene import CANARIES, NOBODY, UIDS, Setting

from egnatia.api.app import assemble
from egnatia.casework.rows import Role

EVERY = [pytest.param(rule, role, id=f"{rule.name} as {role}") for rule in RULES for role in Role]


def routes() -> set[str]:
    """Return method and path of every route that the program has."""
    described: dict[str, Any] = assemble().openapi()["paths"]
    return {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}


def call(scene: Setting, rule: Rule, role: Role) -> Response:
    """Make the request of a rule as a person of a role."""
    asked = RECIPES[rule.name](scene, scene.people["RS", role])
    return scene.call(UIDS[role], asked.node).request(asked.method, asked.path, **asked.sent)


def shows(answer: Response) -> bool:
    """Tell whether an answer holds data about people or things."""
    return any(canary in answer.text for canary in CANARIES)


def is_refused(answer: Response) -> bool:
    """Tell whether it was refused, and with nothing of the data."""
    refused = answer.status_code == 403
    assert refused or answer.is_success, answer.text
    assert not refused or (answer.json()["title"] == "NotAllowed" and not shows(answer))
    return refused


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    assert {rule.route for rule in RULES} == routes()
    assert {rule.name for rule in RULES} == RECIPES.keys()


@pytest.mark.parametrize(("rule", "role"), EVERY)
def test_who_works_in_the_case_file_is_let_in_by_role(rule: Rule, role: Role) -> None:
    answer = call(Setting(), rule, role)
    assert is_refused(answer) == (role not in rule.roles)
    assert shows(answer) == (role in rule.roles and rule.shows == "data")


@pytest.mark.parametrize(("rule", "role"), EVERY)
def test_who_does_not_work_in_the_case_file_is_refused_or_sees_nothing_of_it(rule: Rule, role: Role) -> None:
    answer = call(Setting(inside=False), rule, role)
    kept_out = rule.case == "must" and role not in rule.beyond
    assert is_refused(answer) == (role not in rule.roles or kept_out)
    if rule.case == "own" and role in rule.roles:
        assert answer.json() in ([], {"next": None, "rows": []})


@pytest.mark.parametrize(("rule", "role"), EVERY)
def test_who_is_not_meant_for_the_purpose_is_refused_or_sees_nothing_of_it(rule: Rule, role: Role) -> None:
    answer = call(Setting(meant=False), rule, role)
    assert is_refused(answer) == (role not in rule.roles or rule.purpose == "true")
    if rule.purpose == "own" and role in rule.roles:
        assert answer.json() in ([], {"next": None, "rows": []})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_who_has_no_account_is_refused(rule: Rule) -> None:
    scene = Setting()
    asked = RECIPES[rule.name](scene, scene.officer)
    assert is_refused(scene.call(NOBODY, asked.node).request(asked.method, asked.path, **asked.sent))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_whose_account_is_closed_is_refused(rule: Rule) -> None:
    scene = Setting()
    for node in ("RS", "AL"):
        for role in rule.roles:
            account = scene.people[node, role].id
            scene.net.offices[node].store.write(lambda tx, gone=account: tx.accounts.set_active(gone, active=False))  # type: ignore[misc]
    asked = RECIPES[rule.name](scene, scene.officer)
    for role in rule.roles:
        answer = scene.call(UIDS[role], asked.node).request(asked.method, asked.path, **asked.sent)
        assert is_refused(answer)
