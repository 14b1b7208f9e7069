"""Withholding: a person decides that a confirmed hit is not followed by its record."""

from dataclasses import replace

import pytest
from tests.twins.network import Network, network
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.letters import Content, write
from egnatia.casework.office import Office
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, AnswerRow, Role
from egnatia.casework.withhold import Refusing, take_withholding, withhold
from egnatia.exchange.errors import Refused
from egnatia.exchange.ground import Ground
from egnatia.exchange.payloads import Verdict, Withholding, plain_withholding
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import MessageType
from egnatia.model.question import Subject
from egnatia.model.statement import StatementAct

WHY = "the prosecutor asks for silence until the arrests"


@pytest.fixture
def hit(scene: Scene) -> AnswerRow:
    """A hit under an agreement that sets no time, confirmed, as both sides know."""
    found = scene.hit()
    confirm(scene.al, scene.expert, found.reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    return found


def state(office: Office, reference: Reference) -> str:
    row = office.store.read(lambda tx: tx.answers.get(reference))
    assert row
    return row.state


def refusing(hit: AnswerRow, ground: Ground = Ground.INVESTIGATION) -> Refusing:
    return Refusing(reference=hit.reference, ground=ground, reason=WHY)


def test_where_no_time_is_set_the_asker_is_told_nothing(scene: Scene, hit: AnswerRow) -> None:
    withheld = withhold(scene.al, scene.chief, refusing(hit))
    assert withheld.told is None
    assert deliver_due(scene.al) == 0
    assert state(scene.al, hit.reference) == HitState.WITHHELD
    assert state(scene.rs, hit.reference) == HitState.CONFIRMED


def test_the_ground_and_who_decided_stand_in_ledger_and_statement(scene: Scene, hit: AnswerRow) -> None:
    withhold(scene.al, scene.chief, refusing(hit))
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(hit.reference, 99))
    assert (last.entry.act, last.entry.by, last.entry.to) == (Act.REFUSAL, scene.chief.id, None)
    expected = {"what": "withheld", "ground": "investigation", "told": "nothing", "instrument": "pcc-see"}
    assert dict(last.entry.detail) == expected
    [*_, said] = scene.al.store.read(lambda tx: tx.statements.about(hit.reference))
    assert (said.act, said.reason) == (StatementAct.WITHHOLD, f"investigation: {WHY}")


def test_what_is_withheld_is_not_released_and_the_other_way_round(scene: Scene, hit: AnswerRow) -> None:
    withhold(scene.al, scene.chief, refusing(hit))
    giving = Giving(reference=hit.reference, reason="needed")
    with pytest.raises(ConflictError, match="withheld"):
        release(scene.al, scene.chief, giving)
    with pytest.raises(ConflictError, match="withheld"):
        withhold(scene.al, scene.chief, refusing(hit))


def test_whoever_confirmed_does_not_withhold(scene: Scene) -> None:
    both = scene.net.person("AL", "both", Role.FORENSIC, Role.SUPERVISOR)
    hit = scene.hit()
    confirm(scene.al, both, hit.reference, Verdict.CONFIRM, "same")
    with pytest.raises(NotAllowedError, match="four eyes"):
        withhold(scene.al, both, refusing(hit))


def test_only_a_confirmed_hit_of_ours_is_withheld_and_not_by_an_officer(scene: Scene) -> None:
    hit = scene.hit()
    with pytest.raises(ConflictError, match="open"):
        withhold(scene.al, scene.chief, refusing(hit))
    with pytest.raises(NotAllowedError, match="release"):
        withhold(scene.al, scene.keeper, refusing(hit))
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    with pytest.raises(ConflictError, match="partner's"):
        withhold(scene.rs, chief, refusing(hit))


