"""Explaining the law to whoever wants to know, about two nodes of the network and no person in particular."""

from dataclasses import dataclass, field

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.law.decision import Explanation
from egnatia.law.facts import Action, CaseFacts, Request
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId
from egnatia.model.kinds import parse_kind_name
from egnatia.model.question import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What somebody supposes, to learn what the law would say."""

    asker: NodeId
    answerer: NodeId
    kind: str
    purpose: Purpose = Purpose.CRIMINAL_INVESTIGATION
    offence: str | None = None
    keys: frozenset[str] = frozenset()
    subject: Subject = field(default_factory=Subject)
    authorisation: bool = False
    action: Action = Action.ASK


def explain(office: Office, supposed: Supposition) -> Explanation:
    """Say every channel that is open or closed between two nodes, what is missing, and with whom there are others.

    A case file that is in order and a reason are supposed.

    Raises:
        NotFoundError: a node is not in the directory.
        ParseError: there is no such kind.
    """
    directory = office.directory()
    request = Request(
        action=supposed.action,
        asker=party(directory, supposed.asker),
        answerer=party(directory, supposed.answerer),
        kind=parse_kind_name(supposed.kind, "kind").name,
        keys=supposed.keys,
        purpose=supposed.purpose,
        offence=supposed.offence,
        subject=supposed.subject,
        case_file=CaseFacts(open=True, supervised=True, matches_purpose=True),
        authorisation=supposed.authorisation,
        necessity=True,
        on=office.clock.now().date(),
    )
    return office.law.explain(request, [party(directory, node) for node in directory.members])
