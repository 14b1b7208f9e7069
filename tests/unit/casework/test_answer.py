"""Instruments that take complete values only refuse parts: before sending, and again where they arrive."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.twins.network import Network, network
from tests.unit.casework.conftest import WHY, Scene, person
from tests.unit.casework.lying import objection
from tests.unit.model.samples import PERSON

from egnatia.casework import answer
from egnatia.casework.answer import draw_up, repeat_answer, take_question
from egnatia.casework.ask import Enquiry, Prospect, ask, preview
from egnatia.casework.atonce import Drawn, draw_hit, letter_full
from egnatia.casework.collect import collect
from egnatia.casework.rows import Account, AnswerRow, CaseFile, Role
from egnatia.exchange.errors import Refused
from egnatia.exchange.states import HitState
from egnatia.match.scores import Score
from egnatia.model.answer import Quality, Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.extent import LARGEST
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import Message
from egnatia.model.question import Subject
from egnatia.model.record import canonical_form


@pytest.fixture
def net() -> Network:
    """Connect two states that exchange vehicle data under Prüm."""
    return network("AT", "HU")


def prospect(net: Network, plate: str, instrument: str = "prum", *, minor: bool = False) -> Prospect:
    """Preview a question of Vienna to Budapest about a Hungarian plate."""
    officer: Account = net.person("AT", "officer", Role.OFFICER)
    case: CaseFile = net.case("AT", officer)
    enquiry = Enquiry(
        kind="vehicle",
        properties={"plate": (plate,), "registration_country": ("HUN",)},
        case=case.id,
        subject=Subject(role=SubjectRole.NOBODY, minor=minor),
        partners={NodeId("HU"): WHY},
        instrument=instrument,
    )
    [found] = preview(net.offices["AT"], officer, enquiry)
    return found


def test_a_whole_plate_is_asked(net: Network) -> None:
    assert prospect(net, "ABC-123").question


@pytest.mark.parametrize("plate", ["ABC-12", "BC-123", "ABC-12*"])
def test_a_part_is_not_sent(net: Network, plate: str) -> None:
    found = prospect(net, plate)
    assert found.question is None
    assert "takes complete values only" in found.decision.words[0]


def test_without_an_instrument_named_one_that_takes_parts_is_chosen(net: Network) -> None:
    assert prospect(net, "ABC-123", "").decision.instrument == "prum"
    assert prospect(network("AT", "HU"), "ABC-12", "").decision.instrument not in {None, "prum"}


def test_about_a_minor_a_person_is_asked_and_no_machine(net: Network) -> None:
    assert "no machine gives" in prospect(net, "ABC-123", minor=True).decision.words[0]
    assert prospect(network("AT", "HU"), "ABC-123", "", minor=True).decision.instrument not in {None, "prum"}


def test_a_part_that_comes_all_the_same_is_refused_where_it_arrives(net: Network) -> None:
    question = prospect(net, "ABC-123").question
    assert question
    part = replace(question, properties={**question.properties, "plate": ("ABC-12",)})
    answer = draw_up(net.offices["HU"], part).answer
    assert answer.result is Result.REFUSED
    assert "takes complete values only" in answer.reasons[0]


@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=10))
def test_an_answer_names_the_best_hits_that_one_letter_holds(lengths: list[int]) -> None:
    hits = [full_hit(number, length) for number, length in enumerate(lengths)]
    kept = letter_full(hits)
    assert list(kept) == hits[: len(kept)]
    assert kept
    sizes = [len(canonical_form(one.view)) for one in hits if one.view]
    assert sum(sizes[: len(kept)]) <= LARGEST or len(kept) == 1
    assert len(kept) == len(hits) or sum(sizes[: len(kept) + 1]) > LARGEST


def full_hit(number: int, length: int) -> Drawn:
    """Return a hit whose automatic reply has so many characters."""
    view = replace(PERSON, kind="vehicle", properties={"colour": ("x" * length,)})
    row = AnswerRow(
        question=QuestionId("1" * 32),
        reference=Reference(f"{number:032x}"),
        partner=NodeId("RS"),
        quality=Quality.FULL,
        kind="vehicle",
        instrument="prum",
        view=view.id,
        state=HitState.OPEN,
        at=NOON,
    )
    return Drawn(row=row, view=view)


def asked(scene: Scene) -> Message:
    """Return the letter with a question about the suspect, which has not been answered."""
    return ask(scene.rs, scene.officer, scene.enquiry()).letters[0].message


def test_an_answer_about_what_was_erased_meanwhile_is_drawn_up_anew(scene: Scene) -> None:
    effect = take_question(scene.al, asked(scene))
    assert objection(scene.al, effect) == ""
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    assert "register changed" in objection(scene.al, effect)


def test_a_hit_of_which_nothing_is_left_is_repeated_as_nothing(scene: Scene) -> None:
    effect = take_question(scene.al, asked(scene))
    said = scene.al.store.read(lambda tx: repeat_answer(tx, effect, Result.HIT))
    assert (said.result, said.hits, said.reasons) == (Result.NOTHING, (), ())
    with pytest.raises(ValueError, match="only questions"):
        scene.al.store.read(lambda tx: repeat_answer(tx, replace(effect, answer=None), Result.HIT))


def test_by_a_directory_that_is_too_old_nothing_is_answered(scene: Scene) -> None:
    message = asked(scene)
    scene.net.clock.advance(timedelta(days=31))
    with pytest.raises(Refused, match="too old"):
        take_question(scene.al, message)


def test_no_more_is_told_than_an_answer_names(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    collect(scene.al, scene.keeper, [person("Petar", "Jovanović")])
    question = scene.question(scene.hit())
    assert len(draw_up(scene.al, question).answer.hits) == 2
    monkeypatch.setattr(answer, "HITS", 1)
    assert len(draw_up(scene.al, question).answer.hits) == 1


def test_a_score_of_no_quality_is_no_hit(scene: Scene) -> None:
    question = scene.question(scene.hit())
    channel = scene.al.law.channel(question.instrument, question.kind)
    with pytest.raises(ValueError, match="no hit"):
        draw_hit(
            scene.al, question, channel, scene.record, Score(value=0.0, quality=None, evidence=(), engine="names/2")
        )


def test_a_question_about_what_no_engine_compares_is_refused_and_not_answered_with_nothing(net: Network) -> None:
    question = prospect(net, "ABC-123").question
    assert question
    print_ = replace(question, kind="print", properties={"file": ("ab" * 32,)})
    said = draw_up(net.offices["HU"], print_).answer
    assert said.result is Result.REFUSED
    assert said.reasons == ("HU has no engine for questions about print",)
