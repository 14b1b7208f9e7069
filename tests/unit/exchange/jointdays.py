"""A joint action day that RS leads, as its members say it; invented."""

from datetime import date

from tests.unit.exchange.routes import AT, TODAY

from egnatia.model import canonical
from egnatia.model.actionday import ActionDay, Result, ResultKind
from egnatia.model.identity import AccountId, CaseId, CountryCode, NodeId, StatementId
from egnatia.model.operation import Deed, Lead, Step
from egnatia.model.statement import Statement, StatementAct

RS, BA, AL, XX = NodeId("RS"), NodeId("BA"), NodeId("AL"), NodeId("XX")
SRB, BIH, ALB = CountryCode("SRB"), CountryCode("BIH"), CountryCode("ALB")
LEAD = Lead(node=RS, nonce="ef" * 16, revision=1)
ID = LEAD.operation
ARMS, DRUGS = "firearms_trafficking", "drug_trafficking"

ACTION = ActionDay(
    title="Western Balkans, spring",
    priorities=(ARMS, DRUGS),
    participants=frozenset({BA, AL}),
    guests=("Frontex",),
    begins=TODAY,
    ends=date(2026, 3, 4),
    coordination="Room 12, Belgrade, day and night",
    case_file=CaseId("cd" * 16),
    policy="0" * 64,
)


def said(issuer: NodeId, step: Step | None, *, undoes: StatementId | None = None, reason: str = "") -> Statement:
    """Say something in the action day; what has no words of its own says its deed."""
    act = StatementAct.UNDO if step is None else StatementAct.PLAN if step.lead else StatementAct.STEP
    words = reason or (step.deed if step else "figure")
    return Statement(
        act=act,
        issuer=issuer,
        by=AccountId("1" * 32),
        at=AT,
        about=frozenset({ID, *((undoes,) if undoes else ())}),
        undoes=undoes,
        operates=step,
        reason=words,
        salt=canonical.digest({"of": f"{issuer}{step}{undoes}{reason}"})[:32],
    )


def planned(action: ActionDay = ACTION, revision: int = 1, issuer: NodeId = RS) -> Statement:
    """Plan it."""
    lead = Lead(node=RS, nonce=LEAD.nonce, revision=revision)
    return said(issuer, Step(operation=ID, deed=Deed.PLAN, lead=lead, action=action))


PLAN = planned()


def stepped(issuer: NodeId, deed: Deed, plan: Statement = PLAN, *, reason: str = "", **fields: object) -> Statement:
    """Say a step under a plan."""
    step = Step(operation=ID, deed=deed, plan=plan.id, **fields)  # type: ignore[arg-type]
    return said(issuer, step, reason=reason)


def joins(issuer: NodeId) -> Statement:
    """Say that a node takes part."""
    return stepped(issuer, Deed.JOIN, unit="operations centre")


def result(issuer: NodeId, kind: ResultKind = ResultKind.ARREST, **fields: object) -> Statement:
    """Tell a result."""
    values: dict[str, object] = {"kind": kind, "priority": ARMS, "country": BIH, "day": TODAY, "count": 1}
    return stepped(issuer, Deed.RESULT, result=Result(**{**values, **fields}))  # type: ignore[arg-type]


def same(issuer: NodeId, *results: Statement) -> Statement:
    """Say that results are of one event."""
    return stepped(issuer, Deed.SAME, same=frozenset(one.id for one in results))