class Union:
    """Croatia asks Hungary under Directive (EU) 2023/977, which sets a time for the answer."""

    def __init__(self) -> None:
        self.net: Network = network("HR", "HU")
        self.hr, self.hu = self.net.offices["HR"], self.net.offices["HU"]
        self.officer = self.net.person("HR", "officer", Role.OFFICER)
        self.expert = self.net.person("HU", "expert", Role.FORENSIC)
        self.chief: Account = self.net.person("HU", "chief", Role.SUPERVISOR)
        collect(self.hu, self.net.person("HU", "keeper", Role.OFFICER), [person("Petar", "Jovanoviq")])
        enquiry = Enquiry(
            kind="person",
            properties={"first_name": ("Petar",), "family_name": ("Jovanović",), "birth_date": ("1985-04-12",)},
            case=self.net.case("HR", self.officer).id,
            subject=Subject(role=SubjectRole.SUSPECT),
            partners={NodeId("HU"): "He is said to live there."},
            instrument="2023-977",
        )
        [delivered] = follow(self.hr, ask(self.hr, self.officer, enquiry))
        assert delivered.answer
        self.question = QuestionId(delivered.message)
        self.reference = delivered.answer.hits[0].reference

    def withhold(self, ground: Ground) -> Ground | None:
        """Confirm, and decide not to give."""
        confirm(self.hu, self.expert, self.reference, Verdict.CONFIRM, "same")
        return withhold(self.hu, self.chief, Refusing(reference=self.reference, ground=ground, reason=WHY)).told

    def told(self) -> str:
        """Return the ground that the officer in Zagreb reads."""
        [row] = list_hits(self.hr, self.officer, self.question)
        return row.evidence[0]["ground"]


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        (Ground.INACCURATE, "inaccurate"),
        (Ground.INVESTIGATION, "protected_interest"),
        (Ground.SAFETY, "protected_interest"),
    ],
)
def test_where_a_time_is_set_the_asker_reads_a_ground_that_gives_nothing_away(ground: Ground, told: str) -> None:
    union = Union()
    assert union.withhold(ground) == told
    deliver_due(union.hu)
    assert state(union.hr, union.reference) == HitState.WITHHELD
    assert union.told() == told
    assert WHY not in str(union.hr.store.read(lambda tx: tx.ledger.trail(union.reference, 99)))


def test_a_withholding_that_overtakes_its_confirmation_arrives_all_the_same() -> None:
    union = Union()
    union.withhold(Ground.INACCURATE)
    now = union.net.clock.now()
    letters = union.hu.store.write(lambda tx: tx.outbox.lease(now, now, 9))
    assert len(letters) == 2
    for letter in reversed(letters):
        union.hu.store.write(lambda tx, one=letter: tx.outbox.postpone(one.message.id, now, ""))  # type: ignore[misc]
        deliver_due(union.hu, 1)
    deliver_due(union.hu)
    assert state(union.hr, union.reference) == HitState.WITHHELD


def test_a_withholding_of_nothing_that_was_asked_is_refused() -> None:
    union = Union()
    union.withhold(Ground.INACCURATE)
    [*_, letter] = union.hu.store.read(lambda tx: tx.outbox.open())
    union.hr.store.write(lambda tx: tx.answers.drop(union.question))
    deliver_due(union.hu)
    row = union.hu.store.read(lambda tx: tx.outbox.get(letter.message.id))
    assert row
    assert row.dead
    assert "out_of_place" in row.error


def told_about(union: Union, **changes: object) -> str:
    """Return what Zagreb says to a letter on a hit of its own, which differs from a lawful one in this."""
    hit = union.hr.store.read(lambda tx: tx.answers.of(union.question))[0]
    strange = replace(hit, reference=Reference("9" * 32), **changes)  # type: ignore[arg-type]
    union.hr.store.write(lambda tx: tx.answers.add([strange]))
    body = Withholding(
        reference=strange.reference, question=hit.question, instrument=hit.instrument, ground=Ground.INACCURATE
    )
    content = Content(type=MessageType.WITHHOLDING, recipient=union.hr.me, body=plain_withholding(body))
    effect = take_withholding(union.hr, write(union.hu, content))
    try:
        union.hr.store.read(effect.check)
    except Refused as refused:
        return str(refused)
    union.hr.store.write(effect.write)
    return state(union.hr, strange.reference)


def test_what_is_said_of_a_hit_under_another_instrument_is_refused() -> None:
    assert "under another instrument" in told_about(Union(), instrument="pcc-see")


@pytest.mark.parametrize("before", [HitState.OPEN, HitState.CONFIRMED, HitState.RELEASED])
def test_a_release_that_came_first_stands(before: HitState) -> None:
    after = HitState.RELEASED if before is HitState.RELEASED else HitState.WITHHELD
    assert told_about(Union(), state=before) == after


def test_where_the_asker_confirms_nothing_is_withheld_before() -> None:
    union = Union()
    prum = replace(union.hr.store.read(lambda tx: tx.answers.of(union.question))[0], instrument="prum2")
    union.hr.store.write(lambda tx: tx.answers.drop(union.question))
    union.hr.store.write(lambda tx: tx.answers.add([prum]))
    assert "confirmed here first" in told_about(union)
