"""Whether the law lets the plan of a joint action day go to a partner, or come from one: once for each priority.

The plan is judged as a message of the sort `joint_action` (`law/policies/message`): figures and numbers of cases travel
under it, and no personal data.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import PURPOSE
from egnatia.casework.operations.lawfulness import ELSEWHERE
from egnatia.law.decision import Decision
from egnatia.law.facts import Action, CaseFacts, Request
from egnatia.law.messages import JOINT_ACTION, MessageFacts
from egnatia.model.actionday import ActionDay
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

_FACTS = MessageFacts(sort=JOINT_ACTION, gives=True, replies=False, urgent=False, urgency_told=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A plan on its way from the lead to a partner."""

    action: ActionDay
    reason: str
    lead: NodeId
    recipient: NodeId
    case: CaseFacts = ELSEWHERE  #: What the partner's node takes on the lead's word: the file is the lead's.


def decide_action(office: Office, proposed: Proposed) -> Iterator[Decision]:
    """Say for each priority whether a plan may go from the lead to a partner, and what is missing.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    directory, today = office.directory(), office.clock.now().date()
    for offence in proposed.action.priorities:
        request = Request(
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
            on=today,
            approvals=1,
        )
        yield office.law.messages.decide(request, _FACTS)
