"""Programs that call a node in memory, each as a user of the system; the kernel's word for who it is, is the test's."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send
from tests.twins.network import Network, caveat, network

from egnatia.api.app import assemble
from egnatia.api.caller import NODE, UID
from egnatia.casework.collect import Draft, collect
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role

#: Who sits behind which number of the system's users.
PEOPLE = {
    1: ("petra", {Role.OFFICER}),
    2: ("chief", {Role.SUPERVISOR}),
    3: ("expert", {Role.FORENSIC}),
    4: ("dpo", {Role.OVERSIGHT}),
    5: ("admin", {Role.ADMINISTRATOR}),
    6: ("one", {Role.ANALYST}),
    7: ("deputy", {Role.SUPERVISOR}),
}


@dataclass(frozen=True)
class Standing:
    """A node that is there, without ports."""

    office: Office


@dataclass
class Desk:
    """RS and AL, with a case file at RS and a suspect on record at AL."""

    net: Network
    case: CaseFile

    def call(self, uid: int, node: str = "RS", account: str | None = None) -> TestClient:
        """Return a program that runs as a user of the system."""
        standing = Standing(self.net.offices[node])

        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"] = {UID: uid, NODE: standing}
            await assemble()(scope, receive, send)

        headers = {"X-Egnatia-As": account} if account else {}
        return TestClient(known, headers=headers, raise_server_exceptions=False)


def _people(net: Network, node: str) -> dict[int, Account]:
    people = {}
    for uid, (name, roles) in PEOPLE.items():
        seed = net.offices[node].randomness.hex128()
        account = Account(id=seed, name=name, roles=frozenset(roles), purposes=frozenset(caveat().purposes), uid=uid)  # type: ignore[arg-type]
        people[uid] = account
        net.offices[node].store.write(lambda tx, new=account: tx.accounts.add(new))  # type: ignore[misc]
    second = replace(people[6], id=net.offices[node].randomness.hex128(), name="two")  # type: ignore[arg-type]
    net.offices[node].store.write(lambda tx: tx.accounts.add(second))
    return people


@pytest.fixture
def desk() -> Desk:
    """Set up both nodes."""
    net = network("RS", "AL", "XK")
    people = {node: _people(net, node) for node in ("RS", "AL")}
    suspect = {"first_name": ("Petar",), "family_name": ("Jovanoviq",), "birth_date": ("1985-04-12",)}
    collect(net.offices["AL"], people["AL"][1], [Draft(kind="person", properties=suspect, caveat=caveat())])
    return Desk(net=net, case=net.case("RS", people["RS"][1]))


Enquire = Callable[..., dict[str, Any]]


@pytest.fixture
def enquiry(desk: Desk) -> Enquire:
    """Give a lawful enquiry as JSON, in which fields can be put differently."""

    def build(**fields: object) -> dict[str, Any]:
        return {
            "kind": "person",
            "properties": {"first_name": ["Петар"], "family_name": ["Јовановић"], "birth_date": ["1985-04-12"]},
            "case": desk.case.id,
            "subject": {"role": "suspect"},
            "partners": {"AL": "His name was found in a seized notebook."},
            **fields,
        }

    return build


@pytest.fixture
def hit(desk: Desk, enquiry: Enquire) -> str:
    """Have RS ask AL about the suspect; return the reference of the hit."""
    _, heard = desk.call(1).post("/v1/questions", json=enquiry()).text.splitlines()
    return str(json.loads(heard)["hits"][0]["reference"])


@pytest.fixture
def record(desk: Desk) -> str:
    """Put somebody on record at RS; return the record's id."""
    person = {
        "kind": "person",
        "properties": {"family_name": ["Kratki"], "first_name": ["Ana"], "birth_date": ["1990-05-06"]},
        "caveat": {
            "source": "A",
            "information": "1",
            "purposes": ["criminal_investigation"],
            "role": "suspect",
            "retain_until": "2030-12-01",
        },
    }
    return str(desk.call(1).post("/v1/records", json=[person]).json()[0]["id"])
