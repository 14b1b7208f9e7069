"""Desks of several nodes, served to a real browser: the nodes are those of the twins, pages and ports are real."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import uvicorn
from tests.twins.authenticator import DOOR
from tests.twins.network import Network, caveat, network

from egnatia.adapters.http.identities import HttpIdentities
from egnatia.adapters.keys.passkeys import site_of
from egnatia.bootstrap import Node
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import Draft, collect
from egnatia.casework.links import invite
from egnatia.casework.office import Office
from egnatia.casework.passkeys import Door
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId
from egnatia.web.page import build_page

NODES = ("RS", "AL", "BG", "ME", "MK", "XK", "SELEC")
PEOPLE = {
    "officer.one": Role.OFFICER,
    "chief.one": Role.SUPERVISOR,
    "chief.two": Role.SUPERVISOR,
    "expert.one": Role.FORENSIC,
    "prosecutor.one": Role.PROSECUTOR,
    "dpo.one": Role.OVERSIGHT,
    "admin.one": Role.ADMINISTRATOR,
}
#: One man and one car, as each state wrote them.
KNOWN = {
    "AL": ("Skënder", "Vuksani"),
    "BG": ("Скендер", "Вуксани"),
    "MK": ("Скендер", "Вуксани"),
}
_PATIENCE = 10.0


@dataclass
class Standing:
    """A node that is there, without ports."""

    office: Office
    door: Door = DOOR
    identities: HttpIdentities | None = None


@dataclass
class Stage:
    """A network with people, a case file and something to find; its desks are served on this machine."""

    net: Network = field(default_factory=lambda: network(*NODES))
    people: dict[tuple[str, str], Account] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)
    case: CaseFile = field(init=False)
    _standing: dict[str, Standing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in NODES:
            for name, role in PEOPLE.items():
                self.people[node, name] = self.net.person(node, name, role)
        for node, (first, family) in KNOWN.items():
            properties = {"first_name": (first,), "family_name": (family,), "birth_date": ("1985-04-12",)}
            person = Draft(kind="person", properties=properties, caveat=caveat())
            collect(self.net.offices[node], self.people[node, "expert.one"], [person])
        members = frozenset({"officer.one", "expert.one", "prosecutor.one"})
        opening = Opening(
            reference="KT-2026-17",
            title="Speedboats",
            purpose=Purpose.CRIMINAL_INVESTIGATION,
            offence="drug_trafficking",
            members=members,
        )
        self.case = open_case_file(self.net.offices["RS"], self.people["RS", "chief.one"], opening)

    def standing(self, node: str) -> Standing:
        """Return a node."""
        if node not in self._standing:
            self._standing[node] = Standing(self.net.offices[node])
        return self._standing[node]

    def link(self, node: str, name: str) -> str:
        """Make the address by which a person signs in."""
        there = self.standing(node)
        secret = invite(there.office, self.people[node, name], timedelta(hours=1))
        return f"{self.desks[node]}/login/{secret}"

    @contextmanager
    def served(self) -> Iterator["Stage"]:
        """Serve the desk of every node for as long as this lasts."""
        servers = {node: _serve(self.standing(node)) for node in NODES}
        try:
            for node, (server, _) in servers.items():
                port = _port(server)
                self.desks[node] = f"http://127.0.0.1:{port}"
                site = site_of(f"http://localhost:{port}", NodeId(node))
                self.standing(node).door = replace(DOOR, site=site)
            yield self
        finally:
            for server, thread in servers.values():
                server.should_exit = True
                thread.join(_PATIENCE)


def _serve(standing: Standing) -> tuple[uvicorn.Server, threading.Thread]:
    page = build_page(cast("Node", standing), "127.0.0.1")
    config = uvicorn.Config(page, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    return server, thread


def _port(server: uvicorn.Server) -> int:
    until = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    return int(server.servers[0].sockets[0].getsockname()[1])
