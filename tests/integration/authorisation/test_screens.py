"""Every screen of the desk, as every role, inside and outside the case file: what the route behind it allows."""

import re
from html import escape
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from tests.integration.authorisation.requests import RECIPES, Asked
from tests.integration.authorisation.rules import RULES, TABLE, Rule
from tests.integration.authorisation.scene import WHY, Setting

from egnatia.bootstrap import Node
from egnatia.casework.links import invite, sign_in
from egnatia.casework.login import signed_in
from egnatia.casework.rows import Role
from egnatia.web.page import assemble, build_page
from egnatia.web.shell import cookie_of

BY_NAME = {rule.name: rule for rule in RULES}
#: Keys and sessions of whoever is signed in, whatever the role; that nobody reaches another's, test_account.py shows.
OWN = [screen for screen, name in TABLE["screens"].items() if name == "a person's own"]
GUARDED = {screen: BY_NAME[name] for screen, name in TABLE["screens"].items() if name in BY_NAME}
EVERY = [pytest.param(screen, role, id=f"{screen} as {role}") for screen in GUARDED for role in Role]
#: On record, and not in what was asked: whoever typed something sees it again.
CANARIES = ("Jovanoviq", "Yugocanary")


def _client(scene: Setting, node: str) -> TestClient:
    return TestClient(build_page(cast("Node", scene.standing(node)), "testserver"), follow_redirects=False)


def _form(body: dict[str, Any]) -> dict[str, Any]:
    """Spell the body of a request as a form of the desk."""
    if "partners" in body:
        asked = {"kind": body["kind"], "case": body["case"], "role": body["subject"]["role"], "partner": "AL"}
        return {**asked, "reason": WHY, **{name: values[0] for name, values in body["properties"].items()}}
    if "applicant" in body:
        known = {name: values[0] for name, values in body["applicant"]["properties"].items()}
        return {**_form(body["applicant"]), **known, "wish": body["wish"]}
    if "seen" in body:
        return {"case": body["case"], "seen": body["seen"], "p.family_name": "Horvat"}
    if "records" in body:
        named = {"do": "tell", "record": body["records"], "refused": WHY, "records": " ".join(body["records"])}
        return {**named, **{name: value for name, value in body.items() if isinstance(value, str)}}
    if "invite" in body:
        return {"invite": " ".join(body["invite"])}
    plain = {name: str(value) for name, value in body.items() if isinstance(value, str) or type(value) is int}
    known = {name: values[0] for name, values in body.get("properties", {}).items()}
    several = {name: body[name] for name in ("roles", "priorities", "participants", "results") if name in body}
    return plain | known | several | _way(body) | _alert(body)


def _alert(body: dict[str, Any]) -> dict[str, str]:
    """Spell whom an alert tells and why, what is said in it, and what was looked into."""
    told = {f"because.{node}": why for node, why in body.get("because", {}).items()}
    said = {f"say.{name}": words for name, words in body.get("details", {}).items()}
    return told | said | dict.fromkeys(body.get("checks", {}), "yes")


def _way(body: dict[str, Any]) -> dict[str, Any]:
    """Spell goods and their way as the lines of a form."""
    if "goods" not in body:
        return {}
    stops = {f"country.{line}": stop["country"] for line, stop in enumerate(body["stops"])}
    points = {f"{key}.{line}": one[key] for line, one in enumerate(body["hand_overs"]) for key in one}
    return {**stops, **points, **body["goods"], "treatment": "intact"}


def _path(screen: str, rule: Rule, asked: Asked) -> tuple[str, dict[str, str]]:
    """Return where the screen is for what is asked, and the ids in it."""
    path, _, query = asked.path.partition("?")
    template = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", rule.route.split(" ")[1])
    found = re.fullmatch(template, path)
    assert found
    body = asked.body if isinstance(asked.body, dict) else {}
    said = {name: value for name, value in body.items() if isinstance(value, str)}
    ids = {"question": "0", "reference": "", **said, **found.groupdict()}
    shown = screen.split(" ")[1].format(**ids)
    return f"{shown}?{query or urlencode({'subject': ids.get('subject', '')})}", ids


def visit(scene: Setting, screen: str, role: Role) -> Response:
    """Go to a screen, signed in as a person of a role."""
    rule = GUARDED[screen]
    asked = RECIPES[rule.name](scene, scene.people["RS", role])
    path, ids = _path(screen, rule, asked)
    office = scene.net.offices[asked.node]
    secret = sign_in(office, invite(office, scene.people[asked.node, role]))
    opened = signed_in(office, secret)
    assert opened
    body = asked.body if isinstance(asked.body, dict) else {}
    named = {"reference": body.get("reference", ids["reference"]), "question": ids["question"]}
    form = {"case": ids.get("case", ""), **_form(body), **named, "form_key": opened[1].form_key}
    client = _client(scene, asked.node)
    client.cookies.set(cookie_of(cast("Node", scene.standing(asked.node))), secret)
    files = {"file": ("boat.txt", asked.body)} if isinstance(asked.body, bytes) else None
    data = form if screen.startswith("POST") else None
    return client.request(screen.split(" ", maxsplit=1)[0], path, data=data, files=files)


def shows(answer: Response) -> bool:
    """Tell whether a page has anything from a record; a refusal gives back what was typed, and nothing else of it."""
    page = answer.text
    for _, typed in parse_qsl(answer.request.content.decode(errors="replace")) if answer.is_error else ():
        page = page.replace(escape(typed), "", 1)
    return any(canary in page for canary in CANARIES)


def test_every_screen_is_in_the_table() -> None:
    routes = assemble().routes
    paths = {f"{method} {route.path}" for route in routes for method in route.methods - {"HEAD"}}  # type: ignore[attr-defined]
    assert paths == TABLE["screens"].keys()


@pytest.mark.parametrize(("screen", "role"), EVERY)
def test_a_screen_lets_in_whom_its_route_lets_in(screen: str, role: Role) -> None:
    answer = visit(Setting(), screen, role)
    assert answer.is_error == (role not in GUARDED[screen].roles)
    assert not shows(answer) or GUARDED[screen].shows == "data"
    assert not shows(answer) or role in GUARDED[screen].roles


@pytest.mark.parametrize(("screen", "role"), EVERY)
def test_a_screen_shows_nothing_to_who_does_not_work_in_the_case_file(screen: str, role: Role) -> None:
    rule = GUARDED[screen]
    answer = visit(Setting(inside=False), screen, role)
    assert answer.is_error == (role not in rule.roles or (rule.case == "must" and role not in rule.beyond))
    assert rule.case == "any" or not shows(answer)


@pytest.mark.parametrize("screen", [*GUARDED, *OWN])
def test_who_is_not_signed_in_stands_at_the_door(screen: str) -> None:
    path = re.sub(r"\{\w+\}", "0", screen.split(" ")[1])
    assert _client(Setting(), "RS").request(screen.split(" ", maxsplit=1)[0], path).status_code == 401
