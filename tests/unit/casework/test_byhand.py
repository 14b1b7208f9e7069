"""Answering by hand, where the instrument has no automatic reply."""

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import preview
from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.collect import Draft, amend, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import QuestionState
from egnatia.law.channels import Transport
from egnatia.ledger.entry import Act
from egnatia.model.answer import Quality, Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, RecordId
from egnatia.model.record import Record

MANUAL = "interpol"


@pytest.fixture
def waiting(scene: Scene) -> QuestionRow:
    """Ask by an instrument that a person answers."""
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(instrument=MANUAL))
    assert prospect.decision.channel
    assert prospect.decision.channel.transport is Transport.MANUAL
    [delivered] = scene.ask(instrument=MANUAL)
    assert delivered.answer
    assert delivered.answer.result is Result.WAITING
    row = scene.al.store.read(lambda tx: tx.questions.get(QuestionId(delivered.message)))
    assert row
    return row


def state_at_the_asker(scene: Scene, row: QuestionRow) -> str:
    """Return where the question is in Belgrade."""
    found = scene.rs.store.read(lambda tx: tx.questions.get(row.question.id))
    assert found
    return found.state


def test_a_person_finds_and_tells_and_the_asker_learns_it(scene: Scene, waiting: QuestionRow) -> None:
    assert state_at_the_asker(scene, waiting) == QuestionState.WAITING
    seen = look_up(scene.al, scene.expert, waiting.question.id)
    assert [record.id for record, _ in seen.found] == [scene.record.id]
    assert (
        answer_by_hand(scene.al, scene.expert, waiting.question.id, Told(records=frozenset({scene.record.id})))
        is Result.HIT
    )
    deliver_due(scene.al)
    assert state_at_the_asker(scene, waiting) == QuestionState.HIT
    assert len(scene.rs.store.read(lambda tx: tx.answers.of(waiting.question.id))) == 1


def test_a_person_may_tell_nothing(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, Told())
    deliver_due(scene.al)
    assert state_at_the_asker(scene, waiting) == QuestionState.NOTHING


def test_looking_is_logged_as_a_consultation(scene: Scene, waiting: QuestionRow) -> None:
    look_up(scene.al, scene.expert, waiting.question.id)
    [*_, look, _] = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))
    assert (look.entry.act, look.entry.by) == (Act.CONSULTATION, scene.expert.id)


def test_a_question_is_answered_once(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, Told(records=frozenset({scene.record.id})))
    with pytest.raises(ConflictError, match="hit"):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, Told())


def test_of_a_question_answered_by_nothing_the_ledger_alone_knows(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, Told())
    assert scene.al.store.read(lambda tx: tx.questions.get(waiting.question.id)) is None
    [*_, told] = scene.al.store.read(lambda tx: tx.ledger.trail(waiting.question.id, 10))
    assert (told.entry.act, told.entry.by) == (Act.ANSWER, scene.expert.id)
    with pytest.raises(NotFoundError):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, Told())


def test_an_answer_lives_no_longer_than_its_question(scene: Scene, waiting: QuestionRow) -> None:
    answer_by_hand(scene.al, scene.expert, waiting.question.id, Told())
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    assert letter.message.expires_at == waiting.question.expires_at


def test_only_what_fits_can_be_told(scene: Scene, waiting: QuestionRow) -> None:
    with pytest.raises(NotFoundError, match="none of ours"):
        answer_by_hand(scene.al, scene.expert, waiting.question.id, Told(records=frozenset({RecordId("0" * 64)})))
    with pytest.raises(NotFoundError):
        look_up(scene.al, scene.expert, QuestionId("0" * 32))


def test_an_officer_who_only_asks_does_not_answer(scene: Scene, waiting: QuestionRow) -> None:
    with pytest.raises(NotAllowedError, match="answer by hand"):
        look_up(scene.al, scene.keeper, waiting.question.id)


# ---- where no engine compares ----------------------------------------------------------------------------------------

LOCI = "VWA 17,18\nTH01 6,9.3\nD21S11 29,30\nFGA 21,24\nD8S1179 13,13\nD3S1358 15,16\nD18S51 14,16"
UNLIKE = "VWA 14,15\nTH01 7,8\nD21S11 28,31\nFGA 20,25\nD8S1179 12,15\nD3S1358 14,18\nD18S51 12,19"
PROFILE = {"profile": (LOCI,)}


