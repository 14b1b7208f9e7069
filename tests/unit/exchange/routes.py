"""A controlled delivery from Shanghai by Istanbul to Skopje, as its members say it; invented."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from egnatia.model import canonical
from egnatia.model.delivery import Delivery, Goods, GoodsSort, HandOver, Stop
from egnatia.model.identity import AccountId, CaseId, CountryCode, NodeId, StatementId
from egnatia.model.operation import Agreement, Deed, Lead, Step
from egnatia.model.statement import Statement, StatementAct

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHN, TUR, MKD, BGR, SRB = (CountryCode(code) for code in ("CHN", "TUR", "MKD", "BGR", "SRB"))
MK, TR, BG = NodeId("MK"), NodeId("TR"), NodeId("BG")
NONCE = "ab" * 16
OPERATION = Lead(node=MK, nonce=NONCE, revision=1).operation
CONTACTS = "both duty desks, day and night"

DELIVERY = Delivery(
    title="Precursors from Shanghai",
    goods=Goods(sort=GoodsSort.PRECURSORS, description="55 blue drums, marked as resin", quantity="1105 kg"),
    offence="drug_trafficking",
    stops=(Stop(country=CHN), Stop(country=TUR, node=TR), Stop(country=MKD, node=MK)),
    hand_overs=(
        HandOver(place="Ambarlı, berth 4", day=TODAY, contacts=CONTACTS),
        HandOver(place="Kapıkule, then Deve Bair", day=date(2026, 3, 9), contacts=CONTACTS),
    ),
    begins=date(2026, 3, 1),
    ends=date(2026, 4, 1),
    decision="The prosecutor in Skopje decides; whoever loses sight stops the lorry.",
    case_file=CaseId("cd" * 16),
    authorisation=None,
    policy="0" * 64,
)
#: The same goods by another way.
DETOUR = replace(
    DELIVERY,
    stops=(*DELIVERY.stops[:2], Stop(country=BGR, node=BG), DELIVERY.stops[2]),
    hand_overs=(*DELIVERY.hand_overs, HandOver(place="Gyueshevo", day=date(2026, 3, 10), contacts=CONTACTS)),
)


def say(issuer: NodeId, step: Step | None, *, by: int = 1, undoes: StatementId | None = None) -> Statement:
    """Say something in the operation."""
    act = StatementAct.UNDO if step is None else StatementAct.PLAN if step.lead else StatementAct.STEP
    return Statement(
        act=act,
        issuer=issuer,
        by=AccountId(f"{by:032x}"),
        at=AT,
        about=frozenset({OPERATION, *((undoes,) if undoes else ())}),
        undoes=undoes,
        operates=step,
        reason="as agreed",
        salt=canonical.digest({"of": f"{issuer}{step}{by}{undoes}"})[:32],
    )


def plan(delivery: Delivery = DELIVERY, revision: int = 1, issuer: NodeId = MK) -> Statement:
    """Plan it."""
    lead = Lead(node=MK, nonce=NONCE, revision=revision)
    return say(issuer, Step(operation=OPERATION, deed=Deed.PLAN, lead=lead, delivery=delivery))


def agree(plan: Statement, country: CountryCode, issuer: NodeId, *, by: int = 1, **fields: object) -> Statement:
    """Consent to all that the plan wants of a state."""
    delivery = plan.operates.delivery if plan.operates else None
    values: dict[str, object] = {
        "country": country,
        "movements": frozenset(delivery.movements(country)) if delivery else frozenset(),
        "supervision": "surveillance unit 3",
        "authority": "Public Prosecutor, KT-17",
        "until": date(2026, 4, 1),
        "document": "9" * 64 if country == CHN else None,
    }
    agreement = Agreement(**{**values, **fields})  # type: ignore[arg-type]
    return say(issuer, Step(operation=OPERATION, deed=Deed.AGREE, plan=plan.id, agreement=agreement), by=by)


def consents(plan: Statement) -> tuple[Statement, ...]:
    """Have every state on the way consent."""
    delivery = plan.operates.delivery if plan.operates else None
    return tuple(
        agree(plan, stop.country, stop.node or MK, by=7 if stop.node is None else 1)
        for stop in (delivery.stops if delivery else ())
    )


def start(plan: Statement, basis: Iterable[Statement], *, issuer: NodeId = MK, by: int = 1) -> Statement:
    """Start on these consents."""
    named = frozenset(one.id for one in basis)
    return say(issuer, Step(operation=OPERATION, deed=Deed.START, plan=plan.id, basis=named), by=by)


def told(plan: Statement, deed: Deed, issuer: NodeId, **fields: object) -> Statement:
    """Say that something happened."""
    return say(issuer, Step(operation=OPERATION, deed=deed, plan=plan.id, **fields))  # type: ignore[arg-type]
