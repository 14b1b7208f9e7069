"""What routes answer when all goes well has the shape that the description says; so do refusals."""

import json
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from tests.integration.authorisation.requests import RECIPES
from tests.integration.authorisation.rules import RULES, Rule
from tests.integration.authorisation.scene import NOBODY, UIDS, Setting

from egnatia.api.app import assemble

DESCRIPTION: dict[str, Any] = assemble().openapi()
BYTES = "application/octet-stream"
LET_IN = [rule for rule in RULES if rule.roles]


def check(rule: Rule, status: str, told: object) -> None:
    """Hold what was told against the description."""
    method, path = rule.route.split(" ")
    [content] = DESCRIPTION["paths"][path][method.lower()]["responses"][status]["content"].values()
    assert content["schema"]
    schema = {**content["schema"], "components": DESCRIPTION["components"]}
    Draft202012Validator(schema).validate(told)


@pytest.mark.parametrize("rule", LET_IN, ids=lambda rule: rule.name)
def test_what_a_route_answers_is_described(rule: Rule) -> None:
    scene, role = Setting(), min(rule.roles)
    asked = RECIPES[rule.name](scene, scene.people["RS", role])
    answer = scene.call(UIDS[role], asked.node).request(asked.method, asked.path, **asked.sent)
    assert answer.is_success
    if answer.status_code == 204:
        assert not answer.content
        return
    if answer.headers["content-type"] == BYTES:
        method, path = rule.route.split(" ")
        assert BYTES in DESCRIPTION["paths"][path][method.lower()]["responses"]["200"]["content"]
        return
    lines = answer.text.splitlines() if "ndjson" in answer.headers["content-type"] else [answer.text]
    for line in lines:
        check(rule, str(answer.status_code), json.loads(line))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_route_answers_when_it_refuses_is_described(rule: Rule) -> None:
    scene = Setting()
    asked = RECIPES[rule.name](scene, scene.officer)
    answer = scene.call(NOBODY, asked.node).request(asked.method, asked.path, **asked.sent)
    assert answer.headers["content-type"] == "application/problem+json"
    check(rule, "default", answer.json())
