"""The scene: Skopje leads a controlled delivery from Shanghai by Istanbul; Shanghai has no node."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from tests.twins.network import Network, network

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.casework.operations.board import Board, show_board
from egnatia.casework.operations.consenting import Agreeing, agree
from egnatia.casework.operations.planning import Planning, plan
from egnatia.casework.operations.running import start
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.authorisation import Measure
from egnatia.model.delivery import Goods, GoodsSort, HandOver, Stop
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement

CHN, TUR, MKD, BGR, SRB = (CountryCode(code) for code in ("CHN", "TUR", "MKD", "BGR", "SRB"))
#: SHA-256 of the scanned letter of Shanghai's customs; invented.
LETTER = "5a" * 32


@dataclass
class Watch:
    """The nodes, their people, and the operation."""

    net: Network
    officer: Account
    second: Account
    prosecutor: Account
    turkish: Account
    turkish_officer: Account
    case: CaseFile
    planning: Planning
    operation: OperationId | None = None

    @property
    def mk(self) -> Office:
        """The node that leads."""
        return self.net.offices["MK"]

    @property
    def tr(self) -> Office:
        """The node on the way."""
        return self.net.offices["TR"]

    @property
    def id(self) -> OperationId:
        """The operation that was planned."""
        assert self.operation
        return self.operation

    def post(self) -> None:
        """Bring all letters to where they go; what came too early comes again."""
        for _ in range(3):
            for office in self.net.offices.values():
                deliver_due(office)
            self.net.clock.advance(timedelta(minutes=2))

    def plan(self, **fields: object) -> Statement:
        """Plan the operation, or plan it anew, and let everybody know."""
        typed = replace(self.planning, **{"operation": self.operation, **fields})  # type: ignore[arg-type]
        made = plan(self.mk, self.officer, typed)
        self.operation = made.operates.operation if made.operates else self.operation
        self.post()
        return made

    def board(self, office: Office | None = None, actor: Account | None = None) -> Board:
        """Show the board at a node."""
        return show_board(office or self.mk, actor or self.officer, self.id)

    def agree(self, office: Office, actor: Account, country: CountryCode, **fields: object) -> Statement:
        """Consent for a state, and let everybody know."""
        shown = self.board(office, actor)
        typed = Agreeing(
            operation=shown.line.id,
            plan=shown.plan,
            country=country,
            supervision="surveillance unit 3",
            authority="Public Prosecutor, KT-17",
            until=self.planning.ends,
            document=LETTER if country == CHN else None,
            reason="case by case",
        )
        made = agree(office, actor, replace(typed, **fields))  # type: ignore[arg-type]
        self.post()
        return made

    def clear(self) -> None:
        """Have every state consent."""
        self.agree(self.mk, self.prosecutor, CHN)
        self.agree(self.mk, self.prosecutor, MKD)
        self.agree(self.tr, self.turkish, TUR)

    def run(self) -> None:
        """Plan, have all consent, and start."""
        self.plan()
        self.clear()
        self.run_again()

    def run_again(self) -> None:
        """Start it on the consents that there are."""
        start(self.mk, self.officer, self.id, "the ship has sailed")
        self.post()


def planning_for(case: CaseFile, today: date, allowed: StatementId) -> Planning:
    """Return the plan as it is typed."""
    contacts = "both duty desks, day and night"
    return Planning(
        case=case.id,
        title="Precursors from Shanghai",
        goods=Goods(sort=GoodsSort.PRECURSORS, description="55 blue drums, marked as resin", quantity="1105 kg"),
        stops=(Stop(country=CHN), Stop(country=TUR), Stop(country=MKD)),
        hand_overs=(
            HandOver(place="Ambarlı, berth 4", day=today + timedelta(days=3), contacts=contacts),
            HandOver(place="Deve Bair", day=today + timedelta(days=6), contacts=contacts),
        ),
        begins=today,
        ends=today + timedelta(days=30),
        decision="The prosecutor in Skopje decides; whoever loses sight stops the lorry.",
        reason="those who ordered the drums are not known",
        authorisation=allowed,
        observers=frozenset({NodeId("SELEC")}),
    )


@pytest.fixture
def watch() -> Watch:
    """Set the scene."""
    net = network("MK", "TR", "BG", "RS", "SELEC")
    officer, second = net.person("MK", "officer", Role.OFFICER), net.person("MK", "second", Role.OFFICER)
    prosecutor = net.person("MK", "prosecutor", Role.PROSECUTOR)
    case = net.case("MK", officer, second)
    today = net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK,
        matter=case.id,
        authority="Public Prosecutor, KT-17",
        begins=today,
        ends=today + timedelta(days=60),
        reason="the drums are to be followed to who ordered them",
    )
    allowed = authorise(net.offices["MK"], prosecutor, granting).id
    return Watch(
        net=net,
        officer=officer,
        second=second,
        prosecutor=prosecutor,
        turkish=net.person("TR", "savcı", Role.PROSECUTOR),
        turkish_officer=net.person("TR", "memur", Role.OFFICER),
        case=case,
        planning=planning_for(case, today, allowed),
    )
