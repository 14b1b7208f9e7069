"""Whether the law lets a plan go from its lead to a partner, and what national law wants of a controlled delivery.

A plan is judged as the message that it is (`law/policies/message`), that of a delivery as the sort
`controlled_delivery`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import PURPOSE
from egnatia.law.decision import Decision
from egnatia.law.deliveries import DELIVERIES
from egnatia.law.facts import WHOLE, Action, CaseFacts, Request
from egnatia.law.messages import CONTROLLED_DELIVERY, MessageFacts
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import SubjectRole
from egnatia.model.delivery import Delivery
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.question import Subject

_FACTS = MessageFacts(sort=CONTROLLED_DELIVERY, gives=True, replies=False, urgent=False, urgency_told=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """To whom a plan goes, from which lead and why."""

    reason: str
    lead: NodeId
    recipient: NodeId
    case: CaseFacts = WHOLE  #: What the partner's node takes on the lead's word: the file is the lead's.


def decide_plan(office: Office, delivery: Delivery, proposed: Proposed) -> Decision:
    """Say whether the plan of a delivery may go to a partner, under which instrument, and what is missing.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    named = delivery.authorisation
    request = request_of(office, proposed, delivery.offence)
    holds = named is not None and named.authorisation.covers(Measure.ASK, delivery.case_file, PURPOSE, request.on)
    request = replace(request, authorisation=holds, authorisation_void=named is not None and not holds)
    return office.law.messages.decide(request, _FACTS)


def request_of(office: Office, proposed: Proposed, offence: str) -> Request:
    """Return what the law is asked about a plan: of one offence, about nobody, without an authorisation.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    directory = office.directory()
    return Request(
        action=Action.ASK,
        asker=party(directory, proposed.lead),
        answerer=party(directory, proposed.recipient),
        kind="",
        purpose=PURPOSE,
        offence=offence,
        subject=Subject(role=SubjectRole.NOBODY, minor=False, asylum_from=frozenset()),
        case_file=proposed.case,
        authorisation=False,
        authorisation_void=False,
        necessity=bool(proposed.reason.strip()),
        on=office.clock.now().date(),
        approvals=1,
    )


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
