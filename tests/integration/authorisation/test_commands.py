"""Every command: what it may ask of a node, and what comes out of those that read, for each role and handling code."""

import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.integration.authorisation.commands import addresses, asks, every_command, requests_of
from tests.integration.authorisation.exits import whole
from tests.integration.authorisation.recipes import Asked
from tests.integration.authorisation.requests import RECIPES
from tests.integration.authorisation.rules import RULES, TABLE, Rule
from tests.integration.authorisation.scene import CANARIES, UIDS, WHY, Setting
from tests.integration.authorisation.terminal import Terminal, Typed, terminal

import egnatia
from egnatia.casework.errors import CaseworkError
from egnatia.casework.rows import Role
from egnatia.model.caveat import Handling, Purpose

COMMANDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "commands.yaml").read_text("utf-8"))
READS: dict[str, Any] = COMMANDS["reads"]
_NAMED = {rule.name: rule for rule in RULES}
_ID = re.compile(r"\{(\w+)\}")
#: What is looked up on the way to something else: names of case files, partners, keys.
_ON_THE_WAY = {"GET /v1/case-files", "GET /v1/directory", "POST /v1/questions/preview"}
CALLED = dict(every_command())


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with terminal(tmp_path_factory.mktemp("node")) as made:
        yield made


def _rules(name: str) -> list[Rule]:
    named = READS[name]["rule"]
    return [_NAMED[one] for one in ([named] if isinstance(named, str) else named)]


def _known(route: str, asked: Asked) -> dict[str, str]:
    """Return what the example of a request names: in its address, behind the question mark, in its body."""
    path, _, query = asked.path.partition("?")
    found = re.fullmatch(_ID.sub(r"(?P<\1>[^/]+)", route.split()[1]), path)
    assert found, (route, path)
    body = asked.body if isinstance(asked.body, dict) else {}
    return {**body, **dict(part.split("=") for part in query.split("&") if part), **found.groupdict()}


class Here:
    """A command in a scene; one that changes something there has each time a scene of its own."""

    def __init__(self, terminal: Terminal, name: str, scene: Callable[[], Setting]) -> None:
        self._terminal, self._name, self._scene = terminal, name, scene
        self._kept = self._prepared() if _rules(name)[0].name.startswith("GET ") else None

    def _prepared(self) -> tuple[Setting, Asked]:
        scene = self._scene()
        return scene, RECIPES[_rules(self._name)[0].name](scene, scene.officer)

    def typed_as(self, role: Role) -> Typed:
        """Type it as a person of a role, as JSON where it can: more comes out so than on paper."""
        scene, asked = self._kept or self._prepared()
        known = {"case": scene.case.id, **_known(_rules(self._name)[0].route, asked), "why": WHY}
        known |= {"file": scene.case.id, "new": str(self._terminal.folder / "new.txt")}
        words = [word.format(**known) for word in shlex.split(READS[self._name].get("typed", ""))]
        words += ["--json"] if any(option.name == "as_json" for option in CALLED[self._name].params) else []
        return self._terminal.type(scene, UIDS[role], asked.node, [*self._name.split(), *words])


def _permits(rule: Rule, role: Role, *, inside: bool, meant: bool) -> bool:
    works = inside or rule.case != "must" or role in rule.beyond
    return role in rule.roles and works and (meant or rule.purpose != "true")


def test_every_command_is_in_the_table_with_what_it_asks_of_a_node() -> None:
    spelt = {_ID.sub("{}", rule.route): rule.route for rule in RULES}
    asked = {name: sorted(spelt[one] for one in requests_of(found)) for name, found in CALLED.items()}
    listed = {name: sorted(found) for name, found in COMMANDS["asks"].items()}
    assert {name: found for name, found in asked.items() if found} == listed
    assert {name for name, found in CALLED.items() if asks(found)} == COMMANDS["asks"].keys()
    assert CALLED.keys() - COMMANDS["asks"].keys() == {*COMMANDS["files"], *COMMANDS["nothing"]}


def test_no_request_stands_in_a_command_where_it_is_not_seen() -> None:
    seen = {one for found in CALLED.values() for one in requests_of(found)}
    for file in (Path(egnatia.__file__).parent / "cli").rglob("*.py"):
        if not {"bench", "demo"} & set(file.parts):
            made, texts = addresses(file.read_text("utf-8"))
            assert len(made) == texts, file
            assert set(made) <= seen, file


def test_every_command_that_reads_is_typed() -> None:
    shown = {rule.route for rule in RULES if rule.shows == "data"}
    reading = {
        name
        for name, found in COMMANDS["asks"].items()
        if any(one.startswith("GET ") or one in shown for one in set(found) - _ON_THE_WAY or found)
    }
    alike = {name for name in reading for group in COMMANDS["alike"] if name.startswith(f"{group} ")}
    assert reading - alike == READS.keys() - alike


@pytest.mark.parametrize("name", READS)
def test_a_command_reads_what_its_requests_let_a_person_read(name: str, typing: Terminal) -> None:
    rules = _rules(name)
    data = READS[name].get("shows", rules[0].shows) == "data"
    for inside, meant in ((True, True), (False, True), (True, False)):
        here = Here(typing, name, partial(Setting, inside=inside, meant=meant))
        for role in Role:
            came = here.typed_as(role)
            where = (name, role, inside, meant, came, typing.made)
            allowed = all(_permits(rule, role, inside=inside, meant=meant) for rule in rules)
            assert came.done == allowed, where
            own = (rules[0].case == "own" and not inside) or (rules[0].purpose == "own" and not meant)
            assert any(canary in came.all for canary in CANARIES) == (allowed and data and not own), where
            assert allowed or not came.files, where


#: Where something else than the name says that the whole of a record came out.
WHOLES = {"access list"}
HANDLED = [name for name in READS if _rules(name)[0].shows == "data" and "shows" not in READS[name]]
HANDLED = [name for name in HANDLED if TABLE["exits"][_rules(name)[0].route] != "words"]


@pytest.mark.parametrize("name", HANDLED)
def test_a_handling_code_keeps_data_in_at_the_terminal_too(name: str, typing: Terminal) -> None:
    rule = _rules(name)[0]
    place = TABLE["exits"][rule.route]
    row = TABLE["handling"][place]
    purpose = Purpose(row.get("all", TABLE["purposes"])[0])
    role = max(rule.roles - {Role.OFFICER} or rule.roles)
    for code in (None, *Handling):
        allowed = purpose in row.get(code, row.get("all", TABLE["purposes"]))
        came = ""
        with suppress(CaseworkError):  # what is kept in may not even be there for an example
            came = Here(typing, name, partial(_marked, purpose, code, more=place in WHOLES)).typed_as(role).all
        shown = [canary for canary in (CANARIES if place not in WHOLES else CANARIES[-1:]) if canary in came]
        assert bool(shown) == allowed, (name, code, came)


def _marked(purpose: Purpose, code: Handling | None, *, more: bool) -> Setting:
    scene = Setting(purpose=purpose, handling=frozenset({code} if code else ()))
    if more:
        whole(scene)
    return scene
