"""Whether an alert may be published to a partner, or taken from one: by the law of messages, and by its own form.

The form is the minimum of INTERPOL's notices (`model/alert_sorts.yaml`); the law judges it as the message that it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from egnatia.casework.lawful import NO_THREAT, Threat, party, record_facts
from egnatia.casework.office import Office
from egnatia.law.decision import Decision
from egnatia.law.facts import WHOLE, Action, CaseFacts, Request
from egnatia.law.messages import MessageFacts
from egnatia.law.purposes import needs_offence
from egnatia.model.alert import Alert
from egnatia.model.caveat import Handling
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject
from egnatia.model.record import Record

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """An alert on its way from its issuer to a partner, as the law looks at it."""

    alert: Alert
    record: Record
    reason: str  #: Why this partner.
    issuer: NodeId
    recipient: NodeId
    case: CaseFacts = WHOLE
    threat: Threat = NO_THREAT
    instrument: str | None = None


def decide_alert(office: Office, publishing: Publishing) -> Decision:
    """Say whether an alert may go to a partner, under which instrument, and what is missing.

    Two people stand behind each alert: who publishes it is another than who proposed it.

    Raises:
        NotFoundError: a node is not in the directory.
    """
    directory, today, alert = office.directory(), office.clock.now().date(), publishing.alert
    facts = record_facts(publishing.record, today)
    request = Request(
        action=Action.ASK,
        asker=party(directory, publishing.issuer),
        answerer=party(directory, publishing.recipient),
        kind="",
        purpose=alert.form.purpose,
        offence=alert.offence,
        instrument=publishing.instrument,
        subject=Subject(role=facts.role, minor=facts.minor, asylum_from=facts.asylum_from),
        case_file=publishing.case,
        necessity=bool(publishing.reason.strip()),
        on=today,
        approvals=2,
        danger=publishing.threat.danger,
        assurance=publishing.threat.assured,
    )
    return office.law.messages.decide(request, _message(alert))


def _message(alert: Alert) -> MessageFacts:
    """Return what the law must know of an alert as a message: of a thing, that it is one of a thing."""
    form = alert.form
    return MessageFacts(sort=form.message, gives=True, replies=False, urgent=False, urgency_told=False, kind=form.kind)


def lacking(alert: Alert, record: Record, notice: Record, today: date) -> Iterator[str]:
    """Say what an alert lacks by its form, whoever is to get it.

    Args:
        alert: as it is proposed or published.
        record: with the properties that are given.
        notice: what is said beside it.
        today: the day of the look.
    """
    form, caveat = alert.form, record.caveat
    told = {name: values for name, values in notice.properties.items() if name != "subject"}
    yield from form.lacks(record.properties, told)
    if any(issued > today.isoformat()[: len(issued)] for issued in told.get("warrant_date", ())):
        yield "a warrant that was issued: its date is in the future"
    if form.roles and caveat.role not in form.roles:
        yield f"a person whose role is {' or '.join(sorted(form.roles))}"
    if form.purpose not in caveat.purposes:
        yield f"a record that may be used for the purpose {form.purpose}"
    if Handling.CRIME_ONLY in caveat.handling and not needs_offence(form.purpose):
        yield "a purpose of fighting crime: the record is marked H0"
    if caveat.contested:
        yield "data that nobody contests: settle that first"
    if not today <= alert.until <= today + form.years * _YEAR:
        yield f"a last day from today to {form.years} years ahead"
