"""Whether the law lets the plan of a controlled delivery go to a partner or come from one; what national law wants.

The plan is judged as the message that it is (`law/policies/message`), as the sort `controlled_delivery`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import PURPOSE
from egnatia.law.decision import Decision
from egnatia.law.deliveries import DELIVERIES
from egnatia.law.facts import Action, CaseFacts, Request
from egnatia.law.messages import CONTROLLED_DELIVERY, MessageFacts
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import SubjectRole
from egnatia.model.delivery import Delivery
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.question import Subject

#: What the partner's node takes on the lead's word: the file is the lead's.
ELSEWHERE = CaseFacts(open=True, supervised=True, matches_purpose=True)

_FACTS = MessageFacts(sort=CONTROLLED_DELIVERY, gives=True, replies=False, urgent=False, urgency_told=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan on its way from the lead to a partner."""

    delivery: Delivery
    reason: str
    lead: NodeId
    recipient: NodeId
    case: CaseFacts = ELSEWHERE


def decide_plan(office: Office, planned: Planned) -> Decision:
    """Say whether a plan may go from the lead to a partner, under which instrument, and what is missing.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    directory, today, delivery = office.directory(), office.clock.now().date(), planned.delivery
    named = delivery.authorisation
    holds = named is not None and named.authorisation.covers(Measure.ASK, delivery.case_file, PURPOSE, today)
    request = Request(
        action=Action.ASK,
        asker=party(directory, planned.lead),
        answerer=party(directory, planned.recipient),
        kind="",
        purpose=PURPOSE,
        offence=delivery.offence,
        subject=Subject(role=SubjectRole.NOBODY, minor=False, asylum_from=frozenset()),
        case_file=planned.case,
        authorisation=holds,
        authorisation_void=named is not None and not holds,
        necessity=bool(planned.reason.strip()),
        on=today,
        approvals=1,
    )
    return office.law.messages.decide(request, _FACTS)


def national_bars(office: Office, delivery: Delivery) -> Iterator[str]:
    """Say what the law of the states on the way wants and the plan does not have."""
    for stop in delivery.stops:
        yield from national_bar(office, delivery, stop.country)


def national_bar(office: Office, delivery: Delivery, country: CountryCode) -> Iterator[str]:
    """Say what the law of one state wants and the plan does not have."""
    rule = DELIVERIES.get(country)
    bar = rule.lacking(office.law.book.offences.get(delivery.offence)) if rule else None
    if bar:
        yield bar
