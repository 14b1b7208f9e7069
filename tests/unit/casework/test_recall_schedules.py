"""Recalls under random schedules: whatever is away, late or lost, in the end nobody reads what was taken back."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.twins.network import Network, caveat, network

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.errors import CaseworkError
from egnatia.casework.lift import lift
from egnatia.casework.obey import take_records
from egnatia.casework.office import Office
from egnatia.casework.recall import HeldView, Standing, find_recall, recall
from egnatia.casework.recalling import chase_recalls
from egnatia.casework.rows import Account, Holding, Role
from egnatia.exchange.recall import RecallGround
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.question import Subject
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

ISSUER, OTHERS = "AL", ("RS", "MK", "ME")
CAR = {"vin": ("WVWZZZ1JZXW000010",), "make": ("Yugo",), "status": ("stolen",)}
node = st.sampled_from(OTHERS)


class Partitions(RuleBasedStateMachine):
    """Albania gives a view of a stolen car to whoever asks; these give it on; then Albania takes it back."""

    @initialize()
    def begin(self) -> None:
        """Set the nodes up."""
        self.net: Network = network(ISSUER, *OTHERS)
        self.officers: dict[str, Account] = {name: self.net.person(name, "officer", Role.OFFICER) for name in OTHERS}
        self.bosses = {name: self.net.person(name, "boss", Role.SUPERVISOR) for name in (ISSUER, *OTHERS)}
        self.cases = {name: self.net.case(name, self.officers[name]) for name in OTHERS}
        keeper = self.net.person(ISSUER, "keeper", Role.OFFICER)
        draft = Draft(kind="vehicle", properties=CAR, caveat=caveat(SubjectRole.NOBODY))
        [self.car] = collect(self.office(ISSUER), keeper, [draft])
        self.ever: dict[str, set[RecordId]] = {name: set() for name in OTHERS}
        self.held: list[tuple[str, RecordId, StatementId]] = []
        self.under_way: list[tuple[str, str, Record]] = []
        self.recalled = False
        self.taken: frozenset[RecordId] = frozenset()

    def office(self, name: str) -> Office:
        """Return a node."""
        return self.net.offices[name]

    def readable(self, name: str) -> list[Record]:
        """Return what a node can read of what it was given."""
        found = self.office(name).store.read(lambda tx: tx.records.received("vehicle", 99))
        return [one.record for one in found if one.record]

    def note(self) -> None:
        """Remember who ever held what."""
        for name in OTHERS:
            self.ever[name] |= {record.id for record in self.readable(name)}

    @rule(name=node)
    def asks(self, name: str) -> None:
        """Somebody asks, and is given a view unless it or Albania is cut off; not after the recall."""
        if self.recalled:
            return
        enquiry = Enquiry(
            kind="vehicle",
            properties={"vin": CAR["vin"]},
            case=self.cases[name].id,
            subject=Subject(role=SubjectRole.NOBODY),
            partners={NodeId(ISSUER): "It was seen there."},
            instrument="interpol",
        )
        list(follow(self.office(name), ask(self.office(name), self.officers[name], enquiry)))
        self.note()

    @rule(giver=node, taker=node, told=st.booleans(), data=st.data())
    def gives_on(self, giver: str, taker: str, data: st.DataObject, *, told: bool) -> None:
        """A holder gives a view on, in a letter that takes its time; Albania may never hear of it."""
        records = self.readable(giver)
        if not records or giver == taker:
            return
        record = data.draw(st.sampled_from(records))
        held = Holding(
            record=record.id, holder=NodeId(taker), given_at=self.net.clock.now(), statement=StatementId("f" * 64)
        )
        for name in (giver, *([ISSUER] if told and not self.recalled else [])):
            self.office(name).store.write(lambda tx: tx.holdings.add(held))
        self.under_way.append((giver, taker, record))

    @rule(data=st.data())
    def arrives(self, data: st.DataObject) -> None:
        """A letter in which a view goes on arrives."""
        if self.under_way:
            self.bring(data.draw(st.integers(0, len(self.under_way) - 1)))

    def bring(self, index: int) -> None:
        """Let one arrive."""
        giver, taker, record = self.under_way.pop(index)
        office = self.office(taker)
        office.store.write(lambda tx: take_records(office, tx, [record], NodeId(giver)))
        self.note()

    @rule(name=st.sampled_from((ISSUER, *OTHERS)), deaf=st.booleans())
    def is_cut_off(self, name: str, *, deaf: bool) -> None:
        """A node cannot be reached, or its replies are lost."""
        (self.net.line.deaf if deaf else self.net.line.away).add(name)

    @rule(name=st.sampled_from((ISSUER, *OTHERS)))
    def comes_back(self, name: str) -> None:
        """A node is there again."""
        self.net.line.deaf.discard(name)
        self.net.line.away.discard(name)

    @rule(name=st.sampled_from((ISSUER, *OTHERS)))
    def sends(self, name: str) -> None:
        """A node sends what is due."""
        deliver_due(self.office(name))
        self.note()

    @rule(name=node, data=st.data())
    def holds(self, name: str, data: st.DataObject) -> None:
        """A court wants a view kept."""
        if records := self.readable(name):
            record = data.draw(st.sampled_from(records)).id
            made = hold(self.office(name), self.bosses[name], record, "a court wants it")
            self.held.append((name, record, made.id))

    @rule()
    def ends_a_hold(self) -> None:
        """The oldest hold is lifted."""
        if self.held:
            name, record, statement = self.held.pop(0)
            lift(self.office(name), self.bosses[name], record, statement, "ended")

    @rule(days=st.sampled_from([0, 0, 1, 31]))
    def time_passes(self, days: int) -> None:
        """Time passes, and nodes order again what was given up."""
        self.net.clock.advance(timedelta(days=days, minutes=11))
        self.net.directory = replace(self.net.directory, issued_at=self.net.clock.now())
        for name in (ISSUER, *OTHERS):
            chase_recalls(self.office(name))

    @rule()
    def recalls(self) -> None:
        """Albania takes the car back."""
        try:
            recall(self.office(ISSUER), self.bosses[ISSUER], self.car.id, RecallGround.INACCURATE, "another car")
        except CaseworkError:
            return  # nobody was given anything yet
        self.recalled = True
        views = self.office(ISSUER).store.read(lambda tx: tx.records.views(self.car.id))
        self.taken = frozenset(view.id for view in views)

    @invariant()
    def who_was_told_reads_nothing(self) -> None:
        """Whoever took a recall reads nothing of what it names, then or later."""
        for name in OTHERS:
            for record in self.readable(name):
                said = self.office(name).store.read(lambda tx, one=record: tx.statements.about(one.id))  # type: ignore[misc]
                assert StatementAct.RECALL not in {one.act for one in said}, name

    def holders(self) -> tuple[HeldView, ...]:
        """Return what Albania knows of who holds what."""
        return find_recall(self.office(ISSUER), self.bosses[ISSUER], self.car.id).holders

    def teardown(self) -> None:
        """In the end all are there, nothing is under way, no hold stands: nobody reads it, and Albania knows."""
        self.net.line.away.clear()
        self.net.line.deaf.clear()
        while self.under_way:
            self.bring(0)
        while self.held:
            self.ends_a_hold()
        for _ in range(8):
            self.time_passes(0)
            for name in (ISSUER, *OTHERS):
                deliver_due(self.office(name))
        if not self.recalled:
            return
        left = {name: {record.id for record in self.readable(name)} & self.taken for name in OTHERS}
        assert left == {name: set() for name in OTHERS}
        found = [one for one in self.holders() if one.record in self.taken]
        assert {one.standing for one in found} <= {Standing.ERASED, Standing.ABSENT}
        attested = {(one.holder, one.record) for one in found}
        ever = {(NodeId(name), record) for name, records in self.ever.items() for record in records & self.taken}
        assert ever <= attested


Partitions.TestCase.settings = settings(stateful_step_count=16, suppress_health_check=list(HealthCheck), deadline=None)
TestPartitions = Partitions.TestCase
