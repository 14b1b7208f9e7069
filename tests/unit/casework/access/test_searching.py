"""What may be about a person is found wherever it stands; what was not looked at is said."""

from collections.abc import Mapping

import pytest
from tests.twins.network import caveat
from tests.unit.casework.access import conftest
from tests.unit.casework.access.conftest import Counter
from tests.unit.casework.conftest import Scene

from egnatia.casework.access import mentions, searching
from egnatia.casework.access.looking import look_through
from egnatia.casework.access.searching import Searched, search
from egnatia.casework.collect import Draft, collect
from egnatia.casework.errors import ConflictError
from egnatia.casework.forget import forget_question
from egnatia.casework.requests import Applicant, Opinion, Outcome, Proof, Telling, Wish
from egnatia.casework.rows import Role
from egnatia.model.answer import Quality
from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS

PETAR = Applicant(
    properties={"first_name": ("Petar",), "family_name": ("Jovanoviq",), "birth_date": ("1985-04-12",)},
    documents=("X1234567",),
    name="P. J.",
    address="-",
    proof=Proof.IN_PERSON,
)
NAMING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vehicle": {
        "plate": ("AA482KP",),
        "owner_name": ("\u0408\u043e\u0432\u0430\u043d\u043e\u0432\u0438\u045b",),
        "owner_first_name": ("\u041f\u0435\u0442\u0430\u0440",),
    },
    "account": {"iban": ("AL47212110090000000235698741",), "holder_name": ("Petar Jovanoviq",)},
    "device": {"imei": ("490154203237518",), "subscriber_name": ("JOVANOVIQ Petar",)},
    "firearm": {"serial": ("K 17",), "last_owner": ("Petar Jovanoviq",)},
    "object": {"title": ("Saint Nicholas",), "owner_name": ("P. Jovanoviq",)},
    "vessel": {"name": ("Zana",), "owner_name": ("Petar Jovanoviq",)},
}


def found(scene: Scene, applicant: Applicant = PETAR) -> Searched:
    return scene.al.store.read(lambda tx: search(tx, applicant))


@pytest.mark.parametrize("kind", sorted(NAMING))
def test_whoever_holds_or_owns_a_thing_is_found_by_name_in_any_script(scene: Scene, kind: str) -> None:
    draft = Draft(kind=kind, properties=NAMING[kind], caveat=caveat(SubjectRole.NOBODY))
    [thing] = collect(scene.al, scene.keeper, [draft])
    assert thing.id in {record.id for record in found(scene).fitting}


def test_a_holder_is_found_by_the_number_of_a_document_alone(scene: Scene) -> None:
    properties = {"plate": ("AA482KP",), "holder_name": ("Somebody",), "holder_document_number": ("X1234567",)}
    [car] = collect(
        scene.al, scene.keeper, [Draft(kind="vehicle", properties=properties, caveat=caveat(SubjectRole.NOBODY))]
    )
    [seen] = [one for one in found(scene).candidates if one.record.id == car.id]
    assert (seen.quality, seen.names) == (Quality.CLOSE, None)


def test_a_car_of_somebody_else_is_not_shown(scene: Scene) -> None:
    properties = {"plate": ("AA482KP",), "owner_name": ("Horvat",), "owner_first_name": ("Ana",)}
    [car] = collect(
        scene.al, scene.keeper, [Draft(kind="vehicle", properties=properties, caveat=caveat(SubjectRole.NOBODY))]
    )
    assert car.id not in {record.id for record in found(scene).fitting}


def test_every_property_that_names_somebody_is_one_of_its_kind() -> None:
    for kind, ways in mentions.MENTIONS.items():
        assert {name for way in ways for name in way} <= KINDS[kind].properties.keys()
        assert {of for way in ways for of in way.values()} <= KINDS["person"].properties.keys()


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


def test_so_is_one_of_reading_for_names(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    cars = [Draft(kind="vehicle", properties=NAMING["vehicle"], caveat=caveat(SubjectRole.NOBODY))] * 2
    collect(scene.al, scene.keeper, cars)
    monkeypatch.setattr(mentions, "READ", 1)
    assert "of each vehicle" in found(scene).limits[0]


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
