"""Explaining the law to whoever wants to know, about two nodes of the network and no person in particular."""

from dataclasses import dataclass, field
from datetime import date

from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.law.decide import Law
from egnatia.law.decision import Explanation
from egnatia.law.facts import Action, CaseFacts, Party, Request
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
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
    exact: bool = True  #: The values that would be named are complete.
    action: Action = Action.ASK


def explain(office: Office, supposed: Supposition) -> Explanation:
    """Say every channel that is open or closed between two nodes, what is missing, and with whom there are others.

    Raises:
        NotFoundError: a node is not in the directory.
        ParseError: there is no such kind.
    """
    directory = office.directory()
    between = (party(directory, supposed.asker), party(directory, supposed.answerer))
    request = suppose(office.law, supposed, between, office.clock.now().date())
    return office.law.explain(request, [party(directory, node) for node in directory.members])


def suppose(law: Law, supposed: Supposition, between: tuple[Party, Party], on: date) -> Request:
    """Put a supposition to the law as a request, with a case file that is in order and a reason.

    Args:
        law: that will judge it.
        supposed: what somebody supposes.
        between: who asks, and who is asked.
        on: the day.

    Raises:
        ParseError: there is no such kind, offence, or property to ask by.
    """
    kind = parse_kind_name(supposed.kind, "kind")
    if supposed.offence is not None and supposed.offence not in law.book.offences:
        raise ParseError("offence", f"no such offence; there are {', '.join(sorted(law.book.offences))}")
    if strange := supposed.keys - kind.searchable:
        raise ParseError("keys", f"nobody asks about {kind.name} by {', '.join(sorted(strange))}")
    asker, answerer = between
    return Request(
        action=supposed.action,
        asker=asker,
        answerer=answerer,
        kind=kind.name,
        keys=supposed.keys,
        exact=supposed.exact,
        purpose=supposed.purpose,
        offence=supposed.offence,
        subject=supposed.subject,
        case_file=CaseFacts(open=True, supervised=True, matches_purpose=True),
        authorisation=supposed.authorisation,
        necessity=True,
        on=on,
    )
