"""Two nodes with a person of every role at each, and canaries in all data about people and things."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send
from tests.twins.authenticator import DOOR
from tests.twins.network import Network, caveat, network

from egnatia.api.app import assemble
from egnatia.api.caller import NODE, UID
from egnatia.casework.access.handling import Applying, decide, open_request
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.identify.board import Proposing, propose
from egnatia.casework.identities import Provider
from egnatia.casework.office import Office
from egnatia.casework.passkeys import Door
from egnatia.casework.requests import AccessId, Applicant, Finding, Proof, Telling, Wish
from egnatia.casework.rows import Account, CaseFile, Holding, Role
from egnatia.exchange.payloads import Verdict
from egnatia.match.dna.populations import Population
from egnatia.match.kinship.dvi.board import Finding as Primary
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import Caveat, Handling, Purpose, SubjectRole
from egnatia.model.identity import AccountId, CaseId, LineageId, NodeId, QuestionId, RecordId, Reference, StatementId
from egnatia.model.question import Subject
from egnatia.model.record import Record, partial_view
from egnatia.settings import Address, Settings, SigningIn

#: What stands in data about people and things, and in nothing else.
CANARIES = ("Jovanoviq", "Јовановић", "Yugocanary")
#: The system's user behind the account of each role, and one behind none.
UIDS = {role: number for number, role in enumerate(Role, 1)}
NOBODY = 90
#: For what accounts are meant that are meant for nothing of what happens here.
ELSEWHERE = frozenset({Purpose.BORDER_CHECK})

MANUAL = "interpol"
MISSED = "Petar Jovanoviq"
PROVIDER = Provider(issuer="https://id.example.org", client="rs", name="the Ministry")
WHY = "The name was found in a seized notebook."
ASKED = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": ("1985-04-12",)}
KNOWN = {"first_name": ("Petar",), "family_name": ("Jovanoviq",), "birth_date": ("1985-04-12",)}
VIN = {"vin": ("WVWZZZ1JZXW000010",)}
CAR = {**VIN, "make": ("Yugocanary",), "status": ("stolen",)}


class _Folder:
    """A directory that nobody signed."""

    def bundle(self) -> bytes:
        """Return nothing of interest."""
        return b"{}"


@dataclass(frozen=True)
class _Line:
    """An identity provider to which nobody goes."""

    provider: Provider = PROVIDER


@dataclass(frozen=True)
class _Standing:
    """A node that is there, without ports."""

    office: Office
    settings: Settings
    door: Door = DOOR
    identities: _Line = field(default_factory=_Line)
    directory: _Folder = field(default_factory=_Folder)


async def _known(node: _Standing, uid: int, scope: Scope, receive: Receive, send: Send) -> None:
    await assemble()({**scope, "state": {UID: uid, NODE: node}}, receive, send)


@dataclass
class Setting:
    """RS asks, AL answers; people of every role work in the case file at RS, or nobody but the one who asks."""

    purpose: Purpose = Purpose.CRIMINAL_INVESTIGATION
    inside: bool = True
    meant: bool = True
    handling: frozenset[Handling] = frozenset()
    day: timedelta = timedelta(days=1)
    net: Network = field(default_factory=partial(network, "RS", "AL", "MK"))

    def __post_init__(self) -> None:
        """Put people, records and the case file in place."""
        self.rs, self.al = self.net.offices["RS"], self.net.offices["AL"]
        self.people = {(node, role): self._person(node, role) for node in ("RS", "AL") for role in Role}
        self.officer = self.net.person("RS", "setup.officer", Role.OFFICER)
        self.keeper = self.net.person("AL", "setup.keeper", Role.OFFICER, Role.FORENSIC)
        self.boss = self.net.person("RS", "setup.boss", Role.SUPERVISOR)
        self.chief = self.net.person("AL", "setup.chief", Role.SUPERVISOR)
        members = [found for (node, _), found in self.people.items() if node == "RS"] if self.inside else []
        offence = None if self.searching else "drug_trafficking"
        self.case: CaseFile = self.net.case("RS", self.officer, *members, purpose=self.purpose, offence=offence)
        things: dict[str, Mapping[str, tuple[str, ...]]] = {"person": KNOWN, "vehicle": CAR}
        made = [Draft(kind=kind, properties=what, caveat=self.caveat()) for kind, what in things.items()]
        self.person, self.car = collect(self.al, self.keeper, made)
        [self.own] = collect(self.rs, self.officer, made[:1])

    def another(self) -> Record:
        """Put a second person on record at the asking node."""
        [made] = collect(self.rs, self.officer, [Draft(kind="person", properties=KNOWN, caveat=self.caveat())])
        return made

    @property
    def searching(self) -> bool:
        """Whether somebody is missing, so that there is no offence."""
        return self.purpose is Purpose.MISSING_PERSON

    @property
    def role(self) -> SubjectRole:
        """What the person is."""
        return SubjectRole.MISSING if self.searching else SubjectRole.SUSPECT

    def call(self, uid: int, node: str) -> TestClient:
        """Return a program that a user of the system runs at a node."""
        return TestClient(partial(_known, self.standing(node), uid), raise_server_exceptions=False)

    def standing(self, node: str) -> _Standing:
        """Return a node without ports."""
        here = Address(bind="127.0.0.1", port=8080)
        login = SigningIn(provider=PROVIDER)
        settings = Settings(folder=Path("nowhere"), node=NodeId(node), port=here, desk=here, login=login)
        return _Standing(office=self.net.offices[node], settings=settings)

    def caveat(self) -> Caveat:
        """Return the caveat of all records."""
        words = "Only in this matter." if Handling.RESTRICTED in self.handling else ""
        return caveat(self.role, handling=self.handling, restriction=words)

    def missed(self) -> Record:
        """Put a missing person, and a profile of that person, on record at the asking node."""
        own = {"profile": ("VWA 16,17",), "category": ("missing_person",)}
        [brush] = collect(self.rs, self.officer, [Draft(kind="dna", properties=own, caveat=self.caveat())])
        said = {**KNOWN, "dna": (brush.lineage,)}
        [report] = collect(self.rs, self.officer, [Draft(kind="missing_report", properties=said, caveat=self.caveat())])
        return report

    def identifying(self, *more: Account) -> CaseId:
        """Have a case file for identifying remains, with the members of the other one."""
        purpose = Purpose.IDENTIFY_REMAINS
        members = [one for one in self.people.values() if one.id in self.case.members]
        return self.net.case("RS", *members, *more, reference="ID-1", purpose=purpose, offence=None).id

    def proposed(self) -> tuple[CaseId, StatementId]:
        """Have an expert put before the board that a body is the missing person; prints say so."""
        expert = self.net.person("RS", "setup.expert", Role.FORENSIC)
        case = self.compared(expert)
        said = Proposing(case=case, victim="R-1", missing=MISSED, reason=WHY, prints=Primary.IDENTIFIED)
        return case, propose(self.net.offices["RS"], expert, said).id

    def compared(self, *more: Account) -> CaseId:
        """Have a case file, a family and a body that can be compared."""
        even = Population(name="Even", source="invented", frequencies={"VWA": {str(a): 0.1 for a in range(11, 21)}})
        self.net.offices["RS"] = self.rs = replace(self.rs, populations=(even,))
        self.missed()
        found = {"profile": ("VWA 16,17",), "category": ("remains",)}
        [profile] = collect(self.rs, self.officer, [Draft(kind="dna", properties=found, caveat=self.caveat())])
        body = {"number": ("R-1",), "dna": (profile.lineage,)}
        collect(self.rs, self.officer, [Draft(kind="remains", properties=body, caveat=self.caveat())])
        return self.identifying(*more)

    def enquiry(self, **fields: object) -> Enquiry:
        """Return an enquiry about the person."""
        values: dict[str, object] = {
            "kind": "person",
            "properties": ASKED,
            "case": self.case.id,
            "subject": Subject(role=self.role),
            "partners": {NodeId("AL"): WHY},
        }
        return Enquiry(**{**values, **fields})  # type: ignore[arg-type]

    def asked(self, **fields: object) -> QuestionId:
        """Have the officer ask, and return the question's id."""
        named = self.authorised() if self.purpose is Purpose.JUDICIAL_PROCEEDINGS else ""
        [delivered] = follow(self.rs, ask(self.rs, self.officer, self.enquiry(authorisation=named, **fields)))
        return QuestionId(delivered.message)

    def granting(self) -> Granting:
        """Return what a court allows: to ask in the case file."""
        today = self.net.clock.now().date()
        return Granting(
            measure=Measure.ASK,
            matter=self.case.id,
            authority="Higher Court in Belgrade, Kri-17",
            document="a" * 64,
            begins=today,
            ends=today + timedelta(days=30),
            reason="Ordered.",
        )

    def authorised(self) -> str:
        """Have a prosecutor allow questions in the case file; returns the id of the statement."""
        prosecutor = self.net.person("RS", "setup.prosecutor", Role.PROSECUTOR)
        return authorise(self.rs, prosecutor, self.granting()).id

    def asked_about_car(self) -> QuestionId:
        """Have the officer ask what is answered with data at once."""
        return self.asked(kind="vehicle", properties=VIN, instrument=MANUAL)

    def hit(self, **fields: object) -> Reference:
        """Return the reference of a hit on the person."""
        question = self.asked(**fields)
        [hit] = self.al.store.read(lambda tx: tx.answers.of(question))
        return hit.reference

    def confirmed(self) -> Reference:
        """Return the reference of a hit that an expert confirmed."""
        reference = self.hit()
        confirm(self.al, self.keeper, reference, Verdict.CONFIRM, "The dates agree.")
        return reference

    def given(self) -> RecordId:
        """Return a record of RS's, of which AL was given a view."""
        view = partial_view(
            self.own,
            frozenset(self.own.properties),
            lineage=LineageId(self.rs.randomness.hex128()),
            recorded_at=self.net.clock.now(),
            salt=self.rs.randomness.hex128(),
        )
        made = StatementId("f" * 64)
        held = Holding(record=view.id, holder=NodeId("AL"), given_at=self.net.clock.now(), statement=made)
        self.rs.store.write(lambda tx: tx.records.add([(view, frozenset())], received_from=None))
        self.rs.store.write(lambda tx: tx.holdings.add(held))
        return self.own.id

    def applying(self) -> Applying:
        """Return the request of the person whom RS has on record."""
        known = {"name": "P. J.", "address": "Harbour Street 1", "proof": Proof.IN_PERSON, "shown": "passport"}
        applicant = Applicant(properties=KNOWN, **known)  # type: ignore[arg-type] # as named
        return Applying(wish=Wish.ACCESS, words="", applicant=applicant)

    def applied(self) -> AccessId:
        """Have the request taken in, and return its id."""
        return open_request(self.rs, self.boss, self.applying()).id

    def decided(self) -> AccessId:
        """Have the request taken in and decided on, and return its id."""
        finding = Finding(record=self.own.id, telling=Telling.ALL, reason="Nothing speaks against it.")
        second = self.net.person("RS", "setup.second", Role.SUPERVISOR)
        return decide(self.rs, second, self.applied(), finding).id

    def sequence(self) -> None:
        """Have the log of RS signed."""
        self.rs.store.write(lambda tx: tx.ledger.sequence(self.rs.keys.ledger, self.net.clock.now()))

    def _person(self, node: str, role: Role) -> Account:
        purposes = frozenset(Purpose) if self.meant else ELSEWHERE
        office = self.net.offices[node]
        account = Account(
            id=AccountId(office.randomness.hex128()),
            name=f"person.{role}",
            roles=frozenset({role}),
            purposes=purposes,
            uid=UIDS[role],
        )
        office.store.write(lambda tx: tx.accounts.add(account))
        return account
