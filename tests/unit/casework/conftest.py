"""The scene of most tests: Serbia asks Albania about a person whom Albania registered in Latin letters."""

from dataclasses import dataclass

import pytest
from tests.twins.network import Network, caveat, network

from egnatia.casework.answer import draw_up
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import Delivered
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, AnswerRow, CaseFile, Role
from egnatia.model.answer import Answer
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record

WHY = "The boat's owner is said to live there; his name was found in a seized notebook."


@dataclass
class Scene:
    """Two nodes, their people, a case file in Belgrade and a record in Tirana."""

    net: Network
    officer: Account
    case: CaseFile
    keeper: Account
    expert: Account
    chief: Account
    record: Record

    @property
    def rs(self) -> Office:
        """The node that asks."""
        return self.net.offices["RS"]

    @property
    def al(self) -> Office:
        """The node that answers."""
        return self.net.offices["AL"]

    def enquiry(self, **fields: object) -> Enquiry:
        """Return an enquiry about the suspect, unless told otherwise."""
        values: dict[str, object] = {
            "kind": "person",
            "properties": {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": ("1985-04-12",)},
            "case": self.case.id,
            "subject": Subject(role=SubjectRole.SUSPECT),
            "partners": {NodeId("AL"): WHY},
        }
        return Enquiry(**{**values, **fields})  # type: ignore[arg-type]

    def ask(self, **fields: object) -> list[Delivered]:
        """Ask and wait for what comes."""
        return list(follow(self.rs, ask(self.rs, self.officer, self.enquiry(**fields))))

    def hit(self) -> AnswerRow:
        """Ask, and return the hit as the answering side knows it."""
        [delivered] = self.ask()
        return self.hit_of(delivered)

    def hit_of(self, delivered: Delivered) -> AnswerRow:
        """Return the first hit of an answer as the answering side knows it."""
        assert delivered.answer
        reference = delivered.answer.hits[0].reference
        row = self.al.store.read(lambda tx: tx.answers.get(reference))
        assert row
        return row

    def put(self, question: Question) -> Answer:
        """Return what Tirana's machine says to a question, however it was made."""
        return draw_up(self.al, question).answer

    def question(self, hit: AnswerRow) -> Question:
        """Return the question that a hit answers."""
        row = self.al.store.read(lambda tx: tx.questions.get(hit.question))
        assert row
        return row.question


def person(first: str, family: str, born: str = "1985-04-12", **fields: object) -> Draft:
    """Return a draft about a suspect, unless told otherwise."""
    properties = {"first_name": (first,), "family_name": (family,), "birth_date": (born,)}
    return Draft(kind="person", properties=properties, caveat=caveat(**fields))  # type: ignore[arg-type]


@pytest.fixture
def scene() -> Scene:
    """Set the scene."""
    net = network("RS", "AL", "XK")
    officer = net.person("RS", "officer", Role.OFFICER)
    keeper = net.person("AL", "keeper", Role.OFFICER)
    [record] = collect(net.offices["AL"], keeper, [person("Petar", "Jovanoviq")])
    return Scene(
        net=net,
        officer=officer,
        case=net.case("RS", officer),
        keeper=keeper,
        expert=net.person("AL", "expert", Role.FORENSIC),
        chief=net.person("AL", "chief", Role.SUPERVISOR),
        record=record,
    )
