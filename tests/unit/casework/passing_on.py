"""Three nodes: Albania gave Serbia a record, which is to go on to North Macedonia."""

from dataclasses import dataclass
from datetime import timedelta

from tests.twins.network import Network, network
from tests.unit.casework.conftest import WHY, person

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.consent import Consenting, Seeking, consent, seek_consent
from egnatia.casework.deliver import deliver_due
from egnatia.casework.forward import Passed, Passing, forward
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.answer import Result
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject
from egnatia.model.record import Record
from egnatia.model.statement import Statement

MK, AL, RS = NodeId("MK"), NodeId("AL"), NodeId("RS")
NEED = "The boat was sold on to Ohrid; its buyer is wanted there."


@dataclass
class Three:
    """Albania, Serbia, North Macedonia; Serbia holds what Albania gave it."""

    net: Network
    officer: Account
    boss: Account
    second: Account
    chief: Account
    case: CaseFile
    view: Record
    original: Record

    def office(self, node: str) -> Office:
        """Return a node."""
        return self.net.offices[node]

    def seek(self, purpose: Purpose = Purpose.CRIMINAL_INVESTIGATION, recipient: NodeId = MK) -> Statement:
        """Have Serbia ask Albania for its consent, and deliver that."""
        seeking = Seeking(record=self.view.id, recipient=recipient, purpose=purpose, necessity=NEED)
        made = seek_consent(self.office("RS"), self.boss, seeking)
        self.deliver()
        return made

    def consented(self, **changed: object) -> Statement:
        """Have Albania consent."""
        values: dict[str, object] = {"request": self.seek().id, "reason": "The matter is one."}
        made = consent(self.office("AL"), self.chief, Consenting(**{**values, **changed}))  # type: ignore[arg-type]
        self.deliver()
        return made

    def forward(self, actor: Account | None = None, **changed: object) -> Passed:
        """Have Serbia forward the record."""
        values: dict[str, object] = {
            "record": self.view.id,
            "recipient": MK,
            "purpose": Purpose.CRIMINAL_INVESTIGATION,
            "offence": "drug_trafficking",
            "necessity": NEED,
        }
        return forward(self.office("RS"), actor or self.boss, Passing(**{**values, **changed}))  # type: ignore[arg-type]

    def deliver(self) -> None:
        """Let everybody send what is due, until nothing is; what was not taken is tried again later."""
        for _ in range(4):
            for office in self.net.offices.values():
                deliver_due(office)
            self.net.clock.advance(timedelta(minutes=1))

    def at_mk(self) -> Record | None:
        """Return the record as North Macedonia has it."""
        stored = self.office("MK").store.read(lambda tx: tx.records.get(self.view.id))
        return stored.record if stored else None


def build(
    purpose: Purpose = Purpose.CRIMINAL_INVESTIGATION,
    role: SubjectRole = SubjectRole.SUSPECT,
    born: str = "1985-04-12",
    **fields: object,
) -> Three:
    """Build the scene, of a purpose and a person."""
    net = network("RS", "AL", "MK")
    rs, al = net.offices["RS"], net.offices["AL"]
    officer = net.person("RS", "officer", Role.OFFICER)
    keeper = net.person("AL", "keeper", Role.OFFICER, Role.FORENSIC)
    chiefs = [net.person("AL", name, Role.SUPERVISOR) for name in ("chief", "deputy")]
    [original] = collect(al, keeper, [person("Petar", "Jovanoviq", born, role=role, **fields)])
    offence = "drug_trafficking" if purpose is Purpose.CRIMINAL_INVESTIGATION else None
    case = net.case("RS", officer, purpose=purpose, offence=offence)
    properties = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": (born,)}
    enquiry = Enquiry(
        kind="person", properties=properties, case=case.id, subject=Subject(role=role), partners={AL: WHY}
    )
    [delivered] = follow(rs, ask(rs, officer, enquiry))
    assert delivered.answer
    if delivered.answer.result is Result.WAITING:
        answer_by_hand(al, chiefs[0], QuestionId(delivered.message), Told(records=frozenset({original.id})))
    [hit] = al.store.read(lambda tx: tx.answers.of(QuestionId(delivered.message)))
    confirm(al, keeper, hit.reference, Verdict.CONFIRM, "same")
    giving = Giving(reference=hit.reference, reason="needed")
    given = [release(al, chief, giving) for chief in chiefs[: 1 + minor(born)]]
    view = given[-1].record
    assert view
    made = Three(
        net=net,
        officer=officer,
        boss=net.person("RS", "boss", Role.SUPERVISOR),
        second=net.person("RS", "second", Role.PROSECUTOR),
        chief=chiefs[0],
        case=case,
        view=view,
        original=original,
    )
    made.deliver()
    return made


def minor(born: str) -> bool:
    """Tell whether two people release."""
    return born > "2009"
