"""The scene: Belgrade leads a joint action day with Sarajevo and Tirana."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network

from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.casework.operations.actionday.board import ActionBoard, show_action_board
from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import Saying, take_part, tell_result
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.actionday import Result, ResultKind
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement

BIH, ALB = CountryCode("BIH"), CountryCode("ALB")
ARMS, DRUGS = "firearms_trafficking", "drug_trafficking"


@dataclass
class Room:
    """The nodes, their officers, and the action day."""

    net: Network
    people: dict[str, Account]
    case: CaseFile
    planning: ActionPlanning
    operation: OperationId | None = None

    def office(self, node: str) -> Office:
        """Return a node."""
        return self.net.offices[node]

    def post(self) -> None:
        """Bring all letters to where they go; what came too early comes again."""
        for _ in range(3):
            for office in self.net.offices.values():
                deliver_due(office)
            self.net.clock.advance(timedelta(minutes=2))

    def plan(self, **fields: object) -> Statement:
        """Plan it, or plan it anew, and let everybody know."""
        typed = replace(self.planning, **{"operation": self.operation, **fields})  # type: ignore[arg-type]
        made = plan_action(self.office("RS"), self.people["RS"], typed)
        assert made.operates
        self.operation = made.operates.operation
        self.post()
        return made

    def saying(self, node: str) -> Saying:
        """Speak at a node."""
        assert self.operation
        return Saying(office=self.office(node), actor=self.people[node], operation=self.operation)

    def join(self, *nodes: str) -> None:
        """Have nodes take part, and let everybody know."""
        for node in nodes:
            take_part(self.saying(node), "operations centre")
        self.post()

    def result(self, kind: ResultKind = ResultKind.ARREST, **fields: object) -> Result:
        """Return a result of today."""
        values = {"kind": kind, "priority": ARMS, "country": BIH, "day": self.net.clock.now().date(), "count": 1}
        return Result(**{**values, **fields})  # type: ignore[arg-type]

    def tell(self, node: str, kind: ResultKind = ResultKind.ARREST, **fields: object) -> Statement:
        """Tell a result at a node, and let everybody know."""
        made = tell_result(self.saying(node), self.result(kind, **fields))
        self.post()
        return made

    def board(self, node: str = "RS") -> ActionBoard:
        """Show the board at a node."""
        assert self.operation
        return show_action_board(self.office(node), self.people[node], self.operation)


@pytest.fixture
def room() -> Room:
    """Set the scene."""
    net = network("RS", "BA", "AL", "HR")
    people = {node: net.person(node, f"{node}.officer", Role.OFFICER) for node in net.offices}
    case = net.case("RS", people["RS"])
    today = net.clock.now().date()
    planning = ActionPlanning(
        case=case.id,
        title="Western Balkans, spring",
        priorities=(ARMS, DRUGS),
        participants=frozenset({NodeId("BA"), NodeId("AL")}),
        guests=("Frontex",),
        begins=today,
        ends=today + timedelta(days=2),
        coordination="Room 12, day and night",
        reason="rifles go west",
    )
    return Room(net=net, people=people, case=case, planning=planning)
