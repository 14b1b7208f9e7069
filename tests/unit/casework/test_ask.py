"""Asking."""

from datetime import timedelta

import pytest
from tests.twins.stores import every
from tests.unit.casework.conftest import WHY, Scene

from egnatia.casework.ask import ask, preview
from egnatia.casework.deliver import Outcome, deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import Act
from egnatia.model.answer import Quality, Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, CountryCode, NodeId
from egnatia.model.question import Subject


def test_a_name_in_cyrillic_finds_the_person_registered_in_latin_letters_abroad(scene: Scene) -> None:
    [delivered] = scene.ask()
    assert delivered.outcome is Outcome.ANSWERED
    assert delivered.answer
    assert delivered.answer.result is Result.HIT
    assert delivered.answer.hits[0].quality in {Quality.FULL, Quality.CLOSE}


def test_before_a_release_the_asker_learns_reference_quality_and_instrument_only(scene: Scene) -> None:
    [delivered] = scene.ask()
    assert delivered.answer
    [hit] = delivered.answer.hits
    assert hit.properties == {}
    row = scene.rs.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    assert (row.record, row.evidence) == (None, ())


def test_of_a_profile_only_what_a_partner_compares_is_sealed(scene: Scene) -> None:
    loci = ("VWA 16,17", "TH01 6,9.3", "FGA 21,22", "D21S11 29,30", "D8S1179 13,14", "D3S1358 15,16")
    typed = {"profile": ("\n".join((*loci, "DYS19 14,14")),), "category": ("stain",)}
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(kind="dna", properties=typed))
    assert prospect.question
    assert prospect.question.properties == {**typed, "profile": ("\n".join(loci),)}


def test_nobody_by_that_name_is_nothing_that_can_be_shared(scene: Scene) -> None:
    [delivered] = scene.ask(properties={"first_name": ("Вукашин",), "family_name": ("Обрадовић",)})
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING


def test_a_partner_without_a_channel_is_not_asked_and_the_decision_is_logged(scene: Scene) -> None:
    asked = ask(scene.rs, scene.officer, scene.enquiry(partners={NodeId("XK"): WHY}))
    assert asked.letters == ()
    assert not asked.prospects[0].decision.open
    logged = scene.rs.store.read(lambda tx: tx.ledger.trail(scene.case.id, 10))
    assert [(found.entry.act, found.entry.to) for found in logged] == [(Act.DECISION, "XK")]


def test_the_country_of_origin_is_not_asked_about_an_asylum_seeker(scene: Scene) -> None:
    seeker = Subject(role=SubjectRole.SUSPECT, asylum_from=frozenset({CountryCode("ALB")}))
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(subject=seeker))
    assert prospect.question is None
    assert any("seeks protection" in found.words for found in prospect.decision.missing)


def test_a_preview_sends_and_keeps_nothing(scene: Scene) -> None:
    before = scene.rs.store.read(lambda tx: tx.ledger.head())
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry())
    assert prospect.question
    assert scene.rs.store.read(lambda tx: tx.ledger.head()) == before
    assert scene.net.line.crossed == []


def test_only_people_who_work_in_the_case_file_may_ask_in_it(scene: Scene) -> None:
    other = scene.net.person("RS", "other", Role.OFFICER)
    with pytest.raises(NotAllowedError, match="does not work in the case file KT-2026-17"):
        ask(scene.rs, other, scene.enquiry())


def test_a_supervisor_asks_nobody(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    with pytest.raises(NotAllowedError, match="officer"):
        ask(scene.rs, chief, scene.enquiry())


def test_a_free_text_case_number_does_not_count(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="no case file"):
        ask(scene.rs, scene.officer, scene.enquiry(case=CaseId("0" * 32)))


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"partners": {}}, ConflictError, "no partner"),
        ({"partners": {NodeId("ZZ"): WHY}}, NotFoundError, "no partner ZZ"),
        ({"partners": {NodeId("RS"): WHY}}, NotFoundError, "no partner RS"),
        ({"partners": {NodeId("AL"): " "}}, ParseError, "partners.AL: empty"),
        ({"kind": "ghost"}, ParseError, "not a kind"),
        ({"properties": {}}, ParseError, "nothing is asked"),
        ({"properties": {"mother_name": ("Ana",)}}, ParseError, "properties.mother_name"),
        ({"properties": {"birth_date": ("1985-13-01",)}}, ParseError, "properties.birth_date"),
    ],
)
def test_rubbish_is_refused_by_name(
    scene: Scene, fields: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask(scene.rs, scene.officer, scene.enquiry(**fields))


def test_a_partner_that_is_away_gets_the_question_later(scene: Scene) -> None:
    scene.net.line.away.add("AL")
    [away] = scene.ask()
    assert away.outcome is Outcome.AWAY
    scene.net.line.away.clear()
    scene.net.clock.advance(timedelta(seconds=3))
    assert deliver_due(scene.rs) == 1
    [row] = scene.rs.store.read(lambda tx: tx.questions.page(every(received=False)).rows)
    assert row.state == QuestionState.HIT


def test_an_old_directory_stops_new_questions(scene: Scene) -> None:
    scene.net.clock.advance(timedelta(days=31))
    with pytest.raises(ConflictError, match="older than 30 days"):
        ask(scene.rs, scene.officer, scene.enquiry())


def test_who_opened_the_case_file_does_not_ask_in_it(scene: Scene) -> None:
    both = scene.net.person("RS", "both", Role.OFFICER, Role.SUPERVISOR)
    case = scene.net.case("RS", both, opened_by=both.id, reference="KT-2026-18")
    [prospect] = preview(scene.rs, both, scene.enquiry(case=case.id))
    assert prospect.question is None
    assert any("supervisor" in found.words for found in prospect.decision.missing)
