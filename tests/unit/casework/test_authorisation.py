"""Authorising a measure: who may, for how long, and who may not act on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.ask import preview
from egnatia.casework.authorisation import Granting, authorise, list_authorisations, withdraw
from egnatia.casework.casefiles import close_case_file
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, Role
from egnatia.exchange.payloads import Verdict
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.model.answer import Result
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, Reference
from egnatia.model.question import Subject
from egnatia.model.statement import Statement, StatementAct

#: A witness is asked about under an authorisation only.
WITNESS = Subject(role=SubjectRole.WITNESS)
TODAY = date(2026, 11, 21)


def granting(matter: str, **changed: Any) -> Granting:  # noqa: ANN401 - any field
    """Return a prosecutor's leave to ask in a case file for a month, unless told otherwise."""
    values: dict[str, Any] = {
        "measure": Measure.ASK,
        "matter": matter,
        "authority": "Prosecutor's office, Testville, KO 12/26",
        "begins": TODAY - timedelta(days=1),
        "ends": TODAY + timedelta(days=30),
        "reason": "the witness named the boat's owner",
    }
    return Granting(**{**values, **changed})


@pytest.fixture
def prosecutor(scene: Scene) -> Account:
    """Put a prosecutor to work in Belgrade."""
    return scene.net.person("RS", "prosecutor", Role.PROSECUTOR)


def given(scene: Scene, prosecutor: Account, **changed: Any) -> Statement:  # noqa: ANN401 - any field
    """Authorise questions in the case file."""
    return authorise(scene.rs, prosecutor, granting(scene.case.id, **changed))


def decided(scene: Scene, authorisation: str) -> Decision:
    """Return what the law says to a question about a witness."""
    enquiry = scene.enquiry(subject=WITNESS, authorisation=authorisation)
    [prospect] = preview(scene.rs, scene.officer, enquiry)
    return prospect.decision


def lacking(scene: Scene, authorisation: str) -> set[str]:
    """Return the conditions that are not met."""
    return {found.policy for found in decided(scene, authorisation).missing}


def test_without_one_the_officer_reads_who_has_to_give_it(scene: Scene) -> None:
    assert lacking(scene, "") == {"ask.role"}
    assert "which a prosecutor or court of the asking side gives" in decided(scene, "").words[0]


def test_with_one_both_sides_let_the_question_through(scene: Scene, prosecutor: Account) -> None:
    statement = given(scene, prosecutor)
    [delivered] = scene.ask(subject=WITNESS, authorisation=statement.id)
    assert delivered.answer
    assert delivered.answer.result is Result.HIT
    named = scene.question(scene.hit_of(delivered)).authorisation
    assert named
    assert (named.statement, named.authorisation) == (statement.id, statement.authorises)


