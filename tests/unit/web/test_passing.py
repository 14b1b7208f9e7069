"""Passing on at the desk: the law beside the form, the originator's consent, and the record that then goes."""

import re

import pytest
from tests.unit.casework.passing_on import NEED, Three, build
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Account


@pytest.fixture
def three() -> Three:
    return build()


def desk(three: Three, node: str, account: Account) -> Desk:
    return Desk(three.net, node, next(iter(account.roles)), name=account.name)


def form(three: Three, **changed: str) -> dict[str, str | list[str]]:
    said = {
        "record": three.view.id,
        "case": three.case.id,
        "recipient": "MK",
        "purpose": "criminal_investigation",
        "offence": "drug_trafficking",
        "necessity": NEED,
    }
    return {**said, **changed}


@pytest.fixture
def boss(three: Three) -> Desk:
    """Whoever may release, at work in a case file of the same matter."""
    three.case = three.net.case("RS", three.boss, reference="KT-2026-18")
    return desk(three, "RS", three.boss)


@pytest.mark.slow
def test_the_law_stands_beside_the_form_before_anything_goes(three: Three, boss: Desk) -> None:
    page = boss.see("/consents")
    shown = boss.send(page, "/passing/check", form(three))
    assert "The originator has not consented." in shown
    assert re.search(r">MK</th><td>what is given</td><td>whoever works there for this purpose", shown)
    assert "it is theirs: a recall must find it" in shown
    assert "originator&#39;s consent" in shown
    assert "here stands what is missing" in boss.send(page, "/passing/check", form(three, recipient=""))


@pytest.mark.slow
def test_the_originator_is_asked_consents_and_the_record_goes(three: Three, boss: Desk) -> None:
    page = boss.see("/consents")
    assert "nothing yet" in boss.send(page, "/passing/consent", form(three))
    three.deliver()
    chief = desk(three, "AL", three.chief)
    asked = chief.see("/consents")
    assert NEED in asked
    assert "leaves it to you" in asked
    assert re.search(r">RS</th><td>what is given</td><td>has it already, and asks to pass it on", asked)
    [request] = set(re.findall(r'name="request" value="(\w+)"', asked))
    given = {"request": request, "reason": "One matter.", "conditions": "Not in court."}
    assert "consented" in chief.send(asked, "/consents/given", given)
    three.deliver()
    shown = boss.send(page, "/passing/check", form(three))
    assert "Not in court." in shown
    assert "It may go, under" in shown
    gone = boss.send(page, "/passing", form(three, conditions_met="1"))
    assert re.search(r"<td>RS</td><td>MK</td>", gone)


@pytest.mark.slow
def test_what_stands_against_it_is_said_and_nothing_typed_is_lost(three: Three, boss: Desk) -> None:
    page = boss.see(f"/records/{three.view.id}/passing?case={three.case.id}")
    assert "Jovanoviq" in page
    refused = boss.send(page, "/passing", form(three), 422)
    assert "originator&#39;s consent" in refused
    assert NEED in refused
    wordless = boss.send(page, "/passing/consent", form(three, necessity=""), 422)
    assert "necessity" in wordless


@pytest.mark.slow
def test_an_own_record_needs_nobodys_consent_and_who_may_not_release_passes_nothing_on(three: Three) -> None:
    chief = desk(three, "AL", three.chief)
    case = three.net.case("AL", three.chief, reference="AL-1")
    assert "nobody's consent is needed" in chief.see(f"/records/{three.original.id}/passing?case={case.id}")
    officer = desk(three, "RS", three.officer)
    page = officer.see(f"/records/{three.view.id}/passing?case={three.case.id}")
    assert "Whoever may release records passes this on." in page


@pytest.mark.slow
def test_a_denial_names_its_ground_to_the_holder(three: Three, boss: Desk) -> None:
    request = three.seek().id
    chief = desk(three, "AL", three.chief)
    page = chief.see("/consents")
    assert "Choose a ground." in chief.send(page, "/consents/denied", {"request": request}, 422)
    chief.send(page, "/consents/denied", {"request": request, "ground": "investigation"})
    three.deliver()
    assert "a protected interest stands against it" in boss.see("/consents")


def test_who_may_not_release_sees_no_consents(three: Three) -> None:
    officer = desk(three, "RS", three.officer)
    assert "may not" in officer.see("/consents", 403)
    assert "may not" in officer.send(officer.see("/cases"), "/passing/check", form(three), 403)
