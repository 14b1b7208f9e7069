"""Break glass: a life is in danger; what gives way is logged at once, seen by the partner, and reviewed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.ask import Enquiry, ask, preview
from egnatia.casework.breakglass import REVIEW, Broken, Finding, count_reviews, list_broken, review
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.page import MOST
from egnatia.casework.peril import Warned, warn
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, Role
from egnatia.casework.statements import Said, make_statement
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, Reference
from egnatia.model.peril import Danger
from egnatia.model.question import Subject
from egnatia.model.statement import StatementAct

DANGER = "The child was heard in the lorry an hour ago; its air lasts until noon."


@pytest.fixture
def overseer(scene: Scene) -> Account:
    return scene.net.person("RS", "overseer", Role.OVERSIGHT)


def hasty(scene: Scene) -> Enquiry:
    """Return an enquiry in a file whose offence nobody has named yet."""
    supervisor = scene.net.person("RS", "night.supervisor", Role.SUPERVISOR)
    opening = Opening(
        reference="KT-99",
        title="The lorry",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence=None,
        members=frozenset({scene.officer.name}),
        danger_to_life=True,
    )
    case = open_case_file(scene.rs, supervisor, opening)
    return scene.enquiry(case=case.id, break_glass=DANGER)


def broken(scene: Scene, overseer: Account) -> Broken:
    [found] = list_broken(scene.rs, overseer, reviewed=False).rows
    return found


def test_what_gives_way_lets_the_question_go_and_is_named(scene: Scene) -> None:
    enquiry = hasty(scene)
    [found] = preview(scene.rs, scene.officer, enquiry)
    assert found.question
    assert found.question.danger_to_life
    assert [gave.policy for gave in found.decision.gave_way] == ["ask.offence"]
    [without] = preview(scene.rs, scene.officer, replace(enquiry, break_glass=""))
    assert [missing.policy for missing in without.decision.missing] == ["ask.offence"]


def test_it_is_logged_with_the_act_and_waits_for_its_review(scene: Scene, overseer: Account) -> None:
    asked = ask(scene.rs, scene.officer, hasty(scene))
    found = broken(scene, overseer)
    assert (found.by, found.name, found.reason, found.overdue) == (scene.officer.id, "officer", DANGER, False)
    assert found.due - found.at == timedelta(hours=24)
    [question] = [one.question.id for one in asked.prospects if one.question]
    assert question in found.about
    trail = [one.entry for one in scene.rs.store.read(lambda tx: tx.ledger.trail(found.statement, 9))]
    assert [(one.act, one.detail["what"]) for one in trail] == [(Act.STATEMENT, "break_glass")]


def test_the_partner_sees_it_and_its_own_log_says_it(scene: Scene) -> None:
    [delivered] = scene.ask(break_glass=DANGER)
    hit = scene.hit_of(delivered)
    assert scene.question(hit).danger_to_life
    logged = [one.entry for one in scene.al.store.read(lambda tx: tx.ledger.trail(hit.question, 9))]
    assert [one.detail.get("break_glass") for one in logged] == ["asker"]


def test_a_look_without_sending_breaks_nothing(scene: Scene, overseer: Account) -> None:
    preview(scene.rs, scene.officer, hasty(scene))
    assert list_broken(scene.rs, overseer).rows == ()


def test_it_opens_nothing_that_is_absolute(scene: Scene) -> None:
    refugee = replace(scene.enquiry().subject, asylum_from=frozenset({CountryCode("ALB")}))
    [found] = preview(scene.rs, scene.officer, scene.enquiry(subject=refugee, break_glass=DANGER))
    assert [missing.policy for missing in found.decision.missing] == ["ask.origin"]
    [witness] = preview(scene.rs, scene.officer, scene.enquiry(subject=Subject(), break_glass=DANGER))
    assert not witness.decision.open


def test_a_different_person_of_oversight_reviews_once(scene: Scene, overseer: Account) -> None:
    ask(scene.rs, scene.officer, hasty(scene))
    found = broken(scene, overseer)
    with pytest.raises(NotAllowedError):
        review(scene.rs, scene.net.person("RS", "boss", Role.SUPERVISOR), found.statement, Finding.UPHELD, "Rightly.")
    review(scene.rs, overseer, found.statement, Finding.UPHELD, "The lorry was found in time.")
    assert list_broken(scene.rs, overseer, reviewed=False).rows == ()
    [after] = list_broken(scene.rs, overseer, reviewed=True).rows
    assert (after.finding, after.reviewed_by, after.why) == (
        Finding.UPHELD,
        overseer.id,
        "The lorry was found in time.",
    )
    with pytest.raises(ConflictError, match="upheld"):
        review(scene.rs, overseer, found.statement, Finding.UNJUSTIFIED, "On second thoughts.")


def test_nobody_reviews_the_own_act(scene: Scene) -> None:
    ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    promoted = replace(scene.officer, roles=frozenset({Role.OVERSIGHT}))
    with pytest.raises(NotAllowedError, match="four eyes"):
        review(scene.rs, promoted, broken(scene, promoted).statement, Finding.UPHELD, "It was right.")


def test_an_overdue_review_is_seen_and_stops_the_officer_and_nobody_else(scene: Scene, overseer: Account) -> None:
    ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    assert count_reviews(scene.rs) == (1, 0)
    scene.net.clock.advance(REVIEW + timedelta(seconds=1))
    assert count_reviews(scene.rs) == (1, 1)
    assert broken(scene, overseer).overdue
    with pytest.raises(NotAllowedError, match="nobody has reviewed"):
        ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    assert ask(scene.rs, scene.officer, scene.enquiry()).letters
    colleague = scene.net.person("RS", "colleague", Role.OFFICER)
    case = scene.net.case("RS", colleague, reference="KT-101")
    assert ask(scene.rs, colleague, scene.enquiry(case=case.id, break_glass=DANGER)).letters


def test_a_late_review_says_that_it_is_late_and_lets_the_officer_go_on(scene: Scene, overseer: Account) -> None:
    ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    scene.net.clock.advance(REVIEW + timedelta(hours=1))
    found = broken(scene, overseer)
    made = review(scene.rs, overseer, found.statement, Finding.UNJUSTIFIED, "It could have waited for the supervisor.")
    [logged] = [one.entry for one in scene.rs.store.read(lambda tx: tx.ledger.trail(made.id, 9))]
    assert dict(logged.detail) == {"what": "break_glass_review", "finding": "unjustified", "late": "true"}
    assert ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER)).letters


def test_who_does_not_oversee_or_supervise_sees_none(scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        list_broken(scene.rs, scene.officer)


@pytest.mark.slow
def test_the_oldest_of_many_is_listed_reviewed_and_holds_its_officer_back(scene: Scene, overseer: Account) -> None:
    ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    oldest = broken(scene, overseer).statement
    colleague = scene.net.person("RS", "colleague", Role.OFFICER)
    said = Said(act=StatementAct.BREAK_GLASS, about=frozenset({"7" * 32}), reason=DANGER)
    later = [make_statement(scene.rs, colleague, said) for _ in range(MOST)]
    for made in later:
        scene.rs.store.write(lambda tx, made=made: tx.statements.add(made))  # type: ignore[misc]
    scene.net.clock.advance(REVIEW + timedelta(hours=1))
    assert count_reviews(scene.rs) == (MOST + 1, MOST + 1)
    with pytest.raises(NotAllowedError, match="nobody has reviewed"):
        ask(scene.rs, scene.officer, scene.enquiry(break_glass=DANGER))
    review(scene.rs, overseer, oldest, Finding.UPHELD, "The lorry was found in time.")
    pages = [list_broken(scene.rs, overseer, reviewed=False)]
    while pages[-1].next is not None:
        pages.append(list_broken(scene.rs, overseer, reviewed=False, beyond=pages[-1].next))
    assert {one.statement for page in pages for one in page.rows} == {one.id for one in later}
    assert [one.statement for one in list_broken(scene.rs, overseer, reviewed=True).rows] == [oldest]


def test_what_was_never_broken_is_not_reviewed(scene: Scene, overseer: Account) -> None:
    with pytest.raises(NotFoundError):
        review(scene.rs, overseer, "00" * 32, Finding.UPHELD, "x")  # type: ignore[arg-type] # an id
    with pytest.raises(ParseError):
        review(scene.rs, overseer, "00" * 32, Finding.UPHELD, "")  # type: ignore[arg-type] # an id


def child(scene: Scene, **asked: str) -> Reference:
    """Have a hit on a child's record confirmed; two people would have to release it."""
    collect(scene.al, scene.keeper, [person("Ana", "Jovanoviq", "2012-04-12")])
    properties = {"first_name": ("Ана",), "family_name": ("Јовановић",), "birth_date": ("2012-04-12",)}
    [delivered] = scene.ask(properties=properties, **asked)
    hit = scene.hit_of(delivered)
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    return hit.reference


