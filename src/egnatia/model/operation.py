"""A step of an operation that several nodes run together: who plans, consents, starts, hands over and intervenes.

All steps of one operation are a set of statements that only grows; where it stands is a function of that set
(`exchange/operation.py`), so that every member sees the same, in whatever order the statements came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType

from egnatia.model import canonical
from egnatia.model.actionday import ActionDay, Result, parse_action_day, parse_result, plain_action_day, plain_result
from egnatia.model.delivery import MOST_STOPS, Delivery, Movement, parse_delivery, plain_delivery
from egnatia.model.errors import ContradictionError
from egnatia.model.identity import (
    CountryCode,
    NodeId,
    StatementId,
    parse_digest,
    parse_node,
    parse_salt,
    parse_statement_id,
)
from egnatia.model.reading import Fields, contradictions, distinct, member, text, whole
from egnatia.model.values import parse_country, parse_day

#: One operation: 128 bits that say who leads it (`Lead`).
OperationId = NewType("OperationId", str)

_MOST_REVISIONS = 1000
#: Reports that one judgement says are of one event, at most.
_MOST_SAME = 50


class Deed(StrEnum):
    """What a step does."""

    PLAN = "plan"  #: The lead plans, or plans anew.
    AGREE = "agree"  #: A state consents to what the plan has for it, and guarantees to keep watch.
    START = "start"  #: The lead starts, on consents that it names.
    HAND_OVER = "hand_over"  #: One side says that the watch changed hands at a border.
    PERSONS = "persons"  #: People are in the consignment, or in danger by it: it is stopped.
    LOSE = "lose"  #: Sight of the goods was lost.
    ARRIVE = "arrive"
    INTERVENE = "intervene"  #: A state seizes the goods.
    ABANDON = "abandon"  #: The lead gives it up before it starts.
    JOIN = "join"  #: A node takes part in a joint action day.
    RESULT = "result"  #: A node tells a result of its own.
    SAME = "same"  #: Somebody who compared says that two or more results are of one event.
    CLOSE = "close"  #: The lead says that no more results are expected.


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads an operation: its id is made of it, so that nobody else can plan under the same id."""

    node: NodeId
    nonce: str  #: 128 random bits.
    revision: int  #: Of the plan, from 1.

    @property
    def operation(self) -> OperationId:
        """Return the id of the operation."""
        return OperationId(canonical.digest({"lead": self.node, "nonce": self.nonce})[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A state's consent: to which movements, under whose watch, until when."""

    country: CountryCode
    movements: frozenset[Movement]
    supervision: str  #: The unit that guarantees to keep the goods in sight.
    authority: str  #: Who consents, with the number of the decision.
    until: date  #: The last day.
    conditions: str = ""
    document: str | None = None  #: SHA-256 of the signed document, of an authority that has no node.

    def __post_init__(self) -> None:
        """Refuse a consent to nothing."""
        if not self.movements:
            raise ContradictionError("movements", "empty: it consents to nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an operation."""

    operation: OperationId
    deed: Deed
    lead: Lead | None = None
    delivery: Delivery | None = None
    action: ActionDay | None = None  #: A plan is of a delivery or of an action day.
    plan: StatementId | None = None  #: The plan of which it speaks.
    agreement: Agreement | None = None
    basis: frozenset[StatementId] = frozenset()  #: The consents on which a start rests.
    border: int | None = None  #: Which hand-over, from 0.
    country: CountryCode | None = None  #: In which state it happened, or for which one it is said.
    unit: str = ""  #: Who takes part, and is reached at any hour.
    result: Result | None = None
    same: frozenset[StatementId] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a step that lacks what it does, or says what it does not do."""
        for field, deeds in _SAID.items():
            if (self.deed in deeds) != (getattr(self, field) not in (None, "", frozenset())):
                raise ContradictionError(field, f"is said by {' and '.join(sorted(deeds))}, and by nothing else")
        if (self.deed is Deed.PLAN) != ((self.delivery is None) != (self.action is None)):
            raise ContradictionError("deed", "a plan is of a delivery or of an action day, and nothing else is")
        if len(self.same) == 1:
            raise ContradictionError("same", "one result is the same as another, not as itself")
        if self.lead and self.lead.operation != self.operation:
            raise ContradictionError("operation", "is not the id of an operation of this lead")


#: What a step says, and the deeds that say it and no others.
_SAID: Mapping[str, frozenset[Deed]] = MappingProxyType(
    {
        "lead": frozenset({Deed.PLAN}),
        "plan": frozenset(Deed) - {Deed.PLAN},
        "agreement": frozenset({Deed.AGREE}),
        "basis": frozenset({Deed.START}),
        "border": frozenset({Deed.HAND_OVER}),
        "country": frozenset({Deed.HAND_OVER, Deed.PERSONS, Deed.LOSE, Deed.INTERVENE}),
        "unit": frozenset({Deed.JOIN}),
        "result": frozenset({Deed.RESULT}),
        "same": frozenset({Deed.SAME}),
    }
)


def plain_step(step: Step) -> dict[str, Any]:
    """Write a step as plain values for canonical JSON."""
    return {
        "operation": step.operation,
        "deed": step.deed,
        **({"lead": _plain_lead(step.lead)} if step.lead else {}),
        **({"delivery": plain_delivery(step.delivery)} if step.delivery else {}),
        **({"action": plain_action_day(step.action)} if step.action else {}),
        **({"plan": step.plan} if step.plan else {}),
        **({"agreement": plain_agreement(step.agreement)} if step.agreement else {}),
        **({"basis": sorted(step.basis)} if step.basis else {}),
        **({"border": step.border} if step.border is not None else {}),
        **({"country": step.country} if step.country else {}),
        **({"unit": step.unit} if step.unit else {}),
        **({"result": plain_result(step.result)} if step.result else {}),
        **({"same": sorted(step.same)} if step.same else {}),
    }


def _plain_lead(lead: Lead) -> dict[str, Any]:
    return {"node": lead.node, "nonce": lead.nonce, "revision": lead.revision}


def plain_agreement(agreement: Agreement) -> dict[str, Any]:
    """Write a state's consent as plain values for canonical JSON."""
    return {
        "country": agreement.country,
        "movements": sorted(agreement.movements),
        "supervision": agreement.supervision,
        "authority": agreement.authority,
        "until": agreement.until.isoformat(),
        **({"conditions": agreement.conditions} if agreement.conditions else {}),
        **({"document": agreement.document} if agreement.document else {}),
    }


def parse_operation(value: object, path: str) -> OperationId:
    """Read the id of an operation.

    Raises:
        ParseError: it is not 32 hexadecimal digits.
    """
    return OperationId(parse_salt(value, path))


def parse_step(value: object, path: str) -> Step:
    """Read a step strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        step = Step(
            operation=fields.take("operation", parse_operation),
            deed=fields.take("deed", member(Deed)),
            lead=fields.take_optional("lead", _parse_lead),
            delivery=fields.take_optional("delivery", parse_delivery),
            action=fields.take_optional("action", parse_action_day),
            plan=fields.take_optional("plan", parse_statement_id),
            agreement=fields.take_optional("agreement", parse_agreement),
            basis=fields.take_optional("basis", distinct(parse_statement_id, limit=MOST_STOPS)) or frozenset(),
            border=fields.take_optional("border", whole(0, MOST_STOPS)),
            country=fields.take_optional("country", parse_country),
            unit=fields.take_optional("unit", text(300)) or "",
            result=fields.take_optional("result", parse_result),
            same=fields.take_optional("same", distinct(parse_statement_id, limit=_MOST_SAME)) or frozenset(),
        )
    fields.finish()
    return step


def _parse_lead(value: object, path: str) -> Lead:
    fields = Fields(value, path)
    lead = Lead(
        node=fields.take("node", parse_node),
        nonce=fields.take("nonce", parse_salt),
        revision=fields.take("revision", whole(1, _MOST_REVISIONS)),
    )
    fields.finish()
    return lead


def parse_agreement(value: object, path: str) -> Agreement:
    """Read a state's consent strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        agreement = Agreement(
            country=fields.take("country", parse_country),
            movements=fields.take("movements", distinct(member(Movement))),
            supervision=fields.take("supervision", text(300)),
            authority=fields.take("authority", text(200)),
            until=fields.take("until", parse_day),
            conditions=fields.take_optional("conditions", text(1000)) or "",
            document=fields.take_optional("document", parse_digest),
        )
    fields.finish()
    return agreement
