"""Whether the law lets the plan of a joint action day go to a partner, or come from one: once for each priority.

The plan is judged as a message of the sort `joint_action` (`law/policies/message`): figures and numbers of cases travel
under it, and no personal data.
"""

from collections.abc import Iterator

from egnatia.casework.office import Office
from egnatia.casework.operations.lawfulness import Proposed, request_of
from egnatia.law.decision import Decision
from egnatia.law.messages import JOINT_ACTION, MessageFacts
from egnatia.model.actionday import ActionDay

_FACTS = MessageFacts(sort=JOINT_ACTION, gives=True, replies=False, urgent=False, urgency_told=False)


def decide_action(office: Office, action: ActionDay, proposed: Proposed) -> Iterator[Decision]:
    """Say for each priority whether a plan may go from the lead to a partner, and what is missing.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    for offence in action.priorities:
        yield office.law.messages.decide(request_of(office, proposed, offence), _FACTS)
