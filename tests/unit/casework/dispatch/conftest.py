"""The scene of messages: a desk in Belgrade writes to Tirana, and its supervisor opened the case file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from tests.twins.network import Network, network

from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import Sent, send
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId

FACTS = {"facts": ("Two speedboats left Bar by night.",), "connection": ("He rented the berth.",)}
SUSPECT = Thing(kind="person", properties={"family_name": ("Gradski",), "birth_date": ("1979-03-21",)})


@dataclass
class Post:
    """Two nodes and the people who write to one another."""

    net: Network
    officer: Account
    boss: Account
    clerk: Account
    chief: Account
    case: CaseFile

    @property
    def rs(self) -> Office:
        """The node that writes first."""
        return self.net.offices["RS"]

    @property
    def al(self) -> Office:
        """The node that replies."""
        return self.net.offices["AL"]

    def typed(self, **fields: object) -> Composition:
        """Return what the officer typed: a lawful request about a suspect, unless told otherwise."""
        whole = Composition(
            partner="AL",
            area="drugs",
            case=self.case.id,
            title="Speedboats at Bar",
            text="Who owns the boats?",
            reason="The berth was paid from Durrës.",
            role=SubjectRole.SUSPECT,
            source="A",
            information="1",
            facts=FACTS,
            things=(SUSPECT,),
        )
        return replace(whole, **fields)  # type: ignore[arg-type]

    def draft(self, **fields: object) -> MessageId:
        """Keep a draft of the officer."""
        return save_draft(self.rs, self.officer, self.typed(**fields)).id

    def write(self, **fields: object) -> MessageId:
        """Write and send a message, and let it arrive."""
        sent = send(self.rs, self.officer, self.draft(**fields))
        assert sent.sent, sent.missing
        deliver_due(self.rs)
        return sent.message

    def reply(self, message: MessageId, facts: Mapping[str, tuple[str, ...]] | None = None, **fields: object) -> Sent:
        """Have the clerk in Tirana reply, and let it arrive."""
        typed = self.typed(
            sort=Sort.REPLY, case="", replies_to=message, facts=facts or {"outcome": ("given",)}, **fields
        )
        sent = send(self.al, self.clerk, save_draft(self.al, self.clerk, typed).id)
        deliver_due(self.al)
        return sent

    def at(self, node: str, message: MessageId) -> DispatchRow:
        """Return a message as a node keeps it."""
        row = self.net.offices[node].store.read(lambda tx: tx.dispatches.get(message))
        assert row
        return row

    def liaison(self, node: str, desk: Desk) -> Account:
        """Put somebody to work at one desk only."""
        person = self.net.person(node, f"liaison.{desk.replace('_', '.')}", Role.OFFICER)
        return replace(person, desks=frozenset({desk}))


@pytest.fixture
def post() -> Post:
    """Set the scene."""
    net = network("RS", "AL", "MK", "XK")
    officer, boss = net.person("RS", "officer", Role.OFFICER), net.person("RS", "boss", Role.SUPERVISOR)
    opening = Opening(
        reference="KT-2026-17",
        title="Speedboats",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        members=frozenset({"officer"}),
    )
    return Post(
        net=net,
        officer=officer,
        boss=boss,
        clerk=net.person("AL", "clerk", Role.OFFICER),
        chief=net.person("AL", "chief", Role.SUPERVISOR),
        case=open_case_file(net.offices["RS"], boss, opening),
    )