@pytest.fixture
def profile(scene: Scene) -> Record:
    """Put a profile on record in Tirana, which the engine finds too unlike to name."""
    draft = Draft(kind="dna", properties={"profile": (UNLIKE,)}, caveat=caveat())
    [record] = collect(scene.al, scene.keeper, [draft])
    return record


def asked_about_a_profile(scene: Scene) -> QuestionId:
    """Ask Tirana about a profile; a person will answer."""
    [delivered] = scene.ask(kind="dna", properties=PROFILE, instrument="pcc-see")
    assert delivered.answer
    assert delivered.answer.result is Result.WAITING
    return QuestionId(delivered.message)


def test_a_person_names_any_own_record_of_the_kind_and_says_how_well_it_fits(scene: Scene, profile: Record) -> None:
    question = asked_about_a_profile(scene)
    assert look_up(scene.al, scene.expert, question).found == ()
    told = Told(records=frozenset({profile.id}), quality=Quality.CLOSE)
    assert answer_by_hand(scene.al, scene.expert, question, told) is Result.HIT
    deliver_due(scene.al)
    [hit] = scene.rs.store.read(lambda tx: tx.answers.of(question))
    assert (hit.quality, hit.view) == (Quality.CLOSE, None)
    acts = [found.entry.act for found in scene.al.store.read(lambda tx: tx.ledger.trail(profile.id, 10))]
    assert acts == [Act.COLLECTION, Act.DISCLOSURE, Act.COMBINATION]


def test_a_record_of_another_kind_or_that_the_law_withholds_is_not_told_of(scene: Scene, profile: Record) -> None:
    question = asked_about_a_profile(scene)
    victim = Draft(kind="dna", properties=PROFILE, caveat=caveat(role=SubjectRole.VICTIM))
    [withheld] = collect(scene.al, scene.keeper, [victim])
    for record in (scene.record, withheld):
        with pytest.raises(NotFoundError, match="none of ours of the kind"):
            answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({record.id, profile.id})))
    assert scene.al.store.read(lambda tx: tx.questions.get(question))


def test_what_was_corrected_since_is_told_of_in_its_newest_version_only(scene: Scene, profile: Record) -> None:
    question = asked_about_a_profile(scene)
    newer = Draft(kind="dna", properties={"profile": (LOCI.replace("17,18", "17,19"),)}, caveat=caveat())
    amended = amend(scene.al, scene.keeper, profile.lineage, newer)
    with pytest.raises(NotFoundError):
        answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({profile.id})))
    assert answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({amended.id}))) is Result.HIT


def test_a_person_may_refuse_the_question_with_a_reason_that_the_asker_reads(scene: Scene) -> None:
    question = asked_about_a_profile(scene)
    refusal = Told(refused="The profile has too few loci to be compared.")
    assert answer_by_hand(scene.al, scene.expert, question, refusal) is Result.REFUSED
    deliver_due(scene.al)
    row = scene.rs.store.read(lambda tx: tx.questions.get(question))
    assert row
    assert (row.state, row.reasons) == (QuestionState.REFUSED, (refusal.refused,))
    assert scene.al.store.read(lambda tx: tx.questions.get(question)) is None


def test_a_refusal_names_no_records_and_its_reason_is_text(scene: Scene, profile: Record) -> None:
    question = asked_about_a_profile(scene)
    with pytest.raises(ConflictError, match="one or the other"):
        answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({profile.id}), refused="no"))
    with pytest.raises(ParseError, match="refused"):
        answer_by_hand(scene.al, scene.expert, question, Told(refused="x" * 501))


def test_an_answer_names_no_more_records_than_a_machines(scene: Scene) -> None:
    question = asked_about_a_profile(scene)
    many = collect(scene.al, scene.keeper, [Draft(kind="dna", properties=PROFILE, caveat=caveat())] * 11)
    with pytest.raises(ConflictError, match="at most 10"):
        answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset(record.id for record in many)))
