"""What the demo's stories do not do: a vehicle's data at once, a refusal, a victim, a correction, a forked log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from egnatia.bootstrap import Node
from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.alert.vetting import Checks, publish
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.consent import Consenting, Seeking, consent, seek_consent
from egnatia.casework.contest import contest
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.reading import finish, open_thread, reroute
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition
from egnatia.casework.forward import Passing, forward
from egnatia.casework.office import Office
from egnatia.casework.recall import recall
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.watch.ending import withdraw_watch
from egnatia.casework.withhold import Refusing, withhold
from egnatia.cli.demo.building import people_of
from egnatia.cli.demo.settling import settle
from egnatia.exchange.ground import Ground
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.recall import RecallGround
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import Caveat, Information, Purpose, Source, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId, NodeId, QuestionId, RecordId, Reference
from egnatia.model.question import Subject
from egnatia.model.record import Record

WHY = "The case file names this country."

#: A body of a suspect that two nodes know, and what of it stays at home unless somebody names it.
SUSPECT: Mapping[str, tuple[str, ...]] = {
    "family_name": ("Gradski",),
    "first_name": ("Miroslav",),
    "birth_date": ("1979-03-21",),
    "nationality": ("SRB",),
    "photograph": ("ab" * 32,),
    "finances": ("Owes a lender at Podgorica forty thousand",),
    "danger": ("armed",),
}
VICTIM: Mapping[str, tuple[str, ...]] = {
    "family_name": ("Stanojlova",),
    "first_name": ("Ilinka",),
    "birth_date": ("2001-06-02",),
    "nationality": ("MDA",),
    "victim_stage": ("formally_identified",),
    "victim_reason": ("Debt bondage at a farm near Kalamata",),
    "damage": ("Broken wrist, never treated",),
    "crime_information": ("Names the driver of the white van",),
}
#: What an alert says beside the record.
RED: Mapping[str, str] = {
    "facts": "He took a crate to the port.",
    "law": "Criminal Code Art. 246",
    "warrant": "Kpp 114/26",
    "warrant_date": "2026-05-04",
    "issuing_authority": "Higher Court",
    "maximum_penalty": "180 months",
    "extradition": "sought",
}
VEHICLE: Mapping[str, tuple[str, ...]] = {
    "plate": ("W 731 TX",),
    "vin": ("WVWZZZ1KZAW999917",),
    "registration_country": ("AUT",),
    "make": ("Volkswagen",),
    "status": ("registered",),
    "description": ("A dent in the left door, a flag in the window",),
    "holder_entity": ("natural",),
    "holder_name": ("Obermoser",),
    "holder_first_name": ("Kathrin",),
}


def caveat(role: SubjectRole) -> Caveat:
    """Return the caveat of a reliable fact about somebody in a role."""
    return Caveat(
        source=Source.NO_DOUBT,
        information=Information.SURE,
        purposes=frozenset(Purpose),
        role=role,
        retain_until=date(2031, 1, 1),
    )


@dataclass
class Deeds:
    """The people of a running network at their further work."""

    nodes: Mapping[str, Node]
    named: dict[str, frozenset[str]] = field(default_factory=dict)  #: By reference: properties that a person named.
    kept: dict[str, set[str]] = field(default_factory=dict)  #: By deed: values that were never to leave.

    def office(self, node: str) -> Office:
        """Return the office of a node."""
        return self.nodes[node].office

    def who(self, node: str, role: Role) -> Account:
        """Return a person of a node."""
        return people_of(self.office(node))[role]

    def record(self, node: str, kind: str, properties: Mapping[str, tuple[str, ...]], role: SubjectRole) -> Record:
        """Put something on record."""
        draft = Draft(kind=kind, properties=properties, caveat=caveat(role))
        [record] = collect(self.office(node), self.who(node, Role.OFFICER), [draft])
        return record

    def case(self, node: str, purpose: Purpose, offence: str | None) -> CaseFile:
        """Open a case file for the officer."""
        names = frozenset({self.who(node, Role.OFFICER).name})
        reference = f"TR-{len(self.office(node).store.read(lambda tx: tx.case_files.list()))}"
        opening = Opening(reference=reference, title="Traffic", purpose=purpose, offence=offence, members=names)
        return open_case_file(self.office(node), self.who(node, Role.SUPERVISOR), opening)

    def ask(
        self,
        case: CaseFile,
        where: tuple[str, str, str],
        asked: Mapping[str, tuple[str, ...]],
        role: SubjectRole,
        *,
        tells: frozenset[NodeId] | None = None,
    ) -> QuestionId:
        """Ask (asker, partner, kind), and wait for what comes; return the question. A watch if it says who may know."""
        asker, partner, kind = where
        enquiry = Enquiry(
            kind=kind,
            properties=asked,
            case=case.id,
            subject=Subject(role=role),
            partners={NodeId(partner): WHY},
            watch_days=0 if tells is None else 30,
            tells=tells or frozenset(),
        )
        sent = ask(self.office(asker), self.who(asker, Role.OFFICER), enquiry)
        [delivered] = list(follow(self.office(asker), sent))
        self.settle()  # on a busy machine the answer may come by a second attempt
        return QuestionId(delivered.message)

    def hit(self, node: str, question: QuestionId) -> Reference:
        """Return the reference of the only hit."""
        [row] = self.office(node).store.read(lambda tx: tx.answers.of(question))
        return row.reference

    def confirm(self, node: str, reference: Reference, verdict: Verdict = Verdict.CONFIRM) -> None:
        """Let the expert say whether it is the one."""
        confirm(self.office(node), self.who(node, Role.FORENSIC), reference, verdict, "Compared by hand.")

    def release(self, node: str, reference: Reference, names: frozenset[str] | None = None) -> Record:
        """Let the supervisor give the record, or what is named of it."""
        if names:
            self.named[reference] = names
        giving = Giving(reference=reference, reason="Needed for the case.", properties=names)
        given = release(self.office(node), self.who(node, Role.SUPERVISOR), giving).record
        assert given
        return given

    def do_all(self) -> None:
        """Do everything, and let every letter arrive."""
        first = (self.vehicle_at_once, self.refused, self.rejected, self.named_and_corrected)
        for deed in (
            *first,
            self.victim,
            self.passed_on,
            self.corresponded,
            self.taken_back,
            self.watched,
            self.alerted,
        ):
            deed()
        self.settle()

    def register_others(self, node: str) -> None:
        """Let a node whose log was wound back do other things than it did before."""
        for number in range(5):
            birth = {"birth_date": (f"1980-01-0{number + 1}",)}
            self.record(node, "person", {"family_name": ("Drugi",), **birth}, SubjectRole.CONTACT)

    def vehicle_at_once(self) -> None:
        """Germany asks Austria for a whole VIN by Prüm: holder and vehicle come at once, the rest stays."""
        self.record("AT", "vehicle", VEHICLE, SubjectRole.NOBODY)
        case = self.case("DE", Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking")
        self.ask(case, ("DE", "AT", "vehicle"), {"vin": VEHICLE["vin"]}, SubjectRole.NOBODY)
        self.kept["vehicle"] = set(VEHICLE["description"])

    def refused(self) -> None:
        """Italy confirms a hit of Germany's and does not give the record; the ground is told in the word for all."""
        self.record("IT", "person", SUSPECT, SubjectRole.SUSPECT)
        case = self.case("DE", Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking")
        question = self.ask(case, ("DE", "IT", "person"), asked(SUSPECT), SubjectRole.SUSPECT)
        reference = self.hit("IT", question)
        self.confirm("IT", reference)
        refusing = Refusing(reference=reference, ground=Ground.INVESTIGATION, reason="Nobody may know of the wiretap")
        withhold(self.office("IT"), self.who("IT", Role.SUPERVISOR), refusing)
        self.kept["withheld"] = {"Nobody may know of the wiretap", "investigation:"}

    def rejected(self) -> None:
        """Montenegro compares, and it is somebody else."""
        self.record("ME", "person", SUSPECT, SubjectRole.SUSPECT)
        question = self._suspect_of("RS", "ME")
        self.confirm("ME", self.hit("ME", question), Verdict.REJECT)

    def named_and_corrected(self) -> None:
        """Albania gives the photograph, which it names, and no more than the name besides; then corrects it."""
        record = self.record("AL", "person", SUSPECT, SubjectRole.SUSPECT)
        reference = self.hit("AL", self._suspect_of("RS", "AL"))
        self.confirm("AL", reference)
        self.release("AL", reference, frozenset({"family_name", "first_name", "photograph"}))
        self.settle()
        contest(self.office("AL"), self.who("AL", Role.SUPERVISOR), record.id, "he says that it is his brother")
        self.kept["named"] = set(SUSPECT["finances"])

    def victim(self) -> None:
        """Moldova asks Romania about a victim, to protect her: a person answers, and what would hurt her stays."""
        record = self.record("RO", "person", VICTIM, SubjectRole.VICTIM)
        case = self.case("MD", Purpose.VICTIM_PROTECTION, None)
        question = self.ask(case, ("MD", "RO", "person"), asked(VICTIM), SubjectRole.VICTIM)
        told = Told(records=frozenset({RecordId(record.id)}))
        answer_by_hand(self.office("RO"), self.who("RO", Role.FORENSIC), question, told)
        reference = self.hit("RO", question)
        self.settle()
        self.confirm("RO", reference)
        self.release("RO", reference)
        held = ("victim_reason", "damage", "crime_information")
        self.kept["victim"] = {text for name in held for text in VICTIM[name]}

    def passed_on(self) -> None:
        """Bosnia gives Serbia a record, and lets it go on to North Macedonia."""
        self.record("BA", "person", SUSPECT, SubjectRole.SUSPECT)
        reference = self.hit("BA", self._suspect_of("RS", "BA"))
        self.confirm("BA", reference)
        record = RecordId(self.release("BA", reference).id)
        self.settle()
        rs, ba, boss = self.office("RS"), self.office("BA"), self.who("RS", Role.SUPERVISOR)
        to, purpose = NodeId("MK"), Purpose.CRIMINAL_INVESTIGATION
        request = seek_consent(rs, boss, Seeking(record=record, recipient=to, purpose=purpose, necessity=WHY))
        self.settle()
        agreed = Consenting(request=request.id, conditions="Not before the arrest", reason="The matter is one.")
        consent(ba, self.who("BA", Role.SUPERVISOR), agreed)
        self.settle()
        passing = Passing(
            record=record,
            recipient=to,
            purpose=purpose,
            offence="drug_trafficking",
            necessity=WHY,
            conditions_met=True,
        )
        assert forward(rs, boss, passing).sent

    def alerted(self) -> None:
        """Serbia seeks a man; Montenegro and Albania are told, of his money nothing."""
        known = {**SUSPECT, "sex": ("male",), "height": ("187 cm",)}
        record = self.record("RS", "person", known, SubjectRole.SUSPECT)
        rs, case = self.office("RS"), self.case("RS", Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking")
        told = {NodeId("ME"): WHY, NodeId("AL"): WHY}
        proposing = Proposing(
            sort=AlertSort.WANTED,
            record=record.id,
            case=case.id,
            until=rs.clock.now().date() + timedelta(days=90),
            because=told,
            details=RED,
        )
        made = propose(rs, self.who("RS", Role.OFFICER), proposing)
        assert made.alert
        checks = Checks(neutral=True, refugee=True, rights=True, accurate=True, proportionate=True)
        publish(rs, self.who("RS", Role.SUPERVISOR), made.alert.id, checks, "His cousin at the ministry asked for it")
        self.kept["alerted"] = {*SUSPECT["finances"], "His cousin at the ministry asked for it"}

    def corresponded(self) -> None:
        """Germany has a pistol traced in Austria: it goes to the wrong desk, is answered, and done."""
        case = self.case("DE", Purpose.CRIMINAL_INVESTIGATION, "firearms_trafficking")
        pistol = Thing(kind="firearm", properties={"serial": ("A12345",), "make": ("Probna",)})
        facts = {"facts": ("Found under a seat.",), "connection": ("He drove the car.",), "tracing": ("manufacture",)}
        typed = Composition(
            partner="AT",
            area="firearms",
            case=case.id,
            title="Pistol",
            reason=WHY,
            role=SubjectRole.SUSPECT,
            desk=Desk.CUSTOMS,
            facts=facts,
            things=(pistol,),
        )
        message = self.write("DE", typed)
        at, clerk, why = self.office("AT"), self.who("AT", Role.OFFICER), "The customs house is closed for repairs"
        reroute(at, clerk, message, Desk.POLICE, why)
        open_thread(at, clerk, message)
        replied = {"outcome": ("given",)}
        reply = Composition(
            replies_to=message, sort=Sort.REPLY, title="Pistol", role=SubjectRole.SUSPECT, facts=replied
        )
        self.write("AT", reply)
        finish(at, clerk, message)
        self.settle()
        self.kept["rerouted"] = {why}

    def write(self, node: str, typed: Composition) -> MessageId:
        """Have an officer send a message, and let it arrive."""
        office, officer = self.office(node), self.who(node, Role.OFFICER)
        sent = send(office, officer, save_draft(office, officer, typed).id)
        assert sent.sent, sent.missing
        self.settle()
        return sent.message

    def taken_back(self) -> None:
        """Bosnia takes back what Serbia holds, and passed on to North Macedonia; why, stays at home."""
        self.settle()
        ba = self.office("BA")
        found = (one.record for one in ba.store.read(lambda tx: tx.records.current("person", 999)))
        known = (one for one in found if one and not one.derived_from)
        [original] = [one for one in known if one.properties["family_name"] == SUSPECT["family_name"]]
        why = "The prints are his brother's"
        recall(ba, self.who("BA", Role.SUPERVISOR), original.id, RecallGround.INACCURATE, why)
        self.kept["recalled"] = {why}

    def watched(self) -> None:
        """Montenegro waits for a woman at Serbia, is told of her when she is put on record there, and ends it."""
        case = self.case("ME", Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking")
        sought = {"family_name": ("Nikšićanin",), "first_name": ("Anđa",), "birth_date": ("1991-09-09",)}
        rs = frozenset({NodeId("RS")})
        question = self.ask(case, ("ME", "RS", "person"), sought, SubjectRole.SUSPECT, tells=rs)
        ours, me = self.case("RS", Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking"), frozenset({NodeId("ME")})
        self.ask(ours, ("RS", "AL", "person"), sought, SubjectRole.SUSPECT, tells=me)
        self.record("RS", "person", sought, SubjectRole.SUSPECT)
        self.nodes["RS"].errands.watch()
        self.settle()
        withdraw_watch(self.office("ME"), self.who("ME", Role.OFFICER), question, "She was found")
        self.kept["watched"] = {"She was found"}

    def read_each_other(self) -> None:
        """Serbia reads what nodes read at times of their own: the directory, a log's growth, what was seen."""
        self.nodes["RS"].errands.renew_directory()
        partners, log = self.office("RS").partners, NodeId("AL")
        assert partners.seen(log)
        assert partners.growth(log, 1, 2)

    def settle(self) -> None:
        """Let every letter arrive."""
        settle({NodeId(name): node.office for name, node in self.nodes.items()})

    def _suspect_of(self, asker: str, partner: str) -> QuestionId:
        case = self.case(asker, Purpose.CRIMINAL_INVESTIGATION, "drug_trafficking")
        return self.ask(case, (asker, partner, "person"), asked(SUSPECT), SubjectRole.SUSPECT)


def asked(person: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what a question about a person names."""
    return {name: person[name] for name in ("family_name", "first_name", "birth_date")}
