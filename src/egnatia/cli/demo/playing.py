"""Playing a story's script on a network: the acts are done by the people of the nodes, as they would do them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import singledispatchmethod

from egnatia.casework.ask import Asked, Enquiry, ask, follow
from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.confirm import confirm
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.cli.demo.alerting import alert_partners
from egnatia.cli.demo.counting import act_jointly
from egnatia.cli.demo.delivering import Station, deliver
from egnatia.cli.demo.identifying import put_before_board
from egnatia.cli.demo.settling import settle
from egnatia.cli.demo.stories.script import (
    Act,
    Alerting,
    Ask,
    Confirm,
    Consent,
    Deliver,
    Expected,
    Found,
    Identify,
    JointAction,
    Outcome,
    Release,
    Reply,
)
from egnatia.cli.demo.stories.story import Story, StoryError
from egnatia.exchange.payloads import Verdict
from egnatia.model.answer import Result
from egnatia.model.authorisation import Measure
from egnatia.model.identity import NodeId, QuestionId, Reference

#: For how long a prosecutor of a story authorises.
_LEAVE = timedelta(days=90)


@dataclass(slots=True, kw_only=True)
class Play:
    """One story on its way: the ids that its labels have got on this network."""

    story: Story
    stations: Mapping[NodeId, Station]
    cases: dict[str, CaseFile] = field(default_factory=dict)
    questions: dict[tuple[str, NodeId], QuestionId] = field(default_factory=dict)

    def run(self) -> None:
        """Open the case files and play every act.

        Raises:
            StoryError: something comes out otherwise than told.
        """
        for label, opened in self.story.case_files.items():
            station = self.stations[opened.node]
            names = frozenset(station.people[role].name for role in opened.members)
            opening = Opening(
                reference=opened.reference,
                title=opened.title,
                purpose=opened.purpose,
                offence=opened.offence,
                members=names,
            )
            self.cases[label] = open_case_file(station.office, station.people[Role.SUPERVISOR], opening)
        for act in self.story.script:
            self.do(act)
        self._settle()

    @singledispatchmethod
    def do(self, act: Act) -> None:
        """Do one act."""
        raise StoryError(f"{self.story.name}: nobody knows how to do {act}")

    @do.register
    def _(self, act: Ask) -> None:
        office, actor = self._who(act)
        enquiry = Enquiry(
            kind=act.kind,
            properties=act.properties,
            case=self.cases[act.case].id,
            subject=act.subject,
            partners={node: expected.because for node, expected in act.partners.items()},
            instrument=act.instrument,
            authorisation=self._authorised(act),
            urgent=act.urgent,
            watch_days=act.stays,
            tells=act.tells,
        )
        asked = ask(office, actor, enquiry)
        for _ in follow(office, asked):
            pass
        self._settle()  # of a partner that was busy, the answer comes by a second attempt
        self._note(act, asked)
        for node, expected in act.partners.items():
            self._check(act, node, expected)

    @do.register
    def _(self, act: Reply) -> None:
        office, actor = self._who(act)
        records = frozenset(self.story.records[act.node][label].id for label in act.found)
        answer_by_hand(office, actor, self.questions[act.question, act.node], Told(records=records))

    @do.register
    def _(self, act: Confirm) -> None:
        office, actor = self._who(act)
        confirm(office, actor, self._reference(act.hit), Verdict.CONFIRM, act.says)
        self._settle()  # the other side releases once it has heard

    @do.register
    def _(self, act: Consent) -> None:
        office, actor = self._who(act)
        external = self.story.external(act.of)
        if external is None:
            raise StoryError(f"{self.story.name}: nobody knows {act.of}")
        today = office.clock.now().date()
        granting = Granting(
            measure=Measure.RELEASE,
            matter=self._reference(act.hit),
            authority=f"{external.authority}: {external.consent}",
            document=external.digest(self.story.case),
            begins=today,
            ends=today + _LEAVE,
            reason=act.says,
        )
        authorise(office, actor, granting)

    @do.register
    def _(self, act: Release) -> None:
        office, actor = self._who(act)
        released = release(office, actor, Giving(reference=self._reference(act.hit), reason=act.says))
        if released.record is None and not self._follows(act):
            raise StoryError(f"{self.story.name}: {act.hit} still misses {'; '.join(released.missing)}")

    @do.register
    def _(self, act: Deliver) -> None:
        deliver(act, self.story, self.cases[act.case].id, self.stations)
        self._settle()

    @do.register
    def _(self, act: JointAction) -> None:
        act_jointly(act, self.story, self.cases[act.case].id, self.stations)
        self._settle()

    @do.register
    def _(self, act: Alerting) -> None:
        alert_partners(act, self.story, self.cases[act.case].id, self.stations)

    @do.register
    def _(self, act: Identify) -> None:
        put_before_board(act, self.story, self.cases[act.case].id, self.stations)

    def _authorised(self, act: Ask) -> str:
        """Have the prosecutor of the asking node authorise the question, where the story tells so."""
        if not act.authorisation:
            return ""
        station = self.stations[act.node]
        today = station.office.clock.now().date()
        granting = Granting(
            measure=Measure.ASK,
            matter=self.cases[act.case].id,
            authority=act.authorisation,
            begins=today,
            ends=today + _LEAVE,
            reason=act.says,
        )
        return authorise(station.office, station.people[Role.PROSECUTOR], granting).id

    def _follows(self, act: Release) -> bool:
        """Tell whether a second person releases the same hit later: then the first approval may stand alone."""
        later = self.story.script[self.story.script.index(act) + 1 :]
        return any(isinstance(other, Release) and other.hit == act.hit for other in later)

    def _who(self, act: Act) -> tuple[Office, Account]:
        station = self.stations[act.node]
        return station.office, station.people[act.role]

    def _note(self, act: Ask, asked: Asked) -> None:
        for prospect in asked.prospects:
            unlawful = act.partners[prospect.partner].outcome is Outcome.UNLAWFUL
            if unlawful != (prospect.question is None):
                words = "; ".join(prospect.decision.words) or "lawful"
                raise StoryError(f"{self.story.name}: {act.label} to {prospect.partner}: {words}")
            if prospect.question:
                self.questions[act.label, prospect.partner] = prospect.question.id

    def _check(self, act: Ask, node: NodeId, expected: Expected) -> None:
        """Compare what came with what the story tells."""
        if expected.outcome is Outcome.UNLAWFUL:
            return
        question = self.questions[act.label, node]
        row = self.stations[act.node].office.store.read(lambda tx: tx.questions.get(question))
        if row is None or row.state != Result(expected.outcome):
            state = row.state if row else "lost"
            raise StoryError(f"{self.story.name}: {act.label} to {node}: {state}, not {expected.outcome}")
        for label in expected.found:
            self._reference(Found(question=act.label, partner=node, record=label))

    def _reference(self, hit: Found) -> Reference:
        """Return the reference that the partner gave a hit."""
        question = self.questions[hit.question, hit.partner]
        record = self.story.records[hit.partner][hit.record].id
        rows = self.stations[hit.partner].office.store.read(lambda tx: tx.answers.of(question))
        for row in rows:
            if row.record == record:
                return row.reference
        raise StoryError(f"{self.story.name}: {hit.partner} did not find {hit.record} for {hit.question}")

    def _settle(self) -> None:
        """Wait until every letter has arrived."""
        settle({node: station.office for node, station in self.stations.items()})