@pytest.mark.parametrize(
    "changed",
    [
        {"begins": TODAY + timedelta(days=9)},
        {"purpose": Purpose.BORDER_CHECK},
        {"matter": "00" * 16},
        {"measure": Measure.RELEASE},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_answering_side_checks_for_itself_what_it_covers(
    scene: Scene, prosecutor: Account, changed: dict[str, Any]
) -> None:
    statement = given(scene, prosecutor)
    assert statement.authorises
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(subject=WITNESS, authorisation=statement.id))
    assert prospect.question
    assert prospect.question.authorisation
    said = replace(prospect.question.authorisation, authorisation=replace(statement.authorises, **changed))
    answer = scene.put(replace(prospect.question, authorisation=said))
    assert answer.result is Result.REFUSED
    assert any("an authorisation that holds" in reason for reason in answer.reasons)


def test_one_whose_time_is_over_is_named_as_such(scene: Scene, prosecutor: Account) -> None:
    statement = given(scene, prosecutor, ends=TODAY + timedelta(days=2))
    scene.net.clock.advance(timedelta(days=3))
    assert {"ask.authorisation", "ask.role"} <= lacking(scene, statement.id)


def test_a_withdrawn_one_is_asked_on_no_more(scene: Scene, prosecutor: Account) -> None:
    statement = given(scene, prosecutor)
    withdraw(scene.rs, prosecutor, scene.case.id, statement.id, "the witness recanted")
    assert list_authorisations(scene.rs, scene.officer, scene.case.id) == ()
    with pytest.raises(NotFoundError, match="withdrawn"):
        decided(scene, statement.id)
    with pytest.raises(NotFoundError, match="withdrawn"):
        withdraw(scene.rs, prosecutor, scene.case.id, statement.id, "again")


def test_one_of_another_case_file_is_none_here(scene: Scene, prosecutor: Account) -> None:
    other = scene.net.case("RS", scene.officer, reference="KT-2026-18")
    statement = authorise(scene.rs, prosecutor, granting(other.id))
    with pytest.raises(NotFoundError, match="never given"):
        decided(scene, statement.id)


def test_whoever_gave_it_does_not_ask_on_it(scene: Scene) -> None:
    both = scene.net.person("RS", "both", Role.PROSECUTOR, Role.OFFICER)
    case = scene.net.case("RS", both, reference="KT-2026-19")
    statement = authorise(scene.rs, both, granting(case.id))
    with pytest.raises(NotAllowedError, match="four eyes"):
        preview(scene.rs, both, scene.enquiry(case=case.id, authorisation=statement.id))


def test_a_supervisor_records_an_authority_outside_by_its_document_only(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    with pytest.raises(NotAllowedError, match="only a prosecutor"):
        given(scene, chief)
    statement = given(scene, chief, document="4d" * 32, authority="Court of Testville, 12/26")
    assert decided(scene, statement.id).open


def test_an_officer_authorises_nothing(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="may not authorise"):
        given(scene, scene.officer, document="4d" * 32)


def test_a_prosecutor_authorises_for_own_purposes_only(scene: Scene) -> None:
    other = scene.net.person("RS", "other", Role.PROSECUTOR, purposes=[Purpose.MISSING_PERSON])
    with pytest.raises(NotAllowedError, match="for the purpose"):
        given(scene, other)


def test_nothing_is_allowed_that_is_over_or_closed_or_without_reason(scene: Scene, prosecutor: Account) -> None:
    with pytest.raises(ConflictError, match="over already"):
        given(scene, prosecutor, ends=TODAY - timedelta(days=1))
    with pytest.raises(ParseError, match="reason"):
        given(scene, prosecutor, reason=" ")
    with pytest.raises(ParseError, match="authority"):
        given(scene, prosecutor, authority="")
    with pytest.raises(ParseError, match="before it begins"):
        given(scene, prosecutor, begins=TODAY + timedelta(days=9), ends=TODAY + timedelta(days=8))
    with pytest.raises(NotFoundError, match="no case file"):
        authorise(scene.rs, prosecutor, granting(CaseId("00" * 16)))
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    close_case_file(scene.rs, chief, scene.case.id)
    with pytest.raises(ConflictError, match="closed"):
        given(scene, prosecutor)


def test_giving_and_withdrawing_stand_in_the_log(scene: Scene, prosecutor: Account) -> None:
    statement = given(scene, prosecutor)
    withdraw(scene.rs, prosecutor, scene.case.id, statement.id, "not needed any more")
    trail = scene.rs.store.read(lambda tx: tx.ledger.trail(statement.id, 10))
    assert [(found.entry.act, found.entry.by, found.entry.detail["what"]) for found in trail] == [
        (Act.STATEMENT, prosecutor.id, "authorise"),
        (Act.STATEMENT, prosecutor.id, "withdraw_authorisation"),
    ]
    assert trail[0].entry.why.case_file == scene.case.id


def test_only_who_works_in_the_file_or_authorises_sees_what_is_allowed(scene: Scene, prosecutor: Account) -> None:
    statement = given(scene, prosecutor)
    stranger = scene.net.person("RS", "stranger", Role.OFFICER)
    assert list_authorisations(scene.rs, scene.officer, scene.case.id) == (statement,)
    assert list_authorisations(scene.rs, prosecutor, scene.case.id) == (statement,)
    with pytest.raises(NotAllowedError):
        list_authorisations(scene.rs, stranger, scene.case.id)
    with pytest.raises(NotFoundError):
        list_authorisations(scene.rs, prosecutor, "00" * 16)


# ---- the giving side ------------------------------------------------------------------------------------------------


def witness_hit(scene: Scene, prosecutor: Account) -> Reference:
    """Confirm a hit on a witness of Tirana's."""
    collect(scene.al, scene.keeper, [person("Lule", "Marku", role=SubjectRole.WITNESS)])
    properties = {"first_name": ("Lule",), "family_name": ("Marku",), "birth_date": ("1985-04-12",)}
    leave = given(scene, prosecutor).id
    [delivered] = scene.ask(properties=properties, subject=WITNESS, authorisation=leave)
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    return reference


def release_by_two(office: Office, reference: Reference, *people: Account) -> bool:
    """Let two people release; tell whether the record went."""
    giving = Giving(reference=reference, reason="needed for the trial")
    return [release(office, actor, giving) for actor in people][-1].record is not None


def test_a_witness_is_released_when_an_authority_of_the_giving_side_allows_it(
    scene: Scene, prosecutor: Account
) -> None:
    reference = witness_hit(scene, prosecutor)
    own = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    second = scene.net.person("AL", "second", Role.SUPERVISOR)
    with pytest.raises(NotLawfulError, match="which a prosecutor or court of the giving side gives"):
        release(scene.al, scene.chief, Giving(reference=reference, reason="needed for the trial"))
    leave = authorise(scene.al, own, granting(reference, measure=Measure.RELEASE))
    assert list_authorisations(scene.al, scene.chief, reference) == (leave,)
    assert release_by_two(scene.al, reference, scene.chief, second)


def test_whoever_allowed_a_release_does_not_release(scene: Scene, prosecutor: Account) -> None:
    reference = witness_hit(scene, prosecutor)
    own = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    authorise(scene.al, own, granting(reference, measure=Measure.RELEASE))
    with pytest.raises(NotLawfulError, match="giving side"):
        release(scene.al, own, Giving(reference=reference, reason="needed for the trial"))


def test_the_askers_side_does_not_allow_a_release(scene: Scene, prosecutor: Account) -> None:
    reference = witness_hit(scene, prosecutor)
    with pytest.raises(ConflictError, match="their authority"):
        authorise(scene.rs, prosecutor, granting(reference, measure=Measure.RELEASE))


def test_what_was_decided_is_allowed_no_more(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.REJECT, "another person")
    own = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    with pytest.raises(ConflictError, match="rejected"):
        authorise(scene.al, own, granting(hit.reference, measure=Measure.RELEASE))


def test_a_leave_to_release_can_be_withdrawn(scene: Scene) -> None:
    hit = scene.hit()
    own = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    leave = authorise(scene.al, own, granting(hit.reference, measure=Measure.RELEASE))
    undone = withdraw(scene.al, own, hit.reference, leave.id, "mistaken hit")
    assert (undone.act, undone.undoes) == (StatementAct.UNDO, leave.id)
    assert list_authorisations(scene.al, own, hit.reference) == ()
