"""What may be about a person is found wherever it stands; what was not looked at is said."""

from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.access import conftest
from tests.unit.casework.access.conftest import Counter
from tests.unit.casework.conftest import Scene

from egnatia.casework.access import searching
from egnatia.casework.access.looking import look_through
from egnatia.casework.access.searching import Searched, search
from egnatia.casework.collect import Draft, collect
from egnatia.casework.errors import ConflictError
from egnatia.casework.forget import forget_question
from egnatia.casework.requests import Applicant, Opinion, Outcome, Proof, Telling, Wish
from egnatia.casework.rows import Role
from egnatia.match.engine import Properties
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import QuestionId
from egnatia.model.kinds import Kind
from egnatia.model.question import Subject

PETAR = Applicant(
    properties={"first_name": ("Petar",), "family_name": ("Jovanoviq",), "birth_date": ("1985-04-12",)},
    documents=("X1234567",),
    name="P. J.",
    address="-",
    proof=Proof.IN_PERSON,
)


def found(scene: Scene, applicant: Applicant = PETAR) -> Searched:
    return scene.al.store.read(lambda tx: search(tx, applicant))


def test_what_was_asked_is_found_on_both_sides(scene: Scene) -> None:
    question = scene.hit().question
    assert [one.row.question.id for one in found(scene).asked] == [question]
    own = scene.rs.store.read(lambda tx: search(tx, PETAR))
    assert [(one.row.question.id, one.row.received) for one in own.asked] == [(question, False)]


def test_a_limit_that_was_reached_is_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.hit()
    scene.hit()
    assert found(scene).limits == ()
    monkeypatch.setattr(searching, "_QUESTIONS", 1)
    monkeypatch.setattr(searching, "_CANDIDATES", 1)
    monkeypatch.setattr(searching, "_SHOWN", 0)
    said = found(scene).limits
    assert [one.partition(",")[0] for one in said] == ["of each person"] * 2 + ["of questions about each person"]


class Names:
    """An index that names every row of persons, and what it was asked."""

    def __init__(self, last: int) -> None:
        """Take the number of the last row."""
        self.rows = tuple(range(1, last + 1))
        self.asked: list[str] = []

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:  # noqa: ARG002 - the port's
        """Name all rows."""
        self.asked.append(kind.name)
        return self.rows if kind.name == "person" else None


def test_whom_an_index_names_is_found_beyond_the_most_that_share_keys(
    counter: Counter, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = counter.record()
    monkeypatch.setattr(searching, "_CANDIDATES", 0)
    looked = look_through(scene.al, counter.chief, counter.request().id)
    assert record.id not in [one.record.id for one in looked.sights]
    last = scene.al.store.read(lambda tx: tx.numbered.last())
    assert last
    names = Names(last[0])
    looked = look_through(replace(scene.al, nearby=names), counter.chief, counter.request().id)
    assert record.id in [one.record.id for one in looked.sights]
    assert "person" in names.asked


def test_who_looks_through_sees_questions_and_limits(counter: Counter, scene: Scene) -> None:
    scene.ask(properties=conftest.ANA)
    counter.record()
    scene.ask(properties=conftest.ANA)
    looked = look_through(scene.al, counter.chief, counter.request().id)
    assert len(looked.asked) == 1
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(looked.request.id, 9))
    assert (last.entry.detail["questions"], looked.limits) == ("1", ())


def test_a_partners_question_is_told_if_the_partner_agrees(counter: Counter, scene: Scene) -> None:
    record = counter.record()
    [delivered] = scene.ask(properties=conftest.ANA)
    question = scene.hit_of(delivered).question
    made = counter.decide(counter.request(), record.id)
    with pytest.raises(ConflictError, match="questions fit that nobody decided on"):
        counter.close(made)
    with pytest.raises(ConflictError, match="only if RS agrees"):
        counter.decide(made, question)
    with pytest.raises(ConflictError, match="no part of it"):
        counter.decide(made, question, Telling.PART, without=frozenset({"family_name"}))
    counter.decide(made, question, opinion=Opinion.AGREES)
    letter = counter.close(made).letter.text
    assert "Contact point RS (RS) asked Contact point AL (AL)" in letter


def test_of_a_question_that_is_not_told_the_letter_says_nothing(counter: Counter, scene: Scene) -> None:
    record = counter.record()
    [delivered] = scene.ask(properties=conftest.ANA)
    made = counter.decide(counter.request(), record.id, Telling.NONE)
    counter.decide(made, scene.hit_of(delivered).question, Telling.NONE)
    answered = counter.close(made)
    assert answered.outcome is Outcome.NOTHING
    assert "asked" not in answered.letter.text.replace("You asked", "")


def test_words_that_were_erased_at_the_persons_wish_are_said_to_be(counter: Counter, scene: Scene) -> None:
    record = counter.record()
    [delivered] = scene.ask(properties=conftest.ANA)
    question = scene.hit_of(delivered).question
    made = counter.decide(counter.request(Wish.ERASURE), record.id, Telling.OTHER)
    counter.decide(made, question, opinion=Opinion.AGREES)
    forget_question(scene.al, scene.net.person("AL", "boss", Role.SUPERVISOR), question, "as she asked")
    assert "We erased it" in counter.close(made).letter.text


def test_a_question_about_a_victim_is_told_in_person_and_to_nobody_whom_nobody_checked(
    counter: Counter, scene: Scene
) -> None:
    counter.record()
    [delivered] = scene.ask(properties=conftest.ANA)
    question = scene.hit_of(delivered).question
    row = scene.al.store.read(lambda tx: tx.questions.get(question))
    assert row
    about = replace(row.question, id=QuestionId("ab" * 16), subject=Subject(role=SubjectRole.VICTIM))
    scene.al.store.write(lambda tx: tx.questions.add([replace(row, question=about)]))
    with pytest.raises(ConflictError, match="shows a document in person"):
        counter.decide(counter.request(), about.id, opinion=Opinion.AGREES)
    with pytest.raises(ConflictError, match="nobody has checked"):
        counter.decide(counter.request(proof=Proof.NONE), about.id, opinion=Opinion.AGREES)
    decided = counter.decide(counter.request(proof=Proof.IN_PERSON), about.id, opinion=Opinion.AGREES)
    assert about.id in decided.findings


def test_of_what_names_a_record_only_so_much_is_shown_and_that_is_said(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for end in ("8", "9"):
        says = {"user": (scene.record.lineage,), "used": (end * 32,)}
        collect(scene.al, scene.keeper, [Draft(kind="use", properties=says, caveat=caveat(SubjectRole.NOBODY))])
    assert [one.names for one in found(scene).candidates if one.names] == [scene.record.id] * 2
    monkeypatch.setattr(searching, "_NAMING", 1)
    assert f"of what names {scene.record.id}, the first 1 are shown" in found(scene).limits


def test_a_question_about_somebody_else_is_not_shown(scene: Scene) -> None:
    scene.hit()
    other = replace(
        PETAR, properties={"first_name": ("Petar",), "family_name": ("Jovanovski",), "birth_date": ("1951",)}
    )
    assert found(scene, other).asked == ()
