"""The scene of the alerts: Belgrade seeks a man, Tirana and Skopje are to look out for him."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from tests.twins.network import Network, caveat, network

from egnatia.casework.alert.board import AlertLine, show_board
from egnatia.casework.alert.finding import Found
from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.alert.vetting import Checks, publish
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import LineageId, NodeId
from egnatia.model.record import Record

ALL = Checks(neutral=True, refugee=True, rights=True, accurate=True, proportionate=True)
WHY = "His sister lives there; he was seen on the road to the border."
MAN = {
    "first_name": ("Vukašin",),
    "family_name": ("Obradović",),
    "sex": ("male",),
    "birth_date": ("1979-03-02",),
    "height": ("187 cm",),
    "danger": ("armed",),
    "finances": ("Owes money to two banks.",),
}
RED = {
    "facts": "On 3 May 2026 in Novi Sad he shot at two people.",
    "law": "Criminal Code Art. 114",
    "warrant": "Kpp 114/26",
    "warrant_date": "2026-05-04",
    "issuing_authority": "Higher Court in Novi Sad",
    "maximum_penalty": "180 months",
    "extradition": "sought",
}
CAR = {"make": ("Škoda",), "vin": ("TMBJJ7NE8F0123456",), "status": ("stolen",), "owner_name": ("Nada Ilić",)}
UNTIL = date(2027, 6, 30)


@dataclass
class Search:
    """The nodes, their people, and what is on record in Belgrade."""

    net: Network
    officer: Account
    chief: Account
    case: CaseFile
    record: Record
    proposing: Proposing

    @property
    def rs(self) -> Office:
        """The node that seeks."""
        return self.net.offices["RS"]

    @property
    def al(self) -> Office:
        """A node that is told."""
        return self.net.offices["AL"]

    def propose(self, **fields: object) -> LineageId:
        """Propose the alert, or another."""
        made = propose(self.rs, self.officer, replace(self.proposing, **fields))  # type: ignore[arg-type]
        assert made.alert
        return made.alert.id

    def publish(self, **fields: object) -> Found:
        """Propose the alert, have it looked over, and let it arrive."""
        made = publish(self.rs, self.chief, self.propose(**fields), ALL, "Compared with the file.")
        deliver_due(self.rs)
        return made

    def keep(self, kind: str, properties: Mapping[str, tuple[str, ...]], role: SubjectRole, **fields: object) -> Record:
        """Put something on record in Belgrade."""
        [record] = collect(
            self.rs, self.officer, [Draft(kind=kind, properties=properties, caveat=caveat(role, **fields))]
        )
        return record

    def seen(self, node: str = "AL") -> tuple[AlertLine, ...]:
        """Return what somebody reads on the boards of a node."""
        reader = self.net.person(node, f"reader.{self.net.offices[node].randomness.hex128()[:8]}", Role.ANALYST)
        return show_board(self.net.offices[node], reader).rows

    def missing(self) -> CaseFile:
        """Open a case file on somebody who is missing."""
        return self.net.case(
            "RS", self.officer, purpose=Purpose.MISSING_PERSON, offence=None, reference="N-2026-4", title="Search"
        )


@pytest.fixture
def search() -> Search:
    """Set the scene."""
    net = network("RS", "AL", "MK", "XK", "SELEC")
    officer = net.person("RS", "officer", Role.OFFICER)
    case = net.case("RS", officer, offence="murder_grievous_injury")
    [record] = collect(net.offices["RS"], officer, [Draft(kind="person", properties=MAN, caveat=caveat())])
    proposing = Proposing(
        sort=AlertSort.WANTED,
        record=record.id,
        case=case.id,
        until=UNTIL,
        because={NodeId("AL"): WHY, NodeId("MK"): WHY},
        details=RED,
    )
    chief = net.person("RS", "chief", Role.SUPERVISOR)
    return Search(net=net, officer=officer, chief=chief, case=case, record=record, proposing=proposing)
