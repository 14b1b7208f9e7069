"""The interface keeps its own contract: whatever is sent by its description, the node never fails."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from starlette.types import Receive, Scope, Send
from tests.twins.network import network

from egnatia.api.app import assemble
from egnatia.api.caller import NODE, UID
from egnatia.casework.rows import Account, Role
from egnatia.model.caveat import Purpose
from egnatia.settings import Address, Settings


class _Folder:
    """A directory that nobody signed."""

    def bundle(self) -> bytes:
        return b"{}"


class _Standing:
    """A node that is there, without ports."""

    def __init__(self) -> None:
        net = network("RS", "AL")
        self.office = net.offices["RS"]
        self.directory = _Folder()
        here = Address(bind="127.0.0.1", port=8080)
        self.settings = Settings(folder=Path("nowhere"), node=self.office.me, port=here, desk=here)
        roles = {1: {Role.OFFICER, Role.SUPERVISOR, Role.FORENSIC}, 2: {Role.OVERSIGHT}, 3: {Role.ADMINISTRATOR}}
        for uid, held in roles.items():
            account = Account(
                id=self.office.randomness.hex128(),  # type: ignore[arg-type] # any id will do
                name=f"user{uid}",
                roles=frozenset(held),
                purposes=frozenset(Purpose),
                uid=1,
            )
            self.office.store.write(lambda tx, new=account: tx.accounts.add(new))  # type: ignore[misc]


_NODE = _Standing()


async def _called(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        scope["state"] = {UID: 1, NODE: _NODE}
    await assemble()(scope, receive, send)


schema = schemathesis.openapi.from_asgi("/openapi.json", _called)


@pytest.mark.parametrize("account", ["user1", "user2"])
@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_node_answers_as_described(case: schemathesis.Case[Any], account: str) -> None:
    # Of a stream the schema describes a line, which no check of schemathesis knows how to cut out.
    streams = (case.method, case.path) == ("POST", "/v1/questions")
    passed_over = [response_schema_conformance] if streams else []
    checks = [not_a_server_error, response_schema_conformance]
    case.call_and_validate(headers={"X-Egnatia-As": account}, checks=checks, excluded_checks=passed_over)
