"""The plan of a controlled delivery: which goods go by which states, handed over where, in whose hands at the end.

United Nations Convention of 1988, Art. 1(g) and 11; UNTOC (Palermo) Art. 2(i) and 20. Goods only: a consignment in
which people are is stopped, never let go on, so what is done to people is no offence for which one is planned.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egnatia.model.authorisation import Invocation, parse_invocation, plain_invocation
from egnatia.model.errors import ContradictionError
from egnatia.model.identity import CaseId, CountryCode, NodeId, parse_case, parse_digest, parse_node
from egnatia.model.reading import Fields, contradictions, distinct, listed, member, text
from egnatia.model.values import parse_country, parse_day

#: States on one route, at most and at least: within one state nobody's consent is asked.
MOST_STOPS, LEAST_STOPS = 20, 2

#: Offences whose object is a person: nobody is let travel on so that others may be found (UNTOC Protocols I and II).
OF_PEOPLE = frozenset(
    {
        "trafficking_in_human_beings",
        "migrant_smuggling",
        "organ_trafficking",
        "kidnapping",
        "sexual_abuse",
        "illegal_border_crossing",
        "enforced_disappearance",
    }
)


class GoodsSort(StrEnum):
    """What may travel under watch; there is no word for people here."""

    DRUGS = "drugs"
    PRECURSORS = "precursors"
    FIREARMS = "firearms"
    CASH = "cash"
    CULTURAL_GOODS = "cultural_goods"
    PRECIOUS_METALS = "precious_metals"
    TOBACCO = "tobacco"
    MEDICINES = "medicines"
    COUNTERFEITS = "counterfeits"
    OTHER = "other"


class Treatment(StrEnum):
    """What becomes of the goods before they go on (UNTOC Art. 20(4))."""

    INTACT = "intact"
    REMOVED = "removed"
    REPLACED = "replaced"


class Movement(StrEnum):
    """To what a state consents, in the order of the way."""

    ENTRY = "entry"
    TRANSIT = "transit"
    EXIT = "exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What travels."""

    sort: GoodsSort
    description: str  #: With packing and marks, by which it is known again.
    quantity: str = ""
    concealment: str = ""
    carrier: str = ""  #: Vehicle, container or air waybill.
    treatment: Treatment = Treatment.INTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A state on the way."""

    country: CountryCode
    node: NodeId | None = None  #: Whose consent it is; None: the authority has no node and consents on paper.


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Where one state's officers hand the watch over to those of the next."""

    place: str
    day: date
    contacts: str  #: Units on both sides that are reached at any hour.


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A plan of a controlled delivery; whatever of it changes makes a new plan, to which all consent anew."""

    title: str
    goods: Goods
    offence: str
    stops: tuple[Stop, ...]
    hand_overs: tuple[HandOver, ...]  #: One for each border on the way.
    begins: date
    ends: date  #: The last day.
    decision: str  #: Who decides to intervene, where, and what happens on loss of sight.
    case_file: CaseId  #: Of the node that leads.
    authorisation: Invocation | None
    observers: frozenset[NodeId] = frozenset()  #: Who sees the board, and decides on nothing.
    policy: str  #: Digest of the policies by which the lead decided.

    def __post_init__(self) -> None:
        """Refuse what is no delivery of goods along a route."""
        if self.offence in OF_PEOPLE:
            raise ContradictionError("offence", "people are never delivered: goods only")
        countries = [stop.country for stop in self.stops]
        if not LEAST_STOPS <= len(countries) <= MOST_STOPS or len(set(countries)) != len(countries):
            raise ContradictionError(
                "stops", f"{LEAST_STOPS} to {MOST_STOPS} different states, in the order of the way"
            )
        if len(self.hand_overs) != len(countries) - 1:
            raise ContradictionError("hand_overs", "one for each border on the way")
        if self.ends < self.begins:
            raise ContradictionError("ends", "before it begins")

    @property
    def nodes(self) -> frozenset[NodeId]:
        """Return the nodes of the states on the way."""
        return frozenset(stop.node for stop in self.stops if stop.node)

    def movements(self, country: CountryCode) -> tuple[Movement, ...]:
        """Return to what a state must consent: by its place on the way; nothing if it does not lie there."""
        countries = [stop.country for stop in self.stops]
        if country not in countries:
            return ()
        if country == countries[0]:
            return (Movement.EXIT,)
        return (Movement.ENTRY,) if country == countries[-1] else tuple(Movement)

    def stop(self, country: CountryCode) -> Stop | None:
        """Return a state on the way; None: it does not lie there."""
        return next((stop for stop in self.stops if stop.country == country), None)


def plain_delivery(plan: Delivery) -> dict[str, Any]:
    """Write a plan as plain values for canonical JSON."""
    return {
        "title": plan.title,
        "goods": _plain_goods(plan.goods),
        "offence": plan.offence,
        "stops": [{"country": stop.country, **({"node": stop.node} if stop.node else {})} for stop in plan.stops],
        "hand_overs": [
            {"place": one.place, "day": one.day.isoformat(), "contacts": one.contacts} for one in plan.hand_overs
        ],
        "begins": plan.begins.isoformat(),
        "ends": plan.ends.isoformat(),
        "decision": plan.decision,
        "case_file": plan.case_file,
        **({"authorisation": plain_invocation(plan.authorisation)} if plan.authorisation else {}),
        "observers": sorted(plan.observers),
        "policy": plan.policy,
    }


def _plain_goods(goods: Goods) -> dict[str, str]:
    said = {"quantity": goods.quantity, "concealment": goods.concealment, "carrier": goods.carrier}
    return {
        "sort": goods.sort,
        "description": goods.description,
        **{name: value for name, value in said.items() if value},
        "treatment": goods.treatment,
    }


def parse_delivery(value: object, path: str) -> Delivery:
    """Read a plan strictly.

    Raises:
        ParseError: with the path of the first fault; people are no goods.
    """
    fields = Fields(value, path)
    with contradictions(path):
        plan = Delivery(
            title=fields.take("title", text(200)),
            goods=fields.take("goods", parse_goods),
            offence=fields.take("offence", text(60)),
            stops=fields.take("stops", listed(_parse_stop, limit=MOST_STOPS)),
            hand_overs=fields.take("hand_overs", listed(_parse_hand_over, limit=MOST_STOPS)),
            begins=fields.take("begins", parse_day),
            ends=fields.take("ends", parse_day),
            decision=fields.take("decision", text(2000)),
            case_file=fields.take("case_file", parse_case),
            authorisation=fields.take_optional("authorisation", parse_invocation),
            observers=fields.take("observers", distinct(parse_node, limit=MOST_STOPS)),
            policy=fields.take("policy", parse_digest),
        )
    fields.finish()
    return plan


def parse_goods(value: object, path: str) -> Goods:
    """Read strictly what travels.

    Raises:
        ParseError: with the path of the first fault; there is no word for people.
    """
    fields = Fields(value, path)
    goods = Goods(
        sort=fields.take("sort", member(GoodsSort)),
        description=fields.take("description", text(2000)),
        quantity=fields.take_optional("quantity", text(200)) or "",
        concealment=fields.take_optional("concealment", text(1000)) or "",
        carrier=fields.take_optional("carrier", text(200)) or "",
        treatment=fields.take("treatment", member(Treatment)),
    )
    fields.finish()
    return goods


def _parse_stop(value: object, path: str) -> Stop:
    fields = Fields(value, path)
    stop = Stop(country=fields.take("country", parse_country), node=fields.take_optional("node", parse_node))
    fields.finish()
    return stop


def _parse_hand_over(value: object, path: str) -> HandOver:
    fields = Fields(value, path)
    point = HandOver(
        place=fields.take("place", text(200)),
        day=fields.take("day", parse_day),
        contacts=fields.take("contacts", text(500)),
    )
    fields.finish()
    return point
