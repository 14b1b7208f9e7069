"""A woman turns to Albania's node, which may have her on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.model.samples import MORNING
from tests.unit.model.test_dispatch import REQUEST

from egnatia.casework.access.answering import Answered, Closing, close_request
from egnatia.casework.access.handling import Applying, decide, open_request
from egnatia.casework.collect import Draft, collect
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.office import Office
from egnatia.casework.requests import Applicant, Finding, Proof, Request, Subject, Telling, Wish
from egnatia.casework.rows import Account, Role
from egnatia.exchange.states import DispatchState
from egnatia.law.access import Restriction
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.dispatch import parse_dispatch
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.record import Record

ANA: Mapping[str, tuple[str, ...]] = {
    "first_name": ("Ana",),
    "family_name": ("Kanarinova",),
    "birth_date": ("1990-05-01",),
}

#: A message that says nothing of anybody.
NOBODY: dict[str, Any] = {**REQUEST, "things": [], "facts": {}, "title": "Boats", "text": "", "reason": "Bar is near."}


def message(number: int = 1, *, received: bool = True, **said: object) -> DispatchRow:
    """Return a message of RS that says so much."""
    return DispatchRow(
        id=MessageId(f"{number:032x}"),
        thread=MessageId(f"{number:032x}"),
        partner=NodeId("RS"),
        received=received,
        state=DispatchState.DELIVERED,
        desk=Desk.POLICE,
        by=None,
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        case_file=None,
        at=MORNING,
        dispatch=parse_dispatch({**NOBODY, **said}),
    )


@dataclass
class Counter:
    """Where she asks, who serves her, and the shorthand of the tests."""

    scene: Scene
    others: list[Record] = field(default_factory=list)

    @property
    def office(self) -> Office:
        """The node."""
        return self.scene.al

    @property
    def clerk(self) -> Account:
        """The supervisor who takes requests in, and sees who people are."""
        named = self.office.store.read(lambda tx: tx.accounts.named("clerk"))
        return named or self.scene.net.person("AL", "clerk", Role.SUPERVISOR)

    @property
    def chief(self) -> Account:
        """The supervisor who looks through what is on record, and decides."""
        return self.scene.chief

    def record(self, properties: Mapping[str, tuple[str, ...]] = ANA, **caveats: object) -> Record:
        """Put her on record, as a suspect unless told otherwise."""
        draft = Draft(kind="person", properties=properties, caveat=caveat(**caveats))  # type: ignore[arg-type]
        return collect(self.office, self.scene.keeper, [draft])[0]

    def request(self, wish: Wish = Wish.ACCESS, proof: Proof = Proof.COPY, **fields: object) -> Request:
        """Take her request in."""
        applicant = {
            "properties": ANA,
            "name": "Ana Kanarinova",
            "address": "Harbour Street 1\nDurrës",
            "proof": proof,
            "shown": "" if proof is Proof.NONE else "passport BA1234567",
            **fields,
        }
        applying = Applying(wish=wish, words="", applicant=Applicant(**applicant))  # type: ignore[arg-type]
        return open_request(self.office, self.clerk, applying)

    def keep(self, row: DispatchRow) -> MessageId:
        """Have a message on the desk."""
        self.office.store.write(lambda tx: tx.dispatches.add(row))
        return row.id

    def decide(self, request: Request, record: Subject, telling: Telling = Telling.ALL, **fields: object) -> Request:
        """Decide on one record."""
        less = telling in (Telling.PART, Telling.NONE)
        values = {"reason": "As the file says.", **({"ground": Restriction.INQUIRY} if less else {}), **fields}
        finding = Finding(record=record, telling=telling, **values)  # type: ignore[arg-type]
        return decide(self.office, self.chief, request.id, finding)

    def close(self, request: Request, **fields: object) -> Answered:
        """Answer."""
        return close_request(self.office, self.chief, request.id, Closing(**fields))  # type: ignore[arg-type]


@pytest.fixture
def counter(scene: Scene) -> Counter:
    """Set the scene."""
    return Counter(scene)
