"""One invented example of each noun, from which tests depart."""

from datetime import UTC, date, datetime, timedelta

from egnatia.model.answer import Answer, Hit, Quality, Result
from egnatia.model.authorisation import Authorisation, Invocation, Measure
from egnatia.model.caveat import Caveat, Handling, Information, Purpose, Source, SubjectRole
from egnatia.model.identity import (
    AccountId,
    CaseId,
    LineageId,
    MessageId,
    NodeId,
    QuestionId,
    Reference,
    StatementId,
)
from egnatia.model.message import Message, MessageType
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

MORNING = datetime(2026, 11, 21, 8, 15, tzinfo=UTC)

CAVEAT = Caveat(
    source=Source.MOSTLY,
    information=Information.KNOWN_TO_SOURCE,
    handling=frozenset({Handling.NOT_ONWARD}),
    purposes=frozenset({Purpose.CRIMINAL_INVESTIGATION, Purpose.BORDER_CHECK}),
    role=SubjectRole.SUSPECT,
    retain_until=date(2029, 11, 21),
)

PERSON = Record(
    kind="person",
    issuer=NodeId("RS"),
    lineage=LineageId("a1" * 16),
    recorded_at=MORNING,
    properties={
        "birth_date": ("1985-04",),
        "danger": ("armed",),
        "family_name": ("Пробни", "Probni"),
        "first_name": ("Образац",),
        "nationality": ("SRB",),
    },
    caveat=CAVEAT,
    salt="5a" * 16,
)

QUESTION = Question(
    id=QuestionId("c3" * 16),
    asker=NodeId("AL"),
    partner=NodeId("RS"),
    kind="person",
    properties={"birth_date": ("1985",), "family_name": ("Probni",)},
    purpose=Purpose.CRIMINAL_INVESTIGATION,
    offence="firearms_trafficking",
    instrument="pcc-see",
    case_file=CaseId("d4" * 16),
    authorisation=None,
    subject=Subject(role=SubjectRole.SUSPECT),
    necessity="Named on a seized waybill; the vehicle bears a Serbian plate.",
    urgent=False,
    asked_at=MORNING,
    expires_at=MORNING + timedelta(days=1),
    policy="e5" * 32,
)

AUTHORISATION = Authorisation(
    measure=Measure.ASK,
    matter=QUESTION.case_file,
    purpose=QUESTION.purpose,
    authority="Prosecutor's office of Testville, KO 12/26",
    document="4d" * 32,
    begins=date(2026, 11, 20),
    ends=date(2026, 12, 20),
)

INVOCATION = Invocation(statement=StatementId("3c" * 32), authorisation=AUTHORISATION)

HIT = Hit(reference=Reference("f6" * 16), quality=Quality.CLOSE, kind="person")

ANSWER = Answer(
    question=QUESTION.id,
    result=Result.HIT,
    hits=(HIT,),
    instrument="pcc-see",
    answered_at=MORNING + timedelta(seconds=2),
    policy="e5" * 32,
)

STATEMENT = Statement(
    act=StatementAct.RECALL,
    issuer=NodeId("RS"),
    by=AccountId("b2" * 16),
    at=MORNING,
    about=frozenset({PERSON.id}),
    reason="Mistaken for his brother.",
    salt="6b" * 16,
)

MESSAGE = Message(
    id=MessageId("07" * 16),
    type=MessageType.QUESTION,
    sender=NodeId("AL"),
    recipient=NodeId("RS"),
    sent_at=MORNING,
    expires_at=MORNING + timedelta(days=1),
    body={"any": ["plain", "value", 1, True, None]},
)