def test_one_person_releases_where_a_second_would_come_too_late_and_is_reviewed(scene: Scene) -> None:
    reference = child(scene, break_glass=DANGER)
    given = release(scene.al, scene.chief, Giving(reference=reference, reason="needed", break_glass=DANGER))
    assert given.record
    [found] = list_broken(scene.al, scene.net.person("AL", "overseer", Role.OVERSIGHT), reviewed=False).rows
    assert found.by == scene.chief.id
    assert reference in found.about
    assert deliver_due(scene.al) == 2
    row = scene.rs.store.read(lambda tx: tx.answers.get(reference))
    assert row
    assert row.state == HitState.RELEASED


def test_who_releases_states_the_danger_too_or_waits_for_the_second(scene: Scene) -> None:
    reference = child(scene, break_glass=DANGER)
    given = release(scene.al, scene.chief, Giving(reference=reference, reason="needed"))
    assert given.record is None
    assert "second approver" in given.missing[0]


def test_no_glass_is_broken_for_a_question_that_says_nothing_of_a_life(scene: Scene) -> None:
    reference = child(scene)
    with pytest.raises(ConflictError, match="does not say"):
        release(scene.al, scene.chief, Giving(reference=reference, reason="needed", break_glass=DANGER))


def test_a_torturer_is_given_nothing_whoever_is_in_danger(scene: Scene) -> None:
    reference = child(scene, break_glass=DANGER)
    said = Warned(matter=reference, danger=Danger.TORTURE, country=CountryCode("SRB"), reason="x")
    warn(scene.al, scene.expert, said)
    with pytest.raises(NotLawfulError, match="torture"):
        release(scene.al, scene.chief, Giving(reference=reference, reason="needed", break_glass=DANGER))
