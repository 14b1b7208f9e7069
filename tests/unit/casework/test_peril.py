"""Warnings of danger to a person, and assurances: stated by one, weighed by another, binding for all that follows."""

from datetime import date, timedelta

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import preview
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.peril import Assuring, Warned, assure, list_perils, take_back, warn
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, AnswerRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.answer import Result
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.peril import Danger
from egnatia.model.statement import Statement

SRB, ALB, XKX = CountryCode("SRB"), CountryCode("ALB"), CountryCode("XKX")


def confirmed(scene: Scene) -> AnswerRow:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    return hit


def warned(scene: Scene, matter: str, danger: Danger = Danger.TORTURE, country: CountryCode = SRB) -> Statement:
    said = Warned(matter=matter, danger=danger, country=country, reason="Report of the monitoring body, p. 9.")
    return warn(scene.al, scene.expert, said)


def assured(scene: Scene, actor: Account, matter: str, country: CountryCode = SRB, **changed: object) -> Statement:
    values: dict[str, object] = {
        "matter": matter,
        "country": country,
        "authority": "Minister of Justice, 713-01/26",
        "document": "ab" * 32,
        "given": date(2026, 11, 1),
        "reason": "Received by the embassy.",
    }
    return assure(scene.al, actor, Assuring(**{**values, **changed}))  # type: ignore[arg-type]


def give(scene: Scene, hit: AnswerRow) -> bool:
    return release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed")).record is not None


def test_where_torture_threatens_nothing_is_released_whatever_is_assured(scene: Scene) -> None:
    hit = confirmed(scene)
    warned(scene, hit.reference)
    assured(scene, scene.net.person("AL", "prosecutor", Role.PROSECUTOR), hit.reference)
    with pytest.raises(NotLawfulError, match="torture"):
        give(scene, hit)


def test_where_the_death_penalty_threatens_somebody_else_weighs_an_assurance(scene: Scene) -> None:
    hit = confirmed(scene)
    warned(scene, hit.reference, Danger.DEATH_PENALTY)
    with pytest.raises(NotLawfulError, match="binding assurance"):
        give(scene, hit)
    assured(scene, scene.chief, hit.reference)
    with pytest.raises(NotLawfulError, match="binding assurance"):
        give(scene, hit)  # whoever recorded it does not release on it
    assured(scene, scene.net.person("AL", "prosecutor", Role.PROSECUTOR), hit.reference)
    assert give(scene, hit)


def test_another_states_assurance_counts_for_nothing(scene: Scene) -> None:
    hit = confirmed(scene)
    warned(scene, hit.reference, Danger.DEATH_PENALTY)
    assured(scene, scene.net.person("AL", "prosecutor", Role.PROSECUTOR), hit.reference, XKX)
    with pytest.raises(NotLawfulError, match="binding assurance"):
        give(scene, hit)


def test_a_danger_in_one_state_is_none_in_another(scene: Scene) -> None:
    hit = confirmed(scene)
    warned(scene, hit.reference, country=XKX)
    assert give(scene, hit)


def test_once_stated_of_a_hit_nobody_of_that_state_learns_of_the_person_again(scene: Scene) -> None:
    warned(scene, scene.hit().reference)
    [delivered] = scene.ask()
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING


def test_a_record_can_be_warned_of_before_anybody_asks(scene: Scene) -> None:
    warned(scene, scene.record.id, Danger.DEATH_PENALTY)
    [delivered] = scene.ask()
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING


def test_of_whom_danger_threatens_nobody_is_asked_there(scene: Scene) -> None:
    said = Warned(matter=scene.case.reference, danger=Danger.TORTURE, country=ALB, reason="His letter of 3 May.")
    warn(scene.rs, scene.officer, said)
    [found] = preview(scene.rs, scene.officer, scene.enquiry())
    assert [missing.policy for missing in found.decision.missing] == ["ask.torture"]


def test_a_warning_is_taken_back_by_somebody_else_than_who_stated_it(scene: Scene) -> None:
    hit = confirmed(scene)
    said = Warned(matter=hit.reference, danger=Danger.TORTURE, country=SRB, reason="A newspaper.")
    stated = warn(scene.al, scene.chief, said)
    with pytest.raises(NotAllowedError, match="four eyes"):
        take_back(scene.al, scene.chief, hit.reference, stated.id, "An error.")
    take_back(scene.al, scene.net.person("AL", "other", Role.SUPERVISOR), hit.reference, stated.id, "Another person.")
    assert list_perils(scene.al, scene.chief, hit.reference) == ()
    assert give(scene, hit)


def test_what_does_not_stand_cannot_be_taken_back(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="no warning"):
        take_back(scene.al, scene.chief, scene.hit().reference, warned(scene, scene.hit().reference).id[::-1], "x")  # type: ignore[arg-type]


def test_it_is_logged_with_what_threatens_and_without_words(scene: Scene) -> None:
    hit = scene.hit()
    stated = warned(scene, hit.reference)
    [logged] = [found.entry for found in scene.al.store.read(lambda tx: tx.ledger.trail(stated.id, 9))]
    assert (logged.act, logged.by, dict(logged.detail)) == (
        Act.STATEMENT,
        scene.expert.id,
        {"what": "warn", "danger": "torture"},
    )
    assert hit.reference in logged.about
    assert scene.record.lineage in logged.about


def test_a_partners_warning_binds_the_partner_only(scene: Scene) -> None:
    hit = confirmed(scene)
    stated = warned(scene, hit.reference)
    foreign = Statement(**{**{name: getattr(stated, name) for name in stated.__dataclass_fields__}, "issuer": "RS"})
    take_back(scene.al, scene.net.person("AL", "other", Role.SUPERVISOR), hit.reference, stated.id, "An error.")
    scene.al.store.write(lambda tx: tx.statements.add(foreign))
    assert give(scene, hit)


def test_whoever_works_elsewhere_states_nothing_in_a_case_file(scene: Scene) -> None:
    stranger = scene.net.person("RS", "stranger", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        warn(scene.rs, stranger, Warned(matter=scene.case.id, danger=Danger.TORTURE, country=ALB, reason="x"))
    with pytest.raises(NotAllowedError):
        list_perils(scene.rs, stranger, scene.case.id)


def test_an_assurance_is_of_a_matter_and_of_a_day_that_has_come(scene: Scene) -> None:
    with pytest.raises(ConflictError, match="one matter"):
        assured(scene, scene.chief, scene.record.id)
    tomorrow = scene.net.clock.now().date() + timedelta(days=1)
    with pytest.raises(ConflictError, match="not here yet"):
        assured(scene, scene.chief, scene.hit().reference, given=tomorrow)


def test_no_danger_is_nothing_to_warn_of(scene: Scene) -> None:
    with pytest.raises(ParseError, match="danger"):
        warned(scene, scene.record.id, Danger.NONE)
    with pytest.raises(NotFoundError):
        warned(scene, "ff" * 16)
    assert deliver_due(scene.al) == 0


def test_a_partners_question_can_be_warned_of_by_its_id(scene: Scene) -> None:
    hit = scene.hit()
    assert warned(scene, hit.question).about == {hit.question}
    assert scene.put(scene.question(hit)).result is Result.NOTHING
